"""Loads what the rules look at of plans, by version."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from twelfth.cadences.models import Cadence, CadenceVersion, Step
from twelfth.cadences.queries import anchor_of, conditions
from twelfth.rules.facts import Branch, Condition, Offset, StepFacts
from twelfth.rules.terms import Channel, OffsetUnit, Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """What the rules look at of one version of a plan; `then` is the name of the plan it goes over into."""

    steps: tuple[StepFacts, ...] = ()
    repeat_from: int | None = None
    stop_when: tuple[Condition, ...] = ()
    then: str = ""


def load_plans(versions: Iterable[int]) -> dict[int, PlanFacts]:
    """The plans of these versions, by id. One query where they are known already; up to three otherwise."""
    rows = {version.pk: version for version in CadenceVersion.objects.filter(pk__in=versions)}
    known = {pk: _known.get(_name(version)) for pk, version in rows.items()}
    if missing := [rows[pk] for pk, plan in known.items() if plan is None]:
        known |= _read(missing)
    then = {(version.workspace_id, version.then) for version in rows.values() if version.then}
    names = {}
    if then:
        cadences = Cadence.objects.filter(key__in={key for _, key in then})
        names = {(cadence.workspace_id, cadence.key): cadence.name for cadence in cadences}
    return {
        pk: replace(plan, then=names.get((rows[pk].workspace_id, rows[pk].then), ""))
        for pk, plan in known.items()
        if plan is not None
    }


#: A version never changes, so what was read of one stays true. It is known by the moment it was made too: after a
#: restore its number may mean another.
_known: dict[tuple[int, datetime], PlanFacts] = {}
_MOST_KNOWN = 1_000


def forget_plans() -> None:
    """For tests, whose clocks stand still while numbers are used again."""
    _known.clear()


def _name(version: CadenceVersion) -> tuple[int, datetime]:
    return version.pk, version.created_at


def _read(versions: Sequence[CadenceVersion]) -> dict[int, PlanFacts]:
    steps: dict[int, list[Step]] = defaultdict(list)
    rows = Step.objects.filter(version__in=[version.pk for version in versions]).defer(*WORDS)
    for step in rows.order_by("version", "number"):
        steps[step.version_id].append(step)
    if len(_known) + len(versions) > _MOST_KNOWN:
        _known.clear()
    read = {}
    for version in versions:
        own = steps[version.pk]
        numbers = {step.key: step.number for step in own}
        read[version.pk] = _known[_name(version)] = PlanFacts(
            steps=tuple(step_facts(step, numbers) for step in own),
            repeat_from=numbers.get(version.repeat_from),
            stop_when=conditions(version.stop_when),
        )
    return read


#: What the rules never look at, and what is long.
WORDS = ("subject", "body", "opening", "talking_points", "voicemail", "short_text")


def step_facts(step: Step, numbers: Mapping[str, int]) -> StepFacts:
    """`numbers` gives the number of each step of the plan by its key."""
    return StepFacts(
        number=step.number,
        key=step.key,
        offset=Offset(step.offset_amount, OffsetUnit(step.offset_unit)),
        anchor=anchor_of(step),
        channel=Channel(step.channel),
        purpose=Purpose(step.purpose),
        fallbacks=tuple(Channel(channel) for channel in step.fallbacks),
        automatic=step.automatic,
        only_if=conditions(step.only_if),
        branches=tuple(
            Branch(conditions(branch["when"]), numbers[branch["go_to"]]) for branch in step.branches
        ),
        variants=("A", *(other["name"] for other in step.alternatives)) if step.alternatives else (),
    )
