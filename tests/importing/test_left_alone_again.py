"""Whoever asked to be left alone, or was erased, is left alone however often a file brings them in; and it is told."""

import pytest

from tests.importing.founding import NOW
from tests.importing.test_load import bring_in, reasons
from tests.importing.test_undo import everything, take_back
from twelfth.accounts.actor import Actor
from twelfth.background.models import Job
from twelfth.flow.left_alone import leave_alone
from twelfth.people.actions import NewEntry, opt_in, opt_out
from twelfth.people.models import ContactPoint, OptOut, Person, Suppression
from twelfth.people.suppressions import suppressed
from twelfth.records.erasing.actions import erase
from twelfth.rules.terms import Channel

pytestmark = pytest.mark.django_db

ADA = "Name,Email,Phone\nAda King,ada@x.example,+49 30 1234567\n"
PHONE = "+49301234567"


def wishes() -> set[tuple[str, str, str]]:
    return set(OptOut.objects.values_list("person__full_name", "channel", "how"))


def ask_to_be_left_alone(by: Actor, channel: Channel | None = None) -> None:
    opt_out(by, Person.objects.get(), channel, "asked", now=NOW)


@pytest.mark.parametrize(
    ("row", "brought"),
    [
        ("Ada Lovelace,ada@x.example,", "ada@x.example"),
        ("Somebody Else,ADA@X.EXAMPLE,", "ada@x.example"),
        ("Somebody Else,other@y.example; ada@x.example,", "ada@x.example"),
        ("Somebody Else,,030 1234567", PHONE),
        (",ada@x.example,", "ada@x.example"),
    ],
)
def test_an_address_keeps_its_wish_under_whatever_name_it_comes_back(
    by: Actor, row: str, brought: str
) -> None:
    bring_in(by, ADA)
    ask_to_be_left_alone(by)
    Person.objects.all().delete()
    job = bring_in(by, f"Name,Email,Phone\n{row}\n")
    ((_, channel, how),) = wishes()
    assert (channel, how) == ("", "suppressed")
    assert Person.objects.get().opted_out_at == NOW
    assert (
        f"{brought} stands on the do-not-contact list; the wish to be left alone came with it."
        in reasons(job)[0]
    )


def test_a_wish_on_one_channel_stays_on_that_channel(by: Actor) -> None:
    bring_in(by, ADA)
    ask_to_be_left_alone(by, Channel.PHONE)
    Person.objects.all().delete()
    bring_in(by, ADA)
    assert wishes() == {("Ada King", "phone", "suppressed")}
    assert not suppressed(by.workspace, ["ada@x.example"])


def test_whoever_is_still_here_stays_as_they_wish(by: Actor) -> None:
    bring_in(by, ADA)
    ask_to_be_left_alone(by)
    bring_in(by, "Name,Email,Phone,Email Opt Out\nAda King,ada@x.example,+49 30 7654321,no\n")
    assert wishes() == {("Ada King", "", "asked")}
    assert Person.objects.get().opted_out_at == NOW


@pytest.mark.parametrize("entry", ["x.example", "example"])
def test_a_whole_domain_is_left_alone(by: Actor, entry: str) -> None:
    leave_alone(by, [NewEntry(value=entry, channel=Channel.EMAIL, why="by hand", is_domain=True)], now=NOW)
    bring_in(by, ADA.replace("ada@x", "ada@mail.x"))
    assert wishes() == ({("Ada King", "email", "suppressed")} if entry == "x.example" else set())


@pytest.mark.parametrize("asked_before", [True, False])
def test_whoever_was_erased_and_wants_no_contact_comes_with_that_wish(by: Actor, asked_before: bool) -> None:
    bring_in(by, ADA)
    if asked_before:
        ask_to_be_left_alone(by)
    erase(by, Person.objects.get(), leave_alone=not asked_before, now=NOW)
    Job.objects.all().delete()
    job = bring_in(by, ADA)
    assert wishes() == {("Ada King", "", "suppressed")}
    assert "Whoever had ada@x.example was erased and is not to be contacted" in reasons(job)[0]
    assert suppressed(by.workspace, ["ada@x.example"])
    assert set(Suppression.objects.values_list("value", flat=True)) == {""}, "what is kept names nobody"


def test_taking_the_file_back_leaves_the_list_as_it_was(by: Actor) -> None:
    bring_in(by, ADA)
    ask_to_be_left_alone(by)
    erase(by, Person.objects.get(), leave_alone=True, now=NOW)
    before = set(Suppression.objects.values_list("value_hash", "channel", "why"))
    take_back(by, bring_in(by, ADA))
    assert not Person.objects.exists()
    assert set(Suppression.objects.values_list("value_hash", "channel", "why")) == before
    bring_in(by, ADA)
    assert wishes() == {("Ada King", "", "suppressed")}


def test_an_address_that_a_known_person_gets_brings_its_wish(by: Actor) -> None:
    leave_alone(by, [NewEntry(value="ada@x.example", channel=None, why="by hand")], now=NOW)
    bring_in(by, "Name,Phone\nAda King,+49 30 1234567\n")
    assert not wishes()
    job = bring_in(by, ADA)
    assert wishes() == {("Ada King", "", "suppressed")}
    assert "came with it" in reasons(job)[0]
    assert "came with it" not in "".join(reasons(bring_in(by, ADA))), "it is told once"


def test_the_wish_goes_with_the_address_when_the_file_is_taken_back(by: Actor) -> None:
    listed = ("ada@x.example", "ada@z.example")
    leave_alone(by, [NewEntry(value=value, channel=None, why="by hand") for value in listed], now=NOW)
    bring_in(by, "Name,Phone\nAda King,+49 30 1234567\n")
    before = everything()
    first = bring_in(by, ADA)
    second = bring_in(by, ADA.replace("@x", "@z"))
    take_back(by, first)
    assert wishes() == {("Ada King", "", "suppressed")}, "another address of hers is on the list"
    ContactPoint.objects.filter(value="ada@z.example").delete()
    assert second.result["updated"] == 1
    take_back(by, bring_in(by, ADA))
    assert wishes() == {("Ada King", "", "suppressed")}, "it was there before that file"
    OptOut.objects.all().delete()
    Person.objects.update(opted_out_at=None)
    take_back(by, bring_in(by, ADA))
    assert everything() == before
    assert Suppression.objects.count() == 2


def test_only_the_row_that_brings_the_address_is_told(by: Actor) -> None:
    leave_alone(by, [NewEntry(value="ada@x.example", channel=None, why="by hand")], now=NOW)
    job = bring_in(by, ADA + "Bo Lind,bo@x.example,\nAda King,ada@x.example,\n")
    told = dict(job.file_rows.values_list("number", "reason"))
    assert [number for number, reason in told.items() if "came with it" in reason] == [2]


def test_whoever_asked_to_hear_from_us_again_is_not_silenced_by_a_file(by: Actor) -> None:
    bring_in(by, ADA)
    ask_to_be_left_alone(by)
    opt_in(by, Person.objects.get(), None, reason="asked", now=NOW)
    Suppression.objects.all().delete()
    bring_in(by, ADA)
    assert not wishes()
