"""What a file leaves open, for a person to say: which number of its dates is the day, and where its numbers are from.
Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from twelfth.importing.dates import AmbiguousDate, DayOrder, NotADate, read_birthday
from twelfth.importing.fields import Column, Field
from twelfth.importing.places import country_code
from twelfth.importing.values import clean

_NUMBERS = frozenset({Field.PHONE, Field.WHATSAPP})
#: Digits of which a number has at least so many.
_FEWEST = 6

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Unsure:
    """Each an example from the file, or "": a date that could be two days, a number without its country."""

    date: str = ""
    phone: str = ""

    @property
    def days(self) -> tuple[str, str]:
        """What the date is with the day first and with the month first: YYYY-MM-DD, or --MM-DD without a year."""
        return read_birthday(self.date, DayOrder.DAY_FIRST), read_birthday(self.date, DayOrder.MONTH_FIRST)


def unsure(columns: Iterable[Column], orders: Mapping[int, DayOrder], sample: Rows) -> Unsure:
    """What some rows leave open; `orders` are what each column of dates (by index) tells about its days."""
    dated = [index for index, order in orders.items() if order is DayOrder.UNKNOWN]
    columns = list(columns)
    numbers = [column.index for column in columns if column.field in _NUMBERS]
    countries = [column.index for column in columns if column.field is Field.COUNTRY]
    return Unsure(_first_date(dated, sample), _first_number(numbers, countries, sample))


def _first_date(columns: Sequence[int], sample: Rows) -> str:
    cells = (clean(row[index]) for row in sample for index in columns if index < len(row))
    return next((cell for cell in cells if _could_be_two(cell)), "")


def _could_be_two(text: str) -> bool:
    try:
        read_birthday(text, DayOrder.UNKNOWN)
    except AmbiguousDate:
        return _is_date(text, DayOrder.DAY_FIRST) and _is_date(text, DayOrder.MONTH_FIRST)
    except NotADate:
        return False
    return False


def _is_date(text: str, order: DayOrder) -> bool:
    try:
        return bool(read_birthday(text, order))
    except NotADate:
        return False


def _first_number(numbers: Sequence[int], countries: Sequence[int], sample: Rows) -> str:
    for row in sample:
        if any(index < len(row) and country_code(row[index]) for index in countries):
            continue
        for index in numbers:
            text = clean(row[index]) if index < len(row) else ""
            if sum(char.isdigit() for char in text) >= _FEWEST and not text.startswith(("+", "00", "(+")):
                return text
    return ""
