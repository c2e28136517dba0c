"""What holds for every follow-up that could exist, checked where it can be without the rules' own code."""

import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import holidays as calendar_of_holidays
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.rules.strategies import CHANNELS, any_facts, automatic_facts, moments, places, step_facts
from twelfth.rules.cadence import project
from twelfth.rules.calendar import first_welcome, start_of_day
from twelfth.rules.conditions import all_hold
from twelfth.rules.contacts import ANSWERS
from twelfth.rules.decide import LOOK_AGAIN, decide
from twelfth.rules.facts import (
    Due,
    Ended,
    Facts,
    Pause,
    Place,
    Postponement,
    TouchFacts,
    Waiting,
)
from twelfth.rules.guard import Clear, Never, NotBefore, verdict
from twelfth.rules.rounds import step_at
from twelfth.rules.sentences import explain
from twelfth.rules.terms import (
    AnchorKind,
    DecisionKind,
    Direction,
    NextKind,
    OffsetUnit,
    Outcome,
    Postponed,
    Purpose,
)

#: Enough for every day; a campaign sets HYPOTHESIS_EXAMPLES. A slow machine is no failure.
quick = settings(
    max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", "40")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

NEVER_OURS = {
    Outcome.AUTO_REPLY, Outcome.BOUNCED, Outcome.SKIPPED, Outcome.WRONG_NUMBER, Outcome.REPLIED,
    Outcome.CALLED_US, Outcome.ANSWERED_THERE, Outcome.MET,
}  # fmt: skip


def is_open(place: Place, moment: datetime) -> bool:
    """Whether the clock on the wall there shows working hours of a working day."""
    wall = moment.astimezone(ZoneInfo(place.zone))
    hours = place.hours
    if wall.weekday() not in hours.weekdays or not hours.start <= wall.time() < hours.end:
        return False
    if not place.country:
        return True
    return wall.date() not in calendar_of_holidays.country_holidays(place.country, years=wall.year)


def counts_from_contract_end(facts: Facts, number: int) -> bool:
    step = step_at(facts, number)
    return step is not None and step.anchor is not None and step.anchor.kind is AnchorKind.CONTRACT_END


def ours(facts: Facts) -> list[datetime]:
    return [t.at for t in facts.touches if t.direction is Direction.OUT and t.outcome not in NEVER_OURS]


@quick
@given(step_facts(), moments)
def test_no_step_falls_into_their_quiet_hours_weekend_or_holiday(facts, now):
    due = decide(facts, now)
    assume(due.kind is NextKind.STEP)
    assert is_open(facts.person.place, due.moment.at), due


@quick
@given(step_facts(), moments)
def test_never_two_contacts_within_the_least_gap_or_beyond_the_caps(facts, now):
    due = decide(facts, now)
    assume(due.kind is NextKind.STEP)
    purpose = step_at(facts, due.step).purpose
    assume(purpose is not Purpose.ANSWER or not any(t.outcome in ANSWERS for t in facts.touches))
    policy, at = facts.policy, due.moment.at
    assert all(abs(at - made) >= policy.least_gap for made in ours(facts) if made <= at)
    assert sum(at - timedelta(days=7) < made <= at for made in ours(facts)) < policy.most_in_7_days
    assert sum(at - timedelta(days=30) < made <= at for made in ours(facts)) < policy.most_in_30_days


@quick
@given(any_facts(), moments, moments)
def test_never_a_contact_after_an_opt_out_whatever_else_is_true(facts, now, later):
    for moment in (now, later):
        refused = replace(facts, person=replace(facts.person, opted_out_of_all=True))
        decided = decide(refused, moment)
        assert isinstance(decided, Ended) or decided.kind in {NextKind.REVIEW, NextKind.ANSWER}
        assert isinstance(decided, Ended) or not (isinstance(decided, Due) and decided.automatic)
        assert project(refused, moment) == ()


@quick
@given(any_facts(), moments)
def test_never_on_a_channel_that_they_refused(facts, now):
    decided = decide(facts, now)
    if isinstance(decided, Due):
        assert decided.channel is None or decided.channel not in facts.person.opted_out
    for ahead in project(facts, now):
        assert ahead.channel is None or ahead.channel not in facts.person.opted_out


@quick
@given(any_facts(), moments)
def test_what_runs_has_exactly_one_next_moment_and_what_is_decided_has_none(facts, now):
    decided = decide(facts, now)
    ended = facts.decision is not None and facts.decision.kind is not DecisionKind.NOT_YET
    assert isinstance(decided, Ended) == ended
    if not isinstance(decided, Ended):
        moment = decided.moment
        assert moment.at.utcoffset() == timedelta(0)
        assert moment.wall.replace(tzinfo=ZoneInfo(moment.zone), fold=0).astimezone(UTC) == moment.at or (
            moment.wall.replace(tzinfo=ZoneInfo(moment.zone), fold=1).astimezone(UTC) == moment.at
        )
    assert decided.reasons


@quick
@given(any_facts(), moments)
def test_deciding_twice_gives_the_same_answer(facts, now):
    assert decide(facts, now) == decide(facts, now)


@quick
@given(any_facts(), moments, st.floats(0, 1))
def test_asking_again_before_it_is_due_gives_the_same_answer(facts, now, part):
    decided = decide(facts, now)
    assume(not isinstance(decided, Ended) and not facts.in_flight and decided.moment.at > now)
    between = now + (decided.moment.at - now) * part
    if isinstance(decided, Waiting):
        assume(between < decided.moment.at)
    assert decide(facts, between) == decided


@quick
@given(automatic_facts(), moments, st.integers(0, 10))
def test_a_missed_automatic_step_is_due_when_its_chance_comes(facts, now, minutes):
    """However late, the tick that runs within some minutes of the moment finds it due, not a later one."""
    decided = decide(facts, now)
    assume(isinstance(decided, Due) and decided.automatic and decided.moment.at > now)
    tick = decided.moment.at + timedelta(minutes=minutes)
    assert decide(facts, tick) == decided


@quick
@given(step_facts(), moments, st.integers(0, 60 * 24 * 20))
def test_what_a_person_does_stays_where_it_was_however_late(facts, now, minutes):
    decided = decide(facts, now)
    assume(isinstance(decided, Due) and not decided.automatic)
    assert decide(facts, now + timedelta(minutes=minutes)) == decided


@quick
@given(any_facts(), moments)
def test_nothing_is_planned_while_a_message_is_under_way(facts, now):
    calm = replace(facts, decision=None, answer_waits_since=None, promises=(), pause=None)
    decided = decide(replace(calm, in_flight=True), now)
    if not facts.person.opted_out_of_all:
        assert isinstance(decided, Waiting)
        assert decided.moment.at == now + LOOK_AGAIN


@quick
@given(any_facts(), moments, st.sampled_from(Purpose), st.sampled_from(CHANNELS), st.booleans())
def test_the_moment_before_which_it_is_not_welcome_is_welcome(facts, now, purpose, channel, automatic):
    how = {"channel": channel, "purpose": purpose, "automatic": automatic, "promised": False}
    answer = verdict(facts, at=now, now=now, **how)
    if isinstance(answer, NotBefore):
        then = answer.moment.at
        assert then > now
        assert isinstance(verdict(facts, at=then, now=then, **how), Clear)
        assert is_open(facts.person.place, then)
        # Not a minute later than needed.
        before = then - timedelta(minutes=1)
        assert before < now or not isinstance(verdict(facts, at=before, now=before, **how), Clear)


@quick
@given(any_facts(), moments, st.sampled_from(Purpose), st.sampled_from(CHANNELS))
def test_the_machine_never_has_more_freedom_than_a_person(facts, now, purpose, channel):
    how = {"channel": channel, "purpose": purpose, "promised": False, "at": now, "now": now}
    by_machine = verdict(facts, automatic=True, **how)
    by_person = verdict(facts, automatic=False, **how)
    if isinstance(by_machine, Clear):
        assert isinstance(by_person, Clear)
    if isinstance(by_person, Never):
        assert isinstance(by_machine, Never)
    assert all(ground.hard for ground in by_machine.grounds)
    # To a person only three grounds are hard, and only one of them ends by itself.
    hard = {ground.reason.code for ground in by_person.grounds if ground.hard}
    assert hard <= {"opted_out_of_all", "opted_out_of_channel", "not_now", "complained", "overdrawn"}
    assert bool(hard - {"not_now"}) == isinstance(by_person, Never)


@quick
@given(automatic_facts(), moments)
def test_an_automatic_step_is_one_that_the_guard_clears_for_the_machine(facts, now):
    due = decide(facts, now)
    # A plan that goes over into another does so by itself too, and contacts nobody.
    assume(isinstance(due, Due) and due.automatic and due.kind is NextKind.STEP)
    purpose = step_at(facts, due.step).purpose
    at = due.moment.at
    cleared = verdict(
        facts, channel=due.channel, at=at, now=at, promised=False, automatic=True, purpose=purpose
    )
    assert cleared == Clear()


@quick
@given(any_facts(), moments)
def test_a_plan_ahead_goes_forward_and_a_day_passes_where_one_should(facts, now):
    ahead = project(facts, now)
    place = ZoneInfo(facts.person.place.zone)
    days = {OffsetUnit.WORKING_DAYS, OffsetUnit.CALENDAR_DAYS}
    # In order, but for a step that let others go first while its own date was far off.
    assert len({p.step for p in ahead}) == len(ahead)
    in_order = [p.step for p in ahead if not counts_from_contract_end(facts, p.step)]
    assert in_order == sorted(in_order)
    for earlier, later in pairwise(ahead):
        assert later.moment.at >= earlier.moment.at
        step = step_at(facts, later.step)
        if step.offset.amount and step.offset.unit in days and step.anchor is None:
            assert later.moment.at.astimezone(place).date() > earlier.moment.at.astimezone(place).date()
    assert all(p.moment.at >= now for p in ahead)
    assert all(is_open(facts.person.place, p.moment.at) for p in ahead)


@quick
@given(step_facts(), moments)
def test_the_plan_ahead_begins_with_the_decision(facts, now):
    due = decide(facts, now)
    assume(due.kind is NextKind.STEP and due.moment.at >= now)
    first = project(facts, now)[0]
    assert (first.step, first.moment, first.channel) == (due.step, due.moment, due.channel)


@quick
@given(any_facts(), moments, st.sampled_from(["Europe/Lisbon", "Pacific/Auckland"]))
def test_every_answer_can_be_said(facts, now, zone):
    for reasons in (decide(facts, now).reasons, *(p.reasons for p in project(facts, now))):
        text = explain(reasons, zone=zone, today=now.date())
        assert text.endswith(".")
        assert "None" not in text


@quick
@given(moments, places(), places(with_days_off=True))
def test_the_first_welcome_moment_is_not_before_and_is_its_own_answer(at, person, seller):
    first, _ = first_welcome(at, person, seller)
    assert first >= at
    assert is_open(person, first)
    assert first_welcome(first, person, seller)[0] == first


@quick
@given(step_facts())
def test_worked_step_by_step_it_comes_to_an_end_and_repeats_nothing(facts):
    """Whoever does each thing when it is due comes to the end of the plan, having made no step twice."""
    now, made = facts.started_at, []
    facts = replace(facts, touches=())
    for _ in range(3 * len(facts.steps) + 1):
        due = decide(facts, now)
        if due.kind is not NextKind.STEP:
            break
        now = max(now, due.moment.at)
        assert due.step not in made
        made.append(due.step)
        done = TouchFacts(
            at=now, channel=due.channel, direction=Direction.OUT, outcome=Outcome.DONE, step=due.step
        )
        facts = replace(facts, touches=(*facts.touches, done))
    in_order = [number for number in made if not counts_from_contract_end(facts, number)]
    assert in_order == sorted(in_order)
    if due.kind is NextKind.STEP:
        assert facts.repeat_from is not None, "only a plan that starts over has no end"
    elif due.kind is NextKind.CONTINUE:
        assert facts.then
    else:
        assert due.kind is NextKind.REVIEW


@quick
@given(step_facts(), moments)
def test_a_step_whose_condition_does_not_hold_is_never_due(facts, now):
    due = decide(facts, now)
    assume(due.kind is NextKind.STEP)
    assert all_hold(facts, step_at(facts, due.step).only_if)
    assert not any(all_hold(facts, (reason,)) for reason in facts.stop_when)


@quick
@given(step_facts(), moments)
def test_a_wording_that_was_drawn_once_stays(facts, now):
    due = decide(facts, now)
    assume(due.kind is NextKind.STEP and due.variant)
    names = step_at(facts, due.step).variants
    assert due.variant in names
    told = replace(facts, variants={due.step_key: due.variant}, seed=facts.seed + 1)
    assert decide(told, now).variant == due.variant
    grown = tuple(replace(step, variants=(*step.variants, "Z")) for step in told.steps)
    assert decide(replace(told, steps=grown), now).variant == due.variant


@quick
@given(step_facts(), moments, st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_nothing_comes_before_the_day_to_which_it_was_put_off_nor_before_the_end_of_a_pause(facts, now, day):
    plain = replace(facts, postponed=None)
    due = decide(plain, now)
    assume(due.kind is NextKind.STEP)
    put_off = replace(plain, postponed=Postponement(step=due.step, to=day, why=Postponed.BY_HAND))
    later = decide(put_off, now)
    assert later.step == due.step
    assert later.moment.at >= max(due.moment.at, start_of_day(day, facts.person.place.zone)) or due.automatic
    paused = decide(replace(plain, pause=Pause(at=now, until=day)), now)
    if isinstance(paused, Due) and paused.kind is NextKind.STEP:
        assert now >= start_of_day(day, facts.seller.zone)
        assert paused.moment.at >= min(start_of_day(day, facts.seller.zone), paused.moment.at)
