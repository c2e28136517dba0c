"""Reads of who sways whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from django.db.models import F, Q, QuerySet

from twelfth.people.models import Company, Person, PersonRole, Relation, Say

#: A map of more is no map; the list of the company's people has all of them.
MOST_DRAWN = 24


@dataclass(frozen=True, slots=True)
class Circle:
    """People who matter to each other, by their keys, with their roles and what is known between them."""

    people: dict[int, Person]
    roles: dict[int, list[Say]]
    relations: list[Relation]
    #: Whether there are more people than these.
    is_cut: bool = False

    @property
    def has_decider(self) -> bool:
        return any(Say.DECIDER in roles for roles in self.roles.values())


def around(person: Person) -> Circle:
    """The person, those they stand in a relation to, and their colleagues, in three queries."""
    mine = list(_known(Q(person=person) | Q(other=person)))
    near = {person.pk, *chain.from_iterable((one.person_id, one.other_id) for one in mine)}
    match = Q(pk__in=near)
    if person.company_id is not None:
        match |= Q(company=person.company_id)
    rows = Person.objects.filter(match, workspace=person.workspace_id)
    return _circle(rows, first=near)


def within(company: Company) -> Circle:
    """The people of a company, and those outside whom they stand in a relation to."""
    theirs = Person.objects.filter(company=company).values("pk")
    outside = _known(Q(person__in=theirs) | Q(other__in=theirs)).values_list("person_id", "other_id")
    near = set(chain.from_iterable(outside[: MOST_DRAWN * 4]))
    rows = Person.objects.filter(Q(company=company) | Q(pk__in=near), workspace=company.workspace_id)
    return _circle(rows, first=near)


def without_decider(people: Iterable[Person]) -> set[int]:
    """Those of these people (by key) of whom nobody is known to decide: neither they nor anybody at their company."""
    rows = list(people)
    known = PersonRole.objects.filter(
        Q(person__in=rows) | Q(person__company__in={one.company_id for one in rows if one.company_id}),
        role=Say.DECIDER,
    ).values_list("person_id", "person__company_id")
    deciders = set(known)
    themselves, companies = {pk for pk, _ in deciders}, {company for _, company in deciders}
    return {
        one.pk
        for one in rows
        if one.pk not in themselves and (one.company_id is None or one.company_id not in companies)
    }


def _known(match: Q) -> QuerySet[Relation]:
    return Relation.objects.filter(match).exclude(person=F("other")).order_by("pk")


def _circle(rows: QuerySet[Person], *, first: set[int]) -> Circle:
    """Those of `first`, then the others by name, as many as can be drawn."""
    shown = list(rows.select_related("company").order_by("sort_name", "pk")[: MOST_DRAWN * 4])
    shown.sort(key=lambda one: one.pk not in first)
    people = {one.pk: one for one in shown[:MOST_DRAWN]}
    roles: dict[int, list[Say]] = {}
    for pk, role in PersonRole.objects.filter(person__in=people).values_list("person_id", "role"):
        roles.setdefault(pk, []).append(Say(role))
    for each in roles.values():
        each.sort(key=list(Say).index)
    relations = list(_known(Q(person__in=people, other__in=people)))
    return Circle(people, roles, relations, is_cut=len(shown) > MOST_DRAWN)
