"""Getting into a mailbox: its secrets unlocked, its tokens renewed before they run out.

Several processes need the tokens of one mailbox, and renewing may make the old refresh token useless: whoever then
renews with the old one is refused, and some providers withdraw the whole grant. So one process at a time renews. It
claims that by a conditional UPDATE of the stored text, whose bytes are a version of their own, since locking the same
secret twice never gives the same text. Who is refused looks whether the stored ones are still those that were tried.

A process that dies while it renews holds the claim for RENEWAL. What the provider gave it is lost; neither Google nor
Microsoft makes an old refresh token useless, so the next one renews with it. A provider that did would refuse, and the
member is asked to connect again.
"""

import time
from collections.abc import Callable
from datetime import datetime

from twelfth.messages.account import account_of
from twelfth.messages.mailboxes.actions import swap_tokens
from twelfth.messages.mailboxes.oauth import (
    AppKeys,
    AppRefused,
    Authorizer,
    GrantWithdrawn,
    Provider,
    ProviderAway,
    Tokens,
)
from twelfth.messages.mailboxes.tokens import MARGIN, StoredTokens
from twelfth.messages.models import Mailbox, OAuthApp
from twelfth.messages.ports import Account
from twelfth.settings.keys import Vault

#: Seconds to wait for another process that renews, one after the other; together more than a provider needs.
_PAUSES = (0.2, 0.3, 0.5, 1.0, 2.0, 4.0, 4.0)


class Access:
    """`authorizer` is made when it is needed, `now` reads the clock, `wait` sleeps for so many seconds."""

    def __init__(
        self,
        vault: Vault,
        authorizer: Callable[[], Authorizer],
        now: Callable[[], datetime],
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._vault = vault
        self._authorizer = authorizer
        self._now = now
        self._wait = wait

    def account(self, mailbox: Mailbox) -> Account:
        """The account, with a token that is good for MARGIN where it has one.

        Raises CredentialsUnreadable, and MailError: NotConnected, GrantWithdrawn, AppRefused or ProviderAway.
        """
        if mailbox.auth != Mailbox.PASSWORD and mailbox.tokens_locked and mailbox.pk:
            mailbox.tokens_locked = self._renewed(mailbox)
        return account_of(mailbox, self._vault)

    def _renewed(self, mailbox: Mailbox) -> str:
        """The stored text, once its tokens are good."""
        for pause in (*_PAUSES, None):
            text = _stored_text(mailbox)
            stored = StoredTokens.from_text(self._vault.unlock(text)) if text else None
            now = self._now()
            if stored is None or stored.tokens.is_good(now=now, margin=MARGIN):
                return text
            provider = Provider(mailbox.auth)
            if stored.is_refused(now=now):
                raise GrantWithdrawn.by(provider)
            if stored.is_being_renewed(now=now):
                if stored.tokens.is_good(now=now):
                    return text
                if pause is not None:
                    self._wait(pause)
                continue
            claim = self._vault.lock(stored.claimed(now=now).to_text())
            if swap_tokens(mailbox, text, claim) and (
                renewed := self._renew(mailbox, claim, stored, self._app(mailbox, provider))
            ):
                return renewed
        raise ProviderAway(
            f"Another process has been renewing the key to {mailbox.address} for long. It is tried again by itself."
        )

    def _renew(self, mailbox: Mailbox, claim: str, stored: StoredTokens, app: AppKeys | None) -> str:
        """Ask the provider, and store what it says; the text to go on with, "" to look again: others were quicker."""
        used = stored.tokens
        try:
            if app is None:
                raise _no_app(Provider(mailbox.auth))
            new = self._authorizer().renew(app, used.refresh, now=self._now())
        except GrantWithdrawn:
            if self._store(mailbox, claim, used, stored.freed(refused_at=self._now())):
                raise
            return ""
        except (AppRefused, ProviderAway):
            kept = self._store(mailbox, claim, used, stored.freed())
            # Until it runs out the old one will do: the next turn asks again.
            if kept and not used.is_good(now=self._now()):
                raise
            return kept
        return self._store(mailbox, claim, used, StoredTokens(new))

    def _store(self, mailbox: Mailbox, claim: str, used: Tokens, new: StoredTokens) -> str:
        """The text stored; "" when the row holds other tokens by now: from a member who connected anew, or from a
        process that found our claim to have run out. Theirs are newer. A row that was only locked with another key
        is still ours."""
        was, text = claim, self._vault.lock(new.to_text())
        while not swap_tokens(mailbox, was, text):
            was = _stored_text(mailbox)
            if not was or StoredTokens.from_text(self._vault.unlock(was)).tokens.refresh != used.refresh:
                return ""
        return text

    def _app(self, mailbox: Mailbox, provider: Provider) -> AppKeys | None:
        row = OAuthApp.objects.filter(workspace=mailbox.workspace_id, provider=provider).first()
        return keys_of(row, self._vault) if row else None


def keys_of(row: OAuthApp, vault: Vault) -> AppKeys:
    """Raises CredentialsUnreadable when the secret was locked with another key."""
    return AppKeys(
        provider=Provider(row.provider),
        client_id=row.client_id,
        client_secret=vault.unlock(row.secret_locked),
        tenant=row.tenant,
    )


def _stored_text(mailbox: Mailbox) -> str:
    """ "" when the mailbox was disconnected meanwhile, or logs in with a password now."""
    return Mailbox.objects.filter(pk=mailbox.pk).values_list("tokens_locked", flat=True).first() or ""


def _no_app(provider: Provider) -> AppRefused:
    return AppRefused(
        f"The workspace has no app at {provider.label} any more, so nobody is let in through it. "
        "An owner or a manager enters it under Settings, Apps at Google and Microsoft."
    )
