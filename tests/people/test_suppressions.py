"""The do-not-contact list: what an entry covers, and that it holds wherever an address comes in."""

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from tests.world import World, make_world
from twelfth.accounts.models import Event
from twelfth.flow import act
from twelfth.flow.left_alone import allow_again, allow_person_again, leave_alone
from twelfth.flow.opt_out import stop
from twelfth.followups.models import FollowUp
from twelfth.messages.models import MessageState, OutgoingMessage
from twelfth.people.actions import NewEntry, add_contact_point, hash_anew
from twelfth.people.models import OptOut, Person, Suppression
from twelfth.people.suppressions import matching, suppressed
from twelfth.rules.terms import Channel, NextKind


def entry(value: str, channel: Channel | None = Channel.EMAIL) -> NewEntry:
    return NewEntry(value=value, channel=channel, why="by hand", is_domain="@" not in value and "." in value)


def wishes(person: Person) -> set[tuple[str, str]]:
    return set(person.opt_outs.values_list("channel", "how"))


@pytest.mark.parametrize(
    ("listed", "address", "is_covered"),
    [
        ("ada@acme.test", "ada@acme.test", True),
        ("Ada@ACME.test", "ada@acme.test", True),
        ("ada@acme.test", "bo@acme.test", False),
        ("acme.test", "bo@acme.test", True),
        ("acme.test", "bo@mail.lisbon.acme.test", True),
        ("acme.test", "bo@notacme.test", False),
        ("acme.test", "acme.test@other.test", False),
        ("lisbon.acme.test", "bo@acme.test", False),
        ("müller.test", "jo@xn--mller-kva.test", True),
        ("xn--mller-kva.test", "jo@müller.test", True),
        ("jo@müller.test", "jo@xn--mller-kva.test", True),
        ("faß.test", "jo@fass.test", False),
    ],
)
def test_what_an_entry_covers(world: World, listed: str, address: str, is_covered: bool) -> None:
    leave_alone(world.by, [entry(listed)], now=world.now)
    assert suppressed(world.by.workspace, [address, "else@where.test"]) == (
        {address} if is_covered else set()
    )
    other = make_world("Another", "otto@another.test")
    assert suppressed(other.by.workspace, [address]) == set(), "each workspace has its own list"


def test_a_number_says_nothing_of_mail(world: World) -> None:
    leave_alone(world.by, [entry("+351912555014", Channel.PHONE)], now=world.now)
    person = world.person()
    assert wishes(person) == {("phone", "suppressed")}
    assert matching("+351912555014") == ["+351912555014"]


def test_many_addresses_are_asked_for_at_once(world: World, django_assert_num_queries: object) -> None:
    leave_alone(world.by, [entry("acme.test")], now=world.now)
    many = [f"person{number}@acme.test" for number in range(200)]
    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's
        assert len(suppressed(world.by.workspace, many)) == 200


class TestWhereAddressesComeIn:
    def test_a_new_person(self, world: World) -> None:
        leave_alone(world.by, [entry("ribeiro.test")], now=world.now)
        assert wishes(world.person()) == {("email", "suppressed")}

    def test_another_address(self, world: World) -> None:
        leave_alone(world.by, [entry("private@home.test", None)], now=world.now)
        person = world.person()
        add_contact_point(world.by, person, Channel.EMAIL, "private@home.test", now=world.now)
        assert wishes(person) == {("", "suppressed")}

    def test_whoever_is_there_already_with_what_is_queued_to_them(self, world: World) -> None:
        world.mailbox()
        followup = world.followup()
        approved = act.Approved(number=1, subject="Thank you", body="Hello")
        message = act.send_mail(world.by, followup, approved, now=world.now)
        listed = leave_alone(world.by, [entry("ribeiro.test")], now=world.now)
        assert (listed.added, listed.known, listed.people) == (1, 0, 1)
        message.refresh_from_db()
        assert message.state == MessageState.HELD
        assert wishes(followup.person) == {("email", "suppressed")}

    def test_sending_to_it_is_refused(self, world: World) -> None:
        """Also where the person was never told of: the list itself is asked."""
        world.mailbox()
        followup = world.followup()
        leave_alone(world.by, [entry("ribeiro.test")], now=world.now)
        OptOut.objects.all().delete()
        approved = act.Approved(number=1, subject="Thank you", body="Hello")
        with pytest.raises(act.NoAddress):
            act.send_mail(world.by, followup, approved, now=world.now)
        assert not OutgoingMessage.objects.exists()


class TestSharedAddresses:
    def test_a_wish_by_one_counts_for_the_address(self, world: World) -> None:
        world.mailbox()
        one = world.person("Ines Carvalho", email="info@ribeiro.test")
        other = world.followup(world.person("Otto Brandt", email="info@ribeiro.test"))
        approved = act.Approved(number=1, subject="Thank you", body="Hello")
        message = act.send_mail(world.by, other, approved, now=world.now)
        stop(one, Channel.EMAIL, "link", now=world.now)
        message.refresh_from_db()
        assert (wishes(other.person), message.state) == ({("email", "suppressed")}, MessageState.HELD)

    def test_and_draws_in_no_further_addresses(self, world: World) -> None:
        """The wish of one must not run on from person to person through whatever addresses they share."""
        one = world.person("Ines Carvalho", email="info@ribeiro.test")
        other = world.person("Otto Brandt", email="info@ribeiro.test")
        add_contact_point(world.by, other, Channel.EMAIL, "otto@brandt.test", now=world.now)
        third = world.person("Third Person", email="otto@brandt.test")
        stop(one, Channel.EMAIL, "link", now=world.now)
        assert wishes(other) == {("email", "suppressed")}
        assert wishes(third) == set()
        assert set(Suppression.objects.values_list("value", flat=True)) == {"info@ribeiro.test"}

    def test_all_contact_with_one_leaves_the_others_numbers(self, world: World) -> None:
        one = world.person("Ines Carvalho", email="info@ribeiro.test")
        world.person("Somebody Else", email="else@where.test")
        stop(one, None, "told us", now=world.now)
        assert OptOut.objects.count() == 1


class TestTakingOff:
    def test_an_entry_frees_whoever_has_it(self, world: World) -> None:
        person = world.person()
        leave_alone(world.by, [entry("ribeiro.test", None)], now=world.now)
        assert allow_again(world.by, Suppression.objects.get(), "mistake", now=world.now) == 1
        person.refresh_from_db()
        assert (wishes(person), person.opted_out_at) == (set(), None)

    def test_but_not_while_another_of_their_addresses_is_listed(self, world: World) -> None:
        person = world.person()
        leave_alone(world.by, [entry("ribeiro.test"), entry("inês@ribeiro.test")], now=world.now)
        domain = Suppression.objects.get(kind=Suppression.DOMAIN)
        assert allow_again(world.by, domain, "mistake", now=world.now) == 0
        assert wishes(person) == {("email", "suppressed")}

    def test_a_person_with_their_addresses(self, world: World) -> None:
        person = world.person()
        stop(person, None, "told us", now=world.now)
        assert Suppression.objects.count() == 2
        allow_person_again(world.by, person, None, "asked", now=world.now)
        assert not Suppression.objects.exists()
        assert wishes(person) == set()

    def test_a_whole_domain_keeps_its_people(self, world: World) -> None:
        person = world.person()
        leave_alone(world.by, [entry("ribeiro.test")], now=world.now)
        stop(person, Channel.EMAIL, "link", now=world.now)
        allow_person_again(world.by, person, Channel.EMAIL, "asked", now=world.now)
        assert Suppression.objects.get().kind == Suppression.DOMAIN
        assert wishes(person) == {("email", "suppressed")}


def test_the_same_twice_is_one_entry(world: World) -> None:
    listed = [leave_alone(world.by, [entry("acme.test")] * 2, now=world.now) for _ in range(2)]
    assert [(one.added, Suppression.objects.count()) for one in listed] == [(1, 1), (0, 1)]


class TestAnotherSecretKey:
    """It signs hashes: with another one the list would hold for nobody, and nobody would notice."""

    def test_the_list_holds_on(self, world: World) -> None:
        leave_alone(world.by, [entry("acme.test"), entry("ada@rival.test")], now=world.now)
        workspace = world.by.workspace
        with override_settings(SECRET_KEY="another key, of which nobody told the list"):
            assert suppressed(workspace, ["bo@acme.test"]) == set()
            assert hash_anew() == 2
            assert suppressed(workspace, ["bo@acme.test", "ada@rival.test"]) == {
                "bo@acme.test",
                "ada@rival.test",
            }
            assert hash_anew() == 0

    def test_who_asked_again_since_stands_once(self, world: World) -> None:
        leave_alone(world.by, [entry("acme.test")], now=world.now)
        with override_settings(SECRET_KEY="another key, of which nobody told the list"):
            leave_alone(world.by, [entry("acme.test")], now=world.now)
            assert Suppression.objects.count() == 2
            hash_anew()
            assert Suppression.objects.count() == 1
            assert suppressed(world.by.workspace, ["bo@acme.test"]) == {"bo@acme.test"}

    def test_while_the_key_is_the_same_nothing_is_written(self, world: World) -> None:
        stop(world.person(), None, "told us", now=world.now)
        assert hash_anew() == 0


def test_a_domain_of_many_people_costs_no_more_queries(world: World) -> None:
    def queries(domain: str, many: int) -> int:
        for number in range(many):
            world.followup(world.person(f"Ana {domain} {number}", email=f"p{number}@{domain}"))
        with CaptureQueriesContext(connection) as seen:
            assert leave_alone(world.by, [entry(domain, None)], now=world.now).people == many
        return len(seen)

    assert queries("small.test", 3) == queries("large.test", 30)
    assert OptOut.objects.filter(channel="").count() == 33
    assert not FollowUp.objects.filter(next_kind=NextKind.STEP).exists(), "no plan goes on with any of them"
    assert Event.objects.filter(verb="person.opted_out").count() == 33
