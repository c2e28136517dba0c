"""What is compared of a person: everything folded once, before the many comparisons."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from twelfth.records.linkage.names import latin, name_words, words

_DIGITS = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A person as stored. `company` is the company's match key; `points` are (channel, value)."""

    full_name: str = ""
    given_name: str = ""
    family_name: str = ""
    company: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    birthday: str = ""
    external_id: str = ""
    points: Iterable[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    given: tuple[str, ...]
    family: tuple[str, ...]
    company: str
    street: tuple[str, ...]
    city: str
    region: str
    postcode: str
    country: str
    birthday: str
    external_id: str
    emails: frozenset[str]
    phones: frozenset[str]
    handles: frozenset[tuple[str, str]]


def facts(told: Told) -> Facts:
    """A person whose name was never taken apart has their last word for family name; an address is no name."""
    given, family = name_words(told.given_name), name_words(told.family_name)
    if not given and not family and "@" not in told.full_name and not told.full_name.startswith("+"):
        *first, last = name_words(told.full_name) or ("",)
        given, family = tuple(first), (last,) if last else ()
    points = list(told.points)
    return Facts(
        given=given,
        family=family,
        company=latin(told.company).strip(),
        street=words(told.street),
        city=" ".join(words(told.city)),
        region=" ".join(words(told.region)),
        postcode="".join(words(told.postcode)),
        country=told.country.casefold(),
        birthday=told.birthday,
        external_id=told.external_id,
        emails=frozenset(value.casefold() for channel, value in points if channel == "email"),
        phones=frozenset(
            "".join(_DIGITS.findall(value))
            for channel, value in points
            if channel in {"phone", "sms", "whatsapp"}
        )
        - {""},
        handles=frozenset(
            (channel, value.casefold())
            for channel, value in points
            if channel not in {"email", "phone", "sms", "whatsapp", "post"}
        ),
    )
