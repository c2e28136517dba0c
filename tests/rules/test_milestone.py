"""Days that matter: which lie ahead, and how many years it will be."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.test_properties import quick
from twelfth.rules.milestone import Coming, Repeats, coming

TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("on", "repeats", "words"),
    [
        (date(2026, 12, 7), Repeats.ONCE, "in 6 days: x"),
        (date(2026, 12, 1), Repeats.ONCE, "today: x"),
        (date(2026, 12, 2), Repeats.ONCE, "tomorrow: x"),
        (date(2026, 11, 30), Repeats.ONCE, None),
        (date(2027, 1, 1), Repeats.ONCE, None),
        (date(2016, 12, 7), Repeats.COUNTED, "in 6 days: x (10 years)"),
        (date(2025, 12, 7), Repeats.COUNTED, "in 6 days: x (1 year)"),
        (date(2016, 12, 7), Repeats.YEARLY, "in 6 days: x"),
        # The first time there are no years to count yet.
        (date(2026, 12, 7), Repeats.COUNTED, "in 6 days: x"),
        (date(2016, 11, 30), Repeats.COUNTED, None),
        (date(2028, 12, 7), Repeats.YEARLY, None),
    ],
)
def test_what_lies_ahead_is_said(on: date, repeats: Repeats, words: str | None) -> None:
    found = coming(on, repeats, "x", today=TODAY)
    assert (found.words(TODAY) if found else None) == words


def test_over_the_turn_of_the_year_and_in_years_without_a_29th_of_february() -> None:
    assert coming(date(2020, 1, 3), Repeats.COUNTED, "x", today=date(2026, 12, 20)) == Coming(
        date(2027, 1, 3), "x", 7
    )
    assert coming(date(2020, 2, 29), Repeats.COUNTED, "x", today=date(2027, 2, 20)) == Coming(
        date(2027, 2, 28), "x", 7
    )


@quick
@given(
    st.dates(date(1950, 1, 1), date(2040, 1, 1)),
    st.sampled_from(Repeats),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)
def test_it_is_never_over_and_what_comes_every_year_comes_within_one(
    on: date, repeats: Repeats, today: date
) -> None:
    found = coming(on, repeats, "x", today=today, within=timedelta(days=366))
    if found is not None:
        assert today <= found.day <= today + timedelta(days=366)
        assert found.years >= 0
    elif repeats is not Repeats.ONCE:
        assert on > today + timedelta(days=366)
