"""Whether a file tells of contacts instead of people, and what its columns are then."""

import re
from collections.abc import Sequence
from dataclasses import replace

from twelfth.importing.fields import Column, Field, Meaning, System
from twelfth.importing.headers import key, meaning
from twelfth.importing.past.kinds import kind_of
from twelfth.importing.past.vocabulary import NAMES, SIGNS, WEAK

_FIELDS = {name: field for field in reversed(NAMES) for name in re.split(r" ?[,|] ?", NAMES[field]) if name}
_SIGNS = tuple((system, frozenset(signs.split(", "))) for system, signs in SIGNS)
#: Names in front of which Pipedrive and others write whose property it is.
_ENTITY = re.compile(r"activity (?P<name>.+)")
_ID = re.compile(r"((?P<whose>contact|person|lead|who|name)( name)?|parent id) id")
_BIRTHDAYS = frozenset({"birthday", "birthdate", "date of birth", "geburtstag"})
#: What a list of people has, of whom "Channel: e-mail" may say how they came.
_OF_PEOPLE = frozenset(
    {Field.CITY, Field.STREET, Field.POSTCODE, Field.REGION, Field.COUNTRY, Field.WEBSITE, Field.LINKEDIN}
    | {Field.TAGS, Field.SOURCE, Field.LANGUAGE, Field.EMAIL_OPT_OUT, Field.DEPARTMENT}
)
_WHOM = frozenset({Field.FULL_NAME, Field.EMAIL, Field.PHONE, Field.FAMILY_NAME})
_WHEN = frozenset({Field.ACTIVITY_AT, Field.ACTIVITY_DONE_AT, Field.ACTIVITY_DUE})
#: Some of the cells under a name like "Type" have to be kinds of contacts before we believe that they are.
_ENOUGH = 0.5


def is_known(header: str) -> bool:
    """Whether it is the name of a column in some file about contacts."""
    return _meaning(key(header)) is not None


def system_of(headers: Sequence[str], sample: Sequence[Sequence[str]]) -> System | None:
    """Which program's list of contacts has such columns; None when it is none."""
    names = {key(header) for header in headers}
    if names & _BIRTHDAYS or {"lifecycle stage", "lead status"} & names:
        return None
    scores = [(len(names & signs), len(names & signs - WEAK), system) for system, signs in _SIGNS]
    hits, strong, system = max(scores, key=lambda score: score[:2])
    if strong >= 2 or (strong == 1 and hits >= 3):
        return system
    return System.ACTIVITIES if _looks_like_a_list(headers, sample) else None


def _looks_like_a_list(headers: Sequence[str], sample: Sequence[Sequence[str]]) -> bool:
    """Somebody's own list: when, with whom, and a column full of calls, e-mails and meetings."""
    fields = [_FIELDS.get(key(header)) for header in headers]
    plain = {told.field for header in headers if (told := meaning(header, System.SPREADSHEET, loosely=False))}
    if plain & _OF_PEOPLE:
        return False
    if not _WHEN & set(fields) or not _WHOM & set(fields):
        return False
    for index, field in enumerate(fields):
        if field in {Field.ACTIVITY_KIND, Field.ACTIVITY_OUTCOME, Field.ACTIVITY_SUBJECT}:
            cells = [row[index].strip() for row in sample if index < len(row) and row[index].strip()]
            if cells and sum(kind_of(cell) is not None for cell in cells) >= _ENOUGH * len(cells):
                return True
    return False


def columns_of(headers: Sequence[str], names: Sequence[str], system: System) -> list[Column]:
    """What each column is; `names` are the headers told apart."""
    why = "Known by its name." if system is System.ACTIVITIES else f"So named in exports of {system}."
    columns = []
    for index, header in enumerate(headers):
        found = _meaning(key(header))
        told = why if found else "We don't know this name; choose what it is, or leave it out."
        columns.append(Column(index, names[index], found.field if found else None, told))
    return _in_context(columns, headers)


def _meaning(name: str) -> Meaning | None:
    if field := _FIELDS.get(name):
        return Meaning(field)
    if (match := _ENTITY.fullmatch(name)) and (field := _FIELDS.get(match["name"])):
        return Meaning(field)
    if _ID.fullmatch(name):
        return Meaning(Field.ACTIVITY_PEOPLE_IDS)
    # A second recipient, a third number.
    plain = re.sub(r" \d+$", "", name)
    if plain != name and _FIELDS.get(plain) in {Field.EMAIL, Field.PHONE, Field.FULL_NAME}:
        return Meaning(_FIELDS[plain])
    return None


def _in_context(columns: list[Column], headers: Sequence[str]) -> list[Column]:
    """Names that say nothing of the contact where another column says it."""
    names, found = {key(header) for header in headers}, {column.field for column in columns}
    told = []
    for header, column in zip(headers, columns, strict=True):
        name = key(header)
        is_needless = (
            # Salesforce's reports: whether it is a task (1) or an event (0).
            (name == "task" and {"task subtype", "assigned"} & names)
            or (name in {"issue", "response"} and Field.ACTIVITY_OUTCOME in found - {column.field})
            or (name == "name" and Field.ACTIVITY_SUBJECT in found and "contact" in names)
        )
        # Zoho's notes: `Parent ID.id` says whose they are, `Parent ID` what those are called.
        is_called = name == "parent id" and "parent id id" in names
        field = None if is_needless else Field.FULL_NAME if is_called else column.field
        told.append(replace(column, field=field))
    return told
