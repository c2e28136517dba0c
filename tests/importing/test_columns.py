"""Columns are recognised by the names that the big systems give them, and else by what stands in them."""

import pytest

from twelfth.importing.columns import recognise, remap, unique
from twelfth.importing.fields import Field, System

F = Field

#: Every header of the exports, with its meaning; None: nothing there that we could use.
_EXPORTS: dict[System, list[tuple[str, Field | None]]] = {
    System.HUBSPOT_CONTACTS: [
        ("Record ID", F.EXTERNAL_ID), ("First Name", F.GIVEN_NAME), ("Last Name", F.FAMILY_NAME),
        ("Email", F.EMAIL),
        ("Phone Number", F.PHONE), ("Mobile Phone Number", F.PHONE), ("Job Title", F.TITLE),
        ("Company Name", F.COMPANY), ("Associated Company", F.COMPANY), ("Contact owner", F.OWNER),
        ("Lead Status", F.KEEP), ("Lifecycle Stage", F.KEEP), ("Create Date", F.CREATED_AT),
        ("Last Modified Date", None), ("Last Activity Date", F.LAST_CONTACT_AT),
        ("Original Source", F.SOURCE),
        ("City", F.CITY), ("State/Region", F.REGION), ("Postal Code", F.POSTCODE),
        ("Country/Region", F.COUNTRY),
        ("Associated Company IDs", None), ("Associated Deal IDs", None),
        ("Unsubscribed from all email", F.EMAIL_OPT_OUT),
    ],
    System.HUBSPOT_DEALS: [
        ("Record ID", F.DEAL_ID), ("Deal Name", F.DEAL_TITLE), ("Deal Stage", F.DEAL_STAGE),
        ("Amount", F.DEAL_AMOUNT),
        ("Deal owner", F.OWNER), ("Associated Company IDs", None),
        ("Associated Contact IDs", F.DEAL_PEOPLE_IDS),
    ],
    System.SALESFORCE_LEADS: [
        ("First Name", F.GIVEN_NAME), ("Last Name", F.FAMILY_NAME), ("Full Name", F.FULL_NAME),
        ("Company", F.COMPANY),
        ("Title", F.TITLE), ("Email", F.EMAIL), ("Email Opt Out", F.EMAIL_OPT_OUT), ("Phone", F.PHONE),
        ("Mobile Phone", F.PHONE), ("Lead Source", F.SOURCE), ("Lead Status", F.KEEP), ("Rating", F.KEEP),
        ("Industry", F.KEEP), ("Annual Revenue", F.KEEP), ("No. of Employees", F.KEEP),
        ("Street", F.STREET),
        ("City", F.CITY), ("State", F.REGION), ("Postal Code", F.POSTCODE), ("Country", F.COUNTRY),
        ("Description", F.NOTES), ("Lead ID", F.EXTERNAL_ID), ("Record Owner", F.OWNER),
    ],
    System.PIPEDRIVE_PEOPLE: [
        ("Person - Name", F.FULL_NAME), ("Person - First name", F.GIVEN_NAME),
        ("Person - Email - Work", F.EMAIL),
        ("Person - Email - Home", F.EMAIL), ("Person - Email - Other", F.EMAIL),
        ("Person - Phone - Work", F.PHONE),
        ("Person - Phone - Home", F.PHONE), ("Person - Phone - Mobile", F.PHONE),
        ("Person - Phone - Other", F.PHONE),
        ("Person - Organization", F.COMPANY), ("Person - Label(s)", F.TAGS),
        ("Person - Marketing status", F.EMAIL_OPT_OUT), ("Organization - Name", F.COMPANY),
        ("Organization - Address", F.STREET), ("Person - Last activity date", F.LAST_CONTACT_AT),
    ],
    System.PIPEDRIVE_DEALS: [
        ("Deal - Title", F.DEAL_TITLE), ("Deal - ID", F.DEAL_ID), ("Deal - Stage", F.DEAL_STAGE),
        ("Deal - Status", F.DEAL_STAGE), ("Deal - Owner", F.OWNER),
        ("Deal - Contact person", F.FULL_NAME),
        ("Deal - Lost reason", F.KEEP), ("Deal - Value", F.DEAL_AMOUNT),
        ("Deal - Organization", F.COMPANY),
    ],
    System.GOOGLE_NEW: [
        ("First Name", F.GIVEN_NAME), ("Middle Name", F.MIDDLE_NAME), ("Last Name", F.FAMILY_NAME),
        ("Name Prefix", F.PREFIX), ("Name Suffix", F.SUFFIX), ("Nickname", F.NICKNAME),
        ("File As", F.KEEP),
        ("Organization Name", F.COMPANY), ("Organization Title", F.TITLE),
        ("Organization Department", F.DEPARTMENT),
        ("Birthday", F.BIRTHDAY), ("Notes", F.NOTES), ("Labels", F.TAGS),
        ("E-mail 1 - Label", F.EMAIL_LABEL),
        ("E-mail 1 - Value", F.EMAIL), ("Phone 1 - Label", F.PHONE_LABEL), ("Phone 1 - Value", F.PHONE),
        ("Address 1 - Label", None), ("Address 1 - Formatted", None), ("Address 1 - Street", F.STREET),
        ("Address 1 - City", F.CITY), ("Address 1 - Region", F.REGION),
        ("Address 1 - Postal Code", F.POSTCODE),
        ("Address 1 - Country", F.COUNTRY), ("Website 1 - Value", F.WEBSITE),
    ],
    System.GOOGLE_OLD: [
        ("Name", F.FULL_NAME), ("Given Name", F.GIVEN_NAME), ("Additional Name", F.MIDDLE_NAME),
        ("Family Name", F.FAMILY_NAME), ("Group Membership", F.TAGS), ("E-mail 1 - Type", F.EMAIL_LABEL),
        ("E-mail 1 - Value", F.EMAIL), ("Phone 2 - Type", F.PHONE_LABEL), ("Phone 2 - Value", F.PHONE),
        ("Organization 1 - Name", F.COMPANY), ("Organization 1 - Title", F.TITLE),
    ],
    System.OUTLOOK: [
        ("First Name", F.GIVEN_NAME), ("Middle Name", F.MIDDLE_NAME), ("Last Name", F.FAMILY_NAME),
        ("Title", F.PREFIX),
        ("Suffix", F.SUFFIX), ("E-mail Address", F.EMAIL), ("E-mail 2 Address", F.EMAIL),
        ("E-mail Display Name", None),
        ("Business Phone", F.PHONE), ("Mobile Phone", F.PHONE), ("Business Fax", F.KEEP),
        ("Job Title", F.TITLE),
        ("Department", F.DEPARTMENT), ("Company", F.COMPANY), ("Business Street", F.STREET),
        ("Business Street 2", F.STREET), ("Business Country/Region", F.COUNTRY), ("Categories", F.TAGS),
        ("Web Page", F.WEBSITE),
    ],
}  # fmt: skip


@pytest.mark.parametrize("system", _EXPORTS)
def test_exports_of_the_big_systems(system: System) -> None:
    headers = [header for header, _ in _EXPORTS[system]]
    found = recognise(headers, [])
    assert found.system is system
    assert [(column.header, column.field) for column in found.columns] == _EXPORTS[system]
    assert all(column.why.endswith(".") for column in found.columns)


def test_names_of_the_salesforce_api() -> None:
    headers = [
        "FirstName",
        "LeadSource",
        "OwnerId",
        "HasOptedOutOfEmail",
        "MobilePhone",
        "MailingCity",
        "DoNotCall",
    ]
    assert [column.field for column in recognise(headers, []).columns] == [
        F.GIVEN_NAME, F.SOURCE, F.OWNER, F.EMAIL_OPT_OUT, F.PHONE, F.CITY, F.PHONE_OPT_OUT,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        ("Vorname,Name,Firma,E-Mail,Telefon (mobil),Straße,PLZ,Ort,Land,Bemerkung",
         "given_name,family_name,company,email,phone,street,postcode,city,country,notes"),
        ("Prénom,Nom,Société,Adresse e-mail,Téléphone portable,Code postal,Ville,Pays",
         "given_name,family_name,company,email,phone,postcode,city,country"),
        ("Nombre,Apellidos,Empresa,Correo electrónico,Teléfono,Ciudad,País,Cargo",
         "given_name,family_name,company,email,phone,city,country,title"),
        ("Nome,Cognome,Azienda,Indirizzo email,Cellulare,Città,CAP",
        "given_name,family_name,company,email,phone,city,postcode"),
        ("Nome,Empresa,Telefone", "full_name,company,phone"),
        ("Voornaam,Achternaam,Bedrijf,E-mailadres,Mobiel,Plaats",
        "given_name,family_name,company,email,phone,city"),
        ("Name,Work email,Home phone,Phone 2,LinkedIn URL", "full_name,email,phone,phone,linkedin"),
    ],
)  # fmt: skip
def test_spreadsheets_in_many_languages(headers: str, fields: str) -> None:
    found = recognise(headers.split(","), [])
    assert found.system is System.SPREADSHEET
    assert [column.field for column in found.columns] == [F(field) for field in fields.split(",")]


def test_nameless_columns_are_recognised_by_what_stands_in_them() -> None:
    rows = [
        [
            "anna@x.example",
            "+49 30 5550123",
            "https://x.example",
            "linkedin.com/in/anna",
            "12500",
            "2024-03-01",
            "oak",
        ],
        [
            "bo@x.example",
            "(030) 555 0124",
            "www.y.example",
            "https://www.linkedin.com/in/bo",
            "900",
            "2024-03-02",
            "",
        ],
        ["", "030/5550125", "", "", "48", "2024-03-03", "ash"],
    ]
    columns = recognise(["A", "B", "C", "D", "E", "F", "G"], rows).columns
    assert [c.field for c in columns] == [F.EMAIL, F.PHONE, F.WEBSITE, F.LINKEDIN, None, None, None]
    assert columns[0].why == "It is full of e-mail addresses."


def test_headers_alike_and_headers_missing_are_told_apart() -> None:
    assert unique(["Email", "", "Email", "Email (2)", " "]) == [
        "Email",
        "Column 2",
        "Email (2)",
        "Email (2) (2)",
        "Column 5",
    ]
    columns = recognise(["Company", "City", "Company"], []).columns
    assert [c.header for c in columns] == ["Company", "City", "Company (2)"]
    assert "where the other column for it is empty" in columns[2].why


def test_labels_and_groups() -> None:
    columns = recognise(
        ["Person - Email - Home", "Person - Phone - Mobile", "Organization - City"], []
    ).columns
    assert [(c.label, c.group) for c in columns] == [("home", ""), ("mobile", ""), ("", "organization")]


def test_a_deals_column_needs_a_deal() -> None:
    assert recognise(["Name", "Value", "Stage"], []).columns[1].field is None
    assert recognise(["Name", "Deal Name", "Value", "Stage"], []).columns[2].field is F.DEAL_AMOUNT


def test_a_person_has_the_last_word() -> None:
    found = remap(recognise(["Name", "Zeug", "City"], []), {"Zeug": F.NOTES, "City": None})
    assert [column.field for column in found.columns] == [F.FULL_NAME, F.NOTES, None]
    assert found.columns[1].why == "Chosen by you."
