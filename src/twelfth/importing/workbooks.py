"""Excel and OpenDocument workbooks -> the same rows as text, so that one way leads from a file to people.

Row numbers stay those that the spreadsheet shows. Values are what is displayed of formulas; a day is written as
YYYY-MM-DD, a whole number without a fraction (a telephone number that the spreadsheet took for one, too).
"""

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from twelfth.importing.errors import ImportRefused

#: Bytes of a workbook that are opened: it has to be unpacked in memory, where it takes many times as much.
MOST_BYTES = 64 << 20
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument.spreadsheet"


class WorkbookTooLarge(ImportRefused):
    def __init__(self) -> None:
        super().__init__(
            f"This workbook is larger than {MOST_BYTES >> 20} MB; save the sheet with the people as CSV (UTF-8) "
            "and choose that file."
        )


def is_workbook(head: bytes, whole: bytes) -> bool:
    """Whether these bytes are a spreadsheet and nothing else that is packed in the same way."""
    if head.startswith(OLE):
        return True
    try:
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            names = set(archive.namelist())
            is_open_document = (
                "mimetype" in names and archive.read("mimetype").decode("ascii", "replace") == _OPEN_DOCUMENT
            )
    except zipfile.BadZipFile:
        return False
    return is_open_document or bool(names & {"xl/workbook.xml", "xl/workbook.bin"})


class NoSuchSheet(ImportRefused):
    def __init__(self, name: str, names: Sequence[str]) -> None:
        there = f"There are: {', '.join(names)}." if names else "Only workbooks have sheets."
        super().__init__(f"There is no sheet “{name[:60]}” in this file. {there}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its name, and how many of its rows have something in them."""

    name: str
    filled: int

    @property
    def rows(self) -> int:
        """Those below the names of the columns."""
        return max(self.filled - 1, 0)


@dataclass(frozen=True, slots=True)
class Opened:
    """One sheet of a workbook as CSV in UTF-8, its name, and all that there are."""

    text: bytes
    sheet: str
    sheets: tuple[Sheet, ...]


def open_workbook(whole: bytes, sheet: str | None = None) -> Opened | None:
    """A sheet by its name, else the one with the most rows; None where the file cannot be opened (it has a password, is
    damaged or is no workbook). Raises NoSuchSheet."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(whole))
        rows = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
        }
    except (CalamineError, ValueError, OSError):
        return None
    sheets = tuple(Sheet(name, _filled(told)) for name, told in rows.items())
    chosen = _named(sheet, sheets) if sheet else fullest(sheets)
    text = io.StringIO()
    csv.writer(text).writerows([_cell(value) for value in row] for row in rows.get(chosen, []))
    return Opened(text.getvalue().encode(), chosen, sheets)


def fullest(sheets: Sequence[Sheet]) -> str:
    """The name of the sheet with the most rows, the first of several; "" when there is none."""
    return max(sheets, key=lambda sheet: sheet.filled).name if sheets else ""


def _named(name: str, sheets: Sequence[Sheet]) -> str:
    names = [sheet.name for sheet in sheets]
    if name in names:
        return name
    alike = [one for one in names if one.casefold() == name.strip().casefold()]
    if len(alike) != 1:
        raise NoSuchSheet(name, names)
    return alike[0]


def _filled(rows: list[list[Any]]) -> int:
    return sum(any(value not in {"", None} for value in row) for row in rows)


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return f"{value:.0f}" if value.is_integer() else repr(value)
        case datetime():
            is_day = value.time() == time.min
            return value.date().isoformat() if is_day else value.isoformat(sep=" ", timespec="minutes")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
    return str(value).replace("\0", "")
