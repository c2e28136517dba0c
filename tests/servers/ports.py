"""Free ports on 127.0.0.1 that stay ours.

Asking the kernel for port 0 and closing the socket again is a race: two test processes can be handed the same
number, and an outgoing connection can take it in between. So the numbers come from below the range that Linux
and macOS use for outgoing connections, and each is held by a locked file for as long as this process lives.
"""

import fcntl
import os
import socket
import tempfile
from pathlib import Path
from typing import IO

FIRST, LAST = 20_000, 32_000

_held: dict[int, IO[bytes]] = {}


def reserve() -> int:
    """A TCP port on 127.0.0.1 that nothing listens on and no other test process will be given.

    Raises RuntimeError when every port of the range is taken.
    """
    folder = Path(tempfile.gettempdir()) / f"twelfth-test-ports-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    width = LAST - FIRST
    start = os.getpid() * 37 % width
    for step in range(width):
        port = FIRST + (start + step) % width
        if port not in _held and _hold(folder / str(port), port):
            return port
    raise RuntimeError(f"All ports from {FIRST} to {LAST} on 127.0.0.1 are taken.")


def _hold(path: Path, port: int) -> bool:
    lock = path.open("wb")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return False
    if not _is_free(port):
        lock.close()
        return False
    _held[port] = lock
    return True


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As the servers do: a port whose last connections are only waiting to be forgotten is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def listens(port: int) -> bool:
    """Does something accept connections on 127.0.0.1:`port`?"""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
