"""Reads of people, each starting from a workspace."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from twelfth.accounts.models import Workspace
from twelfth.people.models import ContactPoint, FormerPerson, Person
from twelfth.people.named import named


def people(workspace: Workspace) -> QuerySet[Person]:
    return Person.objects.filter(workspace=workspace)


def find(workspace: Workspace, text: str) -> QuerySet[Person]:
    """The people whom `text` names (`people.named`); everybody, where it has no word."""
    return people(workspace).filter(known_by(workspace, text, person="pk"))


def known_by(workspace: Workspace, text: str, *, person: str) -> Q:
    """Of rows whose field `person` is the id of one: those of the people that `find` finds. Looks for them at once."""
    return named(workspace, text).condition(person)


def with_address(workspace: Workspace, channel: str, value: str) -> QuerySet[Person]:
    points = ContactPoint.objects.filter(person=OuterRef("pk"), channel=channel, value=value)
    return people(workspace).filter(Exists(points))


def with_external_id(workspace: Workspace, ids: Iterable[str]) -> QuerySet[Person]:
    """People by the ids that the system they come from gave them; who has none is never meant."""
    # Said once more, since the index holds only those who have one, and of a long list neither database sees that.
    return people(workspace).filter(external_id__in=set(ids)).exclude(external_id="")


def known_as(person_id: int) -> Person | None:
    """Who has this key, or had it before they were merged into somebody: links in old letters know no other."""
    rows = Person.objects.select_related("workspace")
    found = rows.filter(pk=person_id).first()
    if found is None:
        found = rows.filter(pk__in=FormerPerson.objects.filter(key=person_id).values("person")).first()
    return found


def now_known_by(workspace: Workspace, ids: Iterable[str]) -> dict[str, int]:
    """The keys of people by ids of another system that they had before they were merged."""
    rows = FormerPerson.objects.filter(workspace=workspace, external_id__in=set(ids)).exclude(external_id="")
    return dict(rows.values_list("external_id", "person_id"))


def merged_into(workspace: Workspace, person_id: int) -> int | None:
    """The key of whoever the one with this key was merged into."""
    rows = FormerPerson.objects.filter(workspace=workspace, key=person_id)
    return rows.values_list("person_id", flat=True).first()
