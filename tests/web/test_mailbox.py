"""Connecting a mailbox with a password, looking after it, disconnecting it."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.web.test_walk import client_of
from tests.world import TestWiring, World, make_world
from twelfth.accounts import actions as accounts
from twelfth.accounts.actor import Actor
from twelfth.accounts.models import Event, Member, Role, User
from twelfth.flow import act
from twelfth.messages.mailboxes.discovery import Autoconfig
from twelfth.messages.models import Mailbox, MailFolder, MessageState, OutgoingMessage
from twelfth.messages.ports import LoginRefused, TlsFailed
from twelfth.settings import keys

ADDRESS = "clara@duarte.test"
GIVEN = {
    "address": ADDRESS, "display_name": "Clara Duarte", "username": ADDRESS, "password": "secret",
    "imap_host": "imap.duarte.test", "imap_port": "993", "imap_security": "tls",
    "smtp_host": "smtp.duarte.test", "smtp_port": "465", "smtp_security": "tls", "sent_folder": "",
}  # fmt: skip
CONNECT = f"/settings/mailbox/connect/?address={ADDRESS}"


class WebWiring(TestWiring):
    def autoconfig(self) -> Autoconfig:
        return lambda _: None


@pytest.fixture
def client(world: World, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("twelfth.wiring.now", lambda: world.now)
    monkeypatch.setattr("twelfth.wiring.Wiring", lambda: WebWiring(world))
    return client_of(world)


def text_of(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def unlocked(mailbox: Mailbox) -> str:
    return keys.vault(settings.TWELFTH.data_dir).unlock(mailbox.password_locked)


# --- finding and connecting -------------------------------------------------------------------------------


def test_the_address_is_all_that_is_asked_first(client: Client) -> None:
    page = text_of(client, reverse("mailbox"))
    assert 'name="address"' in page
    assert ADDRESS in page
    assert 'name="password"' not in page


def test_what_was_found_is_shown_before_the_password_is_asked(client: Client, world: World) -> None:
    world.dns.records[("duarte.test", "MX")] = ["1 in1-smtp.messagingengine.com"]
    page = text_of(client, CONNECT)
    assert "Fastmail takes in the mail of duarte.test" in page
    assert "It goes to imap.fastmail.com for reading and smtp.fastmail.com for sending" in page
    assert "Manage app passwords" in page
    assert 'value="imap.fastmail.com"' in page
    assert not Mailbox.objects.exists()


def test_a_guess_shows_its_fields_open(client: Client) -> None:
    page = text_of(client, CONNECT)
    assert "guess" in page
    assert "<details open><summary>Servers" in page


@pytest.mark.parametrize("given", ["", "clara", "clara@", "a@b@c", "clara@duarte.test\r\nX: y"])
def test_what_is_no_address_leads_back(client: Client, world: World, given: str) -> None:
    response = client.get(reverse("mailbox-connect"), {"address": given}, follow=True)
    assert response.redirect_chain[-1][0] == reverse("mailbox")
    assert "Give an e-mail address" in response.content.decode()
    assert world.dns.asked == []


def test_it_is_stored_after_both_servers_let_us_in(client: Client, world: World) -> None:
    world.mail.set_password(ADDRESS, "secret")
    response = client.post(reverse("mailbox-connect"), GIVEN, follow=True)
    assert "is connected: sending and reading both work" in response.content.decode()
    mailbox = Mailbox.objects.get()
    assert (mailbox.address, mailbox.auth, mailbox.imap_host) == (ADDRESS, "password", "imap.duarte.test")
    assert unlocked(mailbox) == "secret"
    assert "secret" not in mailbox.password_locked
    assert Event.objects.filter(verb="mailbox.saved").count() == 1
    assert world.mail.logins[ADDRESS] == 2


def test_a_wrong_password_is_said_and_nothing_is_stored(client: Client, world: World) -> None:
    world.mail.set_password(ADDRESS, "another")
    response = client.post(reverse("mailbox-connect"), GIVEN)
    page = response.content.decode()
    assert response.status_code == 422
    assert "does not accept this user name and password" in page
    assert "secret" not in page
    assert not Mailbox.objects.exists()


def test_what_is_wrong_on_the_way_is_said_step_by_step(client: Client, world: World) -> None:
    world.mail.reader_error = TlsFailed("The certificate of imap.duarte.test has expired.")
    page = client.post(reverse("mailbox-connect"), GIVEN).content.decode()
    assert page.count("check-ok") >= 4
    assert page.count("check-bad") == 1
    assert "has expired" in page
    assert not Mailbox.objects.exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"password": ""}, "The password is needed"),
        ({"imap_host": "https://imap.duarte.test/"}, "Give the name of the server alone"),
        ({"imap_host": "imap duarte"}, "Give the name of the server alone"),
        ({"smtp_host": "smtp.duarte.test\r\nX"}, "Give the name of the server alone"),
        ({"smtp_port": "0"}, "greater than or equal to 1"),
        ({"imap_port": "70000"}, "less than or equal to 65535"),
        ({"smtp_security": "none"}, "Select a valid choice"),
        ({"imap_security": ""}, "required"),
    ],
)
def test_nonsense_is_refused_before_anybody_is_asked(
    client: Client, world: World, change: dict[str, str], sentence: str
) -> None:
    response = client.post(reverse("mailbox-connect"), GIVEN | change)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Mailbox.objects.exists()
    assert not world.mail.logins


def test_a_name_in_other_letters_is_written_as_it_travels(client: Client) -> None:
    client.post(reverse("mailbox-connect"), GIVEN | {"imap_host": " IMAP.Müller.test. "})
    assert Mailbox.objects.get().imap_host == "imap.xn--mller-kva.test"


# --- changing it ------------------------------------------------------------------------------------------


def test_the_stored_password_goes_to_no_other_place(client: Client, world: World) -> None:
    """Whoever sits down at an open page must not be able to have the password sent to a server of theirs."""
    mailbox = world.mailbox()
    url = reverse("mailbox-connect")
    same = GIVEN | {
        "address": mailbox.address, "username": mailbox.username, "password": "", "imap_host": "localhost",
        "smtp_host": "localhost",
    }  # fmt: skip
    for change in (
        {"imap_host": "evil.test"},
        {"smtp_host": "evil.test"},
        {"smtp_port": "4650"},
        {"username": "eve"},
    ):
        response = client.post(url, same | change)
        assert response.status_code == 422, change
        assert "Type the password again" in response.content.decode()
    assert client.post(url, same | {"address": "eve@example.test"}).status_code == 422
    assert not world.mail.logins
    assert client.post(url, same | {"display_name": "C. Duarte"}).status_code == 302
    kept = Mailbox.objects.get()
    assert (kept.display_name, unlocked(kept)) == ("C. Duarte", "secret")


def test_another_mailbox_is_read_from_its_own_end(client: Client, world: World) -> None:
    mailbox = world.mailbox()
    MailFolder.objects.create(
        workspace=world.by.workspace, mailbox=mailbox, name="INBOX", uidvalidity=1, uid=7
    )
    client.post(reverse("mailbox-connect"), GIVEN)
    kept = Mailbox.objects.get()
    assert (kept.pk, kept.address, kept.synced_at) == (mailbox.pk, ADDRESS, None)
    assert not MailFolder.objects.exists()


def test_the_same_mailbox_on_another_server_is_read_once_more(client: Client, world: World) -> None:
    mailbox = world.mailbox()
    MailFolder.objects.create(
        workspace=world.by.workspace, mailbox=mailbox, name="INBOX", uidvalidity=1, uid=7
    )
    given = GIVEN | {"address": mailbox.address, "username": mailbox.username}
    client.post(reverse("mailbox-connect"), given)
    assert MailFolder.objects.get().uidvalidity not in {0, 1}


def test_saving_leaves_alone_what_others_write(client: Client, world: World) -> None:
    mailbox = world.mailbox()
    Mailbox.objects.update(most_in_1_day=7, sync_claimed_by="worker", stopped_why="Too many bounces")
    given = GIVEN | {"address": mailbox.address, "username": mailbox.username}
    client.post(reverse("mailbox-connect"), given)
    kept = Mailbox.objects.get()
    assert kept.imap_host == "imap.duarte.test"
    assert (kept.most_in_1_day, kept.sync_claimed_by, kept.stopped_why) == (7, "worker", "Too many bounces")


def test_an_address_belongs_to_one_colleague(client: Client, world: World) -> None:
    colleague(world, Mailbox(address=ADDRESS, password_locked="x"))
    page = client.post(reverse("mailbox-connect"), GIVEN, follow=True).content.decode()
    assert "is the mailbox of Tom Okafor" in page
    assert Mailbox.objects.count() == 1


def test_who_has_a_mailbox_goes_on_with_no_other(client: Client, world: World) -> None:
    mailbox = world.mailbox()
    left = colleague(world, Mailbox(address=ADDRESS, password_locked="x"))
    Member.objects.filter(pk=left.pk).update(left_at=world.now)
    page = client.post(reverse("mailbox-connect"), GIVEN, follow=True).content.decode()
    assert "who has left" in page
    assert Mailbox.objects.get(owner=world.member).address == mailbox.address


def colleague(world: World, mailbox: Mailbox) -> Member:
    user = User.objects.create(email="tom@duarte.test", created_at=world.now)
    member = Member.objects.create(
        workspace=world.by.workspace, user=user, name="Tom Okafor", zone="Europe/Lisbon", joined_at=world.now
    )
    mailbox.workspace, mailbox.owner, mailbox.created_at = world.by.workspace, member, world.now
    mailbox.imap_host, mailbox.smtp_host, mailbox.username = "imap.old.test", "smtp.old.test", mailbox.address
    mailbox.save()
    return member


def test_checking_it_again_says_what_is_wrong_now(client: Client, world: World) -> None:
    world.mailbox()
    assert "Sending and reading both work" in client.post(reverse("mailbox-check")).content.decode()
    world.mail.transport_error = LoginRefused("The password was changed.")
    page = client.post(reverse("mailbox-check")).content.decode()
    assert "The password was changed." in page
    assert "both work" not in page


def test_a_password_locked_with_another_key_is_said(client: Client, world: World) -> None:
    world.mailbox()
    Mailbox.objects.update(password_locked=keys.Vault(keys.new_credentials_key()).lock("secret"))
    assert "encrypted with another key" in client.post(reverse("mailbox-check")).content.decode()


# --- what people see --------------------------------------------------------------------------------------


def test_name_signature_and_log_address_are_kept(client: Client, world: World) -> None:
    mailbox = world.mailbox()
    given = {
        "display_name": "Clara", "signature": "  Clara Duarte \r\nDuarte Consulting\r\n\r\n",
        "log_address": "Clara+log@Example.test",
    }  # fmt: skip
    assert client.post(reverse("mailbox-words"), given).status_code == 302
    kept = Mailbox.objects.get()
    assert (kept.display_name, kept.owner.signature) == ("Clara", "Clara Duarte\nDuarte Consulting")
    assert kept.log_address == "clara+log@example.test"
    assert kept.password_locked == mailbox.password_locked
    assert Event.objects.filter(verb="mailbox.worded").count() == 1


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("clara@example.test", "the mailbox&#x27;s own address"),
        ("CLARA@example.test", "the mailbox&#x27;s own address"),
        ("clara", "valid email address"),
        ("tom@duarte.test", "A colleague uses this address"),
    ],
)
def test_an_address_to_log_that_cannot_be_one_is_refused(
    client: Client, world: World, address: str, sentence: str
) -> None:
    world.mailbox()
    colleague(world, Mailbox(address="tom@duarte.test", password_locked="x"))
    response = client.post(
        reverse("mailbox-words"), {"display_name": "C", "signature": "", "log_address": address}
    )
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert Mailbox.objects.get(owner=world.member).log_address == ""


def test_the_preview_shows_how_mail_ends_and_obeys_nothing_in_it(client: Client, world: World) -> None:
    world.mailbox()
    given = {"display_name": "<b>Clara</b>", "signature": "Clara\n<script>x</script>"}
    page = client.post(reverse("mailbox-preview"), given).content.decode()
    assert "Clara<br>" in page
    assert "<script>" not in page
    assert "<b>" not in page


# --- disconnecting ----------------------------------------------------------------------------------------


def test_disconnecting_forgets_the_password_and_keeps_what_was_said(client: Client, world: World) -> None:
    world.mailbox()
    followup = world.followup()
    act.send_mail(world.by, followup, act.Approved(number=1, subject="s", body="b"), now=world.now)
    client.post(reverse("mailbox-disconnect"))
    kept = Mailbox.objects.get()
    assert (kept.password_locked, kept.tokens_locked, kept.synced_at) == ("", "", None)
    message = OutgoingMessage.objects.get()
    assert message.state == MessageState.QUEUED
    assert "connected again" in message.trouble
    page = text_of(client, reverse("mailbox"))
    assert "is disconnected" in page
    assert "1 message waits" in page
    assert "not connected" in text_of(client, reverse("settings"))


def test_connecting_again_goes_on_with_the_same_mailbox(client: Client, world: World) -> None:
    mailbox = world.mailbox()
    MailFolder.objects.create(
        workspace=world.by.workspace, mailbox=mailbox, name="INBOX", uidvalidity=1, uid=7
    )
    client.post(reverse("mailbox-disconnect"))
    page = text_of(client, f"{reverse('mailbox-connect')}?address={mailbox.address}")
    assert 'value="localhost"' in page
    given = GIVEN | {
        "address": mailbox.address, "username": mailbox.username, "imap_host": "localhost", "smtp_host": "localhost",
    }  # fmt: skip
    assert client.post(reverse("mailbox-connect"), given | {"password": ""}).status_code == 422
    client.post(reverse("mailbox-connect"), given)
    kept = Mailbox.objects.get()
    assert (kept.pk, unlocked(kept)) == (mailbox.pk, "secret")
    # The same mailbox: it is read on from where it was.
    assert MailFolder.objects.get().uid == 7


def test_who_leaves_takes_their_password_along(client: Client, world: World) -> None:
    member = colleague(world, Mailbox(address="tom@duarte.test", password_locked="x", tokens_locked="y"))
    client.post(reverse("member-remove", args=[member.pk]))
    kept = Mailbox.objects.get()
    assert (kept.password_locked, kept.tokens_locked, kept.owner_id) == ("", "", member.pk)
    assert Event.objects.filter(verb="mailbox.disconnected").count() == 1


def test_the_mailbox_of_who_left_goes_on_with_whoever_connects_it(client: Client, world: World) -> None:
    member = colleague(world, Mailbox(address=ADDRESS, password_locked="x"))
    accounts.remove_member(Actor(world.by.workspace, world.member), member, now=world.now)
    page = text_of(client, CONNECT)
    assert 'value="imap.old.test"' in page
    given = GIVEN | {"imap_host": "imap.old.test", "smtp_host": "smtp.old.test"}
    assert client.post(reverse("mailbox-connect"), given | {"password": ""}).status_code == 422
    client.post(reverse("mailbox-connect"), given)
    kept = Mailbox.objects.get()
    assert (kept.owner_id, unlocked(kept)) == (world.member.pk, "secret")


def test_another_workspaces_mailbox_is_no_colleagues(client: Client, world: World) -> None:
    other = make_world("Another", "otto@another.test")
    theirs = other.mailbox(other.mail.account(ADDRESS))
    client.post(reverse("mailbox-connect"), GIVEN)
    assert Mailbox.objects.filter(address=ADDRESS).count() == 2
    theirs.refresh_from_db()
    assert theirs.owner_id == other.member.pk


@pytest.mark.parametrize(
    "name", ["mailbox-connect", "mailbox-words", "mailbox-disconnect", "mailbox-confirm"]
)
def test_who_may_only_look_connects_nothing(client: Client, world: World, name: str) -> None:
    mailbox = world.mailbox()
    Member.objects.update(role=Role.VIEWER)
    given = GIVEN | {"signature": "x", "log_address": "", "address": mailbox.address}
    assert client.post(reverse(name), given).status_code == 403
    kept = Mailbox.objects.get()
    assert (kept.password_locked, kept.owner.signature) == (mailbox.password_locked, "")


def test_trouble_is_on_the_page_and_in_the_banner(client: Client, world: World) -> None:
    world.mailbox()
    sentence = "Google no longer lets us in: connect again under Settings, Mailbox."
    Mailbox.objects.update(sync_trouble=sentence, auth="google", tokens_locked="x")
    page = text_of(client, reverse("mailbox"))
    assert "Connect with Google again" in page
    assert page.count(sentence) == 1
    world.now += timedelta(minutes=3)
    assert sentence in text_of(client, reverse("today"))
