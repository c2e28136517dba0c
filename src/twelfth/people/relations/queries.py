"""Reads of who sways whom."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import F, Q
from django.db.models.functions import Lower

from twelfth.people.models import Company, Person, PersonRole, Relation, Say

#: A map of more is no map; the list of the company's people has all of them.
MOST_DRAWN = 24
MOST_READ, MOST_RELATIONS = 200, 400
# Names are folded already. The function keeps SQLite from walking the list of all people by name to find a company's.
_BY_NAME = (Lower("sort_name"), "pk")


@dataclass(frozen=True, slots=True)
class Circle:
    """People who matter to each other, by their keys, with their roles and what is known between them."""

    people: dict[int, Person]
    roles: dict[int, list[Say]]
    relations: list[Relation]
    #: Whether there are more people than these.
    is_cut: bool = False


def around(person: Person) -> Circle:
    """The person, those they stand in a relation to, and their colleagues, in three queries."""
    return _circle(person.company_id, person)


def within(company: Company) -> Circle:
    """The people of a company, and those outside whom they stand in a relation to, in three queries."""
    return _circle(company.pk, None)


def deciders_near(people: Iterable[Person]) -> Callable[[Person], set[int]]:
    """Who decides (by key) among each of these people and their colleagues, asked in one query for all of them."""
    rows = list(people)
    known = set(
        PersonRole.objects.filter(
            Q(person__in=rows) | Q(person__company__in={one.company_id for one in rows if one.company_id}),
            role=Say.DECIDER,
        ).values_list("person_id", "person__company_id")
    )

    def near(one: Person) -> set[int]:
        at = one.company_id
        return {pk for pk, company in known if pk == one.pk or (at is not None and company == at)}

    return near


def _circle(company: int | None, subject: Person | None) -> Circle:
    people = Q(pk=subject.pk) if subject is not None else Q()
    if company is not None:
        people |= Q(company=company)
    # The keys of those inside, so that both ends are looked up in their index.
    inside = Person.objects.filter(people).values("pk")
    rows = Relation.objects.filter(Q(person__in=inside) | Q(other__in=inside)).exclude(person=F("other"))
    relations = list(rows.order_by("-pk")[:MOST_RELATIONS])
    near = {subject.pk} if subject is not None else set()
    for one in relations:
        if subject is None or subject.pk in {one.person_id, one.other_id}:
            near |= {one.person_id, one.other_id}
    found = Person.objects.filter(people | Q(pk__in=near))
    return _cut(list(found.order_by(*_BY_NAME)[:MOST_READ]), near, relations)


def _cut(found: list[Person], near: set[int], relations: list[Relation]) -> Circle:
    """Those who are near, then the others by name, as many as can be drawn."""
    found.sort(key=lambda one: one.pk not in near)
    people = {one.pk: one for one in found[:MOST_DRAWN]}
    roles: dict[int, list[Say]] = {}
    for pk, role in PersonRole.objects.filter(person__in=people).values_list("person_id", "role"):
        roles.setdefault(pk, []).append(Say(role))
    for each in roles.values():
        each.sort(key=list(Say).index)
    drawn = [one for one in relations if one.person_id in people and one.other_id in people]
    return Circle(people, roles, drawn, is_cut=len(found) > MOST_DRAWN)
