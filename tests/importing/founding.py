"""A workspace to bring people into."""

from datetime import UTC, datetime

from twelfth.accounts.actions import Newcomer, found_workspace
from twelfth.accounts.actor import Actor

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def workspace(name: str = "Ada") -> Actor:
    founder = Newcomer(
        name=f"{name} Seller",
        email=f"{name.lower()}@seller.test",
        password="long enough to pass 7",
        zone="Europe/Berlin",
        country="DE",
    )
    return found_workspace(name=name, founder=founder, now=NOW)
