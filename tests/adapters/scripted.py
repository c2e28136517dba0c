"""An IMAP server that says what a test wants: as odd as the real ones that we do not have at hand."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace

from tests.servers.certificates import Certificates
from twelfth.messages.ports import Account

#: `{tag}` stands for the client's tag. A list is used up answer by answer, its last one stays.
Answer = str | list[str] | Callable[[str], str]

USUAL: dict[str, Answer] = {
    "CAPABILITY": "* CAPABILITY IMAP4rev1 AUTH=PLAIN MOVE IDLE UIDPLUS\r\n{tag} OK done\r\n",
    "AUTHENTICATE": "{tag} OK welcome\r\n",
    "LOGOUT": "* BYE\r\n{tag} OK done\r\n",
    "LIST": '* LIST () "/" INBOX\r\n* LIST (\\Sent) "/" "Sent"\r\n{tag} OK done\r\n',
    "EXAMINE": "* 0 EXISTS\r\n* OK [UIDVALIDITY 7]\r\n* OK [UIDNEXT 1]\r\n{tag} OK [READ-ONLY] done\r\n",
    "SELECT": "* 0 EXISTS\r\n* OK [UIDVALIDITY 7]\r\n* OK [UIDNEXT 1]\r\n{tag} OK [READ-WRITE] done\r\n",
    "UID SEARCH": "* SEARCH\r\n{tag} OK done\r\n",
    "NOOP": "{tag} OK done\r\n",
    "IDLE": "+ waiting\r\n",
    "DONE": "TWELFTH OK done\r\n",
}


@dataclass
class Scripted:
    answers: dict[str, Answer]
    port: int = 0
    #: What the client asked for, without its tags.
    asked: list[str] = field(default_factory=list)

    def account(self) -> Account:
        return Account(
            address="ana@example.test",
            display_name="Ana",
            smtp_host="localhost",
            smtp_port=1,
            smtp_security="tls",
            imap_host="localhost",
            imap_port=self.port,
            imap_security="tls",
            username="ana@example.test",
            password="secret",
        )

    def answer(self, tag: str, command: str) -> str:
        words = command.upper().split()
        verb = " ".join(words[:2]) if words[0] == "UID" else words[0]
        given = self.answers.get(verb, "{tag} BAD unknown\r\n")
        if isinstance(given, list):
            given = given.pop(0) if len(given) > 1 else given[0]
        return (given if isinstance(given, str) else given(command)).replace("{tag}", tag)

    def converse(self, connection: socket.socket) -> None:
        connection.sendall(b"* OK hello\r\n")
        with connection.makefile("rb") as lines:
            for raw in lines:
                line = raw.decode().rstrip("\r\n")
                tag, _, command = line.partition(" ") if " " in line else ("", "", line)
                self.asked.append(command)
                if command.upper().startswith("AUTHENTICATE"):
                    connection.sendall(b"+ \r\n")
                    lines.readline()
                connection.sendall(self.answer(tag, command).encode("utf-8", "surrogateescape"))
                if command.upper() == "LOGOUT":
                    return


@contextmanager
def scripted(certificates: Certificates, answers: dict[str, Answer]) -> Iterator[Scripted]:
    """A server with the usual answers and these, for any number of connections one after the other."""
    server = Scripted({**USUAL, **answers})
    context = certificates.server_context()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server.port = listening.getsockname()[1]
        thread = threading.Thread(target=_serve, args=(server, listening, context), name="scripted")
        thread.start()
        try:
            yield server
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join(timeout=30)


def _serve(server: Scripted, listening: socket.socket, context: ssl.SSLContext) -> None:
    while True:
        try:
            plain, _ = listening.accept()
        except OSError:
            return
        plain.settimeout(30)
        with plain, suppress(OSError), context.wrap_socket(plain, server_side=True) as connection:
            server.converse(connection)


def at(server: Scripted, **changes: str) -> Account:
    return replace(server.account(), **changes)  # type: ignore[arg-type]  # each names a text field
