"""A provider of OAuth 2 on loopback, as strict as the real ones: codes work once and with their PKCE verifier, a used
refresh token is of no more use and ends the whole grant when it comes again, and the mail servers ask it about tokens.

    with oauth_server() as provider:
        provider.logs_in_as = "ana@example.test"      # who sits in front of its page
        …OAuthAuthorizer(provider.endpoints())…
        provider.fault = Fault.ERROR                   # from now on every question is answered so
"""

import base64
import hashlib
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.servers.ports import reserve
from twelfth.adapters.oauth import ENDPOINTS, Endpoints
from twelfth.messages.mailboxes.oauth import Provider

CLIENT_ID, CLIENT_SECRET = "twelfth-tests", "not a secret"


class Fault(StrEnum):
    """How every question for tokens is answered until it is "" again."""

    NONE = ""
    ERROR = "500"
    BUSY = "503 with a page"
    GARBAGE = "no JSON"
    LIST = "JSON, but no object"
    REDIRECT = "somewhere else"
    SILENT = "no answer until released"
    WITHDRAWN = "invalid_grant"
    NO_TOKEN = "an answer without a token"


@dataclass
class _Grant:
    address: str
    #: Of no more use after it was used; then there is the next.
    refresh: str
    live: bool = True


@dataclass
class OAuthServer:
    port: int
    logs_in_as: str = "ana@example.test"
    #: What the member answers on its page: an error of RFC 6749, or "" to allow it.
    answers: str = ""
    fault: Fault = Fault.NONE
    #: Changes to what the id token says; None takes a claim out.
    claims: dict[str, Any] = field(default_factory=dict)
    gives_refresh: bool = True
    #: Whether a refresh token is replaced when it is used.
    rotates: bool = True
    now: datetime = datetime(2026, 5, 5, 9, 30, tzinfo=UTC)
    life: int = 3600
    #: The forms that were posted for tokens.
    asked: list[dict[str, str]] = field(default_factory=list)
    #: Called while a refresh is answered, before the answer goes out.
    meanwhile: Callable[[], None] | None = None
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)
    _grants: list[_Grant] = field(default_factory=list)
    _access: dict[str, str] = field(default_factory=dict)
    _released: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _count: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def endpoints(self) -> Mapping[Provider, Endpoints]:
        """What the real ones ask, asked here."""
        return {
            provider: replace(
                places,
                authorize=f"{self.url}/{{tenant}}/authorize",
                exchange=f"{self.url}/{{tenant}}/token",
                issuers=(self.url,),
                issuer_begins="",
            )
            for provider, places in ENDPOINTS.items()
        }

    def issue(self, address: str) -> str:
        """An access token that the mail servers accept for this address."""
        with self._lock:
            return self._new_access(address)

    def grant(self, address: str) -> str:
        """A refresh token, as after a member allowed it."""
        with self._lock:
            return self._new_grant(address).refresh

    def withdraw(self) -> None:
        """Every member takes back what they allowed."""
        with self._lock:
            for grant in self._grants:
                grant.live = False
            self._access.clear()

    def is_live(self) -> bool:
        return any(grant.live for grant in self._grants)

    def release(self) -> None:
        self._released.set()

    def _number(self) -> int:
        self._count += 1
        return self._count

    def _new_access(self, address: str) -> str:
        # As long as Microsoft's: longer than a command line of SMTP.
        token = f"access-{self._number()}-{'x' * 1500}"
        self._access[token] = address
        return token

    def _new_grant(self, address: str) -> _Grant:
        grant = _Grant(address, f"refresh-{self._number()}")
        self._grants.append(grant)
        return grant

    # --- what is asked ---------------------------------------------------------------------------------------

    def authorize(self, query: dict[str, str]) -> str:
        """Where its page sends the browser."""
        assert query["response_type"] == "code"
        assert query["code_challenge_method"] == "S256"
        back = query["redirect_uri"]
        if self.answers:
            return f"{back}?{urlencode({'error': self.answers, 'state': query['state']})}"
        with self._lock:
            code = f"code-{self._number()}"
            self._codes[code] = {**query, "address": self.logs_in_as}
        return f"{back}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        with self._lock:
            self.asked.append(form)
            if (form.get("client_id"), form.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
                return 401, {"error": "invalid_client"}
            if form["grant_type"] == "refresh_token":
                return self._refreshed(form)
            return self._exchanged(form)

    def _exchanged(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        asked = self._codes.pop(form["code"], None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (
            asked is None
            or asked["code_challenge"] != challenge
            or asked["redirect_uri"] != form["redirect_uri"]
        ):
            return 400, {"error": "invalid_grant"}
        address = asked["address"]
        answer = {
            "access_token": self._new_access(address),
            "token_type": "Bearer",
            "expires_in": self.life,
            "id_token": self._id_token(asked),
        }
        if self.gives_refresh:
            answer["refresh_token"] = self._new_grant(address).refresh
        return 200, answer

    def _refreshed(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        given = form["refresh_token"]
        grant = next((grant for grant in self._grants if grant.refresh == given and grant.live), None)
        if grant is None:
            # A refresh token that comes again was stolen from somebody: the whole grant ends (RFC 9700, 4.14.2).
            family = given.partition(".")[0]
            for other in self._grants:
                other.live = other.live and other.refresh.partition(".")[0] != family
            return 400, {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}
        answer: dict[str, Any] = {
            "access_token": self._new_access(grant.address),
            "token_type": "Bearer",
            "expires_in": self.life,
        }
        if self.rotates:
            grant.refresh = f"{grant.refresh.partition('.')[0]}.{self._number()}"
            answer["refresh_token"] = grant.refresh
        return 200, answer

    def _id_token(self, asked: dict[str, str]) -> str:
        claims = {
            "iss": self.url,
            "aud": asked["client_id"],
            "exp": int((self.now + timedelta(hours=1)).timestamp()),
            "nonce": asked["nonce"],
            "email": asked["address"],
            "preferred_username": asked["address"],
            **self.claims,
        }
        said = {name: value for name, value in claims.items() if value is not None}
        parts = (json.dumps({"alg": "RS256"}), json.dumps(said), "signature")
        return ".".join(base64.urlsafe_b64encode(part.encode()).rstrip(b"=").decode() for part in parts)

    def introspect(self, token: str) -> dict[str, Any]:
        address = self._access.get(token)
        return {"active": True, "email": address} if address else {"active": False}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    provider: OAuthServer

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the library's name)
        pass

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path.endswith("/authorize"):
            self._say(302, b"", Location=self.provider.authorize(query))
        elif parts.path == "/introspect":
            self._json(200, self.provider.introspect(query.get("token", "")))
        else:
            self._say(404, b"")

    def do_POST(self) -> None:
        text = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        form = {name: values[0] for name, values in parse_qs(text).items()}
        if self.path == "/introspect":
            self._json(200, self.provider.introspect(form.get("token", "")))
        elif self.path.endswith("/token"):
            self._token(form)
        else:
            self._say(404, b"")

    def _token(self, form: dict[str, str]) -> None:
        fault = self.provider.fault
        if fault == Fault.SILENT:
            self.provider._released.wait(30)
            self.close_connection = True
        elif fault == Fault.WITHDRAWN:
            self._json(400, {"error": "invalid_grant"})
        elif fault == Fault.NO_TOKEN:
            self._json(200, {"token_type": "Bearer"})
        elif fault == Fault.REDIRECT:
            self._say(302, b"", Location="http://127.0.0.1:1/elsewhere")
        elif fault:
            self._say(
                *{
                    Fault.ERROR: (500, b"{}"),
                    Fault.BUSY: (503, b"<h1>Busy</h1>"),
                    Fault.GARBAGE: (200, b"<h1>Hello</h1>"),
                    Fault.LIST: (200, b"[1]"),
                }[fault]
            )
        else:
            status, answer = self.provider.token(form)
            if self.provider.meanwhile is not None and form["grant_type"] == "refresh_token":
                self.provider.meanwhile()
            self._json(status, answer)

    def _json(self, status: int, answer: dict[str, Any]) -> None:
        self._say(status, json.dumps(answer).encode(), **{"Content-Type": "application/json"})

    def _say(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def oauth_server(port: int | None = None) -> Iterator[OAuthServer]:
    """Running for as long as the block lasts."""
    provider = OAuthServer(reserve() if port is None else port)
    handler = type("Handler", (_Handler,), {"provider": provider})
    with ThreadingHTTPServer(("127.0.0.1", provider.port), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, name="oauth", kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield provider
        finally:
            provider.release()
            server.shutdown()
            thread.join(timeout=30)
