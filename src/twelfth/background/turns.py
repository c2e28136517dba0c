"""Turns at the one writer that SQLite has."""

import time

from django.db import connection

#: Seconds: long enough for a writer that is waiting to find the door open.
BREATH = 0.02


def give_way() -> None:
    """Let others write before long work takes the lock again. SQLite keeps no queue: whoever comes back at once starves
    everybody else, until their patience ends in "database is locked". Call it between two transactions."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(BREATH)
