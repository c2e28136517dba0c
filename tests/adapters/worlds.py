"""The two worlds that the contract tests run in: the mail server in memory, and Postfix with Dovecot."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import count
from typing import Protocol

from imapclient import IMAPClient

from tests.servers.mail import MailServers
from tests.servers.mail_config import BUSY_USER, UNKNOWN_USER
from twelfth.adapters.mail.fake import FakeMail, Point
from twelfth.adapters.mail.imap import ImapReader
from twelfth.adapters.mail.smtp import SmtpTransport
from twelfth.messages.ports import Account, MailReader, MailTransport

_number = count(1)

#: Recipients that the server refuses at RCPT: for good, and for now.
REFUSED, BUSY = UNKNOWN_USER, BUSY_USER


class World(Protocol):
    """What a contract test may do besides using the ports."""

    transport: MailTransport
    reader: MailReader

    def account(self, user: str) -> Account: ...

    def token_account(self, user: str) -> Account:
        """The same with a token in place of the password."""
        ...

    def deliver(self, raw: bytes, *, to: str) -> None:
        """Mail from outside; in the inbox when this returns."""
        ...

    def put(self, raw: bytes, *, address: str, folder: str, received_on: date | None = None) -> None:
        """Into a folder, as another mail program does."""
        ...

    def messages(self, address: str, folder: str = "INBOX") -> list[bytes]:
        """What lies in a folder once everything on its way has arrived."""
        ...

    def renumber(self, address: str, folder: str) -> None:
        """The folder gets a new UIDVALIDITY and keeps its messages."""
        ...

    def add_folder(self, address: str, name: str) -> None: ...

    def rename_folder(self, address: str, name: str, new: str) -> None: ...

    def is_seen(self, address: str, folder: str) -> list[bool]: ...

    def settle(self) -> None:
        """Return when everything on its way has arrived."""
        ...


def new_user() -> str:
    """Of its own for each test: the real servers are started once."""
    return f"user{next(_number)}"


class InMemory:
    def __init__(self) -> None:
        self.mail = FakeMail()
        self.transport: MailTransport = self.mail.transport
        self.reader: MailReader = self.mail.reader
        self.mail.refuse(Point.RCPT, 550, "5.1.1 No such user here", address=REFUSED, times=100)
        self.mail.refuse(Point.RCPT, 451, "4.3.2 Come back later", address=BUSY, times=100)

    def account(self, user: str) -> Account:
        account = self.mail.account(user)
        self.mail.set_password(account.address, "secret")
        return account

    def token_account(self, user: str) -> Account:
        account = replace(self.account(user), password="", token="a good token")
        self.mail.set_token(account.address, account.token)
        return account

    def deliver(self, raw: bytes, *, to: str) -> None:
        self.mail.deliver(raw, to=to)

    def put(self, raw: bytes, *, address: str, folder: str, received_on: date | None = None) -> None:
        self.mail.deliver(raw, to=address, folder=folder, received_on=received_on)

    def messages(self, address: str, folder: str = "INBOX") -> list[bytes]:
        return self.mail.messages(address, folder)

    def renumber(self, address: str, folder: str) -> None:
        self.mail.renumber(address, folder)

    def add_folder(self, address: str, name: str) -> None:
        self.mail.add_folder(address, name)

    def rename_folder(self, address: str, name: str, new: str) -> None:
        self.mail.rename_folder(address, name, new)

    def is_seen(self, address: str, folder: str) -> list[bool]:
        return [stored.seen for stored in self.mail.folders_of(address)[folder].stored]

    def settle(self) -> None:
        pass


class Real:
    def __init__(self, servers: MailServers) -> None:
        self.servers = servers
        self.transport: MailTransport = SmtpTransport(servers.ca_file)
        self.reader: MailReader = ImapReader(servers.ca_file)

    def account(self, user: str) -> Account:
        address = self.servers.address(user)
        return Account(
            address=address,
            display_name=user.title(),
            smtp_host=self.servers.host,
            smtp_port=self.servers.smtps_port,
            smtp_security="tls",
            imap_host=self.servers.host,
            imap_port=self.servers.imaps_port,
            imap_security="tls",
            username=address,
            password=self.servers.password,
        )

    def token_account(self, user: str) -> Account:
        account = self.account(user)
        return replace(account, password="", token=self.servers.oauth.issue(account.address))

    def by_starttls(self, user: str) -> Account:
        return replace(
            self.account(user),
            smtp_port=self.servers.smtp_port,
            smtp_security="starttls",
            imap_port=self.servers.imap_port,
            imap_security="starttls",
        )

    def deliver(self, raw: bytes, *, to: str) -> None:
        before = len(self.servers.messages(to))
        self.servers.deliver(raw, to=to)
        self.servers.wait_for(to, before + 1)

    def put(self, raw: bytes, *, address: str, folder: str, received_on: date | None = None) -> None:
        noon = None if received_on is None else datetime.combine(received_on, time(12), tzinfo=UTC)
        with self.client(address) as client:
            client.append(folder, raw, msg_time=noon)

    def messages(self, address: str, folder: str = "INBOX") -> list[bytes]:
        self.settle()
        return self.servers.messages(address, folder)

    def renumber(self, address: str, folder: str) -> None:
        with self.client(address) as client:
            client.select_folder(folder)
            raws = [
                items[b"BODY[]"] for _, items in sorted(client.fetch(client.search(), ["BODY[]"]).items())
            ]
            client.unselect_folder()
            client.delete_folder(folder)
            client.create_folder(folder)
            for raw in raws:
                client.append(folder, raw)

    def add_folder(self, address: str, name: str) -> None:
        with self.client(address) as client:
            client.create_folder(name)

    def rename_folder(self, address: str, name: str, new: str) -> None:
        with self.client(address) as client:
            client.rename_folder(name, new)

    def is_seen(self, address: str, folder: str) -> list[bool]:
        with self.client(address) as client:
            client.select_folder(folder, readonly=True)
            return [b"\\Seen" in flags for _, flags in sorted(client.get_flags(client.search()).items())]

    def settle(self) -> None:
        self.servers.wait_until_delivered()

    def client(self, user: str) -> IMAPClient:
        """A plain IMAP client, to arrange what a test needs."""
        context = self.servers.certificates.client_context()
        client = IMAPClient(self.servers.host, self.servers.imaps_port, ssl_context=context, timeout=30)
        client.login(self.servers.address(user), self.servers.password)
        return client
