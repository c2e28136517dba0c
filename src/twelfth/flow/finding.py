"""One box over everything: people, companies, deals, what was noted and promised.

People are found by the index of words, also when misspelt. All else is text that is looked through: of what grows with
every contact the newest rows, so that the answer comes while somebody types however long the history is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from twelfth.accounts.models import Member, Workspace
from twelfth.cadences.models import Cadence
from twelfth.deals.models import Deal
from twelfth.messages.models import OutgoingMessage
from twelfth.people.models import Company, Person, Remark
from twelfth.people.named import first_found
from twelfth.people.search import words_of
from twelfth.people.spellings.queries import near
from twelfth.promises.models import Promise
from twelfth.rules.terms import PromiseState
from twelfth.touches.models import Touch, TouchState

Row = TypeVar("Row", bound=Model)

#: So many of the newest notes, remarks, promises and letters are looked through.
NEWEST = 20_000
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Found:
    """What a search finds, a few of each kind, the best first."""

    people: Sequence[Person] = ()
    companies: Sequence[Company] = ()
    deals: Sequence[Deal] = ()
    touches: Sequence[Touch] = ()
    remarks: Sequence[Remark] = ()
    promises: Sequence[Promise] = ()
    messages: Sequence[OutgoingMessage] = ()
    plans: Sequence[Cadence] = ()

    @property
    def is_empty(self) -> bool:
        rows = (self.people, self.companies, self.deals, self.touches, self.remarks, self.promises)
        return not any((*rows, self.messages, self.plans))


def search(workspace: Workspace, text: str, *, people: int = 8, others: int = 4) -> Found:
    """At most so many people, and so many of each other kind."""
    words = text.split()[:_MOST_WORDS]
    if not words:
        return Found()
    mine = Q(workspace=workspace)
    is_short = len(text.strip()) < 3  # Two letters stand in half of all texts: only names are meant.
    found = Found(
        people=first_found(workspace, text, most=people),
        companies=_companies(workspace, text, others),
        plans=list(Cadence.objects.filter(mine, _has("name", words))[:others]),
    )
    if is_short:
        return found
    touches = Touch.objects.filter(mine).exclude(note="").exclude(state=TouchState.UNDONE)
    promises = Promise.objects.filter(mine, state=PromiseState.OPEN)
    return Found(
        people=found.people,
        companies=found.companies,
        plans=found.plans,
        deals=_among(Deal.objects.filter(mine).order_by("-pk"), "title", words, others),
        touches=_among(touches.order_by("-at"), "note", words, others),
        remarks=_among(Remark.objects.filter(mine).order_by("-pk"), "text", words, others),
        promises=_among(promises.order_by("-pk"), "text", words, others),
        messages=_among(OutgoingMessage.objects.filter(mine).order_by("-pk"), "subject", words, others),
    )


def recent(workspace: Workspace, member: Member, *, most: int = 6) -> list[Person]:
    """Whom the member was in touch with last."""
    latest = Touch.objects.filter(workspace=workspace).order_by("-at").values_list("person", "member")[:200]
    mine = list(dict.fromkeys(person for person, by in latest if by == member.pk))[:most]
    known = Person.objects.select_related("company").in_bulk(mine)
    return [known[pk] for pk in mine if pk in known]


def _companies(workspace: Workspace, text: str, most: int) -> list[Company]:
    """By the beginning of their words; where there is none, by words that are nearly those."""
    rows = Company.objects.filter(workspace=workspace).order_by("match_key")
    words = sorted(words_of([text]), key=len, reverse=True)[:_MOST_WORDS]
    if not words:
        return []
    called = list(rows.filter(_each(words, lambda word: _begins("match_key", [word])))[:most])
    if called:
        return called
    alike = {word: [*near(workspace, word)] for word in words}
    if not all(alike.values()):
        return []
    return list(rows.filter(_each(words, lambda word: _begins("match_key", alike[word])))[:most])


def _each(words: Sequence[str], ask: Callable[[str], Q]) -> Q:
    found = Q()
    for word in words:
        found &= ask(word)
    return found


def _begins(column: str, words: Sequence[str]) -> Q:
    """One of these folded words begins a word of the column, which is folded."""
    found = Q()
    for word in words:
        found |= Q(**{f"{column}__startswith": word}) | Q(**{f"{column}__contains": f" {word}"})
    return found


def _has(column: str, words: Sequence[str]) -> Q:
    """All words stand in the text. SQLite knows the case of ASCII letters only, so others are asked for in both."""
    return _each(
        words,
        lambda word: (
            Q(**{f"{column}__icontains": word})
            | Q(**{f"{column}__icontains": word.lower()})
            | Q(**{f"{column}__icontains": word.capitalize()})
        ),
    )


def _among(rows: QuerySet[Row], column: str, words: Sequence[str], most: int) -> list[Row]:
    """Of the newest rows those that have the words, with whom they are about."""
    newest = rows.values_list("pk", flat=True)[:NEWEST]
    return list(rows.filter(_has(column, words), pk__in=newest).select_related("person")[:most])
