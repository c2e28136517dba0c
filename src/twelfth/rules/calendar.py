"""Local days: which are working days, how offsets count, and when a contact is welcome on both sides.

A contact happens between two places. A day is a working day when it is one at both; a moment is welcome when
it lies in the hours of both. Days are counted where the person is, because it is they who feel the gap
between two contacts.

Wall times that do not exist (clocks go forward) are read with the offset from before the change, so 02:30
becomes 03:30; wall times that exist twice (clocks go back) mean the first (RFC 5545, 3.3.5). So nothing is
lost or doubled.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from twelfth.rules.facts import Holidays, Hours, Moment, Offset, Place
from twelfth.rules.hours import write_hours
from twelfth.rules.reasons import Reason, Reasons, Value
from twelfth.rules.terms import OffsetUnit

_DAY = timedelta(days=1)
_EVERY_DAY = frozenset(range(7))
_MIDNIGHT = time()
_NO_HOLIDAYS: Holidays = MappingProxyType({})

#: How far ahead a common day is looked for. Longer than any holiday or parental leave; beyond it, the
#: person's own hours decide, because a follow-up never is without a next moment.
SEARCH_DAYS = 400

Span = tuple[datetime, datetime]
"""A stretch of time in UTC, its end exclusive."""


class UnknownZone(ValueError):
    """A time zone that does not exist."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no time zone “{name}”. Write it like Europe/Lisbon or America/New_York.")
        self.name = name


class Closure(NamedTuple):
    """Why a day is no working day at one place: `code` is "weekend", "holiday", "day_off" or "not_preferred"."""

    code: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Welcome:
    """When one local day of the person suits both sides.

    `spans` are in order and empty when the day does not suit; `closure` then says why. `is_shared` is false
    when the hours of the two never meet that day: the person's hours are taken then, while the seller has a
    working day.
    """

    spans: tuple[Span, ...]
    closure: Reason | None = None
    is_shared: bool = True


@lru_cache(maxsize=1024)
def zone_of(name: str) -> ZoneInfo:
    """The zone of an IANA name. Raises UnknownZone."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # OSError: a folder's name, as "Europe"
        raise UnknownZone(name) from error


def instant(wall: datetime, zone: str) -> datetime:
    """The moment, in UTC, of a naive wall time."""
    return wall.replace(tzinfo=zone_of(zone), fold=0).astimezone(UTC)


def local_day(at: datetime, zone: str) -> date:
    return at.astimezone(zone_of(zone)).date()


@lru_cache(maxsize=1 << 16)
def start_of_day(day: date, zone: str) -> datetime:
    return instant(datetime.combine(day, _MIDNIGHT), zone)


def moment_at(at: datetime, zone: str) -> Moment:
    """The instant `at` with the wall time it has in `zone`."""
    return Moment(at=at, wall=at.astimezone(zone_of(zone)).replace(tzinfo=None), zone=zone)


def moment_of(wall: datetime, zone: str) -> Moment:
    """The moment meant by a naive wall time; a wall time that does not exist moves forward."""
    return moment_at(instant(wall, zone), zone)


@lru_cache(maxsize=4096)
def holidays_of(country: str, year: int) -> Holidays:
    """The public holidays of a country in one year, in English where possible. Unknown country: none."""
    import holidays

    if not country:
        return _NO_HOLIDAYS
    try:
        known: Mapping[date, str] = holidays.country_holidays(country.upper(), years=year, language="en_US")
    except NotImplementedError:
        return _NO_HOLIDAYS
    return MappingProxyType(dict(known.items()))


def holidays_known(country: str) -> bool:
    """Whether anything is known of that country's public holidays (ISO 3166, two letters)."""
    import holidays

    return country.upper() in holidays.list_supported_countries()


def holiday(place: Place, day: date) -> str:
    """The name of the public holiday there on that day, "" if it is none."""
    return holidays_of(place.country, day.year).get(day, "")


def closed(place: Place, day: date) -> Closure | None:
    """Why `day` is no working day at `place`; None when it is one."""
    if day.weekday() not in place.hours.weekdays:
        return Closure("weekend")
    if name := holiday(place, day):
        return Closure("holiday", name)
    if day in place.days_off:
        return Closure("day_off")
    if (
        place.prefers is not None
        and (left := hours_left(place)) is not None
        and day.weekday() not in left.weekdays
    ):
        return Closure("not_preferred")
    return None


@lru_cache(maxsize=4096)
def hours_left(place: Place) -> Hours | None:
    """The ordinary hours there as far as they are also hours that they prefer; None where nothing is left of them."""
    hours, prefers = place.hours, place.prefers
    if prefers is None:
        return hours
    weekdays = hours.weekdays & prefers.weekdays
    start = max(hours.start, prefers.start)
    end = min(hours.end, prefers.end, key=lambda at: (at == _MIDNIGHT, at))
    if not weekdays or (start >= end and end != _MIDNIGHT):
        return None
    return Hours(weekdays=weekdays, start=start, end=end)


def ordinary(place: Place) -> Place:
    """The place as it is for whoever prefers no hours."""
    return place if place.prefers is None else replace(place, prefers=None)


@lru_cache(maxsize=1 << 16)
def open_hours(place: Place, day: date) -> Span | None:
    """The hours of a working day there; None on other days. Hours that end at 00:00 end with the day."""
    if closed(place, day) is not None:
        return None
    hours = hours_left(place) or place.hours
    last_day = day + _DAY if hours.end == _MIDNIGHT else day
    start = instant(datetime.combine(day, hours.start), place.zone)
    end = instant(datetime.combine(last_day, hours.end), place.zone)
    return (start, end) if start < end else None


def is_open(place: Place, at: datetime) -> bool:
    """Whether `at` lies in the hours of the place."""
    span = open_hours(place, local_day(at, place.zone))
    return span is not None and span[0] <= at < span[1]


@lru_cache(maxsize=1 << 16)
def welcome(person: Place, seller: Place, day: date) -> Welcome:
    """When a contact is welcome on the person's local `day`: in the hours of both."""
    if (closure := closed(person, day)) is not None:
        return Welcome((), _closure_reason(closure, day, person, seller))
    theirs = open_hours(person, day)
    if theirs is None:
        return Welcome(())
    # Across the date line the person's day is yesterday or tomorrow for the seller.
    seller_days = (day,) if person.zone == seller.zone else (day - _DAY, day, day + _DAY)
    working = [there for there in seller_days if closed(seller, there) is None]
    hours = [span for there in working if (span := open_hours(seller, there)) is not None]
    if spans := _overlaps(theirs, hours):
        return Welcome(spans)
    whole = [(start_of_day(there, seller.zone), start_of_day(there + _DAY, seller.zone)) for there in working]
    if spans := _overlaps(theirs, whole):
        return Welcome(spans, is_shared=False)
    closures = (closed(seller, there) for there in (day, *seller_days))
    ours = next((found for found in closures if found is not None), Closure("day_off"))
    return Welcome((), _closure_reason(ours, day, person, seller))


def first_welcome(at: datetime, person: Place, seller: Place) -> tuple[datetime, Reasons]:
    """The first moment not before `at` at which a contact is welcome, and what moved it there.

    The first obstacle is named, and every holiday after it; that Saturday follows Friday needs no saying.
    """
    first = day = local_day(at, person.zone)
    reasons: list[Reason] = []
    for _ in range(SEARCH_DAYS):
        there = welcome(person, seller, day)
        for start, end in there.spans:
            if at < end:
                if not there.is_shared:
                    reasons.append(Reason("no_shared_hours"))
                if _is_preferred(person, day, max(at, start)) and "prefers_hours" not in _codes(reasons):
                    reasons.append(prefers_hours(person))
                return max(at, start), tuple(reasons)
        if there.closure is not None:
            named = _codes(reasons)
            if not named or there.closure.code in {"moved_holiday", "prefers_hours"} - (
                named & {"prefers_hours"}
            ):
                reasons.append(there.closure)
        elif day == first:
            usual = open_hours(ordinary(person), day)
            is_evening = person.prefers is None or usual is None or at >= usual[1]
            evening = Reason("moved_evening", {"day": day.isoformat()})
            reasons.append(evening if is_evening else prefers_hours(person))
        day += _DAY
    return first_open(at, person), (Reason("no_shared_days"),)


def _codes(reasons: list[Reason]) -> set[str]:
    return {reason.code for reason in reasons}


def _is_preferred(person: Place, day: date, at: datetime) -> bool:
    """Whether it is what they prefer that makes `at` the first hour of that day."""
    if person.prefers is None:
        return False
    theirs, usual = open_hours(person, day), open_hours(ordinary(person), day)
    return theirs is not None and usual is not None and usual[0] < theirs[0] == at


def prefers_hours(person: Place) -> Reason:
    """They prefer certain hours."""
    return Reason("prefers_hours", {"hours": write_hours(person.prefers or person.hours)})


def first_open(at: datetime, place: Place) -> datetime:
    """The first moment not before `at` in the hours of one place; `at` itself if it is never open."""
    day = local_day(at, place.zone)
    for _ in range(SEARCH_DAYS):
        span = open_hours(place, day)
        if span is not None and at < span[1]:
            return max(at, span[0])
        day += _DAY
    return at


def add_offset(day: date, offset: Offset, person: Place, seller: Place) -> tuple[date, Reasons]:
    """The day that lies `offset` after `day`, and the holidays that did not count as working days on the way.

    Days on which only the seller is off do count: an absence moves contacts to its end, it does not stretch
    the plan.
    """
    if offset.unit is OffsetUnit.CALENDAR_DAYS:
        return day + timedelta(days=max(offset.amount, 0)), ()
    # Where the two weeks share no day, theirs alone counts: otherwise no count would ever end.
    week = person.hours.weekdays & seller.hours.weekdays or person.hours.weekdays or _EVERY_DAY
    holidays = _holidays_between(person.country, seller.country, day.year)
    reasons: list[Reason] = []
    remaining = offset.amount
    while remaining > 0:
        year, day = day.year, day + _DAY
        if day.year != year:
            holidays = _holidays_between(person.country, seller.country, day.year)
        if day.weekday() not in week:
            continue
        if (reason := holidays.get(day)) is None:
            remaining -= 1
        else:
            reasons.append(reason)
    return day, tuple(reasons)


def later_by(at: datetime, offset: Offset, person: Place, seller: Place) -> tuple[datetime, Reasons]:
    """The first moment that lies `offset` after `at`: for days, `at` itself or the start of a later day of the
    person; for hours and minutes, so much time on the clock."""
    if offset.unit is OffsetUnit.HOURS:
        return at + timedelta(hours=offset.amount), ()
    if offset.unit is OffsetUnit.MINUTES:
        return at + timedelta(minutes=offset.amount), ()
    day = local_day(at, person.zone)
    later, not_counted = add_offset(day, offset, person, seller)
    return (at if later == day else start_of_day(later, person.zone)), not_counted


def days_before(day: date, offset: Offset, person: Place, seller: Place) -> tuple[date, Reasons]:
    """The day that lies `offset` (of days) before `day`, and the holidays that did not count as working days on the
    way."""
    if offset.unit is not OffsetUnit.WORKING_DAYS:
        return day - timedelta(days=offset.amount), ()
    week = person.hours.weekdays & seller.hours.weekdays or person.hours.weekdays or _EVERY_DAY
    reasons: list[Reason] = []
    remaining = offset.amount
    while remaining > 0:
        day -= _DAY
        if day.weekday() not in week:
            continue
        reason = _holidays_between(person.country, seller.country, day.year).get(day)
        if reason is None:
            remaining -= 1
        else:
            reasons.append(reason)
    return day, tuple(reversed(reasons))


@lru_cache(maxsize=4096)
def _holidays_between(theirs: str, ours: str, year: int) -> Mapping[date, Reason]:
    """The holidays of two countries in one year, each as the reason why it is no working day."""
    there, here = holidays_of(theirs, year), holidays_of(ours, year)
    found: dict[date, Reason] = {}
    for day in there.keys() | here.keys():
        whose = "ours" if day not in there else "both" if day in here else "theirs"
        values: dict[str, Value] = {
            "day": day.isoformat(),
            "name": there.get(day) or here[day],
            "whose": whose,
        }
        found[day] = Reason("not_counted", values)
    return found


def _closure_reason(closure: Closure, day: date, person: Place, seller: Place) -> Reason:
    if closure.code == "not_preferred":
        return prefers_hours(person)
    values: dict[str, Value] = {"day": day.isoformat()}
    if closure.code == "holiday":
        values |= {"name": closure.name, "whose": _whose_holiday(person, seller, day)}
    elif closure.code == "weekend":
        theirs, ours = (day.weekday() not in place.hours.weekdays for place in (person, seller))
        values["whose"] = "both" if theirs and ours else "theirs" if theirs else "ours"
    return Reason(f"moved_{closure.code}", values)


def _whose_holiday(person: Place, seller: Place, day: date) -> str:
    theirs, ours = holiday(person, day), holiday(seller, day)
    return "both" if theirs and ours else "theirs" if theirs else "ours"


def _overlaps(span: Span, others: list[Span]) -> tuple[Span, ...]:
    """The parts of `span` that lie in one of `others` (in order, disjoint)."""
    clipped = ((max(span[0], start), min(span[1], end)) for start, end in others)
    return tuple((start, end) for start, end in clipped if start < end)
