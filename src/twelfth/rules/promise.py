"""Promises: how they stand on a day, and the dates people write when they make one.

The grammar is small on purpose. What it does not read, or could read two ways, it refuses with a sentence
that says what to write; nothing is guessed, and the page shows the date before it is saved.

    day    today · tomorrow · the day after tomorrow · Friday · this Friday · next Tuesday · the 5th ·
           3 March (2027) · March 3rd · in two weeks · a week from Friday · 2026-12-01
    time   at 9 · 9:30 · 14:30 · 9 am · at noon · in the morning (which names no hour)
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from twelfth.rules.calendar import local_day

#: Years ahead that a promise may lie; beyond it, it is a slip of the finger.
MOST_YEARS = 20
#: Characters that a date takes at most.
MOST_CHARACTERS = 80


class Standing(StrEnum):
    """How an open promise stands on a day."""

    UPCOMING = "upcoming"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"


def standing(due_at: datetime, *, zone: str, today: date) -> Standing:
    """How a promise due at `due_at` stands on the local day `today` of `zone`."""
    day = local_day(due_at, zone)
    if day == today:
        return Standing.DUE_TODAY
    return Standing.UPCOMING if day > today else Standing.OVERDUE


class WhenUnclear(ValueError):
    """A date that was not understood, or that could be read two ways. Its text says what to write."""


class NotUnderstood(WhenUnclear):
    """No date could be read."""

    def __init__(self, text: str) -> None:
        unread = f"“{text}” cannot be read as a date" if text else "No date is given"
        super().__init__(f"{unread}. Write it like “tomorrow at 9”, “Friday”, “3 March” or “2026-12-01”.")


class Ambiguous(WhenUnclear):
    """It could be read in more than one way."""


class NoSuchDay(WhenUnclear):
    """The calendar has no such day, or the clock no such time."""


class InThePast(WhenUnclear):
    """The day has passed."""

    def __init__(self, day: date) -> None:
        super().__init__(f"{_shown(day)} has passed. Write a day from today on.")


When = tuple[date, time | None]
"""A local day, and the wall time if one was named."""


def read_when(text: str, *, today: date) -> When:
    """The day, and the time if one is named, that `text` means when written on the local day `today`.

    A weekday means the next one, never today; "this Friday" is that of this week, "next Friday" that of the
    week after, weeks starting on Monday; "the 5th" the next 5th; a date without a year the next such date,
    today included. Raises WhenUnclear.
    """
    if len(text) > MOST_CHARACTERS:
        raise NotUnderstood(f"{text[:20].strip()} …")
    words = " ".join(text.lower().replace(",", " ").replace("’", "'").split()).rstrip(".!")
    rest, at = _split_time(words)
    rest = re.sub(r"^(?:by|on|until|till|for)\s+", "", rest)
    day = _read_day(rest, today, text.strip()) if rest else today
    if at is None and not rest:
        raise NotUnderstood(text.strip())
    if day < today:
        raise InThePast(day)
    return _near(day, today), at


# Times of day.

_PART_OF_DAY = re.compile(r"\s*\b(?:in the |this )?(?:morning|afternoon|evening)$")
_TIMES = (
    re.compile(r"(?:\bat )?\b(?P<word>noon|midday)\b"),
    re.compile(
        r"(?:\bat )?(?<![-/.:\d])(?P<hour>\d{1,2})[:h](?P<minute>\d{2})(?::00)?(?![:\d])"
        r"\s*(?P<half>[ap]\.?m\b\.?)?"
    ),
    re.compile(r"(?:\bat )?\b(?P<hour>\d{1,2})\s*(?P<half>[ap]\.?m\b\.?)"),
    re.compile(r"\bat (?P<hour>\d{1,2})(?:[.](?P<minute>\d{2}))?(?:\s*o'clock)?(?![\d:/.-])"),
)


def _split_time(words: str) -> tuple[str, time | None]:
    """What is left without the time, and the time."""
    words = re.sub(r"^(\d{4}-\d{2}-\d{2})t(?=\d)", r"\1 ", words)
    for pattern in _TIMES:
        if (found := pattern.search(words)) is not None:
            rest = f"{words[: found.start()]} {words[found.end() :]}"
            at = _read_time(found)
            half = _PART_OF_DAY.search(" ".join(rest.split()))
            rest = _PART_OF_DAY.sub("", " ".join(rest.split()))
            return re.sub(r"\s+(?:at|on|by)$", "", rest), _in_part_of_day(at, half)
    if words in {"this morning", "this afternoon", "this evening", "in the morning"}:
        return ("tomorrow" if words == "in the morning" else "today"), None
    return _PART_OF_DAY.sub("", words), None


def _read_time(found: re.Match[str]) -> tuple[int, int, bool]:
    """Hour, minute, and whether it is certain which half of the day is meant."""
    groups = found.groupdict()
    if groups.get("word"):
        return 12, 0, True
    hour, minute = int(groups["hour"]), int(groups.get("minute") or 0)
    half = groups.get("half")
    if minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
        raise NoSuchDay(f"There is no time “{found.group().strip()}”. Write it like 9:30 or 14:30.")
    if half:
        return hour % 12 + (12 if half.startswith("p") else 0), minute, True
    return hour, minute, hour >= 7 or groups["hour"].startswith("0")


def _in_part_of_day(at: tuple[int, int, bool], part: re.Match[str] | None) -> time:
    """The time, in the part of the day that was named. "At 3" alone is refused: a guess breaks a word."""
    hour, minute, certain = at
    if part is not None:
        is_late = not part.group().strip().endswith("morning")
        return time(hour + 12 if is_late and 1 <= hour < 12 else hour, minute)
    if not certain:
        early, late = f"{hour}:{minute:02}", f"{hour + 12}:{minute:02}"
        raise Ambiguous(f"Is {early} in the morning or in the afternoon? Write {late} or {early} am.")
    return time(hour, minute)


# Days.

_NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            "a an one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ),
        1,
    )
    for name in names.split()
}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)

_WEEKDAY = r"(?P<weekday>mon|tues?|wed(?:s|nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_NUMBER = rf"(?P<number>\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_UNIT = r"(?P<unit>day|week|fortnight|month|year)s?"
_DAY = r"(?P<day>\d{1,2})"
_TH = r"(?:st|nd|rd|th)"
_YEAR = r"(?:\s+(?P<year>\d{4}))?"


def _read_day(words: str, today: date, written: str) -> date:
    """The day that the words mean."""
    if words in _NAMED:
        return today + timedelta(days=_NAMED[words])
    for pattern, read in _DAYS:
        if (found := pattern.fullmatch(words)) is not None:
            return read(found, today)
    raise NotUnderstood(written)


_NAMED = {"today": 0, "tonight": 0, "tomorrow": 1, "the day after tomorrow": 2, "day after tomorrow": 2}


def _weekday(found: re.Match[str], today: date) -> date:
    index = next(i for i, name in enumerate(_WEEKDAYS) if name.startswith(found["weekday"][:3]))
    monday = today - timedelta(days=today.weekday())
    match found["which"]:
        case "this":
            return monday + timedelta(days=index)
        case "next":
            return monday + timedelta(days=7 + index)
        case _:
            return today + timedelta(days=(index - today.weekday() - 1) % 7 + 1)


def _day_of_month(found: re.Match[str], today: date) -> date:
    number = int(found["day"])
    if not 1 <= number <= 31:
        raise NoSuchDay(f"No month has a day {number}.")
    year, month = today.year, today.month
    while True:
        day = _date(year, month, number)
        if day is not None and day > today:
            return day
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _month_day(found: re.Match[str], today: date) -> date:
    month = next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(found["month"][:3]))
    day = _with_year(found["year"], month, int(found["day"]), today)
    weekday = found["weekday"]
    if weekday and not _WEEKDAYS[day.weekday()].startswith(weekday[:3]):
        raise Ambiguous(
            f"{_shown(day)} is a {_WEEKDAYS[day.weekday()].title()}. Write the day that you mean."
        )
    return day


def _in_numbers(found: re.Match[str], today: date) -> date:
    """3/12 and its like: read only where one of the two cannot be a month."""
    first, second = int(found["first"]), int(found["second"])
    if not (1 <= first <= 31 and 1 <= second <= 31 and min(first, second) <= 12):
        raise NoSuchDay(f"“{found.group()}” is no day of the calendar. Write the month as a word.")
    if first == second or first > 12:
        return _with_year(found["year"], second, first, today)
    if second > 12:
        return _with_year(found["year"], first, second, today)
    one, other = _named(first, second), _named(second, first)
    raise Ambiguous(f"“{found.group()}” could be {one} or {other}. Write the month as a word.")


def _iso(found: re.Match[str], _: date) -> date:
    try:
        return date.fromisoformat(found.group())
    except ValueError as error:
        raise NoSuchDay(f"There is no day {found.group()}.") from error


def _after_a_while(found: re.Match[str], today: date) -> date:
    given = found["number"]
    number = _NUMBERS.get(given) or int(given)
    base = found.groupdict().get("base")
    start = today if base is None else _near(_read_day(base, today, found.group()), today)
    match found["unit"]:
        case "day":
            return start + timedelta(days=number)
        case "week":
            return start + timedelta(weeks=number)
        case "fortnight":
            return start + timedelta(weeks=2 * number)
        case unit:
            return _months_later(start, number if unit == "month" else 12 * number)


def _vague(found: re.Match[str], _: date) -> date:
    raise Ambiguous(f"Which day is “{found.group()}”? Write the day, like “next Tuesday” or “3 March”.")


def _months_later(start: date, months: int) -> date:
    """The same day of a later month, or its last day where it is shorter."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    ends = (_date(year, month + 1, number) for number in range(start.day, 0, -1))
    return next(day for day in ends if day is not None)


def _with_year(year: str | None, month: int, number: int, today: date) -> date:
    if year is not None:
        day = _date(int(year), month, number)
        if day is None:
            raise NoSuchDay(f"There is no {_named(number, month)} {year}.")
        return day
    this_year = _date(today.year, month, number)
    if this_year is not None and this_year >= today:
        return this_year
    day = _date(today.year + 1, month, number)
    if day is None:
        raise NoSuchDay(f"There is no {_named(number, month)} within a year. Write another day, or the year.")
    return day


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _near(day: date, today: date) -> date:
    if day.year > today.year + MOST_YEARS:
        raise NoSuchDay(f"{_shown(day)} is more than {MOST_YEARS} years away. Write an earlier day.")
    return day


def _named(number: int, month: int) -> str:
    return f"{number} {_MONTHS[month - 1].title()}"


def _shown(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1].title()} {day.year}"


_Read = Callable[[re.Match[str], date], date]

_DAYS: tuple[tuple[re.Pattern[str], _Read], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"(?:(?P<which>this|next|coming)\s+)?{_WEEKDAY}", _weekday),
        (rf"(?:the\s+)?{_DAY}{_TH}", _day_of_month),
        (rf"(?:{_WEEKDAY}\s+)?(?:the\s+)?{_DAY}{_TH}?\s+(?:of\s+)?{_MONTH}{_YEAR}", _month_day),
        (rf"(?:{_WEEKDAY}\s+)?{_MONTH}\s+(?:the\s+)?{_DAY}{_TH}?{_YEAR}", _month_day),
        (r"\d{4}-\d{2}-\d{2}", _iso),
        (r"(?P<first>\d{1,2})[./-](?P<second>\d{1,2})(?:[./-](?P<year>\d{4})?)?", _in_numbers),
        (rf"in\s+{_NUMBER}\s+{_UNIT}(?:'?\s+time)?", _after_a_while),
        (rf"{_NUMBER}\s+{_UNIT}\s+from\s+(?:now|today)", _after_a_while),
        (rf"{_NUMBER}\s+{_UNIT}\s+from\s+(?P<base>.+)", _after_a_while),
        (
            r"(?:early |late |sometime |end of |the end of )*(?:the |this |next )(?:week|month|quarter|year)",
            _vague,
        ),
        (r"soon|later|asap|shortly", _vague),
    )
)
