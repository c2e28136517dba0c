"""Reading mailboxes by IMAP (RFC 3501), always encrypted. An open one is in `imap_session`."""

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import CapabilityError, IMAPClientAbortError, IMAPClientError, LoginError
from imapclient.imap4 import IMAP4WithTimeout

from twelfth.adapters.mail.connecting import (
    Patience,
    cannot_connect,
    quoted,
    results_until,
    trusting,
)
from twelfth.adapters.mail.imap_session import GARBLED, ImapSession, said
from twelfth.adapters.mail.reach import LOOPBACK, Network, connected_socket
from twelfth.adapters.mail.refusals import login_refused, no_way_to_log_in
from twelfth.messages.ports import (
    Account,
    CheckResult,
    CheckStep,
    FolderMissing,
    LoginRefused,
    MailError,
    MailSession,
    ServerUnreachable,
    Stage,
    TlsFailed,
)

# Seconds that a farewell may take.
_FAREWELL = 2.0

# Response codes (RFC 5530) that come with a refused log-in and say nothing about the password.
_NOT_NOW = ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]", "[CONTACTADMIN]")


class ImapReader:
    """The real MailReader. `ca_file` is trusted besides the system's authorities; `private` are the networks of one's
    own that may be reached."""

    def __init__(
        self,
        ca_file: Path | None = None,
        *,
        private: tuple[Network, ...] = LOOPBACK,
        patience: Patience | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ca_file = ca_file
        self._private = private
        self._patience = patience or Patience()
        self._monotonic = monotonic

    @contextmanager
    def open(self, account: Account) -> Iterator[MailSession]:
        with self._opened(account) as session:
            yield session

    def check(self, account: Account) -> list[CheckResult]:
        steps = [
            (CheckStep.IMAP_CONNECT, Stage.CONNECT, f"{account.imap_host} answers."),
            (CheckStep.IMAP_TLS, Stage.TLS, "The connection for reading is encrypted, its certificate good."),
            (CheckStep.IMAP_LOGIN, Stage.LOGIN, "The server for reading lets us in."),
        ]
        sent = ""
        try:
            with self._opened(account) as session:
                try:
                    sent = session.sent_folder()
                except FolderMissing as error:
                    result = CheckResult(CheckStep.IMAP_SENT, ok=False, sentence=str(error))
                    return [*results_until(steps, None), result]
        except MailError as error:
            return results_until(steps, error)
        found = CheckResult(CheckStep.IMAP_SENT, ok=True, sentence=f"Sent mail lies in the folder “{sent}”.")
        return [*results_until(steps, None), found]

    @contextmanager
    def _opened(self, account: Account) -> Iterator[ImapSession]:
        client = _connect(account, trusting(self._ca_file), self._patience, self._private)
        session = ImapSession(client, account, self._patience, self._monotonic)
        try:
            yield session
        finally:
            _hang_up(client, session)


class _Reaching(IMAP4WithTimeout):  # type: ignore[misc]  # the library comes without types
    """Connects where members may have connected to; with `trust`, by TLS from the first byte."""

    def __init__(
        self,
        account: Account,
        timeout: float,
        private: tuple[Network, ...],
        trust: ssl.SSLContext | None,
    ) -> None:
        self._private = private
        self._trust = trust
        super().__init__(account.imap_host, account.imap_port, timeout)

    def _create_socket(self, timeout: float | None = None) -> socket.socket:
        wait = self._timeout if timeout is None else timeout
        made = connected_socket(self.host, self.port, wait, self._private)
        return made if self._trust is None else self._trust.wrap_socket(made, server_hostname=self.host)


class _Client(IMAPClient):  # type: ignore[misc]  # the library comes without types
    def __init__(
        self, account: Account, trust: ssl.SSLContext, patience: Patience, private: tuple[Network, ...]
    ) -> None:
        by_tls = account.imap_security == "tls"
        self._made = (account, patience.connect, private, trust if by_tls else None)
        super().__init__(
            account.imap_host,
            account.imap_port,
            ssl=by_tls,
            ssl_context=trust,
            timeout=SocketTimeout(patience.connect, patience.command),
        )

    def _create_IMAP4(self) -> _Reaching:  # noqa: N802 (the library's name)
        return _Reaching(*self._made)

    def forget_capabilities(self) -> None:
        """What a server can do before the log-in is kept by the library and believed ever after."""
        self._cached_capabilities = None


def _connect(
    account: Account, trust: ssl.SSLContext, patience: Patience, private: tuple[Network, ...]
) -> _Client:
    """Encrypted and logged in. Raises MailError, and leaves nothing open then."""
    client: _Client | None = None
    try:
        client = _Client(account, trust, patience, private)
        # The library writes some commands piece by piece; each would wait for the receipt of the one before.
        client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if account.imap_security != "tls":
            _start_tls(client, account, trust)
        _log_in(client, account)
        client.forget_capabilities()
    except (MailError, IMAPClientError, OSError, *GARBLED) as error:
        if client is not None:
            with suppress(OSError):
                client.shutdown()
        raise _mail_error(error, account) from error
    return client


def _mail_error(error: Exception, account: Account) -> MailError:
    if isinstance(error, MailError):
        return error
    if isinstance(error, IMAPClientError) and not isinstance(error, IMAPClientAbortError):
        return _turned_away(account, said(error))
    cause = error.__context__ if isinstance(error.__context__, OSError) else error
    return cannot_connect(
        cause, host=account.imap_host, port=account.imap_port, security=account.imap_security
    )


def _start_tls(client: _Client, account: Account, trust: ssl.SSLContext) -> None:
    try:
        client.starttls(trust)
    except CapabilityError as error:
        raise TlsFailed(
            f"{account.imap_host} offers no encryption on port {account.imap_port}, and nothing is read "
            "without. Choose TLS, usually on port 993."
        ) from error


def _log_in(client: _Client, account: Account) -> None:
    try:
        if account.token:
            _give_token(client, account)
        else:
            _give_password(client, account)
    except LoginError as error:
        if isinstance(error.__context__, IMAPClientAbortError):
            # The library takes a connection that breaks in this moment for a refused password.
            raise _mail_error(error.__context__, account) from error
        words = said(error)
        if any(code in words.upper() for code in _NOT_NOW):
            raise _turned_away(account, words) from error
        raise login_refused(account, account.imap_host, words) from error


def _give_password(client: _Client, account: Account) -> None:
    """By PLAIN where it is offered: LOGIN cannot carry letters beyond ASCII."""
    user, password = account.username, account.password
    if client.has_capability("AUTH=PLAIN"):
        client.plain_login(user, password)
    elif client.has_capability("LOGINDISABLED"):
        raise no_way_to_log_in(account, account.imap_host, account.imap_port)
    elif all(word.isascii() and word.isprintable() for word in (user, password)):
        # The library quotes the password and not the name.
        escaped = user.replace("\\", "\\\\").replace('"', '\\"')
        client.login(f'"{escaped}"', password)
    else:
        raise LoginRefused(
            f"{account.imap_host} takes only plain letters in user names and passwords. "
            "Choose another password for this mailbox."
        )


def _give_token(client: _Client, account: Account) -> None:
    """Google's and Microsoft's XOAUTH2. A refusal comes in two parts: the reason in base64, then, after an empty
    answer from us, the NO."""
    if not client.has_capability("AUTH=XOAUTH2"):
        raise no_way_to_log_in(account, account.imap_host, account.imap_port)
    answers = [f"user={account.username}\x01auth=Bearer {account.token}\x01\x01".encode()]
    client.sasl_login("XOAUTH2", lambda _: answers.pop() if answers else b"")


def _hang_up(client: _Client, session: ImapSession) -> None:
    with suppress(IMAPClientError, OSError, *GARBLED):
        if not session.is_lost:
            client.socket().settimeout(_FAREWELL)
            client.logout()
            return
    with suppress(OSError):
        client.shutdown()


def _turned_away(account: Account, words: str) -> ServerUnreachable:
    return ServerUnreachable(
        f"{account.imap_host} does not serve us now: {quoted(words)}. Try again later; "
        "if it stays so, ask whoever runs the server."
    )
