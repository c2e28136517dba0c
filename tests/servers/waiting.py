"""Waiting for what another process does, with a limit that only a real fault reaches."""

import time
from collections.abc import Callable

#: Seconds. Generous on purpose: it is never waited out unless something is broken.
LIMIT = 30.0


class NeverHappened(AssertionError):
    """What was waited for did not happen within the limit."""


def until(happened: Callable[[], bool], what: str, limit: float = LIMIT) -> None:
    """Returns as soon as `happened()` is true. Raises NeverHappened, naming `what`, after `limit` seconds."""
    end = time.monotonic() + limit
    while not happened():
        if time.monotonic() > end:
            raise NeverHappened(f"{what}: not within {limit:g} seconds.")
        time.sleep(0.01)
