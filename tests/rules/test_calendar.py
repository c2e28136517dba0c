"""Local days: Christmas, daylight saving both ways, weeks that start on Sunday, and places far apart."""

from dataclasses import replace
from datetime import date, time

import pytest

from tests.rules.made import (
    BERLIN,
    LISBON,
    NEW_YORK,
    SUNDAY_TO_THURSDAY,
    TOKYO,
    at,
    calendar_days,
    naive,
    utc,
    wall,
)
from twelfth.rules.calendar import (
    Closure,
    UnknownZone,
    add_offset,
    closed,
    first_open,
    first_welcome,
    holidays_of,
    instant,
    local_day,
    moment_of,
    open_hours,
    start_of_day,
    welcome,
    zone_of,
)
from twelfth.rules.facts import Hours, Offset, Place


def codes(reasons):
    return [reason.code for reason in reasons]


class TestWorkingDays:
    def test_a_weekday_is_one(self):
        assert closed(LISBON, date(2026, 11, 24)) is None

    def test_a_saturday_is_none(self):
        assert closed(LISBON, date(2026, 11, 28)) == Closure("weekend")

    def test_a_holiday_has_its_name_in_english(self):
        assert closed(LISBON, date(2026, 12, 8)) == Closure("holiday", "Immaculate Conception")

    def test_a_day_off_is_none(self):
        away = replace(LISBON, days_off=frozenset({date(2026, 11, 24)}))
        assert closed(away, date(2026, 11, 24)) == Closure("day_off")

    @pytest.mark.parametrize("country", ["", "ZZ", "Portugal"])
    def test_an_unknown_country_has_no_holidays(self, country):
        assert not holidays_of(country, 2026)

    def test_the_country_may_be_written_small(self):
        assert date(2026, 12, 25) in holidays_of("pt", 2026)

    def test_hours_that_end_at_midnight_end_with_the_day(self):
        late = replace(LISBON, hours=Hours(start=time(9), end=time(0)))
        assert open_hours(late, date(2026, 11, 24)) == (at("2026-11-24 09:00"), at("2026-11-25 00:00"))


class TestOffsets:
    def test_working_days_pass_over_the_weekend(self):
        day, reasons = add_offset(date(2026, 11, 19), Offset(3), LISBON, LISBON)
        assert (day, reasons) == (date(2026, 11, 24), ())

    def test_a_holiday_of_either_side_does_not_count_and_is_named(self):
        # 26 November 2026 is Thanksgiving, a working day in Lisbon.
        day, reasons = add_offset(date(2026, 11, 24), Offset(2), NEW_YORK, LISBON)
        assert day == date(2026, 11, 27)
        assert [reason.values for reason in reasons] == [
            {"day": "2026-11-26", "name": "Thanksgiving Day", "whose": "theirs"}
        ]

    def test_christmas_in_portugal(self):
        day, reasons = add_offset(date(2026, 12, 23), Offset(3), LISBON, LISBON)
        assert day == date(2026, 12, 29)
        assert [reason.values["name"] for reason in reasons] == ["Christmas Day"]

    def test_over_the_new_year_the_holidays_of_both_years_are_known(self):
        day, reasons = add_offset(date(2026, 12, 30), Offset(2), LISBON, LISBON)
        assert day == date(2027, 1, 4)
        assert [reason.values["name"] for reason in reasons] == ["New Year's Day"]

    def test_calendar_days_count_every_day(self):
        assert add_offset(date(2026, 12, 23), calendar_days(3), LISBON, LISBON) == (date(2026, 12, 26), ())

    def test_nothing_is_the_same_day_even_on_a_sunday(self):
        assert add_offset(date(2026, 11, 29), Offset(0), LISBON, LISBON) == (date(2026, 11, 29), ())

    def test_only_days_on_which_both_work_count(self):
        # From Thursday: Friday is off in Jerusalem, Saturday in both, Sunday in Lisbon.
        day, _ = add_offset(date(2026, 11, 26), Offset(1), SUNDAY_TO_THURSDAY, LISBON)
        assert day == date(2026, 11, 30)

    def test_a_week_without_common_days_counts_by_theirs(self):
        weekends = Place(zone="Europe/Lisbon", hours=Hours(weekdays=frozenset({5, 6})))
        day, _ = add_offset(date(2026, 11, 24), Offset(3), weekends, LISBON)
        assert day == date(2026, 12, 5)

    def test_an_absence_of_the_seller_does_not_stretch_the_plan(self):
        away = replace(LISBON, days_off=frozenset({date(2026, 11, 25), date(2026, 11, 26)}))
        assert add_offset(date(2026, 11, 24), Offset(2), LISBON, away)[0] == date(2026, 11, 26)


class TestWallTimes:
    def test_a_time_that_does_not_exist_moves_forward(self):
        # New York, 8 March 2026: 02:00 becomes 03:00.
        moment = moment_of(naive("2026-03-08 02:30"), "America/New_York")
        assert moment.wall == naive("2026-03-08 03:30")
        assert moment.at == utc("2026-03-08 07:30")

    def test_a_time_that_exists_twice_is_the_first(self):
        # Lisbon, 25 October 2026: 02:00 summer time becomes 01:00.
        moment = moment_of(naive("2026-10-25 01:30"), "Europe/Lisbon")
        assert moment.at == utc("2026-10-25 00:30")
        assert moment.wall == naive("2026-10-25 01:30")

    def test_a_day_that_has_no_midnight_starts_at_one(self):
        # Santiago, 6 September 2026: 00:00 becomes 01:00.
        start = start_of_day(date(2026, 9, 6), "America/Santiago")
        assert start.astimezone(zone_of("America/Santiago")).hour == 1
        assert local_day(start, "America/Santiago") == date(2026, 9, 6)

    @pytest.mark.parametrize("name", ["Mars/Olympus", "", "../etc/passwd", "Europe"])
    def test_an_unknown_zone_is_refused_with_a_sentence(self, name):
        with pytest.raises(UnknownZone, match="Write it like Europe/Lisbon") as refused:
            zone_of(name)
        assert refused.value.name == name


class TestWelcome:
    def test_it_is_welcome_at_once_in_the_hours_of_both(self):
        assert first_welcome(at("2026-11-24 10:20"), LISBON, LISBON) == (at("2026-11-24 10:20"), ())

    def test_before_work_means_the_start_of_work(self):
        assert first_welcome(at("2026-11-24 07:00"), LISBON, LISBON) == (at("2026-11-24 09:00"), ())

    def test_the_end_of_the_hours_is_no_longer_welcome(self):
        moment, reasons = first_welcome(at("2026-11-24 18:00"), LISBON, LISBON)
        assert wall(moment) == "Wed 2026-11-25 09:00"
        assert codes(reasons) == ["moved_evening"]

    def test_a_weekend_moves_to_monday(self):
        moment, reasons = first_welcome(at("2026-11-28 11:00"), LISBON, LISBON)
        assert wall(moment) == "Mon 2026-11-30 09:00"
        assert [reason.values for reason in reasons] == [{"day": "2026-11-28", "whose": "both"}]

    def test_christmas_moves_over_the_weekend_after_it_and_names_every_holiday(self):
        moment, reasons = first_welcome(at("2026-12-25 00:00", "Europe/Berlin"), BERLIN, LISBON)
        assert wall(moment, BERLIN) == "Mon 2026-12-28 10:00"
        assert [(r.code, r.values["name"]) for r in reasons] == [("moved_holiday", "Christmas Day")]

    def test_the_sellers_holiday_moves_it_too_and_is_called_theirs(self):
        moment, reasons = first_welcome(at("2026-12-08 00:00"), BERLIN, LISBON)
        assert local_day(moment, "Europe/Berlin") == date(2026, 12, 9)
        assert reasons[0].values["whose"] == "ours"

    def test_a_holiday_of_the_seller_moves_to_the_end_of_it(self):
        days = frozenset(date(2026, 11, day) for day in range(24, 31))
        moment, reasons = first_welcome(at("2026-11-24 09:00"), LISBON, replace(LISBON, days_off=days))
        # 1 December is a holiday in Portugal.
        assert wall(moment) == "Wed 2026-12-02 09:00"
        assert codes(reasons) == ["moved_day_off", "moved_holiday"]

    def test_across_the_ocean_only_the_common_hours_are_welcome(self):
        # 9 o'clock in New York is 14 in Lisbon; Lisbon stops at 18.
        day = welcome(NEW_YORK, LISBON, date(2026, 11, 24))
        assert [tuple(wall(end, NEW_YORK)[-5:] for end in span) for span in day.spans] == [("09:00", "13:00")]

    @pytest.mark.parametrize(
        ("day", "hours"),
        [
            (date(2026, 3, 6), ("09:00", "13:00")),  # both in winter time
            (date(2026, 3, 10), ("09:00", "14:00")),  # New York has summer time, Lisbon not yet
            (date(2026, 3, 31), ("09:00", "13:00")),  # both in summer time
            (date(2026, 10, 27), ("09:00", "14:00")),  # Lisbon has winter time again, New York not yet
            (date(2026, 11, 3), ("09:00", "13:00")),
        ],
    )
    def test_the_weeks_between_two_changes_of_the_clocks(self, day, hours):
        span = welcome(NEW_YORK, LISBON, day).spans[0]
        assert tuple(wall(end, NEW_YORK)[-5:] for end in span) == hours

    def test_hours_that_never_meet_give_way_to_theirs(self):
        moment, reasons = first_welcome(at("2026-11-25 00:00", "Asia/Tokyo"), TOKYO, LISBON)
        assert wall(moment, TOKYO) == "Wed 2026-11-25 09:00"
        assert codes(reasons) == ["no_shared_hours"]

    def test_even_then_not_on_the_sellers_sunday(self):
        # Monday morning in Tokyo is Sunday in Lisbon until 9.
        moment, _ = first_welcome(at("2026-11-30 00:00", "Asia/Tokyo"), TOKYO, LISBON)
        assert wall(moment, TOKYO) == "Mon 2026-11-30 09:00"
        assert wall(moment) == "Mon 2026-11-30 00:00"

    def test_a_sunday_to_thursday_week_and_ours_share_four_days(self):
        open_days = [
            day
            for day in (date(2026, 11, 29 - back) for back in range(6, -1, -1))
            if welcome(SUNDAY_TO_THURSDAY, LISBON, day).spans
        ]
        assert [day.strftime("%a") for day in open_days] == ["Mon", "Tue", "Wed", "Thu"]

    def test_people_who_share_no_day_are_contacted_on_theirs(self):
        weekends = Place(zone="Europe/Lisbon", hours=Hours(weekdays=frozenset({5, 6})))
        moment, reasons = first_welcome(at("2026-11-24 09:00"), weekends, LISBON)
        assert wall(moment) == "Sat 2026-11-28 09:00"
        assert codes(reasons) == ["no_shared_days"]

    @pytest.mark.parametrize(
        "hours",
        [Hours(weekdays=frozenset()), Hours(start=time(18), end=time(9))],
        ids=["no days", "no hours"],
    )
    def test_a_week_that_is_never_open_still_has_a_moment(self, hours):
        never = Place(zone="Europe/Lisbon", hours=hours)
        assert first_welcome(at("2026-11-24 09:00"), never, LISBON)[0] == at("2026-11-24 09:00")
        assert first_open(at("2026-11-24 09:00"), never) == at("2026-11-24 09:00")

    def test_every_instant_of_a_day_with_two_one_oclocks_is_in_it_once(self):
        day = date(2026, 10, 25)
        always = Place(
            zone="Europe/Lisbon", hours=Hours(weekdays=frozenset(range(7)), start=time(0), end=time(0))
        )
        span = open_hours(always, day)
        assert span is not None
        assert (span[1] - span[0]).total_seconds() == 25 * 3600
        assert span[1] == instant(naive("2026-10-26 00:00"), "Europe/Lisbon")
