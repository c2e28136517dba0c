"""Dates as exports write them -> moments, days, birthdays. A date that could be two days is never guessed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum


class DayOrder(StrEnum):
    """Whether 3/4/2026 is the third of April or the fourth of March; UNKNOWN: nothing in the column tells."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class AmbiguousDate(ValueError):
    """A date that could be two days."""

    text: str

    def __str__(self) -> str:
        return f"“{self.text}” could be two different days"


class NotADate(ValueError):
    """Text that we can't read as a date."""


_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?=$|T)")
_NUMBERS = re.compile(r"(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4}|\d\d)(?!\d)")
_DAY_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|\.)?[\s-]+(?:de\s+)?([^\W\d]{3,12})\.?,?[\s-]+(?:de\s+)?(\d{4}|\d\d)(?!\d)"
)
_MONTH_DAY = re.compile(r"([^\W\d]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_TIME = re.compile(r"(\d{1,2})[:.](\d\d)(?:[:.](\d\d)(?:\.\d+)?)?\s*([ap]\.?m\.?)?", re.IGNORECASE)
_OFFSET = re.compile(r"(?:\d|\s|m)(Z|UTC|GMT|[+-]\d\d:?\d\d)\s*$", re.IGNORECASE)
_SERIAL = re.compile(r"\d{5}(\.\d+)?")
_EPOCH_MS = re.compile(r"1\d{12}")

_MONTHS: dict[str, int] = {}
for _number, _names in enumerate(
    (
        "january januar janvier enero gennaio janeiro januari jan jän janv ene gen",
        "february februar février fevrier febrero febbraio fevereiro februari feb févr fev",
        "march märz mars marzo março maart mar mär mrz mrt",
        "april avril abril aprile apr avr abr",
        "may mai mayo maggio maio mei mag",
        "june juni juin junio giugno junho jun giu",
        "july juli juillet julio luglio julho jul juil lug",
        "august août aout agosto augustus augusti aug ago",
        "september septembre septiembre settembre setembro sep sept set",
        "october oktober octobre octubre ottobre outubro oct okt ott out",
        "november novembre noviembre novembro nov",
        "december dezember décembre diciembre dicembre dezembro dec dez déc dic",
    ),
    start=1,
):
    _MONTHS.update(dict.fromkeys(_names.split(), _number))


def day_order(cells: Iterable[str]) -> DayOrder:
    """What the dates of one column tell about the order of day and month.

    Columns that contradict themselves, and those in which no number exceeds 12, tell nothing. Dots
    always mean the day first, and say nothing about how slashes are meant.
    """
    votes = set()
    for cell in cells:
        if (match := _NUMBERS.match(cell.strip())) is None:
            continue
        first, second = int(match[1]), int(match[2])
        if "." in match[0]:
            continue  # always the day first, and no word on how others are meant
        if first > 12 >= second:
            votes.add(DayOrder.DAY_FIRST)
        elif second > 12 >= first:
            votes.add(DayOrder.MONTH_FIRST)
    return votes.pop() if len(votes) == 1 else DayOrder.UNKNOWN


def read_date(text: str, order: DayOrder) -> date:
    """The day that a text names, whatever time stands behind it. Raises AmbiguousDate and NotADate."""
    return _date(text.strip(), order)[0]


def read_moment(text: str, order: DayOrder, zone: tzinfo) -> datetime:
    """The instant that a text names, in UTC. Raises AmbiguousDate and NotADate.

    A time without an offset is meant in `zone`, a day without a time at its noon there (so that it is
    the same day nearly everywhere)."""
    text = text.strip()
    if _EPOCH_MS.fullmatch(text):
        return datetime.fromtimestamp(int(text) / 1000, UTC)
    day, rest = _date(text, order)
    if not 1900 <= day.year <= 2200:
        raise NotADate(text)
    wall = _time(rest)
    offset = _OFFSET.search(text)
    place: tzinfo = zone
    if offset and wall is not None:
        told = offset[1].upper()
        plain = "+0000" if told in {"Z", "UTC", "GMT"} else told.replace(":", "")
        place = datetime.strptime(plain, "%z").tzinfo or UTC
    return datetime.combine(day, wall or time(12), place).astimezone(UTC)


def read_wall(text: str, order: DayOrder, zone: tzinfo) -> tuple[date, time | None]:
    """The day and, where one is told, the hour that a text names, as they are in `zone`. Raises AmbiguousDate and
    NotADate."""
    text = text.strip()
    if not _EPOCH_MS.fullmatch(text):
        day, rest = _date(text, order)
        if _time(rest) is None:
            return day, None
    local = read_moment(text, order, zone).astimezone(zone)
    return local.date(), local.time()


def is_time(text: str) -> bool:
    """Whether it is an hour without a day."""
    return _TIME.fullmatch(text.strip()) is not None


def read_birthday(text: str, order: DayOrder) -> str:
    """`YYYY-MM-DD`, or `--MM-DD` where the year is not told; "" for what programs write when there is none.
    Raises AmbiguousDate and NotADate."""
    text = text.strip()
    if text in {"", "0/0/00", "00/00/0000", "0000-00-00", "0/0/0000"}:
        return ""
    if match := re.fullmatch(r"--(\d\d)-?(\d\d)", text):
        return f"--{_checked(2000, int(match[1]), int(match[2])):%m-%d}"
    if match := re.fullmatch(r"(\d{1,2})[./](\d{1,2})\.?", text):
        day, month = _ordered(int(match[1]), int(match[2]), text, order)
        return f"--{_checked(2000, month, day):%m-%d}"
    for pattern, day_at, month_at in (
        (r"(\d{1,2})\.?\s+([^\W\d]{3,12})", 1, 2),
        (r"([^\W\d]{3,12})\s+(\d{1,2})", 2, 1),
    ):
        if (match := re.fullmatch(pattern, text)) and match[month_at].lower() in _MONTHS:
            return f"--{_checked(2000, _MONTHS[match[month_at].lower()], int(match[day_at])):%m-%d}"
    day_of_birth = read_date(text, order)
    # Programs that need a year and have none write 1604 (Apple) or 1900 and before (Excel's day nought).
    return f"--{day_of_birth:%m-%d}" if day_of_birth.year <= 1900 else day_of_birth.isoformat()


def _date(text: str, order: DayOrder) -> tuple[date, str]:
    """The day at the start of a text, and what follows it."""
    for pattern in (_YEAR_FIRST, _COMPACT):
        if match := pattern.match(text):
            return _checked(int(match[1]), int(match[2]), int(match[3])), text[match.end() :]
    if match := _NUMBERS.match(text):
        day, month = _ordered(int(match[1]), int(match[2]), text, order, dots="." in match[0])
        return _checked(_year(match[3]), month, day), text[match.end() :]
    if (match := _DAY_MONTH.match(text)) and match[2].lower() in _MONTHS:
        return _checked(_year(match[3]), _MONTHS[match[2].lower()], int(match[1])), text[match.end() :]
    if (match := _MONTH_DAY.match(text)) and match[1].lower() in _MONTHS:
        return _checked(int(match[3]), _MONTHS[match[1].lower()], int(match[2])), text[match.end() :]
    if _SERIAL.fullmatch(text) and 18_000 < float(text) < 60_000:
        return date(1899, 12, 30) + timedelta(days=int(float(text))), ""  # a spreadsheet's count of days
    raise NotADate(text)


def _ordered(first: int, second: int, text: str, order: DayOrder, *, dots: bool = False) -> tuple[int, int]:
    """(day, month) of two numbers."""
    if first == second or second > 12 or first > 12:
        return (second, first) if second > 12 else (first, second)
    if dots or order is DayOrder.DAY_FIRST:
        return first, second
    if order is DayOrder.MONTH_FIRST:
        return second, first
    raise AmbiguousDate(text)


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 2:
        return year + (2000 if year < 70 else 1900)
    return year


def _checked(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NotADate(f"{year}-{month}-{day}") from error


def _time(text: str) -> time | None:
    """The time of day in what follows a date; None when there is none."""
    match = _TIME.search(text)
    if match is None:
        return None
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if match[4]:
        hour = hour % 12 + (12 if match[4][0].lower() == "p" else 0)
    try:
        return time(hour, minute, second)
    except ValueError as error:
        raise NotADate(text) from error
