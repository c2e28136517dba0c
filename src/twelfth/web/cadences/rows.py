"""A plan as its pages show it: the line, and a row for each step."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from twelfth.accounts.models import Workspace
from twelfth.agenda.queries import places
from twelfth.people.models import Tag
from twelfth.rules.balance import weight
from twelfth.rules.cadence import project
from twelfth.rules.calendar import local_day
from twelfth.rules.conditions import KINDS, STAGES, Asks, says, write_condition
from twelfth.rules.facts import Condition, Facts, GuardPolicy, PersonFacts, Place
from twelfth.rules.merge_fields import MergeField
from twelfth.rules.plan import Plan, PlanRefused, PlanStep, check, texts
from twelfth.rules.plan_advice import Advice, advise, days_of
from twelfth.rules.plan_steps import steps_of
from twelfth.rules.terms import Channel
from twelfth.web.cadences.labels import PURPOSE_LABELS, channels_of, in_text, when_of
from twelfth.web.labels import CHANNEL_LABELS
from twelfth.web.look.line import Dot, Side
from twelfth.web.middleware import ActorRequest

_SIDES: dict[int, Side] = {1: "gave", 0: "neutral", -1: "asked"}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One step, said in short."""

    number: int
    step: PlanStep
    side: Side
    when: str
    channels: str
    purpose: str
    conditions: tuple[str, ...]
    branches: tuple[str, ...]
    words: tuple[str, ...]
    advice: tuple[Advice, ...]
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """All that a plan's page and its editor show of it. `problem` says why it cannot be saved as it is."""

    plan: Plan
    rows: tuple[StepRow, ...]
    dots: tuple[Dot, ...]
    gives: int
    asks: int
    advice: tuple[Advice, ...]
    problem: str
    problem_step: int
    stops: tuple[str, ...]

    @property
    def gathered(self) -> list[tuple[Advice, list[int]]]:
        """Each sentence once, with the numbers of its steps."""
        found: dict[tuple[str, str], tuple[Advice, list[int]]] = {}
        for one in self.advice:
            found.setdefault((one.says, one.mend), (one, []))[1].append(one.step)
        return list(found.values())

    @property
    def days(self) -> int:
        return round(sum(days_of(step) for step in self.plan.steps if step.anchor is None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What the line of a plan is drawn for: somebody at the reader's own place, with whom it begins now."""

    seller: Place
    policy: GuardPolicy
    now: datetime


def beginning(request: ActorRequest) -> Beginning:
    seller = places([request.member])[request.member.pk]
    return Beginning(seller=seller, policy=request.actor.workspace.policy, now=request.now)


def page_of(plan: Plan, begins: Beginning, own: Collection[MergeField] | None = None) -> PlanPage:
    """`own` are the workspace's fields that the words may name; None: any."""
    advice = advise(plan)
    sides = [weight(step.purpose) for step in plan.steps]
    problem, problem_step = _problem(plan, own)
    return PlanPage(
        plan=plan,
        rows=tuple(_row(plan, number, advice) for number in range(1, len(plan.steps) + 1)),
        dots=tuple(dots_of(plan, begins)),
        gives=sides.count(1),
        asks=sides.count(-1),
        advice=advice,
        problem=problem,
        problem_step=problem_step,
        stops=tuple(says(condition) for condition in plan.stop_when),
    )


def _problem(plan: Plan, own: Collection[MergeField] | None) -> tuple[str, int]:
    try:
        check(plan, own)
    except PlanRefused as error:
        return str(error), error.step
    return "", 0


def _row(plan: Plan, number: int, advice: Sequence[Advice]) -> StepRow:
    step = plan.steps[number - 1]
    titles = {other.key: f"{at}, {other.title}" for at, other in enumerate(plan.steps, start=1)}
    return StepRow(
        number=number,
        step=step,
        side=_SIDES[weight(step.purpose)],
        when=when_of(step, number),
        channels=channels_of(step),
        purpose=PURPOSE_LABELS[step.purpose],
        conditions=tuple(says(condition) for condition in step.only_if),
        branches=tuple(
            f"if {' and '.join(says(condition) for condition in branch.when)}, on to step "
            f"{titles.get(branch.go_to, branch.go_to)}"
            for branch in step.branches
        ),
        words=tuple(dict.fromkeys(name.partition(" of ")[0] for name, _ in texts(step))),
        advice=tuple(one for one in advice if one.step == number),
        is_first=number == 1,
        is_last=number == len(plan.steps),
    )


def days_ahead(plan: Plan, begins: Beginning) -> dict[int, date]:
    """The day of each step by its number, as it falls where no condition leaves it out. A step that counts from a date
    which only a person has is not among them."""
    steps = tuple(replace(step, only_if=(), branches=()) for step in steps_of(plan))
    facts = Facts(
        started_at=begins.now,
        steps=steps,
        touches=(),
        person=PersonFacts(place=begins.seller, reachable=frozenset(Channel)),
        seller=begins.seller,
        policy=begins.policy,
    )
    ahead = project(facts, begins.now, most=len(steps))
    return {one.step: one.moment.wall.date() for one in ahead}


def dots_of(plan: Plan, begins: Beginning) -> list[Dot]:
    """The plan as if it began now; a step without a day stands with the one before it."""
    on, days, found = local_day(begins.now, begins.seller.zone), days_ahead(plan, begins), []
    for number, step in enumerate(plan.steps, start=1):
        on = days.get(number, on)
        side = _SIDES[weight(step.purpose)]
        channel = CHANNEL_LABELS[step.channel]
        what = (
            f", gives {step.gives}"
            if side == "gave"
            else f", asks for {step.asks}"
            if side == "asked"
            else ""
        )
        found.append(
            Dot(
                on=on,
                state="planned",
                title=f"Contact {number}, {channel}, {when_of(step, number)}: {step.title}{what}",
                text=str(number),
                label=in_text(step.channel),
                side=side,
                href=f"#step-{number}",
            )
        )
    return found


def condition_choices(
    plan: Plan, workspace: Workspace, *, kept: Sequence[Condition] = ()
) -> list[tuple[str, object]]:
    """Every condition there is, in words, grouped by its kind; `kept` are shown even where they are none of these."""
    tags = list(Tag.objects.filter(workspace=workspace).order_by("name").values_list("name", flat=True)[:200])
    values: dict[Asks, list[str]] = {
        Asks.NOTHING: [""],
        Asks.CHANNEL: [str(channel) for channel in Channel],
        Asks.STEP: [step.key for step in plan.steps],
        Asks.STAGE: list(STAGES),
        Asks.TAG: [tag.lower() for tag in tags],
    }
    titles = {step.key: step.title for step in plan.steps}
    groups: dict[str, list[tuple[str, str]]] = {}
    for kind in KINDS.values():
        for value in values[kind.asks]:
            for negated in (False, True):
                condition = Condition(kind.name, value, negated)
                option = (write_condition(condition), _in_words(condition, titles))
                groups.setdefault(_GROUPS[kind.asks], []).append(option)
    known = {line for group in groups.values() for line, _ in group}
    others = [(line, says(one)) for one in kept if (line := write_condition(one)) not in known]
    return [("", "—"), *groups.items(), *([("As it was", others)] if others else [])]


_GROUPS = {
    Asks.NOTHING: "How it stands",
    Asks.STEP: "Silence since a step",
    Asks.CHANNEL: "How they can be reached",
    Asks.STAGE: "The deal",
    Asks.TAG: "Tags",
}


def _in_words(condition: Condition, titles: dict[str, str]) -> str:
    words = says(condition)
    title = titles.get(condition.value)
    return words.replace(f"“{condition.value}”", f"“{title}”") if title else words
