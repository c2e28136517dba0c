"""Handing messages over by SMTP (RFC 5321), always encrypted. The conversation is in `handing_over`."""

import base64
import smtplib
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from twelfth.adapters.mail.connecting import Patience, cannot_connect, quoted, results_until, trusting
from twelfth.adapters.mail.handing_over import BROKEN, Conversation, accepts, packed, why
from twelfth.adapters.mail.reach import LOOPBACK, Network, connected_socket
from twelfth.adapters.mail.refusals import login_refused, no_way_to_log_in
from twelfth.messages.compose import UnusableAddress, ascii_address
from twelfth.messages.ports import (
    Account,
    CheckResult,
    CheckStep,
    HandOver,
    MailError,
    Refused,
    ServerUnreachable,
    Stage,
    TlsFailed,
    TransportSession,
)

# Greeting a server with this machine's real name would need a look-up, and tell it to every recipient.
_GREETING_NAME = "[127.0.0.1]"
# Seconds that a farewell may take.
_FAREWELL = 2.0

Monotonic = Callable[[], float]


# The longest command line (RFC 5321, 4.5.3.1.4). A longer token goes by itself, once asked for (RFC 4954, 4).
_LONGEST_COMMAND = 510


class SmtpTransport:
    """The real MailTransport. `ca_file` is trusted besides the system's authorities; `private` are the networks of
    one's own that may be reached."""

    def __init__(
        self,
        ca_file: Path | None = None,
        *,
        private: tuple[Network, ...] = LOOPBACK,
        patience: Patience | None = None,
        monotonic: Monotonic = time.monotonic,
    ) -> None:
        self._ca_file = ca_file
        self._private = private
        self._patience = patience or Patience()
        self._monotonic = monotonic

    @contextmanager
    def session(self, account: Account) -> Iterator[TransportSession]:
        session = _Session(account, self._connected, self._patience, self._monotonic)
        try:
            yield session
        finally:
            session.close()

    def send(
        self, account: Account, envelope_from: str, recipients: tuple[str, ...], message: bytes
    ) -> HandOver:
        with self.session(account) as session:
            return session.send(envelope_from, recipients, message)

    def check(self, account: Account) -> list[CheckResult]:
        steps = [
            (CheckStep.SMTP_CONNECT, Stage.CONNECT, f"{account.smtp_host} answers."),
            (CheckStep.SMTP_TLS, Stage.TLS, "The connection for sending is encrypted, its certificate good."),
            (CheckStep.SMTP_LOGIN, Stage.LOGIN, "The server for sending lets us in."),
        ]
        try:
            smtp = self._connected(account)
        except MailError as error:
            return results_until(steps, error)
        try:
            return [*results_until(steps, None), _check_sender(smtp, account)]
        finally:
            _hang_up(smtp)

    def _connected(self, account: Account) -> smtplib.SMTP:
        return _connect(account, trusting(self._ca_file), self._patience, self._private)


class _Session:
    """One connection, kept for several messages."""

    def __init__(
        self,
        account: Account,
        connect: Callable[[Account], smtplib.SMTP],
        patience: Patience,
        monotonic: Monotonic,
    ) -> None:
        self._account = account
        self._connect = connect
        self._patience = patience
        self._monotonic = monotonic
        self._smtp: smtplib.SMTP | None = None
        self._failed: MailError | None = None

    def send(self, envelope_from: str, recipients: tuple[str, ...], message: bytes) -> HandOver:
        if self._failed is not None:
            raise type(self._failed)(str(self._failed)) from self._failed
        ends = self._monotonic() + self._patience.hand_over
        while True:
            reused = self._smtp is not None
            smtp = self._smtp = self._smtp or self._connected()
            parcel = packed(smtp, envelope_from, recipients, message)
            if isinstance(parcel, Refused):
                return parcel
            conversation = Conversation(smtp, self._patience, lambda: ends - self._monotonic())
            result = conversation.hand_over(parcel)
            if conversation.is_over:
                smtp.close()
                self._smtp = None
            # Servers close connections that were idle, or used, for long. Before the message has begun that
            # says nothing about it, so one new connection is tried.
            if not (reused and conversation.never_began):
                return result

    def close(self) -> None:
        if self._smtp is not None:
            _hang_up(self._smtp)
            self._smtp = None

    def _connected(self) -> smtplib.SMTP:
        try:
            return self._connect(self._account)
        except MailError as error:
            self._failed = error
            raise


class _Reaching(smtplib.SMTP):
    """Connects where members may have connected to."""

    def __init__(self, account: Account, timeout: float, private: tuple[Network, ...]) -> None:
        self._private = private
        super().__init__(account.smtp_host, account.smtp_port, local_hostname=_GREETING_NAME, timeout=timeout)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return connected_socket(host, port, timeout, self._private)


class _ReachingByTls(_Reaching):
    """The same with TLS from the first byte, as smtplib.SMTP_SSL does it."""

    default_port = smtplib.SMTP_SSL_PORT

    def __init__(
        self, account: Account, timeout: float, private: tuple[Network, ...], trust: ssl.SSLContext
    ) -> None:
        self._trust = trust
        super().__init__(account, timeout, private)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return self._trust.wrap_socket(super()._get_socket(host, port, timeout), server_hostname=host)


def _connect(
    account: Account, trust: ssl.SSLContext, patience: Patience, private: tuple[Network, ...]
) -> smtplib.SMTP:
    """A connection that is encrypted and logged in. Raises MailError, and leaves nothing open then."""
    smtp: smtplib.SMTP | None = None
    try:
        if account.smtp_security == "tls":
            smtp = _ReachingByTls(account, patience.connect, private, trust)
        else:
            smtp = _Reaching(account, patience.connect, private)
        # Else the short line that ends a message waits until the text before it is acknowledged.
        if smtp.sock is not None:
            smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            smtp.sock.settimeout(patience.command)
        _greet(smtp, account)
        if account.smtp_security != "tls":
            _start_tls(smtp, account, trust)
        _log_in(smtp, account)
    except (MailError, *BROKEN) as error:
        if smtp is not None:
            smtp.close()
        raise _mail_error(error, account) from error
    return smtp


def _mail_error(error: Exception, account: Account) -> MailError:
    if isinstance(error, MailError):
        return error
    if isinstance(error, smtplib.SMTPResponseException):
        return _turned_away(account, error.smtp_code, error.smtp_error)
    # The library turns a socket's error into one of its own; what happened is in the one before.
    cause = error.__context__ if isinstance(error.__context__, OSError) else error
    return cannot_connect(
        cause, host=account.smtp_host, port=account.smtp_port, security=account.smtp_security
    )


def _greet(smtp: smtplib.SMTP, account: Account) -> None:
    code, reply = smtp.ehlo()
    if not accepts(code):
        raise _turned_away(account, code, reply)


def _start_tls(smtp: smtplib.SMTP, account: Account, trust: ssl.SSLContext) -> None:
    if not smtp.has_extn("starttls"):
        raise TlsFailed(
            f"{account.smtp_host} offers no encryption on port {account.smtp_port}, and nothing is sent "
            "without. Choose TLS, usually on port 465."
        )
    smtp.starttls(context=trust)
    _greet(smtp, account)


def _log_in(smtp: smtplib.SMTP, account: Account) -> None:
    """One attempt: the library's own tries every mechanism in turn, and some servers lock after three."""
    offered = smtp.esmtp_features.get("auth", "").upper().split()
    if account.token and "XOAUTH2" in offered:
        code, reply = _give_token(smtp, account)
    elif not account.token and "PLAIN" in offered:
        secret = _base64(f"\0{account.username}\0{account.password}")
        code, reply = smtp.docmd("AUTH", f"PLAIN {secret}")
    elif not account.token and "LOGIN" in offered:
        code, reply = smtp.docmd("AUTH", f"LOGIN {_base64(account.username)}")
        if code == 334:
            code, reply = smtp.docmd(_base64(account.password))
    else:
        raise no_way_to_log_in(account, account.smtp_host, account.smtp_port)
    if code == 235:
        return
    if 500 <= code <= 599:
        raise login_refused(account, account.smtp_host, f"{code} {_plain(reply)}")
    raise _turned_away(account, code, reply)


def _give_token(smtp: smtplib.SMTP, account: Account) -> tuple[int, bytes]:
    """Google's and Microsoft's XOAUTH2. A refusal comes in two parts: the reason in base64, then, after an empty line
    from us, the code."""
    secret = _base64(f"user={account.username}\x01auth=Bearer {account.token}\x01\x01")
    command = f"XOAUTH2 {secret}"
    if len("AUTH ") + len(command) > _LONGEST_COMMAND:
        code, reply = smtp.docmd("AUTH", "XOAUTH2")
        if code != 334:
            return code, reply
        code, reply = smtp.docmd(secret)
    else:
        code, reply = smtp.docmd("AUTH", command)
    return smtp.docmd("") if code == 334 else (code, reply)


def _turned_away(account: Account, code: int, reply: bytes | str) -> ServerUnreachable:
    return ServerUnreachable(
        f"{account.smtp_host} does not serve us now: {code} {quoted(reply)}. Try again later; "
        "if it stays so, ask whoever runs the server."
    )


def _check_sender(smtp: smtplib.SMTP, account: Account) -> CheckResult:
    try:
        code, reply = smtp.mail(ascii_address(account.address))
    except UnusableAddress as error:
        return CheckResult(CheckStep.SMTP_SENDER, ok=False, sentence=str(error))
    except BROKEN as error:
        code, reply = 0, why(error).encode()
    if accepts(code):
        sentence = f"The server lets you send as {account.address}."
        return CheckResult(CheckStep.SMTP_SENDER, ok=True, sentence=sentence)
    sentence = (
        f"The server does not let you send as {account.address}: {code} {quoted(reply)}. "
        "Use an address that belongs to this log-in."
    )
    return CheckResult(CheckStep.SMTP_SENDER, ok=False, sentence=sentence)


def _hang_up(smtp: smtplib.SMTP) -> None:
    with suppress(*BROKEN):
        if smtp.sock is not None:
            smtp.sock.settimeout(_FAREWELL)
            smtp.docmd("QUIT")
    smtp.close()


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")


def _plain(reply: bytes | str) -> str:
    return reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
