"""What speaks for and against two being one, in words."""

from dataclasses import dataclass

from twelfth.records.models import Double

_WORDS: dict[tuple[str, str], str] = {
    ("external_id", "same"): "the same id in the system they come from",
    ("email", "same"): "the same e-mail address",
    ("email", "close"): "e-mail addresses that differ in one letter",
    ("email", "near"): "the same name before the @",
    ("email", "other"): "different e-mail addresses",
    ("phone", "same"): "the same telephone number",
    ("phone", "close"): "telephone numbers that differ in one digit",
    ("phone", "other"): "different telephone numbers",
    ("handle", "same"): "the same profile",
    ("given", "same"): "the same first name",
    ("given", "swapped"): "first and last name exchanged",
    ("given", "short"): "a first name and its short form",
    ("given", "part"): "first names of which one is part of the other",
    ("given", "close"): "first names that differ in a letter or two",
    ("given", "near"): "first names that are a little alike",
    ("given", "other"): "different first names",
    ("family", "same"): "the same last name",
    ("family", "swapped"): "first and last name exchanged",
    ("family", "short"): "a last name and its initial",
    ("family", "part"): "last names of which one is part of the other",
    ("family", "close"): "last names that differ in a letter or two",
    ("family", "near"): "last names that are a little alike",
    ("family", "other"): "different last names",
    ("birthday", "same"): "the same birthday",
    ("birthday", "part"): "the same birthday, the year known of one only",
    ("birthday", "swapped"): "birthdays with day and month exchanged",
    ("birthday", "close"): "birthdays that differ in one digit",
    ("birthday", "near"): "birthdays that differ in two digits",
    ("birthday", "other"): "different birthdays",
    ("company", "same"): "the same company",
    ("company", "close"): "companies that are written almost alike",
    ("company", "near"): "companies with a word in common",
    ("company", "other"): "different companies",
    ("street", "same"): "the same street and number",
    ("street", "part"): "streets of which one says more than the other",
    ("street", "close"): "streets that are written almost alike",
    ("street", "near"): "streets that are a little alike",
    ("street", "other"): "different streets",
    ("city", "same"): "the same town",
    ("city", "close"): "towns that are written almost alike",
    ("city", "near"): "towns that are a little alike",
    ("city", "other"): "different towns",
    ("postcode", "same"): "the same postcode",
    ("postcode", "close"): "postcodes that differ in one character",
    ("postcode", "other"): "different postcodes",
    ("region", "same"): "the same region",
    ("region", "other"): "different regions",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    speaks_for: tuple[str, ...]
    against: tuple[str, ...]


def evidence(double: Double) -> Evidence:
    """The weightiest first, each said once."""
    said = [(_WORDS.get((each["thing"], each["level"])), each["weight"]) for each in double.evidence]
    told = [(words, weight) for words, weight in said if words]
    return Evidence(
        tuple(dict.fromkeys(words for words, weight in told if weight > 0)),
        tuple(dict.fromkeys(words for words, weight in told if weight <= 0)),
    )
