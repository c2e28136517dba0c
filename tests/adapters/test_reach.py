"""Members type names of servers; nobody looks around in the operator's network that way."""

import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

import pytest

from tests.adapters.letters import letter
from tests.servers.ports import reserve
from twelfth.adapters.mail.connecting import Patience, trusting
from twelfth.adapters.mail.imap import ImapReader
from twelfth.adapters.mail.reach import LOOPBACK, PlaceRefused, connected_socket, may_reach
from twelfth.adapters.mail.smtp import SmtpTransport
from twelfth.messages.ports import Account, CheckStep, MailError, ServerUnreachable

HURRIED = Patience(connect=1, command=1)
ANYWHERE = "0.0.0.0"  # noqa: S104 (shown to be refused, not bound)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.7", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.100.100.200",
        ANYWHERE, "224.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fd00:ec2::254", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.7", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::", "2002:a9fe:a9fe::",
    ],
)  # fmt: skip
def test_only_the_internet_is_reached(address: str) -> None:
    assert not may_reach(ipaddress.ip_address(address), ())


@pytest.mark.parametrize(
    "address", ["142.250.1.1", "2a00:1450:4001::1", "::ffff:142.250.1.1", "64:ff9b::8efa:101"]
)
def test_the_internet_is_reached(address: str) -> None:
    assert may_reach(ipaddress.ip_address(address), ())


def test_what_the_operator_allows_is_reached_but_never_where_clouds_keep_keys() -> None:
    everything = (ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0"))
    assert may_reach(ipaddress.ip_address("10.0.0.7"), (ipaddress.IPv4Network("10.0.0.0/8"),))
    assert not may_reach(ipaddress.ip_address("10.0.0.7"), (ipaddress.IPv4Network("192.168.0.0/16"),))
    assert may_reach(ipaddress.ip_address("::1"), LOOPBACK)
    for never in ("169.254.169.254", "fe80::1", "::ffff:169.254.169.254", ANYWHERE, "224.0.0.1"):
        assert not may_reach(ipaddress.ip_address(never), everything)


@contextmanager
def listening() -> Iterator[tuple[int, list[bytes]]]:
    """A port, and the first thing that is said on each connection to it."""
    said: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    with connection:
                        connection.settimeout(5)
                        said.append(connection.recv(4096))

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1], said
        server.shutdown(socket.SHUT_RDWR)
        thread.join(timeout=30)


def account(port: int, security: str) -> Account:
    return Account(
        address="ana@example.test",
        display_name="Ana",
        smtp_host="localhost",
        smtp_port=port,
        smtp_security=security,
        imap_host="localhost",
        imap_port=port,
        imap_security=security,
        username="ana@example.test",
        password="quite secret",
    )


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_private_place_is_not_even_connected_to(security: str) -> None:
    with listening() as (port, said):
        there = account(port, security)
        with pytest.raises(PlaceRefused, match="MAIL_PRIVATE_NETWORKS"):
            SmtpTransport(private=()).send(there, there.address, (there.address,), letter())
        with pytest.raises(PlaceRefused, match="private network"), ImapReader(private=()).open(there):
            pass
        [smtp] = SmtpTransport(private=()).check(there)
        [imap] = ImapReader(private=()).check(there)
    assert said == []
    assert (smtp.step, smtp.ok, imap.step, imap.ok) == (
        CheckStep.SMTP_CONNECT,
        False,
        CheckStep.IMAP_CONNECT,
        False,
    )


def test_the_address_that_was_looked_at_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads elsewhere the second time it is asked leads nowhere: it is asked once."""
    asked: list[str] = []
    look_up = socket.getaddrinfo

    def answer(host: str, port: int, **named: int) -> list[object]:
        asked.append(host)
        return [*look_up("127.0.0.1", port, **named)]

    with listening() as (port, _):
        monkeypatch.setattr(socket, "getaddrinfo", answer)
        connected_socket("rebinding.test", port, 5, LOOPBACK).close()
    assert asked == ["rebinding.test"]


def test_among_several_addresses_only_those_allowed_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening() as (port, _):
        answers = [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.7", port)),
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port)),
        ]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
        made = connected_socket("two.test", port, 5, LOOPBACK)
        assert made.getpeername() == ("127.0.0.1", port)
        made.close()


def test_a_port_where_nothing_listens_is_told_as_ever() -> None:
    with pytest.raises(ConnectionRefusedError):
        connected_socket("localhost", reserve(), 5, LOOPBACK)


# --- nothing is said before TLS ---------------------------------------------------------------------------


def test_with_tls_the_first_words_are_the_handshake() -> None:
    with listening() as (port, said):
        there = account(port, "tls")
        with pytest.raises(MailError):
            SmtpTransport(patience=HURRIED).send(there, there.address, (there.address,), letter())
        with pytest.raises(MailError), ImapReader(patience=HURRIED).open(there):
            pass
    assert len(said) == 2
    # A TLS record with a handshake in it.
    assert all(words[:2] == b"\x16\x03" for words in said)
    assert not any(b"ana" in words or b"secret" in words for words in said)


@contextmanager
def speaking(greeting: bytes, answers: dict[bytes, bytes]) -> Iterator[tuple[int, list[bytes]]]:
    """A server in plain text that answers by these, and what it was told."""
    told: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with suppress(OSError):
                connection, _ = server.accept()
                with connection, connection.makefile("rb") as lines:
                    connection.settimeout(5)
                    connection.sendall(greeting)
                    for line in lines:
                        told.append(line)
                        tag = line.split(b" ")[0]
                        words = line.split(b" ")[-1 if greeting.startswith(b"*") else 0].strip().upper()
                        connection.sendall(answers.get(words, b"TAG BAD no\r\n").replace(b"TAG", tag))

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1], told
        server.shutdown(socket.SHUT_RDWR)
        thread.join(timeout=30)


SMTP_WORDS = {
    "no offer": {b"EHLO": b"250-hi\r\n250 AUTH PLAIN LOGIN XOAUTH2\r\n"},
    "refused": {b"EHLO": b"250-hi\r\n250-AUTH PLAIN\r\n250 STARTTLS\r\n", b"STARTTLS": b"454 not now\r\n"},
    "pretended": {b"EHLO": b"250-hi\r\n250-AUTH PLAIN\r\n250 STARTTLS\r\n", b"STARTTLS": b"220 go\r\n250 plain\r\n"},
}  # fmt: skip
IMAP_WORDS = {
    "no offer": {b"CAPABILITY": b"* CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2\r\nTAG OK\r\n"},
    "refused": {b"CAPABILITY": b"* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN\r\nTAG OK\r\n", b"STARTTLS": b"TAG NO\r\n"},
    "pretended": {
        b"CAPABILITY": b"* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN\r\nTAG OK\r\n",
        b"STARTTLS": b"TAG OK go\r\n* CAPABILITY IMAP4rev1\r\n",
    },
}  # fmt: skip
HARMLESS = (b"EHLO", b"STARTTLS", b"CAPABILITY", b"LOGOUT", b"QUIT", b"\x16\x03")


@pytest.mark.parametrize("what", ["no offer", "refused", "pretended"])
@pytest.mark.parametrize("way", ["smtp", "imap"])
@pytest.mark.parametrize("secret", ["password", "token"])
def test_without_tls_nothing_is_told(way: str, what: str, secret: str) -> None:
    greeting = b"220 hi\r\n" if way == "smtp" else b"* OK hi\r\n"
    with speaking(greeting, (SMTP_WORDS if way == "smtp" else IMAP_WORDS)[what]) as (port, told):
        there = account(port, "starttls")
        if secret == "token":
            there = replace(there, password="", token="quite secret")
        if way == "smtp":
            with pytest.raises(MailError):
                SmtpTransport(patience=HURRIED).send(there, there.address, (there.address,), letter())
        else:
            with pytest.raises(MailError), ImapReader(patience=HURRIED).open(there):
                pass
    text = b"".join(told)
    assert told
    assert b"secret" not in text
    assert b"ana" not in text
    assert b"AUTH" not in text.upper().replace(b"AUTHENTICATION", b"")
    assert any(word in told[0].upper() for word in HARMLESS)


def test_an_unknown_kind_of_security_is_not_taken_for_none() -> None:
    """Whatever a row says that is not "tls" asks for STARTTLS: there is no way to plain text."""
    refused = pytest.raises(MailError, match="offers no encryption")
    with speaking(b"220 hi\r\n", SMTP_WORDS["no offer"]) as (port, told), refused:
        SmtpTransport(patience=HURRIED).send(account(port, "none"), "a@b.test", ("a@b.test",), letter())
    assert not any(b"AUTH" in line for line in told)


def test_verification_cannot_be_switched_off() -> None:
    context = trusting(None)
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert context.check_hostname
    assert issubclass(PlaceRefused, ServerUnreachable)
