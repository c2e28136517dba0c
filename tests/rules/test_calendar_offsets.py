"""Counting back from a date, hours on the clock, whose day off it was, and hours that meet only in part."""

import time as time_module
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from tests.rules.made import (
    BERLIN,
    LISBON,
    NEW_YORK,
    TOKYO,
    at,
    calendar_days,
    facts,
    naive,
    steps,
    utc,
    wall,
)
from twelfth.rules.cadence import project
from twelfth.rules.calendar import (
    add_offset,
    days_before,
    first_open,
    first_welcome,
    holiday,
    holidays_known,
    holidays_of,
    instant,
    later_by,
    moment_at,
    open_hours,
    start_of_day,
    welcome,
    zone_of,
)
from twelfth.rules.facts import Hours, Offset, Place
from twelfth.rules.terms import OffsetUnit

WEEKENDS = Place(zone="Europe/Lisbon", hours=Hours(weekdays=frozenset({5, 6})))
NOWHERE = Place(zone="Europe/Lisbon")
NEVER = Place(zone="Europe/Lisbon", hours=Hours(weekdays=frozenset()))


def named(reasons):
    return [(reason.code, reason.values) for reason in reasons]


class TestBefore:
    def test_working_days_go_back_over_the_weekend(self):
        assert days_before(date(2026, 11, 24), Offset(2), LISBON, LISBON) == (date(2026, 11, 20), ())

    def test_holidays_do_not_count_and_are_named_in_the_order_of_the_year(self):
        # 1 and 8 December are holidays in Portugal, the second Christmas day is one in Germany alone.
        day, reasons = days_before(date(2026, 12, 9), Offset(5), LISBON, BERLIN)
        assert day == date(2026, 11, 30)
        assert named(reasons) == [
            (
                "not_counted",
                {"day": "2026-12-01", "name": "Restoration of Independence Day", "whose": "theirs"},
            ),
            ("not_counted", {"day": "2026-12-08", "name": "Immaculate Conception", "whose": "theirs"}),
        ]

    def test_back_over_the_new_year_the_holidays_of_both_years_are_known(self):
        day, reasons = days_before(date(2027, 1, 4), Offset(2), LISBON, LISBON)
        assert day == date(2026, 12, 30)
        assert [values["day"] for _, values in named(reasons)] == ["2027-01-01"]
        assert [values["whose"] for _, values in named(reasons)] == ["both"]

    def test_calendar_days_count_every_day(self):
        assert days_before(date(2027, 1, 4), calendar_days(7), LISBON, LISBON) == (date(2026, 12, 28), ())

    def test_none_is_the_day_itself(self):
        assert days_before(date(2026, 12, 8), Offset(0), LISBON, LISBON) == (date(2026, 12, 8), ())

    @pytest.mark.parametrize(
        ("person", "amount", "day"),
        [(WEEKENDS, 2, date(2026, 11, 21)), (NEVER, 3, date(2026, 11, 21))],
        ids=["no common days: theirs", "no days at all: every one"],
    )
    def test_a_week_that_never_meets_still_counts(self, person, amount, day):
        assert days_before(date(2026, 11, 24), Offset(amount), person, LISBON)[0] == day


class TestAfter:
    def test_a_week_without_any_day_counts_every_one(self):
        assert add_offset(date(2026, 11, 27), Offset(2), NEVER, LISBON)[0] == date(2026, 11, 29)

    def test_calendar_days_never_go_back(self):
        assert add_offset(date(2026, 11, 27), calendar_days(-3), LISBON, LISBON)[0] == date(2026, 11, 27)

    @pytest.mark.parametrize(
        ("person", "seller", "whose"),
        [(BERLIN, LISBON, "ours"), (LISBON, BERLIN, "theirs"), (LISBON, LISBON, "both")],
    )
    def test_it_says_whose_holiday_did_not_count(self, person, seller, whose):
        _, reasons = add_offset(date(2026, 12, 7), Offset(1), person, seller)
        assert named(reasons) == [
            ("not_counted", {"day": "2026-12-08", "name": "Immaculate Conception", "whose": whose})
        ]

    @pytest.mark.parametrize(("person", "seller"), [(NOWHERE, LISBON), (LISBON, NOWHERE)])
    def test_over_the_new_year_the_holidays_of_either_are_known(self, person, seller):
        day, reasons = add_offset(date(2026, 12, 30), Offset(2), person, seller)
        assert day == date(2027, 1, 4)
        assert [reason.values["name"] for reason in reasons] == ["New Year's Day"]
        assert days_before(date(2027, 1, 4), Offset(2), person, seller)[0] == date(2026, 12, 30)

    def test_a_name_is_theirs_where_both_keep_the_day(self):
        _, reasons = add_offset(date(2026, 12, 24), Offset(1), NEW_YORK, BERLIN)
        assert named(reasons)[0][1] == {"day": "2026-12-25", "name": "Christmas Day", "whose": "both"}


class TestLater:
    def test_days_lead_to_the_start_of_theirs(self):
        moment, _ = later_by(at("2026-11-24 15:00"), Offset(2), NEW_YORK, LISBON)
        # The 26th is Thanksgiving.
        assert wall(moment, NEW_YORK) == "Fri 2026-11-27 00:00"

    def test_no_days_lead_nowhere(self):
        moment = at("2026-11-24 15:00")
        assert later_by(moment, Offset(0), LISBON, LISBON) == (moment, ())
        assert later_by(moment, calendar_days(0), LISBON, LISBON) == (moment, ())

    @pytest.mark.parametrize(
        ("unit", "expected"),
        [(OffsetUnit.HOURS, "Sun 2026-10-25 02:30"), (OffsetUnit.MINUTES, "Sun 2026-10-25 00:33")],
    )
    def test_hours_and_minutes_pass_on_the_clock_through_a_change_of_it(self, unit, expected):
        # Lisbon, 25 October 2026: 02:00 summer time becomes 01:00.
        assert wall(later_by(at("2026-10-25 00:30"), Offset(3, unit), LISBON, LISBON)[0]) == expected

    def test_the_holidays_that_did_not_count_come_with_it(self):
        _, reasons = later_by(at("2026-12-07 15:00"), Offset(1), LISBON, LISBON)
        assert [reason.values["day"] for reason in reasons] == ["2026-12-08"]


class TestMoved:
    """Whose day it was that did not suit."""

    def moved(self, day, person, seller):
        return named(first_welcome(start_of_day(day, person.zone), person, seller)[1])

    def test_a_weekend_of_theirs_or_of_ours(self):
        sunday_off = replace(LISBON, hours=Hours(weekdays=frozenset(range(6))))
        saturday = date(2026, 11, 28)
        assert self.moved(saturday, LISBON, sunday_off) == [
            ("moved_weekend", {"day": "2026-11-28", "whose": "theirs"})
        ]
        assert self.moved(saturday, sunday_off, LISBON) == [
            ("moved_weekend", {"day": "2026-11-28", "whose": "ours"})
        ]

    @pytest.mark.parametrize(
        ("person", "seller", "whose"),
        [(BERLIN, LISBON, "ours"), (LISBON, BERLIN, "theirs"), (LISBON, LISBON, "both")],
    )
    def test_a_holiday(self, person, seller, whose):
        assert self.moved(date(2026, 12, 8), person, seller) == [
            ("moved_holiday", {"day": "2026-12-08", "name": "Immaculate Conception", "whose": whose})
        ]

    def test_a_day_off_has_no_name(self):
        away = replace(LISBON, days_off=frozenset({date(2026, 11, 24)}))
        assert self.moved(date(2026, 11, 24), LISBON, away) == [("moved_day_off", {"day": "2026-11-24"})]

    def test_an_evening_is_named_only_on_the_day_it_was_meant_for(self):
        moment, reasons = first_welcome(at("2026-11-27 18:00"), LISBON, LISBON)
        assert wall(moment) == "Mon 2026-11-30 09:00"
        assert named(reasons) == [("moved_evening", {"day": "2026-11-27"})]

    def test_a_holiday_after_the_evening_is_named_as_well(self):
        _, reasons = first_welcome(at("2026-12-07 18:00"), LISBON, LISBON)
        assert [reason.code for reason in reasons] == ["moved_evening", "moved_holiday"]


class TestHoursOfBoth:
    def spans(self, person, seller, day=date(2026, 11, 24)):
        there = welcome(person, seller, day)
        return [tuple(wall(end, person)[-5:] for end in span) for span in there.spans], there.is_shared

    def test_the_overlap_alone(self):
        early = replace(LISBON, hours=Hours(start=time(7), end=time(12)))
        assert self.spans(LISBON, early) == ([("09:00", "12:00")], True)
        assert self.spans(early, LISBON) == ([("09:00", "12:00")], True)

    def test_hours_that_only_touch_do_not_meet(self):
        night = replace(LISBON, hours=Hours(start=time(18), end=time(23)))
        assert self.spans(LISBON, night) == ([("09:00", "18:00")], False)

    def test_across_the_date_line_two_days_of_the_seller_may_meet_one_of_theirs(self):
        all_day = Hours(start=time(0), end=time(0))
        seller = replace(NEW_YORK, hours=all_day)
        there = replace(TOKYO, hours=all_day)
        # Midnight in New York is 14:00 in Tokyo.
        assert self.spans(there, seller) == ([("00:00", "14:00"), ("14:00", "00:00")], True)

    @pytest.mark.parametrize("end", [time(9), time(18)], ids=["backwards", "of no length"])
    def test_an_open_day_of_a_place_that_never_opens_gives_no_hours(self, end):
        closed = replace(LISBON, hours=Hours(start=time(18), end=end))
        assert open_hours(closed, date(2026, 11, 24)) is None
        there = welcome(closed, LISBON, date(2026, 11, 24))
        assert (there.spans, there.closure) == ((), None)

    def test_the_first_open_moment_is_this_one_where_it_is_open(self):
        assert first_open(at("2026-11-24 10:30"), LISBON) == at("2026-11-24 10:30")
        assert first_open(at("2026-11-24 18:00"), LISBON) == at("2026-11-25 09:00")
        assert open_hours(LISBON, date(2026, 12, 8)) is None


@pytest.fixture
def machine_in_tokyo(monkeypatch):
    with monkeypatch.context() as there:
        there.setenv("TZ", "Asia/Tokyo")
        time_module.tzset()
        yield
    time_module.tzset()


def test_moments_are_in_utc_wherever_the_machine_stands(machine_in_tokyo):
    assert instant(naive("2026-11-24 09:00"), "Europe/Lisbon").utcoffset() == timedelta(0)
    now = at("2026-11-18 12:00").astimezone(zone_of("America/New_York"))
    assert project(facts(plan=steps(0)), now)[0].moment.at.utcoffset() == timedelta(0)


class TestSmallThings:
    def test_of_a_wall_time_that_comes_twice_the_first_is_meant_whoever_asks(self):
        twice = naive("2026-10-25 01:30")
        assert instant(twice.replace(fold=1), "Europe/Lisbon") == instant(twice, "Europe/Lisbon")

    def test_a_moment_carries_its_wall_time_and_zone(self):
        moment = moment_at(utc("2026-11-24 14:00"), "America/New_York")
        assert (moment.at, moment.wall, moment.zone) == (
            utc("2026-11-24 14:00"), naive("2026-11-24 09:00"), "America/New_York",
        )  # fmt: skip

    @pytest.mark.parametrize(("country", "known"), [("PT", True), ("pt", True), ("ZZ", False), ("", False)])
    def test_whose_holidays_are_known(self, country, known):
        assert holidays_known(country) is known

    def test_holidays_are_named_in_english_whatever_the_machine_speaks(self, monkeypatch):
        for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
            monkeypatch.setenv(name, "de_DE.UTF-8")
        known = holidays_of.__wrapped__("DE", 2026)
        assert known[date(2026, 10, 3)] == "German Unity Day"

    def test_a_holiday_has_a_name_and_other_days_none(self):
        assert holiday(LISBON, date(2026, 12, 25)) == "Christmas Day"
        assert holiday(LISBON, date(2026, 12, 26)) == ""
