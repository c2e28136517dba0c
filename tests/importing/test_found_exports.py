"""The columns of exports that people have published: in programs that read them, tests of such programs, questions and
answers. Only the names of columns are theirs; each stands with what it may be taken for, by hand, before the code was asked."""

from pathlib import Path

import pytest

from twelfth.importing.columns import recognise
from twelfth.importing.fields import Field

_FOUND = sorted((Path(__file__).parent / "found").glob("*.txt"))
_NOTHING = {None, Field.KEEP}


def _told(path: Path) -> list[tuple[str, set[str]]]:
    lines = [line.rpartition(" = ") for line in path.read_text("utf-8").splitlines() if " = " in line]
    return [(header, set(may.split("|"))) for header, _, may in lines]


@pytest.mark.parametrize("path", _FOUND, ids=lambda path: path.stem)
def test_each_column_is_what_it_is_and_nothing_else(path: Path) -> None:
    told = _told(path)
    found = recognise([header for header, _ in told], []).columns
    wrong = [
        (header, column.field)
        for (header, may), column in zip(told, found, strict=True)
        if ("-" if column.field in _NOTHING else column.field) not in may
    ]
    # "Numero" alone may be any number; its looks will tell.
    assert [one for one in wrong if one[0] != "Numero"] == []


_MAIL = [f"somebody{number}@example.com" for number in range(12)]
_DIAL = [f"+49 30 12345{number:02}" for number in range(12)]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Child 1 Email", _MAIL), ("Spouse Email", _MAIL), ("Mother's e-mail", _MAIL), ("Guardian email", _MAIL),
        ("e-mail opiekuna prawnego", _MAIL), ("E-Mail Erziehungsberechtigte", _MAIL), ("Mail du père", _MAIL),
        ("Correo de la madre", _MAIL), ("Invalid email address", _MAIL), ("Old e-mail", _MAIL),
        ("Child 3 Phone Number", _DIAL), ("Notfallkontakt Telefon", _DIAL), ("Téléphone urgence", _DIAL),
        ("Contato de emergência", _DIAL), ("Telefon Mutter", _DIAL), ("Pager Number", _DIAL), ("Telex", _DIAL),
    ],
)  # fmt: skip
def test_the_address_of_somebody_else_or_of_another_time_is_not_taken_by_its_looks(
    header: str, cells: list[str]
) -> None:
    rows = [("Ada", "King", "", cell) for cell in cells]
    column = recognise(["First Name", "Last Name", "Company", header], rows).columns[3]
    assert column.field not in {Field.EMAIL, Field.PHONE}


def test_a_firms_page_at_linkedin_is_nobodys_website() -> None:
    rows = [("Ada", f"https://www.linkedin.com/company/firm-{number}") for number in range(12)]
    assert recognise(["Name", "LI page"], rows).columns[1].field is None


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("How did you hear about this event?", Field.SOURCE),
        ("Wie haben Sie von uns erfahren?", Field.SOURCE),
        ("Comment nous avez-vous connus ?", Field.SOURCE),
        ("¿Cómo nos conociste?", Field.SOURCE),
        ("Where are you located (city+state or city+country)", None),
        ("Lead Owner.id", None),
        ("HasOptedOutOfFax", None),
        ("Werbesperre", Field.EMAIL_OPT_OUT),
        ("配信停止", Field.EMAIL_OPT_OUT),
        ("Avregistrerad", Field.EMAIL_OPT_OUT),
        ("CLEAN_TIME", Field.EMAIL_OPT_OUT),
        ("氏名（ふりがな）", Field.KEEP),
        ("郵便番号(1)", Field.POSTCODE),
        ("メールアドレス2", Field.EMAIL),
        ("What is your job title?", Field.TITLE),
        ("Which company do you work for?", Field.COMPANY),
        ("¿Cuál es tu cargo?", Field.TITLE),
        ("Was ist Ihre Funktion?", Field.TITLE),
        ("What is your dog called?", None),
        ("Kraj/region", Field.COUNTRY),
        ("E-mail, displayed name", None),
    ],
)
def test_names_that_were_met_there(header: str, field: Field | None) -> None:
    assert recognise(["Name", "Email", header], []).columns[2].field is field


def test_parts_of_two_addresses_are_not_mixed() -> None:
    """Outlook names the address before its part; a town at work is not the town of the street at home."""
    headers = ["Fornavn", "Adresse, arb.: Gate/vei", "Adresse, arb.: Poststed", "Adresse 2, arb.: Gate/vei"]
    headers += ["Adresse, priv.: Gate/vei", "Adresse, priv.: Poststed"]
    groups = [column.group for column in recognise(headers, []).columns[1:]]
    assert groups[0] == groups[1] == groups[2]
    assert groups[3] == groups[4] != groups[0]
