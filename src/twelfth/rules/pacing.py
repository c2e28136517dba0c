"""When the next letter of a mailbox may go: so many a day and an hour, a new mailbox fewer, never in a burst.

A letter has a *place*: the moment at which it is let through. Limits say how close places may lie; the place of a new
letter is the first moment that keeps to all of them, given the places already taken. Taken places may lie in the
future (letters queued for later), and the limits then hold on both sides.

The hard limits (a day, an hour, the provider's own) hold for every letter. The soft ones (new people, the pauses, the
warming up, the readers' domains) hold for what goes by itself; what a person approved only counts in them.
docs/explanation/sending-limits.md says why each is what it is.
"""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import partial

from twelfth.rules.calendar import instant, local_day, start_of_day, zone_of

#: Between two letters that go by themselves, so that an outage is never followed by a burst.
PACE = timedelta(minutes=2)
#: A pause is this much longer or shorter, so that letters do not leave by the clock.
JITTER = 0.3
#: To the readers of one domain, for what goes by itself.
MOST_PER_DOMAIN_IN_1_HOUR = 20
DOMAIN_PAUSE = timedelta(minutes=1)
#: A new mailbox writes to so many new people on its first day, and to more after each day on which it sent.
RAMP_START, RAMP_STEP = 10, 5
#: And twice as many letters in all: each new person is written to again later.
RAMP_ALL = 2
#: What a person approved and the mailbox could not take goes from this hour of the next day, not at midnight.
MORNING = time(8)

_DAY, _HOUR, _MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


class Rule(StrEnum):
    """Which limit makes a letter wait."""

    DAY = "day"
    HOUR = "hour"
    PROVIDER_DAY = "provider_day"
    PROVIDER_MINUTE = "provider_minute"
    NEW = "new"
    RAMP_NEW = "ramp_new"
    RAMP_ALL = "ramp_all"
    COLD_GAP = "cold_gap"
    PACE = "pace"
    DOMAIN = "domain"


@dataclass(frozen=True, slots=True)
class Provider:
    """What the provider itself lets through at most; beyond it, it locks the account. `most_in_1_minute` 0: any."""

    name: str
    most_in_1_day: int
    most_in_1_minute: int = 0


GOOGLE = Provider("Google", 2000)
GMAIL = Provider("Gmail", 500)
MICROSOFT = Provider("Microsoft", 10_000, 30)


@dataclass(frozen=True, slots=True)
class Ramp:
    """A new mailbox warms up: on how many days before `today` it sent since it began."""

    today: date
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Those of one mailbox. `zone` is its owner's: their day is the mailbox's day."""

    zone: str
    most_in_1_day: int
    most_in_1_hour: int
    most_new_in_1_day: int
    cold_gap: timedelta
    ramp: Ramp | None = None
    provider: Provider | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What pacing has to know of a letter. `seed` (the person's key) fixes its jitter: asking again changes nothing.

    `is_cold`: the first contact with this person. `domain`: the reader's.
    """

    domain: str
    is_cold: bool
    automatic: bool
    seed: int


@dataclass(frozen=True, slots=True, order=True)
class Taken:
    """A place that is taken: by a letter sent, or on its way, or queued for then."""

    at: datetime
    domain: str = ""
    is_cold: bool = False
    automatic: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """`rule`: which limit moved it furthest, and `most` what that limit says; None where nothing speaks against now."""

    at: datetime
    rule: Rule | None = None
    most: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many places are taken: this local day, the last 24 hours, the last hour, the last minute."""

    today: int
    in_1_day: int
    in_1_hour: int
    in_1_minute: int


@dataclass(frozen=True, slots=True)
class _Limit:
    """`first_free`: given a moment, the first from then on at which this limit does not speak against the letter."""

    rule: Rule
    most: int
    first_free: Callable[[datetime], datetime]


def place(limits: Limits, taken: Iterable[Taken], letter: Letter, *, after: datetime) -> Place:
    """The first moment from `after` on that keeps to every limit.

    The limits take turns in moving the moment, each to the first one that it allows, until none moves it any more. So
    none is passed over that all would have allowed; and as each move goes beyond a place that is taken, it ends.
    """
    rules = _limits_for(letter, limits, sorted(taken))
    at = after
    why, furthest = None, timedelta()
    settled = False
    while not settled:
        settled = True
        for limit in rules:
            free = limit.first_free(at)
            if free > at:
                if why is None or free - at > furthest:
                    why, furthest = limit, free - at
                at, settled = free, False
        if at > after and not letter.automatic and (morning := _morning(at, limits.zone)) > at:
            at, settled = morning, False
    return Place(at) if why is None else Place(at, why.rule, why.most)


def all_may_go(limits: Limits, counts: Counts, letters: int) -> bool:
    """Whether so many letters that a person approved may go now together: what `place` says, from counts alone.

    True only when it is certain; False sends the question to `place`.
    """
    provider = limits.provider
    return (
        counts.today + letters <= max(limits.most_in_1_day, 1)
        and counts.in_1_hour + letters <= max(limits.most_in_1_hour, 1)
        and (provider is None or counts.in_1_day + letters <= provider.most_in_1_day)
        and (
            provider is None
            or not provider.most_in_1_minute
            or counts.in_1_minute + letters <= provider.most_in_1_minute
        )
    )


def new_people_on(limits: Limits, sent_days: int) -> int:
    """So many new people on a day before which it sent on `sent_days` days."""
    if limits.ramp is None:
        return limits.most_new_in_1_day
    return min(limits.most_new_in_1_day, RAMP_START + RAMP_STEP * sent_days)


def letters_on(limits: Limits, sent_days: int) -> int:
    """So many letters in all, of those that go by themselves, on such a day."""
    if limits.ramp is None:
        return limits.most_in_1_day
    return min(limits.most_in_1_day, RAMP_ALL * (RAMP_START + RAMP_STEP * sent_days))


def is_warm(limits: Limits) -> bool:
    """The warming up holds nothing back any more."""
    return limits.ramp is None or (
        new_people_on(limits, limits.ramp.days) >= limits.most_new_in_1_day
        and letters_on(limits, limits.ramp.days) >= limits.most_in_1_day
    )


def ramp_plan(limits: Limits) -> list[tuple[date, int]]:
    """How many new people each day, from today until the day that reaches the limit, if it sends every day."""
    if limits.ramp is None:
        return []
    plan: list[tuple[date, int]] = []
    while not plan or plan[-1][1] < limits.most_new_in_1_day:
        later = len(plan)
        plan.append((limits.ramp.today + _DAY * later, new_people_on(limits, limits.ramp.days + later)))
    return plan


def jittered(pause: timedelta, seed: int) -> timedelta:
    """The pause before the letter with this seed: up to JITTER shorter or longer, always the same, in whole seconds."""
    digest = hashlib.blake2b(seed.to_bytes(8, "big"), digest_size=4).digest()
    share = int.from_bytes(digest, "big") / 0xFFFFFFFF
    return timedelta(seconds=round(pause.total_seconds() * (1 - JITTER + 2 * JITTER * share)))


# --- the limits -------------------------------------------------------------------------------------------


def _limits_for(letter: Letter, limits: Limits, taken: Sequence[Taken]) -> list[_Limit]:
    every = [one.at for one in taken]
    hard = [
        _a_day(Rule.DAY, every, limits.most_in_1_day, limits.zone),
        _in_any(Rule.HOUR, every, limits.most_in_1_hour, _HOUR),
    ]
    if limits.provider is not None:
        hard.append(_in_any(Rule.PROVIDER_DAY, every, limits.provider.most_in_1_day, _DAY))
        if limits.provider.most_in_1_minute:
            hard.append(_in_any(Rule.PROVIDER_MINUTE, every, limits.provider.most_in_1_minute, _MINUTE))
    return hard + _soft_limits(letter, limits, taken) if letter.automatic else hard


def _soft_limits(letter: Letter, limits: Limits, taken: Sequence[Taken]) -> list[_Limit]:
    same_domain = [one.at for one in taken if one.domain == letter.domain]
    soft = [
        _apart(Rule.PACE, [one.at for one in taken if one.automatic], jittered(PACE, letter.seed)),
        _apart(Rule.DOMAIN, same_domain, DOMAIN_PAUSE),
        _in_any(Rule.DOMAIN, same_domain, MOST_PER_DOMAIN_IN_1_HOUR, _HOUR),
        *_ramps(letter, limits, taken),
    ]
    if letter.is_cold:
        cold = [one.at for one in taken if one.is_cold]
        soft.append(_a_day(Rule.NEW, cold, limits.most_new_in_1_day, limits.zone))
        soft.append(_apart(Rule.COLD_GAP, cold, jittered(limits.cold_gap, letter.seed)))
    return soft


def _ramps(letter: Letter, limits: Limits, taken: Sequence[Taken]) -> list[_Limit]:
    ramp = limits.ramp
    if ramp is None:
        return []
    every, zone = [one.at for one in taken], limits.zone
    found = [_warming(Rule.RAMP_ALL, ramp, partial(letters_on, limits), every, every, zone)]
    if letter.is_cold:
        cold = [one.at for one in taken if one.is_cold]
        found.append(_warming(Rule.RAMP_NEW, ramp, partial(new_people_on, limits), cold, every, zone))
    return found


def _a_day(rule: Rule, taken: Sequence[datetime], most: int, zone: str) -> _Limit:
    most = max(most, 1)

    def first_free(at: datetime) -> datetime:
        start, end = _day_around(at, zone)
        return end if bisect_left(taken, end) - bisect_left(taken, start) >= most else at

    return _Limit(rule, most, first_free)


def _in_any(rule: Rule, taken: Sequence[datetime], most: int, length: timedelta) -> _Limit:
    """At most `most` in any stretch of this length, wherever it begins."""
    most = max(most, 1)

    def first_free(at: datetime) -> datetime:
        # Each run of `most` neighbours around the moment, of which it would be one too many.
        here = bisect_right(taken, at)
        first = max(here - most, 0)
        for begin in range(min(here, len(taken) - most), first - 1, -1):
            if max(at, taken[begin + most - 1]) - min(at, taken[begin]) < length:
                return taken[begin] + length
        return at

    return _Limit(rule, most, first_free)


def _apart(rule: Rule, taken: Sequence[datetime], pause: timedelta) -> _Limit:
    """At least this far from every other."""

    def first_free(at: datetime) -> datetime:
        last = bisect_left(taken, at + pause) - 1
        return taken[last] + pause if last >= 0 and taken[last] > at - pause else at

    return _Limit(rule, 1, first_free)


def _warming(
    rule: Rule,
    ramp: Ramp,
    most_on: Callable[[int], int],
    counted: Sequence[datetime],
    every: Sequence[datetime],
    zone: str,
) -> _Limit:
    """So many on a day before which it sent on so many days: a day without a letter warms nothing up."""
    days = {local_day(at, zone) for at in every}

    def first_free(at: datetime) -> datetime:
        day = local_day(at, zone)
        start, end = _day_around(at, zone)
        sent_days = ramp.days + sum(ramp.today <= other < day for other in days)
        return end if bisect_left(counted, end) - bisect_left(counted, start) >= most_on(sent_days) else at

    return _Limit(rule, most_on(ramp.days), first_free)


def _day_around(at: datetime, zone: str) -> tuple[datetime, datetime]:
    """The local day of the moment, its end exclusive: 23 to 25 hours."""
    day = local_day(at, zone)
    return start_of_day(day, zone), start_of_day(day + _DAY, zone)


def _morning(at: datetime, zone: str) -> datetime:
    wall = at.astimezone(zone_of(zone))
    if wall.time() >= MORNING:
        return at
    return instant(datetime.combine(wall.date(), MORNING), zone)


# --- in words ---------------------------------------------------------------------------------------------


def sentence(found: Place, limits: Limits, letter: Letter, *, now: datetime) -> str:
    """Why a letter waits and until when, as its mailbox's owner reads it. "" when it does not wait."""
    if found.rule is None:
        return ""
    provider = limits.provider.name if limits.provider else "The provider"
    minutes = round(limits.cold_gap.total_seconds() / 60)
    why = {
        Rule.DAY: f"Your mailbox sends {found.most} a day",
        Rule.HOUR: f"Your mailbox sends {found.most} an hour",
        Rule.PROVIDER_DAY: f"{provider} lets {found.most} through in 24 hours",
        Rule.PROVIDER_MINUTE: f"{provider} lets {found.most} through in a minute",
        Rule.NEW: f"Your mailbox writes to {found.most} new people a day",
        Rule.RAMP_NEW: f"Your mailbox is new to its readers and writes to {found.most} new people today",
        Rule.RAMP_ALL: f"Your mailbox is new to its readers and sends {found.most} by itself today",
        Rule.COLD_GAP: f"Your mailbox leaves about {minutes} minutes between letters to new people",
        Rule.PACE: "Your mailbox leaves about two minutes between letters that go by themselves",
        Rule.DOMAIN: f"Your mailbox sends slowly to {letter.domain}, which gets more than one letter",
    }[found.rule]
    return f"{why}; the next free place is {clock_time(found.at, limits.zone, now=now)}."


def clock_time(at: datetime, zone: str, *, now: datetime) -> str:
    """As "14:05", "tomorrow 08:00" or "Wed 6 May, 08:00": rounded up to the minute, so that it is not before."""
    up = at + timedelta(seconds=59, microseconds=999_999)
    wall, today = up.astimezone(zone_of(zone)), local_day(now, zone)
    if wall.date() == today:
        return f"{wall:%H:%M}"
    if wall.date() == today + _DAY:
        return f"tomorrow {wall:%H:%M}"
    return f"{wall:%a} {wall.day} {wall:%b}, {wall:%H:%M}"
