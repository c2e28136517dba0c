"""How a table is laid out in its text: what separates its cells, and in which row the column names stand."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from twelfth.importing.errors import EmptyFile, NoHeader

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
    scores = [(_score(lines, delimiter), -place) for place, delimiter in enumerate(_DELIMITERS)]
    best, place = max(scores)
    return Layout(_DELIMITERS[-place] if best > 0 else ",", 0)


def _score(lines: Sequence[str], delimiter: str) -> float:
    """How much like a table the lines look when cut at a delimiter; 0 when it never occurs.

    The row of column names has one cell for each column, so the share of rows that agree with it counts most;
    more columns count a little, since `;` inside cells of tags and decimal commas agree with one another too.
    """
    rows = [cells for cells in csv.reader(lines, delimiter=delimiter) if any(cell.strip() for cell in cells)]
    if not rows:
        return 0.0
    widths = Counter(len(cells) for cells in rows)
    top = max(range(min(5, len(rows))), key=lambda place: len(rows[place]))
    width = len(rows[top])
    if width < 2:
        return 0.0
    names = sum(1 for cell in rows[top] if cell.strip())
    agree = widths[width] / len(rows)
    stray = sum('"' in cell for cells in rows for cell in cells) / sum(map(len, rows))
    return (0.3 + agree) * (1 + min(width, 40) / 20) * (names / width) / (1 + 5 * stray)


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
    filled = [sum(1 for cell in cells if cell.strip()) for cells in records]
    if not any(filled[start:]):
        raise EmptyFile
    widest = max(filled[start : start + 20], default=0)
    at = next(
        i for i in range(start, len(records)) if filled[i] and (filled[i] * 2 >= widest or i >= start + 10)
    )
    for cell in records[at]:
        if any(pattern.fullmatch(cell.strip()) for pattern in _DATA) and not re.fullmatch(
            r"\d{1,2}", cell.strip()
        ):
            raise NoHeader(at + 1, cell.strip())
    return at
