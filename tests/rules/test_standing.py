"""When a mailbox must stop: what is prescribed, and nothing that chance alone explains."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from twelfth.rules.standing import Standing, Tally, chance_of, judge

GOOD, WARNING, STOP = Standing.GOOD, Standing.WARNING, Standing.STOP


@pytest.mark.parametrize(
    ("sent", "bounced", "expected"),
    [
        (0, 0, GOOD),
        (50, 0, GOOD),
        (50, 1, GOOD),  # 2 %, but one of anything may be chance
        (50, 2, WARNING),
        (50, 3, STOP),
        (100, 4, WARNING),
        (100, 5, STOP),
        (101, 5, WARNING),
        (1000, 19, GOOD),
        (1000, 20, WARNING),
        (1000, 50, STOP),
        (49, 49, WARNING),  # too few to stop, and still not to be overlooked
        (10, 4, WARNING),
        (10, 2, GOOD),
        (1, 1, GOOD),
    ],
)
def test_dead_addresses(sent: int, bounced: int, expected: Standing) -> None:
    assert judge(Tally(sent, bounced, 0)).standing is expected


@pytest.mark.parametrize(
    ("sent", "complained", "expected"),
    [
        (50, 1, WARNING),  # 2 %, and yet one alone
        (50, 2, STOP),
        (49, 2, WARNING),
        (2000, 1, WARNING),
        (2001, 1, GOOD),
        (2000, 2, STOP),
        (2001, 2, WARNING),
        (5000, 5, STOP),
    ],
)
def test_complaints(sent: int, complained: int, expected: Standing) -> None:
    assert judge(Tally(sent, 0, complained)).standing is expected


def test_the_reason_holds_the_counts() -> None:
    assert judge(Tally(1200, 80, 0)).why == (
        "80 of 1,200 letters in 7 days came back because there is no such address."
    )
    assert judge(Tally(1200, 80, 3)).why == "3 readers of 1,200 letters in 7 days complained about spam."
    assert judge(Tally(60, 0, 1)).why == "1 reader of 60 letters in 7 days complained about spam."
    assert judge(Tally(60, 0, 0)).why == ""


def test_what_stops_is_told_before_what_warns() -> None:
    judgement = judge(Tally(100, 6, 1))
    assert judgement.standing is STOP
    assert "no such address" in judgement.why


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 20))
def test_more_of_it_never_makes_it_better(sent: int, bounced: int, complained: int) -> None:
    order = [GOOD, WARNING, STOP]
    sent = max(sent, bounced + 1, complained)
    before = judge(Tally(sent, bounced, complained)).standing
    assert order.index(judge(Tally(sent, bounced + 1, complained)).standing) >= order.index(before)
    assert order.index(judge(Tally(sent, bounced, complained + 1)).standing) >= order.index(before)


@given(st.integers(1, 60), st.data(), st.sampled_from([0.001, 0.02, 0.05]))
def test_the_tail_is_the_binomial_one(sent: int, data: st.DataObject, share: float) -> None:
    count = data.draw(st.integers(0, sent))
    assert chance_of(count, sent, share) == pytest.approx(binom.sf(count - 1, sent, share), abs=1e-9)


def test_the_least_count_is_where_chance_stops_explaining() -> None:
    """The figures that the module gives for its choice."""
    assert chance_of(1, 51, 0.001) == pytest.approx(1 / 20, abs=0.001)
    assert chance_of(1, 105, 0.001) == pytest.approx(1 / 10, abs=0.001)
    assert chance_of(2, 355, 0.001) == pytest.approx(1 / 20, abs=0.001)
