"""What the mail rooms ask of the outside: one port that hands messages over, one that reads mailboxes.

The real parts and their fake live in `adapters/mail/`; both pass the same contract tests. What the three
results of a hand-over mean is told in docs/explanation/sent-once.md.
"""

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import ClassVar, Protocol

#: Larger messages are read only as far as `TRUNCATED_TO`: the text stands at the front.
LARGEST_READ = 25 * 1024 * 1024
TRUNCATED_TO = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """How one mailbox is reached. Security: "tls" (from the first byte) or "starttls"; no third."""

    address: str
    display_name: str
    smtp_host: str
    smtp_port: int
    smtp_security: str
    imap_host: str
    imap_port: int
    imap_security: str
    username: str
    password: str = field(repr=False)
    #: An access token of OAuth 2. Where there is one, it lets us in (by XOAUTH2) and no password is given.
    token: str = field(default="", repr=False)
    #: True where the server itself keeps a copy of what is handed over (Gmail, Microsoft 365).
    sent_folder_by_server: bool = False
    #: "" to find it by its special use or its usual names.
    sent_folder: str = ""


# --- handing over -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RefusedRecipient:
    address: str
    code: int
    text: str


@dataclass(frozen=True, slots=True)
class Handed:
    """The server has it. `refused_copies`: recipients after the first that it would not take."""

    server_reply: str
    refused_copies: tuple[RefusedRecipient, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """Certainly not sent to anybody. `temporary`: the same message may be tried again.

    `code` is the server's three digits, 0 when it gave none; `text` is one sentence for a person;
    `recipients` are the addresses that were refused, empty when the refusal was about something else.
    """

    temporary: bool
    code: int
    text: str
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unsure:
    """The end of the message may have reached the server, and its answer did not reach us."""

    text: str
    refused_copies: tuple[RefusedRecipient, ...] = ()


HandOver = Handed | Refused | Unsure


class TransportSession(Protocol):
    """One connection for several messages: made at the first `send`, made anew when the server closed it."""

    def send(self, envelope_from: str, recipients: tuple[str, ...], message: bytes) -> HandOver:
        """Hand over one message; the first recipient is the one that counts, the others get copies.

        Raises MailError when there is no connection to hand it over on: then nothing was sent. Every
        further `send` of the session raises the same error without another attempt, so that a wrong
        password is tried once, not once for every message.
        """
        ...


class MailTransport(Protocol):
    def session(self, account: Account) -> AbstractContextManager[TransportSession]: ...

    def send(
        self, account: Account, envelope_from: str, recipients: tuple[str, ...], message: bytes
    ) -> HandOver:
        """One message on a connection of its own. Raises MailError as TransportSession does."""
        ...

    def check(self, account: Account) -> list["CheckResult"]:
        """Go through connecting, TLS, log-in and naming the sender, as far as it goes. Sends nothing.

        Never raises: what is wrong is the last result.
        """
        ...


# --- reading ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """How far a folder has been read: its last UID, valid under this UIDVALIDITY. (0, 0): not at all."""

    uidvalidity: int
    uid: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """One message as the server has it. Store `cursor_after` together with what became of the message.

    `truncated`: only its beginning was read, because it is too large or the server could not give it whole
    (`trouble` then says so; `raw` may be empty). `rescan`: the server numbered the folder anew, so it is
    read from the start and messages come again that were read before.
    """

    uid: int
    raw: bytes = field(repr=False)
    cursor_after: Cursor
    truncated: bool = False
    rescan: bool = False
    trouble: str = ""


class FolderUse(StrEnum):
    """What a folder is for (RFC 6154)."""

    INBOX = "inbox"
    SENT = "sent"
    DRAFTS = "drafts"
    ARCHIVE = "archive"
    ALL = "all"
    JUNK = "junk"
    TRASH = "trash"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Folder:
    name: str
    use: FolderUse = FolderUse.OTHER


@dataclass(frozen=True, slots=True)
class FolderState:
    """How a folder stands, asked for without opening it.

    `uidnext`: the UID that the next message will get at least. `modseq`: the count of all changes in the folder
    (RFC 7162). Each is 0 where the server does not tell.
    """

    uidvalidity: int
    uidnext: int
    modseq: int


class MailSession(Protocol):
    """One mailbox, open. Reading never marks a message as read.

    Every method may raise MailError; after ConnectionLost the session is of no more use.
    """

    def folders(self) -> tuple[Folder, ...]:
        """The folders that can hold messages; at most one of each use but OTHER."""
        ...

    def states(self, folders: Collection[str]) -> dict[str, FolderState]:
        """How these folders stand, in as few questions as the server can answer them in.

        One that is gone, or that the server cannot open, is left out.
        """
        ...

    def newest(self, folder: str) -> Cursor:
        """The cursor behind all that is there now: where a new mailbox begins. Raises FolderMissing."""
        ...

    def fetch_new(self, folder: str, cursor: Cursor, *, since: date | None = None) -> Iterator[Fetched]:
        """The messages behind the cursor, oldest first, a bounded batch in memory at a time.

        `since` leaves out what the mailbox received before that day: for a rescan, or a first look back.
        Raises FolderMissing.
        """
        ...

    def find(self, message_id: str) -> str | None:
        """The folder that holds the message with this Message-ID (with its angle brackets), or None.

        Looks where a sent message or its copy may lie, Junk and Trash included; not in Drafts.
        """
        ...

    def file_in_sent(self, folder: str, uid: int) -> None:
        """Move our own copy into the Sent folder, marked as read. Raises FolderMissing when there is none.

        A message that is no longer there is no error: somebody moved it before.
        """
        ...

    def pushes(self) -> bool:
        """Whether the server tells of new mail by itself (RFC 2177); else `idle` has to ask again and again."""
        ...

    def idle(self, seconds: float) -> bool:
        """Wait until the inbox has news, at most so long. Returns at once when it has news already."""
        ...


class MailReader(Protocol):
    def open(self, account: Account) -> AbstractContextManager[MailSession]:
        """Connect and log in. Raises MailError."""
        ...

    def check(self, account: Account) -> list["CheckResult"]:
        """Go through connecting, TLS, log-in and finding the Sent folder, as far as it goes.

        Never raises: what is wrong is the last result.
        """
        ...


# --- what can be wrong ------------------------------------------------------------------------------------


class CheckStep(StrEnum):
    """In their order. Those of sending come first."""

    SMTP_CONNECT = "smtp_connect"
    SMTP_TLS = "smtp_tls"
    SMTP_LOGIN = "smtp_login"
    SMTP_SENDER = "smtp_sender"
    IMAP_CONNECT = "imap_connect"
    IMAP_TLS = "imap_tls"
    IMAP_LOGIN = "imap_login"
    IMAP_SENT = "imap_sent"


@dataclass(frozen=True, slots=True)
class CheckResult:
    step: CheckStep
    ok: bool
    sentence: str


class Stage(StrEnum):
    """Where on the way to a mailbox an error arose."""

    CONNECT = "connect"
    TLS = "tls"
    LOGIN = "login"
    USE = "use"


class MailError(Exception):
    """The mail server could not be used. `str()` is one sentence for a person that says what to do."""

    stage: ClassVar[Stage] = Stage.USE


class ServerUnreachable(MailError):
    """No conversation with the server came about, or it has no time for us now."""

    stage = Stage.CONNECT


class TlsFailed(MailError):
    """The server is not trusted, or offers no encryption. Nothing is ever sent in plain text instead."""

    stage = Stage.TLS


class LoginRefused(MailError):
    """The server does not accept the user name and password, or offers no way to give them."""

    stage = Stage.LOGIN


class FolderMissing(MailError):
    """The mailbox has no such folder."""

    def __init__(self, folder: str, sentence: str = "") -> None:
        self.folder = folder
        super().__init__(
            sentence or f"The mailbox has no folder “{folder}”. Choose another one under Settings, Mailbox."
        )


class ConnectionLost(MailError):
    """The conversation broke off in the middle."""


class ServerRefused(MailError):
    """The server said no to something other than the log-in."""


# --- names on the net -------------------------------------------------------------------------------------


class DnsUnreachable(Exception):
    """No name server answered, so nothing is known of this name: neither that it is there nor that it is not."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"No name server answered when we asked about {name}. Try again in some minutes; if it stays so, "
            "look at the network of the machine that Twelfth runs on."
        )


@dataclass(frozen=True, slots=True)
class MxRecord:
    """`host` "": the domain says that it takes no mail (RFC 7505)."""

    preference: int
    host: str


@dataclass(frozen=True, slots=True)
class SrvRecord:
    """`host` "": the domain says that it does not offer the service (RFC 2782)."""

    priority: int
    weight: int
    port: int
    host: str


class Resolver(Protocol):
    """Asks the domain name system. Names are written without the dot at the end, small, as people write them.

    What certainly does not exist, the name or its record, is an empty result. Where nobody answers, each method
    raises DnsUnreachable, within some seconds.
    """

    def txt(self, name: str) -> tuple[str, ...]:
        """Each record whole: its pieces are joined as RFC 7208 and RFC 6376 want it."""
        ...

    def mx(self, name: str) -> tuple[MxRecord, ...]:
        """By preference, the first to be tried in front."""
        ...

    def srv(self, name: str) -> tuple[SrvRecord, ...]:
        """By priority, the heavier in front."""
        ...

    def cname(self, name: str) -> str:
        """What this name stands for, "" when it stands for itself or does not exist."""
        ...

    def addresses(self, name: str) -> tuple[str, ...]:
        """Its IPv4 and IPv6 addresses."""
        ...
