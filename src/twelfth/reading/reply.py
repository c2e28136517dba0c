"""The new words of an answer: without what it quotes, and without the signature.

Line by line, in linear time for any text. Where the writer answers between the quoted lines, his lines are kept.
"""

import re
from dataclasses import dataclass

from twelfth.reading.fold import fold
from twelfth.reading.introduction import introduction_at
from twelfth.reading.mail import Mail
from twelfth.reading.quoted_head import begins_header_block
from twelfth.reading.words_of_quoting import (
    CLOSING,
    CONTACT_DATA,
    SENT_FROM,
    SENT_FROM_MAX,
    SEPARATOR,
)

_MAX_LINES = 5000
_MAX_LINE = 2000  # characters of a line that are looked at
_MAX_SIGNATURE = 20  # lines
_BROKEN_AT = 60  # characters
_MAX_BELOW_SENT_FROM = 3  # lines
_MAX_FOOTER = 10  # lines below a drawn rule

_QUOTED = re.compile(r"\A\s{0,3}(?:>|\|\s(?=.*\S))")
_DELIMITER = re.compile(r"\A(?:--|—|–|__|- -)\s*\Z")
_RULE = re.compile(r"\A[\s*]*[_=\-*]{20,}[\s*]*\Z")
_SHORT_RULE = re.compile(r"\A[\s>]*[-_=*]{3,}\s*\Z")
_NAME_AFTER_DASH = re.compile(r"\A[-–—]{1,2}\s?[^\W\d_][\w.'-]{0,30}(?:\s[^\W\d_][\w.'-]{0,30}){0,3}\s*\Z")
_DRAWN = frozenset({"--", "__", "==", "~~", "##"})


@dataclass(slots=True)
class _Cut:
    """The first line after the introduction of what is quoted, and what the writer said on its first line."""

    after: int
    said: str = ""


def reply_text(mail_or_text: Mail | str) -> str:
    """The new words alone, lines as written but without blank space at their ends. Never raises."""
    text = mail_or_text.text if isinstance(mail_or_text, Mail) else mail_or_text
    lines = [
        line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:_MAX_LINES]
    ]
    kept = _without_quotes(lines)
    return "\n".join(_without_signature(kept)).strip()


def _without_quotes(lines: list[str]) -> list[str]:
    kept: list[str] = []
    at = 0
    while at < len(lines):
        if _QUOTED.match(lines[at][:_MAX_LINE]):
            at += 1
            continue
        if _goes_on_from_quotation(lines, at):
            at += 1
            continue
        cut = _quotation_at(lines, at)
        if cut is None:
            kept.append(lines[at])
            at += 1
            continue
        if cut.said:
            kept.append(cut.said)
        _drop_rule(kept)
        if not _is_quoted_below(lines, cut.after):
            break  # the rest is the older letter, unmarked
        at = cut.after
    return kept


def _goes_on_from_quotation(lines: list[str], at: int) -> bool:
    """Whether a line lost its mark when a program broke the long quoted line above it."""
    if not 0 < at < len(lines) - 1:
        return False
    above, line, below = lines[at - 1], lines[at], lines[at + 1]
    return (
        len(above) >= _BROKEN_AT
        and line[:1].islower()
        and bool(_QUOTED.match(above[:_MAX_LINE]))
        and bool(_QUOTED.match(below[:_MAX_LINE]))
    )


def _drop_rule(kept: list[str]) -> None:
    """Take away the line drawn above a quotation."""
    while kept and (not kept[-1].strip() or _SHORT_RULE.match(kept[-1])):
        kept.pop()
    kept.append("")


def _is_quoted_below(lines: list[str], start: int) -> bool:
    """Whether the quoted lines carry their own mark, so that unmarked ones below are the writer's."""
    following = next((line for line in lines[start : start + 10] if line.strip()), "")
    return bool(_QUOTED.match(following))


def _quotation_at(lines: list[str], at: int) -> _Cut | None:
    line = lines[at][:_MAX_LINE]
    if not line.strip():
        return None
    if line.lstrip(" >*\t")[:2] in _DRAWN and SEPARATOR.match(fold(line)):
        return _Cut(at + 1)
    if _RULE.match(line) and begins_header_block(lines, _next_filled(lines, at + 1)):
        return _Cut(at + 1)
    if begins_header_block(lines, at):
        return _Cut(at + 1)
    found = introduction_at(lines, at)
    return _Cut(found.end, found.before) if found else None


def _next_filled(lines: list[str], at: int) -> int:
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def _without_signature(lines: list[str]) -> list[str]:
    while lines and not lines[-1].strip():
        lines.pop()
    for at, line in enumerate(lines):
        drawn = _RULE.match(line) and at > 0 and ("_" in line or _filled(lines[at + 1 :]) <= _MAX_FOOTER)
        if drawn or (_DELIMITER.match(line) and _ends_letter(lines, at)):
            lines = _trimmed(lines[:at])
            break
    lines = _without_sent_from(lines)
    lines = _without_name_after_dash(lines)
    return _without_contact_block(lines)


def _ends_letter(lines: list[str], at: int) -> bool:
    """Whether what follows a "--" is a signature and not half of the letter."""
    if not any(line.strip() for line in lines[:at]):
        return False
    return lines[at].startswith("--") or _filled(lines[at + 1 :]) <= _MAX_SIGNATURE


def _filled(lines: list[str]) -> int:
    return sum(1 for line in lines if line.strip())


def _without_sent_from(lines: list[str]) -> list[str]:
    """Take away "Sent from my phone" where nothing but a name or contact data follows."""
    below = 0
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        if below > _MAX_BELOW_SENT_FROM:
            break
        if 0 < len(line) <= SENT_FROM_MAX and SENT_FROM.match(fold(line)):
            sentence = line.rstrip().endswith((".", "!")) and "," in line
            return lines if sentence else _trimmed(lines[:at])
        below += bool(line.strip())
    return lines


def _without_name_after_dash(lines: list[str]) -> list[str]:
    """Take away a last paragraph that is "-Ann": but not the last point of a list."""
    if len(lines) > 1 and _NAME_AFTER_DASH.match(lines[-1]) and not lines[-2].strip():
        before = next((line for line in reversed(lines[:-2]) if line.strip()), "")
        if not before.lstrip().startswith(("-", "–", "*", "•")):
            return _trimmed(lines[:-1])
    return lines


def _without_contact_block(lines: list[str]) -> list[str]:
    """Take away closing phrase, name and contact data; a closing with a name alone stays, it is said by the writer."""
    for at in range(max(1, len(lines) - _MAX_SIGNATURE), len(lines)):
        if len(lines[at]) > 60 or not CLOSING.match(fold(lines[at])):
            continue
        below = [line for line in lines[at + 1 :] if line.strip()]
        short = all(len(line) <= 120 for line in below)
        if len(below) >= 2 and short and any(CONTACT_DATA.search(line) for line in below):
            return _trimmed(lines[:at])
    return lines


def _trimmed(lines: list[str]) -> list[str]:
    while lines and (not lines[-1].strip() or _SHORT_RULE.match(lines[-1])):
        lines = lines[:-1]
    return lines
