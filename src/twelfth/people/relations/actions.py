"""Writes about who sways whom: the roles of a person, and how two people stand to each other."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.people.models import Person, PersonRole, Relation, Say, Tie

#: Nobody has so many superiors above them: a longer way up is a circle.
_MOST_LEVELS = 50


class TheSamePerson(Exception):
    """Both are the same person. Choose somebody else."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class Circle(Exception):
    """Somebody would report to a person who reports to them."""

    def __init__(self, person: Person, other: Person) -> None:
        super().__init__(
            f"{other.full_name} already reports to {person.full_name}, directly or through others. "
            "Remove that first."
        )


@transaction.atomic
def set_roles(by: Actor, person: Person, roles: Iterable[Say], *, now: datetime) -> bool:
    """These are their roles, and no others; whether anything changed."""
    by.require(Permission.LOG)
    wanted = {role.value for role in roles}
    known = set(PersonRole.objects.filter(person=person).values_list("role", flat=True))
    if wanted == known:
        return False
    PersonRole.objects.filter(person=person, role__in=known - wanted).delete()
    # A colleague may say the same at this moment; then theirs is taken.
    PersonRole.objects.bulk_create(
        [PersonRole(workspace=by.workspace, person=person, role=role) for role in sorted(wanted - known)],
        ignore_conflicts=True,
    )
    record(by, "person.roles_set", person, now=now, roles=sorted(wanted))
    return True


@transaction.atomic
def relate(
    by: Actor,
    person: Person,
    kind: Tie,
    other: Person,
    *,
    note: str = "",
    where: str = "",
    on: date | None = None,
    now: datetime,
) -> Relation:
    """Keep how `person` stands to `other`; said again, it is corrected. Raises TheSamePerson, Circle."""
    by.require(Permission.LOG)
    if person.pk == other.pk:
        raise TheSamePerson
    if kind == Tie.REPORTS_TO and _is_above(person.pk, other.pk):
        raise Circle(person, other)
    relation, is_new = Relation.objects.update_or_create(
        person=person,
        other=other,
        kind=kind,
        defaults={
            "workspace": by.workspace,
            "note": note.strip()[:300],
            "where": where.strip()[:200],
            "learnt_on": on,
            "by": by.member,
        },
    )
    verb = "relation.added" if is_new else "relation.changed"
    record(by, verb, person, now=now, kind=kind, other=other.pk)
    return relation


@transaction.atomic
def unrelate(by: Actor, relation: Relation, *, now: datetime) -> None:
    """It is not so, or not any more."""
    by.require(Permission.LOG)
    gone, _ = Relation.objects.filter(pk=relation.pk).delete()
    if gone:
        record(by, "relation.removed", relation.person, now=now, kind=relation.kind, other=relation.other_id)


def _is_above(person: int, other: int) -> bool:
    """Whether `other` reports to `person`, directly or through others. (Two who say the opposite at the same moment
    make a circle all the same; whoever draws it has to be ready for one.)"""
    level = {other}
    for _ in range(_MOST_LEVELS):
        above = Relation.objects.filter(person__in=level, kind=Tie.REPORTS_TO).values_list("other", flat=True)
        level = set(above) - level
        if not level or person in level:
            return person in level
    return False
