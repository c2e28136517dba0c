"""Milestones: days that matter to somebody, once or every year, and which of them lie ahead."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

#: So far ahead a milestone is worth a word.
AHEAD = timedelta(days=30)


class Repeats(StrEnum):
    ONCE = ""
    #: Every year; in which year it began is not known, or not to be counted.
    YEARLY = "yearly"
    #: Every year, and the years since count: "10 years".
    COUNTED = "counted"


@dataclass(frozen=True, slots=True, order=True)
class Coming:
    """A milestone ahead: its day, what it is, and how many years it will be (0: not counted, or its first day)."""

    day: date
    text: str
    years: int = 0

    def words(self, today: date) -> str:
        """As "in 6 days: with the firm (10 years)"."""
        counted = {0: "", 1: " (1 year)"}.get(self.years, f" ({self.years} years)")
        return f"{_how_soon((self.day - today).days)}: {self.text}{counted}"


def coming(on: date, repeats: Repeats, text: str, *, today: date, within: timedelta = AHEAD) -> Coming | None:
    """When it is next, from `today` on; None where it is over or lies further ahead than `within`."""
    day = on
    if repeats is not Repeats.ONCE and on < today:
        this_year = _in_year(on, today.year)
        day = this_year if this_year >= today else _in_year(on, today.year + 1)
    if not today <= day <= today + within:
        return None
    return Coming(day, text, day.year - on.year if repeats is Repeats.COUNTED else 0)


def _in_year(on: date, year: int) -> date:
    """The 29th of February is kept on the 28th in other years."""
    try:
        return on.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def _how_soon(days: int) -> str:
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
