"""Days off as one writes them: a day or a stretch of days on each line."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from django import forms

from twelfth.rules.promise import WhenUnclear, read_when

#: A longer stretch is a slip of the pen, or a leaver.
LONGEST = 366

_TO = re.compile(r"\s+(?:to|until|till|through|–|—)\s+|\s*[–—]\s*|\s+-\s+")


def days_read(text: str, today: date) -> list[date]:
    """The days that the lines name. Raises forms.ValidationError, which names the line."""
    days: set[date] = set()
    for line in filter(None, (line.strip() for line in text.splitlines())):
        first, *rest = _TO.split(line, maxsplit=1)
        start = _day(first, today, line)
        end = _day(rest[0], today, line) if rest else start
        if not 0 <= (end - start).days < LONGEST:
            raise forms.ValidationError(
                f"“{line}”: the last day lies before the first, or more than a year after it."
            )
        days |= {start + timedelta(days=number) for number in range((end - start).days + 1)}
    return sorted(days)


def days_shown(days: Iterable[date]) -> str:
    """The same in as few lines as there are stretches."""
    stretches: list[list[date]] = []
    for day in sorted(days):
        if stretches and day - stretches[-1][-1] == timedelta(days=1):
            stretches[-1].append(day)
        else:
            stretches.append([day])
    return "\n".join(
        _shown(each[0]) if len(each) == 1 else f"{_shown(each[0])} to {_shown(each[-1])}"
        for each in stretches
    )


def _shown(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _day(text: str, today: date, line: str) -> date:
    try:
        return read_when(text, today=today)[0]
    except WhenUnclear as error:
        raise forms.ValidationError(f"“{line}”: {error}") from error
