"""By which words a person is found, and how text is folded so that José is found by jose."""

import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twelfth.people.models import Person

_WORD = re.compile(r"[\w@.+-]+")
_JOINT = re.compile(r"[@.+-]+")
_LONGEST = 40
# Letters that Unicode does not decompose but people type without their mark.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"}
)


def fold(text: str) -> str:
    """Lower case without accents; other scripts stay as they are."""
    if text.isascii():
        return text.lower()  # nothing to take apart: most of what an import folds
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The folded words of some texts. An e-mail address is a word, and so are the parts around its @; of a
    hyphenated name the parts count too."""
    words: set[str] = set()
    for text in texts:
        for word in _WORD.findall(fold(text)):
            words.add(word.strip(".-+@")[:_LONGEST])
            if _JOINT.search(word):
                words.update(part[:_LONGEST] for part in _JOINT.split(word))
    words.discard("")
    return frozenset(words)


def person_words(person: "Person", *, company: str, addresses: Iterable[str]) -> frozenset[str]:
    return words_of([person.full_name, person.title, person.city, company, *addresses])


def sort_name(*, given: str, family: str, full: str) -> str:
    """What lists are ordered by, at most 200 characters."""
    return fold(f"{family} {given}".strip() or full)[:200]
