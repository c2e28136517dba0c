"""Promises: how they stand on a day, and the dates people write when they make one."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.made import at
from twelfth.rules.promise import (
    Ambiguous,
    InThePast,
    NoSuchDay,
    NotUnderstood,
    Standing,
    WhenUnclear,
    read_when,
    standing,
)

#: A Tuesday.
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("today", "2026-11-24", None),
        ("Tomorrow", "2026-11-25", None),
        ("tomorrow at 9", "2026-11-25", "09:00"),
        ("tomorrow at 14", "2026-11-25", "14:00"),
        ("tomorrow 14:30", "2026-11-25", "14:30"),
        ("tomorrow at 9.30", "2026-11-25", "09:30"),
        ("9:30 tomorrow", "2026-11-25", "09:30"),
        ("at 10 on Friday", "2026-11-27", "10:00"),
        ("Friday 3pm", "2026-11-27", "15:00"),
        ("Friday at 3 p.m.", "2026-11-27", "15:00"),
        ("Friday at 3 in the afternoon", "2026-11-27", "15:00"),
        ("Friday at noon", "2026-11-27", "12:00"),
        ("Friday 12 am", "2026-11-27", "00:00"),
        ("Friday afternoon", "2026-11-27", None),
        ("in the morning", "2026-11-25", None),
        ("15:00", "2026-11-24", "15:00"),
        ("the day after tomorrow", "2026-11-26", None),
        ("by Friday", "2026-11-27", None),
        ("Fri", "2026-11-27", None),
        ("Tuesday", "2026-12-01", None),  # said on a Tuesday: not today
        ("this Friday", "2026-11-27", None),
        ("next Tuesday 14:30", "2026-12-01", "14:30"),
        ("next Friday", "2026-12-04", None),  # of next week
        ("the 5th", "2026-12-05", None),
        ("the 24th", "2026-12-24", None),
        ("the 25th at 11", "2026-11-25", "11:00"),
        ("the 31st", "2026-12-31", None),
        ("in 3 days", "2026-11-27", None),
        ("in a week", "2026-12-01", None),
        ("in two weeks", "2026-12-08", None),
        ("in a fortnight", "2026-12-08", None),
        ("in two weeks' time", "2026-12-08", None),
        ("a week from Friday", "2026-12-04", None),
        ("in three months", "2027-02-24", None),
        ("in a year", "2027-11-24", None),
        ("3 March", "2027-03-03", None),
        ("3rd of March", "2027-03-03", None),
        ("March 3rd", "2027-03-03", None),
        ("March 3rd, 2028 at 10:00", "2028-03-03", "10:00"),
        ("24 Nov", "2026-11-24", None),  # today is still today
        ("Fri, 27 Nov at 3pm", "2026-11-27", "15:00"),
        ("2026-12-01 10:00", "2026-12-01", "10:00"),
        ("2026-12-01T10:00", "2026-12-01", "10:00"),
        ("25/12", "2026-12-25", None),
        ("12/25/2026", "2026-12-25", None),
        ("5.5.", "2027-05-05", None),
    ],
)
def test_dates_as_people_write_them(text, day, hour):
    expected = date.fromisoformat(day), time.fromisoformat(hour) if hour else None
    assert read_when(text, today=TODAY) == expected


@pytest.mark.parametrize(
    ("text", "kind", "says"),
    [
        ("9/8", Ambiguous, "“9/8” could be 9 August or 8 September. Write the month as a word."),
        ("9.8.2027", Ambiguous, "Write the month as a word."),
        ("tomorrow at 3", Ambiguous, "Is 3:00 in the morning or in the afternoon? Write 15:00 or 3:00 am."),
        ("next week", Ambiguous, "Which day is “next week”?"),
        ("the end of the month", Ambiguous, "Write the day"),
        ("Monday 27 November", Ambiguous, "27 November 2026 is a Friday."),
        ("this Monday", InThePast, "23 November 2026 has passed. Write a day from today on."),
        ("1 January 2020", InThePast, "1 January 2020 has passed."),
        ("31 February", NoSuchDay, "There is no 31 February"),
        ("29 February 2027", NoSuchDay, "There is no 29 February 2027."),
        ("2026-13-01", NoSuchDay, "There is no day 2026-13-01."),
        ("the 32nd", NoSuchDay, "No month has a day 32."),
        ("13/13", NoSuchDay, "is no day of the calendar"),
        ("tomorrow at 25:00", NoSuchDay, "There is no time “at 25:00”."),
        ("in 999 years", NoSuchDay, "more than 20 years away"),
        ("9999-12-31", NoSuchDay, "more than 20 years away"),
        ("a week from 9999-12-31", NoSuchDay, "more than 20 years away"),
        ("when the cows come home", NotUnderstood, "cannot be read as a date. Write it like “tomorrow at 9”"),
        ("3", NotUnderstood, "cannot be read as a date"),
        ("", NotUnderstood, "No date is given."),
        ("a week from " * 50 + "friday", NotUnderstood, "cannot be read as a date"),
    ],
)
def test_what_could_be_misread_is_refused_with_a_sentence(text, kind, says):
    with pytest.raises(kind) as refused:
        read_when(text, today=TODAY)
    assert says in str(refused.value)


def test_the_end_of_a_shorter_month():
    assert read_when("in a month", today=date(2027, 1, 31))[0] == date(2027, 2, 28)


def test_the_29th_of_february_in_a_leap_year():
    assert read_when("29 February", today=date(2028, 1, 10))[0] == date(2028, 2, 29)


_WORDS = st.sampled_from(
    [
        *(
            "at",
            "by",
            "on",
            "in",
            "the",
            "next",
            "this",
            "a",
            "of",
            "from",
            "two",
            "3",
            "9",
            "14",
            "31st",
            "30th",
            "٣",
        ),
        *(
            "week",
            "weeks",
            "month",
            "friday",
            "monday",
            "march",
            "feb",
            "2027",
            "tomorrow",
            "morning",
            "noon",
        ),
        *("9:30", "25:61", "pm", "am", "9/8", "2026-02-30", "'", ",", "."),
    ]
)


@given(
    st.one_of(st.text(max_size=30), st.lists(_WORDS, max_size=7).map(" ".join)),
    st.dates(date(1970, 1, 1), date(2200, 12, 31)),
)
def test_whatever_is_written_it_is_a_day_from_today_on_or_a_sentence(text, today):
    assert _day_or_sentence(text, today)


def _day_or_sentence(text, today):
    try:
        return read_when(text, today=today)[0] >= today
    except WhenUnclear as refused:
        return str(refused).endswith((".", "?"))


@pytest.mark.parametrize(
    ("today", "expected"),
    [("2026-11-23", Standing.UPCOMING), ("2026-11-24", Standing.DUE_TODAY), ("2026-11-25", Standing.OVERDUE)],
)
def test_a_promise_is_due_on_its_day_and_overdue_after_it(today, expected):
    due = at("2026-11-24 09:00")
    assert standing(due, zone="Europe/Lisbon", today=date.fromisoformat(today)) is expected


def test_its_day_is_that_of_the_place_where_one_looks():
    late = at("2026-11-24 20:00", "America/New_York")
    assert standing(late, zone="Europe/Lisbon", today=date(2026, 11, 24)) is Standing.UPCOMING
    assert standing(late, zone="America/New_York", today=date(2026, 11, 24)) is Standing.DUE_TODAY
