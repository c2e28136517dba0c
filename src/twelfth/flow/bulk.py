"""Enrol, pause, resume, move, hand over, stop: for many at once, in the background.

A batch is one transaction that holds its follow-ups, what each was before, and the job's place: a worker that is
killed loses nothing and does nothing twice. Whoever is changed is locked first, in the order of the ids, so nothing
that a person does meanwhile is lost; the database refuses to follow up somebody twice about one matter.
"""

import time
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Max

from twelfth.accounts.actor import Actor, NotAllowed, Permission
from twelfth.accounts.events import record
from twelfth.accounts.models import Member, Workspace
from twelfth.background.actions import draft_job, go_on, queue_draft
from twelfth.background.bulk_sql import insert_rows
from twelfth.background.models import Job, JobRow
from twelfth.background.turns import give_way
from twelfth.cadences.models import CadenceVersion
from twelfth.flow.bulk_changes import (
    Change,
    Enrol,
    HandOver,
    Move,
    Pause,
    Verb,
    from_json,
    to_json,
    verb_of,
)
from twelfth.flow.bulk_phases import BulkRefused, Phase, phases_of
from twelfth.flow.level import level_member
from twelfth.flow.move import DayHasPassed, NoSuchMember
from twelfth.flow.selection import Selection, ids_of
from twelfth.flow.today import local_today
from twelfth.followups.models import FollowUp
from twelfth.rules.calendar import local_day

#: The kind of a job that changes many follow-ups.
BULK = "bulk"
BATCH = 200
#: A batch that met somebody else's change in its way is tried again, so often and after so many seconds.
TRIES = 10
REST = 0.2


class PlanRetired(BulkRefused):
    """This plan is no longer offered. Choose another one."""


class NobodyAsks(BulkRefused):
    """Whoever started this no longer works here, so it was not gone on with. What was done so far is kept."""


@transaction.atomic
def draft_bulk(by: Actor, selection: Selection, verb: Verb, title: str, *, now: datetime) -> Job:
    """Keep what is meant until somebody has seen the preview; `begin_bulk` lets it begin. Raises NotAllowed."""
    by.require(Permission.WORK)
    arguments = {"selection": selection.to_json(), "verb": verb}
    return draft_job(by, BULK, title, arguments=arguments, pieces=(), now=now)


@transaction.atomic
def begin_bulk(by: Actor, job: Job, change: Change, *, now: datetime) -> bool:
    """Let it begin; False when it has begun already, so that a double click starts it once.

    Raises BulkRefused, DayHasPassed, NoSuchMember, NotAllowed.
    """
    require_possible(by, change, now=now)
    arguments = {**job.arguments, "change": to_json(change)}
    return queue_draft(by, job, arguments, now=now)


def require_possible(by: Actor, change: Change, *, now: datetime) -> None:
    """Raises BulkRefused, DayHasPassed, NoSuchMember, NotAllowed when it cannot be done to anybody."""
    by.require(Permission.WORK)
    match change:
        case Enrol(version=version, owner=owner):
            _require_offered(by.workspace, version)
            if owner is not None:
                require_member(by.workspace, owner)
                if by.member is None or owner != by.member.pk:
                    by.require(Permission.COLLEAGUES)
        case Move(version=version):
            _require_offered(by.workspace, version)
        case HandOver(to=to):
            require_member(by.workspace, to)
        case Pause(until=until) if until is not None and until <= today_of(by, now):
            raise DayHasPassed(DayHasPassed.__doc__)
        case _:
            pass


def _require_offered(workspace: Workspace, version: int) -> None:
    if not CadenceVersion.objects.filter(pk=version, workspace=workspace, cadence__retired_at=None).exists():
        raise PlanRetired(PlanRetired.__doc__)


def require_member(workspace: Workspace, member: int) -> None:
    if not Member.objects.filter(pk=member, workspace=workspace, left_at=None).exists():
        raise NoSuchMember(NoSuchMember.__doc__)


def today_of(by: Actor, now: datetime) -> date:
    """The day it is for the actor, else for the workspace."""
    return local_today(by.member, now) if by.member else local_day(now, by.workspace.zone)


def asked_by(job: Job) -> Actor:
    """Whoever started it. Raises NobodyAsks: nothing is done for somebody who has left."""
    if job.started_by is None or job.started_by.left_at is not None:
        raise NobodyAsks(NobodyAsks.__doc__)
    return Actor(job.workspace, job.started_by)


_JOB_ROW = ("job_id", "workspace_id", "subject_type", "subject_id", "state", "before", "note")


def run_bulk(job: Job, clock: Callable[[], datetime]) -> None:
    """Do a claimed job to its end. Raises BulkRefused, JobLost."""
    by = asked_by(job)
    change = from_json(job.arguments["change"])
    try:
        require_possible(by, change, now=job.created_at)
    except (DayHasPassed, NoSuchMember, NotAllowed) as error:
        raise BulkRefused(str(error)) from error
    selection = Selection.from_json(job.workspace, job.arguments["selection"])
    phases = phases_of(by, job, selection, change)
    if job.total is None:
        _measure(job, phases, today_of(by, clock()))
    while (number := job.cursor["phase"]) < len(phases):
        now = clock()
        phase, after, until = phases[number], job.cursor["after"], job.cursor["until"][number]
        ids = ids_of(phase.rows(today_of(by, now)), after=after, until=until, most=BATCH)
        in_one_go(job, partial(_batch, job, phase, ids, now=now))
    _level(job, change, now=clock())
    verb = verb_of(change)
    in_one_go(job, lambda: _tell(by, job, _TOLD[verb], now=clock()))


_TOLD = {
    Verb.ENROL: "followups.started",
    Verb.PAUSE: "followups.paused",
    Verb.RESUME: "followups.resumed",
    Verb.MOVE: "followups.moved",
    Verb.HAND_OVER: "followups.handed_over",
    Verb.STOP: "followups.dropped",
    Verb.TAG: "people.tagged",
    Verb.UNTAG: "people.untagged",
    Verb.SET: "people.set",
    Verb.LEAVE_ALONE: "people.left_alone",
}


def _level(job: Job, change: Change, *, now: datetime) -> None:
    """What came onto one plate at once is spread from today on; the worker levels the days ahead only."""
    owners: set[int] = set()
    if isinstance(change, HandOver):
        owners = {change.to}
    elif isinstance(change, Enrol):
        begun = FollowUp.objects.filter(
            workspace=job.workspace, version=change.version, started_at__gte=job.created_at
        )
        owners = set(begun.values_list("owner", flat=True).distinct().order_by())
    for member in Member.objects.select_related("workspace").filter(workspace=job.workspace, pk__in=owners):
        level_member(member, first=local_today(member, now), now=now)


def _measure(job: Job, phases: Sequence[Phase], today: date) -> None:
    """How many there are, and how far each phase goes: who comes in later is not meant."""
    rows = [phase.rows(today) for phase in phases]
    job.total = sum(each.count() for each in rows)
    until = [each.aggregate(last=Max("pk"))["last"] or 0 for each in rows]
    job.cursor = {"phase": 0, "after": 0, "until": until}
    job.result = {"changed": 0, "left out": 0}


def _batch(job: Job, phase: Phase, ids: Sequence[int], *, now: datetime) -> None:
    """One batch with the job's place; an empty one ends the phase."""
    if ids:
        rows = phase.do(ids, now)
        insert_rows(JobRow, _JOB_ROW, [tuple(getattr(row, name) for name in _JOB_ROW) for row in rows])
        left_out = sum(row.state == JobRow.LEFT_OUT for row in rows)
        job.result["changed"] += len(rows) - left_out
        job.result["left out"] += left_out
        job.done += len(ids)
        job.cursor["after"] = ids[-1]
    else:
        job.cursor["phase"] += 1
        job.cursor["after"] = 0
    go_on(job, now=now)


def _tell(by: Actor, job: Job, verb: str, *, now: datetime) -> None:
    """The one Event of a bulk change, once."""
    if not job.cursor.get("told"):
        record(by, verb, job, now=now, changed=job.result["changed"], left_out=job.result["left out"])
        job.cursor["told"] = True
    go_on(job, now=now)


def in_one_go(job: Job, work: Callable[[], None]) -> None:
    """Do `work`, which ends with `go_on`, in one transaction; again when it met somebody else's change in its way:
    a lock that it could not have, or somebody who was followed up meanwhile."""
    kept = job.done, {**job.cursor}, {**job.result}
    for tried in range(1, TRIES + 1):
        try:
            with transaction.atomic():
                _step_back_first()
                work()
        except (IntegrityError, OperationalError):
            job.done, job.cursor, job.result = kept[0], {**kept[1]}, {**kept[2]}
            if tried == TRIES:
                raise
            time.sleep(REST)  # Whoever has the lock needs a moment.
        else:
            break
    give_way()


def _step_back_first() -> None:
    """Where a person and this wait for each other, this gives way: its patience ends before PostgreSQL looks for the
    knot (after a second) and cuts it at either."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '800ms'")
