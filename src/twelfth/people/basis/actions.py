"""Writes about why we may contact somebody."""

from datetime import date, datetime

from django.db import transaction

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.people.models import Basis, LawfulBasis, Person


@transaction.atomic
def state_basis(
    by: Actor, person: Person, kind: Basis, *, note: str, where: str, on: date | None, now: datetime
) -> LawfulBasis:
    """Say on what ground we may contact them; what was said before stays on record."""
    by.require(Permission.LOG)
    basis = LawfulBasis.objects.create(
        workspace=by.workspace,
        person=person,
        kind=kind,
        note=note.strip(),
        where=where.strip()[:200],
        given_on=on,
        at=now,
        by=by.member,
    )
    record(by, "person.basis_stated", person, now=now, kind=kind)
    return basis
