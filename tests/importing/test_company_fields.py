"""Columns that go into fields of companies: recognised, chosen, made, filled in once, taken back exactly."""

import pytest

from tests.importing.founding import NOW
from tests.importing.test_load import bring_in
from tests.importing.test_own_fields import imported
from tests.importing.test_undo import everything, kept, take_back
from twelfth.accounts.actor import Actor
from twelfth.importing.fields import Field, Own, code_of, target_of
from twelfth.importing.own import OwnField
from twelfth.importing.preview import Choices, preview
from twelfth.people.custom.actions import define_field, fill
from twelfth.people.custom.kinds import Kind
from twelfth.people.custom.queries import fields_of, filled
from twelfth.people.models import Company, CustomField, Person
from twelfth.records.merging.actions import merge_companies

pytestmark = pytest.mark.django_db

HEAD = "Name,Email,Company,Company: Fleet size\n"
ADA = f"{HEAD}Ada King,ada@x.example,Norrby,14\n"


def field(by: Actor, label: str = "Fleet size", kind: Kind = Kind.NUMBER) -> CustomField:
    return define_field(by, label, kind, of=CustomField.COMPANY, choices=["SAP", "Sage"], now=NOW)


def told(company: str = "Norrby") -> dict[str, str]:
    row = Company.objects.get(name=company)
    return {
        one.field.label: one.text
        for one in filled(row, fields_of(row.workspace, CustomField.COMPANY))
        if one.text
    }


def test_a_column_called_like_it_fills_the_company_of_the_row(by: Actor) -> None:
    field(by)
    field(by, "Systems", Kind.SEVERAL)
    job = bring_in(
        by,
        "Name,Email,Company,Company: fleet size,Systems\nAda,a@x.example,Norrby,14,SAP;Sage\nBo,b@y.example,Oxmere,,\n",
    )
    assert told() == {"Fleet size": "14", "Systems": "SAP, Sage"}
    assert told("Oxmere") == {}
    assert [row.result for row in job.file_rows.order_by("number")] == ["created", "created"]
    assert not Person.objects.exclude(notes="").exists()


def test_its_short_name_gives_way_to_what_the_column_is_otherwise(by: Actor) -> None:
    field(by, "Country", Kind.TEXT)
    define_field(by, "Hall", Kind.TEXT, now=NOW)
    field(by, "Hall", Kind.TEXT)
    bring_in(by, "Name,Email,Company,Country,Hall\nAda,a@x.example,Norrby,SE,North\n")
    person = Person.objects.get()
    assert person.country == "SE"
    assert told() == {}
    assert [one.text for one in filled(person, fields_of(by.workspace))] == ["North"]


def test_the_first_row_that_tells_it_counts_and_others_are_told_so(by: Actor) -> None:
    field(by)
    job = bring_in(by, f"{ADA}Bo Lind,bo@x.example,Norrby,14\nEva,eva@x.example,Norrby,15\n")
    assert told() == {"Fleet size": "14"}
    said = {row.number: row.reason for row in job.file_rows.all()}
    assert said[3] == ""
    assert said[4] == "Fleet size was not taken: Norrby has “14” there already."


def test_what_is_there_stays_and_a_row_that_only_fills_the_company_says_so(by: Actor) -> None:
    size = field(by)
    bring_in(by, "Name,Email,Company\nAda King,ada@x.example,Norrby\nBo Lind,bo@y.example,Oxmere\n")
    fill(by, Company.objects.get(name="Oxmere"), {size: "3"}, now=NOW)
    job = bring_in(by, f"{ADA}Bo Lind,bo@y.example,Oxmere,9\n")
    assert (told(), told("Oxmere")) == ({"Fleet size": "14"}, {"Fleet size": "3"})
    rows = {row.number: (row.result, row.reason) for row in job.file_rows.all()}
    assert rows[2] == ("updated", "What was empty of Norrby was filled in; all else is here already.")
    assert rows[3][0] == "skipped"
    assert "Oxmere has “3” there already" in rows[3][1]


def test_it_is_taken_back_exactly(by: Actor) -> None:
    size, systems = field(by), field(by, "Systems", Kind.SEVERAL)
    bring_in(by, "Name,Email,Company\nAda King,ada@x.example,Norrby\n")
    fill(by, Company.objects.get(), {systems: "SAP"}, now=NOW)
    before = everything()
    job = bring_in(by, f"{ADA}Bo Lind,bo@y.example,Oxmere,9\nEva Holm,eva@x.example,Norrby,14\n")
    assert told() == {"Fleet size": "14", "Systems": "SAP"}
    assert take_back(by, job).result == {"undone": 3, "kept": 0}
    assert everything() == before
    assert size.values.count() == 0


def test_what_was_changed_since_is_kept_with_its_company(by: Actor) -> None:
    size = field(by)
    job = bring_in(by, f"{ADA}Bo Lind,bo@y.example,Oxmere,9\n")
    fill(by, Company.objects.get(name="Norrby"), {size: "15"}, now=NOW)
    take_back(by, job)
    assert kept(job) == {2: "Changed since, so kept of their company: Fleet size."}
    assert [company.name for company in Company.objects.all()] == ["Norrby"]
    assert told() == {"Fleet size": "15"}
    assert not Person.objects.exists()


def test_of_a_company_that_was_merged_since_nothing_is_taken(by: Actor) -> None:
    field(by)
    bring_in(by, "Name,Email,Company\nBo Lind,bo@y.example,Oxmere\n")
    job = bring_in(by, ADA)
    merge_companies(by, Company.objects.get(name="Oxmere"), Company.objects.get(name="Norrby"), now=NOW)
    take_back(by, job)
    assert "so kept of their company: Fleet size." in kept(job)[2]
    assert told("Oxmere") == {"Fleet size": "14"}


def test_a_row_without_a_company_keeps_it_in_the_notes(by: Actor) -> None:
    field(by)
    job = bring_in(by, f"{HEAD}Ada King,ada@x.example,,14\n")
    assert Person.objects.get().notes == "Company: Fleet size: 14"
    assert "the row names no company" in job.file_rows.get().reason


def test_a_field_of_companies_is_made_of_a_column_and_goes_with_the_file(by: Actor) -> None:
    define_field(by, "Fleet size", Kind.TEXT, now=NOW)
    job = imported(by, ADA, {"Company: Fleet size": Own("company:")})
    (made,) = fields_of(by.workspace, CustomField.COMPANY)
    assert (made.label, made.kind, job.arguments["made"]) == (
        "Fleet size",
        Kind.NUMBER,
        ["company:fleet_size"],
    )
    assert job.arguments["fields"] == {"Company: Fleet size": "custom:company:fleet_size"}
    assert told() == {"Fleet size": "14"}
    take_back(by, job)
    assert fields_of(by.workspace, CustomField.COMPANY) == []
    assert len(fields_of(by.workspace)) == 1


def test_the_preview_says_what_would_become_of_it(by: Actor) -> None:
    chosen: dict[str, Field | Own | None] = {"Company: Fleet size": Own("company:")}
    found = preview(ADA.encode(), Choices(fields=chosen))
    assert found.columns[3].why == "A new field of companies is made of it; what it holds: number."
    assert found.own[3] == OwnField("company:", "Fleet size", Kind.NUMBER)
    assert found.drafts[0].company_own[0][0] == "column 3"  # type: ignore[union-attr]  # a person's draft


def test_a_deal_that_names_its_company_alone_fills_it_in(by: Actor) -> None:
    field(by)
    bring_in(by, "Deal Name,Deal Stage,Company,Company: Fleet size\nLorries,open,Norrby,14\n")
    assert told() == {"Fleet size": "14"}


@pytest.mark.parametrize("target", [Own("company:fleet_size"), Own("company:")])
def test_a_target_survives_being_written_down(target: Own) -> None:
    assert target_of(code_of(target)) == target
