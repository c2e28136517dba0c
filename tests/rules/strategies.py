"""Any follow-up that could exist: places around the world, contacts by anybody in any order, any plan."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from twelfth.rules.contacts import ANSWERS
from twelfth.rules.facts import (
    DecisionFacts,
    Facts,
    GuardPolicy,
    Hours,
    Offset,
    PersonFacts,
    Place,
    PromiseFacts,
    StepFacts,
    TouchFacts,
)
from twelfth.rules.terms import (
    Channel,
    DecisionKind,
    Direction,
    OffsetUnit,
    Outcome,
    Party,
    Purpose,
)

CHANNELS = (Channel.PHONE, Channel.EMAIL, Channel.LINKEDIN, Channel.POST)

#: Where clocks change at other times, at midnight, by half an hour, never; on both sides of the date line.
ZONES = (
    ("Europe/Lisbon", "PT"),
    ("Europe/Berlin", "DE"),
    ("America/New_York", "US"),
    ("America/Santiago", "CL"),
    ("Australia/Lord_Howe", "AU"),
    ("Pacific/Auckland", "NZ"),
    ("Pacific/Honolulu", "US"),
    ("Asia/Kolkata", "IN"),
    ("Asia/Jerusalem", "IL"),
    ("UTC", ""),
)
WEEKS = (frozenset(range(5)), frozenset({6, 0, 1, 2, 3}), frozenset({1, 3}), frozenset(range(7)))

#: The years in which everything happens.
FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 6, 30, tzinfo=UTC)

moments = st.integers(0, int((LAST - FIRST).total_seconds() // 60)).map(
    lambda m: FIRST + timedelta(minutes=m)
)
days = st.dates(FIRST.date(), LAST.date())


@st.composite
def hours(draw: st.DrawFn) -> Hours:
    start = draw(st.integers(5, 14))
    end = draw(st.integers(start + 1, 23))
    return Hours(
        weekdays=draw(st.sampled_from(WEEKS)),
        start=time(start, draw(st.sampled_from([0, 30]))),
        end=time(end, 45),
    )


@st.composite
def places(draw: st.DrawFn, *, with_days_off: bool = False) -> Place:
    zone, country = draw(st.sampled_from(ZONES))
    off = draw(st.frozensets(days, max_size=3)) if with_days_off else frozenset[date]()
    return Place(zone=zone, country=country, hours=draw(hours()), days_off=off)


@st.composite
def plans(draw: st.DrawFn, *, least: int = 0) -> tuple[StepFacts, ...]:
    length = draw(st.integers(least, 6))
    return tuple(
        StepFacts(
            number=number,
            offset=Offset(draw(st.integers(0, 12)), draw(st.sampled_from(OffsetUnit))),
            channel=draw(st.sampled_from(CHANNELS)),
            purpose=draw(st.sampled_from(Purpose)),
            fallbacks=tuple(draw(st.lists(st.sampled_from(CHANNELS), max_size=2))),
            automatic=draw(st.booleans()),
        )
        for number in range(1, length + 1)
    )


@st.composite
def contacts(draw: st.DrawFn, steps: int, after: datetime) -> tuple[TouchFacts, ...]:
    """Contacts that happened, oldest first: close together, or months apart."""
    made: list[TouchFacts] = []
    at = after
    for _ in range(draw(st.integers(0, 7))):
        at += timedelta(minutes=draw(st.one_of(st.integers(0, 3000), st.integers(0, 60 * 24 * 40))))
        outcome = draw(st.sampled_from(Outcome))
        incoming = outcome in ANSWERS | {Outcome.MET, Outcome.AUTO_REPLY}
        own = draw(st.booleans())
        made.append(
            TouchFacts(
                at=at,
                channel=draw(st.sampled_from(CHANNELS)),
                direction=Direction.IN if incoming else Direction.OUT,
                outcome=outcome,
                own=own,
                step=draw(st.integers(1, steps))
                if steps and own and not incoming and draw(st.booleans())
                else None,
                purpose=draw(st.none() | st.sampled_from(Purpose)),
                by=draw(st.sampled_from(["", "Ana Silva"])),
            )
        )
    return tuple(made)


@st.composite
def people(draw: st.DrawFn) -> PersonFacts:
    return PersonFacts(
        place=draw(places()),
        reachable=draw(st.frozensets(st.sampled_from(CHANNELS))),
        opted_out=draw(st.frozensets(st.sampled_from(CHANNELS), max_size=2)),
        opted_out_of_all=draw(st.integers(0, 9)) == 0,
        away_until=draw(st.none() | days),
        away_since=draw(st.none() | moments),
    )


@st.composite
def promises(draw: st.DrawFn) -> PromiseFacts:
    return PromiseFacts(
        id=draw(st.integers(1, 9)),
        party=draw(st.sampled_from(Party)),
        due_at=draw(moments),
        timed=draw(st.booleans()),
        channel=draw(st.none() | st.sampled_from(CHANNELS)),
    )


@st.composite
def decisions(draw: st.DrawFn) -> DecisionFacts:
    kind = draw(st.sampled_from([DecisionKind.NOT_YET, DecisionKind.NOT_YET, *DecisionKind]))
    wake_on = draw(st.none() | days) if kind is DecisionKind.NOT_YET else None
    return DecisionFacts(kind=kind, at=draw(moments), wake_on=wake_on)


policies = st.builds(
    GuardPolicy,
    least_gap=st.integers(0, 100).map(lambda h: timedelta(hours=h)),
    most_in_7_days=st.integers(1, 4),
    most_in_30_days=st.integers(1, 9),
)


@st.composite
def step_facts(draw: st.DrawFn) -> Facts:
    """A follow-up whose plan decides: nothing promised, deferred, waiting or under way."""
    plan = draw(plans(least=1))
    started = draw(moments)
    return Facts(
        started_at=started,
        steps=plan,
        touches=draw(contacts(len(plan), started - timedelta(days=3))),
        person=draw(people()),
        seller=draw(places(with_days_off=True)),
        policy=draw(policies),
    )


@st.composite
def automatic_facts(draw: st.DrawFn) -> Facts:
    """A follow-up whose steps may all go by themselves: e-mail to somebody who never answered."""
    known = draw(step_facts())
    steps = tuple(
        replace(step, channel=Channel.EMAIL, automatic=True, purpose=Purpose.SHARE) for step in known.steps
    )
    silent = frozenset({Outcome.SENT, Outcome.VOICEMAIL, Outcome.SKIPPED, Outcome.AUTO_REPLY})
    return replace(
        known,
        steps=steps,
        touches=tuple(touch for touch in known.touches if touch.outcome in silent),
        person=PersonFacts(
            place=known.person.place,
            reachable=frozenset({Channel.EMAIL}),
            away_until=known.person.away_until,
            away_since=known.person.away_since,
        ),
    )


@st.composite
def any_facts(draw: st.DrawFn) -> Facts:
    """Any follow-up at all."""
    plan = draw(plans())
    started = draw(moments)
    return Facts(
        started_at=started,
        steps=plan,
        touches=draw(contacts(len(plan), started - timedelta(days=3))),
        person=draw(people()),
        seller=draw(places(with_days_off=True)),
        promises=tuple(draw(st.lists(promises(), max_size=2))),
        decision=draw(st.none() | decisions()),
        answer_waits_since=draw(st.none() | st.none() | moments),
        in_flight=draw(st.integers(0, 4)) == 0,
        resumed_at=draw(st.none() | moments),
        policy=draw(policies),
    )
