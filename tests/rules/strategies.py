"""Any follow-up that could exist: places around the world, contacts by anybody in any order, any plan."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from twelfth.rules.conditions import KINDS, STAGES, Asks
from twelfth.rules.contacts import ANSWERS
from twelfth.rules.facts import (
    Anchor,
    Branch,
    Condition,
    DecisionFacts,
    Elsewhere,
    Facts,
    GuardPolicy,
    Hours,
    Offset,
    Pause,
    PersonFacts,
    Place,
    Postponement,
    PromiseFacts,
    StepFacts,
    TouchFacts,
)
from twelfth.rules.terms import (
    AnchorKind,
    Channel,
    DecisionKind,
    Direction,
    OffsetUnit,
    Outcome,
    Party,
    Postponed,
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


TAGS = ("vip", "fair")
#: Some mean more days off the plan than others; most steps have no condition.
_rarely = st.integers(0, 4).map(lambda n: n == 0)


@st.composite
def conditions(draw: st.DrawFn, keys: tuple[str, ...]) -> Condition:
    kind = draw(st.sampled_from(list(KINDS.values())))
    values = {
        Asks.CHANNEL: [str(channel) for channel in CHANNELS],
        Asks.STEP: list(keys),
        Asks.STAGE: list(STAGES),
        Asks.TAG: list(TAGS),
        Asks.NOTHING: [""],
    }
    return Condition(kind.name, draw(st.sampled_from(values[kind.asks])), draw(st.booleans()))


@st.composite
def anchors(draw: st.DrawFn) -> Anchor:
    return Anchor(draw(st.sampled_from(AnchorKind)), draw(st.booleans()))


@st.composite
def plans(draw: st.DrawFn, *, least: int = 0) -> tuple[StepFacts, ...]:
    length = draw(st.integers(least, 6))
    keys = tuple(f"step-{number}" for number in range(1, length + 1))
    some = st.lists(conditions(keys), min_size=1, max_size=2).map(tuple)
    steps = []
    for number in range(1, length + 1):
        later = st.integers(number + 1, length) if number < length else None
        branches = (
            st.lists(st.builds(Branch, some, later), max_size=2).map(tuple)
            if later is not None
            else st.just(())
        )
        anchor = draw(anchors()) if draw(_rarely) else None
        units = [OffsetUnit.WORKING_DAYS, OffsetUnit.CALENDAR_DAYS] if anchor else list(OffsetUnit)
        steps.append(
            StepFacts(
                number=number,
                key=keys[number - 1],
                offset=Offset(draw(st.integers(0, 12)), draw(st.sampled_from(units))),
                anchor=anchor,
                channel=draw(st.sampled_from(CHANNELS)),
                purpose=draw(st.sampled_from(Purpose)),
                fallbacks=tuple(draw(st.lists(st.sampled_from(CHANNELS), max_size=2))),
                automatic=draw(st.booleans()),
                only_if=draw(some) if draw(_rarely) else (),
                branches=draw(branches) if draw(_rarely) else (),
                variants=draw(st.sampled_from([(), (), ("A", "B"), ("A", "B", "C")])),
            )
        )
    return tuple(steps)


@st.composite
def elsewhere(draw: st.DrawFn, after: datetime) -> tuple[Elsewhere, ...]:
    """Contacts with others of the company, oldest first."""
    made: list[Elsewhere] = []
    at = after
    for _ in range(draw(st.integers(0, 5))):
        at += timedelta(minutes=draw(st.integers(0, 60 * 24 * 6)))
        outcome = draw(st.sampled_from(Outcome))
        incoming = outcome in ANSWERS | {Outcome.MET, Outcome.AUTO_REPLY}
        made.append(
            Elsewhere(
                at=at,
                direction=Direction.IN if incoming else Direction.OUT,
                outcome=outcome,
                channel=draw(st.sampled_from(CHANNELS)),
                with_whom="Rui Costa",
                by=draw(st.sampled_from(["", "Ana Silva"])),
            )
        )
    return tuple(made)


pauses = st.builds(Pause, at=moments, until=st.none() | days)


@st.composite
def whole_plans(draw: st.DrawFn, *, least: int = 0, started: datetime) -> dict[str, object]:
    """What Facts knows of a plan: its steps, where it starts over, stops, and goes over into another."""
    steps = draw(plans(least=least))
    keys = tuple(step.key for step in steps) or ("step-1",)
    return {
        "steps": steps,
        "repeat_from": draw(st.none() | st.none() | st.integers(1, len(steps))) if steps else None,
        "stop_when": tuple(draw(st.lists(conditions(keys), min_size=1, max_size=1))) if draw(_rarely) else (),
        "then": draw(st.sampled_from(["", "", "First meeting"])),
        "after_step": draw(st.integers(0, len(steps))) if draw(_rarely) else 0,
        "anchors": draw(st.dictionaries(st.sampled_from(AnchorKind), days, max_size=3)),
        "deal_stage": draw(st.sampled_from(["", *STAGES[1:]])),
        "elsewhere": draw(elsewhere(started)),
        "postponed": draw(
            st.none()
            | st.builds(Postponement, step=st.integers(1, 7), to=days, why=st.sampled_from(Postponed))
        ),
        "seed": draw(st.integers(0, 10**9)),
        "variants": draw(
            st.dictionaries(st.sampled_from(keys), st.sampled_from(["A", "B", "gone"]), max_size=2)
        ),
    }


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
def preferences(draw: st.DrawFn) -> Hours:
    """Hours that somebody may name: narrow, at night, on days on which nobody works."""
    start = draw(st.integers(0, 22))
    end = draw(st.integers(start + 1, 24))
    return Hours(
        weekdays=draw(st.frozensets(st.integers(0, 6), min_size=1)), start=time(start), end=time(end % 24)
    )


@st.composite
def people(draw: st.DrawFn) -> PersonFacts:
    place = draw(places())
    return PersonFacts(
        place=replace(place, prefers=draw(preferences())) if draw(_rarely) else place,
        prefers=draw(st.none() | st.sampled_from(CHANNELS)),
        avoids=draw(st.frozensets(st.sampled_from(CHANNELS), max_size=1)) if draw(_rarely) else frozenset(),
        reachable=draw(st.frozensets(st.sampled_from(CHANNELS))),
        opted_out=draw(st.frozensets(st.sampled_from(CHANNELS), max_size=2)),
        opted_out_of_all=draw(st.integers(0, 9)) == 0,
        away_until=draw(st.none() | days),
        away_since=draw(st.none() | moments),
        complained_at=draw(moments) if draw(_rarely) and draw(_rarely) else None,
        tags=draw(st.frozensets(st.sampled_from(TAGS))),
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
    wake_anchor = (
        draw(st.sampled_from(AnchorKind)) if kind is DecisionKind.NOT_YET and draw(_rarely) else None
    )
    return DecisionFacts(kind=kind, at=draw(moments), wake_on=wake_on, wake_anchor=wake_anchor)


policies = st.builds(
    GuardPolicy,
    least_gap=st.integers(0, 100).map(lambda h: timedelta(hours=h)),
    most_in_1_day=st.integers(1, 3),
    most_in_7_days=st.integers(1, 4),
    most_in_30_days=st.integers(1, 9),
    company_most_in_7_days=st.integers(1, 6),
    channel_gaps=st.lists(
        st.tuples(st.sampled_from(CHANNELS), st.integers(0, 400).map(lambda h: timedelta(hours=h))),
        max_size=2,
        unique_by=lambda pair: pair[0],
    ).map(tuple),
    live_exchange=st.integers(0, 20).map(lambda d: timedelta(days=d)),
    refuses_overdrawn=st.booleans(),
)


@st.composite
def step_facts(draw: st.DrawFn) -> Facts:
    """A follow-up whose plan decides: nothing promised, deferred, paused, waiting or under way."""
    started = draw(moments)
    plan = draw(whole_plans(least=1, started=started))
    return Facts(
        started_at=started,
        **plan,
        touches=draw(contacts(len(plan["steps"]), started - timedelta(days=3))),
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
    started = draw(moments)
    plan = draw(whole_plans(started=started))
    return Facts(
        started_at=started,
        **plan,
        touches=draw(contacts(len(plan["steps"]), started - timedelta(days=3))),
        person=draw(people()),
        seller=draw(places(with_days_off=True)),
        promises=tuple(draw(st.lists(promises(), max_size=2))),
        decision=draw(st.none() | decisions()),
        answer_waits_since=draw(st.none() | st.none() | moments),
        in_flight=draw(st.integers(0, 4)) == 0,
        resumed_at=draw(st.none() | moments),
        pause=draw(st.none() | st.none() | pauses),
        policy=draw(policies),
    )
