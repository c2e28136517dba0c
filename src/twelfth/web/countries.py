"""Countries to choose from: those whose public holidays are known."""

import re
from functools import lru_cache

from holidays.registry import COUNTRIES


@lru_cache(maxsize=1)
def names() -> dict[str, str]:
    """English names by ISO 3166 code, in the order of the names."""
    found = {code: _spaced(name) for name, code, *_ in COUNTRIES.values()}
    return dict(sorted(found.items(), key=lambda item: item[1]))


def country_choices() -> list[tuple[str, str]]:
    return [("", "Not said"), *names().items()]


def _spaced(name: str) -> str:
    """ "BosniaAndHerzegovina" → "Bosnia and Herzegovina"."""
    return (
        re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
        .replace(" And ", " and ")
        .replace(" Of ", " of ")
        .replace(" The ", " the ")
    )
