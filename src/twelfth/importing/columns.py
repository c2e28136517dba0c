"""What the columns of a file are: by their names, and by what stands in them where a name says nothing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from twelfth.importing.fields import MANY, Column, Field, Own, System, Target
from twelfth.importing.headers import key, meaning
from twelfth.importing.results import WHAT_WAS_WRONG
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


def recognise(headers: Sequence[str], sample: Rows) -> Recognised:
    """The system that wrote a file and what each of its columns is.

    `sample` holds the cells of some rows, as many as are at hand (a hundred will do); rows may be short
    or long.
    """
    system = find_system(headers)
    names = unique(headers)
    columns = [_by_name(index, names[index], header, system) for index, header in enumerate(headers)]
    columns = _in_context(columns, headers, system)
    columns = [column if column.field else _by_values(column, sample) for column in columns]
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


_UNKNOWN = "We don't know this name; choose what it is, or leave it out."
_NOTES = "It has no place of its own, so it goes into the notes under its name."


def _by_name(index: int, unique_name: str, header: str, system: System) -> Column:
    if header.strip() == WHAT_WAS_WRONG:
        return Column(index, unique_name, None, "It tells what was wrong before, and nothing of anybody.")
    found = meaning(header, system)
    if found is None:
        return Column(index, unique_name, None, _UNKNOWN)
    if found.field is Field.KEEP:
        return Column(index, unique_name, Field.KEEP, _NOTES)
    why = "Known by its name." if system is System.SPREADSHEET else f"So named in exports of {system}."
    return Column(index, unique_name, found.field, why, found.label, found.group)


def _in_context(columns: Sequence[Column], headers: Sequence[str], system: System) -> list[Column]:
    """Names that mean one thing or another, depending on the columns beside them."""
    fields = frozenset(column.field for column in columns if column.field)
    return [
        _beside(column, key(header), fields, system) for column, header in zip(columns, headers, strict=True)
    ]


def _beside(column: Column, name: str, fields: frozenset[Field], system: System) -> Column:
    has_deals = Field.DEAL_TITLE in fields
    if name in {"name", "nom", "naam", "nazwisko", "navn", "namn"}:
        if Field.GIVEN_NAME in fields and not fields & {Field.FAMILY_NAME}:
            return replace(column, field=Field.FAMILY_NAME, why="Given names stand in a column of their own.")
        return replace(column, field=Field.FULL_NAME, why="Known by its name.")
    if name in {"nome", "nombre"}:
        if Field.FAMILY_NAME not in fields:
            return replace(column, field=Field.FULL_NAME, why="Family names have no column of their own.")
        return replace(column, field=Field.GIVEN_NAME, why="Family names stand in a column of their own.")
    if system is System.HUBSPOT_DEALS and name == "record id":
        return replace(column, field=Field.DEAL_ID)
    if column.field in _OF_DEALS and not has_deals:
        return replace(column, field=None, why=_UNKNOWN) if name == "value" else _kept(column)
    return column


_OF_DEALS = frozenset({Field.DEAL_AMOUNT, Field.DEAL_STAGE, Field.DEAL_CURRENCY})


def _kept(column: Column) -> Column:
    return replace(column, field=Field.KEEP, why=_NOTES)


_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]{2,}")
_PHONE = re.compile(r"[+(]?[\d][\d\s()./-]{6,20}\d(\s*(x|ext\.?)\s*\d+)?")
_DATE = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}([ T].*)?")
_LINKEDIN = re.compile(r"(https?://)?([a-z]+\.)?linkedin\.com/.+", re.IGNORECASE)
_VALUES: tuple[tuple[Field, re.Pattern[str], str], ...] = (
    (Field.EMAIL, _EMAIL, "It is full of e-mail addresses."),
    (
        Field.LINKEDIN,
        re.compile(r"(https?://)?([a-z]+\.)?linkedin\.com/.+", re.IGNORECASE),
        "It is full of LinkedIn addresses.",
    ),
    (Field.WEBSITE, re.compile(r"(https?://|www\.)\S+", re.IGNORECASE), "It is full of web addresses."),
    (Field.PHONE, _PHONE, "It is full of phone numbers."),
)
_PLAIN_NUMBER = re.compile(r"\d{1,12}")


def _by_values(column: Column, sample: Rows) -> Column:
    """A column whose name says nothing, recognised when nearly all that stands in it looks alike."""
    cells = [row[column.index].strip() for row in sample if column.index < len(row)]
    filled = [cell for cell in cells if cell]
    if not filled:
        return replace(column, why="It is empty." if sample else column.why)
    for field, pattern, why in _VALUES:
        hits = [cell for cell in filled if pattern.fullmatch(cell)]
        if field is Field.PHONE and not _look_like_phones(hits):
            continue
        if len(hits) * 10 >= len(filled) * 8:
            return replace(column, field=field, why=why)
    return column


def _look_like_phones(cells: Sequence[str]) -> bool:
    """Not dates and not bare numbers: an amount or an id must never be dialled."""
    odd = [
        cell for cell in cells if _DATE.fullmatch(cell) or (_PLAIN_NUMBER.fullmatch(cell) and cell[0] != "0")
    ]
    return bool(cells) and len(odd) * 2 < len(cells)


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
