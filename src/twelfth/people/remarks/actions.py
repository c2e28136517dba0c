"""Writes to what we know of somebody, once it is kept (`people.actions.remember`)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.people.models import Person, Remark
from twelfth.rules.milestone import Repeats


class NothingSaid(Exception):
    """There is nothing left of it. Type what you know, or remove it."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A day that matters to somebody, as it was told."""

    text: str
    on: date
    repeats: Repeats
    where: str = ""


@transaction.atomic
def reword(by: Actor, remark: Remark, kind: str, text: str, *, where: str, now: datetime) -> None:
    """Correct what was noted; when and by whom it was learnt stays. Raises NothingSaid."""
    by.require(Permission.LOG)
    if not text.strip():
        raise NothingSaid
    changed = Remark.objects.filter(pk=remark.pk).update(
        kind=kind, text=text.strip(), where=where.strip()[:200]
    )
    if changed:
        record(by, "remark.changed", remark.person, now=now, kind=kind)


@transaction.atomic
def add_milestone(
    by: Actor, person: Person, new: Milestone, *, learnt_on: date | None, now: datetime
) -> Remark:
    """Keep a day that matters to them. Raises NothingSaid."""
    by.require(Permission.LOG)
    if not new.text.strip():
        raise NothingSaid
    row = Remark.objects.create(
        workspace=by.workspace,
        person=person,
        kind=Remark.MILESTONE,
        learnt_on=learnt_on,
        by=by.member,
        **_columns(new),
    )
    record(by, "remark.added", person, now=now, kind=Remark.MILESTONE)
    return row


@transaction.atomic
def change_milestone(by: Actor, row: Remark, new: Milestone, *, now: datetime) -> None:
    """Correct it; when and by whom it was learnt stays. Raises NothingSaid."""
    by.require(Permission.LOG)
    if not new.text.strip():
        raise NothingSaid
    if Remark.objects.filter(pk=row.pk, kind=Remark.MILESTONE).update(**_columns(new)):
        record(by, "remark.changed", row.person, now=now, kind=Remark.MILESTONE)


def _columns(new: Milestone) -> dict[str, Any]:
    return {
        "text": new.text.strip(),
        "on": new.on,
        "repeats": new.repeats,
        "where": new.where.strip()[:200],
    }


@transaction.atomic
def forget_remark(by: Actor, remark: Remark, *, now: datetime) -> None:
    """It is not so, or nothing that one ought to keep."""
    by.require(Permission.LOG)
    gone, _ = Remark.objects.filter(pk=remark.pk).delete()
    if gone:
        record(by, "remark.removed", remark.person, now=now, kind=remark.kind)
