"""Files that are no table of text, told apart by their first bytes so that the advice can be exact."""

import io
import re
import zipfile

from twelfth.importing.errors import NotATable

_AS_CSV = "save it as CSV (UTF-8) and choose that file."

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel (.xls) or Office file", f"open it and {_AS_CSV}"),
    (b"%PDF-", "a PDF file", "export the people as CSV from where the PDF was made."),
    (b"\x89PNG\r\n", "a picture (PNG)", "choose a CSV file with people in it."),
    (b"\xff\xd8\xff", "a picture (JPEG)", "choose a CSV file with people in it."),
    (b"GIF8", "a picture (GIF)", "choose a CSV file with people in it."),
    (b"\x1f\x8b", "a compressed file (gzip)", "unpack it and choose the CSV file inside."),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file (7z)", "unpack it and choose the CSV file inside."),
    (b"Rar!\x1a\x07", "a compressed file (RAR)", "unpack it and choose the CSV file inside."),
    (b"BZh", "a compressed file (bzip2)", "unpack it and choose the CSV file inside."),
    (b"SQLite format 3\x00", "a database file (SQLite)", "export its table of people as CSV."),
    (b"!BDN", "an Outlook data file (PST)", "in Outlook choose Open & Export, then Export to a CSV file."),
    (b"{\\rtf", "a rich-text document", f"put the people into a spreadsheet, {_AS_CSV}"),
)

_TEXT_KINDS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"(?i)BEGIN:VCARD"), "a vCard file", "export your contacts as CSV instead."),
    (re.compile(r"(?i)BEGIN:VCALENDAR"), "a calendar file", "choose a CSV file with people in it."),
    (
        re.compile(r"(?i)<(!doctype html|html|table|head|meta)\b"),
        "a web page",
        f"open it in a spreadsheet, {_AS_CSV}",
    ),
    (re.compile(r"(?i)<\?xml\b"), "an XML file", f"open it in a spreadsheet, {_AS_CSV}"),
    (re.compile(r"[\[{]\s*(\{\s*)?\"[^\"\n]*\"\s*:"), "a JSON file", "export the people as CSV instead."),
)

#: Control characters that no text file holds: tab, line ends, vertical tab and form feed do occur, and 0x1a
#: ends old DOS files.
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x19\x1b-\x1f\x7f]")

_UTF_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def refuse_binary(head: bytes, whole: bytes | None = None) -> None:
    """Raise NotATable when `head` (some KiB) starts a well-known file that is no text.

    `whole` is the entire file where it is at hand: a zip can then be told from an Excel or OpenDocument file
    by its list of contents, which stands at its end; else the first entries' names in `head` have to do.
    """
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise _zip_kind(head, whole)
    for magic, kind, advice in _MAGIC:
        if head.startswith(magic):
            raise NotATable(kind, advice)
    if head.startswith(_UTF_BOMS) or b"\0" in head:
        return  # UTF-16 is full of zero bytes; encoding.detect knows better
    if len(_CONTROL.findall(head)) * 50 > len(head):
        raise NotATable("a file that isn't text", "choose a CSV file with people in it.")


def refuse_markup(text: str) -> None:
    """Raise NotATable when `text`, the decoded beginning of a file, is a format of its own."""
    start = text.lstrip("\ufeff \t\r\n")[:2000]
    for pattern, kind, advice in _TEXT_KINDS:
        if pattern.match(start):
            raise NotATable(kind, advice)


def _zip_kind(head: bytes, whole: bytes | None) -> NotATable:
    names = _zip_names(head, whole)
    if "xl/" in names or ("[Content_Types].xml" in names and "word/" not in names and "ppt/" not in names):
        return NotATable("an Excel file", _AS_CSV)
    if "opendocument.spreadsheet" in names or "mimetype" in names:
        return NotATable("an OpenDocument file", f"open it in LibreOffice, {_AS_CSV}")
    if "Index/" in names:
        return NotATable(
            "an Apple Numbers file", "in Numbers choose File, Export To, CSV and choose that file."
        )
    if "word/" in names:
        return NotATable("a Word document", f"put the people into a spreadsheet, {_AS_CSV}")
    return NotATable("a compressed file (zip)", "unpack it and choose the CSV file inside.")


def _zip_names(head: bytes, whole: bytes | None) -> str:
    if whole is not None:
        try:
            with zipfile.ZipFile(io.BytesIO(whole)) as archive:
                return "\n".join(archive.namelist())
        except zipfile.BadZipFile:
            pass  # cut off in the middle: the first names still tell
    return head.decode("latin-1")
