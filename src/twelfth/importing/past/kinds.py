"""What a cell of a list of contacts says: by which channel, which way, what came of it, whether it is done."""

import re
from enum import StrEnum
from functools import lru_cache

from twelfth.importing.past import vocabulary
from twelfth.rules.terms import Channel, Outcome


class Kind(StrEnum):
    """What is no contact by its kind."""

    NOTE = "note"
    TASK = "task"


@lru_cache(maxsize=4_000)
def kind_of(text: str) -> Channel | Kind | None:
    """The channel that a word like "Call" or "Rendez-vous" names, or that it is a note or a task; None when it says
    nothing that we know."""
    words = " ".join(re.findall(r"[\w’'-]+", text.casefold()))
    if not words:
        return None
    for word, channel in vocabulary.KINDS:
        if _begins_with(words, word):
            return Channel(channel)
    for word in vocabulary.NOTE_WORDS:
        if _begins_with(words, word):
            return Kind.NOTE
    return Kind.TASK if any(_begins_with(words, word) for word in vocabulary.TASK_WORDS) else None


def channel_in(text: str) -> Channel | None:
    """The channel that stands first in the words of a subject: "Call Ana about the offer"."""
    words = re.findall(r"[\w’'-]+", text.casefold())[:4]
    for index in range(len(words)):
        found = kind_of(" ".join(words[index:]))
        if isinstance(found, Channel):
            return found
    return None


def _begins_with(words: str, word: str) -> bool:
    """Whole words, but for endings: "calls", "Anrufe", "meetings"."""
    if not words.startswith(word):
        return False
    rest = words[len(word) :].partition(" ")[0]
    return len(rest) <= 2 or (len(word) > 3 and rest.isalpha() and len(rest) <= 4)


def is_incoming(text: str) -> bool:
    """Whether it says that they contacted us. What says nothing of it is ours."""
    words = " ".join(re.findall(r"[\w]+", text.casefold()))
    return words in vocabulary.INCOMING or any(
        words.startswith(f"{word} ") for word in vocabulary.INCOMING if len(word) > 3
    )


@lru_cache(maxsize=4_000)
def outcome_of_call(text: str) -> Outcome | None:
    """What came of a call; None when that is not told."""
    found = re.findall(r"[\w/’-]+", text.casefold().replace("'", "’"))
    words = f" {' '.join(found)} "
    for code, told in vocabulary.OUTCOMES:
        if any(f" {word} " in words or (len(word) > 5 and f" {word}" in words) for word in told.split(", ")):
            return Outcome(code)
    return None


def is_cancelled(text: str) -> bool:
    told = text.casefold()
    return any(word in told for word in vocabulary.CANCELLED)


def is_done(text: str) -> bool | None:
    """Whether it says that it is done; None when it says nothing of it."""
    told = " ".join(text.casefold().split())
    if told in vocabulary.DONE:
        return True
    return False if told in vocabulary.OPEN else None
