"""Reads of plans."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Max, QuerySet

from twelfth.accounts.models import Workspace
from twelfth.cadences.models import Cadence, CadenceVersion, Step
from twelfth.rules.conditions import read_condition
from twelfth.rules.facts import Anchor, Condition, Offset
from twelfth.rules.plan import Alternative, Plan, PlanBranch, PlanStep, Words
from twelfth.rules.rounds import template_number
from twelfth.rules.terms import AnchorKind, Channel, FollowUpKind, OffsetUnit, Purpose


def latest_version(workspace: Workspace, key: str) -> CadenceVersion | None:
    """The latest version of a plan, by its key."""
    rows = CadenceVersion.objects.filter(workspace=workspace, cadence__key=key).select_related("cadence")
    return rows.order_by("-number").first()


def offered(workspace: Workspace) -> QuerySet[CadenceVersion]:
    """The newest version of each plan that a follow-up can be put on: those that are not retired."""
    newest = CadenceVersion.objects.filter(workspace=workspace).values("cadence").annotate(last=Max("pk"))
    rows = CadenceVersion.objects.select_related("cadence").filter(pk__in=newest.values("last"))
    return rows.filter(cadence__retired_at=None)


def chain(workspace: Workspace) -> list[tuple[str, str]]:
    """(key, then) of the latest version of every plan that goes over into another."""
    rows = CadenceVersion.objects.filter(workspace=workspace).order_by("number")
    latest: dict[str, str] = dict(rows.values_list("cadence__key", "then"))
    return [(key, then) for key, then in latest.items() if then]


def latest_plans(workspace: Workspace) -> list[tuple[CadenceVersion, Plan]]:
    """The latest version of every plan, by name, as it is; two queries however many they are."""
    rows = CadenceVersion.objects.filter(workspace=workspace).select_related("cadence").order_by("number")
    latest = {version.cadence_id: version for version in rows}
    steps: dict[int, list[Step]] = defaultdict(list)
    for step in Step.objects.filter(version__in=list(latest.values())).order_by("version", "number"):
        steps[step.version_id].append(step)
    found = [(version, _plan(version, steps[version.pk])) for version in latest.values()]
    return sorted(found, key=lambda each: (each[1].name.lower(), each[0].pk))


def plan_of(version: CadenceVersion) -> Plan:
    """A version as a plan that can be written, changed and saved again."""
    return _plan(version, version.steps.order_by("number"))


def _plan(version: CadenceVersion, steps: Iterable[Step]) -> Plan:
    cadence: Cadence = version.cadence
    return Plan(
        key=cadence.key,
        name=cadence.name,
        kind=FollowUpKind(cadence.kind),
        description=cadence.description,
        steps=tuple(plan_step(step) for step in steps),
        then=version.then,
        then_from=version.then_from,
        repeat_from=version.repeat_from,
        stop_when=conditions(version.stop_when),
    )


def step_at(version: CadenceVersion, steps: list[Step], number: int | None) -> Step | None:
    """The step that carries out number `number` of a follow-up on this version; `steps` are those of the version, in
    order. In a plan that starts over, numbers go on counting."""
    if number is None:
        return None
    repeats = next((step.number for step in steps if step.key == version.repeat_from), None)
    like = template_number(number, len(steps), repeats)
    return None if like is None else steps[like - 1]


def conditions(lines: list[str]) -> tuple[Condition, ...]:
    """The stored lines of conditions."""
    return tuple(read_condition(line) for line in lines)


def anchor_of(step: Step) -> Anchor | None:
    return Anchor(AnchorKind(step.anchor), step.is_before_anchor) if step.anchor else None


def plan_step(step: Step) -> PlanStep:
    return PlanStep(
        key=step.key,
        title=step.title,
        offset=Offset(step.offset_amount, OffsetUnit(step.offset_unit)),
        anchor=anchor_of(step),
        channel=Channel(step.channel),
        fallbacks=tuple(Channel(channel) for channel in step.fallbacks),
        purpose=Purpose(step.purpose),
        automatic=step.automatic,
        same_thread=step.same_thread,
        gives=step.gives,
        asks=step.asks,
        only_if=conditions(step.only_if),
        branches=tuple(
            PlanBranch(when=conditions(branch["when"]), go_to=branch["go_to"]) for branch in step.branches
        ),
        words=Words(
            subject=step.subject,
            body=step.body,
            opening=step.opening,
            talking_points=tuple(step.talking_points),
            voicemail=step.voicemail,
            short_text=step.short_text,
        ),
        alternatives=tuple(_alternative(other) for other in step.alternatives),
    )


def _alternative(data: Mapping[str, Any]) -> Alternative:
    words = {name: value for name, value in data.items() if name != "name"}
    return Alternative(
        name=data["name"], words=Words(**words | {"talking_points": tuple(words["talking_points"])})
    )
