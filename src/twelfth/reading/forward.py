"""The letter inside a letter that was passed on: attached whole, or written below as text.

An answer quotes the older letter much as a forward does. What is taken for a forward says so itself: by a line
("Forwarded message"), by its subject ("Fwd:"), or by having the letter attached.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime

from twelfth.reading.date_marks import AMBIGUOUS, find_dates
from twelfth.reading.fold import fold
from twelfth.reading.headers import addresses_in, moment, own_name, without_direction_marks
from twelfth.reading.mail import Mail
from twelfth.reading.quoted_head import QuotedHead, begins_header_block, read_head, unquoted
from twelfth.reading.words_of_quoting import (
    FORWARDED,
    FORWARDED_OR_ANSWERED_SUBJECT,
    FORWARDED_SUBJECT,
    FROM_LABEL_OF_FORWARDS,
)

_MAX_LINES = 2000  # above the older letter; a comment is shorter
_MAX_MARKER = 160  # characters
_QUOTED = re.compile(r"\A[ \t]{0,3}>")
_ONE_MARK = re.compile(r"\A[ \t]{0,3}>[ \t]?")
_ENGLISH_LABEL = "from"
_ZONED = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?\s+(?:[+-]\d{4}|gmt|utc)\b")
_OFFSET = re.compile(r"(?:gmt|utc) ?([+-])(\d{1,2})(?::?(\d{2}))?\b")
_TIME = re.compile(r"(?<!\d)(\d{1,2})(?:[:.]| ?h ?)(\d{2})(?::\d{2})?(?!\d)(?: ?([ap])\.? ?m\b)?")
_AFTERNOON = ("午後", "下午", "오후")
_MORNING = ("午前", "上午", "오전")


def forwarded(mail: Mail) -> Mail | None:
    """The original inside a forward, None where the letter is none.

    Attached whole it is read like any letter. Written as text it has what its header lines tell: sender,
    recipients, subject, `date` (None where it is not told, or could be two days; a time without a zone is taken
    to be the forwarder's) and `text`. It has then no identifiers, since no program writes them down.
    """
    if mail.enclosed:
        return mail.enclosed[0]
    head, lines = _inline(mail)
    return None if head is None else _written_down(mail, head, lines)


def _inline(mail: Mail) -> tuple[QuotedHead | None, list[str]]:
    lines = mail.text.split("\n")
    says_so = bool(FORWARDED_SUBJECT.match(fold(mail.subject[:300])))
    may_say_so = bool(FORWARDED_OR_ANSWERED_SUBJECT.match(fold(mail.subject[:300])))
    for at, line in enumerate(lines[:_MAX_LINES]):
        if not line.strip():
            continue
        if len(line) <= _MAX_MARKER and FORWARDED.match(fold(line)):
            head = read_head(lines, at + 1)
        elif (says_so or may_say_so) and begins_header_block(lines, at):
            head = read_head(lines, at)
            if head and not says_so and head.label != FROM_LABEL_OF_FORWARDS:
                head = None
        elif begins_header_block(lines, at):
            return None, lines  # an answer, with what it answers below
        else:
            continue
        if head:
            return head, lines
    return None, lines


def _written_down(mail: Mail, head: QuotedHead, lines: list[str]) -> Mail:
    name, address = _sender(head.sender)
    return Mail(
        from_name=name,
        from_address=address,
        to=addresses_in(head.to),
        cc=addresses_in(head.cc),
        subject=without_direction_marks(head.subject)[:1000],
        date=_sent(head, mail),
        text=_body(lines[head.end :]),
    )


def _sender(told: str) -> tuple[str, str]:
    """ "Ann Lee <ann@example.com>", "Ann Lee [mailto:ann@example.com]", "ann@example.com", "Ann Lee"."""
    address = next(iter(addresses_in(told)), "")
    name = told
    if address:
        name = told[: told.lower().find(address)]
    name = re.sub(r"(?i)mailto:", "", name)
    shown = without_direction_marks(name).strip(" <>()[]\"'*;,")[:300]
    return own_name(shown, address), address


def _body(lines: list[str]) -> str:
    filled = [line for line in lines if line.strip()]
    if filled and all(_QUOTED.match(line) for line in filled):
        lines = [_ONE_MARK.sub("", line) for line in lines]
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def _sent(head: QuotedHead, mail: Mail) -> datetime | None:
    told = fold(unquoted(head.sent)[:200])
    if _ZONED.search(told):
        exact = moment(head.sent)
        if exact:
            return exact
    outer = mail.date
    day_first = "" if head.label == _ENGLISH_LABEL else "DE"
    today = outer.date() if outer else date(2000, 1, 1)
    marked, found = find_dates(told, today=today, country=day_first)
    days = [one.day for one in found if not (one.is_weekday or one.is_month)]
    if not days:
        return None
    day = days[0] if days[0] is not AMBIGUOUS else _not_after(told, today)
    if day is None:
        return None
    try:
        local = datetime.combine(day, _time_in(marked), _zone(told, mail))
        return local.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _not_after(told: str, last: date) -> date | None:
    """Of a date that can be read two ways, the one reading that is not after the letter it came in."""
    both = {
        one.day
        for country in ("US", "DE")
        for one in find_dates(told, today=last, country=country)[1]
        if not one.is_weekday
    }
    possible = [day for day in both if day <= last + timedelta(days=1)]
    return possible[0] if len(possible) == 1 else None


def _time_in(marked: str) -> time:
    found = _TIME.search(marked)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        return time()
    hour = int(found[1])
    afternoon = found[3] == "p" or any(word in marked for word in _AFTERNOON)
    morning = found[3] == "a" or any(word in marked for word in _MORNING)
    if afternoon and hour < 12:
        hour += 12
    elif morning and hour == 12:
        hour = 0
    return time(hour, int(found[2]))


def _zone(told: str, mail: Mail) -> tzinfo:
    found = _OFFSET.search(told)
    if found:
        offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        return timezone(-offset if found[1] == "-" else offset) if offset < timedelta(hours=15) else UTC
    try:
        zone = parsedate_to_datetime(mail.header("date")[:200]).tzinfo
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return UTC
    return zone or UTC
