"""A workspace's own fields as what a column of a file can be: recognised, chosen, read. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from twelfth.importing.cells import Cells
from twelfth.importing.columns import Recognised
from twelfth.importing.dates import AmbiguousDate, DayOrder, NotADate, read_date
from twelfth.importing.fields import OF_COMPANY, Column, Field
from twelfth.people.custom.kinds import Kind, NotThatKind, Value, company_header, parse
from twelfth.people.search import fold

#: What must never be lost to a field that happens to have the same name.
_STRONGER = frozenset(
    {Field.EMAIL, Field.PHONE, Field.EMAIL_OPT_OUT, Field.PHONE_OPT_OUT}
    | {Field.GIVEN_NAME, Field.FAMILY_NAME, Field.FULL_NAME}
)
_GUESSED = (Kind.NUMBER, Kind.DATE, Kind.YES_NO)


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field of one's own: `key` names it, behind OF_COMPANY if it is of companies ("" or that alone while it has yet
    to be made); `choices` are those of a list. `short` is what a column may be called that nothing else knows."""

    key: str
    label: str
    kind: Kind
    choices: tuple[str, ...] = ()
    short: str = ""

    @property
    def is_of_company(self) -> bool:
        return self.key.startswith(OF_COMPANY)

    @property
    def is_new(self) -> bool:
        return self.key in {"", OF_COMPANY}

    def key_in(self, column: int) -> str:
        """Its key in a draft, also while it has yet to be made of that column."""
        return f"{self.key}column {column}" if self.is_new else self.key


#: Fields with the values that a row has for them, by their keys.
Filled = tuple[tuple[str, tuple[Value, ...]], ...]


def recognise_own(recognised: Recognised, fields: Iterable[OwnField]) -> Recognised:
    """The same columns, those that are called like a field of one's own taken for it."""
    fields = list(fields)
    by_name = {fold(one.label): one for one in fields}
    # A field of companies gives way to whatever else goes by its short name.
    by_short = {fold(one.short): one for one in fields if one.short}

    def known(column: Column) -> Column:
        found = by_name.get(fold(column.header))
        if found is None and column.field in {None, Field.KEEP}:
            found = by_short.get(fold(column.header))
        if found is None or column.field in _STRONGER:
            return column
        return replace(column, field=Field.OWN, own=found.key, why="A field of your own has this name.")

    return Recognised(recognised.system, tuple(map(known, recognised.columns)))


def fields_by_column(
    columns: Iterable[Column], fields: Iterable[OwnField], sample: Sequence[Sequence[str]]
) -> dict[int, OwnField]:
    """The field of each column (by index) that holds one; one that has yet to be made has the column's name and the
    kind that the rows at hand suggest."""
    by_key = {one.key: one for one in fields}
    found: dict[int, OwnField] = {}
    for column in columns:
        if column.field is not Field.OWN:
            continue
        if column.own in {"", OF_COMPANY}:
            cells = (row[column.index] for row in sample if column.index < len(row))
            found[column.index] = OwnField(column.own, _name(column), guessed_kind(cells))
        elif column.own in by_key:
            found[column.index] = by_key[column.own]
    return found


def _name(column: Column) -> str:
    """What a field is called that is made of it."""
    start = company_header("")
    is_theirs = column.own == OF_COMPANY and column.header.casefold().startswith(start.casefold())
    return (column.header[len(start) :] if is_theirs else column.header).strip()[:60]


def told_of_own(recognised: Recognised, own: Mapping[int, OwnField]) -> Recognised:
    """The same columns, with a word on the kind of a field that is made of one, and on a field that is gone."""

    def told(column: Column) -> Column:
        if column.field is Field.OWN and column.index not in own:
            return replace(column, why="That field was removed; what stands here goes into the notes.")
        if column.field is Field.OWN and own[column.index].is_new:
            kind = own[column.index].kind.replace("_", " or ")
            whose = " of companies" if own[column.index].is_of_company else ""
            return replace(column, why=f"A new field{whose} is made of it; what it holds: {kind}.")
        return column

    return Recognised(recognised.system, tuple(map(told, recognised.columns)))


def guessed_kind(cells: Iterable[str]) -> Kind:
    """What kind of field these cells would fit into: a number, a day, yes or no, else any text."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    for kind in _GUESSED if filled else ():
        if all(_fits(kind, cell) for cell in filled):
            return kind
    return Kind.TEXT


def _fits(kind: Kind, cell: str) -> bool:
    if kind is Kind.NUMBER and cell[0] in "+0" and len(cell) > 1 and cell[1].isdigit():
        return False  # a number that one dials or files by, of which the nought counts
    try:
        return bool(parse(kind, _day(cell, DayOrder.UNKNOWN) if kind is Kind.DATE else cell))
    except AmbiguousDate:
        return True
    except (NotADate, NotThatKind):
        return False


def _day(text: str, order: DayOrder) -> str:
    return read_date(text, order).isoformat()


def read_own(
    cells: Cells, fields: Mapping[int, OwnField], order_of: Callable[[int], DayOrder], *, company: str
) -> tuple[Filled, Filled]:
    """(key, values) of each field that the row fills: those of people, and those of its company. What cannot be a value
    of its field, or is of a company that the row does not name, is told and kept in the notes, as is what a second
    column says otherwise."""
    found: dict[str, tuple[Value, ...]] = {}
    for column, text in cells.all(Field.OWN):
        own = fields.get(column.index)
        if own is None:  # it was removed since
            cells.keep(column.header, text)
            continue
        if own.is_of_company and not company:
            cells.warnings.append(f"{column.header}: the row names no company. It is kept in the notes.")
            cells.keep(column.header, text)
            continue
        try:
            plain = _day(text, order_of(column.index)) if own.kind is Kind.DATE else text
            values = tuple(parse(own.kind, plain, own.choices))
        except AmbiguousDate:
            cells.keep_unread(column.header, text, "could be two different days")
        except NotADate:
            cells.keep_unread(column.header, text, "is not a date that we can read")
        except NotThatKind as error:
            cells.warnings.append(f"{column.header}: {error} It is kept in the notes.")
            cells.keep(column.header, text)
        else:
            key = own.key_in(column.index)
            if found.setdefault(key, values) != values:
                cells.keep(column.header, text)
    of_company = {key: values for key, values in found.items() if key.startswith(OF_COMPANY)}
    return (
        tuple((key, values) for key, values in found.items() if key not in of_company),
        tuple((key.removeprefix(OF_COMPANY), values) for key, values in of_company.items()),
    )
