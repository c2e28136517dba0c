"""Connecting by Google or Microsoft: there, back, a last look. And the workspace's own apps, without which it cannot be."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.servers.oauth import CLIENT_ID, CLIENT_SECRET, Fault, OAuthServer, oauth_server
from tests.web.test_walk import client_of
from tests.world import TestWiring, World, make_world
from twelfth.accounts.models import Event, Member, Role
from twelfth.adapters.oauth import OAuthAuthorizer
from twelfth.messages.mailboxes.oauth import Authorizer
from twelfth.messages.mailboxes.tokens import StoredTokens
from twelfth.messages.models import Mailbox, OAuthApp
from twelfth.messages.ports import LoginRefused
from twelfth.settings import keys

ADDRESS = "clara@duarte.test"


@pytest.fixture(scope="module")
def running() -> Iterator[OAuthServer]:
    with oauth_server() as provider:
        yield provider


@pytest.fixture
def provider(running: OAuthServer) -> Iterator[OAuthServer]:
    running.logs_in_as = ADDRESS
    yield running
    running.fault, running.answers, running.claims = Fault.NONE, "", {}


@pytest.fixture
def client(world: World, provider: OAuthServer, monkeypatch: pytest.MonkeyPatch) -> Client:
    class WebWiring(TestWiring):
        def authorizer(self) -> Authorizer:
            return OAuthAuthorizer(provider.endpoints())

    monkeypatch.setattr("twelfth.wiring.now", lambda: world.now)
    monkeypatch.setattr("twelfth.wiring.Wiring", lambda: WebWiring(world))
    return client_of(world)


def enter_app(client: Client, provider: str = "google", **more: str) -> None:
    given = {
        "provider": provider,
        f"{provider}-client_id": CLIENT_ID,
        f"{provider}-client_secret": CLIENT_SECRET,
        **more,
    }
    assert client.post(reverse("oauth-apps"), given).status_code == 302


def visited(client: Client, provider: str = "google") -> str:
    """The address to which the provider sends the browser back, without its host."""
    response = client.get(reverse("mailbox-allow"), {"provider": provider, "address": ADDRESS})
    assert response.status_code == 302
    place = urlsplit(response.headers["Location"])
    with closing(HTTPConnection(place.hostname or "", place.port, timeout=10)) as connection:
        connection.request("GET", f"{place.path}?{place.query}")
        back = connection.getresponse().headers["Location"]
    assert back.startswith(f"{settings.TWELFTH.public_url}{reverse('mailbox-back')}?")
    return urlsplit(back)._replace(scheme="", netloc="").geturl()


# --- the apps ---------------------------------------------------------------------------------------------


def test_the_apps_keys_are_kept_locked_and_never_shown(client: Client) -> None:
    enter_app(client, "microsoft", **{"microsoft-tenant": "duarte.test"})
    app = OAuthApp.objects.get()
    assert (app.provider, app.client_id, app.tenant) == ("microsoft", CLIENT_ID, "duarte.test")
    assert keys.vault(settings.TWELFTH.data_dir).unlock(app.secret_locked) == CLIENT_SECRET
    page = client.get(reverse("oauth-apps")).content.decode()
    assert CLIENT_SECRET not in page
    assert app.secret_locked not in page
    assert f"{settings.TWELFTH.public_url}/settings/mailbox/back/" in page
    assert Event.objects.filter(verb="oauth_app.saved").get().data == {"provider": "microsoft"}


def test_the_secret_is_kept_when_it_is_left_empty_but_not_for_another_app(client: Client) -> None:
    enter_app(client)
    locked = OAuthApp.objects.get().secret_locked
    same = {"provider": "google", "google-client_id": CLIENT_ID, "google-client_secret": ""}
    assert client.post(reverse("oauth-apps"), same).status_code == 302
    assert OAuthApp.objects.get().secret_locked == locked
    response = client.post(reverse("oauth-apps"), same | {"google-client_id": "another"})
    assert response.status_code == 422
    assert "Another app has another secret" in response.content.decode()
    assert OAuthApp.objects.get().client_id == CLIENT_ID


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"microsoft-client_id": ""}, "required"),
        ({"microsoft-client_id": "a b"}, "has no spaces"),
        ({"microsoft-client_secret": ""}, "The secret is needed"),
        ({"microsoft-tenant": "a/../b"}, "the directory&#x27;s ID"),
        ({"microsoft-tenant": "x?y"}, "the directory&#x27;s ID"),
    ],
)
def test_nonsense_is_refused(client: Client, change: dict[str, str], sentence: str) -> None:
    given = {
        "provider": "microsoft", "microsoft-client_id": "id", "microsoft-client_secret": "s", "microsoft-tenant": "common",
    }  # fmt: skip
    response = client.post(reverse("oauth-apps"), given | change)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not OAuthApp.objects.exists()


@pytest.mark.parametrize("role", [Role.SELLER, Role.VIEWER])
def test_only_who_manages_enters_them(client: Client, role: Role) -> None:
    Member.objects.update(role=role)
    given = {"provider": "google", "google-client_id": "id", "google-client_secret": "s"}
    assert client.get(reverse("oauth-apps")).status_code == 403
    assert client.post(reverse("oauth-apps"), given).status_code == 403
    assert not OAuthApp.objects.exists()


def test_forgetting_one_leaves_other_workspaces_alone(client: Client) -> None:
    other = make_world("Another", "otto@another.test")
    OAuthApp.objects.create(
        workspace=other.by.workspace, provider="google", client_id="x", changed_at=other.now
    )
    enter_app(client)
    client.post(reverse("oauth-apps"), {"provider": "google", "what": "forget"})
    assert OAuthApp.objects.get().workspace_id == other.by.workspace.pk
    assert Event.objects.filter(verb="oauth_app.forgotten").count() == 1


# --- connecting -------------------------------------------------------------------------------------------


def test_it_is_offered_where_the_provider_and_the_app_are(client: Client, world: World) -> None:
    url = f"{reverse('mailbox-connect')}?address=clara@gmail.com"
    assert "Connect with Google" not in client.get(url).content.decode()
    enter_app(client)
    page = client.get(url).content.decode()
    assert "Connect with Google</a>" in page
    assert "<summary>With a password instead" in page
    world.dns.records[("duarte.test", "MX")] = ["1 aspmx.l.google.com"]
    assert (
        "Connect with Google</a>"
        in client.get(reverse("mailbox-connect"), {"address": ADDRESS}).content.decode()
    )


def test_microsoft_without_an_app_says_what_is_to_be_done(client: Client) -> None:
    url = f"{reverse('mailbox-connect')}?address=clara@outlook.com"
    assert reverse("oauth-apps") in client.get(url).content.decode()
    Member.objects.update(role=Role.SELLER)
    page = client.get(url).content.decode()
    assert "Ask an owner or a manager" in page
    assert reverse("oauth-apps") not in page


def test_all_the_way(client: Client, world: World, provider: OAuthServer) -> None:
    enter_app(client)
    response = client.get(visited(client))
    assert response.headers["Location"] == reverse("mailbox-confirm")
    page = client.get(reverse("mailbox-confirm")).content.decode()
    assert ADDRESS in page
    assert not Mailbox.objects.exists()
    done = client.post(reverse("mailbox-confirm"), follow=True).content.decode()
    assert "is connected: sending and reading both work" in done
    assert "by Google" in done
    mailbox = Mailbox.objects.get()
    assert (mailbox.address, mailbox.username, mailbox.auth) == (ADDRESS, ADDRESS, "google")
    assert (mailbox.imap_host, mailbox.smtp_host) == ("imap.gmail.com", "smtp.gmail.com")
    assert (mailbox.password_locked, mailbox.sent_saved_by_server) == ("", True)
    stored = StoredTokens.from_text(keys.vault(settings.TWELFTH.data_dir).unlock(mailbox.tokens_locked))
    assert provider.introspect(stored.tokens.access)["active"]
    assert stored.tokens.access not in str(dict(client.session))
    assert world.mail.logins[ADDRESS] == 2
    # What was confirmed once is not confirmed again.
    assert client.get(reverse("mailbox-confirm")).status_code == 302


def test_the_session_holds_nothing_readable(client: Client) -> None:
    enter_app(client)
    client.get(visited(client))
    text = str(dict(client.session))
    assert "access-" not in text
    assert "refresh-" not in text
    assert CLIENT_SECRET not in text


def test_microsoft_by_its_own_servers(client: Client, provider: OAuthServer) -> None:
    enter_app(client, "microsoft", **{"microsoft-tenant": "common"})
    for address, smtp in (("clara@outlook.com", "smtp-mail.outlook.com"), (ADDRESS, "smtp.office365.com")):
        provider.logs_in_as = address
        client.get(visited(client, "microsoft"))
        client.post(reverse("mailbox-confirm"))
        mailbox = Mailbox.objects.get()
        assert (mailbox.address, mailbox.smtp_host, mailbox.smtp_security) == (address, smtp, "starttls")
        assert mailbox.imap_host == "outlook.office365.com"


def test_another_address_than_before_is_said_before_it_is_stored(
    client: Client, world: World, provider: OAuthServer
) -> None:
    mailbox = world.mailbox()
    enter_app(client)
    client.get(visited(client))
    assert (
        f"Until now your mailbox was {mailbox.address}"
        in client.get(reverse("mailbox-confirm")).content.decode()
    )
    mailbox.refresh_from_db()
    assert mailbox.auth == "password"


def test_what_does_not_work_is_not_stored(client: Client, world: World) -> None:
    enter_app(client)
    client.get(visited(client))
    world.mail.reader_error = LoginRefused("IMAP is switched off for this mailbox.")
    response = client.post(reverse("mailbox-confirm"))
    assert response.status_code == 422
    assert "IMAP is switched off" in response.content.decode()
    assert not Mailbox.objects.exists()
    world.mail.reader_error = None
    assert client.post(reverse("mailbox-confirm")).status_code == 302
    assert Mailbox.objects.exists()


def refused_with(client: Client, url: str) -> str:
    response = client.get(url, follow=True)
    assert response.redirect_chain[-1][0] == reverse("mailbox")
    assert client.post(reverse("mailbox-confirm")).status_code == 302
    assert not Mailbox.objects.exists()
    return response.content.decode()


def test_what_came_back_works_once(client: Client) -> None:
    enter_app(client)
    url = visited(client)
    client.get(url)
    client.get(reverse("mailbox-confirm"))
    session = client.session
    del session["mailbox_granted"]
    session.save()
    assert "was not begun here" in refused_with(client, url)


def test_what_was_begun_in_another_browser_does_not_work(client: Client, world: World) -> None:
    enter_app(client)
    url = visited(client_of(world))
    assert "was not begun here" in refused_with(client, url)


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x&code=y", "?state=&error=access_denied"])
def test_what_nobody_began_does_not_work(client: Client, query: str) -> None:
    assert "was not begun here" in refused_with(client, f"{reverse('mailbox-back')}{query}")


def test_what_took_too_long_does_not_work(client: Client, world: World) -> None:
    enter_app(client)
    url = visited(client)
    world.now += timedelta(minutes=21)
    assert "took too long" in refused_with(client, url)


def test_a_confirmation_that_took_too_long_does_not_work(client: Client, world: World) -> None:
    enter_app(client)
    client.get(visited(client))
    world.now += timedelta(minutes=21)
    assert client.post(reverse("mailbox-confirm")).status_code == 302
    assert not Mailbox.objects.exists()


def test_who_says_no_changes_nothing(client: Client, provider: OAuthServer) -> None:
    enter_app(client)
    provider.answers = "access_denied"
    assert "You did not allow it at Google" in refused_with(client, visited(client))


def test_what_the_provider_says_is_shown_as_text(client: Client, provider: OAuthServer) -> None:
    enter_app(client)
    provider.answers = "server_error"
    url = f"{visited(client)}&error_description=%3Cscript%3E+AADSTS65001"
    page = refused_with(client, url)
    assert "<script> AADSTS" not in page
    assert "AADSTS65001" in page


@pytest.mark.parametrize("fault", [Fault.ERROR, Fault.GARBAGE, Fault.NO_TOKEN])
def test_a_provider_out_of_order_is_said(client: Client, provider: OAuthServer, fault: Fault) -> None:
    enter_app(client)
    url = visited(client)
    provider.fault = fault
    assert "Google does not answer as it should" in refused_with(client, url)


@pytest.mark.parametrize("provider_name", ["", "yahoo", "google", "microsoft"])
def test_without_an_app_nobody_is_sent_away(client: Client, provider_name: str) -> None:
    response = client.get(reverse("mailbox-allow"), {"provider": provider_name}, follow=True)
    assert response.redirect_chain[-1][0] == reverse("mailbox")
    assert "mailbox_begun" not in client.session


def test_several_tabs_may_be_under_way_but_not_without_end(client: Client) -> None:
    enter_app(client)
    urls = [visited(client) for _ in range(6)]
    assert len(client.session["mailbox_begun"]) == 5
    assert client.get(urls[1]).headers["Location"] == reverse("mailbox-confirm")
    assert "was not begun here" in client.get(urls[0], follow=True).content.decode()
