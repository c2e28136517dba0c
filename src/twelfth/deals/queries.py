"""Reads of deals: which are open, and who has a say in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from twelfth.deals.models import OPEN_STAGES, Deal, DealRole
from twelfth.people.models import Person, Say

OPEN = Q(stage__in=OPEN_STAGES)
#: A page shows so many of the newest.
MOST_OPEN, MOST_WITH_A_SAY = 5, 100

#: Roles by the person's key.
Roles = Mapping[int, list[Say]]


@dataclass(frozen=True, slots=True)
class Matter:
    """An open deal, what was said of people's roles in it, and those people by their keys."""

    deal: Deal
    roles: dict[int, list[Say]]
    people: dict[int, Person]


def deals_around(person: Person) -> list[Deal]:
    """A person's deals, and the open ones that they have to do with beside those, the newest first."""
    # Nothing but ways by which a deal is looked up: the workspace or the stage among them would read all deals.
    ways = Q(person=person) | Q(pk__in=DealRole.objects.filter(person=person).values("deal"))
    ways |= Q(pk__in=Deal.objects.filter(followups__person=person).values("pk"))
    if person.company_id is not None:
        ways |= Q(company=person.company_id)
    found = Deal.objects.filter(ways).order_by("-created_at", "-pk")
    return [deal for deal in found if deal.person_id == person.pk or deal.stage in OPEN_STAGES]


def matters_of(deals: Iterable[Deal]) -> list[Matter]:
    """The newest open ones of these."""
    return with_roles([deal for deal in deals if deal.stage in OPEN_STAGES][:MOST_OPEN])


def with_roles(deals: Iterable[Deal]) -> list[Matter]:
    """These deals with what was said of roles in them, in one query beside their own."""
    found = {deal.pk: Matter(deal, {}, {}) for deal in deals}
    rows = DealRole.objects.filter(deal__in=found).select_related("person")
    for row in rows.order_by("person__sort_name", "person", "pk")[: MOST_WITH_A_SAY * len(Say)]:
        matter = found[row.deal_id]
        matter.roles.setdefault(row.person_id, []).append(Say(row.role))
        matter.people[row.person_id] = row.person
    for matter in found.values():
        for each in matter.roles.values():
            each.sort(key=list(Say).index)
    return list(found.values())


def roles_in(said: Roles, otherwise: Roles) -> dict[int, list[Say]]:
    """What people have to say in a deal: what was said of it, else what they have to say otherwise. Where it was said
    who decides in the deal, nobody else does."""
    is_named = any(Say.DECIDER in roles for roles in said.values())
    rest = {
        pk: [role for role in roles if not (is_named and role == Say.DECIDER)]
        for pk, roles in otherwise.items()
    }
    return {pk: roles for pk, roles in {**rest, **said}.items() if roles}


def roles_in_all(matters: Iterable[Matter], otherwise: Roles) -> dict[int, list[Say]]:
    """The same for several deals at once: whoever has a say in one of them has it."""
    said: dict[int, list[Say]] = {}
    for matter in matters:
        for pk, roles in matter.roles.items():
            said[pk] = sorted({*said.get(pk, ()), *roles}, key=list(Say).index)
    return roles_in(said, otherwise)
