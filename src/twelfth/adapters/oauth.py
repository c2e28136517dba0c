"""Google and Microsoft letting us in, by authlib over httpx. ADR 0012 says why so and what is checked.

authlib's own bridge to httpx warns that it will go. What it does is to sign a request and to post it: `_Client` here.
"""

import base64
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from typing import Any

import httpx
from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.base import OAuth2Error
from authlib.oauth2.client import OAuth2Client

from twelfth.messages.mailboxes.oauth import (
    AppKeys,
    AppRefused,
    Begun,
    Granted,
    GrantIncomplete,
    GrantWithdrawn,
    Provider,
    ProviderAway,
    Tokens,
)

#: Seconds to connect and for each answer. Both together stay far below the time that a renewal may take.
PATIENCE = httpx.Timeout(10.0, connect=5.0)
#: A provider that does not say how long a token is good: RFC 6749 leaves it open, both say an hour.
_USUAL_LIFE = 3600
# Two clocks are never quite the same.
_CLOCKS_APART = timedelta(minutes=5)

# RFC 6749, 5.2, and the codes of OpenID Connect and Microsoft that mean: the member has to come by again.
_WITHDRAWN = frozenset({"invalid_grant", "interaction_required", "consent_required", "login_required"})
_APP_WRONG = frozenset({"invalid_client", "unauthorized_client", "invalid_request", "invalid_scope"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoints:
    """Where a provider is asked. `{tenant}` stands for Microsoft's directory.

    `issuers` are what its id tokens may call it. Microsoft writes the number of the directory there, which nobody
    knows beforehand, so that it only has to begin with `issuer_begins`.
    """

    authorize: str
    exchange: str
    scopes: tuple[str, ...]
    issuers: tuple[str, ...] = ()
    issuer_begins: str = ""
    #: What else the page at the provider is told.
    asks: Mapping[str, str] = field(default_factory=dict)
    #: The claims of the id token that may hold the address, the first one that does counts.
    addressed_by: tuple[str, ...] = ("email",)


ENDPOINTS: Mapping[Provider, Endpoints] = {
    Provider.GOOGLE: Endpoints(
        authorize="https://accounts.google.com/o/oauth2/v2/auth",
        exchange="https://oauth2.googleapis.com/token",
        scopes=("https://mail.google.com/", "openid", "email"),
        issuers=("https://accounts.google.com", "accounts.google.com"),
        # Without both, Google gives a refresh token the first time only.
        asks={"access_type": "offline", "prompt": "consent"},
    ),
    Provider.MICROSOFT: Endpoints(
        authorize="https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize",
        exchange="https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",
        scopes=(
            "https://outlook.office.com/IMAP.AccessAsUser.All",
            "https://outlook.office.com/SMTP.Send",
            "offline_access",
            "openid",
            "email",
            # Without it there is no name to log in with in the id token, and not everybody there has an address.
            "profile",
        ),
        issuer_begins="https://login.microsoftonline.com/",
        asks={"prompt": "select_account"},
        # The name one logs in with is mostly the address, too, but need not be one that receives mail.
        addressed_by=("email", "preferred_username"),
    ),
}


class OAuthAuthorizer:
    """The real Authorizer. Tests give it other `endpoints`; nobody's settings do."""

    def __init__(
        self, endpoints: Mapping[Provider, Endpoints] = ENDPOINTS, patience: httpx.Timeout = PATIENCE
    ) -> None:
        self._endpoints = endpoints
        self._patience = patience

    def begin(self, app: AppKeys, *, redirect_uri: str, address: str) -> Begun:
        places = self._endpoints[app.provider]
        verifier, nonce = secrets.token_urlsafe(64), secrets.token_urlsafe(24)
        asked = {**places.asks, "nonce": nonce}
        if address:
            asked["login_hint"] = address
        with self._client(app, redirect_uri) as client:
            url, state = client.create_authorization_url(
                places.authorize.format(tenant=app.tenant),
                state=secrets.token_urlsafe(32),
                code_verifier=verifier,
                **asked,
            )
        return Begun(url, state, verifier, nonce)

    def finish(self, app: AppKeys, begun: Begun, *, code: str, redirect_uri: str, now: datetime) -> Granted:
        try:
            with self._client(app, redirect_uri) as client:
                given = client.fetch_token(
                    self._exchange_url(app),
                    code=code,
                    code_verifier=begun.verifier,
                    grant_type="authorization_code",
                )
        except OAuth2Error as error:
            if error.error in _WITHDRAWN:
                raise GrantIncomplete(
                    f"{app.provider.label} no longer knows this log-in; it may have taken too long. Connect again."
                ) from error
            raise _refused(app, error) from error
        except (httpx.HTTPError, ValueError) as error:
            raise _away(app) from error
        tokens = _tokens(app, given, now=now)
        if not tokens.refresh:
            raise GrantIncomplete(
                f"{app.provider.label} let us in for one hour only. Remove Twelfth from the apps in your account "
                "there, and connect again."
            )
        return Granted(tokens, self._address(app, given.get("id_token"), begun.nonce, now=now))

    def renew(self, app: AppKeys, refresh: str, *, now: datetime) -> Tokens:
        try:
            with self._client(app) as client:
                given = client.refresh_token(self._exchange_url(app), refresh_token=refresh)
        except OAuth2Error as error:
            if error.error in _WITHDRAWN:
                raise GrantWithdrawn.by(app.provider) from error
            raise _refused(app, error) from error
        except (httpx.HTTPError, ValueError) as error:
            raise _away(app) from error
        return _tokens(app, given, now=now)

    def _exchange_url(self, app: AppKeys) -> str:
        return self._endpoints[app.provider].exchange.format(tenant=app.tenant)

    def _client(self, app: AppKeys, redirect_uri: str = "") -> "_Client":
        return _Client(app, self._endpoints[app.provider].scopes, redirect_uri, self._patience)

    def _address(self, app: AppKeys, id_token: object, nonce: str, *, now: datetime) -> str:
        """Whose mailbox it is, from the id token (OpenID Connect Core, 3.1.3.7).

        It came from the provider itself by TLS, so its signature need not be looked at (point 6 there); whom it is
        for, from whom, since when and for which question is.
        """
        claims = _claims(id_token)
        places = self._endpoints[app.provider]
        issuer = str(claims.get("iss", ""))
        is_theirs = issuer in places.issuers or bool(
            places.issuer_begins and issuer.startswith(places.issuer_begins)
        )
        audience = claims.get("aud")
        is_ours = app.client_id in (audience if isinstance(audience, list) else [audience])
        expires = claims.get("exp")
        is_new = isinstance(expires, int) and datetime.fromtimestamp(expires, UTC) > now - _CLOCKS_APART
        is_asked = compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode())
        addresses = [str(claims[name]) for name in places.addressed_by if claims.get(name)]
        found = next((address for address in addresses if "@" in address), "")
        if not (is_theirs and is_ours and is_new and is_asked and found):
            raise GrantIncomplete(
                f"{app.provider.label} did not say for certain whose mailbox this is. Connect again; if it stays so, "
                "check the clock of the machine that Twelfth runs on."
            )
        return found.lower()


class _Client(OAuth2Client):  # type: ignore[misc]  # the library comes without types
    """authlib's client with a session that posts by httpx, for as long as the block lasts."""

    def __init__(
        self, app: AppKeys, scopes: tuple[str, ...], redirect_uri: str, patience: httpx.Timeout
    ) -> None:
        self._http = httpx.Client(timeout=patience, follow_redirects=False)
        super().__init__(
            session=self,
            client_id=app.client_id,
            client_secret=app.client_secret,
            token_endpoint_auth_method="client_secret_post",  # noqa: S106 (the name of the method)
            scope=" ".join(scopes),
            redirect_uri=redirect_uri or None,
            code_challenge_method="S256",
        )

    def __enter__(self) -> "_Client":
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def _fetch_token(
        self, url: str, body: str = "", headers: Any = None, auth: Any = None, **_: object
    ) -> Any:
        return self.parse_response_token(self._http_post(url, body, auth=auth, headers=headers))

    def _http_post(
        self, url: str, body: str | None = None, auth: ClientAuth = None, headers: Any = None, **_: object
    ) -> httpx.Response:
        url, signed, text = auth.prepare("POST", url, dict(headers or {}), body)
        return self._http.post(url, content=text, headers=signed)


def _tokens(app: AppKeys, given: Mapping[str, Any], *, now: datetime) -> Tokens:
    """authlib adds the old refresh token where no new one came. Raises ProviderAway when it makes no sense."""
    access, life = given.get("access_token"), given.get("expires_in", _USUAL_LIFE)
    if not isinstance(access, str) or not access or not access.isprintable():
        raise _away(app)
    try:
        seconds = max(0, min(int(life), 24 * 3600))
    except (TypeError, ValueError):
        seconds = _USUAL_LIFE
    return Tokens(access, str(given.get("refresh_token") or ""), now + timedelta(seconds=seconds))


def _claims(id_token: object) -> dict[str, Any]:
    """What stands in the middle part of a JSON Web Token; {} when it is none."""
    parts = str(id_token).split(".")
    if len(parts) != 3:
        return {}
    try:
        claims = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except ValueError:
        return {}
    return claims if isinstance(claims, dict) else {}


def _refused(app: AppKeys, error: OAuth2Error) -> AppRefused | ProviderAway:
    if error.error in _APP_WRONG:
        return AppRefused(
            f"{app.provider.label} does not accept the workspace's app ({error.error}). An owner or a manager checks "
            "its client ID and secret under Settings, Apps at Google and Microsoft; secrets expire there."
        )
    return _away(app)


def _away(app: AppKeys) -> ProviderAway:
    return ProviderAway(
        f"{app.provider.label} does not answer as it should now. It is tried again by itself."
    )
