"""Exports of calls, e-mails, notes and tasks that people have published: the names of their columns, and the shapes of what
stands in the cells of exports."""

from pathlib import Path

import pytest

from twelfth.importing.columns import recognise
from twelfth.importing.drafts import ActivityDraft, PersonDraft
from twelfth.importing.fields import Field
from twelfth.importing.points import split_emails
from twelfth.importing.preview import preview
from twelfth.importing.values import tags
from twelfth.rules.terms import Channel

_FOUND = sorted((Path(__file__).parent / "found" / "past").glob("*.txt"))
_CELLS = {
    "activity_kind": ["Call", "Email", "Meeting"], "activity_direction": ["Inbound", "Outbound"],
    "activity_at": ["2026-05-05 14:00:00"], "email": ["ada@x.example"], "phone": ["+49 30 123456"],
    "full_name": ["Ada King"], "activity_subject": ["Call with Ada"],
}  # fmt: skip


@pytest.mark.parametrize("path", _FOUND, ids=lambda path: path.stem)
def test_each_column_of_a_list_of_contacts_is_what_it_is(path: Path) -> None:
    lines = [line.rpartition(" = ") for line in path.read_text("utf-8").splitlines()]
    told = [(header, sorted(may.split("|"))) for header, _, may in lines]
    rows = [
        [(cells := _CELLS.get(may[0], ["word"]))[row % len(cells)] for _, may in told] for row in range(8)
    ]
    found = recognise([header for header, _ in told], rows)
    assert found.tells_of_contacts
    for (header, may), column in zip(told, found.columns, strict=True):
        assert ("-" if column.field in {None, Field.KEEP} else column.field) in may, header


def _activity(content: str) -> ActivityDraft:
    (draft,) = preview(content.encode(), country="DE").drafts
    assert isinstance(draft, ActivityDraft)
    return draft


def test_a_note_out_of_zoho_was_written_when_it_was_made() -> None:
    note = _activity(
        "Record Id,Note Title,Note Content,Parent ID.id,Parent ID,Created Time\n"
        "zcrm_12,Fair,Wants two,zcrm_42,Ada King,2026-08-11 10:00:00\n"
    )
    assert note.is_note
    assert (note.title, note.whom.ids, note.whom.names) == ("Fair", ("zcrm_42",), ("Ada King",))
    assert note.at is not None
    assert note.at.date().isoformat() == "2026-08-11"


def test_an_email_out_of_zoho_is_no_person() -> None:
    mail = _activity(
        "Record Id,Subject,To,Status,No. of Opens,First Opened,Sent Time,Created Time\n"
        "zcrm_1,Welcome,ada@x.example,Opened,3,,2026-01-14 08:01:10,2026-01-14 08:01:10\n"
    )
    assert (mail.channel, mail.whom.emails, mail.is_task) == (Channel.EMAIL, ("ada@x.example",), False)


def test_a_shop_puts_a_mark_in_front_of_numbers_for_the_spreadsheet() -> None:
    (anna,) = preview(
        b"Customer ID,First Name,Last Name,Email,Default Address Zip,Default Address Country Code,Phone\n"
        b"'123,Anna,Jansen,Anna@Example.com,'1234AB,NL,'+31612345678\n"
    ).drafts
    assert isinstance(anna, PersonDraft)
    assert (anna.external_id, anna.address.postcode) == ("123", "1234AB")
    assert "+31612345678" in [point.value for point in anna.points]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ('"VIP","Blog"', ["VIP", "Blog"]),
        ('"Fair, spring","Blog"', ["Fair, spring", "Blog"]),
        ("VIP, Blog", ["VIP", "Blog"]),
        ('VIP, 5" screen', ["VIP", '5" screen']),
        ("* myContacts ::: * Clients", ["Clients"]),
    ],
)
def test_labels_in_quotes(cell: str, told: list[str]) -> None:
    assert tags(cell) == told


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("ada@x.example (work)", ["ada@x.example"]),
        ("ada@x.example [private]; bo@y.example", ["ada@x.example", "bo@y.example"]),
        ("Ada (Firm) <ada@x.example>", ["ada@x.example"]),
    ],
)
def test_what_is_said_behind_an_address_does_not_spoil_it(cell: str, told: list[str]) -> None:
    assert split_emails(cell) == told
