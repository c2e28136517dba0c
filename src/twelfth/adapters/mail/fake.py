"""A mail server in memory, for tests of everything that sends or reads mail without being about mail.

    mail = FakeMail()
    mail.cut(Point.ANSWER)                       # the next message is taken, and its answer lost
    mail.transport.send(mail.account("ana"), …)  # -> Unsure
    mail.messages("bo@example.test")             # every address has a mailbox

It passes the same contract tests as the real part (tests/adapters/contract).
"""

from collections.abc import Iterator
from contextlib import contextmanager

from twelfth.adapters.mail.fake_reader import FakeReader
from twelfth.adapters.mail.fake_server import Accepted, FakeServer, Fault, Point, check, crlf
from twelfth.messages.compose import UnusableAddress, ascii_address
from twelfth.messages.ports import (
    Account,
    CheckResult,
    CheckStep,
    Handed,
    HandOver,
    MailError,
    Refused,
    RefusedRecipient,
    TransportSession,
    Unsure,
)

__all__ = ["Accepted", "FakeMail", "Point"]


class FakeMail(FakeServer):
    """The server with both ports."""

    def __init__(self, domain: str = "example.test") -> None:
        super().__init__(domain)
        self.transport = FakeTransport(self)
        self.reader = FakeReader(self)


class FakeTransport:
    def __init__(self, mail: FakeServer) -> None:
        self._mail = mail

    @contextmanager
    def session(self, account: Account) -> Iterator[TransportSession]:
        yield _FakeTransportSession(self._mail, account)

    def send(
        self, account: Account, envelope_from: str, recipients: tuple[str, ...], message: bytes
    ) -> HandOver:
        with self.session(account) as session:
            return session.send(envelope_from, recipients, message)

    def check(self, account: Account) -> list[CheckResult]:
        steps = (CheckStep.SMTP_CONNECT, CheckStep.SMTP_TLS, CheckStep.SMTP_LOGIN, CheckStep.SMTP_SENDER)
        return check(self._mail, account, self._mail.transport_error, steps)


class _FakeTransportSession:
    def __init__(self, mail: FakeServer, account: Account) -> None:
        self._mail = mail
        self._account = account
        self._connected = False
        self._failed: MailError | None = None

    def send(self, envelope_from: str, recipients: tuple[str, ...], message: bytes) -> HandOver:
        self._connect()
        try:
            sender, *others = [ascii_address(address) for address in (envelope_from, *recipients)]
        except UnusableAddress as error:
            return Refused(temporary=False, code=0, text=str(error), recipients=(error.address,))
        if (fault := self._mail.fault_at(Point.MAIL)) is not None:
            return _refused(fault)
        taken: list[str] = []
        copies: list[RefusedRecipient] = []
        for recipient in others:
            if (fault := self._mail.fault_at(Point.RCPT, recipient)) is None:
                taken.append(recipient)
            elif not taken or not fault.code:
                return _refused(fault, (recipient,))
            else:
                copies.append(RefusedRecipient(recipient, fault.code, fault.text))
        return self._give(Accepted(sender, tuple(taken), crlf(message)), tuple(copies))

    def _give(self, parcel: Accepted, copies: tuple[RefusedRecipient, ...]) -> HandOver:
        for point in (Point.DATA, Point.CONTENT):
            if (fault := self._mail.fault_at(point)) is not None:
                return _refused(fault)
        if (fault := self._mail.fault_at(Point.END)) is not None:
            return _refused(fault) if fault.code else Unsure(_UNSURE, copies)
        self._mail.take(parcel)
        if self._mail.fault_at(Point.ANSWER) is not None:
            return Unsure(_UNSURE, copies)
        return Handed("250 2.0.0 Ok", copies)

    def _connect(self) -> None:
        if self._failed is not None:
            raise type(self._failed)(str(self._failed))
        if self._connected:
            return
        try:
            if self._mail.transport_error is not None:
                raise self._mail.transport_error
            self._mail.log_in(self._account)
        except MailError as error:
            self._failed = error
            raise
        self._connected = True


_UNSURE = "The message was handed over, but the connection broke before the server's answer."


def _refused(fault: Fault, recipients: tuple[str, ...] = ()) -> Refused:
    text = f"The mail server did not take the message: {fault.code} “{fault.text}”."
    if not fault.code:
        text = "The mail server was lost before the message was handed over."
    return Refused(fault.code < 500, fault.code, text, recipients)
