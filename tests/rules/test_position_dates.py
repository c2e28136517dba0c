"""Steps that count from the end of a contract: when they wait, when they come back, and when their date is gone."""

from datetime import date

import pytest

from tests.rules.made import calendar_days, facts, step, touch
from tests.rules.test_position import CALLED, number, passed, when
from twelfth.rules.facts import Anchor, Branch, Offset
from twelfth.rules.position import position
from twelfth.rules.terms import AnchorKind, OffsetUnit, Outcome

ENDS = Anchor(AnchorKind.CONTRACT_END, before=True)
#: Ten days before the end of the contract.
WAITS = step(2, offset=calendar_days(10), anchor=ENDS)
THIRD = touch("2026-11-30 11:00", step=3)


def follow_up(*after, on, touches=(CALLED, THIRD), first=None, waits=WAITS, **more):
    """Step 2 waits for the end of the contract; step 3 was made on 30 November; then comes what a test gives."""
    anchors = {AnchorKind.CONTRACT_END: on, AnchorKind.MEETING: date(2026, 12, 16)}
    return facts(touches, plan=(first or step(1, 0), waits, step(3, 5), *after), anchors=anchors, **more)


class TestComesBack:
    @pytest.mark.parametrize(
        ("following", "last_day"),
        [
            (step(4, 10), date(2026, 12, 16)),
            (step(4, 0, anchor=Anchor(AnchorKind.MEETING)), date(2026, 12, 16)),
            (
                step(4, offset=calendar_days(3), anchor=Anchor(AnchorKind.MEETING, before=True)),
                date(2026, 12, 13),
            ),
            (step(4, offset=Offset(5, OffsetUnit.HOURS)), date(2026, 11, 30)),
            (step(4, offset=Offset(5, OffsetUnit.MINUTES)), date(2026, 11, 30)),
        ],
        ids=["from the contact", "from a date", "before a date", "hours", "minutes"],
    )
    def test_on_the_day_of_the_next_step_it_comes_first_and_a_day_later_it_waits(self, following, last_day):
        in_ten_days = date.fromordinal(last_day.toordinal() + 10)
        in_eleven = date.fromordinal(last_day.toordinal() + 11)
        assert number(follow_up(following, on=in_ten_days)) == 2
        assert number(follow_up(following, on=in_eleven)) == 4

    def test_a_step_after_the_date_waits_as_well(self):
        after = step(2, offset=calendar_days(10), anchor=Anchor(AnchorKind.CONTRACT_END))
        assert number(follow_up(step(4, 10), on=date(2026, 12, 6), waits=after)) == 2
        assert number(follow_up(step(4, 10), on=date(2026, 12, 7), waits=after)) == 4

    def test_with_nothing_else_left_it_is_waited_for(self):
        assert number(follow_up(on=date(2029, 1, 1))) == 2
        assert position(follow_up(on=date(2029, 1, 1))).passed == ()

    def test_the_step_it_comes_before_is_the_one_whose_conditions_hold(self):
        known = follow_up(step(4, 1, only_if=when("replied")), step(5, 10), on=date(2026, 12, 26))
        assert number(known) == 2

    @pytest.mark.parametrize(
        ("outcome", "following"), [(Outcome.SKIPPED, 4), (Outcome.SENT, 4), (Outcome.BOUNCED, 2)]
    )
    def test_not_once_it_was_made_or_left_out(self, outcome, following):
        done = touch("2026-12-01 11:00", outcome, step=2)
        known = follow_up(step(4, 30), on=date(2026, 12, 26), touches=(CALLED, THIRD, done))
        assert number(known) == following

    def test_not_from_before_the_plan_was_moved_into(self):
        assert number(follow_up(step(4, 30), on=date(2026, 12, 26), after_step=1)) == 2
        assert number(follow_up(step(4, 30), on=date(2026, 12, 26), after_step=2)) == 4

    def test_not_while_its_condition_does_not_hold(self):
        only = step(2, offset=calendar_days(10), anchor=ENDS, only_if=when("has: phone", "replied"))
        assert number(follow_up(step(4, 30), on=date(2026, 12, 26), waits=only)) == 4

    def test_not_once_its_date_has_gone_by(self):
        """The day was entered late: nobody renews what was renewed last week."""
        assert number(follow_up(step(4, 30), on=date(2026, 11, 29))) == 4
        assert number(follow_up(step(4, 30), on=date(2026, 11, 30))) == 2

    def test_other_dates_and_steps_do_not_come_back(self):
        for waits in (
            step(2, 0),
            step(2, 0, anchor=Anchor(AnchorKind.MEETING)),
            step(2, 0, anchor=Anchor(AnchorKind.BIRTHDAY)),
        ):
            assert number(follow_up(step(4, 30), on=date(2026, 12, 26), waits=waits)) == 4

    def test_one_whose_date_is_not_known_does_not_come_back(self):
        plan = (step(1, 0), WAITS, step(3, 5), step(4, 30))
        assert number(facts([CALLED, THIRD], plan=plan)) == 4

    def test_the_first_of_two_that_wait(self):
        known = follow_up(
            step(4, offset=calendar_days(9), anchor=ENDS), step(5, 30),
            on=date(2026, 12, 26), touches=(CALLED, touch("2026-11-30 11:00", step=3), touch("2026-12-01 11:00", step=5)),
        )  # fmt: skip
        assert number(known) == 2

    @pytest.mark.parametrize(
        "waits",
        [
            step(2, offset=calendar_days(10), anchor=ENDS, only_if=when("replied")),
            step(2, offset=calendar_days(5), anchor=ENDS),
            step(2, 0),
        ],
        ids=["its condition does not hold", "it is not near", "it waits for nothing"],
    )
    def test_one_that_may_not_come_back_does_not_keep_another_from_it(self, waits):
        other = step(4, offset=calendar_days(10), anchor=ENDS)
        made = (CALLED, THIRD, touch("2026-11-30 12:00", step=5))
        known = follow_up(other, step(5, 5), step(6, 10), on=date(2026, 12, 26), touches=made, waits=waits)
        assert number(known) == 4


class TestLedPast:
    """A branch that led past it left it out on purpose."""

    def led(self, *branches, touches=(CALLED, THIRD), **more):
        first = step(1, 0, branches=branches)
        return number(follow_up(step(4, 30), on=date(2026, 12, 26), first=first, touches=touches, **more))

    def test_by_a_branch_that_holds(self):
        assert self.led(Branch(when("voicemail"), 3)) == 4
        assert self.led(Branch(when("replied"), 3), Branch(when("not replied"), 4)) == 4

    def test_another_that_was_not_led_past_comes_back_all_the_same(self):
        first = step(1, 0, branches=(Branch(when("voicemail"), 3),))
        other = step(4, offset=calendar_days(10), anchor=ENDS)
        made = (CALLED, THIRD, touch("2026-11-30 12:00", step=5))
        known = follow_up(other, step(5, 5), step(6, 10), on=date(2026, 12, 26), touches=made, first=first)
        assert number(known) == 4

    def test_not_by_one_that_does_not_hold(self):
        assert self.led(Branch(when("replied"), 3)) == 2

    def test_not_by_one_that_leads_to_it(self):
        assert self.led(Branch(when("voicemail"), 2)) == 2

    def test_not_by_one_of_a_step_that_was_not_made(self):
        assert self.led(Branch(when("voicemail"), 3), touches=(THIRD,)) == 2

    def test_nor_by_one_behind_it(self):
        third = step(3, 5, branches=(Branch(when("voicemail"), 4),))
        plan = (step(1, 0), WAITS, third, step(4, 30))
        known = facts([CALLED, THIRD], plan=plan, anchors={AnchorKind.CONTRACT_END: date(2026, 12, 26)})
        assert number(known) == 2


class TestOneDateOneContact:
    """A plan that starts over comes past the same date again."""

    def again(self, on, *touches, kind=AnchorKind.CONTRACT_END, before=True):
        plan = (step(1, 0), step(2, offset=calendar_days(10), anchor=Anchor(kind, before)), step(3, 5))
        return facts(touches, plan=plan, repeat_from=1, anchors={kind: on})

    def made(self, day, step_number):
        return touch(f"2026-{day} 11:00", step=step_number)

    def test_what_was_made_for_it_is_not_made_again_in_the_next_round(self):
        made = [CALLED, self.made("12-16", 2), self.made("12-23", 3), self.made("12-23", 4)]
        known = self.again(date(2026, 12, 26), *made)
        assert number(known) == 6
        assert passed(known) == [("passed_gone", {"step": 5, "anchor": "contract_end", "on": "2026-12-26"})]

    @pytest.mark.parametrize(("on", "following"), [(date(2026, 12, 26), 6), (date(2026, 12, 27), 5)])
    def test_a_day_on_which_there_was_a_contact_is_past(self, on, following):
        made = [CALLED, self.made("12-01", 2), self.made("12-02", 3), self.made("12-16", 4)]
        assert number(self.again(on, *made)) == following

    def test_after_the_date_it_is_the_day_of_the_step_that_counts(self):
        made = [CALLED, self.made("12-01", 2), self.made("12-02", 3), self.made("12-16", 4)]
        assert number(self.again(date(2026, 12, 6), *made, before=False)) == 6
        assert number(self.again(date(2026, 12, 7), *made, before=False)) == 5

    def test_a_new_date_is_a_new_reason(self):
        made = [CALLED, self.made("11-20", 2), self.made("11-27", 3), self.made("12-10", 4)]
        assert number(self.again(date(2026, 12, 24), *made)) == 5

    def test_the_first_round_makes_next_what_its_date_made_late(self):
        assert number(self.again(date(2026, 11, 17), CALLED)) == 2

    def test_what_the_start_stands_in_for_belongs_to_the_first_round(self):
        plan = (step(1, 0), step(2, 5, anchor=Anchor(AnchorKind.SALE)), step(3, 5))
        made = [CALLED, self.made("11-23", 2), self.made("11-30", 3), self.made("12-07", 4)]
        assert number(facts(made, plan=plan, repeat_from=1)) == 6

    def test_a_birthday_comes_every_year(self):
        made = [CALLED, self.made("11-20", 2), self.made("11-27", 3), self.made("12-14", 4)]
        # Ten days before it is the day of the last contact.
        assert number(self.again(date(1980, 12, 24), *made, kind=AnchorKind.BIRTHDAY)) == 5

    def test_a_plan_of_nothing_but_a_date_that_has_gone_by_is_done(self):
        only = (step(1, 0, anchor=Anchor(AnchorKind.SALE)),)
        assert number(facts([CALLED], plan=only, repeat_from=1)) is None
