"""Claims are told as they were told: with their source, their gaps and their disagreements."""

import pytest

from twelfth.insights import claims
from twelfth.insights.queries import CLAIMED_RANGES


def test_the_sellers_add_up_to_95_percent_and_the_page_says_so() -> None:
    assert claims.told(claims.SELLERS_BY_LAST_CONTACT) == 0.95
    assert any("95 %" in saying.doubt for saying in claims.SAYINGS)


def test_two_tellings_disagree_about_those_who_follow_up_three_times() -> None:
    three_or_more = [claim for claim in claims.SELLERS_BY_LAST_CONTACT if claim.first >= 3]
    assert claims.told(three_or_more) == 0.22
    assert any("one in eight" in saying.doubt and "22 %" in saying.doubt for saying in claims.SAYINGS)


@pytest.mark.parametrize("all_of_them", [claims.SALES_BY_CONTACT, claims.LOST_CUSTOMERS])
def test_the_others_count_everybody(all_of_them: tuple[claims.Claim | claims.CauseClaim, ...]) -> None:
    assert claims.told(all_of_them) == 1.0


def test_time_to_purchase_leaves_17_percent_untold() -> None:
    assert claims.told(claims.TIME_TO_PURCHASE) == 0.83


def test_the_measured_ranges_are_the_claimed_ones() -> None:
    assert {(claim.first, claim.last) for claim in claims.SALES_BY_CONTACT} <= set(CLAIMED_RANGES)


def test_contact_n_is_follow_up_n_minus_1() -> None:
    assert [claims.follow_ups(contact) for contact in (1, 2, 12)] == [0, 1, 11]


def test_no_claim_comes_without_its_source_or_its_doubt() -> None:
    told = (*claims.SALES_BY_CONTACT, *claims.SELLERS_BY_LAST_CONTACT, *claims.TIME_TO_PURCHASE)
    assert all(claim.source and claim.wording for claim in told)
    assert all(saying.doubt.endswith(".") for saying in (*claims.SAYINGS, *claims.SAYINGS_ON_CUSTOMERS))
