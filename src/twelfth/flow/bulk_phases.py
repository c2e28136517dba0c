"""The rows that a bulk change goes through, and how a batch of them is stored with what each was before."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError
from django.db.models import Model, QuerySet

from twelfth.accounts.actor import Actor
from twelfth.background.bulk_sql import insert_rows, reserve, update_rows
from twelfth.background.models import Job, JobRow
from twelfth.flow.act import hold_automatic
from twelfth.flow.bulk_alone import leave_people_alone
from twelfth.flow.bulk_changes import Change, HandOver, LeaveAlone, Setting, Tagging, Untagging
from twelfth.flow.bulk_fields import NoSuchField, set_field
from twelfth.flow.bulk_rows import differing, mark_of, touches_of
from twelfth.flow.bulk_tags import change_tags
from twelfth.flow.bulk_work import EnrolWork, FollowUpWork, HandOverWork, Left, locked, work_for
from twelfth.flow.earlier import Earlier, adopt
from twelfth.flow.inbox import settle_answers
from twelfth.flow.move import owe
from twelfth.flow.next_moment import NEXT, place_many
from twelfth.flow.selection import FOLLOWUP, PERSON, Selection
from twelfth.followups.models import FollowUp
from twelfth.people.models import Person


class BulkRefused(Exception):
    """What was asked for many at once cannot be done; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Phase:
    """Rows that are gone through in the order of their ids, and what is done to a batch of them."""

    rows: Callable[[date], QuerySet[Model]]
    do: Callable[[Sequence[int], datetime], list[JobRow]]


def phases_of(by: Actor, job: Job, selection: Selection, change: Change) -> list[Phase]:
    if isinstance(change, Setting):
        return [Phase(lambda today: selection.people(today=today), _storing_values(job, change))]
    if isinstance(change, Tagging | Untagging):
        return [Phase(lambda today: selection.people(today=today), _storing_tags(job, change))]
    if isinstance(change, LeaveAlone):
        return [Phase(lambda today: selection.people(today=today), _leaving_alone(by, job))]
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


def _leaving_alone(by: Actor, job: Job) -> Callable[[Sequence[int], datetime], list[JobRow]]:
    def do(ids: Sequence[int], now: datetime) -> list[JobRow]:
        changed, left = leave_people_alone(by, ids, now=now)
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
