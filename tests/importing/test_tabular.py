"""Any separated text is read without losing a row, and what is no table says what it is."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twelfth.importing import tabular
from twelfth.importing.errors import (
    EmptyFile,
    ImportRefused,
    NoHeader,
    NoRows,
    NotATable,
    NulBytes,
    OverLongLine,
    TooManyColumns,
    UnknownEncoding,
    WrongEncoding,
)
from twelfth.importing.tabular import Table, open_table


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows()]


def zipped(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "error", "sentence"),
    [
        (
            b"",
            EmptyFile,
            "This file is empty; export it again and check that it holds people before choosing it here.",
        ),
        (b"\xef\xbb\xbf \r\n\r\n", EmptyFile, "This file is empty"),
        (
            zipped("[Content_Types].xml", "xl/workbook.xml"),
            NotATable,
            "This is an Excel file; save it as CSV (UTF-8)",
        ),
        (zipped("[Content_Types].xml", "word/document.xml"), NotATable, "This is a Word document; "),
        (
            zipped("mimetype", "content.xml"),
            NotATable,
            "This is an OpenDocument file; open it in LibreOffice",
        ),
        (
            zipped("Index/Document.iwa"),
            NotATable,
            "This is an Apple Numbers file; in Numbers choose File, Export",
        ),
        (zipped("people.csv"), NotATable, "This is a compressed file (zip); unpack it"),
        (b"PK\x03\x04 cut off xl/", NotATable, "This is an Excel file"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64),
            NotATable,
            "This is an old Excel (.xls) or Office file",
        ),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), NotATable, "This is a picture (PNG)"),
        (b"\xff\xd8\xff\xe0" + bytes(64), NotATable, "This is a picture (JPEG)"),
        (b"%PDF-1.7\n", NotATable, "This is a PDF file"),
        (b"\x1f\x8b\x08\x00abc", NotATable, "This is a compressed file (gzip)"),
        (b"SQLite format 3\x00", NotATable, "This is a database file (SQLite)"),
        (b"\x01\x02\x03\x04\x05abc\x06\x07", NotATable, "This is a file that isn't text"),
        (b"BEGIN:VCARD\r\nVERSION:3.0\r\n", NotATable, "This is a vCard file without a whole contact in it"),
        (b"<!DOCTYPE html>\n<table>", NotATable, "This is a web page"),
        (b'{"people": [1]}', NotATable, "This is a JSON file"),
        (
            "Name,Email\nAn\0na,a@x.example\n".encode("utf-16"),
            NulBytes,
            "This file has a zero byte on line 2",
        ),
        (b"Name,Email\nAnna\0,a@x.example\n", NulBytes, "This file has a zero byte on line 2"),
        (
            b"anna@x.example,Anna\nbo@x.example,Bo\n",
            NoHeader,
            "Row 1 already holds data (\u201canna@x.example\u201d)",
        ),
        (b"Anna,+49 30 5550123\n", NoHeader, "add a row at the top with names such as Name"),
        (b"Name,Email\n", NoRows, "This file has column names but no rows below them"),
        (b"Name,Email\n,\n , \n", NoRows, "This file has column names but no rows"),
        (
            b"Name," + b"x" * (tabular.MOST_CHARS + 1) + b"\nA,b\n",
            OverLongLine,
            "Line 1 is longer than 2,000,000",
        ),
        (
            b",".join(b"c%d" % n for n in range(2001)) + b"\n1\n",
            TooManyColumns,
            "This file has 2,001 columns",
        ),
    ],
)
def test_what_is_no_table_says_so_in_one_sentence(
    content: bytes, error: type[ImportRefused], sentence: str
) -> None:
    with pytest.raises(error) as refusal:
        open_table(content)
    assert sentence in str(refusal.value)
    assert str(refusal.value).endswith(".")
    assert "\n" not in str(refusal.value)


def test_a_wrong_or_unknown_encoding_is_told() -> None:
    with pytest.raises(WrongEncoding, match="Line 2 can't be read as UTF-8"):
        open_table("Name,Ort\nJörg,Köln\n".encode("cp1252"), encoding="utf-8")
    with pytest.raises(UnknownEncoding, match="klingon"):
        open_table(b"Name\nA\n", encoding="klingon")
    with pytest.raises(UnknownEncoding, match="rot13"):
        open_table(b"Name\nA\n", encoding="rot13")


def test_an_over_long_line_further_down_is_told_with_its_number() -> None:
    table = open_table(
        b"Name,Email\n" + b"A,a@x.example\n" * 500 + b"B," + b"y" * (tabular.MOST_CHARS + 1) + b"\n"
    )
    with pytest.raises(OverLongLine) as refusal:
        list(table.rows())
    assert refusal.value.line == 502


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_encodings_and_line_ends(delimiter: str, encoding: str, end: str) -> None:
    rows = [
        ["Name", "E-mail", "Tags", "Notes"],
        ["Müller, Jürgen; der", "juergen@x.example", "a;b;c;d,e", 'said: "oui"\nand left'],
        ["Lefèvre\tZoë", "zoe@x.example", "", "1|2|3"],
    ]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    table = open_table(text.getvalue().encode(encoding))
    assert table.delimiter == delimiter
    assert [table.header, *cells(table)] == [tuple(row) for row in rows]


def test_the_first_line_may_name_the_delimiter() -> None:
    table = open_table(b"sep=;\r\nName;Mail\r\nA,B;a@x.example\r\n")
    assert (table.header, table.header_row, cells(table)) == (("Name", "Mail"), 2, [("A,B", "a@x.example")])


def test_titles_above_the_column_names_are_passed_over() -> None:
    table = open_table(b"Contacts of 2026,,\n,,\nName,Email,Phone\nA,a@x.example,\n")
    assert table.header == ("Name", "Email", "Phone")
    assert [row.number for row in table.rows()] == [4]


def test_rows_keep_their_own_length_and_the_number_a_spreadsheet_shows() -> None:
    table = open_table(b'Name,Email,City\nA\n\nB,b@x.example,Bonn,more,"and\nmore"\nC,,\n')
    assert [(row.number, row.cells) for row in table.rows()] == [
        (2, ("A",)),
        (3, ()),
        (4, ("B", "b@x.example", "Bonn", "more", "and\nmore")),
        (5, ("C", "", "")),
    ]


def test_reading_goes_on_behind_a_row() -> None:
    table = open_table(b'Name,Email\nA,a@x.example\nB,"b\nb"\nC,c@x.example\n')
    assert [row.cells[0] for row in table.rows(after=3)] == ["C"]


def test_a_quotation_mark_that_is_never_closed_costs_one_row_only() -> None:
    rows = "".join(f'Person {n},p{n}@x.example,"fine, {n}"\n' for n in range(3000))
    table = open_table(f'Name,Email,Notes\nA,a@x.example,"open\n{rows}'.encode())
    found = list(table.rows())
    assert len(found) == 3001
    assert (found[0].cells, found[0].stray_quote) == (("A", "a@x.example", '"open'), True)
    assert found[3000].cells == ("Person 2999", "p2999@x.example", "fine, 2999")
    assert not any(row.stray_quote for row in found[1:])


def test_quotation_marks_inside_are_kept() -> None:
    table = open_table(
        b'Name,Email,Notes\n"Bob" Smith,bob@x.example,5" pipe\nAda,ada@x.example,"Smith, "Bob" and co"\n'
    )
    first, second = table.rows()
    assert first.cells == ('"Bob" Smith', "bob@x.example", '5" pipe')
    assert second.cells[:2] == ("Ada", "ada@x.example")
    assert "Bob" in second.cells[2]
    assert "and co" in second.cells[2]


def test_long_notes_are_read_whole() -> None:
    notes = ("so; and, so " * 20 + "\n") * 1_500
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(
        [["Name", "Email", "Notes"], ["A", "a@x.example", notes], ["B", "", ""]]
    )
    assert cells(open_table(text.getvalue().encode()))[0] == ("A", "a@x.example", notes)


def test_a_cell_beyond_all_measure_is_cut_into_rows_and_not_lost() -> None:
    cell = ("x" * 99_999 + "\n") * 30
    rows = cells(open_table(f'Name,Notes\nA,"{cell}"\nB,\n'.encode()))
    assert sum(part.count("x") for row in rows for part in row) == 30 * 99_999
    assert rows[-1] == ("B", "")


def test_a_dos_end_mark_is_no_row() -> None:
    assert cells(open_table(b"Name,Email\nA,a@x.example\n\x1a")) == [("A", "a@x.example"), ()]


def test_a_path_is_read_like_bytes(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(b"Name,Email\nA,a@x.example\n")
    assert cells(open_table(path)) == [("A", "a@x.example")]


_text = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\t\r\n"), max_size=12)
_tables = st.integers(2, 5).flatmap(
    lambda width: st.lists(
        st.lists(_text, min_size=width, max_size=width).filter(lambda row: any(cell.strip() for cell in row)),
        min_size=1,
        max_size=8,
    )
)


@settings(max_examples=150, deadline=None)
@given(
    rows=_tables,
    delimiter=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_any_table_comes_back_row_by_row(rows: list[list[str]], delimiter: str, encoding: str) -> None:
    header = ["Name", "Email", "Phone", "Company", "Notes"][: len(rows[0])]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([header, *rows])
    table = open_table(text.getvalue().encode(encoding))
    assert table.delimiter == delimiter
    assert [table.header, *cells(table)] == [tuple(header), *map(tuple, rows)]


@settings(max_examples=150, deadline=None)
@given(lines=st.lists(st.text('ab",;\n "', max_size=15), min_size=1, max_size=12))
def test_no_text_makes_the_reader_stumble_or_swallow_lines(lines: list[str]) -> None:
    content = "Name,Email\n" + "\n".join(lines) + "\nLast,last@x.example\n"
    rows = list(open_table(content.encode()).rows())
    letters = sum(content.count(letter) for letter in "ab") - sum(
        "Name,Email".count(letter) for letter in "ab"
    )
    assert sum(cell.count(letter) for row in rows for cell in row.cells for letter in "ab") == letters
