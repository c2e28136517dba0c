"""Taking back what was done to many: each row becomes what it was, unless something happened with it since.

What happened is never deleted. A follow-up that a bulk change started is removed only while nothing at all is attached
to it; every other one that was touched, decided or changed afterwards stays as it is, and is listed with the reason.
Messages that the change had taken back stay so: their step is due again.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.accounts.models import Member
from twelfth.background.actions import go_on, start_job
from twelfth.background.bulk_sql import update_rows
from twelfth.background.models import Job, JobRow
from twelfth.flow.bulk import BATCH, BULK, asked_by, in_one_go
from twelfth.flow.bulk_alone import stop_leaving_alone
from twelfth.flow.bulk_changes import Verb
from twelfth.flow.bulk_fields import take_back_fields
from twelfth.flow.bulk_phases import BulkRefused, store
from twelfth.flow.bulk_rows import mark_of, put_back, touches_of
from twelfth.flow.bulk_tags import take_back_tags
from twelfth.flow.bulk_work import GONE, locked
from twelfth.flow.earlier import let_go
from twelfth.flow.facts import JOINS
from twelfth.flow.inbox import wait_again
from twelfth.flow.move import owe
from twelfth.flow.next_moment import place_many
from twelfth.flow.selection import FOLLOWUP
from twelfth.followups.models import RUNNING, FollowUp, KeyDate
from twelfth.people.models import Person
from twelfth.promises.models import Promise

#: The kind of a job that takes a bulk change back.
BULK_UNDO = "bulk undo"

_CHANGED = "Something happened with it since, so it was left as it is."
_FOLLOWED = "They are being followed up about the same matter again."
_LEFT = "Whoever had it before no longer works here."


class NotOver(BulkRefused):
    """It is still under way. Take it back when it is done."""


class NothingToTakeBack(BulkRefused):
    """What this was to take back is no longer there."""


@transaction.atomic
def start_undo(by: Actor, job: Job, *, now: datetime) -> Job:
    """Queue the taking back of a bulk change; the same job again on a second click. Raises NotOver, NotAllowed."""
    by.require(Permission.WORK)
    if by.member is None or job.started_by_id != by.member.pk:
        by.require(Permission.COLLEAGUES)
    job = Job.objects.select_for_update(of=("self",)).get(pk=job.pk, workspace=by.workspace, kind=BULK)
    if not job.is_over:
        raise NotOver(NotOver.__doc__)
    there = Job.objects.filter(undoes=job).order_by("pk").first()
    if there is not None:
        return there
    undo = start_job(by, BULK_UNDO, f"Take back: {job.title}", arguments={}, now=now)
    Job.objects.filter(pk=undo.pk).update(undoes=job)
    undo.undoes = job
    return undo


def run_undo(job: Job, clock: Callable[[], datetime]) -> None:
    """Do a claimed undo to its end. Raises BulkRefused, JobLost."""
    by, undone = asked_by(job), job.undoes
    if undone is None:
        raise NothingToTakeBack(NothingToTakeBack.__doc__)
    done = JobRow.objects.filter(job=undone)
    if job.total is None:
        job.total = done.filter(state=JobRow.DONE).count()
        job.cursor = {"after": 0}
        job.result = {"taken back": 0, "kept": 0}
    verb = Verb(undone.arguments["verb"])
    while rows := list(done.filter(state=JobRow.DONE, pk__gt=job.cursor["after"]).order_by("pk")[:BATCH]):
        now = clock()
        in_one_go(job, partial(_batch, job, verb, rows, now=now))
    in_one_go(job, lambda: _tell(by, job, now=clock()))


def _tell(by: Actor, job: Job, *, now: datetime) -> None:
    if not job.cursor.get("told"):
        record(by, "followups.undone", job, now=now, undone=job.result["taken back"], kept=job.result["kept"])
        job.cursor["told"] = True
    go_on(job, now=now)


def _batch(job: Job, verb: Verb, rows: Sequence[JobRow], *, now: datetime) -> None:
    """One batch: what cannot be taken back is kept with the reason, and the job's place is committed with it."""
    kept: dict[int, str] = {}
    followups = [row for row in rows if row.subject_type == FOLLOWUP]
    others = [row for row in rows if row.subject_type != FOLLOWUP]
    if verb in {Verb.TAG, Verb.UNTAG}:
        kept |= take_back_tags(others, was_put_on=verb is Verb.TAG)
    elif verb is Verb.SET:
        kept |= take_back_fields(job.workspace, others, now=now)
    elif verb is Verb.LEAVE_ALONE:
        kept |= stop_leaving_alone(asked_by(job), others, now=now)
    elif verb is Verb.ENROL:
        kept |= _remove(others)
    else:
        kept |= _give_back(others)
    kept |= _restore(followups, now=now)
    states = [
        (JobRow.KEPT if row.pk in kept else JobRow.UNDONE, kept.get(row.pk, ""), row.pk) for row in rows
    ]
    update_rows(JobRow, ["state", "note"], states)
    job.result["kept"] += len(kept)
    job.result["taken back"] += len(rows) - len(kept)
    job.done += len(rows)
    job.cursor["after"] = rows[-1].pk
    go_on(job, now=now)


def _restore(rows: Sequence[JobRow], *, now: datetime) -> dict[int, str]:
    """Put follow-ups back to what they were; why some were kept, by the id of their row."""
    if not rows:
        return {}
    kept: dict[int, str] = {}
    found = locked(
        FollowUp.objects.select_related(*JOINS, "version"), [row.subject_id for row in rows], lock=True
    )
    touches = touches_of(found)
    followed = _followed(found)
    working = _working(row.before["was"].get("owner_id") for row in rows)
    restored: dict[int, dict[str, Any]] = {}
    answered: dict[int, datetime] = {}
    for row in rows:
        followup, was = found.get(row.subject_id), row.before["was"]
        if followup is None:
            kept[row.pk] = GONE
        elif mark_of(followup, touches.get(followup.pk, 0)) != row.before["mark"]:
            kept[row.pk] = _CHANGED
        elif followup.ended_at is not None and (followup.person_id, followup.matter) in followed:
            kept[row.pk] = _FOLLOWED
        elif was.get("owner_id", None) not in {None, *working}:
            kept[row.pk] = _LEFT
        else:
            if was.get("answer_waits_since") and followup.decided_at is not None:
                answered[followup.pk] = followup.decided_at
            put_back(followup, was)
            restored[followup.pk] = was
    if restored:
        _store_restored([found[pk] for pk in restored], restored.values(), now=now)
    for pk, decided_at in answered.items():
        wait_again([pk], settled_at=decided_at)
    return kept


def _store_restored(restored: Sequence[FollowUp], was: Collection[dict[str, Any]], *, now: datetime) -> None:
    # Read again where another row is named: what was loaded of it went with its id.
    owners = Member.objects.in_bulk({followup.owner_id for followup in restored})
    for followup in restored:
        followup.owner = owners[followup.owner_id]
    if any("owner_id" in values for values in was):
        for owner in owners.values():
            owe(owner, [followup.pk for followup in restored if followup.owner_id == owner.pk])
    store(place_many(restored, now=now), was)


def _followed(found: dict[int, FollowUp]) -> set[tuple[int, str]]:
    """(person, matter) of what runs beside these."""
    people = [followup.person_id for followup in found.values() if followup.ended_at is not None]
    if not people:
        return set()
    rows = FollowUp.objects.filter(RUNNING, person__in=people).exclude(pk__in=found)
    return set(rows.values_list("person_id", "matter"))


def _working(members: Any) -> set[int]:
    """Those of these members who still work here."""
    wanted = {member for member in members if member is not None}
    return (
        set(Member.objects.filter(pk__in=wanted, left_at=None).values_list("pk", flat=True))
        if wanted
        else set()
    )


def _remove(rows: Sequence[JobRow]) -> dict[int, str]:
    """Remove follow-ups that were started and of which nothing came; why the others were kept."""
    kept: dict[int, str] = {}
    ids = [row.before["followup"] for row in rows]
    found = locked(FollowUp.objects.all(), ids, lock=True)
    touches = touches_of(found)
    attached = FollowUp.objects.filter(pk__in=found).filter(
        Exists(Promise.objects.filter(followup=OuterRef("pk")))
        | Exists(KeyDate.objects.filter(followup=OuterRef("pk")))
        | Exists(FollowUp.objects.filter(came_from=OuterRef("pk")))
    )
    busy = set(attached.values_list("pk", flat=True))
    free: list[int] = []
    for row in rows:
        followup = found.get(row.before["followup"])
        if followup is None:
            kept[row.pk] = GONE
        elif followup.pk in busy or mark_of(followup, touches.get(followup.pk, 0)) != row.before["mark"]:
            kept[row.pk] = _CHANGED
        else:
            free.append(followup.pk)
    let_go(free)
    FollowUp.objects.filter(pk__in=free).delete()
    return kept


def _give_back(rows: Sequence[JobRow]) -> dict[int, str]:
    """Give people back to whom they belonged, where they still belong to whom they were handed over."""
    if not rows:
        return {}
    kept: dict[int, str] = {}
    people = locked(Person.objects.all(), [row.subject_id for row in rows], lock=True)
    working = _working(row.before["owner"] for row in rows)
    given: list[tuple[int | None, int]] = []
    for row in rows:
        person, owner = people.get(row.subject_id), row.before["owner"]
        if person is None:
            kept[row.pk] = GONE
        elif person.owner_id != row.before["to"]:
            kept[row.pk] = _CHANGED
        elif owner not in {None, *working}:
            kept[row.pk] = _LEFT
        else:
            given.append((owner, person.pk))
    update_rows(Person, ["owner_id"], given)
    return kept
