"""The days ahead that matter to somebody: what was noted as a milestone, and their birthday."""

from collections.abc import Iterable
from datetime import date

from twelfth.people.models import Person, Remark
from twelfth.rules.milestone import Coming, Repeats, coming


def milestones_ahead(person: Person, remarks: Iterable[Remark], *, today: date) -> list[Coming]:
    """Those of the next 30 days, the next first. `today` is the reader's."""
    days = [(row.on, Repeats(row.repeats), row.text) for row in remarks if row.on is not None]
    if (born := _birthday(person)) is not None:
        days.append((born, Repeats.YEARLY, "their birthday"))
    found = (coming(on, repeats, text, today=today) for on, repeats, text in days)
    return sorted(one for one in found if one is not None)


def _birthday(person: Person) -> date | None:
    """In a leap year where the year is not known; None for what is no date."""
    try:
        return date.fromisoformat(person.birthday.replace("--", "1904-", 1)) if person.birthday else None
    except ValueError:
        return None
