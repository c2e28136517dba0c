"""How alike two people are in each thing: levels, in the order of likeness. What is missing on one side says nothing.

Likeness of words is Jaro and Winkler's, of numbers and dates Damerau and Levenshtein's, both by rapidfuzz.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.fuzz import token_sort_ratio

from twelfth.records.linkage.facts import Facts
from twelfth.records.linkage.names import go_by


class Thing(StrEnum):
    """What is compared."""

    EXTERNAL_ID = "external_id"
    EMAIL = "email"
    PHONE = "phone"
    HANDLE = "handle"
    GIVEN = "given"
    FAMILY = "family"
    BIRTHDAY = "birthday"
    COMPANY = "company"
    STREET = "street"
    CITY = "city"
    POSTCODE = "postcode"
    REGION = "region"


class Level(StrEnum):
    """How alike. SWAPPED: the given name stands where the other one's family name stands, or day and month are
    exchanged. SHORT: a short form or an initial. PART: one has all words of the other, and more."""

    SAME = "same"
    SWAPPED = "swapped"
    SHORT = "short"
    PART = "part"
    CLOSE = "close"
    NEAR = "near"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Likeness:
    """`value` is what they have in common where they are the same, for how common that is."""

    thing: Thing
    level: Level
    value: str = ""


def compare(one: Facts, other: Facts) -> list[Likeness]:
    return [
        *_names(one, other),
        *_sets(one, other),
        *_birthday(one.birthday, other.birthday),
        *_place(one, other),
        *_company(one.company, other.company),
    ]


def _names(one: Facts, other: Facts) -> Iterator[Likeness]:
    given, family = _name(one.given, other.given), _name(one.family, other.family)
    if given in _UNLIKE and family in _UNLIKE:
        crossed = _name(one.given, other.family), _name(one.family, other.given)
        if all(level is not None and level not in _UNLIKE for level in crossed) or (
            Level.SAME in crossed and None in crossed
        ):
            if crossed[0] is not None:
                yield Likeness(Thing.GIVEN, Level.SWAPPED)
            if crossed[1] is not None:
                yield Likeness(Thing.FAMILY, Level.SWAPPED)
            return
    if given is not None:
        yield Likeness(Thing.GIVEN, given, one.given[0])
    if family is not None:
        yield Likeness(Thing.FAMILY, family, " ".join(one.family))


_UNLIKE = frozenset({None, Level.NEAR, Level.OTHER})


def _name(one: tuple[str, ...], other: tuple[str, ...]) -> Level | None:
    if not one or not other:
        return None
    if one == other:
        return Level.SAME
    first, second = one[0], other[0]
    if len(one) == len(other) == 1 and min(len(first), len(second)) > 1:
        return Level.SHORT if go_by(first, second) else _alike(first, second)
    if set(one) < set(other) or set(other) < set(one):
        return Level.PART
    if first == second:
        return Level.PART
    if min(len(first), len(second)) == 1 and first[0] == second[0]:
        return Level.SHORT
    if go_by(first, second):
        return Level.SHORT
    return max((_alike("".join(one), "".join(other)), _alike(first, second)), key=_ORDER.index)


_ORDER = [Level.OTHER, Level.NEAR, Level.CLOSE]


def _alike(one: str, other: str) -> Level:
    likeness = JaroWinkler.similarity(one, other)
    if likeness >= 0.92 or (len(one) > 3 and OSA.distance(one, other, score_cutoff=1) <= 1):
        return Level.CLOSE
    return Level.NEAR if likeness >= 0.82 else Level.OTHER


def _sets(one: Facts, other: Facts) -> Iterator[Likeness]:
    if one.external_id and one.external_id == other.external_id:
        yield Likeness(Thing.EXTERNAL_ID, Level.SAME)
    if one.emails and other.emails:
        yield _emails(one.emails, other.emails)
    if one.phones and other.phones:
        yield _phones(one.phones, other.phones)
    if shared := one.handles & other.handles:
        yield Likeness(Thing.HANDLE, Level.SAME, min(shared)[1])


def _emails(one: frozenset[str], other: frozenset[str]) -> Likeness:
    if shared := one & other:
        return Likeness(Thing.EMAIL, Level.SAME, min(shared))
    if min(OSA.distance(a, b, score_cutoff=1) for a in one for b in other) <= 1:
        return Likeness(Thing.EMAIL, Level.CLOSE)
    if {a.partition("@")[0] for a in one} & {b.partition("@")[0] for b in other}:
        return Likeness(Thing.EMAIL, Level.NEAR)
    return Likeness(Thing.EMAIL, Level.OTHER)


#: A number without its country and area is still told apart by so many digits at its end.
ENOUGH_DIGITS = 8


def _phones(one: frozenset[str], other: frozenset[str]) -> Likeness:
    ends = {number[-ENOUGH_DIGITS:] for number in one} & {number[-ENOUGH_DIGITS:] for number in other}
    if ends:
        return Likeness(Thing.PHONE, Level.SAME, min(ends))
    if min(OSA.distance(a, b, score_cutoff=1) for a in one for b in other) <= 1:
        return Likeness(Thing.PHONE, Level.CLOSE)
    return Likeness(Thing.PHONE, Level.OTHER)


def _birthday(one: str, other: str) -> Iterator[Likeness]:
    if not one or not other:
        return
    if one == other:
        yield Likeness(Thing.BIRTHDAY, Level.SAME)
    elif one.startswith("--") or other.startswith("--"):
        level = Level.PART if one[-5:] == other[-5:] else Level.OTHER
        yield Likeness(Thing.BIRTHDAY, level)
    elif one[:4] == other[:4] and one[5:7] == other[8:10] and one[8:10] == other[5:7]:
        yield Likeness(Thing.BIRTHDAY, Level.SWAPPED)
    else:
        distance = OSA.distance(one, other, score_cutoff=2)
        level = {1: Level.CLOSE, 2: Level.NEAR}.get(distance, Level.OTHER)
        yield Likeness(Thing.BIRTHDAY, level)


def _place(one: Facts, other: Facts) -> Iterator[Likeness]:
    if one.street and other.street:
        yield _street(one.street, other.street)
    if one.city and other.city:
        level = Level.SAME if one.city == other.city else _alike(one.city, other.city)
        yield Likeness(Thing.CITY, level, one.city)
    if one.postcode and other.postcode:
        same = one.postcode == other.postcode
        close = not same and OSA.distance(one.postcode, other.postcode, score_cutoff=1) <= 1
        level = Level.SAME if same else Level.CLOSE if close else Level.OTHER
        yield Likeness(Thing.POSTCODE, level, one.postcode)
    if one.region and other.region:
        yield Likeness(Thing.REGION, Level.SAME if one.region == other.region else Level.OTHER, one.region)


def _street(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness:
    a, b = " ".join(one), " ".join(other)
    if a == b:
        return Likeness(Thing.STREET, Level.SAME, a)
    if set(one) < set(other) or set(other) < set(one):
        return Likeness(Thing.STREET, Level.PART)
    likeness = token_sort_ratio(a, b)
    level = Level.CLOSE if likeness >= 85 else Level.NEAR if likeness >= 70 else Level.OTHER
    return Likeness(Thing.STREET, level)


def _company(one: str, other: str) -> Iterator[Likeness]:
    if one and other:
        level = Level.SAME if one == other else _alike(one, other)
        if level is not Level.SAME and set(one.split()) & set(other.split()) - {"the", "and", "&"}:
            level = Level.CLOSE if level is Level.CLOSE else Level.NEAR
        yield Likeness(Thing.COMPANY, level, one)
