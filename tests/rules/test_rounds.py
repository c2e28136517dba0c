"""Plans that start over, and which of several wordings a follow-up gets."""

from collections import Counter

import pytest

from tests.rules.made import facts, step, steps
from twelfth.rules.conditions import read_condition
from twelfth.rules.facts import Branch
from twelfth.rules.rounds import step_at, template_number
from twelfth.rules.terms import Channel
from twelfth.rules.variants import variant_of

ALWAYS = (read_condition("not replied"),)


class TestNumbers:
    @pytest.mark.parametrize(
        ("number", "like"),
        [(1, 1), (9, 9), (10, 10), (11, 5), (12, 6), (16, 10), (17, 5), (22, 10), (23, 5)],
    )
    def test_they_go_on_counting_from_where_the_plan_starts_over(self, number, like):
        assert template_number(number, 10, 5) == like

    @pytest.mark.parametrize("number", [0, -1, 11])
    def test_a_plan_that_ends_has_no_others(self, number):
        assert template_number(number, 10, None) is None

    @pytest.mark.parametrize("number", [0, -1])
    def test_none_lies_before_the_first(self, number):
        assert template_number(number, 10, 5) is None

    @pytest.mark.parametrize("repeat_from", [0, 11, -3])
    def test_a_start_that_the_plan_does_not_have_is_none(self, repeat_from):
        assert template_number(11, 10, repeat_from) is None
        assert template_number(10, 10, repeat_from) == 10

    def test_from_the_first_or_from_the_last(self):
        assert [template_number(n, 3, 1) for n in (3, 4, 5, 6, 7)] == [3, 1, 2, 3, 1]
        assert [template_number(n, 3, 3) for n in (3, 4, 5)] == [3, 3, 3]

    def test_a_plan_without_steps_has_none(self):
        assert template_number(1, 0, 1) is None


class TestSteps:
    def test_a_later_round_has_the_same_step_with_its_own_number(self):
        known = facts(plan=(*steps(0, 3), step(3, 5, Channel.EMAIL, key="third")), repeat_from=2)
        fifth = step_at(known, 5)
        assert (fifth.number, fifth.key, fifth.channel, fifth.offset.amount) == (5, "third", Channel.EMAIL, 5)

    def test_its_branches_lead_as_far_ahead(self):
        plan = (step(1, 0), step(2, branches=(Branch(ALWAYS, 4),)), step(3), step(4))
        known = facts(plan=plan, repeat_from=1)
        assert step_at(known, 6).branches == (Branch(ALWAYS, 8),)
        assert step_at(known, 2) is plan[1]

    def test_there_may_be_no_such_step(self):
        assert step_at(facts(), 4) is None
        assert step_at(facts(), 0) is None


class TestWordings:
    TRIED = step(1, 0, key="thank-you", variants=("A", "B"))

    def drawn(self, seed, one=TRIED, **more):
        return variant_of(facts(plan=[one], seed=seed, **more), one)

    def test_where_there_is_but_one_none_is_named(self):
        assert self.drawn(7, step(1, 0, key="thank-you")) == ""
        assert self.drawn(7, step(1, 0, key="thank-you"), variants={"thank-you": "B"}) == ""

    def test_the_draw_is_the_same_for_ever(self):
        """These are in people's databases: another hash would change the wording of running trials."""
        assert "".join(self.drawn(seed) for seed in range(1, 25)) == "ABABBBAABABAABAAAABBBBBA"
        three = step(1, 0, key="article", variants=("A", "B", "C"))
        assert "".join(self.drawn(seed, three) for seed in range(1, 25)) == "CCBBACCBCBCBCBBACBACBBAB"

    def test_each_gets_its_share(self):
        count = Counter(self.drawn(seed) for seed in range(2000))
        assert abs(count["A"] - 1000) < 100

    def test_steps_are_drawn_apart_from_each_other(self):
        other = step(2, 0, key="article", variants=("A", "B"))
        same = sum(self.drawn(seed) == self.drawn(seed, other) for seed in range(2000))
        assert abs(same - 1000) < 100

    def test_what_was_drawn_stays(self):
        for seed in range(20):
            assert self.drawn(seed, variants={"thank-you": "B", "article": "A"}) == "B"

    def test_until_the_step_no_longer_has_it(self):
        for seed in range(20):
            assert self.drawn(seed, variants={"thank-you": "C"}) == self.drawn(seed)
