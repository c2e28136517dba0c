"""Dates in folded text, as people write them in many languages, replaced by marks.

A mark is "\\x01<index>\\x02"; the index leads to what was found. Every expression is bounded; text is short.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from twelfth.reading.fold import without_accents
from twelfth.reading.words_of_dates import (
    DAY_FIRST_WORDS,
    MONTH_FIRST_COUNTRIES,
    MONTHS,
    SHORT_WEEKDAYS,
    TOMORROW,
    UNCLEAR_COUNTRIES,
    WEEKDAYS,
)

AMBIGUOUS = date.min  # stands for "could be two days"; never a day anybody comes back on

_ISO = r"(?<![\d.])(?P<iy>\d{4})[-/.](?P<im>\d{1,2})[-/.](?P<id>\d{1,2})(?![\d])"
_DOTTED = r"(?<![\d.])(?P<dd>\d{1,2})\. ?(?P<dm>\d{1,2})\.(?: ?(?P<dy>\d{4}|\d{2}))?(?![\d]|\.\d)"
_NUMERIC = r"(?<![\d./-])(?P<na>\d{1,2})[/-](?P<nb>\d{1,2})[/-](?P<ny>\d{4}|\d{2})(?![\d/-])"
_SHORT = r"(?<![\d./-])(?P<sa>\d{1,2})[/.](?P<sb>\d{1,2})(?![\d/%:]|\.\d| ?(?:h|uhr|am|pm|%))"
_CJK = without_accents(
    r"(?:(?P<cy>\d{4}) ?(?:年|년) ?)?(?P<cm>\d{1,2}) ?(?:月|월) ?(?P<cd>\d{1,2}) ?(?:日|일)(?: ?[((].{1,4}?[))])?(?P<cu> ?(?:まで|迄|까지|为止|止|前))?"
)
_ORDINAL = r"(?:st|nd|rd|th|er|ere|ier|re|eme|e|de|ste|º|°|ª|o|a|:a|:e|-?го|\.)?"
_FIRST = r"(?P<td>\d{1,2}|1er|1o)" + _ORDINAL + r"(?P<tr> ?[-–—/] ?(?P<td2>\d{1,2})" + _ORDINAL + r")?"
_DAY_MONTH = (
    r"(?<![\d.:/-])"
    + _FIRST
    + r"[ ,]{0,2}(?:(?:of|de|di|den|del) |d' ?)?(?P<tm>[^\W\d_]{3,12})(?![^\W\d_])(?:(?<=[^\W\d_]{3})(?<![^\W\d_]{5})\.)?(?:,? (?:de |del |of )?(?P<ty>\d{4})(?!\d))?"
)
_MONTH_DAY = (
    r"(?<![^\W\d_])(?P<mm>[^\W\d_]{3,12})\.? (?:the )?(?P<md>\d{1,2})(?:st|nd|rd|th)?(?:(?P<mr> ?[-–—] ?)(?P<md2>\d{1,2})(?:st|nd|rd|th)?)?"
    r"(?![\d:/]|\.\d| ?(?:am|pm|uhr|h)\b)(?:,? (?P<my>\d{4})(?!\d))?"
)
_ORDINAL_DAY = r"(?<![\d.:/-])(?P<od>\d{1,2})(?:st|nd|rd|th)\b(?! (?:floor|street|avenue|century|anniversary|edition|time|annual|year))"
_DAY_ALONE = (
    r"(?:(?<=bis zum )|(?<=bis )|(?<=jusqu'au )|(?<=hasta el )|(?<=ate dia )|(?<=fino al )|(?<=tot de )|(?<=till den )|(?<=til den )|(?<=until the )|(?<=through the ))"
    r"(?P<ad>\d{1,2})(?:\.|e|de|er)?(?! ?(?:[\d:./%]|uhr|h\b|heures?|horas?|ore\b|uur|stunden|tage|jours|dias|giorni|dagen|wochen|weeks|days|am\b|pm\b))"
)
_WEEKDAY = r"(?<![^\W\d_-])(?P<wd>[^\W\d_]{3,14}(?:-feira)?)(?![^\W\d_-])"
_MONTH_ALONE = r"(?<![^\W\d_])(?P<om>[^\W\d_]{3,12})\.? (?:de |del )?(?P<oy>20\d\d)(?!\d)"
_FORMS = (
    _ISO,
    _NUMERIC,
    _DOTTED,
    _CJK,
    _DAY_MONTH,
    _MONTH_DAY,
    _SHORT,
    _ORDINAL_DAY,
    _DAY_ALONE,
    _MONTH_ALONE,
)
_ANY = re.compile("|".join((*_FORMS, _WEEKDAY)))
_WITH_NUMBER = re.compile("|".join(_FORMS))
_MAX_DATES = 200
_BEFORE_RANGE = re.compile(
    r"(?<![\d.:/])\d{1,2}(?:st|nd|rd|th|er|º|\.)? ?(-|–|—|to|through|thru|bis|au|al|a|ao|tot|do|till|til|t/m|y el|bis zum)(?: (?:den|dem|de|le|el))? ?\Z"
)
_BETWEEN = re.compile(
    r"[ ,.(]{0,3}(?:(?:the|den|dem|der|le|el|il|il giorno|dia|d|de|w dniu|dne)\b\.?[ ,]{0,2})?"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A date in the text. `day` may be `AMBIGUOUS`. `range_end` is the word before it, where the text gives a
    first day without its month ("7 to 18 September"); `suffix_until` a following "まで"; `is_month` a month alone,
    `day` its first; `weak` a form that also means other things and counts only after "until"."""

    day: date
    range_end: str = ""
    suffix_until: bool = False
    is_weekday: bool = False
    is_month: bool = False
    weak: bool = False


@dataclass(frozen=True, slots=True)
class _Context:
    """What is needed to tell which day a form stands for: `order` is "dm", "md" or "" (not known)."""

    text: str
    today: date
    order: str


def find_dates(text: str, *, today: date, country: str) -> tuple[str, list[Found]]:
    """Folded text -> the same with marks, and what they stand for."""
    context = _Context(text, today, _numeric_order(text, country.upper()))
    found: list[Found] = []
    out: list[str] = []
    end = position = 0
    while len(found) < _MAX_DATES and (candidate := _ANY.search(text, position)):
        position = candidate.start()
        read = _read_at(position, context)
        if read is None:
            position = candidate.end() if candidate["wd"] else _after_first(candidate)
            continue
        one, behind = read
        out += [text[end:position], f" \x01{len(found)}\x02 "]
        found.append(one)
        end = position = behind
    out.append(text[end:])
    return "".join(out), found


def _after_first(match: re.Match[str]) -> int:
    """Where to look on when what was matched is no date: behind its first number, or its first letter."""
    digits = len(match[0]) - len(match[0].lstrip("0123456789"))
    return match.start() + max(1, digits)


def _read_at(position: int, context: _Context) -> tuple[Found, int] | None:
    """The date that begins there and where it ends. What looks like one form may be another: "the 30th and"."""
    for pattern, read in _READERS:
        match = pattern.match(context.text, position)
        if match and (one := read(match, context)):
            return one, match.end()
    return None


def _iso(match: re.Match[str], _: _Context) -> Found | None:
    return _found(_day(int(match["iy"]), int(match["im"]), int(match["id"])))


def _with_year(match: re.Match[str], context: _Context) -> Found | None:
    return _found(_numeric(int(match["na"]), int(match["nb"]), _year(match["ny"]), context.order))


def _dotted(match: re.Match[str], context: _Context) -> Found | None:
    day = _nearest(int(match["dd"]), int(match["dm"]), match["dy"], context.today)
    return _found(day, range_end=_range_before(match))


def _cjk(match: re.Match[str], context: _Context) -> Found | None:
    day = _nearest(int(match["cd"]), int(match["cm"]), match["cy"], context.today)
    return _found(day, suffix_until=bool(match["cu"]))


def _day_month(match: re.Match[str], context: _Context) -> Found | None:
    month = MONTHS.get(match["tm"])
    if month is None:
        return None
    last = match["td2"] or re.sub(r"\D", "", match["td"])
    day = _nearest(int(last), month, match["ty"], context.today)
    return _found(day, range_end="-" if match["tr"] else _range_before(match))


def _month_day(match: re.Match[str], context: _Context) -> Found | None:
    month = MONTHS.get(match["mm"])
    if month is None:
        return None
    day = _nearest(int(match["md2"] or match["md"]), month, match["my"], context.today)
    return _found(day, range_end="-" if match["mr"] else _range_before(match))


def _without_year(match: re.Match[str], context: _Context) -> Found | None:
    if match[0] in {"24/7", "7/24"}:
        return None
    order = "dm" if "." in match[0] else context.order
    day = _numeric(int(match["sa"]), int(match["sb"]), context.today.year, order)
    if day is None:
        return None
    if day is AMBIGUOUS:
        return Found(AMBIGUOUS, weak=True)
    return _found(_nearest(day.day, day.month, None, context.today))


def _ordinal(match: re.Match[str], context: _Context) -> Found | None:
    return _found(_next_day_of_month(int(match["od"]), context.today), range_end=_range_before(match))


def _day_alone(match: re.Match[str], context: _Context) -> Found | None:
    return _found(_next_day_of_month(int(match["ad"]), context.today), range_end=_range_before(match))


def _month_alone(match: re.Match[str], _: _Context) -> Found | None:
    month = MONTHS.get(match["om"])
    return Found(date(int(match["oy"]), month, 1), is_month=True) if month else None


def _found(day: date | None, *, range_end: str = "", suffix_until: bool = False) -> Found | None:
    return Found(day, range_end, suffix_until) if day else None


def _range_before(match: re.Match[str]) -> str:
    found = _BEFORE_RANGE.search(match.string[max(0, match.start() - 24) : match.start()])
    return found[1].split()[0] if found else ""


def _weekday(match: re.Match[str], context: _Context) -> Found | None:
    name, text, today = match["wd"], context.text, context.today
    if name in TOMORROW:
        return Found(today + timedelta(days=1), is_weekday=True)
    number = WEEKDAYS.get(name)
    if number is None or name in SHORT_WEEKDAYS:
        return None
    between = _BETWEEN.match(text, match.end())
    if between and _WITH_NUMBER.match(text, between.end()):
        return None  # "Friday, 18 September": the day of the week only goes with the date
    nearby = text[max(0, match.start() - 12) : match.start()] + "|" + text[match.end() : match.end() + 12]
    if any(word in WEEKDAYS for word in re.findall(r"[^\W\d_]+", nearby)):
        return None  # "Monday to Friday": office hours
    ahead = (number - today.weekday() - 1) % 7 + 1
    return Found(today + timedelta(days=ahead), is_weekday=True)


def _numeric_order(text: str, country: str) -> str:
    """ "dm", "md" or "" (not known): by a date in the same text that can be read in one way only, then by the
    country, then by the language."""
    for match in re.finditer(r"(?<![\d./-])(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d{2})(?!\d)", text):
        first, second = int(match[1]), int(match[2])
        if first > 12 >= second >= 1:
            return "dm"
        if second > 12 >= first >= 1:
            return "md"
    if country in MONTH_FIRST_COUNTRIES:
        return "md"
    if country not in UNCLEAR_COUNTRIES:
        return "dm"
    words = re.findall(r"[^\W\d_]+", text)
    telling = sum(1 for word in words if word in DAY_FIRST_WORDS)
    return "dm" if telling >= 4 and telling * 8 >= len(words) else ""


def _numeric(first: int, second: int, year: int, order: str) -> date | None:
    if first == second:
        return _day(year, second, first)
    if first > 12 or (order == "dm" and second <= 12):
        return _day(year, second, first)
    if second > 12 or order == "md":
        return _day(year, first, second)
    return AMBIGUOUS if _day(year, first, second) and _day(year, second, first) else None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(day: int, month: int, year: str | None, today: date) -> date | None:
    """The date; without a year, the one that is at most two months past, else the next to come."""
    if year:
        return _day(_year(year), month, day)
    candidates = [found for shift in (-1, 0, 1) if (found := _day(today.year + shift, month, day))]
    return next((found for found in candidates if found >= today - timedelta(days=60)), None)


def _next_day_of_month(day: int, today: date) -> date | None:
    """The next such day of a month, today included."""
    year, month = today.year, today.month
    for _ in range(3):
        found = _day(year, month, day)
        if found and found >= today:
            return found
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return None


# In the order in which a form is preferred where several begin at one place.
_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], _Context], Found | None]], ...] = (
    (re.compile(_ISO), _iso),
    (re.compile(_NUMERIC), _with_year),
    (re.compile(_DOTTED), _dotted),
    (re.compile(_CJK), _cjk),
    (re.compile(_DAY_MONTH), _day_month),
    (re.compile(_MONTH_DAY), _month_day),
    (re.compile(_SHORT), _without_year),
    (re.compile(_ORDINAL_DAY), _ordinal),
    (re.compile(_DAY_ALONE), _day_alone),
    (re.compile(_MONTH_ALONE), _month_alone),
    (re.compile(_WEEKDAY), _weekday),
)
