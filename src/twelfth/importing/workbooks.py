"""Excel and OpenDocument workbooks -> the same rows as text, so that one way leads from a file to people.

Row numbers stay those that the spreadsheet shows. Values are what is displayed of formulas; a day is written as
YYYY-MM-DD, a whole number without a fraction (a telephone number that the spreadsheet took for one, too).
"""

import csv
import io
import zipfile
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


def as_text(whole: bytes) -> bytes | None:
    """The sheet with the most rows as CSV in UTF-8; None where it cannot be opened (it has a password, is damaged or is
    no workbook)."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(whole))
        sheets = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
    except (CalamineError, ValueError, OSError):
        return None
    rows: list[list[Any]] = max(sheets, key=_filled, default=[])
    text = io.StringIO()
    csv.writer(text).writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode()


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
