"""Addresses and numbers in a file that are somebody else's, or no telephone numbers, however much they look like it."""

import pytest

from twelfth.importing.columns import recognise
from twelfth.importing.fields import Field

_OWN = [f"own{number}@y.example" for number in range(12)]


def _field(header: str, cells: list[str]) -> Field | None:
    rows = [("Ada", "King", own, cell) for own, cell in zip(_OWN, cells, strict=True)]
    return recognise(["First Name", "Last Name", "Email", header], rows).columns[3].field


@pytest.mark.parametrize(
    "header",
    [
        "Manager Email", "Boss Email", "Agent Email", "Broker Email", "Accountant Email", "Invoice Email", "Admin Email",
        "Secondary Contact Email", "2nd Contact Email", "Alternate Contact Email", "Co-founder Email", "Recruiter Email",
        "Friend Email", "Colleague E-mail", "E-mail Ansprechpartner 2", "Correo del vendedor", "E-mail sprzedawcy",
        "Reply-to", "CC", "Bcc",
    ],
)  # fmt: skip
def test_mail_for_somebody_else(header: str) -> None:
    assert _field(header, [f"somebody{number}@x{number}.example" for number in range(12)]) is not Field.EMAIL


@pytest.mark.parametrize(
    "header",
    [
        "VAT number", "Tax number", "Account Number", "Customer Number", "Order number", "Passport number", "Card number",
        "Registration number", "Serial number", "Invoice number", "Steuernummer", "Personalausweisnr", "Numéro SIRET",
        "NIF", "CPF", "CNPJ", "KvK-nummer", "BSN", "PESEL", "NIP", "INN", "Policy Number", "Membership No", "Code",
    ],
)  # fmt: skip
def test_numbers_that_nobody_answers(header: str) -> None:
    assert _field(header, [f"12 345 678 9{number:02}" for number in range(12)]) is not Field.PHONE


@pytest.mark.parametrize(
    "header", ["Telefaks, arb.", "秘書の電話", "Radiotelefon", "Tel. Sekretariat", "Alternate Contact Phone"]
)
def test_telephones_of_others_and_machines(header: str) -> None:
    assert _field(header, [f"+49 30 12345{number:02}" for number in range(12)]) is not Field.PHONE


@pytest.mark.parametrize(
    ("header", "number"),
    [
        ("Numero", "333 12345"), ("Kontakt tel", "600 111 2"), ("Nr", "+49 30 12345"), ("Reach", "415-555-01"),
        ("Contact at", "(415) 555-01"), ("Reach me", "030/12345"),
    ],
)  # fmt: skip
def test_telephones_are_still_known_by_their_looks(header: str, number: str) -> None:
    assert _field(header, [f"{number}{last:02}" for last in range(12)]) is Field.PHONE
