"""Writes to what we know of somebody, once it is kept (`people.actions.remember`)."""

from datetime import datetime

from django.db import transaction

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.people.models import Remark


class NothingSaid(Exception):
    """There is nothing left of it. Type what you know, or remove it."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


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
def forget_remark(by: Actor, remark: Remark, *, now: datetime) -> None:
    """It is not so, or nothing that one ought to keep."""
    by.require(Permission.LOG)
    gone, _ = Remark.objects.filter(pk=remark.pk).delete()
    if gone:
        record(by, "remark.removed", remark.person, now=now, kind=remark.kind)
