"""Reads of people, each starting from a workspace."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from rapidfuzz.fuzz import ratio

from twelfth.accounts.models import Workspace
from twelfth.people.models import ContactPoint, FormerPerson, Person, SearchWord
from twelfth.people.search import words_of
from twelfth.people.spellings.queries import near

#: As many people are looked up by their ids; of more, a page of them is soon met when walking the list in its order.
FEW = 2_000
#: The longest words of a search that count; a page pasted into the field is none.
MOST_WORDS = 12


def people(workspace: Workspace) -> QuerySet[Person]:
    return Person.objects.filter(workspace=workspace)


def find(workspace: Workspace, text: str) -> QuerySet[Person]:
    """People of whom every word of `text` begins a word we know them by; where there is nobody, those of whom every
    word is nearly one. Looks for them at once when they are few."""
    return people(workspace).filter(known_by(workspace, text, person="pk"))


def first_found(workspace: Workspace, text: str, *, most: int) -> list[Person]:
    """At most `most` people for a search that is still being typed: those who are called so, then those who are spelt
    alike, the nearest first."""
    rows = people(workspace).select_related("company").order_by("sort_name", "pk")
    called = list(rows.filter(_one_of(_knowing(workspace, text), person="pk"))[:most]) if text else []
    if not text or len(called) == most:
        return called
    alike = rows.filter(_one_of(_alike(workspace, text), person="pk")).exclude(
        pk__in=[one.pk for one in called]
    )
    words = _words(text)
    nearest = sorted(alike[: most * 8], key=lambda one: -_likeness(words, one.full_name))
    return [*called, *nearest[: most - len(called)]]


def _likeness(words: list[str], name: str) -> float:
    """How near each word comes to one of the name's, 0 to 100 for each."""
    theirs = words_of([name])
    return sum(max((ratio(word, other) for other in theirs), default=0) for word in words)


def is_misspelt(workspace: Workspace, text: str) -> bool:
    """Whether nobody is called so, and `find` looks for those who are spelt alike."""
    known = _knowing(workspace, text)
    return bool(known) and not _in_all(known)[:1]


def known_by(workspace: Workspace, text: str, *, person: str) -> Q:
    """Of rows whose field `person` is the id of one: those of the people that `find` finds."""
    return _one_of(_found(workspace, text), person=person)


def count_known(workspace: Workspace, text: str, *, most: int) -> int:
    """How many people `find` finds, at most `most`, from the index alone."""
    known = _found(workspace, text)
    return _in_all(known)[:most].count() if known else people(workspace)[:most].count()


def _one_of(known: list[QuerySet[SearchWord]], *, person: str) -> Q:
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


def _found(workspace: Workspace, text: str) -> list[QuerySet[SearchWord]]:
    known = _knowing(workspace, text)
    return known if not known or _in_all(known)[:1] else _alike(workspace, text)


def _knowing(workspace: Workspace, text: str) -> list[QuerySet[SearchWord]]:
    """The entries of the index that each word begins."""
    return [SearchWord.objects.filter(workspace=workspace, word__prefix=word) for word in _words(text)]


def _alike(workspace: Workspace, text: str) -> list[QuerySet[SearchWord]]:
    """The entries that each word begins, or is nearly."""
    rows = SearchWord.objects.filter(workspace=workspace)
    return [
        rows.filter(Q(word__prefix=word) | Q(word__in=list(near(workspace, word)))) for word in _words(text)
    ]


def _words(text: str) -> list[str]:
    """The longest first: the most telling word narrows the rows that the others are checked against."""
    return sorted(words_of([text]), key=len, reverse=True)[:MOST_WORDS]


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
