"""What a domain's web server says about its mail servers: only by https, only from where members may go, only so much."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.servers import certificates
from tests.servers.certificates import Certificates
from twelfth.adapters.discovery import autoconfig, read_autoconfig
from twelfth.adapters.mail.reach import LOOPBACK
from twelfth.messages.mailboxes.presets import Server

ANSWER = b"""<?xml version="1.0"?>
<clientConfig version="1.1"><emailProvider id="duarte.test">
<!-- our servers -->
<incomingServer type="pop3"><hostname>pop.duarte.test</hostname><port>995</port><socketType>SSL</socketType></incomingServer>
<incomingServer type="imap"><hostname>imap.duarte.test</hostname><port>143</port><socketType>plain</socketType></incomingServer>
<incomingServer type="imap"><hostname>imap.duarte.test</hostname><port>993</port><socketType>SSL</socketType></incomingServer>
<outgoingServer type="smtp"><hostname>smtp.duarte.test</hostname><port>587</port><socketType>STARTTLS</socketType></outgoingServer>
</emailProvider></clientConfig>"""
SERVERS = (Server("imap.duarte.test", 993), Server("smtp.duarte.test", 587, "starttls"))


def test_the_first_encrypted_servers_are_taken() -> None:
    assert read_autoconfig(ANSWER) == SERVERS


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"<html>Not found</html>",
        b"<clientConfig>",
        ANSWER.replace(b"SSL", b"plain"),
        ANSWER.replace(b"imap.duarte.test", b"imap duarte\r\ntest"),
        ANSWER.replace(b"imap.duarte.test", b"http://imap.duarte.test/"),
        ANSWER.replace(b"993", b"99999999999999999999"),
        ANSWER.replace(b"993", b"-1"),
        ANSWER.replace(b"<clientConfig", b'<!DOCTYPE a [<!ENTITY b "c">]><clientConfig'),
        ANSWER.replace(b"outgoingServer", b"other"),
        b"\xff\xfe\x00",
    ],
)
def test_what_says_nothing_sure_says_nothing(text: bytes) -> None:
    assert read_autoconfig(text) is None


@contextmanager
def https(made: Certificates, answer: bytes) -> Iterator[tuple[int, list[bytes]]]:
    """A web server that answers so whatever it is asked, and what it was asked."""
    asked: list[bytes] = []
    context = made.server_context()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    plain, _ = server.accept()
                except OSError:
                    return
                plain.settimeout(5)
                with plain, suppress(OSError), context.wrap_socket(plain, server_side=True) as connection:
                    asked.append(connection.recv(4096))
                    connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1], asked
        server.shutdown(socket.SHUT_RDWR)
        thread.join(timeout=30)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Certificates:
    """Every name leads to this machine; certificates are good for localhost.test and its autoconfig."""
    look_up = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda _, *rest, **named: look_up("127.0.0.1", *rest, **named))
    return certificates.make(tmp_path, names=("duarte.test", "autoconfig.duarte.test"))


def ok(body: bytes, *headers: bytes) -> bytes:
    lines = (b"HTTP/1.1 200 OK", b"Content-Length: %d" % len(body), *headers, b"", body)
    return b"\r\n".join(lines)


def test_it_is_read_by_https_without_telling_the_address(here: Certificates) -> None:
    with https(here, ok(ANSWER)) as (port, asked):
        found = autoconfig("duarte.test", private=LOOPBACK, port=port, trust=here.client_context())
    assert found == SERVERS
    assert asked[0].startswith(b"GET /mail/config-v1.1.xml HTTP/1.1\r\n")
    assert b"clara" not in asked[0]


def test_a_private_place_is_not_asked(here: Certificates) -> None:
    with https(here, ok(ANSWER)) as (port, asked):
        assert autoconfig("duarte.test", private=(), port=port, trust=here.client_context()) is None
    assert asked == []


def test_a_certificate_that_is_not_trusted_is_not_asked(here: Certificates) -> None:
    with https(here, ok(ANSWER)) as (port, asked):
        assert autoconfig("duarte.test", private=LOOPBACK, port=port) is None
    assert asked == []


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        ok(ANSWER + b" " * 70_000),
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n" + ANSWER[:100],
        b"SSH-2.0-OpenSSH\r\n",
        b"",
    ],
)
def test_whatever_else_it_answers_says_nothing(here: Certificates, answer: bytes) -> None:
    with https(here, answer) as (port, asked):
        assert autoconfig("duarte.test", private=LOOPBACK, port=port, trust=here.client_context()) is None
    # The two places where it may lie, and nowhere else.
    assert len(asked) == 2


@pytest.mark.parametrize(
    "domain", ["localhost", "127.0.0.1", "a b.test", "duarte.test/x", "", "-.test", "x" * 300 + ".test"]
)
def test_what_is_no_domain_is_not_asked(domain: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("looked up"))
    assert autoconfig(domain, private=LOOPBACK) is None
