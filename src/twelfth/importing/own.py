"""A workspace's own fields as what a column of a file can be: recognised, chosen, read. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from twelfth.importing.cells import Cells
from twelfth.importing.columns import Recognised
from twelfth.importing.dates import AmbiguousDate, DayOrder, NotADate, read_date
from twelfth.importing.fields import Column, Field
from twelfth.people.custom.kinds import Kind, NotThatKind, Value, parse
from twelfth.people.search import fold

#: What must never be lost to a field that happens to have the same name.
_STRONGER = frozenset(
    {Field.EMAIL, Field.PHONE, Field.EMAIL_OPT_OUT, Field.PHONE_OPT_OUT}
    | {Field.GIVEN_NAME, Field.FAMILY_NAME, Field.FULL_NAME}
)
_GUESSED = (Kind.NUMBER, Kind.DATE, Kind.YES_NO)


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field of one's own: `key` names it ("" while it has yet to be made), `choices` are those of a list."""

    key: str
    label: str
    kind: Kind
    choices: tuple[str, ...] = ()


def recognise_own(recognised: Recognised, fields: Iterable[OwnField]) -> Recognised:
    """The same columns, those that are called like a field of one's own taken for it."""
    by_name = {fold(one.label): one for one in fields}

    def known(column: Column) -> Column:
        found = by_name.get(fold(column.header))
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
        if not column.own:
            cells = (row[column.index] for row in sample if column.index < len(row))
            found[column.index] = OwnField("", column.header[:60], guessed_kind(cells))
        elif column.own in by_key:
            found[column.index] = by_key[column.own]
    return found


def told_of_own(recognised: Recognised, own: Mapping[int, OwnField]) -> Recognised:
    """The same columns, with a word on the kind of a field that is made of one, and on a field that is gone."""

    def told(column: Column) -> Column:
        if column.field is Field.OWN and column.index not in own:
            return replace(column, why="That field was removed; what stands here goes into the notes.")
        if column.field is Field.OWN and not column.own:
            kind = own[column.index].kind.replace("_", " or ")
            return replace(column, why=f"A new field is made of it; what it holds: {kind}.")
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
    cells: Cells, fields: Mapping[int, OwnField], order_of: Callable[[int], DayOrder]
) -> tuple[tuple[str, tuple[Value, ...]], ...]:
    """(key, values) of each field that the row fills. What cannot be a value of its field is told and kept in the
    notes, as is what a second column says otherwise."""
    found: dict[str, tuple[Value, ...]] = {}
    for column, text in cells.all(Field.OWN):
        own = fields.get(column.index)
        if own is None:  # it was removed since
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
            key = own.key or f"column {column.index}"
            if found.setdefault(key, values) != values:
                cells.keep(column.header, text)
    return tuple(found.items())
