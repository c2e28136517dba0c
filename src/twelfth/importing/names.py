"""Names of people: put together from their parts, or taken apart where there is only the whole."""

import re
from dataclasses import dataclass
from functools import cache

_FAMILY_FIRST = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af]+")
#: Two plain words, as most names are: these need no parser, which takes as long as all the rest of a row.
_SIMPLE = re.compile(r"([A-ZÀ-ÖØ-ÞĀ-Ž][a-zß-öø-ÿā-ž]{2,}) ([A-ZÀ-ÖØ-ÞĀ-Ž][a-zß-öø-ÿā-ž]{2,})")
_NO_NAME = re.compile(r"[@=\d]|https?:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """`full` is what lists and letters show; the parts are "" where nobody told them and they can't be
    known."""

    full: str
    given: str = ""
    family: str = ""
    prefix: str = ""
    suffix: str = ""
    nickname: str = ""


def joined(given: str, middle: str, family: str) -> str:
    """The parts in the order of their script: family name first and no spaces in Chinese, Japanese,
    Korean."""
    if given and family and _FAMILY_FIRST.fullmatch(given + family):
        return family + given
    return " ".join(part for part in (given, middle, family) if part)


def split(full: str) -> Name:
    """A whole name taken apart. What looks like no name (a formula, an address, a number) is left whole."""
    if _NO_NAME.search(full) or len(full) > 100:
        return Name(full)
    if (simple := _SIMPLE.fullmatch(full)) and not _special_words() & {simple[1].lower(), simple[2].lower()}:
        return Name(full, simple[1], simple[2])
    from nameparser import HumanName

    parsed = HumanName(full)
    # "Smith, John" is how lists sort, not how one is greeted.
    shown = full if "," not in full else joined(parsed.first, parsed.middle, parsed.last)
    return Name(
        full=shown or full,
        given=parsed.first,
        family=parsed.last,
        prefix=parsed.title,
        suffix=parsed.suffix,
        nickname=parsed.nickname,
    )


@cache
def _special_words() -> frozenset[str]:
    """Words that the parser takes for titles, particles or suffixes rather than for names."""
    from nameparser.config import CONSTANTS

    kinds = (
        CONSTANTS.titles,
        CONSTANTS.first_name_titles,
        CONSTANTS.prefixes,
        CONSTANTS.conjunctions,
        CONSTANTS.suffix_acronyms,
        CONSTANTS.suffix_not_acronyms,
        CONSTANTS.bound_first_names,
    )
    return frozenset(word.lower() for kind in kinds for word in kind)
