"""Writes to a company."""

from datetime import datetime

from django.db import IntegrityError, transaction

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.people.actions import company_key, index
from twelfth.people.models import Company, Person


class NoCompanyName(Exception):
    """A company needs a name. Type at least one word."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class NameTaken(Exception):
    """Another company is called so."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Another company is called {name} already. Merge the two instead, under People, Doubles."
        )


@transaction.atomic
def change_company(by: Actor, company: Company, *, name: str, domain: str, now: datetime) -> None:
    """Its name, by which its people are found as well, and the domain of its addresses. Raises NoCompanyName,
    NameTaken."""
    by.require(Permission.WORK)
    name = " ".join(name.split())[:200]
    if not name:
        raise NoCompanyName
    is_renamed = name != company.name
    rows = Company.objects.filter(pk=company.pk)
    try:
        with transaction.atomic():
            rows.update(name=name, match_key=company_key(name), domain=domain.strip().lower()[:253])
    except IntegrityError as error:
        raise NameTaken(name) from error
    company.refresh_from_db()
    if is_renamed:
        for person in Person.objects.filter(company=company).select_related("company").iterator():
            index(person)
    record(by, "company.changed", company, now=now)
