"""What the mailboxes ask of Google and Microsoft: to let a member allow us in, and to let us in again later.

The real part is `adapters/oauth.py`. Only the authorization code flow with PKCE is used (RFC 6749, 7636).
"""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from twelfth.messages.ports import LoginRefused, ServerUnreachable


class Provider(StrEnum):
    """Who lets programs in by OAuth 2; the values are those of Mailbox.auth."""

    GOOGLE = "google"
    MICROSOFT = "microsoft"

    @property
    def label(self) -> str:
        return self.value.title()


@dataclass(frozen=True, slots=True, kw_only=True)
class AppKeys:
    """The workspace's own app at a provider. `tenant` is Microsoft's directory, "common" for any."""

    provider: Provider
    client_id: str
    client_secret: str = field(repr=False)
    tenant: str = "common"


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a provider gave: `access` lets us in until `expires_at`, `refresh` brings the next one."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    expires_at: datetime

    def is_good(self, *, now: datetime, margin: timedelta = timedelta()) -> bool:
        return now + margin < self.expires_at


@dataclass(frozen=True, slots=True)
class Begun:
    """Where to send the browser, and what has to be known again when it comes back."""

    url: str
    state: str
    verifier: str = field(repr=False)
    nonce: str = field(repr=False)

    def to_text(self) -> str:
        return json.dumps([self.url, self.state, self.verifier, self.nonce])

    @classmethod
    def from_text(cls, text: str) -> "Begun":
        return cls(*json.loads(text))


@dataclass(frozen=True, slots=True)
class Granted:
    """A member allowed us in; `address` is what the provider calls the account, in lower case."""

    tokens: Tokens
    address: str


class Authorizer(Protocol):
    def begin(self, app: AppKeys, *, redirect_uri: str, address: str) -> Begun:
        """The address at the provider where the member allows it; `address` is only proposed there."""
        ...

    def finish(self, app: AppKeys, begun: Begun, *, code: str, redirect_uri: str, now: datetime) -> Granted:
        """Exchange the code that came back. Raises GrantIncomplete, AppRefused or ProviderAway."""
        ...

    def renew(self, app: AppKeys, refresh: str, *, now: datetime) -> Tokens:
        """New tokens. The old refresh token may be of no more use afterwards: store what is returned.

        Raises GrantWithdrawn, AppRefused or ProviderAway.
        """
        ...


class GrantWithdrawn(LoginRefused):
    """The provider no longer lets us in: withdrawn by the member, by an administrator, or after a new password."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)

    @classmethod
    def by(cls, provider: Provider) -> "GrantWithdrawn":
        return cls(f"{provider.label} no longer lets us in: connect again under Settings, Mailbox.")


class GrantIncomplete(LoginRefused):
    """The member's answer at the provider does not let us in."""


class AppRefused(LoginRefused):
    """The provider does not know the workspace's app, or its secret is wrong or has expired."""


class ProviderAway(ServerUnreachable):
    """The provider gives no answer, or none that makes sense. It is tried again."""
