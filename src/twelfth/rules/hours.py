"""The hours in which somebody prefers to be contacted, as text: "0123 09:00-12:00" are the weekdays (0 = Monday) and
the wall times at their place. So they are kept, and so reasons carry them."""

import re
from datetime import time

from twelfth.rules.facts import Hours

_KEPT = re.compile(r"(?P<days>[0-6]{1,7}) (?P<start>\d{2}:\d{2})-(?P<end>\d{2}:\d{2})")


def write_hours(hours: Hours) -> str:
    days = "".join(str(day) for day in sorted(hours.weekdays))
    return f"{days} {hours.start:%H:%M}-{hours.end:%H:%M}"


def read_hours(text: str) -> Hours | None:
    """The hours that were kept so; None for "" and for what is none."""
    found = _KEPT.fullmatch(text)
    if found is None:
        return None
    try:
        start, end = time.fromisoformat(found["start"]), time.fromisoformat(found["end"])
    except ValueError:
        return None
    return Hours(weekdays=frozenset(int(day) for day in found["days"]), start=start, end=end)
