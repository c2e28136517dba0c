"""Tests cannot leave this machine, and cannot hide that they tried."""

import socket

import pytest

from tests.servers import guard
from tests.servers.guard import WayOutClosed


@pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::1"])
def test_a_connection_to_another_machine_is_refused_and_remembered(address: str) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as outgoing, pytest.raises(WayOutClosed):
        outgoing.connect((address, 25))
    assert guard.forget() == [address]


def test_a_datagram_to_another_machine_is_refused() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as outgoing, pytest.raises(WayOutClosed):
        outgoing.sendto(b"hello", ("192.0.2.1", 53))
    assert guard.forget() == ["192.0.2.1"]


def test_a_name_is_not_even_looked_up() -> None:
    with pytest.raises(WayOutClosed):
        socket.create_connection(("mail.example.com", 993))
    assert guard.forget() == ["mail.example.com"]


def test_a_name_that_never_exists_gets_the_resolvers_answer() -> None:
    with pytest.raises(socket.gaierror):
        socket.create_connection(("mail.invalid", 993))
    assert guard.forget() == []


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(("localhost", server.getsockname()[1])).close()
    assert guard.forget() == []
