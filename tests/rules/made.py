"""Facts for the tests of the rules: short to write, all that a test does not talk about left ordinary.

Lisbon is where seller and person are unless a test says otherwise.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from twelfth.rules.calendar import instant, zone_of
from twelfth.rules.contacts import ANSWERS
from twelfth.rules.facts import Facts, Hours, Offset, PersonFacts, Place, StepFacts, TouchFacts
from twelfth.rules.terms import Channel, Direction, OffsetUnit, Outcome, Purpose

LISBON = Place(zone="Europe/Lisbon", country="PT")
BERLIN = Place(zone="Europe/Berlin", country="DE")
NEW_YORK = Place(zone="America/New_York", country="US")
TOKYO = Place(zone="Asia/Tokyo", country="JP")
#: A Sunday to Thursday week; Israel's holidays are left out to keep the examples plain.
SUNDAY_TO_THURSDAY = Place(zone="Asia/Jerusalem", hours=Hours(weekdays=frozenset({6, 0, 1, 2, 3})))

REACHABLE = frozenset({Channel.PHONE, Channel.EMAIL, Channel.LINKEDIN})


def naive(text: str) -> datetime:
    """A wall time, as naive("2026-11-24 09:00")."""
    return datetime.fromisoformat(text)


def at(text: str, zone: str = "Europe/Lisbon") -> datetime:
    """The instant of a wall time, as at("2026-11-24 09:00")."""
    return instant(naive(text), zone)


def wall(moment: datetime, place: Place = LISBON) -> str:
    """How the clock shows an instant at a place, as "Tue 2026-11-24 09:00"."""
    return moment.astimezone(zone_of(place.zone)).strftime("%a %Y-%m-%d %H:%M")


def step(number: int, days: int = 3, channel: Channel = Channel.PHONE, **more: Any) -> StepFacts:
    more.setdefault("purpose", Purpose.SHARE)
    offset = more.pop("offset", Offset(days))
    return StepFacts(number=number, offset=offset, channel=channel, **more)


def steps(*days: int, **more: Any) -> tuple[StepFacts, ...]:
    """Steps with these offsets in working days."""
    return tuple(step(number, amount, **more) for number, amount in enumerate(days, 1))


def calendar_days(amount: int) -> Offset:
    return Offset(amount, OffsetUnit.CALENDAR_DAYS)


def touch(when: str | datetime, outcome: Outcome = Outcome.VOICEMAIL, **more: Any) -> TouchFacts:
    """A call of ours, unless said otherwise; answers come in."""
    came = ANSWERS | {Outcome.MET, Outcome.AUTO_REPLY}
    more.setdefault("direction", Direction.IN if outcome in came else Direction.OUT)
    more.setdefault("channel", Channel.PHONE)
    return TouchFacts(at=at(when) if isinstance(when, str) else when, outcome=outcome, **more)


def facts(
    touches: Sequence[TouchFacts] = (),
    *,
    plan: Sequence[StepFacts] = steps(0, 3, 3),
    started: str = "2026-11-16 10:00",
    person: Place = LISBON,
    seller: Place = LISBON,
    **more: Any,
) -> Facts:
    """A follow-up. Names of PersonFacts (`reachable`, `opted_out` …) go to the person, others to Facts."""
    names = set(PersonFacts.__dataclass_fields__) - {"place"}
    given = {name: more.pop(name) for name in names & set(more)}
    given.setdefault("reachable", REACHABLE)
    return Facts(
        started_at=at(started),
        steps=tuple(plan),
        touches=tuple(touches),
        person=PersonFacts(place=person, **given),
        seller=seller,
        **more,
    )


def with_touch(known: Facts, *more: TouchFacts) -> Facts:
    """The same follow-up after these contacts as well."""
    return replace(known, touches=tuple(sorted((*known.touches, *more), key=lambda t: t.at)))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
