"""Workbooks and cards come in the same way as text."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

import pytest

from twelfth.importing import workbooks
from twelfth.importing.drafts import PersonDraft
from twelfth.importing.errors import ImportRefused, NotATable
from twelfth.importing.fields import System
from twelfth.importing.preview import Choices, preview
from twelfth.importing.tabular import open_table
from twelfth.importing.workbooks import NoSuchSheet


def workbook(*sheets: Sequence[Sequence[object]]) -> bytes:
    """A minimal .xlsx; numbers as numbers, all else as text."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS.format(_relation(1, "officeDocument", "xl/workbook.xml")))
        names = "".join(
            f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, len(sheets) + 1)
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>{names}</sheets></workbook>',
        )
        told = "".join(
            _relation(n, "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)
        )
        archive.writestr("xl/_rels/workbook.xml.rels", _RELATIONS.format(told))
        for number, rows in enumerate(sheets, start=1):
            written = "".join(
                f'<row r="{at}">{"".join(_cell(value, at, column) for column, value in enumerate(row))}</row>'
                for at, row in enumerate(rows, start=1)
                if row
            )
            archive.writestr(
                f"xl/worksheets/sheet{number}.xml",
                f'<worksheet xmlns="{_MAIN}"><sheetData>{written}</sheetData></worksheet>',
            )
    return held.getvalue()


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)


def _relation(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{_REL}/{kind}" Target="{target}"/>'


def _cell(value: object, row: int, column: int) -> str:
    place = f"{chr(65 + column)}{row}"
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


def people(content: bytes) -> list[PersonDraft]:
    found = preview(content, country="DE")
    return [draft for draft in found.drafts if isinstance(draft, PersonDraft)]


class TestWorkbooks:
    def test_the_sheet_with_the_people_is_read_under_its_own_row_numbers(self) -> None:
        content = workbook(
            [["About this file"]],
            [
                ["First Name", "Last Name", "Email", "Phone"],
                ["Ada", "King", "ada@x.example", 4930123456],
                [],
                ["Bo", "Lind", "bo@x.example", ""],
            ],
        )
        ada, bo = people(content)
        assert (ada.full_name, ada.row, bo.row) == ("Ada King", 2, 4)
        assert [point.value for point in ada.points] == ["ada@x.example", "+4930123456"]

    BOOK = workbook(
        [["Name", "Email"], ["Ada King", "ada@x.example"], ["Bo Lind", "bo@x.example"]],
        [],
        [["Name", "Email"], ["Cy Ng", "cy@x.example"]],
    )

    def test_another_sheet_can_be_chosen(self) -> None:
        found = preview(self.BOOK)
        assert (found.sheet, found.total) == ("S1", 2)
        assert [(sheet.name, sheet.rows, sheet.filled) for sheet in found.sheets] == [
            ("S1", 2, 3),
            ("S2", 0, 0),
            ("S3", 1, 2),
        ]
        for name in ("S3", " s3"):
            found = preview(self.BOOK, Choices(sheet=name))
            assert (found.sheet, found.total) == ("S3", 1)
            assert [draft.row for draft in found.drafts] == [2]

    def test_one_that_is_empty_or_not_there_is_refused(self) -> None:
        with pytest.raises(ImportRefused):
            preview(self.BOOK, Choices(sheet="S2"))
        with pytest.raises(NoSuchSheet, match="There are: S1, S2, S3"):
            preview(self.BOOK, Choices(sheet="S9"))
        with pytest.raises(NoSuchSheet, match="Only workbooks"):
            preview(b"Name,Email\nAda King,ada@x.example\n", Choices(sheet="S1"))

    def test_one_that_is_damaged_or_something_else_is_refused(self) -> None:
        good = workbook([["Name", "Email"], ["Ada King", "ada@x.example"]])
        for content in (good[: len(good) // 2], workbooks.OLE + b"nothing"):
            with pytest.raises(NotATable):
                open_table(content)

    def test_a_large_one_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(workbooks, "MOST_BYTES", 100)
        with pytest.raises(ImportRefused, match="as CSV"):
            open_table(workbook([["Name", "Email"], ["Ada King", "ada@x.example"]]))


CARDS = """BEGIN:VCARD\r
VERSION:3.0\r
N:King;Ada;;Countess;\r
FN:Ada King\r
ORG:Analytical\\, Ltd;Engines\r
TITLE:Mathematician\r
EMAIL;TYPE=INTERNET,WORK,PREF:ada@x.example\r
item1.EMAIL:ada@home.example\r
item1.X-ABLabel:_$!<Home>!$_\r
TEL;TYPE=CELL:+49 30 123456\r
ADR;TYPE=WORK:;;Main Street 1;Berlin;;10115;Germany\r
BDAY:--1210\r
NOTE:Met in\r
  London\\nTwice\r
CATEGORIES:vip,engines\r
UID:urn:uuid:abc-1\r
PHOTO;ENCODING=b;TYPE=JPEG:AAAA\r
 BBBB\r
END:VCARD\r
BEGIN:VCARD\r
VERSION:2.1\r
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg;;;\r
TEL;WORK;VOICE:030 654321\r
NOTE;ENCODING=QUOTED-PRINTABLE:first=0D=0A=\r
second\r
END:VCARD\r
"""


class TestCards:
    def test_all_that_a_card_tells(self) -> None:
        ada, _ = people(CARDS.encode())
        assert (ada.full_name, ada.company, ada.title) == ("Ada King", "Analytical, Ltd", "Mathematician")
        assert [(point.value, point.is_primary) for point in ada.points if point.channel != "post"] == [
            ("ada@x.example", True),
            ("ada@home.example", False),
            ("+4930123456", True),
        ]
        assert (ada.address.city, ada.address.country, ada.birthday) == ("Berlin", "DE", "--12-10")
        assert "Met in London\nTwice" in ada.notes
        assert set(ada.tags) == {"vip", "engines"}
        assert ada.external_id == "abc-1"

    def test_of_the_old_kind(self) -> None:
        _, joerg = people(CARDS.encode())
        assert (joerg.given_name, joerg.family_name) == ("Jörg", "Müller")
        assert [point.value for point in joerg.points] == ["+4930654321"]
        assert "first" in joerg.notes
        assert "second" in joerg.notes

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_in_any_encoding(self, encoding: str) -> None:
        found = preview(CARDS.encode(encoding), country="DE")
        assert (found.system, found.people, found.unknown_columns) == (System.VCARD, 2, ())

    def test_cut_off_in_the_middle_the_whole_ones_are_read(self) -> None:
        assert [draft.full_name for draft in people(CARDS.encode()[:-60])] == ["Ada King"]
