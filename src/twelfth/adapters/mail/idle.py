"""Waiting for news by IDLE (RFC 2177).

The library's own IDLE takes a line that comes before the server's "+" for an error, and does not see one that
came together with it. Both happen when mail arrives in that very moment. Here the socket is read directly,
which is safe because no command is under way: all between our IDLE and the answer to DONE belongs to us.
"""

import re
import selectors
import socket
from collections.abc import Callable

_TAG = b"TWELFTH"
# How the server says that the folder holds more messages than before.
_NEWS = re.compile(rb"^\* \d+ EXISTS\b", re.IGNORECASE | re.MULTILINE)
_DONE = re.compile(rb"^" + _TAG + rb" (OK|NO|BAD)\b.*\r?\n", re.IGNORECASE | re.MULTILINE)
_LONGEST = 1 << 20


class IdleRefused(Exception):
    """The server lists IDLE among its abilities, and refuses it."""


def wait_for_news(
    connection: socket.socket, seconds: float, answer_within: float, monotonic: Callable[[], float]
) -> bool:
    """Whether something arrived in the selected folder within `seconds`.

    Raises IdleRefused, and OSError when the connection is lost or the server does not answer.
    """
    until = monotonic() + seconds
    connection.settimeout(answer_within)
    connection.sendall(_TAG + b" IDLE\r\n")
    heard = b""
    while b"\n+" not in b"\n" + heard:
        heard += _read(connection)
        if _DONE.search(heard):
            raise IdleRefused
    while not _NEWS.search(heard) and (left := until - monotonic()) > 0:
        connection.settimeout(max(left, 0.001))
        try:
            heard += _read(connection)
        except TimeoutError:
            break
        if len(heard) > _LONGEST:
            break
    connection.settimeout(answer_within)
    connection.sendall(b"DONE\r\n")
    while not _DONE.search(heard):
        heard += _read(connection)
    return _NEWS.search(heard) is not None


def pause(connection: socket.socket, seconds: float) -> None:
    """Wait so long, or less when the server says something or goes away."""
    with selectors.DefaultSelector() as selector:
        selector.register(connection, selectors.EVENT_READ)
        selector.select(seconds)


def _read(connection: socket.socket) -> bytes:
    read = connection.recv(65536)
    if not read:
        raise ConnectionResetError("the server closed the connection")
    return read
