"""The composition root: the only place that builds adapters and reads the clock."""

from datetime import UTC, datetime


def now() -> datetime:
    """The current instant, in UTC."""
    return datetime.now(UTC)
