"""How somebody likes to be reached: hours that narrow the ordinary ones, channels, and a word that outranks both."""

from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.rules.made import LISBON, NEW_YORK, at, facts, step, steps, touch, wall
from tests.rules.strategies import CHANNELS, any_facts, automatic_facts, moments, preferences, step_facts
from tests.rules.test_properties import is_open, quick
from twelfth.rules.calendar import hours_left, open_hours
from twelfth.rules.decide import decide
from twelfth.rules.facts import Due, Hours, Place, PromiseFacts
from twelfth.rules.guard import Clear, Never, NotBefore, PassedBy, verdict
from twelfth.rules.hours import read_hours, write_hours
from twelfth.rules.level import Planned, level
from twelfth.rules.sentences import explain
from twelfth.rules.terms import Channel, NextKind, Party, Purpose

TUESDAY_MORNINGS = Hours(weekdays=frozenset({1}), start=time(9), end=time(12))
LATE_MORNINGS = Hours(weekdays=frozenset({0, 1, 2, 3}), start=time(10, 30), end=time(12))
SUNDAYS = Hours(weekdays=frozenset({6}), start=time(9), end=time(12))


def liking(hours, place=LISBON, **more):
    return facts(person=replace(place, prefers=hours), **more)


def said(due):
    return explain(due.reasons, zone="Europe/Lisbon", today=date(2026, 11, 16))


def in_hours(hours, place, moment):
    """By the clock on the wall there."""
    there = moment.astimezone(ZoneInfo(place.zone))
    end = hours.end if hours.end != time() else time.max
    return there.weekday() in hours.weekdays and hours.start <= there.time() < end


class TestWhereAStepFalls:
    def test_it_waits_for_the_day_and_says_why(self):
        due = decide(liking(TUESDAY_MORNINGS, started="2026-11-18 10:00"), at("2026-11-18 10:00"))
        assert wall(due.moment.at) == "Tue 2026-11-24 09:00"
        assert "they prefer Tue, 9:00 to 12:00" in said(due)

    def test_it_waits_for_the_hour_and_says_why(self):
        due = decide(liking(LATE_MORNINGS, started="2026-11-16 08:00"), at("2026-11-16 08:00"))
        assert wall(due.moment.at) == "Mon 2026-11-16 10:30"
        assert "they prefer Mon to Thu, 10:30 to 12:00" in said(due)

    def test_what_is_too_late_that_day_comes_on_their_next_one(self):
        due = decide(liking(LATE_MORNINGS, started="2026-11-16 14:00"), at("2026-11-16 14:00"))
        assert wall(due.moment.at) == "Tue 2026-11-17 10:30"
        assert "evening" not in said(due)

    def test_what_falls_into_them_says_nothing(self):
        due = decide(liking(TUESDAY_MORNINGS, started="2026-11-17 10:00"), at("2026-11-17 10:00"))
        assert wall(due.moment.at) == "Tue 2026-11-17 10:00"
        assert "prefer" not in said(due)

    def test_days_are_counted_as_ever(self):
        """Three working days are three days of the week, not three Tuesdays."""
        known = liking(
            TUESDAY_MORNINGS,
            touches=[touch("2026-11-17 10:00", own=True, step=1, number=1)],
            plan=steps(0, 3),
        )
        assert wall(decide(known, at("2026-11-17 11:00")).moment.at) == "Tue 2026-11-24 09:00"

    def test_the_hours_are_those_of_their_place(self):
        due = decide(liking(TUESDAY_MORNINGS, NEW_YORK, started="2026-11-16 10:00"), at("2026-11-16 10:00"))
        assert wall(due.moment.at, NEW_YORK) == "Tue 2026-11-17 09:00"

    def test_a_levelled_day_is_one_of_theirs(self):
        there = replace(LISBON, prefers=TUESDAY_MORNINGS)
        planned = [Planned(id=n, at=at("2026-11-17 09:00"), person=there) for n in (1, 2)]
        [moved] = level(planned, seller=LISBON, most=1, first=date(2026, 11, 17))
        assert moved.to == date(2026, 11, 24)


class TestTheGuard:
    def test_a_person_passes_it_with_one_key_and_the_machine_does_not(self):
        known = liking(TUESDAY_MORNINGS)
        given = {"channel": Channel.EMAIL, "promised": False, "purpose": Purpose.SHARE}
        moment = at("2026-11-18 10:00")
        for automatic, passed_by in ((False, PassedBy.KEY), (True, PassedBy.NOBODY)):
            answer = verdict(known, at=moment, now=moment, automatic=automatic, **given)
            assert isinstance(answer, NotBefore)
            assert [reason.code for reason in answer.reasons] == ["prefers_hours"]
            assert answer.passed_by is passed_by
            assert wall(answer.moment.at) == "Tue 2026-11-24 09:00"

    def test_at_night_it_is_the_night_that_counts(self):
        moment = at("2026-11-17 22:00")
        answer = verdict(
            liking(TUESDAY_MORNINGS), channel=Channel.PHONE, at=moment, now=moment, promised=False,
            automatic=False, purpose=Purpose.SHARE,
        )  # fmt: skip
        assert [reason.code for reason in answer.reasons] == ["quiet_hours"]

    @pytest.mark.parametrize("automatic", [True, False])
    def test_on_a_channel_they_would_rather_not_have_a_person_is_warned(self, automatic):
        moment = at("2026-11-17 10:00")
        answer = verdict(
            facts(avoids=frozenset({Channel.EMAIL})), channel=Channel.EMAIL, at=moment, now=moment,
            promised=False, automatic=automatic, purpose=Purpose.SHARE,
        )  # fmt: skip
        assert [reason.code for reason in answer.reasons] == ["rather_not"]
        assert isinstance(answer, Never if automatic else Clear)


class TestChannels:
    def test_the_step_keeps_its_channel_and_the_better_one_is_said(self):
        due = decide(facts(prefers=Channel.EMAIL), at("2026-11-16 10:00"))
        assert due.channel is Channel.PHONE
        assert said(due).endswith("They would rather be reached by e-mail.")

    @pytest.mark.parametrize(
        "more",
        [
            {"prefers": Channel.PHONE},
            {"prefers": Channel.POST},
            {"prefers": Channel.EMAIL, "opted_out": frozenset({Channel.EMAIL})},
        ],
    )
    def test_nothing_is_said_where_it_is_the_step_s_or_cannot_be(self, more):
        assert "rather" not in said(decide(facts(**more), at("2026-11-16 10:00")))

    def test_what_would_go_by_itself_there_is_left_to_a_person(self):
        known = facts(plan=[step(1, 0, Channel.EMAIL, automatic=True)], avoids=frozenset({Channel.EMAIL}))
        due = decide(known, at("2026-11-16 10:00"))
        assert not due.automatic
        assert "They would rather get no e-mails. So it does not go out by itself" in said(due)


class TestAPromise:
    @pytest.mark.parametrize(
        ("when", "timed", "is_said"),
        [
            ("2026-11-18 10:00", True, True),
            ("2026-11-17 15:00", True, True),
            ("2026-11-17 10:00", True, False),
            ("2026-11-18 09:00", False, True),
            ("2026-11-17 09:00", False, False),
        ],
    )
    def test_it_stays_where_it_is_and_says_that_it_counts_for_more(self, when, timed, is_said):
        promise = PromiseFacts(id=1, party=Party.US, due_at=at(when), timed=timed, channel=Channel.PHONE)
        due = decide(liking(TUESDAY_MORNINGS, promises=(promise,)), at("2026-11-16 10:00"))
        assert due.kind is NextKind.PROMISE
        assert due.moment.at == at(when)
        assert ("They prefer Tue, 9:00 to 12:00, but your word counts for more." in said(due)) is is_said


class TestHoursThatCannotBe:
    def test_a_person_is_told_and_nothing_is_stuck(self):
        known = liking(SUNDAYS, plan=[step(1, 0, Channel.EMAIL, automatic=True)])
        due = decide(known, at("2026-11-16 10:00"))
        assert wall(due.moment.at) == "Mon 2026-11-16 10:00"
        assert not due.automatic
        assert "They prefer Sun, 9:00 to 12:00, and that is outside the hours" in said(due)

    def test_where_days_of_both_never_meet_theirs_count(self):
        seller = replace(LISBON, hours=Hours(weekdays=frozenset({4})))
        due = decide(liking(TUESDAY_MORNINGS, seller=seller), at("2026-11-16 10:00"))
        assert wall(due.moment.at) == "Tue 2026-11-17 09:00"
        assert "you and they share no working day" in said(due)


@quick
@given(preferences())
def test_hours_are_kept_and_read_again(hours):
    assert read_hours(write_hours(hours)) == hours


@pytest.mark.parametrize("text", ["", "mornings", "7 09:00-12:00", "1 29:00-12:00", "1 09:00-12:00 "])
def test_what_is_no_hours_is_none(text):
    assert read_hours(text) is None


@quick
@given(step_facts(), preferences(), moments)
def test_a_step_falls_into_the_hours_they_prefer_and_never_out_of_the_ordinary_ones(known, hours, now):
    place = replace(known.person.place, prefers=hours)
    known = replace(known, person=replace(known.person, place=place))
    due = decide(known, now)
    assume(isinstance(due, Due) and due.kind is NextKind.STEP)
    assert is_open(place, due.moment.at)
    if hours_left(place) is None:
        assert not due.automatic
    else:
        assert in_hours(hours, place, due.moment.at)


@quick
@given(automatic_facts(), preferences(), moments, st.integers(0, 40))
def test_nothing_goes_by_itself_outside_of_them(known, hours, now, later):
    place = replace(known.person.place, prefers=hours)
    known = replace(known, person=replace(known.person, place=place))
    answer = verdict(
        known,
        channel=Channel.EMAIL,
        at=now + timedelta(hours=later),
        now=now,
        promised=False,
        automatic=True,
        purpose=Purpose.SHARE,
    )
    if hours_left(place) is None:
        assert isinstance(answer, Never)
        assert "hours_impossible" in [reason.code for reason in answer.reasons]
    elif isinstance(answer, NotBefore):
        assert in_hours(hours, place, answer.moment.at)
    elif isinstance(answer, Clear):
        assert in_hours(hours, place, now + timedelta(hours=later))


@quick
@given(any_facts(), preferences(), moments, st.sampled_from(CHANNELS))
def test_no_preference_leaves_somebody_without_a_next_moment(known, hours, now, channel):
    place = replace(known.person.place, prefers=hours)
    liked = replace(
        known, person=replace(known.person, place=place, prefers=channel, avoids=frozenset({channel}))
    )
    with_it, without = decide(liked, now), decide(known, now)
    assert type(with_it) is type(without)
    if isinstance(with_it, Due):
        assert with_it.kind is without.kind
        assert explain(with_it.reasons, zone="Europe/Lisbon", today=now.date())


@quick
@given(preferences(), st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_they_narrow_the_hours_of_a_day_and_never_widen_them(hours, day):
    place = Place(zone="Europe/Lisbon", country="PT")
    narrow, usual = open_hours(replace(place, prefers=hours), day), open_hours(place, day)
    if narrow is not None:
        assert usual is not None
        assert usual[0] <= narrow[0] < narrow[1] <= usual[1]
