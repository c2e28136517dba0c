"""Letting us in at Google and Microsoft, against a provider on loopback that is as strict as they are."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from http.client import HTTPConnection
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.servers.oauth import CLIENT_ID, CLIENT_SECRET, Fault, OAuthServer, oauth_server
from tests.servers.ports import reserve
from twelfth.adapters.oauth import ENDPOINTS, OAuthAuthorizer
from twelfth.messages.mailboxes.oauth import (
    AppKeys,
    AppRefused,
    Begun,
    Granted,
    GrantIncomplete,
    GrantWithdrawn,
    Provider,
    ProviderAway,
)

BACK = "https://follow.example.com/settings/mailbox/back/"
APP = AppKeys(provider=Provider.GOOGLE, client_id=CLIENT_ID, client_secret=CLIENT_SECRET)
MICROSOFT = AppKeys(
    provider=Provider.MICROSOFT, client_id=CLIENT_ID, client_secret=CLIENT_SECRET, tenant="duarte.test"
)
HURRIED = httpx.Timeout(0.3)


@pytest.fixture(scope="module")
def running() -> Iterator[OAuthServer]:
    with oauth_server() as provider:
        yield provider


@pytest.fixture
def provider(running: OAuthServer) -> Iterator[OAuthServer]:
    yield running
    running.fault, running.claims, running.answers = Fault.NONE, {}, ""
    running.gives_refresh = running.rotates = True


@pytest.fixture
def authorizer(provider: OAuthServer) -> OAuthAuthorizer:
    return OAuthAuthorizer(provider.endpoints(), patience=HURRIED)


def visit(begun: Begun) -> dict[str, str]:
    """What the browser comes back with from the provider's page."""
    place = urlsplit(begun.url)
    with closing(HTTPConnection(place.hostname or "", place.port, timeout=10)) as connection:
        connection.request("GET", f"{place.path}?{place.query}")
        answer = connection.getresponse()
        assert answer.status == 302
        return query_of(answer.headers["Location"])


def query_of(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def allowed(authorizer: OAuthAuthorizer, provider: OAuthServer, app: AppKeys = APP) -> Granted:
    begun = authorizer.begin(app, redirect_uri=BACK, address="ana@example.test")
    came_back = visit(begun)
    assert came_back["state"] == begun.state
    return authorizer.finish(app, begun, code=came_back["code"], redirect_uri=BACK, now=provider.now)


def test_the_real_endpoints_are_https_and_ask_for_no_more_than_mail() -> None:
    for places in ENDPOINTS.values():
        assert places.authorize.startswith("https://")
        assert places.exchange.startswith("https://")
    assert ENDPOINTS[Provider.GOOGLE].scopes == ("https://mail.google.com/", "openid", "email")
    assert set(ENDPOINTS[Provider.MICROSOFT].scopes) == {
        "https://outlook.office.com/IMAP.AccessAsUser.All",
        "https://outlook.office.com/SMTP.Send",
        "offline_access",
        "openid",
        "email",
        "profile",
    }


def test_the_page_is_asked_with_pkce_a_state_and_no_secret(authorizer: OAuthAuthorizer) -> None:
    begun = authorizer.begin(APP, redirect_uri=BACK, address="ana@example.test")
    asked = query_of(begun.url)
    assert asked["code_challenge_method"] == "S256"
    assert len(begun.verifier) >= 43
    assert (asked["state"], asked["nonce"]) == (begun.state, begun.nonce)
    assert (asked["login_hint"], asked["redirect_uri"]) == ("ana@example.test", BACK)
    assert (asked["access_type"], asked["prompt"]) == ("offline", "consent")
    assert begun.verifier not in begun.url
    assert CLIENT_SECRET not in begun.url
    again = authorizer.begin(APP, redirect_uri=BACK, address="")
    assert len({begun.state, again.state, begun.nonce, again.nonce, begun.verifier, again.verifier}) == 6


@pytest.mark.parametrize("app", [APP, MICROSOFT])
def test_a_member_who_allows_it_lets_us_in(
    provider: OAuthServer, authorizer: OAuthAuthorizer, app: AppKeys
) -> None:
    provider.logs_in_as = "Ana@Example.test"
    granted = allowed(authorizer, provider, app)
    assert granted.address == "ana@example.test"
    assert granted.tokens.expires_at == provider.now + timedelta(hours=1)
    assert provider.introspect(granted.tokens.access)["active"]
    assert granted.tokens.access not in repr(granted)
    assert granted.tokens.refresh not in repr(granted)


def test_a_directory_is_part_of_the_address(authorizer: OAuthAuthorizer) -> None:
    assert "/duarte.test/authorize?" in authorizer.begin(MICROSOFT, redirect_uri=BACK, address="").url


def test_a_code_works_once_and_only_where_it_was_asked_for(
    provider: OAuthServer, authorizer: OAuthAuthorizer
) -> None:
    begun = authorizer.begin(APP, redirect_uri=BACK, address="")
    code = visit(begun)["code"]
    other = authorizer.begin(APP, redirect_uri=BACK, address="")
    with pytest.raises(GrantIncomplete, match="Connect again"):
        authorizer.finish(APP, other, code=code, redirect_uri=BACK, now=provider.now)
    with pytest.raises(GrantIncomplete):
        authorizer.finish(APP, begun, code=code, redirect_uri=BACK, now=provider.now)


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "somebody else's app"},
        {"aud": None},
        {"iss": "https://accounts.example.com"},
        {"exp": 1_700_000_000},
        {"exp": None},
        {"exp": "soon"},
        {"email": None, "preferred_username": None},
        {"email": "no address", "preferred_username": "nobody"},
    ],
)
def test_an_id_token_that_is_not_for_us_now_says_nothing(
    provider: OAuthServer, authorizer: OAuthAuthorizer, claims: dict[str, object]
) -> None:
    provider.claims = claims
    with pytest.raises(GrantIncomplete, match="whose mailbox this is"):
        allowed(authorizer, provider)


@pytest.mark.parametrize("text", [None, "", "a.b", "a.!!.c", "a.W10.c", "a.e30.c", 7])
def test_what_is_no_id_token_says_nothing(
    authorizer: OAuthAuthorizer, provider: OAuthServer, text: object
) -> None:
    with pytest.raises(GrantIncomplete):
        authorizer._address(APP, text, "nonce", now=provider.now)


@pytest.mark.parametrize(
    ("claims", "address"),
    [
        (
            {"email": "clara@duarte.test", "preferred_username": "c1@duarte.onmicrosoft.test"},
            "clara@duarte.test",
        ),
        ({"email": None, "preferred_username": "Clara@duarte.test"}, "clara@duarte.test"),
        ({"email": "clara", "preferred_username": "clara@duarte.test"}, "clara@duarte.test"),
    ],
)
def test_at_microsoft_the_address_counts_else_the_name_to_log_in_with(
    provider: OAuthServer, authorizer: OAuthAuthorizer, claims: dict[str, object], address: str
) -> None:
    provider.claims = claims
    assert allowed(authorizer, provider, MICROSOFT).address == address


def test_without_a_refresh_token_it_would_end_within_the_hour(
    provider: OAuthServer, authorizer: OAuthAuthorizer
) -> None:
    provider.gives_refresh = False
    with pytest.raises(GrantIncomplete, match="for one hour only"):
        allowed(authorizer, provider)


def test_tokens_are_renewed_and_the_next_refresh_token_is_kept(
    provider: OAuthServer, authorizer: OAuthAuthorizer
) -> None:
    first = allowed(authorizer, provider).tokens
    second = authorizer.renew(APP, first.refresh, now=provider.now)
    assert second.refresh not in {"", first.refresh}
    assert second.access != first.access
    assert authorizer.renew(APP, second.refresh, now=provider.now).refresh != second.refresh


def test_where_the_refresh_token_stays_it_is_kept(provider: OAuthServer, authorizer: OAuthAuthorizer) -> None:
    provider.rotates = False
    first = allowed(authorizer, provider).tokens
    assert authorizer.renew(APP, first.refresh, now=provider.now).refresh == first.refresh


def test_a_used_refresh_token_ends_the_grant_here_which_is_why_one_process_renews(
    provider: OAuthServer, authorizer: OAuthAuthorizer
) -> None:
    first = allowed(authorizer, provider).tokens
    second = authorizer.renew(APP, first.refresh, now=provider.now)
    with pytest.raises(GrantWithdrawn):
        authorizer.renew(APP, first.refresh, now=provider.now)
    with pytest.raises(GrantWithdrawn, match="Google no longer lets us in: connect again"):
        authorizer.renew(APP, second.refresh, now=provider.now)


def test_what_the_member_took_back_is_said(provider: OAuthServer, authorizer: OAuthAuthorizer) -> None:
    first = allowed(authorizer, provider, MICROSOFT).tokens
    provider.fault = Fault.WITHDRAWN
    with pytest.raises(GrantWithdrawn, match="Microsoft no longer lets us in: connect again"):
        authorizer.renew(MICROSOFT, first.refresh, now=provider.now)


def test_a_wrong_secret_is_the_apps_fault(provider: OAuthServer, authorizer: OAuthAuthorizer) -> None:
    wrong = AppKeys(provider=Provider.GOOGLE, client_id=CLIENT_ID, client_secret="wrong")
    begun = authorizer.begin(wrong, redirect_uri=BACK, address="")
    with pytest.raises(AppRefused, match=r"invalid_client.*Apps at Google and Microsoft"):
        authorizer.finish(wrong, begun, code=visit(begun)["code"], redirect_uri=BACK, now=provider.now)
    with pytest.raises(AppRefused):
        authorizer.renew(wrong, provider.grant("ana@example.test"), now=provider.now)
    assert "wrong" not in repr(wrong)


@pytest.mark.parametrize(
    "fault",
    [Fault.ERROR, Fault.BUSY, Fault.GARBAGE, Fault.LIST, Fault.REDIRECT, Fault.SILENT, Fault.NO_TOKEN],
)
def test_a_provider_out_of_order_is_tried_again(
    provider: OAuthServer, authorizer: OAuthAuthorizer, fault: Fault
) -> None:
    refresh = provider.grant("ana@example.test")
    begun = authorizer.begin(APP, redirect_uri=BACK, address="")
    code = visit(begun)["code"]
    provider.fault = fault
    with pytest.raises(ProviderAway, match="tried again by itself"):
        authorizer.renew(APP, refresh, now=provider.now)
    with pytest.raises(ProviderAway):
        authorizer.finish(APP, begun, code=code, redirect_uri=BACK, now=provider.now)
    provider.fault = Fault.NONE
    assert authorizer.renew(APP, refresh, now=provider.now).access


def test_a_provider_that_is_not_there_is_tried_again(provider: OAuthServer) -> None:
    nowhere = OAuthServer(reserve())
    with pytest.raises(ProviderAway):
        OAuthAuthorizer(nowhere.endpoints()).renew(APP, "refresh", now=provider.now)


def test_what_was_begun_survives_the_way_through_the_session(authorizer: OAuthAuthorizer) -> None:
    begun = authorizer.begin(APP, redirect_uri=BACK, address="")
    assert Begun.from_text(begun.to_text()) == begun
