"""The plans that come with the product: TOML files beside this one, checked as they are read."""

from functools import lru_cache
from importlib import resources

from twelfth.cadences.plan_file import read
from twelfth.rules.plan import Plan, PlanRefused

#: In the order in which they are offered.
KEYS = (
    "first-meeting",
    "ten-day-close",
    "inbound-request",
    "proposal-sent",
    "last-try",
    "not-yet",
    "customer-care",
    "referral-partner",
    "kept-warm",
)


@lru_cache(maxsize=16)
def load(key: str) -> Plan:
    """A plan by its key, one of `KEYS`. Raises PlanRefused."""
    if key not in KEYS:
        raise PlanRefused(f"No plan “{key}” is shipped. Use one of: {', '.join(KEYS)}.")
    text = resources.files(__package__).joinpath(f"{key}.toml").read_text(encoding="utf-8")
    return read(text, key=key)


def all() -> tuple[Plan, ...]:  # noqa: A001 (read as shipped.all())
    return tuple(load(key) for key in KEYS)
