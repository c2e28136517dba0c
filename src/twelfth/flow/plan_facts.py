"""Loads what the rules look at of plans, by version."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
    """The plans of these versions, by id. Three queries, two when none of them goes over into another."""
    rows = {version.pk: version for version in CadenceVersion.objects.filter(pk__in=versions)}
    steps: dict[int, list[Step]] = defaultdict(list)
    for step in Step.objects.filter(version__in=rows).defer(*_WORDS).order_by("version", "number"):
        steps[step.version_id].append(step)
    then = {(version.workspace_id, version.then) for version in rows.values() if version.then}
    names = {}
    if then:
        cadences = Cadence.objects.filter(key__in={key for _, key in then})
        names = {(cadence.workspace_id, cadence.key): cadence.name for cadence in cadences}
    return {
        pk: PlanFacts(
            steps=_steps(steps[pk]),
            repeat_from=next((step.number for step in steps[pk] if step.key == version.repeat_from), None),
            stop_when=conditions(version.stop_when),
            then=names.get((version.workspace_id, version.then), ""),
        )
        for pk, version in rows.items()
    }


#: What the rules never look at, and what is long.
_WORDS = ("subject", "body", "opening", "talking_points", "voicemail", "short_text")


def _steps(steps: list[Step]) -> tuple[StepFacts, ...]:
    numbers = {step.key: step.number for step in steps}
    return tuple(step_facts(step, numbers) for step in steps)


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
