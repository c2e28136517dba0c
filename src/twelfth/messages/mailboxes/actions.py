"""Writes to mailboxes: connecting, disconnecting, the apps at Google and Microsoft, the key that locks all of it.

A mailbox's row is also written by who reads it and who sends from it. So each write here names its columns.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from twelfth.accounts.actions import save_profile
from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.accounts.models import Member
from twelfth.messages.mailboxes.oauth import Provider
from twelfth.messages.models import Mailbox, MailFolder, MessageState, OAuthApp, OutgoingMessage
from twelfth.rules.calendar import local_day
from twelfth.settings.keys import CredentialsUnreadable, Vault

#: What connecting decides; limits, cursors and claims are others' to write.
_CONNECTING = (
    "owner", "address", "display_name", "username", "auth", "password_locked", "tokens_locked",
    "smtp_host", "smtp_port", "smtp_security", "imap_host", "imap_port", "imap_security",
    "sent_saved_by_server", "sent_folder", "sync_trouble", "send_trouble",
)  # fmt: skip
#: No server numbers its folders by this.
_NUMBERED_ELSEWHERE = -1
_DISCONNECTED = (
    "The mailbox is disconnected: this goes out when it is connected again, if it is not too late then."
)


class AddressTaken(Exception):
    """Another member of the workspace sends from this address."""


@transaction.atomic
def save_mailbox(by: Actor, mailbox: Mailbox, *, now: datetime) -> None:
    """Store a mailbox that has been checked; its secrets are already locked. Raises AddressTaken."""
    by.require(Permission.WORK)
    others = Mailbox.objects.filter(workspace=by.workspace, address=mailbox.address).exclude(pk=mailbox.pk)
    if (other := others.select_related("owner").first()) is not None:
        raise AddressTaken(_taken(other))
    mailbox.sync_trouble = mailbox.send_trouble = ""
    if mailbox._state.adding:
        # Its readers do not know it yet, as far as we know: it warms up until somebody says otherwise.
        mailbox.ramp_since = local_day(now, mailbox.owner.zone)
        mailbox.save()
    else:
        _begin_anew_if_it_is_another(mailbox)
        mailbox.save(update_fields=_CONNECTING)
    record(by, "mailbox.saved", mailbox, now=now)


def _taken(other: Mailbox) -> str:
    if other.owner.left_at is None:
        return f"{other.address} is the mailbox of {other.owner.name}. Use another address."
    return (
        f"{other.address} was the mailbox of {other.owner.name}, who has left. A colleague who has no mailbox yet can "
        "go on with it; yours already has a history of its own. Use another address."
    )


def _begin_anew_if_it_is_another(mailbox: Mailbox) -> None:
    """How far another mailbox was read says nothing about this one: it begins at its end. The same mailbox on another
    server is numbered anew there: it is read once more, and what is known already is recognised."""
    was = Mailbox.objects.select_for_update().get(pk=mailbox.pk)
    if was.address != mailbox.address:
        MailFolder.objects.filter(mailbox=mailbox).delete()
        Mailbox.objects.filter(pk=mailbox.pk).update(synced_at=None, sent_at=None)
    elif (was.imap_host, was.username) != (mailbox.imap_host, mailbox.username):
        MailFolder.objects.filter(mailbox=mailbox).update(uidvalidity=_NUMBERED_ELSEWHERE, modseq=0)
    # Whoever reads it at this moment does so by what was stored before; its claim ends by itself.
    Mailbox.objects.filter(pk=mailbox.pk, sync_claimed_by="").update(sync_lease_until=None)


@transaction.atomic
def save_words(by: Actor, mailbox: Mailbox, *, signature: str, now: datetime) -> None:
    """The name people see, the owner's signature, and the address to log mail by."""
    by.require(Permission.WORK)
    mailbox.save(update_fields=["display_name", "log_address"])
    if mailbox.owner.signature != signature:
        mailbox.owner.signature = signature
        save_profile(by, mailbox.owner, now=now)
    record(by, "mailbox.worded", mailbox, now=now)


@transaction.atomic
def disconnect(by: Actor, mailbox: Mailbox, *, now: datetime) -> None:
    """Forget what we log in with. What was said stays; what is queued waits."""
    by.require(Permission.WORK)
    _forget_secrets(mailbox)
    record(by, "mailbox.disconnected", mailbox, now=now)


@transaction.atomic
def disconnect_leaver(by: Actor, member: Member, *, now: datetime) -> None:
    """Who has left is no longer read or sent for, and their password is not ours to keep."""
    by.require(Permission.MANAGE)
    for mailbox in Mailbox.objects.filter(owner=member, workspace=by.workspace):
        _forget_secrets(mailbox)
        record(by, "mailbox.disconnected", mailbox, now=now)


def _forget_secrets(mailbox: Mailbox) -> None:
    mailbox.password_locked = mailbox.tokens_locked = mailbox.sync_trouble = mailbox.send_trouble = ""
    mailbox.synced_at = None
    mailbox.save(
        update_fields=["password_locked", "tokens_locked", "sync_trouble", "send_trouble", "synced_at"]
    )
    OutgoingMessage.objects.filter(mailbox=mailbox, state=MessageState.QUEUED).update(trouble=_DISCONNECTED)


def swap_tokens(mailbox: Mailbox, was: str, text: str) -> bool:
    """Store these locked tokens in place of exactly those; False when others stand there by now."""
    return Mailbox.objects.filter(pk=mailbox.pk, tokens_locked=was).update(tokens_locked=text) == 1


# --- the workspace's own apps -----------------------------------------------------------------------------


@transaction.atomic
def save_app(by: Actor, app: OAuthApp, *, now: datetime) -> None:
    """Store the keys of the workspace's app at a provider; the secret is already locked."""
    by.require(Permission.MANAGE)
    app.changed_at = now
    app.save()
    record(by, "oauth_app.saved", app, now=now, provider=app.provider)


@transaction.atomic
def forget_app(by: Actor, provider: Provider, *, now: datetime) -> None:
    """Nobody connects through it any more, and tokens that run out are no longer renewed."""
    by.require(Permission.MANAGE)
    for app in OAuthApp.objects.filter(workspace=by.workspace, provider=provider):
        record(by, "oauth_app.forgotten", app, now=now, provider=provider)
        app.delete()


# --- the key ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Relocked:
    """How many secrets are locked with the first key now, and whose cannot be read with any."""

    count: int
    unreadable: tuple[str, ...] = ()


@transaction.atomic
def relock_all(vault: Vault) -> Relocked:
    """Lock every secret that another key locked with the first one, all or none. What was locked with a key that is
    no longer there stays as it is. Tokens that another process is renewing are waited for by the row's lock."""
    count, unreadable = 0, []
    for row, field, whose in _secrets():
        locked = getattr(row, field)
        if not locked or vault.is_current(locked):
            continue
        try:
            setattr(row, field, vault.lock(vault.unlock(locked)))
        except CredentialsUnreadable:
            unreadable.append(whose)
            continue
        row.save(update_fields=[field])
        count += 1
    return Relocked(count, tuple(unreadable))


def _secrets() -> Iterator[tuple[Mailbox | OAuthApp, str, str]]:
    """Every row with a secret, which column holds it, and whose it is in words."""
    for mailbox in Mailbox.objects.select_for_update().order_by("pk"):
        yield mailbox, "password_locked", f"the password of {mailbox.address}"
        yield mailbox, "tokens_locked", f"the tokens of {mailbox.address}"
    for app in OAuthApp.objects.select_for_update().order_by("pk"):
        yield app, "secret_locked", f"the secret of the app at {Provider(app.provider).label}"
