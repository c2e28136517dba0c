"""How a table is laid out in its text: what separates its cells, and in which row the column names stand."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass

from twelfth.importing.errors import EmptyFile, NoHeader
from twelfth.importing.fields import System
from twelfth.importing.headers import meaning
from twelfth.importing.past.recognise import is_known

_DELIMITERS = (",", ";", "\t", "|", "^", "\x1f")
#: Excel's own first line, “sep=;”.
_SEP_LINE = re.compile(r'"?sep=(?P<delimiter>[^"\r\n])"?\s*$', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Layout:
    """`skip` rows at the top are no part of the table."""

    delimiter: str
    skip: int


def find_layout(lines: Sequence[str]) -> Layout:
    """The layout of a table from its first lines (with their line ends)."""
    if lines and (told := _SEP_LINE.match(lines[0].lstrip("\ufeff"))):
        return Layout(told["delimiter"], 1)
    # An open quotation mark may make one cell of all lines; the limit is there against other people's
    # mistakes.
    csv.field_size_limit(max(csv.field_size_limit(), sum(map(len, lines)) + 1))
    scores = [(*_score(lines, delimiter), -place) for place, delimiter in enumerate(_DELIMITERS)]
    _, best, place = max(scores)
    return Layout(_DELIMITERS[-place] if best > 0 else ",", 0)


def _score(lines: Sequence[str], delimiter: str) -> tuple[bool, float]:
    """How much like a table the lines look when cut at a delimiter: whether there is a row of names
    that we know, and a figure that is 0 when the delimiter never occurs.

    The row of column names has one cell for each column, so the share of rows that agree with it counts most;
    more columns count a little, since `;` inside cells of tags and decimal commas agree with one another too.
    """
    rows = [cells for cells in csv.reader(lines, delimiter=delimiter) if _filled(cells)]
    # Titles above the table fill few cells.
    top = max(rows[:10], key=lambda cells: (known_names(cells), _filled(cells)), default=[])
    width = len(top)
    if width < 2:
        return False, 0.0
    agree = sum(len(cells) == width for cells in rows) / len(rows)
    stray = sum('"' in cell for cells in rows for cell in cells) / sum(map(len, rows))
    known = known_names(top)
    names = (_filled(top) + 2 * known) / width
    return known >= 2, (0.3 + agree) * (1 + min(width, 40) / 20) * names / (1 + 5 * stray)


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


def known_names(cells: Sequence[str]) -> int:
    """How many of some cells are names of columns that we know."""
    return sum(1 for cell in cells if cell.strip() and _is_name(cell))


def _is_name(cell: str) -> bool:
    return meaning(cell, System.SPREADSHEET, loosely=False) is not None or is_known(cell)


_DATA = (
    re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"),
    re.compile(r"https?://\S+", re.IGNORECASE),
    re.compile(r"\+?[\d\s()./-]{6,}"),
    re.compile(r"[-+]?\d+([.,]\d+)*"),
    re.compile(r"\d{4}-\d\d-\d\d.*"),
)


def find_header(records: Sequence[tuple[str, ...]], *, start: int = 0) -> int:
    """The index of the record that holds the column names, among the first records of a file.

    Exports put titles above them (“Contacts, exported on …”): those are much narrower than the table.
    Raises EmptyFile and NoHeader.
    """
    filled = [_filled(cells) for cells in records]
    if not any(filled[start:]):
        raise EmptyFile
    first = range(start, min(len(records), start + 20))
    known = {place: known_names(records[place]) for place in first}
    widest = max(filled[place] for place in first)
    at = max(first, key=lambda place: (known[place], -place))
    if known[at] < 2:
        at = next(place for place in first if filled[place] and filled[place] * 2 >= widest)
    for cell in records[at]:
        if any(pattern.fullmatch(cell.strip()) for pattern in _DATA) and not re.fullmatch(
            r"\d{1,2}", cell.strip()
        ):
            raise NoHeader(at + 1, cell.strip())
    return at
