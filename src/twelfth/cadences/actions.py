"""Writes to plans: a plan is made, gets a new version, or is no longer offered. A version never changes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.cadences.models import Cadence, CadenceVersion, PlanDraft, Step
from twelfth.cadences.plan_file import read, read_unchecked, write
from twelfth.cadences.queries import chain, plan_of
from twelfth.cadences.shipped import shipped
from twelfth.people.custom.words import own_merge_fields
from twelfth.rules.conditions import write_condition
from twelfth.rules.plan import Alternative, Plan, PlanStep, Words, check, check_chain, key_of


class PlanExists(Exception):
    """There is a plan with this key already. Give the new one another name, or save it as a version of that one."""


class ChangedMeanwhile(Exception):
    """Somebody else saved a version of this plan while you were at it. Look at theirs, then make your change again."""


@transaction.atomic
def install(by: Actor, key: str, *, now: datetime) -> CadenceVersion:
    """A shipped plan as the workspace's own, with the one it goes over into. Installing it again gives the latest
    version there is. Raises PlanRefused for a key that is not shipped."""
    plan = shipped.load(key)
    there = (
        CadenceVersion.objects.filter(workspace=by.workspace, cadence__key=key).order_by("-number").first()
    )
    if there is not None:
        return there
    if plan.then in shipped.KEYS:
        install(by, plan.then, now=now)
    return _create(by, plan, "cadence.installed", now=now)


@transaction.atomic
def create_plan(by: Actor, plan: Plan, *, now: datetime) -> CadenceVersion:
    """A new plan, version 1. Raises PlanRefused, PlanExists, NotAllowed."""
    by.require(Permission.WORK)
    check(plan, own_merge_fields(by.workspace))
    check_chain(plan, chain(by.workspace))
    return _create(by, plan, "cadence.created", now=now)


@transaction.atomic
def save_version(
    by: Actor, cadence: Cadence, plan: Plan, *, based_on: int, note: str = "", now: datetime
) -> CadenceVersion:
    """The plan as the next version; what runs stays on the version it is on. Saving what is there already gives that.

    `based_on` is the number of the version that was changed. Raises PlanRefused, ChangedMeanwhile, NotAllowed.
    """
    by.require(Permission.WORK)
    check(plan, own_merge_fields(by.workspace))
    check_chain(plan, chain(by.workspace))
    locked = Cadence.objects.select_for_update().get(pk=cadence.pk)
    latest = locked.versions.order_by("-number")[0]
    if latest.number != based_on:
        raise ChangedMeanwhile(ChangedMeanwhile.__doc__)
    if plan_of(latest) == plan:
        return latest
    locked.name, locked.description, locked.kind = plan.name, plan.description, plan.kind
    locked.save(update_fields=["name", "description", "kind"])
    version = _add_version(by, locked, plan, note=note, now=now)
    record(by, "cadence.changed", locked, now=now, version=version.number)
    return version


@transaction.atomic
def retire(by: Actor, cadence: Cadence, *, now: datetime) -> bool:
    """Offer the plan no longer; what runs on it goes on. False when it was retired before."""
    by.require(Permission.WORK)
    changed = Cadence.objects.filter(pk=cadence.pk, retired_at=None).update(retired_at=now)
    if changed:
        record(by, "cadence.retired", cadence, now=now)
    return bool(changed)


@transaction.atomic
def bring_back(by: Actor, cadence: Cadence, *, now: datetime) -> bool:
    """Offer a retired plan again. False when it is offered already."""
    by.require(Permission.WORK)
    changed = Cadence.objects.filter(pk=cadence.pk).exclude(retired_at=None).update(retired_at=None)
    if changed:
        record(by, "cadence.brought_back", cadence, now=now)
    return bool(changed)


@transaction.atomic
def start_draft(by: Actor, plan: Plan, *, version: CadenceVersion | None = None, now: datetime) -> PlanDraft:
    """A draft of that plan, as the next version of `version`'s plan or (None) as a new one. Where the member has one
    of the same plan already, that is it: nobody's work is written over. Raises NotAllowed."""
    by.require(Permission.WORK)
    assert by.member is not None  # noqa: S101 (only people write drafts)
    fresh: dict[str, Any] = {
        "based_on": version.number if version else 0,
        "text": write(plan),
        "created_at": now,
        "changed_at": now,
    }
    if version is None:
        return PlanDraft.objects.create(workspace=by.workspace, member=by.member, **fresh)
    draft, _ = PlanDraft.objects.get_or_create(
        workspace=by.workspace, member=by.member, cadence=version.cadence, defaults=fresh
    )
    return draft


@transaction.atomic
def change_draft(by: Actor, draft: PlanDraft, change: Callable[[Plan], Plan], *, now: datetime) -> Plan:
    """The draft with a change to what it holds by now, so that two tabs do not undo each other. It may be a plan that
    cannot be saved yet. Raises PlanRefused from `change`, NotAllowed."""
    by.require(Permission.WORK)
    locked = PlanDraft.objects.select_for_update().get(pk=draft.pk)
    plan = change(read_unchecked(locked.text))
    locked.before, locked.text, locked.changed_at = locked.text, write(plan), now
    locked.save(update_fields=["text", "before", "changed_at"])
    return plan


@transaction.atomic
def undo_in_draft(by: Actor, draft: PlanDraft, *, now: datetime) -> bool:
    """The draft as it was before its last change; done again, that change is back. False when there was none."""
    by.require(Permission.WORK)
    locked = PlanDraft.objects.select_for_update().get(pk=draft.pk)
    if not locked.before:
        return False
    locked.before, locked.text, locked.changed_at = locked.text, locked.before, now
    locked.save(update_fields=["text", "before", "changed_at"])
    return True


@transaction.atomic
def rebase_draft(by: Actor, draft: PlanDraft, version: CadenceVersion | None, *, now: datetime) -> None:
    """Let the draft, as it is, become the version after `version`, on purpose; None: a plan of its own."""
    by.require(Permission.WORK)
    plan = read_unchecked(draft.text)
    if version is not None:
        PlanDraft.objects.filter(member=by.member, cadence=version.cadence).exclude(pk=draft.pk).delete()
        draft.cadence, draft.based_on = version.cadence, version.number
        plan = replace(plan, key=version.cadence.key)
    else:
        taken = set(Cadence.objects.filter(workspace=by.workspace).values_list("key", flat=True))
        draft.cadence, draft.based_on = None, 0
        plan = replace(plan, key=key_of(plan.name, taken))
    draft.text, draft.changed_at = write(plan), now
    draft.save()


@transaction.atomic
def save_draft(by: Actor, draft: PlanDraft, *, note: str = "", now: datetime) -> CadenceVersion:
    """The draft becomes the next version of its plan, or a new plan, and is gone.

    Raises PlanRefused, PlanExists, ChangedMeanwhile, NotAllowed; the draft is then as it was.
    """
    locked = PlanDraft.objects.select_for_update(of=("self",)).select_related("cadence").get(pk=draft.pk)
    plan = read(locked.text)
    if locked.cadence is None:
        version = create_plan(by, plan, now=now)
    else:
        version = save_version(by, locked.cadence, plan, based_on=locked.based_on, note=note, now=now)
    locked.delete()
    return version


@transaction.atomic
def discard_draft(by: Actor, draft: PlanDraft) -> None:
    by.require(Permission.WORK)
    draft.delete()


def _create(by: Actor, plan: Plan, verb: str, *, now: datetime) -> CadenceVersion:
    try:
        with transaction.atomic():
            cadence = Cadence.objects.create(
                workspace=by.workspace,
                key=plan.key,
                name=plan.name,
                description=plan.description,
                kind=plan.kind,
                created_at=now,
            )
    except IntegrityError as error:
        raise PlanExists(PlanExists.__doc__) from error
    version = _add_version(by, cadence, plan, note="", now=now)
    record(by, verb, cadence, now=now)
    return version


def _add_version(by: Actor, cadence: Cadence, plan: Plan, *, note: str, now: datetime) -> CadenceVersion:
    highest = cadence.versions.aggregate(highest=Max("number"))["highest"] or 0
    version = CadenceVersion.objects.create(
        workspace=by.workspace,
        cadence=cadence,
        number=highest + 1,
        note=note.strip()[:300],
        then=plan.then,
        then_from=plan.then_from,
        repeat_from=plan.repeat_from,
        stop_when=[write_condition(condition) for condition in plan.stop_when],
        created_at=now,
    )
    Step.objects.bulk_create(_step(version, number, step) for number, step in enumerate(plan.steps, start=1))
    return version


def _step(version: CadenceVersion, number: int, step: PlanStep) -> Step:
    return Step(
        workspace_id=version.workspace_id,
        version=version,
        number=number,
        key=step.key,
        title=step.title,
        offset_amount=step.offset.amount,
        offset_unit=step.offset.unit,
        anchor=step.anchor.kind if step.anchor else "",
        is_before_anchor=step.anchor is not None and step.anchor.before,
        channel=step.channel,
        fallbacks=[str(channel) for channel in step.fallbacks],
        purpose=step.purpose,
        automatic=step.automatic,
        same_thread=step.same_thread,
        gives=step.gives,
        asks=step.asks,
        only_if=[write_condition(condition) for condition in step.only_if],
        branches=[
            {"when": [write_condition(condition) for condition in branch.when], "go_to": branch.go_to}
            for branch in step.branches
        ],
        alternatives=[_alternative(other) for other in step.alternatives],
        **_words(step.words),
    )


def _alternative(other: Alternative) -> dict[str, object]:
    return {"name": other.name, **_words(other.words)}


def _words(words: Words) -> dict[str, object]:
    return {
        "subject": words.subject,
        "body": words.body,
        "opening": words.opening,
        "talking_points": list(words.talking_points),
        "voicemail": words.voicemail,
        "short_text": words.short_text,
    }
