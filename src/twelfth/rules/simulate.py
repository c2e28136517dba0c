"""What a plan would do to a seller's days, tried out: many people walk it by the dice, several times over.

Pure and seeded: the same seed gives the same days. It counts days, not hours, and looks at the seller's calendar alone,
because the people are nobody in particular. What the dice stand for are `Rates`, measured or assumed; nothing else is
guessed but what this says:

- an answer is dealt with on the next working day, which is one more contact, and the plan goes on from there;
- two contacts with one person never share a day, as the guard has it;
- half of the calls that nobody answers reach a voicemail;
- conditions on deals and tags do not hold, and of the dates of a matter only those that a plan starts because of are
  known.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from statistics import fmean, median

from twelfth.rules.calendar import closed
from twelfth.rules.facts import Condition, Place, StepFacts
from twelfth.rules.plan import Plan
from twelfth.rules.plan_steps import repeats_from, steps_of
from twelfth.rules.rounds import template_number
from twelfth.rules.terms import ANCHORED_AT_START, Channel, OffsetUnit

RUNS = 20
#: Walks through the plan, people times runs; with more people, some stand for all.
MOST_WALKS = 6_000
VOICEMAIL = 0.5
#: Days of work in hours: what waits longer than that is another day's.
_WORKING_HOURS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Shares between 0 and 1: of contacts on each channel that are answered (`other`: on the channels not named), of
    contacts after which it is decided, and of people who can be reached on each channel (not named: nobody)."""

    answered: Mapping[Channel, float]
    other: float
    decided: float
    reached: Mapping[Channel, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """`people` are started evenly over the first `over` working days from `start` on; what is asked are the `weeks`
    from there. `most` is what the seller can do in a day."""

    people: int
    start: date
    over: int
    weeks: int
    seller: Place
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadDay:
    """One working day over all runs: the median of the contacts one makes oneself, and within what limits eight runs
    of ten lie."""

    on: date
    middle: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadWeek:
    """The mean of a week from Monday on: contacts made oneself, by channel, and e-mails that go by themselves."""

    monday: date
    by_channel: Mapping[Channel, float]
    by_itself: float
    busiest: float

    @property
    def total(self) -> float:
        return sum(self.by_channel.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What came of it. `low` and `high`: within these lie eight of ten days. `above`: days with more than the seller
    can do, as the median of the runs. `walked`: how many people stood for all."""

    days: tuple[LoadDay, ...]
    weeks: tuple[LoadWeek, ...]
    low: float
    high: float
    above: int
    people: int
    walked: int
    most: int

    @property
    def channels(self) -> tuple[Channel, ...]:
        """Those in use, in the order of the terms."""
        return tuple(c for c in Channel if any(week.by_channel.get(c, 0) > 0 for week in self.weeks))


def simulate(
    plan: Plan,
    setting: Setting,
    rates: Rates,
    *,
    seed: int,
    runs: int = RUNS,
    following: Mapping[str, Plan] | None = None,
) -> Load:
    """The days ahead if so many people start on the plan. `following` are the plans it may go over into, by key."""
    ways = {key: _Way(one) for key, one in {**(following or {}), plan.key: plan}.items() if one.steps}
    walked = min(setting.people, max(1, MOST_WALKS // runs))
    weight = setting.people / walked if walked else 0.0
    days = _Days(setting)
    counted: list[_Counted] = []
    for run in range(runs):
        counts = _Counted(len(days.all))
        dice = Random(f"{seed} {run}")  # noqa: S311 (a simulation, no secret)
        for person in range(walked):
            place = person * setting.over // walked
            if place < len(days.working):  # Else they start after the weeks asked for.
                _Walk(ways, rates, days, counts, dice).go(plan.key, days.working[place])
        counted.append(counts)
    return _load(setting, days, counted, weight=weight, walked=walked)


def in_words(load: Load) -> str:
    """As "Most days 7 to 12 contacts; 4 days above your 40."."""
    low, high = round(load.low), round(load.high)
    most = f"{low} contact{'' if low == 1 else 's'}" if low == high else f"{low} to {high} contacts"
    above = "no day" if not load.above else "1 day" if load.above == 1 else f"{load.above} days"
    return f"Most days {most}; {above} above your {load.most}."


class _Days:
    """The calendar of the weeks asked for, by index from the start."""

    def __init__(self, setting: Setting) -> None:
        count = setting.weeks * 7
        self.all = [setting.start + timedelta(days=index) for index in range(count)]
        #: Indexes of the working days; for each day, the place in `working` of the first working day from it on.
        self.working = [index for index, day in enumerate(self.all) if closed(setting.seller, day) is None]
        self.place: list[int] = []
        at = 0
        for index in range(count):
            while at < len(self.working) and self.working[at] < index:
                at += 1
            self.place.append(at)
        if not self.working:
            self.working = [0]

    def from_on(self, index: int) -> int | None:
        """The first working day from that day on; None beyond the weeks asked for."""
        if index >= len(self.all):
            return None
        place = self.place[index]
        return self.working[place] if place < len(self.working) else None

    def later(self, index: int, amount: int) -> int | None:
        """So many working days after a day."""
        place = self.place[index] + amount
        return self.working[place] if place < len(self.working) else None


class _Way:
    """A plan made ready to be walked."""

    def __init__(self, plan: Plan) -> None:
        self.steps = steps_of(plan)
        self.repeats = repeats_from(plan)
        self.stop_when = plan.stop_when
        self.then = plan.then
        self.then_from = plan.then_from
        self.numbers = {step.key: step.number for step in self.steps}

    def step(self, number: int) -> StepFacts | None:
        like = template_number(number, len(self.steps), self.repeats)
        return None if like is None else self.steps[like - 1]


@dataclass(slots=True)
class _Counted:
    """Contacts by day of one run: made oneself by channel, and gone by themselves."""

    size: int
    by_channel: dict[Channel, list[int]] = field(default_factory=dict)
    by_itself: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.by_itself = [0] * self.size

    def add(self, day: int, channel: Channel, *, automatic: bool) -> None:
        row = self.by_itself if automatic else self.by_channel.setdefault(channel, [0] * self.size)
        row[day] += 1

    def totals(self) -> list[int]:
        if not self.by_channel:
            return [0] * self.size
        return [sum(of_day) for of_day in zip(*self.by_channel.values(), strict=True)]


class _Walk:
    """One person's way through the plans."""

    def __init__(
        self, ways: Mapping[str, _Way], rates: Rates, days: _Days, counts: _Counted, dice: Random
    ) -> None:
        self._ways, self._rates, self._days, self._counts, self._dice = ways, rates, days, counts, dice
        self._reached: dict[Channel, bool] = {}
        self._replied = self._connected = self._voicemail = False
        self._silent_since: set[str] = set()

    def go(self, key: str, start: int) -> None:
        number, began, day, is_first, passed, gone_over = 1, start, start, True, 0, 0
        way = self._ways.get(key)
        while way is not None and gone_over <= len(self._ways):
            if any(self._holds(condition) for condition in way.stop_when):
                return
            step = way.step(number)
            if step is None or passed > len(way.steps):
                key, number = self._over(way)
                way, began, passed, gone_over = self._ways.get(key), day, 0, gone_over + 1
                continue
            if not self._suits(step):
                number, passed = number + 1, passed + 1
                continue
            at = self._when(step, began if step.anchor else day, earliest=day if is_first else day + 1)
            if at is None:
                return
            answered_on = self._contact(step, at)
            if answered_on is None or self._dice.random() < self._rates.decided:
                return
            day, is_first, passed, gone_over = answered_on, False, 0, 0
            number = self._next(step, number)

    def _over(self, way: _Way) -> tuple[str, int]:
        following = self._ways.get(way.then)
        return way.then, following.numbers.get(way.then_from, 1) if following else 1

    def _suits(self, step: StepFacts) -> bool:
        if step.anchor is not None and step.anchor.kind not in ANCHORED_AT_START:
            return False
        return all(self._holds(condition) for condition in step.only_if)

    def _next(self, step: StepFacts, number: int) -> int:
        for branch in step.branches:
            if all(self._holds(condition) for condition in branch.when):
                return branch.go_to + number - step.number
        return number + 1

    def _when(self, step: StepFacts, day: int, *, earliest: int) -> int | None:
        amount, unit = step.offset.amount, step.offset.unit
        if step.anchor is not None and step.anchor.before:
            at: int | None = earliest
        elif unit is OffsetUnit.WORKING_DAYS:
            at = self._days.later(day, amount)
        elif unit is OffsetUnit.CALENDAR_DAYS:
            at = self._days.from_on(day + amount)
        else:
            hours = amount if unit is OffsetUnit.HOURS else amount / 60
            at = self._days.from_on(day + (0 if hours < _WORKING_HOURS else 1 + int(hours // 24)))
        return None if at is None else self._days.from_on(max(at, earliest))

    def _contact(self, step: StepFacts, day: int) -> int | None:
        """Make it; the day on which the plan counts on, None beyond the weeks asked for."""
        channel = next((one for one in (step.channel, *step.fallbacks) if self._reaches(one)), step.channel)
        self._counts.add(day, channel, automatic=step.automatic and channel is step.channel)
        is_call = channel is Channel.PHONE
        if self._dice.random() >= self._rates.answered.get(channel, self._rates.other):
            if is_call:
                self._voicemail = self._dice.random() < VOICEMAIL
            self._silent_since.add(step.key)
            return day
        self._replied, self._connected = True, self._connected or is_call
        self._voicemail = self._voicemail and not is_call
        self._silent_since.clear()
        answer_on = self._days.later(day, 1)
        if answer_on is not None:
            self._counts.add(answer_on, channel, automatic=False)
        return answer_on

    def _reaches(self, channel: Channel) -> bool:
        known = self._reached.get(channel)
        if known is None:
            known = self._reached[channel] = self._dice.random() < self._rates.reached.get(channel, 0.0)
        return known

    def _holds(self, condition: Condition) -> bool:
        match condition.kind:
            case "replied":
                holds = self._replied
            case "connected":
                holds = self._connected
            case "voicemail":
                holds = self._voicemail
            case "no answer since":
                holds = condition.value in self._silent_since
            case "has":
                holds = self._reaches(Channel(condition.value))
            case "deal":
                holds = condition.value == "none"
            case _:
                holds = False
        return holds is not condition.negated


# What came of all runs.


def _load(setting: Setting, days: _Days, counted: Sequence[_Counted], *, weight: float, walked: int) -> Load:
    working = [index for index in days.working if closed(setting.seller, days.all[index]) is None]
    totals = [[total * weight for total in counts.totals()] for counts in counted]
    shown = tuple(_day(days.all[index], [run[index] for run in totals]) for index in working)
    all_days = sorted(run[index] for run in totals for index in working)
    above = [sum(run[index] > setting.most for index in working) for run in totals]
    return Load(
        days=shown,
        weeks=tuple(_weeks(days, counted, shown, weight)),
        low=_share_of(all_days, 0.1),
        high=_share_of(all_days, 0.9),
        above=round(median(above)) if above else 0,
        people=setting.people,
        walked=walked,
        most=setting.most,
    )


def _day(on: date, values: list[float]) -> LoadDay:
    ordered = sorted(values)
    return LoadDay(on=on, middle=median(ordered), low=_share_of(ordered, 0.1), high=_share_of(ordered, 0.9))


def _share_of(ordered: Sequence[float], share: float) -> float:
    """The value below which that share of them lies."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def _weeks(
    days: _Days, counted: Sequence[_Counted], shown: Sequence[LoadDay], weight: float
) -> Iterator[LoadWeek]:
    indexes: dict[date, list[int]] = {}
    for index, day in enumerate(days.all):
        indexes.setdefault(day - timedelta(days=day.weekday()), []).append(index)
    channels = [one for one in Channel if any(one in counts.by_channel for counts in counted)]
    for monday, of_week in indexes.items():
        means = {
            channel: weight
            * fmean(
                sum(counts.by_channel[channel][index] for index in of_week)
                if channel in counts.by_channel
                else 0
                for counts in counted
            )
            for channel in channels
        }
        by_itself = weight * fmean(sum(counts.by_itself[index] for index in of_week) for counts in counted)
        busiest = max(
            (day.middle for day in shown if monday <= day.on < monday + timedelta(days=7)), default=0.0
        )
        yield LoadWeek(monday=monday, by_channel=means, by_itself=by_itself, busiest=busiest)
