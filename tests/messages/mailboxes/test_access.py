"""Tokens are renewed in time and once, whoever needs them, and no refresh token is lost.

The provider here ends the whole grant when a used refresh token comes again: a race that is lost shows at once.
"""

import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection

from tests.servers.oauth import CLIENT_ID, CLIENT_SECRET, Fault, OAuthServer, oauth_server
from tests.world import World, make_world
from twelfth.adapters.oauth import OAuthAuthorizer
from twelfth.messages.account import NotConnected
from twelfth.messages.mailboxes.access import Access
from twelfth.messages.mailboxes.actions import disconnect, relock_all, swap_tokens
from twelfth.messages.mailboxes.oauth import AppRefused, GrantWithdrawn, ProviderAway, Tokens
from twelfth.messages.mailboxes.tokens import ASK_AGAIN, MARGIN, RENEWAL, StoredTokens
from twelfth.messages.models import Mailbox, OAuthApp
from twelfth.settings.keys import Vault, new_credentials_key

KEY = new_credentials_key()
VAULT = Vault(KEY)
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def running() -> Iterator[OAuthServer]:
    with oauth_server() as provider:
        yield provider


@pytest.fixture
def provider(running: OAuthServer) -> Iterator[OAuthServer]:
    running.asked.clear()
    yield running
    running.fault, running.meanwhile, running.rotates = Fault.NONE, None, True


class Clock:
    def __init__(self, now: datetime) -> None:
        self.now = now
        self.waited: list[float] = []

    def __call__(self) -> datetime:
        return self.now

    def wait(self, seconds: float) -> None:
        self.waited.append(seconds)


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def clock(world: World) -> Clock:
    return Clock(world.now)


def connected(world: World, provider: OAuthServer) -> Mailbox:
    """A mailbox whose token runs out in an hour."""
    mailbox = world.mailbox()
    app = OAuthApp(workspace=world.by.workspace, provider="google", client_id=CLIENT_ID, changed_at=world.now)
    app.secret_locked = VAULT.lock(CLIENT_SECRET)
    app.save()
    tokens = Tokens("the first", provider.grant(mailbox.address), world.now + timedelta(hours=1))
    mailbox.auth, mailbox.password_locked = "google", ""
    mailbox.tokens_locked = VAULT.lock(StoredTokens(tokens).to_text())
    mailbox.save()
    return mailbox


def access_of(provider: OAuthServer, clock: Clock, vault: Vault = VAULT) -> Access:
    return Access(vault, lambda: OAuthAuthorizer(provider.endpoints()), clock, clock.wait)


def stored(mailbox: Mailbox, vault: Vault = VAULT) -> StoredTokens:
    return StoredTokens.from_text(vault.unlock(Mailbox.objects.get(pk=mailbox.pk).tokens_locked))


def test_a_good_token_is_taken_as_it_is(world: World, provider: OAuthServer, clock: Clock) -> None:
    mailbox = connected(world, provider)
    account = access_of(provider, clock).account(mailbox)
    assert (account.token, account.password) == ("the first", "")
    assert provider.asked == []


def test_it_is_renewed_before_it_runs_out(world: World, provider: OAuthServer, clock: Clock) -> None:
    mailbox = connected(world, provider)
    clock.now += timedelta(hours=1) - MARGIN
    account = access_of(provider, clock).account(mailbox)
    assert account.token not in {"", "the first"}
    assert provider.introspect(account.token)["active"]
    kept = stored(mailbox)
    assert (kept.tokens.access, kept.renewing_until) == (account.token, None)
    assert access_of(provider, clock).account(mailbox).token == account.token
    assert len(provider.asked) == 1


def test_a_stale_copy_of_the_row_does_not_matter(world: World, provider: OAuthServer, clock: Clock) -> None:
    """A worker holds a row that another process has renewed since."""
    mailbox = connected(world, provider)
    old = Mailbox.objects.get(pk=mailbox.pk)
    clock.now += timedelta(hours=1)
    new = access_of(provider, clock).account(mailbox).token
    assert access_of(provider, clock).account(old).token == new
    assert len(provider.asked) == 1


def test_while_another_process_renews_the_old_one_is_used_as_long_as_it_is_good(
    world: World, provider: OAuthServer, clock: Clock
) -> None:
    mailbox = connected(world, provider)
    clock.now += timedelta(hours=1) - MARGIN
    claimed = stored(mailbox).claimed(now=clock.now)
    assert swap_tokens(mailbox, mailbox.tokens_locked, VAULT.lock(claimed.to_text()))
    assert access_of(provider, clock).account(mailbox).token == "the first"
    assert (provider.asked, clock.waited) == ([], [])


def test_who_needs_it_at_once_waits_for_the_other(
    world: World, provider: OAuthServer, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox = connected(world, provider)
    clock.now += timedelta(hours=2)
    claimed = VAULT.lock(stored(mailbox).claimed(now=clock.now).to_text())
    assert swap_tokens(mailbox, mailbox.tokens_locked, claimed)
    theirs = StoredTokens(Tokens("theirs", "refresh", clock.now + timedelta(hours=1)))

    def other_is_done(seconds: float) -> None:
        clock.waited.append(seconds)
        swap_tokens(mailbox, claimed, VAULT.lock(theirs.to_text()))

    monkeypatch.setattr(clock, "wait", other_is_done)
    assert access_of(provider, clock).account(mailbox).token == "theirs"
    assert len(clock.waited) == 1
    assert provider.asked == []


def test_a_process_that_died_while_renewing_blocks_nobody_for_long(
    world: World, provider: OAuthServer, clock: Clock
) -> None:
    mailbox = connected(world, provider)
    clock.now += timedelta(hours=2)
    claimed = stored(mailbox).claimed(now=clock.now)
    assert swap_tokens(mailbox, mailbox.tokens_locked, VAULT.lock(claimed.to_text()))
    with pytest.raises(ProviderAway, match="Another process"):
        access_of(provider, clock).account(mailbox)
    assert provider.asked == []
    clock.now += RENEWAL
    assert access_of(provider, clock).account(mailbox).token not in {"", "the first"}


def test_what_was_taken_back_is_said_and_the_provider_is_not_asked_at_every_turn(
    world: World, provider: OAuthServer, clock: Clock
) -> None:
    mailbox = connected(world, provider)
    provider.withdraw()
    clock.now += timedelta(hours=1)
    for _ in range(3):
        with pytest.raises(GrantWithdrawn, match="Google no longer lets us in: connect again"):
            access_of(provider, clock).account(mailbox)
    assert len(provider.asked) == 1
    clock.now += ASK_AGAIN
    with pytest.raises(GrantWithdrawn):
        access_of(provider, clock).account(mailbox)
    assert len(provider.asked) == 2


def test_connecting_again_mends_it(world: World, provider: OAuthServer, clock: Clock) -> None:
    mailbox = connected(world, provider)
    provider.withdraw()
    clock.now += timedelta(hours=1)
    with pytest.raises(GrantWithdrawn):
        access_of(provider, clock).account(mailbox)
    anew = Tokens("anew", provider.grant(mailbox.address), clock.now + timedelta(hours=1))
    Mailbox.objects.update(tokens_locked=VAULT.lock(StoredTokens(anew).to_text()))
    assert access_of(provider, clock).account(mailbox).token == "anew"


@pytest.mark.parametrize("fault", [Fault.ERROR, Fault.GARBAGE])
def test_a_provider_that_is_away_is_waited_for_while_the_old_one_is_good(
    world: World, provider: OAuthServer, clock: Clock, fault: Fault
) -> None:
    mailbox = connected(world, provider)
    provider.fault = fault
    clock.now += timedelta(hours=1) - MARGIN
    assert access_of(provider, clock).account(mailbox).token == "the first"
    clock.now += MARGIN
    with pytest.raises(ProviderAway):
        access_of(provider, clock).account(mailbox)
    assert stored(mailbox).renewing_until is None
    provider.fault = Fault.NONE
    assert access_of(provider, clock).account(mailbox).token != "the first"


def test_without_the_workspaces_app_nothing_is_renewed(
    world: World, provider: OAuthServer, clock: Clock
) -> None:
    mailbox = connected(world, provider)
    OAuthApp.objects.all().delete()
    assert access_of(provider, clock).account(mailbox).token == "the first"
    clock.now += timedelta(hours=1)
    with pytest.raises(AppRefused, match="no app at Google any more"):
        access_of(provider, clock).account(mailbox)
    assert provider.asked == []


def test_a_mailbox_disconnected_meanwhile_stays_so(world: World, provider: OAuthServer, clock: Clock) -> None:
    mailbox = connected(world, provider)
    worker_s = Mailbox.objects.get(pk=mailbox.pk)
    disconnect(world.by, mailbox, now=clock.now)
    clock.now += timedelta(hours=1)
    with pytest.raises(NotConnected, match="Connect it again"):
        access_of(provider, clock).account(worker_s)
    assert Mailbox.objects.get().tokens_locked == ""


# --- with other processes at the same time ----------------------------------------------------------------


def in_thread(work: Callable[[], object]) -> None:
    """As another process: with a connection of its own, done when this returns."""

    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(timeout=30)
    assert not thread.is_alive()


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_renews_and_none_loses_the_grant(provider: OAuthServer) -> None:
    world = make_world()
    mailbox = connected(world, provider)
    clock = Clock(world.now + timedelta(hours=2))
    ready, errors, tokens = threading.Barrier(6), [], []

    def work() -> None:
        try:
            row = Mailbox.objects.get(pk=mailbox.pk)
            access = Access(VAULT, lambda: OAuthAuthorizer(provider.endpoints()), clock)
            ready.wait(timeout=30)
            tokens.append(access.account(row).token)
        except Exception as error:  # noqa: BLE001 (shown by the main thread)
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert errors == []
    assert len(set(tokens)) == 1
    assert [form["grant_type"] for form in provider.asked] == ["refresh_token"]
    assert provider.is_live()


@pytest.mark.django_db(transaction=True)
def test_the_race_is_one_the_grant_ends_without_the_claim(
    provider: OAuthServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shows that the test above can fail: everybody who asks gets the claim, and the second one ends the grant."""
    world = make_world()
    mailbox = connected(world, provider)
    clock = Clock(world.now + timedelta(hours=2))
    monkeypatch.setattr("twelfth.messages.mailboxes.access.swap_tokens", lambda *_: True)
    first, second = (Mailbox.objects.get(pk=mailbox.pk) for _ in range(2))
    access_of(provider, clock).account(first)
    with pytest.raises(GrantWithdrawn):
        access_of(provider, clock).account(second)


@pytest.mark.django_db(transaction=True)
def test_a_new_key_in_the_middle_of_a_renewal_loses_nothing(provider: OAuthServer) -> None:
    world = make_world()
    mailbox = connected(world, provider)
    clock = Clock(world.now + timedelta(hours=2))
    both = Vault(new_credentials_key(), KEY)
    provider.meanwhile = lambda: in_thread(lambda: relock_all(both))
    token = access_of(provider, clock, both).account(mailbox).token
    kept = stored(mailbox, both)
    assert kept.tokens.access == token
    provider.meanwhile = None
    clock.now += timedelta(hours=2)
    assert access_of(provider, clock, both).account(mailbox).token != token
    assert provider.is_live()


@pytest.mark.django_db(transaction=True)
def test_a_member_who_connects_in_the_middle_of_a_renewal_wins(provider: OAuthServer) -> None:
    world = make_world()
    mailbox = connected(world, provider)
    clock = Clock(world.now + timedelta(hours=2))
    anew = StoredTokens(Tokens("anew", provider.grant(mailbox.address), clock.now + timedelta(hours=1)))
    provider.meanwhile = lambda: in_thread(
        lambda: Mailbox.objects.update(tokens_locked=VAULT.lock(anew.to_text()))
    )
    assert access_of(provider, clock).account(mailbox).token == "anew"
    assert stored(mailbox) == anew


@pytest.mark.django_db(transaction=True)
def test_who_was_too_slow_takes_what_the_quicker_one_stored(provider: OAuthServer) -> None:
    """The first takes longer than its claim lasts; the second renews and stores; the first is refused and looks again."""
    world = make_world()
    mailbox = connected(world, provider)
    clock = Clock(world.now + timedelta(hours=2))
    theirs = StoredTokens(Tokens("theirs", "next", clock.now + timedelta(hours=1)))
    provider.withdraw()
    provider.meanwhile = lambda: in_thread(
        lambda: Mailbox.objects.update(tokens_locked=VAULT.lock(theirs.to_text()))
    )
    assert access_of(provider, clock).account(mailbox).token == "theirs"
    assert stored(mailbox) == theirs


@pytest.mark.django_db(transaction=True)
def test_a_mailbox_disconnected_in_the_middle_of_a_renewal_stays_so(provider: OAuthServer) -> None:
    world = make_world()
    mailbox = connected(world, provider)
    clock = Clock(world.now + timedelta(hours=2))
    provider.meanwhile = lambda: in_thread(lambda: Mailbox.objects.update(tokens_locked=""))
    with pytest.raises(NotConnected):
        access_of(provider, clock).account(mailbox)
    assert Mailbox.objects.get().tokens_locked == ""
