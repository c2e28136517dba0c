"""A name as people type it, taken apart."""

#: Characters that either part may have.
_LONGEST = 100


def split_name(full: str) -> tuple[str, str]:
    """(given name, family name); "" for what is not there."""
    from nameparser import HumanName

    parsed = HumanName(full)
    return parsed.first[:_LONGEST], parsed.last[:_LONGEST]
