"""A plan with real dates, before anybody is on it: for a person, or for a place. Nothing is stored."""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from twelfth.accounts.models import Member
from twelfth.cadences.models import Cadence, CadenceVersion
from twelfth.flow.change import go_to
from twelfth.flow.facts import JOINS, load, load_many
from twelfth.flow.move import same_place
from twelfth.followups.models import FollowUp
from twelfth.people.models import Person
from twelfth.rules.cadence import Projected, project
from twelfth.rules.calendar import first_open, holidays_of, local_day, start_of_day
from twelfth.rules.decide import decide
from twelfth.rules.facts import Decided, Due, Facts, GuardPolicy, PersonFacts, Place
from twelfth.rules.plan import Plan
from twelfth.rules.plan_steps import repeats_from, steps_of
from twelfth.rules.rounds import template_number
from twelfth.rules.terms import AnchorKind, Channel

#: A plan that starts over has no end: so many contacts are shown of it.
MOST_SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A public holiday on a weekday; `theirs` and `ours` say where."""

    on: date
    name: str
    theirs: bool
    ours: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The contacts as they would fall, and what is known of both places. `left_out` are the numbers of the steps that
    are passed over as things stand."""

    contacts: tuple[Projected, ...]
    left_out: tuple[int, ...]
    person: Place
    seller: Place
    holidays: tuple[Holiday, ...]
    anchors: Mapping[AnchorKind, date]
    opted_out: bool = False


def begin_on(day: date, seller: Place, *, now: datetime) -> datetime:
    """The moment a plan that is started on that day begins: now, or the seller's first working hour from it on."""
    if day <= local_day(now, seller.zone):
        return now
    return first_open(start_of_day(day, seller.zone), seller)


def preview_for_person(
    plan: Plan,
    person: Person,
    owner: Member,
    *,
    start: datetime,
    anchors: Mapping[AnchorKind, date] | None = None,
) -> Preview:
    """The plan for that person, with all that is known of them: their place, channels, refusals and earlier contacts.
    `anchors` are dates of the matter to try it with."""
    followup = FollowUp(
        # No row has this id, so nothing that happened is taken for this one's own.
        pk=-1,
        workspace=person.workspace,
        person=person,
        owner=owner,
        started_at=start,
        next_at=start,
    )
    facts = load(followup)
    return _preview(plan, replace(facts, anchors={**facts.anchors, **(anchors or {})}))


def preview_anywhere(
    plan: Plan,
    policy: GuardPolicy,
    *,
    person: Place,
    seller: Place,
    start: datetime,
    anchors: Mapping[AnchorKind, date] | None = None,
    most: int = MOST_SHOWN,
) -> Preview:
    """The plan for somebody at a place who can be reached on every channel."""
    facts = Facts(
        started_at=start,
        steps=(),
        touches=(),
        person=PersonFacts(place=person, reachable=frozenset(Channel)),
        seller=seller,
        anchors=anchors or {},
        policy=policy,
    )
    return _preview(plan, facts, most=most)


def _preview(plan: Plan, facts: Facts, *, most: int = MOST_SHOWN) -> Preview:
    repeats = repeats_from(plan)
    steps = steps_of(plan)
    facts = replace(facts, steps=steps, repeat_from=repeats, stop_when=plan.stop_when, then=plan.then)
    contacts = project(facts, facts.started_at, most=max(most, len(steps)))
    made = {template_number(one.step, len(steps), repeats) for one in contacts}
    return Preview(
        contacts=contacts,
        left_out=tuple(step.number for step in steps if step.number not in made) if contacts else (),
        person=facts.person.place,
        seller=facts.seller,
        holidays=_holidays(facts, contacts),
        anchors=facts.anchors,
        opted_out=facts.person.opted_out_of_all,
    )


def _holidays(facts: Facts, contacts: Iterable[Projected]) -> tuple[Holiday, ...]:
    """Those on weekdays between the start and the last contact."""
    days = [one.moment.wall.date() for one in contacts]
    if not days:
        return ()
    day, last = local_day(facts.started_at, facts.person.place.zone), max(days)
    found = []
    while day <= last:
        theirs = holidays_of(facts.person.place.country, day.year).get(day, "")
        ours = holidays_of(facts.seller.country, day.year).get(day, "")
        if (theirs or ours) and day.weekday() < 5:
            name = theirs or ours
            found.append(Holiday(on=day, name=name, theirs=bool(theirs), ours=bool(ours)))
        day += timedelta(days=1)
    return tuple(found)


# Moving what runs to another version.


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What a move to another version would do to one follow-up: the title of its next step ("" where none is next)
    and the day, before and after."""

    followup: FollowUp
    step_before: str
    day_before: date | None
    step_after: str
    day_after: date | None

    @property
    def changes(self) -> bool:
        return (self.step_before, self.day_before) != (self.step_after, self.day_after)


def on_older(cadence: Cadence, latest: CadenceVersion) -> list[int]:
    """Ids of what runs on earlier versions of that plan, the next first."""
    rows = FollowUp.objects.filter(version__cadence=cadence, ended_at=None).exclude(version=latest)
    return list(rows.order_by("next_at", "pk").values_list("pk", flat=True))


def preview_move(ids: Iterable[int], version: CadenceVersion, *, now: datetime) -> list[Moved]:
    """What a move to that version would do to these."""
    rows = FollowUp.objects.filter(pk__in=list(ids)).select_related(*JOINS, "version__cadence")
    followups = list(rows.order_by("next_at", "pk"))
    moved = {followup.pk: copy(followup) for followup in followups}
    for one in moved.values():
        go_to(one, same_place(one, version), now=now)
    facts = load_many(list(moved.values()))
    titles = {pk: _Titles(pk) for pk in {version.pk, *(followup.version_id for followup in followups)}}
    found = []
    for followup in followups:
        decided = decide(facts[followup.pk], now)
        after = _step_of(decided)
        found.append(
            Moved(
                followup=followup,
                step_before=titles[followup.version_id].of(followup.next_step),
                day_before=followup.next_day,
                step_after=titles[version.pk].of(after),
                day_after=None if not hasattr(decided, "moment") else decided.moment.wall.date(),
            )
        )
    return found


def _step_of(decided: Decided) -> int | None:
    return decided.step if isinstance(decided, Due) else None


class _Titles:
    """The titles of a version's steps, by the number of a contact."""

    def __init__(self, version: int) -> None:
        row = CadenceVersion.objects.get(pk=version)
        steps = list(row.steps.order_by("number").values_list("key", "title"))
        keys = [key for key, _ in steps]
        self._titles = [title for _, title in steps]
        self._repeats = keys.index(row.repeat_from) + 1 if row.repeat_from in keys else None

    def of(self, number: int | None) -> str:
        like = None if number is None else template_number(number, len(self._titles), self._repeats)
        return "" if like is None else self._titles[like - 1]
