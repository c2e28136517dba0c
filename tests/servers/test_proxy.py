"""The proxy breaks a conversation exactly where it was told to."""

import smtplib
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from imapclient import IMAPClient

from tests.servers.mail import MailServers
from tests.servers.proxy import (
    Fault,
    Proxy,
    Side,
    answer,
    cut_after,
    cut_at,
    cut_before,
    hold,
    proxy,
    replace,
)

pytestmark = pytest.mark.servers

BROKEN = (smtplib.SMTPServerDisconnected, OSError)
MESSAGE = b"Subject: Through the proxy\r\n\r\nGood morning.\r\n"


@contextmanager
def submission(mail: MailServers, *faults: Fault) -> Iterator[tuple[smtplib.SMTP, Proxy]]:
    """Logged in through a proxy with `faults`; left without a word, since the conversation may be broken."""
    with proxy(mail.smtps_port, *faults, tls=mail.certificates) as through:
        context = mail.certificates.client_context()
        connection = smtplib.SMTP_SSL(mail.host, through.port, context=context, timeout=30)
        try:
            connection.login(mail.address("ana"), mail.password)
            yield connection, through
        finally:
            connection.close()


def send(connection: smtplib.SMTP, to: str) -> None:
    connection.sendmail("ana@example.test", [to], MESSAGE)


def test_without_a_fault_everything_passes(mail: MailServers) -> None:
    with submission(mail) as (connection, through):
        send(connection, "passes@example.test")
        assert through.said(Side.CLIENT, rb"\.$")
        assert through.said(Side.SERVER, rb"250 2\.0\.0 Ok: queued")
    assert len(mail.wait_for("passes")) == 1


def test_cut_before_data_nothing_is_delivered(mail: MailServers) -> None:
    fault = cut_before(Side.CLIENT, rb"data")
    with submission(mail, fault) as (connection, through):
        with pytest.raises(BROKEN):
            send(connection, "before-data@example.test")
        assert through.struck == [fault]
    mail.wait_until_delivered()
    assert mail.messages("before-data") == []


def test_cut_after_the_dot_the_message_arrives_and_the_answer_does_not(mail: MailServers) -> None:
    fault = cut_after(Side.CLIENT, rb"\.$", after=rb"data")
    with submission(mail, fault) as (connection, through):
        with pytest.raises(BROKEN):
            send(connection, "after-dot@example.test")
        assert not through.said(Side.SERVER, rb"250 2\.0\.0 Ok: queued")
    assert len(mail.wait_for("after-dot")) == 1


def test_the_servers_last_answer_can_be_lost(mail: MailServers) -> None:
    fault = cut_before(Side.SERVER, rb"250 ", after=rb"\.$")
    with submission(mail, fault) as (connection, through):
        with pytest.raises(BROKEN):
            send(connection, "lost-answer@example.test")
        assert through.said(Side.SERVER, rb"250 2\.0\.0 Ok: queued")
    assert len(mail.wait_for("lost-answer")) == 1


def test_a_server_gone_silent_can_be_let_speak_again(mail: MailServers) -> None:
    with submission(mail, hold(Side.SERVER, rb"354")) as (connection, through):
        connection.mail("ana@example.test")
        connection.rcpt("held@example.test")
        connection.putcmd("data")
        assert connection.sock is not None
        connection.sock.settimeout(0.2)
        with pytest.raises(TimeoutError):
            connection.sock.recv(1)
        connection.sock.settimeout(30)
        through.release()
        assert connection.sock.recv(3) == b"354"


def test_a_line_can_be_garbled(mail: MailServers) -> None:
    fault = replace(Side.SERVER, rb"250 ", b"\xff\xfe nonsense\r\n", after=rb"mail from")
    with submission(mail, fault) as (connection, _):
        assert connection.mail("ana@example.test")[0] == -1


def test_the_proxy_can_answer_for_the_server(mail: MailServers) -> None:
    with submission(mail, answer(rb"rcpt to", b"452 4.3.1 Disk full\r\n")) as (connection, _):
        connection.mail("ana@example.test")
        assert connection.rcpt("full@example.test") == (452, b"4.3.1 Disk full")
        assert connection.rcpt("full@example.test")[0] == 250


def test_starttls_passes_untouched(mail: MailServers) -> None:
    with proxy(mail.imap_port) as through:
        with IMAPClient(mail.host, through.port, ssl=False, timeout=30) as reader:
            reader.starttls(mail.certificates.client_context())
            reader.login(mail.address("raw"), mail.password)
        assert through.said(Side.CLIENT, rb"\S+ starttls")


def test_a_cut_at_a_byte_can_break_a_handshake(mail: MailServers) -> None:
    context = mail.certificates.client_context()
    with proxy(mail.imaps_port, cut_at(Side.SERVER, 100)) as through, pytest.raises(BROKEN):
        IMAPClient(mail.host, through.port, ssl_context=context, timeout=30)


def test_a_fault_strikes_once(mail: MailServers) -> None:
    with proxy(mail.relay_port, cut_before(Side.SERVER, rb"220")) as through:
        with pytest.raises(smtplib.SMTPServerDisconnected):
            smtplib.SMTP("127.0.0.1", through.port, timeout=30)
        with smtplib.SMTP("127.0.0.1", through.port, timeout=30) as connection:
            assert connection.noop()[0] == 250
        assert through.connections == 2


def test_a_server_that_is_not_there_ends_the_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with (
        proxy(port) as through,
        socket.create_connection(("127.0.0.1", through.port), timeout=30) as client,
        suppress(ConnectionResetError),  # the other way in which an end is told
    ):
        assert client.recv(1) == b""
