"""What the columns of a file are: by their names, and by what stands in them where a name says nothing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from twelfth.importing.contents import by_values
from twelfth.importing.fields import MANY, OF_ACTIVITIES, Column, Field, Own, System, Target
from twelfth.importing.headers import key, meaning
from twelfth.importing.past import recognise as past
from twelfth.importing.results import WHAT_WAS_WRONG
from twelfth.importing.tongues import FAMILY_OR_FULL, GIVEN_OR_FULL, JOB_OR_PREFIX
from twelfth.importing.vocabulary import SIGNS

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file is. `columns` has one entry per column, in the file's order."""

    system: System
    columns: tuple[Column, ...]

    @property
    def fields(self) -> frozenset[Field]:
        return frozenset(column.field for column in self.columns if column.field)

    @property
    def tells_of_contacts(self) -> bool:
        """Whether its rows are contacts and tasks instead of people; a person who maps a column so makes them that."""
        return bool(self.fields & OF_ACTIVITIES)


def recognise(headers: Sequence[str], sample: Rows) -> Recognised:
    """The system that wrote a file and what each of its columns is.

    `sample` holds the cells of some rows, as many as are at hand (a hundred will do); rows may be short
    or long.
    """
    names = unique(headers)
    if (system := past.system_of(headers, sample)) is not None:
        return Recognised(system, tuple(_told_apart(past.columns_of(headers, names, system))))
    system = find_system(headers)
    columns = [_by_name(index, names[index], header, system) for index, header in enumerate(headers)]
    columns = _in_context(columns, headers, system, sample)
    columns = by_values(columns, sample)
    return Recognised(system, tuple(_told_apart(columns)))


def remap(recognised: Recognised, chosen: Mapping[str, Target]) -> Recognised:
    """The same columns with those that a person mapped by hand, by their (unique) header."""
    columns = (
        _chosen(column, chosen[column.header]) if column.header in chosen else column
        for column in recognised.columns
    )
    return Recognised(recognised.system, tuple(columns))


def _chosen(column: Column, target: Target) -> Column:
    if isinstance(target, Own):
        return replace(column, field=Field.OWN, own=target.key, why="Chosen by you.")
    return replace(column, field=target, own="", why="Chosen by you.")


def unique(headers: Sequence[str]) -> list[str]:
    """Headers told apart: the second `Email` becomes `Email (2)`, a nameless fifth column `Column 5`."""
    taken: set[str] = set()
    found = []
    for index, header in enumerate(headers):
        name = header.strip() or f"Column {index + 1}"
        number, plain = 2, name
        while name in taken:
            name, number = f"{plain} ({number})", number + 1
        taken.add(name)
        found.append(name)
    return found


def find_system(headers: Sequence[str]) -> System:
    """Which program's export has such columns."""
    names = {key(header) for header in headers}
    if sum(header.startswith(("Person - ", "Organization - ")) for header in headers) >= 2:
        has_deals = any(header.startswith("Deal - Title") for header in headers)
        return System.PIPEDRIVE_DEALS if has_deals and "person name" not in names else System.PIPEDRIVE_PEOPLE
    if sum(header.startswith("Deal - ") for header in headers) >= 2:
        return System.PIPEDRIVE_DEALS
    for system, enough, signs in SIGNS:
        if len(names.intersection(signs.split(", "))) >= enough:
            return system
    return System.SPREADSHEET


#: `Secondary Contact Email` is where somebody else is reached.
_ANOTHER_PERSON = re.compile(
    r"\b(2nd|second|secondary|alternate|alternative|other|backup) (contact|person)\b"
)
_UNKNOWN = "We don't know this name; choose what it is, or leave it out."
_NOTES = "It has no place of its own, so it goes into the notes under its name."


def _by_name(index: int, unique_name: str, header: str, system: System) -> Column:
    if header.strip() == WHAT_WAS_WRONG:
        return Column(index, unique_name, None, "It tells what was wrong before, and nothing of anybody.")
    # Zoho writes the number of an owner or an account beside their name: `Lead Owner.id`.
    is_nothing = header.strip().lower().endswith(".id") or _ANOTHER_PERSON.search(key(header))
    found = None if is_nothing else meaning(header, system)
    if found is None:
        return Column(index, unique_name, None, _UNKNOWN)
    if found.field is Field.KEEP:
        return Column(index, unique_name, Field.KEEP, _NOTES)
    why = "Known by its name." if system is System.SPREADSHEET else f"So named in exports of {system}."
    return Column(index, unique_name, found.field, why, found.label, found.group)


def _in_context(
    columns: Sequence[Column], headers: Sequence[str], system: System, sample: Rows
) -> list[Column]:
    """Names that mean one thing or another, depending on the columns beside them."""
    found = []
    has_month = any(key(header) == "birth month" for header in headers)
    for column, header in zip(columns, headers, strict=True):
        others = frozenset(other.field for other in columns if other.field and other is not column)
        is_title = _holds_honorifics(column.index, sample) or _is_first_of_two(column.index, headers)
        is_second = key(header) in {key(before) for before in headers[: column.index]}
        told = _beside(column, key(header), others, system, is_title=is_title, is_second=is_second)
        # Thunderbird writes the day, the month and the year of birth into a column each.
        found.append(_kept(told) if key(header) == "birth day" and has_month else told)
    return found


def _beside(
    column: Column, name: str, others: frozenset[Field], system: System, *, is_title: bool, is_second: bool
) -> Column:
    """`others` are the fields of the other columns; `is_title` says that it is full of Mr and Dr, `is_second` that a
    column before it has the same name."""
    if name in _FAMILY_OR_FULL:
        if Field.GIVEN_NAME in others and Field.FAMILY_NAME not in others:
            return replace(column, field=Field.FAMILY_NAME, why="Given names stand in a column of their own.")
        return replace(column, field=Field.FULL_NAME, why="Known by its name.")
    if name in _GIVEN_OR_FULL:
        if Field.FAMILY_NAME not in others and not others & {Field.FULL_NAME}:
            return replace(column, field=Field.FULL_NAME, why="Family names have no column of their own.")
        return replace(column, field=Field.GIVEN_NAME, why="Family names stand in a column of their own.")
    if name in _JOB_OR_PREFIX and column.field in {Field.TITLE, Field.PREFIX}:
        if is_title or (Field.TITLE in others and not is_second):
            return replace(column, field=Field.PREFIX, why="What they do stands in a column of its own.")
        return replace(column, field=Field.TITLE, why="Known by its name.")
    if name == "profession" and Field.TITLE not in others:
        return replace(column, field=Field.TITLE, why="Known by its name.")
    if system is System.HUBSPOT_DEALS and name == "record id":
        return replace(column, field=Field.DEAL_ID)
    if column.field in _OF_DEALS and Field.DEAL_TITLE not in others:
        return replace(column, field=None, why=_UNKNOWN) if name == "value" else _kept(column)
    return column


_FAMILY_OR_FULL = frozenset(key(name) for name in FAMILY_OR_FULL.split(", "))
_GIVEN_OR_FULL = frozenset(key(name) for name in GIVEN_OR_FULL.split(", "))
_JOB_OR_PREFIX = frozenset(key(name) for name in JOB_OR_PREFIX.split(", "))
#: How people are addressed, and what they have earned.
_HONORIFICS = frozenset(
    "mr mrs ms miss dr prof sir madam mx herr frau hr fr m mme mlle monsieur madame sr sra srta don dona sig dott ing "
    "dhr mevr mw pan pani dipl mag".split()
)


def _is_first_of_two(index: int, headers: Sequence[str]) -> bool:
    """Outlook in French has two columns “Titre”: Mr and Dr first, the job later."""
    name = key(headers[index])
    return name in _JOB_OR_PREFIX and any(key(header) == name for header in headers[index + 1 :])


def _holds_honorifics(index: int, sample: Rows) -> bool:
    cells = [key(row[index]).split() for row in sample if index < len(row) and row[index].strip()]
    return bool(cells) and sum(set(words) <= _HONORIFICS for words in cells) * 10 >= len(cells) * 8


_OF_DEALS = frozenset({Field.DEAL_AMOUNT, Field.DEAL_STAGE, Field.DEAL_CURRENCY, Field.DEAL_CLOSED_AT})


def _kept(column: Column) -> Column:
    return replace(column, field=Field.KEEP, why=_NOTES)


def _told_apart(columns: Sequence[Column]) -> list[Column]:
    """Say of a second column for the same thing that it only fills in."""
    seen: set[tuple[Field, str]] = set()
    found = []
    for column in columns:
        place = (column.field, column.group) if column.field else None
        if place is None or column.field in MANY or column.field is Field.STREET:
            found.append(column)
        elif place in seen:
            found.append(replace(column, why=f"{column.why} Used where the other column for it is empty."))
        else:
            seen.add(place)
            found.append(column)
    return found
