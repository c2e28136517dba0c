"""The curve says what a statistician would say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from twelfth.insights.curve import Case, curve, shares, wilson

cases = st.lists(
    st.builds(Case, st.integers(1, 14), st.sampled_from(["yes", "no", "censored"])), min_size=1, max_size=200
)


def test_giving_up_at_three_says_nothing_about_four() -> None:
    gave_up = [Case(3, "censored")] * 90
    went_on = [Case(4, "yes")] * 5 + [Case(5, "censored")] * 5
    fourth = curve(gave_up + went_on)[3]
    assert (fourth.at_risk, fourth.yes) == (10, 5)
    assert fourth.chance_yes.value == 0.5


def test_the_share_of_sales_alone_would_mislead() -> None:
    """Most sales come at contact 1 because nearly everybody stops there; the chance later is higher."""
    many = [Case(1, "yes")] * 50 + [Case(1, "censored")] * 940 + [Case(2, "yes")] * 5 + [Case(2, "no")] * 5
    points = curve(many)
    first, second = shares(points, [(1, 1), (2, None)])
    assert first.count > second.count
    assert points[0].chance_yes.value < points[1].chance_yes.value


@given(cases)
def test_undecided_agrees_with_scipys_kaplan_meier(found: list[Case]) -> None:
    points = curve(found)
    data = stats.CensoredData(
        uncensored=[case.contacts for case in found if case.outcome != "censored"],
        right=[case.contacts for case in found if case.outcome == "censored"],
    )
    survival = stats.ecdf(data).sf
    for point in points:
        assert point.undecided.value == pytest.approx(float(survival.evaluate(np.array([point.number]))[0]))


@given(cases)
def test_every_case_is_counted_once_and_every_share_is_a_share(found: list[Case]) -> None:
    points = curve(found)
    assert sum(point.yes + point.no + point.censored for point in points) == len(found)
    for point in points:
        for interval in (point.chance_yes, point.undecided):
            assert 0 <= interval.low <= interval.value <= interval.high <= 1
        assert point.yes_so_far + point.undecided.value <= 1 + 1e-9


def test_wilson_against_the_published_example() -> None:
    """Newcombe 1998, table I: 81 of 263."""
    interval = wilson(81, 263)
    assert (round(interval.low, 4), round(interval.high, 4)) == (0.2553, 0.3662)


def test_nothing_is_nothing() -> None:
    assert curve([]) == []


def test_alike_cases_may_be_counted_together() -> None:
    one_by_one = [Case(2, "yes")] * 3 + [Case(2, "censored")] * 40 + [Case(5, "no")] * 7
    together = [Case(2, "yes", 3), Case(2, "censored", 40), Case(5, "no", 7)]
    assert curve(together) == curve(one_by_one)
