"""Where a follow-up stands: branches, steps passed over and why, birthdays, plans moved into and started over."""

from datetime import date

import pytest

from tests.rules.made import NEW_YORK, facts, step, steps, touch
from twelfth.rules.conditions import read_condition
from twelfth.rules.facts import Anchor, Branch, Offset
from twelfth.rules.position import anchor_day, position
from twelfth.rules.terms import AnchorKind, Channel, OffsetUnit, Outcome

CALLED = touch("2026-11-16 11:00", step=1)
BIRTHDAY = Anchor(AnchorKind.BIRTHDAY)


def when(*lines):
    return tuple(read_condition(line) for line in lines)


def number(known):
    """The number of the next step, None where the plan is done."""
    following = position(known).step
    return None if following is None else following.number


def passed(known):
    return [(reason.code, reason.values) for reason in position(known).passed]


class TestBranches:
    TO_THE_END = (
        step(1, 0, branches=(Branch(when("connected"), 3), Branch(when("voicemail"), 4))),
        *(step(n) for n in (2, 3, 4)),
    )

    @pytest.mark.parametrize(
        ("outcome", "there"),
        [(Outcome.TALKED, 3), (Outcome.VOICEMAIL, 4), (Outcome.NO_ANSWER, 2)],
        ids=["the first that holds", "the second", "none: the next"],
    )
    def test_the_step_that_was_done_leads_on(self, outcome, there):
        known = facts([touch("2026-11-16 11:00", outcome, step=1)], plan=self.TO_THE_END)
        assert number(known) == there
        assert passed(known) == []

    def test_the_first_of_two_that_hold_is_taken(self):
        one = step(1, 0, branches=(Branch(when("voicemail"), 3), Branch(when("not replied"), 4)))
        assert number(facts([CALLED], plan=(one, *self.TO_THE_END[1:]))) == 3

    def test_all_of_its_conditions_have_to_hold(self):
        one = step(1, 0, branches=(Branch(when("voicemail", "tag: vip"), 3),))
        plan = (one, step(2), step(3))
        assert number(facts([CALLED], plan=plan)) == 2
        assert number(facts([CALLED], plan=plan, tags=frozenset({"vip"}))) == 3

    def test_only_the_last_step_leads_on(self):
        known = facts([CALLED, touch("2026-11-19 11:00", step=2)], plan=self.TO_THE_END)
        assert number(known) == 3

    def test_a_step_that_was_skipped_leads_on_too(self):
        one = step(1, 0, branches=(Branch(when("not connected"), 3),))
        known = facts([touch("2026-11-16 11:00", Outcome.SKIPPED, step=1)], plan=(one, step(2), step(3)))
        assert number(known) == 3

    def test_in_a_later_round_it_leads_as_far_as_in_the_first(self):
        known = facts([touch("2026-11-16 11:00", step=5)], plan=self.TO_THE_END, repeat_from=1)
        assert number(known) == 8

    def test_where_it_leads_is_asked_for_its_conditions_as_well(self):
        plan = (*self.TO_THE_END[:3], step(4, only_if=when("replied")), step(5))
        known = facts([CALLED], plan=plan)
        assert number(known) == 5
        assert passed(known) == [("passed_over", {"step": 4, "unless": "replied"})]


class TestPassedOver:
    def test_a_step_whose_condition_does_not_hold_is_passed_and_says_which(self):
        plan = (step(1, 0), step(2, only_if=when("not replied", "has: post")), step(3))
        known = facts([CALLED], plan=plan)
        assert number(known) == 3
        assert passed(known) == [("passed_over", {"step": 2, "unless": "has: post"})]

    def test_one_whose_conditions_all_hold_is_next(self):
        plan = (step(1, 0), step(2, only_if=when("not replied", "has: phone")))
        assert number(facts([CALLED], plan=plan)) == 2

    def test_several_are_named_in_their_order(self):
        plan = (*(step(n, only_if=when("replied")) for n in (1, 2)), step(3))
        known = facts(plan=plan)
        assert number(known) == 3
        assert [values["step"] for _, values in passed(known)] == [1, 2]

    def test_a_plan_of_which_all_is_passed_is_done_and_says_why(self):
        known = facts(plan=[step(n, only_if=when("replied")) for n in (1, 2)])
        assert number(known) is None
        assert [values["step"] for _, values in passed(known)] == [1, 2]

    def test_a_round_of_which_all_is_passed_ends_a_plan_that_starts_over(self):
        known = facts([CALLED], plan=[step(n, only_if=when("replied")) for n in (1, 2)], repeat_from=1)
        assert number(known) is None
        # Each of its steps is named once.
        assert [values["step"] for _, values in passed(known)] == [2, 3]

    def test_the_next_round_is_reached_over_what_is_passed(self):
        known = facts([CALLED], plan=(step(1, 0), step(2, only_if=when("replied"))), repeat_from=1)
        assert number(known) == 3

    def test_it_is_next_once_its_condition_holds(self):
        plan = (step(1, 0), step(2, only_if=when("replied")), step(3))
        assert number(facts([CALLED, touch("2026-11-17 11:00", Outcome.REPLIED)], plan=plan)) == 2


class TestDates:
    def ends(self, **more):
        plan = (step(1, 0), step(2, anchor=Anchor(AnchorKind.CONTRACT_END, before=True)), step(3))
        return facts([CALLED], plan=plan, **more)

    def test_a_step_that_counts_from_an_unknown_date_is_passed(self):
        assert number(self.ends()) == 3
        assert passed(self.ends()) == [("passed_no_date", {"step": 2, "anchor": "contract_end"})]

    def test_with_the_date_at_hand_it_is_next(self):
        assert number(self.ends(anchors={AnchorKind.CONTRACT_END: date(2026, 11, 20)})) == 2

    def test_a_date_far_off_lets_the_others_go_first_and_says_so(self):
        known = self.ends(anchors={AnchorKind.CONTRACT_END: date(2028, 5, 1)})
        assert number(known) == 3
        assert passed(known) == [("passed_until", {"step": 2, "anchor": "contract_end", "on": "2028-05-01"})]

    def waiting(self, *touches, on=date(2027, 3, 1), after=30, **more):
        """Step 2 comes ten working days before a date; step 3 was made meanwhile, step 4 is `after` days later."""
        ends = step(2, 10, anchor=Anchor(AnchorKind.CONTRACT_END, before=True), **more)
        plan = (step(1, 0), ends, step(3, 10), step(4, after))
        made = touch("2026-11-30 11:00", step=3)
        return facts([CALLED, made, *touches], plan=plan, anchors={AnchorKind.CONTRACT_END: on})

    def test_it_comes_back_when_its_date_is_near(self):
        assert number(self.waiting()) == 4
        assert number(self.waiting(on=date(2027, 1, 11))) == 2

    def test_once_made_it_does_not_come_back(self):
        made = touch("2026-12-20 11:00", step=2)
        assert number(self.waiting(made, on=date(2027, 1, 4))) == 4

    def test_with_all_others_made_it_is_waited_for(self):
        done = touch("2027-01-12 11:00", step=4)
        assert number(self.waiting(done, on=date(2028, 5, 1))) == 2

    def test_its_condition_still_has_to_hold(self):
        assert number(self.waiting(on=date(2027, 1, 4), only_if=when("replied"))) == 4

    def test_what_a_branch_led_past_does_not_come_back(self):
        ends = step(2, 10, anchor=Anchor(AnchorKind.CONTRACT_END, before=True))
        plan = (step(1, 0, branches=(Branch(when("voicemail"), 3),)), ends, step(3, 60))
        near = {AnchorKind.CONTRACT_END: date(2026, 12, 10)}
        assert number(facts([CALLED], plan=plan, anchors=near)) == 3

    def test_its_condition_is_asked_first(self):
        only = step(2, anchor=Anchor(AnchorKind.CONTRACT_END), only_if=when("replied"))
        known = facts([CALLED], plan=(step(1, 0), only, step(3)))
        assert [code for code, _ in passed(known)] == ["passed_over"]

    @pytest.mark.parametrize("kind", [AnchorKind.MEETING, AnchorKind.PROPOSAL, AnchorKind.SALE])
    def test_the_start_stands_in_for_what_the_plan_was_started_because_of(self, kind):
        # 02:00 in Lisbon is the evening before in New York.
        known = facts(started="2026-11-17 02:00", person=NEW_YORK)
        assert anchor_day(known, kind) == date(2026, 11, 16)
        told = facts(started="2026-11-17 02:00", anchors={kind: date(2026, 10, 1)})
        assert anchor_day(told, kind) == date(2026, 10, 1)

    @pytest.mark.parametrize("kind", [AnchorKind.CONTRACT_END, AnchorKind.BIRTHDAY])
    def test_nothing_stands_in_for_other_dates(self, kind):
        assert anchor_day(facts(), kind) is None


class TestBirthdays:
    def on(self, born, touches=(), **more):
        return anchor_day(facts(touches, anchors={AnchorKind.BIRTHDAY: born}, **more), AnchorKind.BIRTHDAY)

    def test_it_is_the_next_one(self):
        assert self.on(date(1980, 12, 24)) == date(2026, 12, 24)
        assert self.on(date(1980, 3, 1)) == date(2027, 3, 1)

    def test_on_the_day_of_the_start_it_is_today_while_nothing_was_done(self):
        assert self.on(date(1980, 11, 16)) == date(2026, 11, 16)

    def test_after_a_contact_on_that_day_it_is_next_year(self):
        assert self.on(date(1980, 11, 16), [CALLED]) == date(2027, 11, 16)
        assert self.on(date(1980, 11, 17), [CALLED]) == date(2026, 11, 17)

    def test_what_was_no_contact_changes_nothing(self):
        bounced = touch("2026-11-20 11:00", Outcome.BOUNCED, step=1)
        assert self.on(date(1980, 11, 20), [CALLED, bounced]) == date(2026, 11, 20)

    def test_the_latest_contact_counts(self):
        assert self.on(date(1980, 11, 18), [CALLED, touch("2026-11-19 11:00")]) == date(2027, 11, 18)

    def test_a_contact_before_the_plan_began_does_not_count(self):
        assert self.on(date(1980, 11, 16), [touch("2026-11-10 11:00")]) == date(2026, 11, 16)
        assert self.on(date(1980, 11, 12), [touch("2026-11-10 11:00")]) == date(2027, 11, 12)

    def test_the_day_is_that_of_their_place(self):
        # 03:00 in Lisbon is the evening of the 17th in New York.
        late = [touch("2026-11-18 03:00")]
        assert self.on(date(1980, 11, 18), late, person=NEW_YORK) == date(2026, 11, 18)

    def test_who_was_born_on_29_february_has_it_on_the_28th_in_other_years(self):
        born = date(1980, 2, 29)
        assert self.on(born, started="2027-01-10 10:00") == date(2027, 2, 28)
        assert self.on(born, started="2027-03-10 10:00") == date(2028, 2, 29)
        assert self.on(born, started="2028-02-29 10:00") == date(2028, 2, 29)


class TestFarBirthdays:
    """A birthday far off is no reason to let the rest of the plan wait for it."""

    def after_the_call(self, born, *after, touches=(CALLED,)):
        plan = (step(1, 0), step(2, 0, anchor=BIRTHDAY), *after)
        return facts(touches, plan=plan, anchors={AnchorKind.BIRTHDAY: born})

    def test_behind_the_step_after_it_it_is_passed(self):
        # Ten working days after 16 November: the 30th.
        known = self.after_the_call(date(1980, 12, 15), step(3, 10))
        assert number(known) == 3
        assert passed(known) == [("passed_far", {"step": 2, "anchor": "birthday", "on": "2026-12-15"})]

    @pytest.mark.parametrize(("born", "following"), [(date(1980, 11, 30), 2), (date(1980, 12, 1), 3)])
    def test_on_the_day_of_the_step_after_it_it_still_comes_first(self, born, following):
        assert number(self.after_the_call(born, step(3, 10))) == following

    def test_as_the_last_of_the_plan_it_is_waited_for(self):
        assert number(self.after_the_call(date(1980, 11, 10))) == 2

    def test_before_another_date_it_is_waited_for(self):
        ends = step(3, 0, anchor=Anchor(AnchorKind.SALE))
        assert number(self.after_the_call(date(1980, 11, 10), ends)) == 2

    @pytest.mark.parametrize("unit", [OffsetUnit.HOURS, OffsetUnit.MINUTES])
    @pytest.mark.parametrize(("born", "following"), [(date(1980, 11, 16), 1), (date(1980, 11, 17), 2)])
    def test_what_has_to_be_quick_waits_for_no_other_day(self, unit, born, following):
        plan = (step(1, 0, anchor=BIRTHDAY), step(2, offset=Offset(90, unit)))
        assert number(facts(plan=plan, anchors={AnchorKind.BIRTHDAY: born})) == following

    def test_other_dates_are_waited_for_however_far_they_are(self):
        plan = (step(1, 0, anchor=Anchor(AnchorKind.SALE)), step(2))
        assert number(facts(plan=plan, anchors={AnchorKind.SALE: date(2029, 1, 1)})) == 1


class TestMovedIntoThePlan:
    def test_it_begins_after_the_step_it_was_moved_to(self):
        assert number(facts(plan=steps(0, 3, 3), after_step=1)) == 2

    def test_steps_from_before_the_move_do_not_count(self):
        assert number(facts([CALLED], plan=steps(0, 3, 3, 3), after_step=2)) == 3

    def test_a_branch_of_the_step_it_was_moved_to_was_decided_with_the_move(self):
        plan = (step(1, 0, branches=(Branch(when("voicemail"), 3),)), step(2), step(3))
        assert number(facts([CALLED], plan=plan, after_step=1)) == 2

    def test_from_there_on_it_counts_as_ever(self):
        assert number(facts([touch("2026-11-16 11:00", step=2)], plan=steps(0, 3, 3), after_step=1)) == 3

    def test_what_came_back_is_next_again(self):
        known = facts([touch("2026-11-16 11:00", Outcome.BOUNCED, step=2)], plan=steps(0, 3, 3), after_step=1)
        assert number(known) == 2

    def test_a_step_that_the_plan_no_longer_has_leaves_it_done(self):
        assert number(facts([touch("2026-11-16 11:00", step=9)])) is None


def test_a_step_is_what_the_plan_says_it_is():
    plan = (step(1, 0), step(2, channel=Channel.EMAIL, key="second"))
    assert position(facts([CALLED], plan=plan)).step is plan[1]
