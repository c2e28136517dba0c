"""Somebody who is named on a form: known already, or new."""

from twelfth.people.actions import NewPerson, add_person
from twelfth.people.models import Company, Person
from twelfth.people.naming import split_name
from twelfth.people.queries import find
from twelfth.people.search import fold
from twelfth.web.middleware import ActorRequest


class SeveralSo(Exception):
    """More than one person is called so."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Several people are called {name}. Open the page of the one you mean, and add it from there."
        )


def somebody(request: ActorRequest, name: str, company: Company | None) -> Person:
    """Whoever is called so: a colleague first, then anybody, then somebody new at the same company. Raises
    SeveralSo."""
    name = " ".join(name.split())
    called = [one for one in find(request.actor.workspace, name)[:50] if fold(one.full_name) == fold(name)]
    colleagues = [one for one in called if company is not None and one.company_id == company.pk]
    found = colleagues or called
    if len(found) > 1:
        raise SeveralSo(name)
    if found:
        return found[0]
    given, family = split_name(name)
    new = NewPerson(
        full_name=name,
        given_name=given,
        family_name=family,
        company=company.name if company else "",
        source="named by a colleague",
    )
    return add_person(request.actor, new, now=request.now)
