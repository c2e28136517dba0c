"""When somebody who is away comes back: the date in an auto-reply, read in the reply's language.

    1. find every date in subject and text, as written: "18 Sept", "18.9.", "Monday", "2026-09-18", "9月18日";
    2. cut the text into sentences, the dates held as marks (their dots end no sentence);
    3. tell from the words around each date what it is: until, through, return, or nothing that matters;
    4. a day named as the return wins; else the last "until" (back on that day) or "through" (on the day after).

A date that could be read two ways (9/8/2026) is not guessed: without a country that settles it, or another date
in the same text that does, there is no return date.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from twelfth.reading.date_marks import AMBIGUOUS, Found, find_dates
from twelfth.reading.fold import fold
from twelfth.reading.words_of_dates import (
    AVAILABLE,
    FILLERS,
    FROM,
    IN,
    INCLUSIVE_AFTER,
    NEGATIONS,
    RANGE_THROUGH,
    RANGE_UNTIL,
    RETURN,
    RETURN_CJK,
    THROUGH,
    UNTIL,
    UNTIL_AFTER,
    WEEKDAYS,
)

_MAX_LOOKED_AT = 4000  # characters
_FURTHEST = timedelta(days=550)  # a parental leave and a half; beyond, it was read wrongly
_SENTENCE_END = re.compile(r"[.!?;。!?](?=\s|$)|\n\s*\n|。")
_ABBREVIATION = re.compile(
    r"(?<![a-z.])(?:[a-z]{1,2}\.){2,4}[a-z]?\b\.?"
)  # t.o.m., fr.o.m.: their dots end no sentence
_WRAPPED_AT = 55  # a line at least this long was broken by the program, not by the writer
_WORD = re.compile(r"\x01\d{1,4}\x02|[^\s\x01\x02,()\[\]<>\"“”„:*_]+")


class _Role(IntEnum):
    """What a date says, the more telling the higher."""

    NOTHING = 0
    UNTIL = 1
    THROUGH = 2
    RETURN = 3


@dataclass(frozen=True, slots=True)
class _Told:
    role: _Role
    day: date | None  # None: it can be read two ways


def return_date(subject: str, text: str, *, today: date, country: str = "") -> date | None:
    """The first day back, None where none is told or it is not clear.

    `today` is the day the letter was written, from which "Monday" and dates without a year are counted;
    `country` is the writer's (ISO 3166, two letters) or "".
    """
    whole = (
        fold(f"{subject[:300]}.\n\n{_unwrapped(text[:_MAX_LOOKED_AT])}")
        .replace("\x01", "")
        .replace("\x02", "")
    )
    whole = _ABBREVIATION.sub(lambda m: m[0].replace(".", ""), whole)
    marked, dates = find_dates(whole, today=today, country=country)
    sentences = [_told_in(sentence, dates) for sentence in _SENTENCE_END.split(marked) if "\x01" in sentence]
    chosen = _chosen(sentences)
    if chosen is None or chosen.day is None:
        return None
    try:
        day = chosen.day + timedelta(days=1) if chosen.role is _Role.THROUGH else chosen.day
    except OverflowError:
        return None
    return day if abs(day - today) <= _FURTHEST else None


def _chosen(sentences: list[list[_Told]]) -> _Told | None:
    """The first sentence that names the return decides, by its latest day; else the last end that is told."""
    for told in sentences:
        returns = [one for one in told if one.role is _Role.RETURN]
        if returns:
            unclear = next((one for one in returns if one.day is None), None)
            return unclear or max(returns, key=lambda one: one.day or date.min)
    ends = [one for told in sentences for one in told]
    return ends[-1] if ends else None


def _unwrapped(text: str) -> str:
    """Lines that a program broke are joined again; a writer's own line is a sentence of its own."""
    out: list[str] = []
    for line in text.split("\n"):
        last = fold(line[-20:]).split()[-1:] or [""]
        goes_on = (
            last[0].endswith((",", "–", "-"))
            or (last[0],) in UNTIL | FROM
            or last[0] in RETURN
            or last[0] in FILLERS
        )
        out += [line, " " if len(line) >= _WRAPPED_AT or goes_on else "\n\n"]
    return "".join(out)


def _told_in(sentence: str, dates: list[Found]) -> list[_Told]:
    words = _WORD.findall(sentence)
    speaks_of_return = (
        bool(RETURN.intersection(words))
        or any(word in sentence for word in RETURN_CJK)
        or (bool(AVAILABLE.intersection(words)) and not NEGATIONS.intersection(words))
    )
    told: list[_Told] = []
    previous = -1
    marks = [at for at, word in enumerate(words) if word.startswith("\x01")]
    for at in marks:
        found = dates[int(words[at][1:-1])]
        # "from D" is the return only where nothing follows: "back from D", "ab D wieder".
        begins = at != marks[-1] and _ends_with(_words_before(words, at), FROM)
        role = _role(words, at, found, previous, speaks_of_return=speaks_of_return and not begins)
        previous = at
        if role is not _Role.NOTHING:
            told.append(_Told(role, _day_told(found, role)))
    return told


def _day_told(found: Found, role: _Role) -> date | None:
    if found.day is AMBIGUOUS:
        return None
    if found.is_month and role is _Role.THROUGH:  # the last day of the month
        return (found.day + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return found.day


def _role(words: list[str], at: int, found: Found, previous: int, *, speaks_of_return: bool) -> _Role:
    following = [
        word for word in words[at + 1 : at + 4] if not word.startswith("'")
    ]  # Turkish endings: 18 Eylül'e
    after = following[0] if following else ""
    if after in INCLUSIVE_AFTER or (
        after in {"y", "and", "et", "e"} and INCLUSIVE_AFTER.intersection(following[1:2])
    ):
        return _Role.THROUGH
    if found.suffix_until or after in UNTIL_AFTER:
        return _Role.UNTIL
    before = _words_before(words, at)
    if _ends_with(before, THROUGH):
        return _Role.THROUGH
    if found.range_end:
        return _Role.THROUGH if found.range_end in RANGE_THROUGH else _Role.UNTIL
    between = words[previous + 1 : at] if previous >= 0 else ["", "", "", "", ""]
    connecting = [
        word
        for word in between
        if word in RANGE_THROUGH | RANGE_UNTIL or word not in FILLERS | WEEKDAYS.keys()
    ]
    is_second = previous >= 0 and len(connecting) == 1 and not found.is_weekday
    if is_second and connecting[0] in RANGE_THROUGH:
        return _Role.THROUGH
    if is_second and connecting[0] in RANGE_UNTIL:
        return _Role.UNTIL
    if _ends_with(before, UNTIL):
        return _Role.UNTIL
    if found.is_month and not (at > 0 and words[at - 1] in IN):
        return _Role.NOTHING
    if speaks_of_return and not found.weak:
        return _Role.RETURN
    return _Role.NOTHING


def _words_before(words: list[str], at: int) -> list[str]:
    """The words before a date with what may stand between left out, at most four."""
    end = at
    skipped = 0
    while end > 0 and skipped < 6:
        word = words[end - 1]
        if _ends_with(words[max(0, end - 4) : end], UNTIL | THROUGH | FROM):
            break
        if word not in FILLERS and word not in WEEKDAYS:
            break
        end -= 1
        skipped += 1
    return words[max(0, end - 4) : end]


def _ends_with(words: list[str], phrases: frozenset[tuple[str, ...]]) -> bool:
    return any(tuple(words[-length:]) in phrases for length in range(1, 5) if length <= len(words))
