"""What a file is and what would come of it, before anything is imported."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from twelfth.importing.columns import Recognised, recognise, remap
from twelfth.importing.dates import DayOrder
from twelfth.importing.drafts import ActivityDraft, DealOnly, Draft, Empty, PersonDraft, Wrong
from twelfth.importing.fields import Column, System, Target
from twelfth.importing.own import OwnField, recognise_own, told_of_own
from twelfth.importing.rows import Reading, read_row, reading
from twelfth.importing.tabular import Source, Table, open_table
from twelfth.importing.unsure import Unsure
from twelfth.importing.workbooks import Sheet

#: Rows by which columns are recognised and dates are understood.
SAMPLE_ROWS = 300
_SHOWN = 10
#: Rows that are counted at most: more would keep a person waiting who only wants to look.
_MOST_COUNTED = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a person decided where detection may be wrong. `fields` maps (unique) headers to fields, or
    to None for a column to leave out; `country` (ISO code) is where numbers without one are dialled from."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    fields: Mapping[str, Target] | None = None
    day_order: DayOrder | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would be imported. `drafts` are the first rows; `wrong` and `empty` are counted among the
    first `sampled` rows, as are `warnings` (how many rows have any); `total` is None when the file is
    too long to count. `own` are the fields of one's own by the index of their column."""

    system: System
    encoding: str
    encoding_why: str
    delimiter: str
    sheet: str
    sheets: tuple[Sheet, ...]
    columns: tuple[Column, ...]
    own: Mapping[int, OwnField]
    unsure: Unsure
    drafts: tuple[Draft, ...]
    sampled: int
    people: int
    wrong: int
    empty: int
    warnings: int
    total: int | None

    @property
    def unknown_columns(self) -> tuple[str, ...]:
        """The headers of columns that would be left out."""
        return tuple(column.header for column in self.columns if column.field is None)


@dataclass(frozen=True, slots=True)
class Opened:
    """A file ready to be read row by row."""

    table: Table
    recognised: Recognised
    reading: Reading


def open_file(
    source: Source, choices: Choices, *, country: str = "", zone: str = "UTC", own: Sequence[OwnField] = ()
) -> Opened:
    """Open a file and understand its columns. `country` (ISO code), `zone` and `own` fields are the workspace's.

    Raises ImportRefused.
    """
    table = open_table(source, encoding=choices.encoding, delimiter=choices.delimiter, sheet=choices.sheet)
    sample = [row.cells for row in islice((row for row in table.rows() if not row.is_empty), SAMPLE_ROWS)]
    recognised = recognise_own(recognise(table.header, sample), own)
    if choices.fields:
        recognised = remap(recognised, choices.fields)
    country = choices.country or country
    how = reading(recognised, sample, country=country, zone=zone, own=own, order=choices.day_order)
    return Opened(table, told_of_own(recognised, how.own), how)


def preview(
    source: Source,
    choices: Choices | None = None,
    *,
    country: str = "",
    zone: str = "UTC",
    own: Sequence[OwnField] = (),
) -> Preview:
    """What would come of a file. Raises ImportRefused."""
    opened = open_file(source, choices or Choices(), country=country, zone=zone, own=own)
    drafts = [read_row(row, opened.reading) for row in islice(opened.table.rows(), SAMPLE_ROWS)]
    kinds = Counter(type(draft) for draft in drafts)
    return Preview(
        system=opened.recognised.system,
        encoding=opened.table.encoding.name,
        encoding_why=opened.table.encoding.why,
        delimiter=opened.table.delimiter,
        sheet=opened.table.sheet,
        sheets=opened.table.sheets,
        columns=opened.recognised.columns,
        own=opened.reading.own,
        unsure=opened.reading.unsure,
        drafts=tuple(drafts[:_SHOWN]),
        sampled=len(drafts),
        people=kinds[PersonDraft],
        wrong=kinds[Wrong],
        empty=kinds[Empty],
        warnings=sum(
            bool(draft.warnings)
            for draft in drafts
            if isinstance(draft, PersonDraft | DealOnly | ActivityDraft)
        ),
        total=_count(opened.table),
    )


def _count(table: Table) -> int | None:
    """How many rows below the header have something in them."""
    counted = 0
    for seen, row in enumerate(table.rows()):
        if seen >= _MOST_COUNTED:
            return None
        counted += not row.is_empty
    return counted
