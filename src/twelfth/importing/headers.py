"""What the name of a column says, in the exports of the big systems and in people's own spreadsheets.

Names are compared after `key()`: words in lower case, without accents and punctuation, `E-mail` as `email`.
"""

import re
import unicodedata

from twelfth.importing.fields import ADDRESS, Field, Meaning, System
from twelfth.importing.vocabulary import LABELS, MOBILE, NAMES

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)")
_EMAIL = re.compile(r"\be mail(s?)\b")
_NUMBERED = re.compile(r"(?P<name>\D+?) (?P<number>\d+)(?: (?P<part>.+))?")
_FIELDS = {name: field for field in reversed(NAMES) for name in re.split(r" ?[,|] ?", NAMES[field])}
#: Fields of which a file may have several, told apart by words like “work”, “home”, “mailing”.
_LABELLED = ADDRESS | {Field.EMAIL, Field.PHONE, Field.WEBSITE}


def key(header: str) -> str:
    """`E-mail 1 - Value` -> `email 1 value`; `OwnerId` -> `owner id`; `Prénom` -> `prenom`."""
    words = unicodedata.normalize("NFKD", _CAMEL.sub(" ", header)).casefold()
    words = "".join(char for char in words if not unicodedata.combining(char))
    return _EMAIL.sub(r"email\1", " ".join(re.findall(r"\w+", words.replace("_", " "))))


def meaning(header: str, system: System) -> Meaning | None:
    """What a header means in an export of that system; None when its name says nothing to us."""
    entity, dash, part = header.partition(" - ")
    if dash and key(entity) in _ENTITIES:
        return _of_entity(_ENTITIES[key(entity)], key(part))
    # API names are written in one word (`LeadSource`), brands too (`LinkedIn`): try both readings.
    for name in dict.fromkeys((key(header), key(header.lower()))):
        if dash and (match := _NUMBERED.fullmatch(name)) and match["part"]:
            return _of_google(match["name"], match["number"], match["part"])
        if system is System.OUTLOOK and (name in _OUTLOOK or _OUTLOOK_EMAIL.fullmatch(name)):
            return _of_outlook(name)
        if found := _plain(name):
            return found
    return None


# Pipedrive and others name the thing before its property: `Person - Email - Work`, `Deal - Title`.
_ENTITIES = {
    "person": "person",
    "contact": "person",
    "kontakt": "person",
    "organization": "organization",
    "organisation": "organization",
    "deal": "deal",
    "lead": "deal",
    "activity": "activity",
}
_PROPERTIES = {
    ("person", "name"): Field.FULL_NAME,
    ("person", "label s"): Field.TAGS,
    ("person", "labels"): Field.TAGS,
    ("person", "id"): Field.EXTERNAL_ID,
    ("organization", "name"): Field.COMPANY,
    ("deal", "title"): Field.DEAL_TITLE,
    ("deal", "id"): Field.DEAL_ID,
    ("deal", "stage"): Field.DEAL_STAGE,
    ("deal", "status"): Field.DEAL_STAGE,
    ("deal", "deal created"): Field.CREATED_AT,
    ("deal", "value"): Field.DEAL_AMOUNT,
    ("deal", "currency of value"): Field.DEAL_CURRENCY,
    ("deal", "currency"): Field.DEAL_CURRENCY,
    ("deal", "owner"): Field.OWNER,
    ("deal", "contact person"): Field.FULL_NAME,
    ("deal", "organization"): Field.COMPANY,
    ("deal", "lost reason"): Field.KEEP,
    ("deal", "label s"): Field.KEEP,
    ("deal", "label"): Field.KEEP,
    ("deal", "pipeline"): Field.KEEP,
    ("deal", "expected close date"): Field.KEEP,
}


def _of_entity(entity: str, part: str) -> Meaning | None:
    if field := _PROPERTIES.get((entity, part)):
        return Meaning(field)
    first, *others = part.split() or [""]
    if entity == "person" and first in {"email", "phone"} and others:
        label = LABELS.get(others[-1])
        return Meaning(Field(first), label or "")
    plain = _plain(part)
    if entity == "person":
        return plain
    if entity == "organization" and plain is not None and plain.field in ADDRESS:
        return Meaning(plain.field, group="organization")
    return None


_POSTAL = {
    "street": Field.STREET,
    "po box": Field.STREET,
    "extended address": Field.STREET,
    "city": Field.CITY,
    "region": Field.REGION,
    "postal code": Field.POSTCODE,
    "country": Field.COUNTRY,
}
_ORGANIZATION = {"name": Field.COMPANY, "title": Field.TITLE, "department": Field.DEPARTMENT}


def _of_google(kind: str, number: str, part: str) -> Meaning | None:
    """`E-mail 1 - Value`, `Phone 2 - Type`, `Address 1 - City`, `Organization 1 - Title`.

    `Address 1 - Formatted` is left out: it repeats the parts that stand beside it.
    """
    if kind == "address":
        field = _POSTAL.get(part)
        return Meaning(field, group=number) if field else None
    if part in {"label", "type"}:
        return Meaning(Field(f"{kind}_label"), group=number) if kind in {"email", "phone"} else None
    if kind in {"email", "phone", "website"}:
        return Meaning(Field(kind), group=number)
    if kind == "organization" and number == "1" and part in _ORGANIZATION:
        return Meaning(_ORGANIZATION[part])
    return Meaning(Field.KEEP, group=number)


_OUTLOOK_EMAIL = re.compile(r"email(?: (?P<number>\d))?(?P<what> address| display name| type)?")
_OUTLOOK = {
    "title": Field.PREFIX,  # Mr, Dr; the job stands under Job Title
    "company main phone": Field.KEEP,  # it reaches a switchboard
    "callback": Field.KEEP,
    "car phone": Field.PHONE,
    "radio phone": Field.KEEP,
    "isdn": Field.KEEP,
    "telex": Field.KEEP,
    "tty tdd phone": Field.KEEP,
}


def _of_outlook(name: str) -> Meaning | None:
    if name in _OUTLOOK:
        return Meaning(_OUTLOOK[name])
    match = _OUTLOOK_EMAIL.fullmatch(name)
    if match is None or match["what"] in {" display name", " type"}:
        return None
    return Meaning(Field.EMAIL, group=match["number"] or "1")


def _plain(name: str) -> Meaning | None:
    """A name by itself, or with a number behind it, or with a kind of place in front of or behind it."""
    if field := _FIELDS.get(name):
        return Meaning(field)
    if name in MOBILE:
        return Meaning(Field.PHONE, "mobile")
    if (match := _NUMBERED.fullmatch(name)) and match["part"] is None:
        return _numbered(match["name"], match["number"])
    words = name.split()
    if len(words) < 2:
        return None
    return _labelled(words[0], " ".join(words[1:])) or _labelled(words[-1], " ".join(words[:-1]))


def _numbered(name: str, number: str) -> Meaning | None:
    found = _plain(name)
    if found is None or found.field not in _LABELLED:
        return None
    # A second street line belongs to the same address.
    return found if found.field is Field.STREET else Meaning(found.field, found.label, number)


def _labelled(label: str, rest: str) -> Meaning | None:
    found = _plain(rest) if label in LABELS and rest else None
    if found is None or found.field not in _LABELLED:
        return None
    return Meaning(found.field, LABELS[label], LABELS[label] if found.field in ADDRESS else found.group)
