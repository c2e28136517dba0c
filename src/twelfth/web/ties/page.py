"""What a page shows of who sways whom: the map, the same as a list, and who is missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from twelfth.deals.models import Deal
from twelfth.deals.queries import Matter, roles_in, roles_in_all
from twelfth.people.models import Person, Relation, Say, Tie
from twelfth.people.relations.queries import MOST_DRAWN, Circle
from twelfth.web.look.map import Box, Link, Map, layout
from twelfth.web.ties.forms import DealRolesForm
from twelfth.web.ties.labels import ROLE_WORDS, VERBS


@dataclass(frozen=True, slots=True)
class Said:
    """A relation in words."""

    relation: Relation
    person: Person
    verb: str
    other: Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """`map` is None where there is nothing to draw; `kinds` are the lines that are on it."""

    map: Map | None
    kinds: list[tuple[str, str]]
    words: str
    relations: list[Said]
    names: list[str]
    own: list[Say]
    own_words: str
    asks: bool


@dataclass(frozen=True, slots=True)
class SaidIn:
    """What a person has to say in an open deal: `is_own` where it was said of this deal, else it is what they have to
    say otherwise."""

    deal: Deal
    person: Person
    roles: Sequence[Say]
    words: str
    is_own: bool
    form: DealRolesForm


def said_in(matter: Matter, person: Person, circle: Circle) -> SaidIn:
    roles = roles_in(matter.roles, circle.roles).get(person.pk, [])
    return SaidIn(
        deal=matter.deal,
        person=person,
        roles=roles,
        words=_sentence(roles),
        is_own=person.pk in matter.roles,
        form=DealRolesForm(
            initial={"person": person.pk, "roles": matter.roles.get(person.pk, [])},
            auto_id=f"id_{matter.deal.pk}_{person.pk}_%s",
        ),
    )


def has_decider(roles: Mapping[int, Sequence[Say]]) -> bool:
    return any(Say.DECIDER in each for each in roles.values())


def ties(circle: Circle, matters: Sequence[Matter], *, subject: Person | None, asks: bool) -> Ties:
    """The circle as it stands in these open deals."""
    own = circle.roles.get(subject.pk, []) if subject else []
    circle = _in_deals(circle, matters)
    said = [_said(circle, one) for one in circle.relations]
    mine = [one for one in said if subject is None or subject.pk in {one.person.pk, one.other.pk}]
    is_worth_drawing = bool(circle.relations or (circle.roles and len(circle.people) > 1))
    found = {Tie(one.kind) for one in circle.relations}
    return Ties(
        map=_map(circle, subject) if is_worth_drawing else None,
        kinds=[(tie.value, VERBS[tie]) for tie in Tie if tie in found],
        words=_words(circle, said),
        relations=mine,
        names=[one.full_name for one in circle.people.values() if subject is None or one.pk != subject.pk],
        own=own,
        own_words=_sentence(own),
        asks=asks,
    )


def _in_deals(circle: Circle, matters: Sequence[Matter]) -> Circle:
    """With the roles of the deals, and those who have one there without being around otherwise, as far as there is
    room."""
    people = dict(circle.people)
    for matter in matters:
        for pk, person in matter.people.items():
            if len(people) < MOST_DRAWN:
                people.setdefault(pk, person)
    roles = roles_in_all(matters, circle.roles)
    return replace(circle, people=people, roles={pk: each for pk, each in roles.items() if pk in people})


def _said(circle: Circle, one: Relation) -> Said:
    people = circle.people
    return Said(one, people[one.person_id], VERBS[Tie(one.kind)], people[one.other_id])


def _map(circle: Circle, subject: Person | None) -> Map:
    boxes = [
        Box(
            key=one.pk,
            name=one.full_name,
            note=", ".join(ROLE_WORDS[role] for role in circle.roles.get(one.pk, ())) or one.title,
            href="" if subject and one.pk == subject.pk else reverse("person", args=[one.pk]),
            is_top=Say.DECIDER in circle.roles.get(one.pk, ()),
            is_subject=subject is not None and one.pk == subject.pk,
        )
        for one in circle.people.values()
    ]
    links = [
        Link(one.person_id, one.other_id, one.kind, is_upward=one.kind == Tie.REPORTS_TO)
        for one in circle.relations
    ]
    return layout(boxes, links)


def _words(circle: Circle, said: Iterable[Said]) -> str:
    """The map in one sentence after the other."""
    roles = [
        f"{circle.people[pk].full_name}: {', '.join(ROLE_WORDS[role] for role in each)}"
        for pk, each in circle.roles.items()
    ]
    relations = [f"{one.person.full_name} {one.verb} {one.other.full_name}" for one in said]
    return ". ".join([*roles, *relations])


def _sentence(roles: Iterable[Say]) -> str:
    text = ", ".join(ROLE_WORDS[role] for role in roles)
    return text[:1].upper() + text[1:]
