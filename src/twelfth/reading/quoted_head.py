"""The header lines that mail programs put as text above an older letter: "From: … Sent: … To: … Subject: …"."""

import re
from dataclasses import dataclass, field

from twelfth.reading.fold import fold
from twelfth.reading.words_of_quoting import (
    CC_LABELS,
    FROM_LABELS,
    OTHER_LABELS,
    SENT_LABELS,
    SUBJECT_LABELS,
    TO_LABELS,
)

ADDRESS = re.compile(r"[^\s<>\"@]{1,128}@[^\s<>\"@]{2,255}")
DATE = re.compile(r"\d{1,2}[:.]\d{2}|\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}月")
_TO_THE_MINUTE = re.compile(r"\d{4}.{1,20}\d{1,2}:\d{2}")

_MAX_LINE = 2000  # characters of a line that are looked at
_MAX_LINES = 30
_LABEL = re.compile(r"\A[\s>*_]{0,8}([^\W\d_][^:*\n:]{0,24}?)[\s*_]{0,4}[::][\s*_]{0,4}(.*)\Z")
_QUOTE_MARKS = re.compile(r"\A(?:[ \t]{0,3}>)+[ \t]?")
_ROLES = (
    ("from", FROM_LABELS),
    ("sent", SENT_LABELS),
    ("to", TO_LABELS),
    ("cc", CC_LABELS),
    ("subject", SUBJECT_LABELS),
    ("other", OTHER_LABELS),
)
_LISTS = frozenset({"to", "cc"})


@dataclass(frozen=True, slots=True)
class QuotedHead:
    """What the lines say, as they say it; `label` is the sender's ("von"), which tells the language; `end` the
    first line that is no part of them."""

    sender: str = ""
    sent: str = ""
    to: str = ""
    cc: str = ""
    subject: str = ""
    label: str = ""
    end: int = 0


@dataclass(slots=True)
class _Read:
    values: dict[str, str] = field(default_factory=dict)
    label: str = ""
    last: str = ""


def begins_header_block(lines: list[str], at: int) -> bool:
    """Whether the header lines that Outlook and others put above the older letter begin here.

    It takes a sender and two more labels within the next lines; or two where the sender is an address.
    """
    if at >= len(lines):
        return False
    first, value = _label_of(lines[at])
    starts_with_sender = first in FROM_LABELS
    if not starts_with_sender and not (first in SENT_LABELS and DATE.search(value)):
        return False
    seen = {first}
    has_sender = starts_with_sender and first != "message"
    address = bool(ADDRESS.search(value))
    for line in lines[at + 1 : at + 10]:
        label, text = _label_of(line)
        if label in FROM_LABELS or label in OTHER_LABELS:
            seen.add(label)
            has_sender = has_sender or label in FROM_LABELS
            address = address or bool(ADDRESS.search(text))
        elif line.strip() and len(seen) >= 3:
            break
    if not has_sender:
        # Some leave out the sender, who is known: but a date to the minute above an address is no person's prose.
        return address and bool(seen & TO_LABELS) and bool(_TO_THE_MINUTE.search(value))
    return len(seen) >= (3 if not address else 2) and (address or bool(seen & SENT_LABELS) or len(seen) >= 4)


def read_head(lines: list[str], at: int) -> QuotedHead | None:
    """The header lines that begin at a line or after blank ones, in any order; None without a sender or with
    nothing beside him."""
    read = _Read()
    end = at
    for line_at in range(at, min(len(lines), at + _MAX_LINES)):
        line = unquoted(lines[line_at])
        if not line.strip():
            continue  # some programs set each line apart
        apart = line_at > end
        if not _takes(read, line, apart=apart and bool(read.values)):
            break
        end = line_at + 1
    values = read.values
    if "from" not in values or not {"sent", "to", "subject"} & values.keys():
        return None
    return QuotedHead(
        sender=values["from"],
        sent=values.get("sent", ""),
        to=values.get("to", ""),
        cc=values.get("cc", ""),
        subject=values.get("subject", ""),
        label=read.label,
        end=end,
    )


def unquoted(line: str) -> str:
    """The line without the marks of a quotation."""
    return _QUOTE_MARKS.sub("", line[:_MAX_LINE])


def _takes(read: _Read, line: str, *, apart: bool) -> bool:
    """Read one line; whether it belonged to the header lines."""
    label, value = _label_of(line)
    role = next((name for name, labels in _ROLES if label in labels), "")
    if role and (role == "other" or role not in read.values):
        if role == "from":
            read.label = label
        if role != "other":
            read.values[role] = value
        read.last = role
        return True
    # A long list of recipients, or a subject, goes on below; a letter's first line does not look like that.
    goes_on = not apart and (
        (read.last in _LISTS and "@" in line) or (bool(read.last) and line[:1] in {" ", "\t"})
    )
    if goes_on and read.last != "other":
        read.values[read.last] = f"{read.values[read.last]} {line.strip()}"
    return goes_on


def _label_of(line: str) -> tuple[str, str]:
    """("from", value) of a line like "*From:* Ann <ann@example.com>"; ("", "") of others."""
    found = _LABEL.match(line[:_MAX_LINE])
    if not found:
        return "", ""
    words = fold(found[1]).strip().split()
    return (words[0], found[2].strip()) if words and len(words) <= 3 else ("", "")
