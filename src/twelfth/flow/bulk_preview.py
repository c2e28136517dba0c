"""What a bulk change would do, before it does it: how many, who not and why, and which days fill up.

Nothing is stored or locked. Of more than `SAMPLE` rows, so many, evenly spread over all, are changed and decided in
memory and stand for the others; what comes of that is called an estimate.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet

from twelfth.accounts.actor import Actor
from twelfth.flow.bulk import require_possible, today_of
from twelfth.flow.bulk_alone import left_out as alone_already
from twelfth.flow.bulk_changes import (
    Change,
    Enrol,
    HandOver,
    LeaveAlone,
    OfPeople,
    Setting,
    Tagging,
    Untagging,
)
from twelfth.flow.bulk_fields import left_out as without_change
from twelfth.flow.bulk_phases import people_handed_over
from twelfth.flow.bulk_tags import left_out
from twelfth.flow.bulk_work import Proposed, work_for
from twelfth.flow.facts import load_many
from twelfth.flow.next_moment import place
from twelfth.flow.selection import Selection, spread
from twelfth.followups.models import RUNNING, FollowUp
from twelfth.rules.cadence import project
from twelfth.rules.decide import decide
from twelfth.rules.facts import Facts
from twelfth.rules.terms import NextKind

SAMPLE = 300
#: The coming weeks that are looked at.
WEEKS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadDay:
    """What falls on a day: of these, and beside them of the same owners already (the next moment of each)."""

    day: date
    these: int
    others: int

    @property
    def total(self) -> int:
        return self.these + self.others


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """`count` is exact; `changed`, the reasons and the days are those of `sampled` rows, scaled up where
    `is_estimate`. `people` go along when a book is handed over."""

    count: int
    people: int
    sampled: int
    changed: int
    left_out: tuple[tuple[str, int], ...]
    days: tuple[LoadDay, ...]
    #: The day of the first contact with any of them, however far; None when none is planned.
    first: date | None
    is_estimate: bool
    #: Follow-ups in which nothing more goes out.
    stopped: int = 0

    @property
    def most(self) -> int:
        """Of the fullest day."""
        return max((day.total for day in self.days), default=0)

    @property
    def has_dates(self) -> bool:
        return any(day.these for day in self.days)


def count_of(selection: Selection, *, of_people: bool, today: date) -> int:
    rows = selection.people(today=today) if of_people else selection.followups(today=today)
    return rows.count()


def preview(by: Actor, selection: Selection, change: Change, *, now: datetime) -> Preview:
    """Raises BulkRefused, DayHasPassed, NoSuchMember, NotAllowed, as `begin_bulk` does."""
    require_possible(by, change, now=now)
    today = today_of(by, now)
    if isinstance(change, Tagging | Untagging | Setting | LeaveAlone):
        return _preview_of_people(by, selection, change, today)
    others = FollowUp.objects.filter(RUNNING, workspace=selection.workspace)
    if isinstance(change, Enrol):
        count, ids = _sample(selection.people(today=today))
    else:
        count, ids = _sample(selection.followups(today=today))
        others = others.exclude(pk__in=selection.followups(today=today).values("pk"))
    proposed = work_for(by, change).propose(ids, lock=False, now=now)
    scale = count / len(ids) if ids else 0.0
    these = _these(proposed, now=now)
    goes_along = isinstance(change, HandOver) and change.with_people
    return Preview(
        count=count,
        people=people_handed_over(selection, today=today).count() if goes_along else 0,
        sampled=len(ids),
        changed=round(len(proposed.changed) * scale),
        left_out=tuple(
            (why, round(many * scale)) for why, many in Counter(proposed.left_out.values()).most_common()
        ),
        days=_days(these, scale, _others(proposed, others), today),
        first=min(these, default=None),
        is_estimate=len(ids) < count,
    )


def _preview_of_people(by: Actor, selection: Selection, change: OfPeople, today: date) -> Preview:
    """Who would be changed; dates are not looked at."""
    count, ids = _sample(selection.people(today=today))
    if isinstance(change, Setting):
        left = without_change(selection.workspace, ids, change)
    elif isinstance(change, LeaveAlone):
        left = alone_already(by, ids)
    else:
        left = left_out(selection.workspace, ids, change)
    scale = count / len(ids) if ids else 0.0
    stopped = FollowUp.objects.filter(RUNNING, person__in=[pk for pk in ids if pk not in left])
    return Preview(
        count=count,
        stopped=round(stopped.count() * scale) if isinstance(change, LeaveAlone) else 0,
        people=0,
        sampled=len(ids),
        changed=round((len(ids) - len(left)) * scale),
        left_out=tuple((why, round(many * scale)) for why, many in Counter(left.values()).most_common()),
        days=(),
        first=None,
        is_estimate=len(ids) < count,
    )


def _sample(rows: QuerySet[Any]) -> tuple[int, list[int]]:
    count = rows.count()
    return count, spread(rows, count, SAMPLE)


def _these(proposed: Proposed, *, now: datetime) -> Counter[date]:
    """On which days the contacts of those changed fall."""
    facts = load_many(proposed.changed) if proposed.changed else {}
    these: Counter[date] = Counter()
    for followup in proposed.changed:
        place(followup, decide(facts[followup.pk], now), now=now)
        these.update(_moments(followup, facts[followup.pk]))
    return these


def _days(these: Counter[date], scale: float, others: Counter[date], today: date) -> tuple[LoadDay, ...]:
    """The working days of the coming weeks, and other days on which something falls. What is late falls on today."""
    these = these + Counter({today: sum(count for day, count in these.items() if day < today)})
    week = (today + timedelta(days=number) for number in range(WEEKS * 7))
    return tuple(
        LoadDay(day=day, these=round(these[day] * scale), others=others[day])
        for day in week
        if day.weekday() < 5 or these[day] or others[day]
    )


def _moments(followup: FollowUp, facts: Facts) -> list[date]:
    """The days of what is planned with one, as if each contact were made on its day."""
    if followup.next_at is None or followup.next_day is None:
        return []
    if followup.next_kind == NextKind.PAUSE and followup.paused_until is None:
        return []
    return [ahead.moment.wall.date() for ahead in project(facts, followup.next_at)] or [followup.next_day]


def _others(proposed: Proposed, others: QuerySet[FollowUp]) -> Counter[date]:
    """How many next moments the owners of those changed have on each day beside them."""
    owners = {followup.owner_id for followup in proposed.changed}
    rows = others.filter(owner__in=owners).values_list("next_day").annotate(count=Count("pk"))
    return Counter({day: count for day, count in rows if day is not None})
