"""Levelling: what does not fit into a seller's day moves to a later one; what was promised never does.

Pure: given everything planned for one seller, it answers which contacts move to which day. It looks only at days from
`first` on: what is due today, or late, is there to be done.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from twelfth.rules.calendar import closed, first_welcome, local_day, start_of_day
from twelfth.rules.facts import Place

_DAY = timedelta(days=1)
#: How far a contact may be moved; one that finds no room until then stays where it is, and the day is too full.
MOST_DAYS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A contact on a seller's plate: when it falls, and where the person is. `fixed`: it may not move (a promise, an
    answer, a first contact on the same day), but takes room. `settled`: it was moved to this day before, so it stays
    rather than others."""

    id: int
    at: datetime
    person: Place
    fixed: bool = False
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Levelled:
    """A contact that moves: to the seller's day `day`, which is `to` at the person's place."""

    id: int
    day: date
    to: date


def level(planned: Iterable[Planned], *, seller: Place, most: int, first: date) -> tuple[Levelled, ...]:
    """Which contacts move so that no day from `first` on has more than `most`, each to the first day that has room and
    suits both sides. Levelling what was levelled moves nothing.

    On a full day those stay that cannot move, then those that were moved to it before, then the earlier ones.
    """
    most = max(most, 1)
    ordered = sorted(planned, key=lambda c: (not c.settled, c.at, c.id))
    by_day: dict[date, list[Planned]] = {}
    load: Counter[date] = Counter()
    for contact in ordered:
        day = local_day(contact.at, seller.zone)
        if contact.fixed or day < first:
            load[day] += 1
        else:
            by_day.setdefault(day, []).append(contact)
    moved: list[Levelled] = []
    waiting: list[Planned] = []
    day = earliest = min(by_day, default=first)
    while by_day or waiting:
        here = by_day.pop(day, [])
        # Those that were pushed here already have waited longer than those planned for today.
        queue, waiting = [*waiting, *here], []
        for index, contact in enumerate(queue):
            if load[day] >= most and (day - earliest).days < MOST_DAYS:
                # Full, and nobody has waited too long: they all wait for the next day.
                waiting += queue[index:]
                break
            fits = load[day] < most and _suits(contact, day, seller)
            planned_for = local_day(contact.at, seller.zone)
            if fits:
                load[day] += 1
                if day != planned_for:
                    moved.append(Levelled(contact.id, day, _their_day(contact, day, seller)))
            elif (day - planned_for).days < MOST_DAYS:
                waiting.append(contact)
        day += _DAY
    return tuple(moved)


def _suits(contact: Planned, day: date, seller: Place) -> bool:
    """Whether a contact may fall on that day: its own, or one that is a working day for both."""
    if day == local_day(contact.at, seller.zone):
        return True
    if closed(seller, day) is not None:
        return False
    at, _ = first_welcome(start_of_day(day, seller.zone), contact.person, seller)
    return local_day(at, seller.zone) == day


def _their_day(contact: Planned, day: date, seller: Place) -> date:
    at, _ = first_welcome(start_of_day(day, seller.zone), contact.person, seller)
    return local_day(at, contact.person.zone)
