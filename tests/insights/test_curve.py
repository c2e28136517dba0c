"""The curve says what a statistician would say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from twelfth.insights.curve import Case, Outcome, curve, shares, wilson

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
        assert point.undecided is not None
        assert point.undecided.value == pytest.approx(float(survival.evaluate(np.array([point.number]))[0]))


@given(cases)
def test_every_case_is_counted_once_and_every_share_is_a_share(found: list[Case]) -> None:
    points = curve(found)
    assert sum(point.yes + point.no + point.censored for point in points) == len(found)
    for point in points:
        assert point.undecided is not None
        assert point.yes_so_far is not None
        for interval in (point.chance_yes, point.undecided):
            assert 0 <= interval.low <= interval.value <= interval.high <= 1
        assert point.yes_so_far + point.undecided.value <= 1 + 1e-9


LIVES = st.lists(
    st.builds(
        Case,
        st.integers(1, 14),
        st.sampled_from(["yes", "no", "censored"]),
        st.just(1),
        st.integers(0, 13),
    ),
    min_size=1,
    max_size=200,
)


@given(LIVES)
def test_who_came_in_later_is_at_risk_only_from_then_on(found: list[Case]) -> None:
    for point in curve(found):
        here = [case for case in found if case.before < point.number <= case.contacts]
        assert point.at_risk == len(here)
        assert point.yes == sum(case.outcome == "yes" and case.contacts == point.number for case in here)


@given(LIVES)
def test_what_adds_up_is_told_by_those_watched_from_the_first(found: list[Case]) -> None:
    whole = {point.number: point for point in curve(case for case in found if case.before == 0)}
    for point in curve(found):
        alone = whole.get(point.number)
        assert point.undecided == (alone.undecided if alone else None)
        assert point.yes_so_far == (alone.yes_so_far if alone else None)


def test_hidden_early_decisions_do_not_bend_the_chance() -> None:
    """Lives drawn with one chance at every contact; of half of them what came before a contact is hidden, and with it
    all who decided earlier. Counted without their entry, the late contacts would look worse than they are."""
    dice = np.random.default_rng(12)
    chance, found = 0.2, []
    for _ in range(40_000):
        contacts = int(min(dice.geometric(chance), 12))
        outcome: Outcome = "yes" if contacts < 12 or dice.random() < chance else "censored"
        before = int(dice.integers(0, 8)) if dice.random() < 0.5 else 0
        if contacts > before:
            found.append(Case(contacts, outcome, 1, before))
    for point in curve(found)[:10]:
        assert point.chance_yes.value == pytest.approx(chance, abs=0.02)
    naive = curve(Case(case.contacts, case.outcome) for case in found)
    assert naive[0].chance_yes.value < chance - 0.04


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
