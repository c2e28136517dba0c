"""A file of any usual kind of separated text -> its column names and its rows, lazily.

Nothing that stands in the file is lost on the way: rows of too few or too many cells are passed on as they
are (the caller reports them), and a quotation mark that is never closed costs one row its quoting instead of
swallowing the rest of the file, which is what plain CSV readers do.
"""

import csv
import io
import re
from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TextIO

from twelfth.importing import encoding as encodings
from twelfth.importing import vcards, workbooks
from twelfth.importing.codepages import KEEP
from twelfth.importing.encoding import Encoding
from twelfth.importing.errors import (
    EmptyFile,
    ImportRefused,
    NoRows,
    NulBytes,
    OverLongLine,
    TooManyColumns,
    WrongEncoding,
)
from twelfth.importing.filekinds import refuse_binary, refuse_markup
from twelfth.importing.layout import Layout, find_header, find_layout, known_names
from twelfth.importing.results import WHAT_WAS_WRONG, as_it_was
from twelfth.importing.workbooks import NoSuchSheet, Sheet

#: Where a file comes from: it is read more than once, so a stream alone will not do.
Source = bytes | Path | Callable[[], BinaryIO]

#: Characters in one line or one cell. Notes of a whole customer history have been seen at 200,000.
MOST_CHARS = 2_000_000
MOST_COLUMNS = 2_000
#: Lines in one record, before an opening quotation mark is taken for a stray one.
_MOST_LINES = 10_000
_HEAD_BYTES = 64 << 10
_SAMPLE_LINES = 200
_SAMPLE_CHARS = 1_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `number` is the one a spreadsheet shows beside it: from 1, with the header and empty rows.

    `stray_quote` says that quotation marks in it did not pair up and were read as ordinary characters.
    """

    number: int
    cells: tuple[str, ...]
    stray_quote: bool = False

    @property
    def is_empty(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


def _mended(row: Row) -> Row:
    """A row of a file that we wrote for somebody to mend, where cells had been made harmless."""
    return Row(row.number, tuple(map(as_it_was, row.cells)), row.stray_quote)


@dataclass(frozen=True, slots=True)
class Table:
    """A readable file. `header` has one name per column as it stands in the file, in row `header_row`."""

    source: Source
    encoding: Encoding
    delimiter: str
    header: tuple[str, ...]
    header_row: int
    #: Of a workbook: the sheet that is read, and all that there are.
    sheet: str = ""
    sheets: tuple[Sheet, ...] = ()

    def rows(self, *, after: int = 0) -> Iterator[Row]:
        """The rows below the header, those numbered above `after` only (to go on where one stopped).

        Raises OverLongLine or WrongEncoding when it comes to them.
        """
        first = max(after, self.header_row)
        width = len(self.header)
        is_mended = WHAT_WAS_WRONG in self.header
        with closing(_records(self.source, self.encoding, self.delimiter, width)) as records:
            for row in records:
                if row.number > first:
                    yield _mended(row) if is_mended else row


def open_table(
    source: Source, *, encoding: str | None = None, delimiter: str | None = None, sheet: str | None = None
) -> Table:
    """The table in a file; encoding (a Python name), delimiter (one character) and the sheet of a workbook (its name)
    are found unless given.

    Raises an ImportRefused: EmptyFile, NotATable, NulBytes, NoHeader, NoRows, NoSuchSheet, OverLongLine,
    TooManyColumns, UnknownEncoding, WrongEncoding.
    """
    with _opened(source) as stream:
        head = stream.read(_HEAD_BYTES)
        if not head.strip(b" \t\r\n\0\xef\xbb\xbf\xfe\xff"):
            raise EmptyFile
    book = _workbook(source, head, sheet)
    if (text := book.text if book else _as_text(source, head)) is not None:
        source, head, encoding, delimiter = text, text[:_HEAD_BYTES], "utf-8", ","
    if sheet and book is None:
        raise NoSuchSheet(sheet, ())
    refuse_binary(head, source if isinstance(source, bytes) else None)
    with _opened(source) as stream:
        found = encodings.named(encoding) if encoding else encodings.detect(encodings.blocks(stream))
    if encoding is None and found.errors == KEEP:
        found = _by_its_names(source, found)
    lines = _first_lines(source, found)
    refuse_markup("".join(lines))
    layout = find_layout(lines) if delimiter is None else Layout(delimiter, 0)
    records = [row.cells for row in _first_records(source, found, layout.delimiter)]
    at = find_header(records, start=layout.skip)
    header = tuple(cell.strip() for cell in records[at])
    if len(header) > MOST_COLUMNS:
        raise TooManyColumns(len(header), MOST_COLUMNS)
    of_book = (book.sheet, book.sheets) if book else ("", ())
    table = Table(source, found, layout.delimiter, header, at + 1, *of_book)
    if not any(not row.is_empty for row in table.rows()):
        raise NoRows
    return table


#: Code pages in which a file is tried whose words fit several.
_PAGES = (
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp932",
    "gb18030",
    "cp949",
)


def _by_its_names(source: Source, guessed: Encoding) -> Encoding:
    """The code page in which most names of columns are words that we know. A file of few words may look like several;
    the guess stands unless another one knows more."""
    with _opened(source) as stream:
        head = stream.read(_HEAD_BYTES)

    def known(page: str) -> int:
        lines = head.decode(page, KEEP).splitlines()[:20]
        return max((known_names(re.split(r"[,;\t|^]", line.replace('"', ""))) for line in lines), default=0)

    best = max((guessed.name, *_PAGES), key=known)
    if known(best) == known(guessed.name):
        return guessed
    return Encoding(best, KEEP, "the names of its columns are words in that code page only")


def _workbook(source: Source, head: bytes, sheet: str | None) -> workbooks.Opened | None:
    if not head.startswith((workbooks.ZIP, workbooks.OLE)):
        return None
    whole = _whole(source, workbooks.MOST_BYTES, workbooks.WorkbookTooLarge())
    return workbooks.open_workbook(whole, sheet) if workbooks.is_workbook(head, whole) else None


def _as_text(source: Source, head: bytes) -> bytes | None:
    """Cards as a table of text; None for anything else."""
    if vcards.are_cards(head):
        return vcards.as_text(_whole(source, vcards.MOST_BYTES, vcards.CardsTooLarge()))
    return None


def _whole(source: Source, most: int, too_large: ImportRefused) -> bytes:
    with _opened(source) as stream:
        whole = stream.read(most + 1)
    if len(whole) > most:
        raise too_large
    return whole


def _opened(source: Source) -> BinaryIO:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    if isinstance(source, Path):
        return source.open("rb")
    return source()


def _first_lines(source: Source, encoding: Encoding) -> list[str]:
    found: list[str] = []
    room = _SAMPLE_CHARS
    with closing(_lines(source, encoding)) as lines:
        for line in islice(lines, _SAMPLE_LINES):
            found.append(line)
            room -= len(line)
            if room < 0:
                break
    return found


def _first_records(source: Source, encoding: Encoding, delimiter: str) -> list[Row]:
    with closing(_records(source, encoding, delimiter)) as records:
        return list(islice(records, 30))


def _lines(source: Source, encoding: Encoding) -> Generator[str, None, None]:
    """The lines of a file with their ends kept as they are; CR, LF and CRLF all end one."""
    with _opened(source) as raw, io.TextIOWrapper(raw, encoding.name, encoding.errors, newline="") as text:
        try:
            yield from _bounded_lines(text)
        except UnicodeError as error:
            raise WrongEncoding(encoding.label, _first_undecodable(source, encoding)) from error


def _first_undecodable(source: Source, encoding: Encoding) -> int:
    """The number of the line that can't be decoded: decoders work in blocks and can't tell."""
    with _opened(source) as stream:
        for number, line in enumerate(stream, start=1):
            try:
                line.decode(encoding.name, encoding.errors)
            except UnicodeError:
                return number
    return 1


def _bounded_lines(text: TextIO) -> Generator[str, None, None]:
    number = 0
    while True:
        number += 1
        line = text.readline(MOST_CHARS + 1)
        if len(line) > MOST_CHARS:
            raise OverLongLine(number, MOST_CHARS)
        if not line:
            return
        if "\0" in line:  # only in UTF-16, where the bytes don't tell
            raise NulBytes(number)
        yield line.removesuffix("\x1a")  # DOS programs end a text file with Ctrl-Z


class _Feed:
    """Hands lines to a csv.reader and knows which it took for the record that it is reading."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._back: deque[str] = deque()
        self.taken: list[str] = []
        #: The lines, or our patience, ended in the middle of a record.
        self.ran_out = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = None
        if len(self.taken) < _MOST_LINES:
            line = self._back.popleft() if self._back else next(self._lines, None)
        if line is None:
            self.ran_out = bool(self.taken)
            raise StopIteration
        self.taken.append(line)
        return line

    def put_first(self, line: str) -> None:
        self._back.appendleft(line)

    def next_record(self) -> None:
        self.taken = []
        self.ran_out = False

    def give_back(self, *, but: int) -> list[str]:
        """Take the current record back but for its first lines, which are returned."""
        kept, others = self.taken[:but], self.taken[but:]
        self._back.extendleft(reversed(others))
        self.next_record()
        return kept


def _records(
    source: Source, encoding: Encoding, delimiter: str, width: int = 0
) -> Generator[Row, None, None]:
    """Every record of a file. `width`, where known, is how many cells one should have: it decides how a
    record with misplaced quotation marks is meant."""
    feed = _Feed(_lines(source, encoding))
    number = 0
    while True:
        # Read strictly until a record does not parse; then go on behind it with a new reader.
        csv.field_size_limit(MOST_CHARS)
        try:
            for cells in csv.reader(feed, delimiter=delimiter, strict=True):
                number += 1
                yield Row(number, tuple(cells))
                feed.next_record()
        except csv.Error:
            number += 1
            yield Row(number, tuple(_mend(feed, delimiter, width)), stray_quote=True)
            feed.next_record()
        else:
            return


def _mend(feed: _Feed, delimiter: str, width: int) -> list[str]:
    """The cells of the record that could not be parsed.

    1. When its first line, taken literally, has the right width and its quotation marks pair up, it is that
       line: `"Bob" Smith,bob@…`.
    2. When a lenient reader gets the right width out of it, marks inside a quoted cell were not doubled.
    3. Else a quotation mark is never closed: the first line is taken literally, the next are records again.
    """
    (first,) = feed.give_back(but=1)
    literal = _literally(first, delimiter)
    if not width or (len(literal) == width and first.count('"') % 2 == 0):
        return literal
    feed.put_first(first)
    try:
        lenient = next(csv.reader(feed, delimiter=delimiter), [])
    except csv.Error:  # a cell beyond the limit
        lenient = []
    spans_lines = len(feed.taken) > 1
    if len(lenient) == width and not feed.ran_out and (spans_lines or len(literal) != width):
        return lenient
    feed.give_back(but=1)
    return literal


def _literally(line: str, delimiter: str) -> list[str]:
    """The cells of one line in which quotation marks do not pair up; those around a whole cell are taken
    off."""
    cells = next(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE), [])
    return [cell[1:-1] if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell for cell in cells]
