"""The exports of the big systems, as messy as real ones, looked at before anything is imported."""

from pathlib import Path

import pytest

from twelfth.importing.drafts import Empty, PersonDraft, Wrong
from twelfth.importing.fields import Field, System
from twelfth.importing.preview import Choices, Preview, preview
from twelfth.importing.tabular import open_table

EXPORTS = Path(__file__).parent / "exports"


def look(name: str, choices: Choices | None = None) -> Preview:
    return preview(EXPORTS / name, choices, country="DE", zone="Europe/Berlin")


@pytest.mark.parametrize(
    ("name", "system", "encoding", "delimiter", "rows"),
    [
        ("hubspot-contacts.csv", System.HUBSPOT_CONTACTS, "utf-8-sig", ",", (8, 1, 1)),
        ("hubspot-deals.csv", System.HUBSPOT_DEALS, "utf-8-sig", ",", (0, 0, 0)),
        ("salesforce-leads.csv", System.SALESFORCE_LEADS, "cp1252", ",", (6, 2, 0)),
        ("salesforce-api.csv", System.SALESFORCE_LEADS, "utf-8-sig", ",", (2, 0, 0)),
        ("pipedrive-people.csv", System.PIPEDRIVE_PEOPLE, "utf-8-sig", ";", (4, 0, 0)),
        ("pipedrive-deals.csv", System.PIPEDRIVE_DEALS, "utf-8-sig", ";", (2, 0, 0)),
        ("google-new.csv", System.GOOGLE_NEW, "utf-8-sig", ",", (5, 0, 0)),
        ("google-old.csv", System.GOOGLE_OLD, "utf-16", ",", (3, 0, 0)),
        ("outlook.csv", System.OUTLOOK, "cp1252", ",", (3, 0, 0)),
        ("spreadsheet-german.tsv", System.SPREADSHEET, "cp1252", "\t", (3, 0, 0)),
    ],
)
def test_exports_are_recognised(
    name: str, system: System, encoding: str, delimiter: str, rows: tuple[int, int, int]
) -> None:
    found = look(name)
    assert (found.system, found.encoding, found.delimiter) == (system, encoding, delimiter)
    assert (found.people, found.wrong, found.empty) == rows
    assert len(found.drafts) == min(found.sampled, 10)


@pytest.mark.parametrize("path", sorted(EXPORTS.iterdir()), ids=lambda path: path.name)
def test_every_row_of_an_export_becomes_something(path: Path) -> None:
    rows = list(open_table(path).rows())
    found = preview(path)
    assert [draft.row for draft in found.drafts] == [row.number for row in rows][:10]
    assert found.total == sum(not row.is_empty for row in rows)
    assert found.sampled == len(rows)


#: Fields whose words stay words (others become codes, numbers, moments or wishes).
_WORDS = frozenset(
    {
        Field.GIVEN_NAME,
        Field.FAMILY_NAME,
        Field.NICKNAME,
        Field.COMPANY,
        Field.TITLE,
        Field.DEPARTMENT,
        Field.STREET,
    }
    | {Field.CITY, Field.NOTES, Field.TAGS, Field.OWNER, Field.WEBSITE, Field.EXTERNAL_ID, Field.DEAL_TITLE}
)
_GROUPS_OF_GOOGLE = {"*", "mycontacts", "starred", "my", "contacts", ""}


@pytest.mark.parametrize("path", sorted(EXPORTS.iterdir()), ids=lambda path: path.name)
def test_every_word_of_a_known_column_turns_up_in_the_draft(path: Path) -> None:
    found = preview(path)
    known = [column.index for column in found.columns if column.field in _WORDS]
    cells_of = {row.number: row.cells for row in open_table(path).rows()}
    for draft in found.drafts:
        if isinstance(draft, PersonDraft):
            said = "".join(filter(str.isalnum, repr(draft).casefold().replace("\\n", "")))
            cells = [cells_of[draft.row][index] for index in known]
            words = {"".join(filter(str.isalnum, word)) for cell in cells for word in cell.casefold().split()}
            assert [word for word in words - _GROUPS_OF_GOOGLE if word not in said] == []


def test_hubspot() -> None:
    found = look("hubspot-contacts.csv")
    anneke = found.drafts[0]
    assert isinstance(anneke, PersonDraft)
    assert (anneke.full_name, anneke.company, anneke.external_id) == (
        "Anneke van der Veen",
        "Grachten BV",
        "201",
    )
    assert anneke.notes.startswith(
        'Asked about pallets,\nsaid: "call me in May"\n\nWebsite: https://grachten.example'
    )
    assert (anneke.zone, anneke.zone_source) == ("Europe/Amsterdam", "address")
    assert anneke.last_contact_at is not None
    severine = found.drafts[1]
    assert isinstance(severine, PersonDraft)
    assert severine.email_opt_out
    assert severine.company == "Atelier L'Hôte, Müller & Cie"
    assert isinstance(found.drafts[5], Empty)
    assert isinstance(found.drafts[9], Wrong)
    assert found.unknown_columns == ("Last Modified Date", "Associated Company IDs", "Associated Deal IDs")


def test_choices_overrule_what_was_detected() -> None:
    choices = Choices(encoding="cp1252", delimiter=",", fields={"Rating": None, "Industry": Field.TAGS})
    found = look("salesforce-leads.csv", choices)
    first = found.drafts[0]
    assert isinstance(first, PersonDraft)
    assert first.tags == ("Manufacturing",)
    assert "Rating" not in first.notes
    assert found.encoding_why == "chosen by you"
