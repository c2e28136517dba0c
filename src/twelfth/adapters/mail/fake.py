"""A mail server in memory, for tests of everything that sends or reads mail without being about mail.

    mail = FakeMail()
    mail.cut(Point.ANSWER)                       # the next message is taken, and its answer lost
    mail.transport.send(mail.account("ana"), …)  # -> Unsure
    mail.messages("bo@example.test")             # every address has a mailbox

It passes the same contract tests as the real part (tests/adapters/contract).
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from email.parser import BytesHeaderParser
from enum import StrEnum

from twelfth.adapters.mail.connecting import results_until
from twelfth.messages.compose import UnusableAddress, ascii_address
from twelfth.messages.ports import (
    LARGEST_READ,
    TRUNCATED_TO,
    Account,
    CheckResult,
    CheckStep,
    ConnectionLost,
    Cursor,
    Fetched,
    Folder,
    FolderMissing,
    FolderState,
    FolderUse,
    Handed,
    HandOver,
    LoginRefused,
    MailError,
    MailSession,
    Refused,
    RefusedRecipient,
    ServerRefused,
    Stage,
    TransportSession,
    Unsure,
)


class Point(StrEnum):
    """Where on the way of a message something happens, in their order."""

    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    CONTENT = "content"
    #: The line that ends the message does not arrive; we cannot know that.
    END = "end"
    #: The message is taken; the answer does not arrive.
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Accepted:
    """One message that the server took: `recipients` are those it took it for."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Fault:
    point: Point
    code: int
    text: str
    address: str


@dataclass(slots=True)
class _Stored:
    uid: int
    raw: bytes
    received_on: date | None
    seen: bool = False


class _Box:
    """One folder. UIDs only grow, as on a real server."""

    def __init__(self, use: FolderUse, uidvalidity: int) -> None:
        self.use = use
        self.uidvalidity = uidvalidity
        self.uidnext = 1
        self.modseq = 1
        self.stored: list[_Stored] = []

    def add(self, raw: bytes, received_on: date | None) -> None:
        self.stored.append(_Stored(self.uidnext, raw, received_on))
        self.uidnext += 1
        self.modseq += 1


class FakeMail:
    """Both ports, and what a test may do to them. Nothing here waits."""

    def __init__(self, domain: str = "example.test") -> None:
        self.domain = domain
        self.transport = FakeTransport(self)
        self.reader = FakeReader(self)
        #: Every message taken, in order.
        self.accepted: list[Accepted] = []
        #: Log-ins tried, by user name.
        self.logins: Counter[str] = Counter()
        #: Raised instead of connecting, until it is None again.
        self.transport_error: MailError | None = None
        self.reader_error: MailError | None = None
        #: After so many more messages fetched the reading connection breaks.
        self.breaks_after: int | None = None
        #: Whether the server tells of new mail by itself.
        self.pushes = True
        #: Folders that cannot be opened: each raises ServerRefused.
        self.unreadable: set[str] = set()
        self._faults: list[_Fault] = []
        self._passwords: dict[str, str] = {}
        self._tokens: dict[str, str] = {}
        self._mailboxes: dict[str, dict[str, _Box]] = {}
        self._uidvalidity = 1

    def account(self, user: str) -> Account:
        address = user if "@" in user else f"{user}@{self.domain}"
        return Account(
            address=address,
            display_name=address.partition("@")[0].title(),
            smtp_host="localhost",
            smtp_port=465,
            smtp_security="tls",
            imap_host="localhost",
            imap_port=993,
            imap_security="tls",
            username=address,
            password="secret",  # noqa: S106 (nothing is behind it)
        )

    def deliver(self, raw: bytes, *, to: str, received_on: date | None = None, folder: str = "INBOX") -> None:
        """Mail from outside comes in."""
        self.folders_of(to)[folder].add(_crlf(raw), received_on)

    def messages(self, address: str, folder: str = "INBOX") -> list[bytes]:
        return [stored.raw for stored in self.folders_of(address)[folder].stored]

    def refuse(self, point: Point, code: int, text: str = "No", *, address: str = "", times: int = 1) -> None:
        """The next messages are refused there (for RCPT: recipients, or only this one)."""
        self._faults += [_Fault(point, code, text, address)] * times

    def cut(self, point: Point, *, times: int = 1) -> None:
        """The connection of the next messages breaks there."""
        self._faults += [_Fault(point, 0, "", "")] * times

    def set_password(self, address: str, password: str) -> None:
        """From now on only this one; before, any will do."""
        self._passwords[address] = password

    def add_folder(self, address: str, name: str, use: FolderUse = FolderUse.OTHER) -> None:
        self._uidvalidity += 1
        self.folders_of(address)[name] = _Box(use, self._uidvalidity)

    def remove_folder(self, address: str, name: str) -> None:
        del self.folders_of(address)[name]

    def rename_folder(self, address: str, name: str, new: str) -> None:
        """It keeps its UIDVALIDITY and its messages."""
        boxes = self.folders_of(address)
        boxes[new] = boxes.pop(name)

    def move(self, address: str, folder: str, to: str) -> None:
        """A rule, or another mail program, moves all of a folder into another."""
        boxes = self.folders_of(address)
        for stored in boxes[folder].stored:
            boxes[to].add(stored.raw, stored.received_on)
        boxes[folder].stored.clear()

    def renumber(self, address: str, folder: str = "INBOX") -> None:
        """As a server does after a restore: a new UIDVALIDITY, and UIDs from 1."""
        old = self.folders_of(address)[folder]
        self.add_folder(address, folder, old.use)
        for stored in old.stored:
            self.folders_of(address)[folder].add(stored.raw, stored.received_on)

    def folders_of(self, address: str) -> dict[str, _Box]:
        key = address.lower()
        if key not in self._mailboxes:
            self._mailboxes[key] = {}
            for name, use in (("INBOX", FolderUse.INBOX), ("Sent", FolderUse.SENT)):
                self.add_folder(key, name, use)
        return self._mailboxes[key]

    def set_token(self, address: str, token: str) -> None:
        """From now on only this one; before, any will do."""
        self._tokens[address] = token

    def log_in(self, account: Account) -> None:
        self.logins[account.username] += 1
        if account.token:
            if self._tokens.get(account.address, account.token) != account.token:
                raise LoginRefused(
                    "The server does not let us in with this token. Connect the mailbox again."
                )
            return
        if self._passwords.get(account.address, account.password) != account.password:
            raise LoginRefused("The server does not accept this user name and password. Check both.")

    def take(self, accepted: Accepted) -> None:
        self.accepted.append(accepted)
        for recipient in accepted.recipients:
            self.deliver(accepted.raw, to=recipient)

    def fault_at(self, point: Point, address: str = "") -> _Fault | None:
        """The fault that was asked for there, used up by asking."""
        for fault in self._faults:
            if fault.point == point and fault.address in {"", address}:
                self._faults.remove(fault)
                return fault
        return None


class FakeTransport:
    def __init__(self, mail: FakeMail) -> None:
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
        return _check(self._mail, account, self._mail.transport_error, steps)


class _FakeTransportSession:
    def __init__(self, mail: FakeMail, account: Account) -> None:
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
        return self._give(Accepted(sender, tuple(taken), _crlf(message)), tuple(copies))

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


class FakeReader:
    def __init__(self, mail: FakeMail) -> None:
        self._mail = mail

    @contextmanager
    def open(self, account: Account) -> Iterator[MailSession]:
        if self._mail.reader_error is not None:
            raise self._mail.reader_error
        self._mail.log_in(account)
        yield _FakeMailSession(self._mail, account)

    def check(self, account: Account) -> list[CheckResult]:
        steps = (CheckStep.IMAP_CONNECT, CheckStep.IMAP_TLS, CheckStep.IMAP_LOGIN)
        results = _check(self._mail, account, self._mail.reader_error, steps)
        if not all(result.ok for result in results):
            return results
        try:
            sentence = f"Sent mail lies in {_FakeMailSession(self._mail, account).sent_folder()}."
        except FolderMissing as error:
            return [*results, CheckResult(CheckStep.IMAP_SENT, ok=False, sentence=str(error))]
        return [*results, CheckResult(CheckStep.IMAP_SENT, ok=True, sentence=sentence)]


class _FakeMailSession:
    def __init__(self, mail: FakeMail, account: Account) -> None:
        self._mail = mail
        self._account = account
        self._inbox_read = (0, 0)

    def folders(self) -> tuple[Folder, ...]:
        boxes = self._mail.folders_of(self._account.address)
        return tuple(Folder(name, box.use) for name, box in boxes.items())

    def states(self, folders: Collection[str]) -> dict[str, FolderState]:
        boxes = self._mail.folders_of(self._account.address)
        return {
            name: FolderState(boxes[name].uidvalidity, boxes[name].uidnext, boxes[name].modseq)
            for name in folders
            if name in boxes
        }

    def pushes(self) -> bool:
        return self._mail.pushes

    def sent_folder(self) -> str:
        chosen = self._account.sent_folder
        uses = {folder.use: folder.name for folder in self.folders()}
        sent = chosen or uses.get(FolderUse.SENT, "Sent")
        self._box(sent)
        return sent

    def newest(self, folder: str) -> Cursor:
        box = self._box(folder)
        return Cursor(box.uidvalidity, box.uidnext - 1)

    def fetch_new(self, folder: str, cursor: Cursor, *, since: date | None = None) -> Iterator[Fetched]:
        box = self._box(folder)
        if folder in self._mail.unreadable:
            raise ServerRefused("The server refused to do what was asked.")
        if box.use == FolderUse.INBOX:
            self._inbox_read = (box.uidvalidity, box.uidnext)
        after = cursor.uid if cursor.uidvalidity == box.uidvalidity else 0
        for stored in list(box.stored):
            if stored.uid <= after or _is_before(stored, since):
                continue
            self._may_break()
            is_large = len(stored.raw) > LARGEST_READ
            yield Fetched(
                uid=stored.uid,
                raw=stored.raw[:TRUNCATED_TO] if is_large else stored.raw,
                cursor_after=Cursor(box.uidvalidity, stored.uid),
                truncated=is_large,
                rescan=cursor.uidvalidity not in {0, box.uidvalidity},
            )

    def find(self, message_id: str) -> str | None:
        for folder in self.folders():
            is_chosen = folder.name == self._account.sent_folder
            if folder.use in {FolderUse.DRAFTS, FolderUse.OTHER} and not is_chosen:
                continue
            raws = self._mail.messages(self._account.address, folder.name)
            if any(_message_id(raw) == message_id for raw in raws):
                return folder.name
        return None

    def file_in_sent(self, folder: str, uid: int) -> None:
        sent = self.sent_folder()
        if sent == folder:
            return
        box = self._box(folder)
        for stored in [stored for stored in box.stored if stored.uid == uid]:
            box.stored.remove(stored)
            target = self._box(sent)
            target.add(stored.raw, stored.received_on)
            target.stored[-1].seen = True

    def idle(self, seconds: float) -> bool:
        """Never waits: what is going to arrive is there already, or does not arrive."""
        del seconds
        box = self._box("INBOX")
        has_news = self._inbox_read not in {(0, 0), (box.uidvalidity, box.uidnext)}
        self._inbox_read = (box.uidvalidity, box.uidnext)
        return has_news

    def _box(self, folder: str) -> _Box:
        boxes = self._mail.folders_of(self._account.address)
        if folder not in boxes:
            raise FolderMissing(folder)
        return boxes[folder]

    def _may_break(self) -> None:
        if self._mail.breaks_after is None:
            return
        if self._mail.breaks_after == 0:
            self._mail.breaks_after = None
            raise ConnectionLost(
                "The conversation with the mail server broke off. It is tried again by itself."
            )
        self._mail.breaks_after -= 1


_UNSURE = "The message was handed over, but the connection broke before the server's answer."


def _refused(fault: _Fault, recipients: tuple[str, ...] = ()) -> Refused:
    text = f"The mail server did not take the message: {fault.code} “{fault.text}”."
    if not fault.code:
        text = "The mail server was lost before the message was handed over."
    return Refused(fault.code < 500, fault.code, text, recipients)


def _check(
    mail: FakeMail, account: Account, error: MailError | None, steps: tuple[CheckStep, ...]
) -> list[CheckResult]:
    if error is None:
        try:
            mail.log_in(account)
        except MailError as refused:
            error = refused
    staged = [
        (step, Stage(step.partition("_")[2]), "Good.") for step in steps if step != CheckStep.SMTP_SENDER
    ]
    results = results_until(staged, error)
    if error is None and CheckStep.SMTP_SENDER in steps:
        results.append(CheckResult(CheckStep.SMTP_SENDER, ok=True, sentence="Good."))
    return results


def _is_before(stored: _Stored, since: date | None) -> bool:
    return since is not None and stored.received_on is not None and stored.received_on < since


def _message_id(raw: bytes) -> str:
    return str(BytesHeaderParser().parsebytes(raw).get("Message-ID", "")).strip()


def _crlf(raw: bytes) -> bytes:
    return re.sub(rb"\r\n|\r|\n", b"\r\n", raw)
