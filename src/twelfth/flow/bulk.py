"""Enrol, pause, resume, move, hand over, stop: for many at once, in the background.

A batch is one transaction that holds its follow-ups, what each was before, and the job's place: a worker that is
killed loses nothing and does nothing twice. Whoever is changed is locked first, in the order of the ids, so nothing
that a person does meanwhile is lost; the database refuses to follow up somebody twice about one matter.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Max, Model, QuerySet

from twelfth.accounts.actor import Actor, NotAllowed, Permission
from twelfth.accounts.events import record
from twelfth.accounts.models import Member, Workspace
from twelfth.background.actions import draft_job, go_on, queue_draft
from twelfth.background.bulk_sql import insert_rows, reserve, update_rows
from twelfth.background.models import Job, JobRow
from twelfth.background.turns import give_way
from twelfth.cadences.models import CadenceVersion
from twelfth.flow.act import hold_automatic
from twelfth.flow.bulk_changes import (
    Change,
    Enrol,
    HandOver,
    Move,
    Pause,
    Setting,
    Tagging,
    Untagging,
    Verb,
    from_json,
    to_json,
    verb_of,
)
from twelfth.flow.bulk_fields import NoSuchField, set_field
from twelfth.flow.bulk_rows import differing, mark_of, touches_of
from twelfth.flow.bulk_tags import change_tags
from twelfth.flow.bulk_work import EnrolWork, FollowUpWork, HandOverWork, Left, locked, work_for
from twelfth.flow.earlier import Earlier, adopt
from twelfth.flow.inbox import settle_answers
from twelfth.flow.level import level_member
from twelfth.flow.move import DayHasPassed, NoSuchMember, owe
from twelfth.flow.next_moment import NEXT, place_many
from twelfth.flow.selection import FOLLOWUP, PERSON, Selection, ids_of
from twelfth.flow.today import local_today
from twelfth.followups.models import FollowUp
from twelfth.people.models import Person
from twelfth.rules.calendar import local_day

#: The kind of a job that changes many follow-ups.
BULK = "bulk"
BATCH = 200
#: A batch that met somebody else's change in its way is tried again, so often and after so many seconds.
TRIES = 10
REST = 0.2


class BulkRefused(Exception):
    """What was asked for many at once cannot be done; the message says why and what to do."""


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


@dataclass(frozen=True, slots=True)
class Phase:
    """Rows that are gone through in the order of their ids, and what is done to a batch of them."""

    rows: Callable[[date], QuerySet[Model]]
    do: Callable[[Sequence[int], datetime], list[JobRow]]


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


def phases_of(by: Actor, job: Job, selection: Selection, change: Change) -> list[Phase]:
    if isinstance(change, Setting):
        return [Phase(lambda today: selection.people(today=today), _storing_values(job, change))]
    if isinstance(change, Tagging | Untagging):
        return [Phase(lambda today: selection.people(today=today), _storing_tags(job, change))]
    work = work_for(by, change)
    if isinstance(work, EnrolWork):
        return [Phase(lambda today: selection.people(today=today), _storing_new(job, work))]
    followups = Phase(lambda today: selection.followups(today=today), _storing(job, work))
    if not isinstance(work, HandOverWork) or not isinstance(change, HandOver) or not change.with_people:
        return [followups]
    people = Phase(lambda today: people_handed_over(selection, today=today), _giving(job, work))
    # First what does not change what the other is found by: the owner.
    return [followups, people] if selection.is_of_people else [people, followups]


def people_handed_over(selection: Selection, *, today: date) -> QuerySet[Person]:
    """Who goes along: all that a member owns where their whole book is handed over, else the people selected."""
    owner = selection.book_of()
    if owner is not None:
        return Person.objects.filter(workspace=selection.workspace, owner=owner)
    return selection.people(today=today)


def _storing(job: Job, work: FollowUpWork) -> Callable[[Sequence[int], datetime], list[JobRow]]:
    def do(ids: Sequence[int], now: datetime) -> list[JobRow]:
        proposed = work.propose(ids, lock=True, now=now)
        changed = proposed.changed
        if work.holds:
            hold_automatic(work.by, [one.person_id for one in changed], work.holds, now=now)
        if isinstance(work, HandOverWork):
            owe(work.to, [followup.pk for followup in changed])
        place_many(changed, now=now)
        was = {one.pk: differing(proposed.was[one.pk], one) for one in changed}
        store(changed, was.values())
        settle_answers([pk for pk, values in was.items() if values.get("answer_waits_since")], now=now)
        touches = touches_of(proposed.was)
        rows = [
            _row(
                job,
                FOLLOWUP,
                followup.pk,
                {
                    "was": was[followup.pk],
                    "mark": mark_of(followup, touches.get(followup.pk, 0)),
                },
            )
            for followup in changed
        ]
        return rows + _left_out(job, FOLLOWUP, proposed.left_out)

    return do


def _storing_new(job: Job, work: EnrolWork) -> Callable[[Sequence[int], datetime], list[JobRow]]:
    def do(ids: Sequence[int], now: datetime) -> list[JobRow]:
        proposed = work.propose(ids, lock=True, now=now)
        changed = proposed.changed
        for followup, pk in zip(changed, reserve(FollowUp, len(changed)), strict=True):
            followup.pk = pk
        _store_new(place_many(changed, now=now))
        earlier = {followup.pk: work.earlier.get(followup.person_id, Earlier()) for followup in changed}
        adopt([(followup, earlier[followup.pk]) for followup in changed])
        rows = [
            _row(
                job,
                PERSON,
                followup.person_id,
                {"followup": followup.pk, "mark": mark_of(followup, len(earlier[followup.pk].here))},
            )
            for followup in changed
        ]
        return rows + _left_out(job, PERSON, proposed.left_out)

    return do


def _storing_tags(job: Job, change: Tagging | Untagging) -> Callable[[Sequence[int], datetime], list[JobRow]]:
    def do(ids: Sequence[int], now: datetime) -> list[JobRow]:  # noqa: ARG001 (as the others)
        changed, left = change_tags(job.workspace, ids, change)
        rows = [_row(job, PERSON, pk, {"tag": tag}) for pk, tag in changed.items()]
        return rows + _left_out(job, PERSON, left)

    return do


def _storing_values(job: Job, change: Setting) -> Callable[[Sequence[int], datetime], list[JobRow]]:
    def do(ids: Sequence[int], now: datetime) -> list[JobRow]:
        try:
            changed, left = set_field(job.workspace, ids, change, now=now)
        except NoSuchField as error:
            raise BulkRefused(str(error)) from error
        rows = [_row(job, PERSON, pk, before) for pk, before in changed.items()]
        return rows + _left_out(job, PERSON, left)

    return do


def _giving(job: Job, work: HandOverWork) -> Callable[[Sequence[int], datetime], list[JobRow]]:
    """Hand over people themselves."""

    def do(ids: Sequence[int], now: datetime) -> list[JobRow]:  # noqa: ARG001 (as the others)
        people = locked(Person.objects.select_related("owner"), ids, lock=True)
        rows, given, left_out = [], [], {}
        for pk, person in people.items():
            try:
                _require_givable(work, person)
            except Left as error:
                left_out[pk] = str(error)
            else:
                rows.append(_row(job, PERSON, pk, {"owner": person.owner_id, "to": work.to.pk}))
                given.append(pk)
        Person.objects.filter(pk__in=given).update(owner=work.to)
        return rows + _left_out(job, PERSON, left_out)

    return do


def _require_givable(work: HandOverWork, person: Person) -> None:
    work.require_mine(person.owner)
    if person.owner_id == work.to.pk:
        raise Left(f"They are {work.to.name}’s already.")


_JOB_ROW = ("job_id", "workspace_id", "subject_type", "subject_id", "state", "before", "note")


def _store_new(followups: Sequence[FollowUp]) -> None:
    """Raises IntegrityError when one is followed up about this matter already."""
    names = [field.attname for field in FollowUp._meta.concrete_fields]
    insert_rows(FollowUp, names, [tuple(getattr(one, name) for name in names) for one in followups])
    if FollowUp.objects.filter(pk__in=[one.pk for one in followups]).count() != len(followups):
        raise IntegrityError


def store(followups: Sequence[FollowUp], was: Iterable[dict[str, Any]]) -> None:
    """Write the next moment of each, and what differs from their earlier values."""
    columns = list(dict.fromkeys([*NEXT, *(name for values in was for name in values)]))
    rows = [tuple(getattr(one, name) for name in (*columns, "pk")) for one in followups]
    update_rows(FollowUp, columns, rows)


def _row(job: Job, kind: str, pk: int, before: dict[str, object]) -> JobRow:
    return JobRow(job=job, workspace_id=job.workspace_id, subject_type=kind, subject_id=pk, before=before)


def _left_out(job: Job, kind: str, why: dict[int, str]) -> list[JobRow]:
    return [
        JobRow(
            job=job,
            workspace_id=job.workspace_id,
            subject_type=kind,
            subject_id=pk,
            state=JobRow.LEFT_OUT,
            note=note,
        )
        for pk, note in why.items()
    ]
