"""Which two people are compared at all: those with a key in common. Comparing all pairs of a million takes weeks."""

from collections.abc import Iterator
from hashlib import blake2b

from twelfth.records.linkage.compare import ENOUGH_DIGITS
from twelfth.records.linkage.facts import Facts
from twelfth.records.linkage.names import skeleton

#: A key that so many have says nothing: "info@", a switchboard, a father's whole village. Other keys find them.
MOST_ALIKE = 60


def keys(person: Facts) -> frozenset[int]:
    """The hashes of what two records of one person are unlikely to differ in altogether."""
    return frozenset(_hash(key) for key in _keys(person))


def _keys(person: Facts) -> Iterator[str]:
    yield from (f"e{email}" for email in person.emails)
    yield from (f"p{number[-ENOUGH_DIGITS:]}" for number in person.phones)
    yield from (f"h{channel}:{value}" for channel, value in person.handles)
    if person.external_id:
        yield f"x{person.external_id}"
    given, family = skeleton(person.given[0] if person.given else ""), skeleton("".join(person.family))
    # In the order of the alphabet: whoever puts the family name first is found too.
    if given and family:
        yield f"n{min(given, family)}|{max(given, family)}"
    names = {given, family} - {""}
    if person.birthday:
        yield from (f"b{person.birthday[-5:]}|{name[:1]}" for name in names)
    if person.company:
        yield from (f"c{person.company[:6]}|{name}" for name in names)
    if person.postcode:
        yield from (f"z{person.postcode}|{name}" for name in names)
    if person.city:
        yield from (f"t{person.city[:5]}|{name}" for name in names)
    if person.street and person.postcode:
        yield f"s{person.postcode}|{max(person.street, key=len)[:6]}"


def _hash(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)
