"""Reads of people, each starting from a workspace."""

from django.db.models import Exists, OuterRef, QuerySet

from twelfth.accounts.models import Workspace
from twelfth.people.models import ContactPoint, Person, SearchWord
from twelfth.people.search import words_of


def people(workspace: Workspace) -> QuerySet[Person]:
    return Person.objects.filter(workspace=workspace)


def find(workspace: Workspace, text: str) -> QuerySet[Person]:
    """People of whom every word of `text` begins a word we know them by."""
    found = people(workspace)
    # Longest first: the most telling word narrows the rows that the others are checked against.
    for word in sorted(words_of([text]), key=len, reverse=True):
        known = SearchWord.objects.filter(workspace=workspace, word__prefix=word)
        found = found.filter(pk__in=known.values("person"))
    return found


def with_address(workspace: Workspace, channel: str, value: str) -> QuerySet[Person]:
    points = ContactPoint.objects.filter(person=OuterRef("pk"), channel=channel, value=value)
    return people(workspace).filter(Exists(points))
