"""Columns that go into fields of one's own: recognised, chosen, made, read, remembered, taken back."""

import pytest

from tests.importing.founding import NOW
from tests.importing.test_load import bring_in, clock
from tests.importing.test_undo import everything, kept, take_back
from twelfth.accounts.actor import Actor, NotAllowed
from twelfth.accounts.models import Member, Role
from twelfth.background.actions import claim_job, finish
from twelfth.background.models import Job
from twelfth.importing.fields import Field, Own, code_of, target_of
from twelfth.importing.load import run_import, start_import
from twelfth.importing.own import guessed_kind
from twelfth.importing.preview import Choices, preview
from twelfth.importing.uploads import choose, import_upload, keep_upload, preview_upload
from twelfth.people.custom.actions import define_field, fill
from twelfth.people.custom.kinds import Kind
from twelfth.people.custom.queries import fields_of, filled
from twelfth.people.models import CustomField, CustomValue, Person

pytestmark = pytest.mark.django_db

ADA = "Name,Email,{}\nAda King,ada@x.example,{}\n"


def texts(person: Person) -> dict[str, str]:
    return {one.field.label: one.text for one in filled(person, fields_of(person.workspace)) if one.text}


def imported(by: Actor, content: str, fields: "dict[str, Field | Own | None] | None" = None) -> Job:
    start_import(by, "people.csv", [content.encode()], choices=Choices(fields=fields), now=NOW)
    job = claim_job("worker", now=NOW)
    assert job is not None
    run_import(job, clock)
    finish(job, now=NOW)
    return job


@pytest.mark.parametrize(
    ("kind", "text", "kept_as"),
    [
        (Kind.TEXT, "B 12", "B 12"),
        (Kind.NUMBER, '"1.250,50"', "1250.5"),
        (Kind.DATE, "31.12.2025", "2025-12-31"),
        (Kind.YES_NO, "ja", "yes"),
        (Kind.ONE, "gold", "Gold"),
        (Kind.SEVERAL, "gold;silver", "Gold, Silver"),
        (Kind.LINK, "x.example/ada", "https://x.example/ada"),
    ],
)
def test_a_column_called_like_a_field_fills_it_by_its_kind(
    by: Actor, kind: Kind, text: str, kept_as: str
) -> None:
    define_field(by, "Stand", kind, choices=["Gold", "Silver"], now=NOW)
    bring_in(by, ADA.format("stand", text))
    assert texts(Person.objects.get()) == {"Stand": kept_as}
    assert not Person.objects.get().notes


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (Kind.NUMBER, "a few", "is no number"),
        (Kind.DATE, "3/4/2026", "could be two different days"),
        (Kind.DATE, "soon", "is not a date"),
        (Kind.ONE, "Bronze", "none of the choices"),
    ],
)
def test_what_is_no_value_is_told_and_kept_in_the_notes(by: Actor, kind: Kind, text: str, said: str) -> None:
    define_field(by, "Stand", kind, choices=["Gold"], now=NOW)
    job = bring_in(by, ADA.format("Stand", text))
    ada = Person.objects.get()
    assert not texts(ada)
    assert ada.notes == f"Stand: {text}"
    assert said in job.file_rows.get().reason


def test_only_what_is_empty_is_filled_and_it_is_taken_back(by: Actor) -> None:
    lot, hall = (define_field(by, name, Kind.TEXT, now=NOW) for name in ("Lot", "Hall"))
    bring_in(by, "Name,Email\nAda King,ada@x.example\n")
    fill(by, Person.objects.get(), {lot: "by hand"}, now=NOW)
    before = everything()
    job = bring_in(by, ADA.format("Lot,Hall", "7,North"))
    assert texts(Person.objects.get()) == {"Lot": "by hand", "Hall": "North"}
    take_back(by, job)
    assert everything() == before
    assert texts(Person.objects.get()) == {"Lot": "by hand"}
    job = bring_in(by, ADA.format("Hall", "North"))
    fill(by, Person.objects.get(), {hall: "South"}, now=NOW)
    take_back(by, job)
    assert texts(Person.objects.get())["Hall"] == "South"
    assert kept(job) == {2: "Changed since, so kept: Hall."}


def test_whoever_has_something_else_in_it_since_stays(by: Actor) -> None:
    lot = define_field(by, "Lot", Kind.TEXT, now=NOW)
    job = bring_in(by, ADA.format("Lot", "7") + "Bo Lind,bo@x.example,8\n")
    fill(by, Person.objects.get(full_name="Ada King"), {lot: "9"}, now=NOW)
    take_back(by, job)
    assert Person.objects.get().full_name == "Ada King"
    assert CustomValue.objects.get().text == "9"


def test_a_field_is_made_of_a_column_and_goes_with_the_file(by: Actor) -> None:
    define_field(by, "Hall", Kind.TEXT, now=NOW)
    chosen: dict[str, Field | Own | None] = {"Score": Own(), "hall": Own(), "Since": Own()}
    job = imported(by, ADA.format("Score,hall,Since", "7,North,2025-03-01"), chosen)
    assert {one.label: one.kind for one in fields_of(by.workspace)} == {
        "Hall": Kind.TEXT,
        "Score": Kind.NUMBER,
        "Since": Kind.DATE,
    }, "a field that is there already is taken"
    assert texts(Person.objects.get()) == {"Hall": "North", "Score": "7", "Since": "2025-03-01"}
    fill(by, Person.objects.get(), {CustomField.objects.get(label="Score"): "8"}, now=NOW)
    take_back(by, job)
    assert texts(Person.objects.get())["Score"] == "8", "they were changed since, so they stay whole"
    Person.objects.all().delete()
    take_back(by, imported(by, ADA.format("Lot", "7"), {"Lot": Own()}))
    assert "Lot" not in {one.label for one in fields_of(by.workspace)}


def test_no_field_is_made_by_whoever_may_not_and_none_before_it_begins(by: Actor) -> None:
    job = keep_upload(by, "people.csv", [ADA.format("Lot", "7").encode()], now=NOW)
    chosen = Choices(fields={"Lot": Own()})
    choose(by, job, chosen)
    found = preview_upload(job)
    assert found.columns[2].why == "A new field is made of it; what it holds: number."
    assert not CustomField.objects.exists()
    seller = Actor(by.workspace, Member(workspace=by.workspace, name="Seller", role=Role.SELLER, pk=-1))
    with pytest.raises(NotAllowed):
        import_upload(seller, job, chosen, now=NOW)
    assert not CustomField.objects.exists()
    assert import_upload(by, job, chosen, now=NOW)
    assert not import_upload(by, job, chosen, now=NOW), "a second click"
    job.refresh_from_db()
    assert job.arguments["fields"] == {"Lot": "custom:lot"}
    assert CustomField.objects.count() == 1


def test_what_was_chosen_is_remembered_and_a_field_that_is_gone_goes_into_the_notes(by: Actor) -> None:
    lot = define_field(by, "Lot", Kind.TEXT, now=NOW)
    imported(by, ADA.format("Los", "7"), {"Los": Own(lot.key)})
    again = keep_upload(by, "people.csv", [ADA.format("Los", "8").encode()], now=NOW)
    assert preview_upload(again).columns[2].target == Own(lot.key)
    CustomField.objects.update(removed_at=NOW)
    found = preview_upload(again)
    assert "was removed" in found.columns[2].why
    assert "Los: 8" in found.drafts[0].notes  # type: ignore[union-attr]  # a person's draft


def test_an_address_or_a_wish_is_never_lost_to_a_field_of_the_same_name(by: Actor) -> None:
    for name in ("Email", "Email Opt Out"):
        define_field(by, name, Kind.TEXT, now=NOW)
    bring_in(by, "Name,Email,Email Opt Out\nAda King,ada@x.example,1\n")
    assert Person.objects.get().opt_outs.exists()
    assert not texts(Person.objects.get())


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["1", "2.5", ""], Kind.NUMBER),
        (["007", "12"], Kind.TEXT),
        (["+49 30 1"], Kind.TEXT),
        (["3/4/2026", "2026-01-01"], Kind.DATE),
        (["yes", "no"], Kind.YES_NO),
        (["yes", "perhaps"], Kind.TEXT),
        (["", " "], Kind.TEXT),
    ],
)
def test_the_kind_of_a_new_field_is_guessed_carefully(cells: list[str], kind: Kind) -> None:
    assert guessed_kind(cells) is kind


@pytest.mark.parametrize("target", [None, Field.EMAIL, Own("lot"), Own()])
def test_a_target_survives_being_written_down(target: "Field | Own | None") -> None:
    assert target_of(code_of(target)) == target


@pytest.mark.parametrize("code", ["own", "custom:", "nonsense"])
def test_what_is_no_target_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match=code):
        target_of(code)


def test_two_columns_for_one_field_lose_nothing() -> None:
    from twelfth.importing.own import OwnField

    lot = OwnField("lot", "Lot", Kind.TEXT)
    content = b"Name,Email,Lot,Los\nAda,ada@x.example,7,8\n"
    (draft,) = preview(content, Choices(fields={"Los": Own("lot")}), own=[lot]).drafts
    assert [(key, value.text) for key, (value,) in draft.own] == [("lot", "7")]  # type: ignore[union-attr]  # a person's draft
    assert draft.notes == "Los: 8"  # type: ignore[union-attr]  # the same
