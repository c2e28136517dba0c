"""Reads of people, each starting from a workspace."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from twelfth.accounts.models import Workspace
from twelfth.people.models import ContactPoint, Person, SearchWord
from twelfth.people.search import words_of

#: As many people are looked up by their ids; of more, a page of them is soon met when walking the list in its order.
FEW = 2_000
#: The longest words of a search that count; a page pasted into the field is none.
MOST_WORDS = 12


def people(workspace: Workspace) -> QuerySet[Person]:
    return Person.objects.filter(workspace=workspace)


def find(workspace: Workspace, text: str) -> QuerySet[Person]:
    """People of whom every word of `text` begins a word we know them by. Looks for them at once when they are few."""
    return people(workspace).filter(known_by(workspace, text, person="pk"))


def known_by(workspace: Workspace, text: str, *, person: str) -> Q:
    """Of rows whose field `person` is the id of one: those of the people that `find` finds."""
    known = _knowing(workspace, text)
    if not known:
        return Q()
    # No statistics tell how many people two words have in common, and PostgreSQL's guess made it walk the whole
    # list for fifty of them. So the index is asked first: it answers without touching a person.
    ids = list(_in_all(known)[: FEW + 1])
    if len(ids) <= FEW:
        return Q(**{f"{person}__in": ids})
    found = Q()
    for each in known:
        found &= Q(Exists(each.filter(person=OuterRef(person))))
    return found


def count_known(workspace: Workspace, text: str, *, most: int) -> int:
    """How many people `find` finds, at most `most`, from the index alone."""
    known = _knowing(workspace, text)
    return _in_all(known)[:most].count() if known else people(workspace)[:most].count()


def _knowing(workspace: Workspace, text: str) -> list[QuerySet[SearchWord]]:
    """The entries of the index that each word begins. The longest first: the most telling word narrows the rows that
    the others are checked against."""
    words = sorted(words_of([text]), key=len, reverse=True)[:MOST_WORDS]
    return [SearchWord.objects.filter(workspace=workspace, word__prefix=word) for word in words]


def _in_all(known: list[QuerySet[SearchWord]]) -> QuerySet[SearchWord, int]:
    """The ids of the people whom every one of the words names."""
    first, *others = [each.values_list("person", flat=True) for each in known]
    return first.intersection(*others) if others else first.distinct()


def with_address(workspace: Workspace, channel: str, value: str) -> QuerySet[Person]:
    points = ContactPoint.objects.filter(person=OuterRef("pk"), channel=channel, value=value)
    return people(workspace).filter(Exists(points))


def with_external_id(workspace: Workspace, ids: Iterable[str]) -> QuerySet[Person]:
    """People by the ids that the system they come from gave them; who has none is never meant."""
    # Said once more, since the index holds only those who have one, and of a long list neither database sees that.
    return people(workspace).filter(external_id__in=set(ids)).exclude(external_id="")
