"""The line that introduces what an answer quotes: "On … wrote:", in whatever language, on however many lines."""

import re
from dataclasses import dataclass

from twelfth.reading.fold import fold
from twelfth.reading.quoted_head import ADDRESS, DATE
from twelfth.reading.words_of_quoting import WROTE

_MAX_LINE = 2000  # characters of a line that are looked at
_MAX_LINES = 5
_MAX_DRAWN_LINES = 3
_MAX_LENGTH = 600
_QUOTED = re.compile(r"\A\s{0,3}(?:>|\|\s(?=.*\S))")
_TIME_OR_YEAR = re.compile(r"\d{1,2}[:.h]\d{2}|\b(?:19|20)\d{2}\b")
_COLON = (":", ":", ":*", ":_")
# How introductions begin that a program may put right behind the writer's words, with a date soon after.
_OPENER = re.compile(
    r"(?:\A|(?<=\s))(?:On|Am|Le|El|Em|Il|Op|Den|Dne|Dnia|W dniu|In data|Il giorno|Pada|Vào)\s(?=[^\n]{0,40}\d)"
)
_ONLY_ADDRESS = re.compile(r"\A<?[^\s<>@]{1,128}@[^\s<>@]{2,255}>\s?[::]\Z")
_DATE_FIRST = re.compile(r"\A\d{1,4}[./-]\d{1,2}[./-]\d{1,4}[^\n]{0,120}<[^\s<>@]+@[^\s<>@]+>\Z")


@dataclass(frozen=True, slots=True)
class Introduction:
    """`end`: the first line behind it. `before`: what the writer said in front of it on its first line."""

    end: int
    before: str = ""


def introduction_at(lines: list[str], at: int) -> Introduction | None:
    """The introduction that begins at this line, None where none does."""
    first = lines[at][:_MAX_LINE].strip()
    if first.startswith("--"):
        return _drawn(lines, at)
    if not _may_begin(first):
        return None
    joined = ""
    for end in range(at, min(at + _MAX_LINES, len(lines))):
        line = lines[end][:_MAX_LINE].strip()
        if not line:
            break
        if end > at and ((_QUOTED.match(line) and not line.startswith(">:")) or _OPENER.match(line)):
            return None
        joined = f"{joined} {line}"[:_MAX_LINE]
        if not (line.endswith(_COLON) or _ends_like_one(line)):
            continue
        if _introduces(joined, count=end - at + 1, last=line) and not _begins_later(lines, at, end):
            opener = _OPENER.search(first)
            return Introduction(end + 1, first[: opener.start()].strip() if opener else "")
        return None
    if _DATE_FIRST.match(first) and at + 1 < len(lines):
        below = next((line for line in lines[at + 1 : at + 4] if line.strip()), "")
        return Introduction(at + 1) if _QUOTED.match(below) else None
    return None


def _may_begin(line: str) -> bool:
    """Programs break an introduction behind its date, or behind the sender's name or address."""
    return bool(
        DATE.search(line) or ADDRESS.search(line) or _OPENER.match(line) or WROTE.search(fold(line[:300]))
    )


def _ends_like_one(line: str) -> bool:
    # Japanese and Chinese programs, and those that leave out the colon.
    return line.endswith(("wrote", "a écrit", "写道", "寫道", "のメール"))


def _introduces(text: str, *, count: int, last: str) -> bool:
    """Whether a text of so many lines, ending in a colon, says who wrote when: a verb of writing with a date or an
    address; or, with no verb, date, time and address on one line, or broken at the address."""
    if len(text) > _MAX_LENGTH:
        return False
    folded = fold(text)
    address, dated = bool(ADDRESS.search(text)), bool(DATE.search(text))
    verb = WROTE.search(folded)
    if verb and (address or dated):
        # The verb belongs near the end, or right before the name: "… schrieb Ann Müller <ann@…>:".
        return len(folded) - verb.end() <= 160
    whole = count == 1 or (count == 2 and bool(_ONLY_ADDRESS.match(last)))
    return whole and address and dated and bool(_TIME_OR_YEAR.search(text)) and len(text) < 250


def _begins_later(lines: list[str], at: int, end: int) -> bool:
    """Whether a later line begins the same introduction, whole, so that this one is the writer's."""
    for start in range(at + 1, end + 1):
        joined = " ".join(line.strip() for line in lines[start : end + 1])[:_MAX_LINE]
        rest = fold(ADDRESS.sub(" ", joined)).strip("<> ")  # digits in an address are no date
        verb = WROTE.search(rest)
        if verb and verb.start() > 0 and DATE.search(rest):
            return True
    return False


def _drawn(lines: list[str], at: int) -> Introduction | None:
    """ "---- On … wrote ----", with dashes on both sides."""
    joined = ""
    for end in range(at, min(at + _MAX_DRAWN_LINES, len(lines))):
        line = lines[end][:_MAX_LINE].strip()
        if not line:
            break
        joined = f"{joined} {line}".strip()
        if line.endswith("--"):
            words = joined.strip("- ")
            named = bool(words) and bool(WROTE.search(fold(words)))
            return Introduction(end + 1) if named and len(words) <= _MAX_LENGTH else None
    return None
