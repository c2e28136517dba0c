"""Workers' names: they tell whether the process behind a claim still lives, on the machine where it ran."""

import os
import secrets
import socket
from collections.abc import Iterable

_MINE = secrets.token_hex(4)


def worker_name() -> str:
    """host:pid:token. The token tells two processes apart that had the same pid."""
    return f"{socket.gethostname()[:50]}:{os.getpid()}:{_MINE}"


def dead(names: Iterable[str]) -> frozenset[str]:
    """Those whose process is certainly gone: they ran on this machine and their pid is free, or is now our own.

    A pid that somebody else has now keeps its name alive until the lease runs out: late, never wrong.
    """
    return frozenset(name for name in names if name and _is_dead(name))


def _is_dead(name: str) -> bool:
    host, _, rest = name.rpartition(":")[0].rpartition(":")
    if host != socket.gethostname()[:50] or not rest.isdigit():
        return False
    if int(rest) == os.getpid():
        return name != worker_name()
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
