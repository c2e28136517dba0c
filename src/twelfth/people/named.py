"""Whom the words of a search name, from the index of words alone, without touching a person.

The rarest word is looked up, and whoever has it is asked for the others. So an answer costs what its rarest word does,
and both databases have only one index to go by: no statistics tell either how many people two words have in common.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from django.db.models import Exists, OuterRef, Q, QuerySet
from rapidfuzz.fuzz import ratio

from twelfth.accounts.models import Workspace
from twelfth.people.models import Person, SearchWord
from twelfth.people.search import words_of
from twelfth.people.spellings.queries import near

#: As many people are named one by one.
FEW = 2_000
#: The longest words of a search that count; a page pasted into the field is none.
MOST_WORDS = 12
# Of words with more entries it does not matter which is the rarer.
_MOST_COUNTED = 20_000


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a search: what begins with it is meant, or one of the known words `alike`."""

    text: str
    alike: tuple[str, ...] = ()

    def entries(self, workspace: Workspace) -> list[QuerySet[SearchWord]]:
        """The entries of the index, as ranges of it: an OR of them would be no range any more."""
        rows = SearchWord.objects.filter(workspace=workspace)
        found = [rows.filter(word__prefix=self.text)]
        return [*found, rows.filter(word__in=self.alike)] if self.alike else found

    def count(self, workspace: Workspace) -> int:
        return sum(rows[:_MOST_COUNTED].count() for rows in self.entries(workspace))

    def borne_by(self, person: str) -> Exists:
        """Of rows whose field `person` is the id of one: whether they bear the word."""
        meant = Q(word__prefix=self.text)
        if self.alike:
            meant |= Q(word__in=self.alike)
        return Exists(SearchWord.objects.filter(meant, person=OuterRef(person)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Of whom every word of a search begins a word we know them by; where there is nobody, of whom every word is
    nearly one."""

    #: All of them (by key), or FEW and one more when there are more.
    ids: tuple[int, ...]
    #: Nobody is called so: these are spelt alike.
    is_misspelt: bool
    words: tuple[_Word, ...]

    @property
    def is_all(self) -> bool:
        """Whether `ids` are all that are named."""
        return bool(self.words) and len(self.ids) <= FEW

    def condition(self, person: str) -> Q:
        """Of rows whose field `person` is the id of one: those who are named, however many."""
        if not self.words:
            return Q()
        if self.is_all:
            return Q(**{f"{person}__in": self.ids})
        return Q(*(word.borne_by(person) for word in self.words))

    def some(self) -> Q:
        """Those who are named, and of more than FEW the first that were met: as many as anybody looks through."""
        return Q(pk__in=self.ids[:FEW]) if self.words else Q()


def named(workspace: Workspace, text: str) -> Named:
    """Whom `text` names; everybody, where it has no word."""
    words = [_Word(word) for word in _words(text)]
    called = _bearing_all(workspace, words) if words else []
    if called or not words:
        return Named(ids=tuple(called), is_misspelt=False, words=tuple(words))
    alike = _alike(workspace, words)
    return Named(ids=tuple(_bearing_all(workspace, alike)), is_misspelt=True, words=tuple(alike))


def first_found(workspace: Workspace, text: str, *, most: int) -> list[Person]:
    """At most `most` people for a search that is still being typed: those who are called so, then those who are spelt
    alike, the nearest first."""
    rows = Person.objects.filter(workspace=workspace).select_related("company").order_by("sort_name", "pk")
    words = [_Word(word) for word in _words(text)]
    if not words:
        return []
    called = list(rows.filter(pk__in=_bearing_all(workspace, words))[:most])
    if len(called) == most:
        return called
    alike = rows.filter(pk__in=_bearing_all(workspace, _alike(workspace, words)))
    others = alike.exclude(pk__in=[one.pk for one in called])[: most * 8]
    nearest = sorted(others, key=lambda one: -_likeness(words, one.full_name))
    return [*called, *nearest[: most - len(called)]]


def _alike(workspace: Workspace, words: Iterable[_Word]) -> list[_Word]:
    return [_Word(word.text, tuple(near(workspace, word.text))) for word in words]


def _bearing_all(workspace: Workspace, words: list[_Word]) -> list[int]:
    """At most FEW and one more of the people (by key) who bear every word, in ascending order."""
    rarest = words[0]
    if len(words) > 1:
        counted = {word: word.count(workspace) for word in words}
        rarest = min(words, key=lambda word: counted[word])
        if not counted[rarest]:
            return []
    others = [word.borne_by("person") for word in words if word is not rarest]
    found: set[int] = set()
    for entries in rarest.entries(workspace):
        ids = entries.filter(*others).values_list("person", flat=True).distinct()
        found.update(ids[: FEW + 1])
    return list(islice(sorted(found), FEW + 1))


def _words(text: str) -> list[str]:
    """The longest first."""
    return sorted(words_of([text]), key=len, reverse=True)[:MOST_WORDS]


def _likeness(words: Iterable[_Word], name: str) -> float:
    """How near each word comes to one of the name's, 0 to 100 for each."""
    theirs = words_of([name])
    return sum(max((ratio(word.text, other) for other in theirs), default=0) for word in words)
