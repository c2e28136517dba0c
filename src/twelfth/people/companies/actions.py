"""Writes to a company."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.accounts.models import Workspace
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


class NoSuchCompany(Exception):
    """There is no company of that name here."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no company called {name[:80]}. Add somebody who works there first.")


class InACircle(Exception):
    """A company cannot be a part of one that is a part of it."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is a part of this company, so this one cannot be a part of it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where post reaches a company; `country` is an ISO 3166 code or ""."""

    street: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""


@transaction.atomic
def place_company(by: Actor, company: Company, address: Address, *, part_of: str, now: datetime) -> None:
    """Where it is, and the name of the company that it is a part of ("": of none). Raises NoSuchCompany, InACircle."""
    by.require(Permission.WORK)
    parent = _above(by, company, part_of)
    told = {**asdict(address), "parent_id": parent.pk if parent else None}
    if told == {name: getattr(company, name) for name in told}:
        return
    Company.objects.filter(pk=company.pk).update(**told)
    company.refresh_from_db()
    record(by, "company.changed", company, now=now)


def _above(by: Actor, company: Company, name: str) -> Company | None:
    if not (name := " ".join(name.split())):
        return None
    # One after the other in a workspace: of two changes at once, each sees what the other has put above what.
    Workspace.objects.select_for_update(no_key=True).get(pk=by.workspace.pk)
    rows = Company.objects.filter(workspace=by.workspace)
    found = rows.filter(match_key=company_key(name)).first()
    if found is None:
        raise NoSuchCompany(name)
    above: Company | None = found
    while above is not None:
        if above.pk == company.pk:
            raise InACircle(found.name)
        above = rows.filter(pk=above.parent_id).first() if above.parent_id else None
    return found
