"""What a field of one's own may hold, and how a text becomes a value of it. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from twelfth.people.search import fold

#: The longest choice, and the longest text.
LONGEST_CHOICE, LONGEST_TEXT = 60, 500
_MOST = Decimal(10) ** 15
_ADDRESS = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
_YES = frozenset("yes y true 1 x on ja oui si sim da".split())
_NO = frozenset("no n false 0 off nein non nao net".split())


class Kind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    ONE = "one"
    SEVERAL = "several"
    LINK = "link"


def company_header(label: str) -> str:
    """What a column of a file is called that holds a field of companies."""
    return f"Company: {label}"


class NotThatKind(Exception):
    """What was typed is no value of this field; the message says what is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value as it is kept. `slot` tells several choices of a field apart."""

    text: str
    slot: str = ""
    number: Decimal | None = None
    day: date | None = None

    @property
    def sort(self) -> str:
        return fold(self.text)[:60]


def parse(kind: Kind, typed: str, choices: Sequence[str] = ()) -> list[Value]:
    """The values that a text means; none for an empty one. Several choices are parted by `;`, `,` or a new line.
    Raises NotThatKind."""
    typed = " ".join(typed.replace("\0", "").split()) if kind != Kind.SEVERAL else typed
    if not typed.strip():
        return []
    match kind:
        case Kind.TEXT:
            return [Value(text=typed[:LONGEST_TEXT])]
        case Kind.LINK:
            return [_link(typed)]
        case Kind.NUMBER:
            return [_number(typed)]
        case Kind.DATE:
            return [_day(typed)]
        case Kind.YES_NO:
            return [_yes_no(typed)]
        case Kind.ONE:
            return [Value(text=_choice(typed, choices))]
        case Kind.SEVERAL:
            chosen = {_choice(one, choices): None for one in _parted(typed, choices)}
            return [Value(text=one, slot=one) for one in chosen]


def _parted(typed: str, choices: Sequence[str]) -> list[str]:
    """A choice that has a comma in itself is taken whole."""
    if fold(typed.strip()) in {fold(choice) for choice in choices}:
        return [typed]
    parts = re.split(r"[;\n]+", typed) if re.search(r"[;\n]", typed) else typed.split(",")
    return [part for part in parts if part.strip()]


def _choice(typed: str, choices: Sequence[str]) -> str:
    known = {fold(choice): choice for choice in choices}
    try:
        return known[fold(typed.strip())]
    except KeyError as error:
        raise NotThatKind(f"“{typed.strip()}” is none of the choices: {', '.join(choices)}.") from error


def _link(typed: str) -> Value:
    if not _ADDRESS.fullmatch(typed) or len(typed) > LONGEST_TEXT - 8:
        raise NotThatKind(f"“{typed[:60]}” is no web address; write it as https://example.com/page.")
    return Value(text=typed if "://" in typed else f"https://{typed}")


def _number(typed: str) -> Value:
    plain = re.sub(r"[\s'_]", "", typed)
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", plain):
        plain = plain.replace(",", "")
    elif re.fullmatch(r"-?\d{1,3}(\.\d{3})+,\d+|-?\d{1,3}(\.\d{3}){2,}", plain):
        plain = plain.replace(".", "").replace(",", ".")
    try:
        number = Decimal(plain.replace(",", ".")).quantize(Decimal("0.0001"))
    except InvalidOperation as error:
        raise NotThatKind(f"“{typed[:60]}” is no number; write it as 1250 or 12.5.") from error
    if not number.is_finite() or abs(number) >= _MOST:
        raise NotThatKind(f"“{typed[:60]}” is too large a number; it may have fifteen digits.")
    return Value(text=f"{number:f}".rstrip("0").rstrip("."), number=number)


def _day(typed: str) -> Value:
    try:
        day = date.fromisoformat(typed)
    except ValueError as error:
        raise NotThatKind(f"“{typed[:60]}” is no day; write it as 2026-08-31.") from error
    return Value(text=day.isoformat(), day=day)


def _yes_no(typed: str) -> Value:
    word = fold(typed)
    if word not in _YES | _NO:
        raise NotThatKind(f"“{typed[:60]}” is neither yes nor no.")
    return Value(text="yes" if word in _YES else "no", number=Decimal(int(word in _YES)))
