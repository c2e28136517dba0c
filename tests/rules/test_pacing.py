"""Pacing a mailbox: no limit is ever exceeded, nothing waits longer than it must, and asking again changes nothing."""

import itertools
from bisect import bisect_left
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.made import at
from tests.rules.test_properties import quick
from twelfth.rules import pacing
from twelfth.rules.calendar import local_day
from twelfth.rules.pacing import (
    GOOGLE,
    MICROSOFT,
    Counts,
    Letter,
    Limits,
    Place,
    Provider,
    Ramp,
    Rule,
    Taken,
    all_may_go,
    clock_time,
    jittered,
    place,
    ramp_plan,
    sentence,
)

LISBON = "Europe/Lisbon"
NOON = at("2026-11-24 12:00")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LIMITS = Limits(
    zone=LISBON, most_in_1_day=200, most_in_1_hour=30, most_new_in_1_day=50, cold_gap=timedelta(minutes=10)
)


def letter(**more: object) -> Letter:
    return Letter(**{"domain": "ribeiro.test", "is_cold": False, "automatic": True, "seed": 1, **more})  # type: ignore[arg-type]  # (short to write)


def taken(*minutes_ago: float, **more: object) -> list[Taken]:
    return [
        Taken(NOON - timedelta(minutes=ago), f"{number}.test", **more)  # type: ignore[arg-type]  # likewise
        for number, ago in enumerate(minutes_ago)
    ]


def when(found: Place) -> tuple[str, Rule | None]:
    return f"{found.at:%d %H:%M}", found.rule


# --- each limit -------------------------------------------------------------------------------------------


def test_an_idle_mailbox_sends_at_once() -> None:
    assert place(LIMITS, [], letter(is_cold=True), after=NOON) == Place(NOON)


def test_a_full_hour_lets_the_next_go_when_its_first_is_an_hour_ago() -> None:
    sent = taken(*range(50, 20, -1), automatic=False)
    assert when(place(LIMITS, sent, letter(automatic=False), after=NOON)) == ("24 12:10", Rule.HOUR)


def test_a_full_day_lets_the_machine_go_on_at_midnight_and_what_a_person_approved_in_the_morning() -> None:
    limits = replace(LIMITS, most_in_1_day=3)
    sent = taken(300, 200, 100)
    assert when(place(limits, sent, letter(), after=NOON)) == ("25 00:00", Rule.DAY)
    assert when(place(limits, sent, letter(automatic=False), after=NOON)) == ("25 08:00", Rule.DAY)


def test_the_day_is_the_owners_day() -> None:
    limits = replace(LIMITS, zone="America/New_York", most_in_1_day=1)
    late = at("2026-11-25 04:30")  # 23:30 of the 24th in New York
    assert place(limits, [Taken(late)], letter(), after=late + 10 * MINUTE).at == at("2026-11-25 05:00")


@pytest.mark.parametrize(("day", "hours"), [(date(2027, 3, 28), 23), (date(2026, 10, 25), 25)])
def test_a_day_on_which_the_clocks_change_is_one_day(day: date, hours: int) -> None:
    limits = replace(LIMITS, most_in_1_day=2)
    start = pacing.start_of_day(day, LISBON)
    sent = [Taken(start), Taken(start + timedelta(hours=hours) - HOUR)]
    found = place(limits, sent, letter(), after=start + timedelta(hours=hours) - MINUTE * 30)
    assert found.at == start + timedelta(hours=hours)


def test_new_people_are_few_a_day_whatever_else_is_sent() -> None:
    limits = replace(LIMITS, most_new_in_1_day=2)
    sent = taken(200, 100, is_cold=True)
    assert when(place(limits, sent, letter(is_cold=True), after=NOON)) == ("25 00:00", Rule.NEW)
    assert place(limits, sent, letter(), after=NOON) == Place(NOON)


def test_letters_to_new_people_stand_ten_minutes_apart_more_or_less() -> None:
    sent = taken(3, is_cold=True)
    found = place(LIMITS, sent, letter(is_cold=True), after=NOON)
    assert found.rule is Rule.COLD_GAP
    assert 4 * MINUTE <= found.at - NOON <= 10 * MINUTE
    # What is written to somebody known keeps to the pause of all automatic letters alone.
    assert place(LIMITS, sent, letter(), after=NOON) == Place(NOON)


def test_automatic_letters_stand_two_minutes_apart_more_or_less() -> None:
    found = place(LIMITS, taken(0), letter(), after=NOON)
    assert found.rule is Rule.PACE
    assert 84 <= (found.at - NOON).total_seconds() <= 156


def test_one_domain_gets_one_a_minute_and_twenty_an_hour() -> None:
    sent = [Taken(NOON - 10 * timedelta(seconds=1), "ribeiro.test", automatic=False)]
    assert place(LIMITS, sent, letter(), after=NOON) == Place(NOON + timedelta(seconds=50), Rule.DOMAIN, 1)
    sent = [Taken(NOON - (50 - n) * MINUTE, "ribeiro.test", automatic=False) for n in range(20)]
    assert when(place(LIMITS, sent, letter(), after=NOON)) == ("24 12:10", Rule.DOMAIN)
    assert place(LIMITS, sent, letter(domain="other.test"), after=NOON) == Place(NOON)


def test_providers_have_limits_of_their_own() -> None:
    limits = replace(LIMITS, most_in_1_day=30_000, most_in_1_hour=30_000, provider=MICROSOFT)
    sent = [Taken(NOON - timedelta(seconds=40), automatic=False) for _ in range(30)]
    found = place(limits, sent, letter(automatic=False), after=NOON)
    assert found == Place(NOON + timedelta(seconds=20), Rule.PROVIDER_MINUTE, 30)
    # Google counts 24 hours, not days.
    limits = replace(limits, provider=GOOGLE)
    sent = [Taken(NOON - 20 * HOUR, automatic=False) for _ in range(2000)]
    assert when(place(limits, sent, letter(automatic=False), after=NOON)) == ("24 16:00", Rule.PROVIDER_DAY)


def test_what_a_person_approved_is_held_by_the_hard_limits_alone() -> None:
    limits = replace(LIMITS, most_new_in_1_day=1, ramp=Ramp(NOON.date(), 0))
    sent = [Taken(NOON, "ribeiro.test", is_cold=True) for _ in range(25)]
    assert place(limits, sent, letter(is_cold=True, automatic=False), after=NOON) == Place(NOON)
    # But it counts for what follows.
    assert place(limits, sent, letter(is_cold=True), after=NOON).at > NOON + 8 * HOUR


def test_what_is_queued_for_later_keeps_its_place() -> None:
    later = [Taken(NOON + 15 * MINUTE, is_cold=True), Taken(NOON + 18 * MINUTE, is_cold=True)]
    found = place(LIMITS, later, letter(is_cold=True), after=NOON + 6 * MINUTE)
    assert found.at >= NOON + 25 * MINUTE
    assert place(LIMITS, later, letter(is_cold=True), after=NOON) == Place(NOON)


# --- warming up -------------------------------------------------------------------------------------------


def test_a_new_mailbox_writes_to_ten_new_people_and_to_five_more_after_each_day() -> None:
    for days, most in [(0, 10), (1, 15), (7, 45), (8, 50), (20, 50)]:
        limits = replace(LIMITS, ramp=Ramp(NOON.date(), days), most_in_1_day=1000)
        sent = taken(*range(700, 700 - most * 12, -12), is_cold=True)
        assert place(limits, sent[:-1], letter(is_cold=True), after=NOON).rule in {None, Rule.COLD_GAP}
        found = place(limits, sent, letter(is_cold=True), after=NOON + 11 * MINUTE)
        assert (found.at, found.most) == (at("2026-11-25 00:00"), most)


def test_it_sends_twice_as_many_letters_in_all() -> None:
    limits = replace(LIMITS, ramp=Ramp(NOON.date(), 0))
    sent = taken(*range(700, 100, -30))
    assert len(sent) == 20
    assert when(place(limits, sent, letter(), after=NOON)) == ("25 00:00", Rule.RAMP_ALL)
    assert place(limits, sent[1:], letter(), after=NOON) == Place(NOON)


def test_a_day_ahead_has_room_for_more_only_if_something_goes_out_before_it() -> None:
    limits = replace(LIMITS, ramp=Ramp(NOON.date(), 0))
    tomorrow = [Taken(NOON + DAY + n * 11 * MINUTE, f"{n}.test", is_cold=True) for n in range(10)]
    after = NOON + DAY + 3 * HOUR
    assert place(limits, tomorrow, letter(is_cold=True), after=after).at == at("2026-11-26 00:00")
    with_today = [*tomorrow, Taken(NOON, "today.test")]
    assert place(limits, with_today, letter(is_cold=True), after=after).at == after


def test_the_plan_of_warming_up_ends_at_the_limit() -> None:
    plan = ramp_plan(replace(LIMITS, ramp=Ramp(NOON.date(), 0)))
    assert plan[0] == (date(2026, 11, 24), 10)
    assert plan[1] == (date(2026, 11, 25), 15)
    assert plan[-1] == (date(2026, 12, 2), 50)
    assert ramp_plan(LIMITS) == []
    assert not pacing.is_warm(replace(LIMITS, ramp=Ramp(NOON.date(), 8)))
    assert pacing.is_warm(replace(LIMITS, ramp=Ramp(NOON.date(), 18)))
    assert pacing.is_warm(LIMITS)


# --- for any arrivals -------------------------------------------------------------------------------------

ZONES = st.sampled_from([LISBON, "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC"])
#: Days around which clocks change in one zone or another.
STARTS = st.sampled_from(
    [
        datetime(2026, 10, 24, 18, tzinfo=UTC),
        datetime(2027, 3, 27, 20, tzinfo=UTC),
        NOON,
        datetime(2026, 11, 1, 1, tzinfo=UTC),
    ]
)
SMALL = st.builds(
    Limits,
    zone=ZONES,
    most_in_1_day=st.integers(1, 12),
    most_in_1_hour=st.integers(1, 5),
    most_new_in_1_day=st.integers(1, 6),
    cold_gap=st.sampled_from([timedelta(), 10 * MINUTE, HOUR]),
    provider=st.sampled_from([None, Provider("Any", 8, 2)]),
)
LETTERS = st.builds(
    Letter,
    domain=st.sampled_from(["a.test", "b.test"]),
    is_cold=st.booleans(),
    automatic=st.booleans(),
    seed=st.integers(0, 1000),
)
ARRIVALS = st.lists(st.tuples(st.integers(0, 300), LETTERS), min_size=1, max_size=40)


def run(limits: Limits, start: datetime, arrivals: list[tuple[int, Letter]]) -> list[tuple[Taken, Letter]]:
    """Each letter comes some minutes after the one before it, and takes the place it is given."""
    now, going = start, []
    for minutes, each in arrivals:
        now += minutes * MINUTE
        found = place(limits, [one for one, _ in going], each, after=now)
        going.append((Taken(found.at, each.domain, each.is_cold, each.automatic), each))
    return sorted(going, key=lambda pair: pair[0])


def densest(places: list[datetime], length: timedelta) -> int:
    """How many lie in the fullest stretch of this length."""
    return max((bisect_left(places, one + length) - place for place, one in enumerate(places)), default=0)


def per_day(places: list[datetime], zone: str) -> int:
    days = [local_day(one, zone) for one in places]
    return max((days.count(day) for day in days), default=0)


@quick
@given(SMALL, STARTS, ARRIVALS)
def test_the_hard_limits_are_never_exceeded(
    limits: Limits, start: datetime, arrivals: list[tuple[int, Letter]]
) -> None:
    going = [one.at for one, _ in run(limits, start, arrivals)]
    assert densest(going, HOUR) <= limits.most_in_1_hour
    assert per_day(going, limits.zone) <= limits.most_in_1_day
    if limits.provider:
        assert densest(going, DAY) <= limits.provider.most_in_1_day
        assert densest(going, MINUTE) <= limits.provider.most_in_1_minute


@quick
@given(SMALL, STARTS, ARRIVALS, st.one_of(st.none(), st.integers(0, 3)))
def test_what_goes_by_itself_never_exceeds_the_soft_limits_either(
    limits: Limits, start: datetime, arrivals: list[tuple[int, Letter]], ramp_days: int | None
) -> None:
    if ramp_days is not None:
        limits = replace(limits, ramp=Ramp(local_day(start, limits.zone), ramp_days))
    alone = [(minutes, replace(each, automatic=True)) for minutes, each in arrivals]
    going = run(limits, start, alone)
    cold = [one.at for one, _ in going if one.is_cold]
    assert per_day(cold, limits.zone) <= limits.most_new_in_1_day
    least = timedelta(seconds=int(limits.cold_gap.total_seconds() * (1 - pacing.JITTER)))
    assert all(later - earlier >= least for earlier, later in itertools.pairwise(cold))
    every = [one.at for one, _ in going]
    assert all(later - earlier >= 84 * timedelta(seconds=1) for earlier, later in itertools.pairwise(every))
    for domain in ("a.test", "b.test"):
        same = [one.at for one, _ in going if one.domain == domain]
        assert densest(same, HOUR) <= pacing.MOST_PER_DOMAIN_IN_1_HOUR
        assert densest(same, MINUTE) <= 1


@quick
@given(SMALL, STARTS, ARRIVALS, LETTERS)
def test_nothing_starves(
    limits: Limits, start: datetime, arrivals: list[tuple[int, Letter]], one_more: Letter
) -> None:
    going = [one for one, _ in run(limits, start, arrivals)]
    found = place(limits, going, one_more, after=start)
    # A day takes at least one letter of each kind, so behind so many it waits for no more days than that.
    assert start <= found.at <= max(one.at for one in going) + 2 * DAY
    assert (found.rule is None) == (found.at == start)


@quick
@given(SMALL, STARTS, ARRIVALS, LETTERS, st.integers(0, 3000))
def test_a_place_more_that_is_taken_brings_no_letter_forward(
    limits: Limits, start: datetime, arrivals: list[tuple[int, Letter]], one_more: Letter, minutes: int
) -> None:
    going = [one for one, _ in run(limits, start, arrivals)]
    more = [*going, Taken(start + minutes * MINUTE, "a.test", is_cold=True)]
    assert place(limits, more, one_more, after=start).at >= place(limits, going, one_more, after=start).at


@quick
@given(SMALL, STARTS, ARRIVALS, LETTERS, st.integers(0, 3000))
def test_asking_later_gives_no_earlier_place(
    limits: Limits, start: datetime, arrivals: list[tuple[int, Letter]], one_more: Letter, minutes: int
) -> None:
    going = [one for one, _ in run(limits, start, arrivals)]
    later = start + minutes * MINUTE
    found = place(limits, going, one_more, after=later).at
    # What need not wait goes at once, also at night.
    assert found == later or found >= place(limits, going, one_more, after=start).at


@quick
@given(SMALL, STARTS, ARRIVALS, LETTERS)
def test_a_place_stays_free_until_it_is_taken(
    limits: Limits, start: datetime, arrivals: list[tuple[int, Letter]], one_more: Letter
) -> None:
    going = [one for one, _ in run(limits, start, arrivals)]
    found = place(limits, going, one_more, after=start)
    assert place(limits, going, one_more, after=found.at) == Place(found.at)


@quick
@given(SMALL, STARTS, ARRIVALS, st.integers(1, 20))
def test_counts_alone_never_let_more_go_than_places(
    limits: Limits, start: datetime, arrivals: list[tuple[int, Letter]], letters: int
) -> None:
    now = start + 12 * HOUR
    going = [one for one, _ in run(limits, start, arrivals) if one.at <= now]
    places = [one.at for one in going]
    counts = Counts(
        today=sum(local_day(one, limits.zone) == local_day(now, limits.zone) for one in places),
        in_1_day=sum(one > now - DAY for one in places),
        in_1_hour=sum(one > now - HOUR for one in places),
        in_1_minute=sum(one > now - MINUTE for one in places),
    )
    if all_may_go(limits, counts, letters):
        by_hand = letter(automatic=False)
        for _ in range(letters):
            found = place(limits, going, by_hand, after=now)
            assert found == Place(now)
            going.append(Taken(now, by_hand.domain, automatic=False))


@given(st.integers(0, 2**40), st.sampled_from([2 * MINUTE, 10 * MINUTE, HOUR]))
def test_jitter_is_always_the_same_and_within_its_bounds(seed: int, pause: timedelta) -> None:
    found = jittered(pause, seed)
    assert found == jittered(pause, seed)
    assert pause * 0.7 <= found <= pause * 1.3


def test_jitter_spreads() -> None:
    found = {jittered(10 * MINUTE, seed) for seed in range(1000)}
    assert len(found) > 200
    assert min(found) < 7.3 * MINUTE
    assert max(found) > 12.7 * MINUTE


# --- in words ---------------------------------------------------------------------------------------------


def test_a_reason_names_the_limit_and_the_next_place() -> None:
    found = Place(at("2026-11-24 14:04:10"), Rule.HOUR, 30)
    said = sentence(found, LIMITS, letter(), now=NOON)
    assert said == "Your mailbox sends 30 an hour; the next free place is 14:05."
    assert sentence(Place(NOON), LIMITS, letter(), now=NOON) == ""


@pytest.mark.parametrize("rule", list(Rule))
def test_every_limit_has_its_words(rule: Rule) -> None:
    said = sentence(Place(NOON + DAY, rule, 7), replace(LIMITS, provider=GOOGLE), letter(), now=NOON)
    assert said.endswith("; the next free place is tomorrow 12:00.")


def test_times_further_away_carry_their_day() -> None:
    assert clock_time(at("2026-11-26 08:00"), LISBON, now=NOON) == "Thu 26 Nov, 08:00"
    assert clock_time(at("2026-11-24 23:59:30"), LISBON, now=NOON) == "tomorrow 00:00"
