"""What the mail server in memory holds: mailboxes with their folders, passwords, and the faults that were asked for."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from twelfth.adapters.mail.connecting import results_until
from twelfth.messages.ports import (
    Account,
    CheckResult,
    CheckStep,
    FolderUse,
    LoginRefused,
    MailError,
    Stage,
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
class Fault:
    point: Point
    code: int
    text: str
    address: str


@dataclass(slots=True)
class Stored:
    uid: int
    raw: bytes
    received_on: date | None
    seen: bool = False


class Box:
    """One folder. UIDs only grow, as on a real server."""

    def __init__(self, use: FolderUse, uidvalidity: int) -> None:
        self.use = use
        self.uidvalidity = uidvalidity
        self.uidnext = 1
        self.modseq = 1
        self.stored: list[Stored] = []

    def add(self, raw: bytes, received_on: date | None) -> None:
        self.stored.append(Stored(self.uidnext, raw, received_on))
        self.uidnext += 1
        self.modseq += 1


class FakeServer:
    """What a mail server holds, and what a test may do to it. Nothing here waits."""

    def __init__(self, domain: str = "example.test") -> None:
        self.domain = domain
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
        self._faults: list[Fault] = []
        self._passwords: dict[str, str] = {}
        self._tokens: dict[str, str] = {}
        self._mailboxes: dict[str, dict[str, Box]] = {}
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
        self.folders_of(to)[folder].add(crlf(raw), received_on)

    def messages(self, address: str, folder: str = "INBOX") -> list[bytes]:
        return [stored.raw for stored in self.folders_of(address)[folder].stored]

    def refuse(self, point: Point, code: int, text: str = "No", *, address: str = "", times: int = 1) -> None:
        """The next messages are refused there (for RCPT: recipients, or only this one)."""
        self._faults += [Fault(point, code, text, address)] * times

    def cut(self, point: Point, *, times: int = 1) -> None:
        """The connection of the next messages breaks there."""
        self._faults += [Fault(point, 0, "", "")] * times

    def set_password(self, address: str, password: str) -> None:
        """From now on only this one; before, any will do."""
        self._passwords[address] = password

    def add_folder(self, address: str, name: str, use: FolderUse = FolderUse.OTHER) -> None:
        self._uidvalidity += 1
        self.folders_of(address)[name] = Box(use, self._uidvalidity)

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

    def folders_of(self, address: str) -> dict[str, Box]:
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

    def fault_at(self, point: Point, address: str = "") -> Fault | None:
        """The fault that was asked for there, used up by asking."""
        for fault in self._faults:
            if fault.point == point and fault.address in {"", address}:
                self._faults.remove(fault)
                return fault
        return None


def check(
    mail: FakeServer, account: Account, error: MailError | None, steps: tuple[CheckStep, ...]
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


def crlf(raw: bytes) -> bytes:
    return re.sub(rb"\r\n|\r|\n", b"\r\n", raw)
