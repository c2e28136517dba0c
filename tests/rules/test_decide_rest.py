"""What keeps a plan from going on: pauses, reasons to stop, a plan that goes over into another, dates that wake."""

from datetime import date, timedelta

import pytest

from tests.rules.made import LISBON, NEW_YORK, TOKYO, at, facts, step, steps, touch, wall
from tests.rules.test_decide import MADE_ONE, NOW, codes, not_yet, owed
from twelfth.rules.conditions import read_condition
from twelfth.rules.decide import decide
from twelfth.rules.facts import DecisionFacts, Due, GuardPolicy, Pause, Place, Postponement, Waiting
from twelfth.rules.terms import (
    AnchorKind,
    Cause,
    Channel,
    DecisionKind,
    NextKind,
    Outcome,
    Postponed,
    Purpose,
)


def because(decided, code):
    return next(reason.values for reason in decided.reasons if reason.code == code)


class TestPause:
    UNTIL = Pause(at=NOW, until=date(2026, 12, 8))

    def test_it_waits_for_the_first_working_moment_of_its_last_day(self):
        # 8 December is a holiday in Portugal.
        waiting = decide(facts([MADE_ONE], pause=self.UNTIL), NOW)
        assert isinstance(waiting, Waiting)
        assert waiting.kind is NextKind.PAUSE
        assert wall(waiting.moment.at) == "Wed 2026-12-09 09:00"
        assert because(waiting, "paused") == {"at": "2026-11-16T12:00:00+00:00", "until": "2026-12-09"}

    def test_it_ends_to_the_minute_and_nothing_is_planned_before_its_end(self):
        known = facts([MADE_ONE], pause=self.UNTIL)
        assert isinstance(decide(known, at("2026-12-09 08:59")), Waiting)
        due = decide(known, at("2026-12-09 09:00"))
        assert (due.kind, due.step) == (NextKind.STEP, 2)
        assert wall(due.moment.at) == "Wed 2026-12-09 09:00"

    def test_it_does_not_move_what_lies_behind_it(self):
        known = facts([MADE_ONE], plan=steps(0, 20), pause=Pause(at=NOW, until=date(2026, 11, 24)))
        # Twenty working days after 16 November, with two holidays between.
        assert wall(decide(known, at("2026-11-24 09:00")).moment.at) == "Wed 2026-12-16 09:00"

    def test_the_day_is_the_sellers(self):
        waiting = decide(facts([MADE_ONE], pause=Pause(at=NOW, until=date(2026, 11, 24)), person=TOKYO), NOW)
        assert wall(waiting.moment.at) == "Tue 2026-11-24 09:00"
        assert waiting.moment.zone == "Europe/Lisbon"

    def test_without_an_end_it_is_asked_about_after_three_months(self):
        known = facts([MADE_ONE], pause=Pause(at=NOW))
        waiting = decide(known, NOW)
        assert isinstance(waiting, Waiting)
        assert waiting.kind is NextKind.PAUSE
        # Ninety days after 16 November at noon: a Sunday.
        assert wall(waiting.moment.at) == "Mon 2027-02-15 09:00"
        assert because(waiting, "paused_undated") == {"at": "2026-11-16T12:00:00+00:00", "on": "2027-02-15"}
        assert waiting.moment.zone == "Europe/Lisbon"

    def test_then_a_person_looks_at_it(self):
        known = facts([MADE_ONE], pause=Pause(at=NOW))
        assert isinstance(decide(known, at("2027-02-15 08:59")), Waiting)
        due = decide(known, at("2027-02-15 09:00"))
        assert isinstance(due, Due)
        assert due.kind is NextKind.REVIEW
        assert due.moment == decide(known, NOW).moment
        assert codes(due) == ["paused_undated"]
        assert decide(known, at("2027-05-15 09:00")) == due

    def test_our_promise_is_kept_in_the_pause_but_not_after_it(self):
        assert decide(facts(pause=self.UNTIL, promises=(owed(),)), NOW).kind is NextKind.PROMISE
        later = owed("2026-12-10 15:00")
        assert decide(facts(pause=self.UNTIL, promises=(later,)), NOW).kind is NextKind.PAUSE
        at_its_end = owed("2026-12-09 09:00")
        assert decide(facts(pause=self.UNTIL, promises=(at_its_end,)), NOW).kind is NextKind.PROMISE

    def test_not_yet_comes_before_it(self):
        assert decide(facts(pause=self.UNTIL, decision=not_yet()), NOW).kind is NextKind.WAKE

    def test_an_answer_is_looked_at_all_the_same(self):
        known = facts(pause=self.UNTIL, answer_waits_since=at("2026-11-17 10:00"))
        due = decide(known, NOW)
        assert due.kind is NextKind.ANSWER
        assert because(due, "answer") == {"at": "2026-11-17T10:00:00+00:00"}
        assert due.moment.zone == "Europe/Lisbon"


class TestReasonsToStop:
    STOP = (read_condition("deal: won"), read_condition("connected"))

    def test_a_person_decides_and_sees_which(self):
        known = facts([MADE_ONE, touch("2026-11-17 19:00", Outcome.TALKED)], stop_when=self.STOP)
        due = decide(known, NOW)
        assert (due.kind, due.step, due.channel) == (NextKind.REVIEW, None, None)
        assert because(due, "plan_stopped") == {"because": "connected"}
        # After hours: the next morning.
        assert wall(due.moment.at) == "Wed 2026-11-18 09:00"
        assert due.moment.zone == "Europe/Lisbon"

    def test_the_moment_is_the_sellers(self):
        known = facts([MADE_ONE], stop_when=(read_condition("voicemail"),), person=NEW_YORK)
        due = decide(known, NOW)
        assert wall(due.moment.at) == "Mon 2026-11-16 11:00"
        assert due.moment.zone == "Europe/Lisbon"

    def test_not_while_none_of_them_holds(self):
        assert decide(facts([MADE_ONE], stop_when=self.STOP), NOW).kind is NextKind.STEP

    def test_it_stops_a_plan_that_goes_over_too(self):
        known = facts(plan=(), then="Long plan", stop_when=self.STOP, deal_stage="won")
        assert decide(known, NOW).kind is NextKind.REVIEW

    def test_a_message_under_way_is_waited_for_first(self):
        known = facts([MADE_ONE], stop_when=self.STOP, deal_stage="won", in_flight=True)
        waiting = decide(known, NOW)
        assert waiting.kind is NextKind.STEP
        assert codes(waiting) == ["under_way"]
        assert waiting.moment.zone == "Europe/Lisbon"


class TestGoesOver:
    def test_a_plan_that_names_another_goes_on_there_by_itself_at_once(self):
        known = facts([touch("2026-11-17 20:00", step=3)], then="Long plan", person=NEW_YORK)
        due = decide(known, NOW)
        assert due.kind is NextKind.CONTINUE
        assert due.automatic
        assert wall(due.moment.at) == "Tue 2026-11-17 20:00"
        assert due.moment.zone == "Europe/Lisbon"
        assert because(due, "goes_over") == {"then": "Long plan", "at": "2026-11-17T20:00:00+00:00"}

    def test_not_before_the_last_step_was_left_out(self):
        known = facts([MADE_ONE, touch("2026-12-15 11:00", Outcome.SKIPPED, step=3)], then="Long plan")
        assert wall(decide(known, NOW).moment.at) == "Tue 2026-12-15 11:00"


class TestWaking:
    ENDS = {AnchorKind.CONTRACT_END: date(2027, 2, 1)}

    def test_a_date_of_the_matter_wakes_it(self):
        deferred = not_yet(None, wake_anchor=AnchorKind.CONTRACT_END, cause=Cause.COMPETITOR_CONTRACT)
        waiting = decide(facts(decision=deferred, anchors=self.ENDS), NOW)
        assert wall(waiting.moment.at) == "Mon 2027-02-01 09:00"
        assert codes(waiting) == ["wake"]
        assert because(waiting, "wake") == {
            "on": "2027-02-01", "cause": "competitor_contract", "anchor": "contract_end",
        }  # fmt: skip
        assert waiting.moment.zone == "Europe/Lisbon"

    def test_once_due_it_says_the_same_as_while_it_waited(self):
        waiting = decide(facts(decision=not_yet()), NOW)
        due = decide(facts(decision=not_yet()), at("2027-03-02 10:00"))
        assert isinstance(due, Due)
        assert (due.moment, due.reasons) == (waiting.moment, waiting.reasons)

    def test_where_it_is_unknown_the_day_they_named_does(self):
        deferred = not_yet(date(2027, 3, 1), wake_anchor=AnchorKind.CONTRACT_END)
        assert wall(decide(facts(decision=deferred), NOW).moment.at) == "Mon 2027-03-01 09:00"
        assert codes(decide(facts(decision=deferred), NOW)) == ["wake"]

    def test_where_nothing_is_known_it_comes_back_after_three_months(self):
        deferred = not_yet(None, wake_anchor=AnchorKind.CONTRACT_END)
        waiting = decide(facts(decision=deferred), NOW)
        assert codes(waiting)[0] == "wake_undated"
        assert because(waiting, "wake_undated")["on"] == "2027-02-14"

    def test_the_days_without_a_day_are_counted_at_the_sellers_place(self):
        # 01:00 in Tokyo is the evening before in Lisbon.
        late = at("2026-11-17 01:00", "Asia/Tokyo")
        deferred = DecisionFacts(kind=DecisionKind.NOT_YET, at=late)
        known = facts(decision=deferred, seller=TOKYO, person=TOKYO)
        assert because(decide(known, NOW), "wake_undated")["on"] == "2027-02-15"

    @pytest.mark.parametrize(
        ("contact", "over"),
        [
            (touch("2027-03-01 00:00"), True),
            (touch("2027-02-28 23:59"), False),
            (touch("2027-03-01 10:00", own=False), False),
            (touch("2027-03-01 10:00", Outcome.SKIPPED, step=2), False),
            (touch("2027-03-01 10:00", Outcome.REPLIED), True),
        ],
        ids=["at midnight", "before it", "another matter", "no contact", "they came"],
    )
    def test_whoever_takes_it_up_on_its_day_or_after_ends_it(self, contact, over):
        known = facts([MADE_ONE, contact], decision=not_yet())
        assert (decide(known, at("2027-03-01 10:00")).kind is not NextKind.WAKE) is over

    def test_a_day_in_the_past_is_not_taken_up_by_what_came_before_they_named_it(self):
        past = not_yet(date(2026, 11, 10))
        assert decide(facts([touch(NOW)], decision=past), NOW).kind is NextKind.WAKE
        assert decide(facts([touch("2026-11-16 12:01")], decision=past), NOW).kind is NextKind.STEP


class TestOptOut:
    def test_what_happened_last_says_when(self):
        due = decide(facts([touch("2026-11-10 11:00")], opted_out_of_all=True), NOW)
        assert wall(due.moment.at) == "Mon 2026-11-16 10:00"
        assert due.moment.zone == "Europe/Lisbon"
        assert wall(decide(facts(opted_out_of_all=True), NOW).moment.at) == "Mon 2026-11-16 10:00"
        both = [touch("2026-11-17 11:00"), touch("2026-11-18 11:00")]
        assert wall(decide(facts(both, opted_out_of_all=True), NOW).moment.at) == "Wed 2026-11-18 11:00"

    def test_it_comes_before_our_promise(self):
        assert decide(facts(opted_out_of_all=True, promises=(owed(),)), NOW).kind is NextKind.REVIEW

    def test_a_step_with_no_way_left_waits_for_the_sellers_hours(self):
        refused = frozenset({Channel.PHONE})
        due = decide(facts(opted_out=refused, person=NEW_YORK, seller=LISBON), NOW)
        assert wall(due.moment.at) == "Mon 2026-11-16 14:00"
        assert due.moment.zone == "Europe/Lisbon"
        never = Place(
            zone="Europe/Lisbon", days_off=frozenset(date(2026, 11, 16) + timedelta(n) for n in range(900))
        )
        assert decide(facts(opted_out=refused, seller=never), NOW).kind is NextKind.REVIEW


class TestPromise:
    def test_it_says_all_that_its_sentence_needs(self):
        due = decide(facts([MADE_ONE], promises=(owed(channel=Channel.PHONE),), repeat_from=1), NOW)
        assert because(due, "promise") == {"at": "2026-11-20T15:00:00+00:00", "timed": True}
        assert because(due, "plan_waits") == {"number": 2}
        assert due.channel is Channel.PHONE
        assert due.moment.zone == "Europe/Lisbon"

    def test_once_the_plan_is_done_nothing_waits(self):
        due = decide(facts([touch("2026-11-16 11:00", step=3)], promises=(owed(),)), NOW)
        assert codes(due) == ["promise"]

    def test_a_day_alone_is_not_warned_about(self):
        due = decide(facts(promises=(owed("2026-11-21 20:00", timed=False),)), NOW)
        assert not due.timed
        assert codes(due) == ["promise", "plan_waits"]

    def test_of_what_stands_against_its_hour_the_first_is_enough(self):
        """They are back on a Saturday, but nobody asked for Monday: the hour was promised."""
        known = facts(promises=(owed(channel=Channel.PHONE),), away_until=date(2026, 11, 28))
        assert codes(decide(known, NOW)) == ["promise", "away", "plan_waits"]

    def test_a_refused_channel_is_named_and_left_to_the_person(self):
        known = facts(promises=(owed(channel=Channel.EMAIL),), opted_out=frozenset({Channel.EMAIL}))
        due = decide(known, NOW)
        assert because(due, "refused") == {"channel": "email"}
        assert codes(due)[:2] == ["promise", "refused"]

    def test_one_without_a_channel_is_due_as_well(self):
        due = decide(facts(promises=(owed(),)), NOW)
        assert due.channel is None

    def test_of_two_at_the_same_moment_the_one_given_first(self):
        assert decide(facts(promises=(owed(id=9), owed(id=4))), NOW).promise == 4


class TestDetails:
    def test_an_ended_one_says_how_and_when(self):
        ended = DecisionFacts(kind=DecisionKind.NO, at=NOW, cause=Cause.BUDGET)
        assert because(decide(facts(decision=ended), NOW), "decided") == {
            "kind": "no", "at": "2026-11-16T12:00:00+00:00", "cause": "budget",
        }  # fmt: skip

    def test_a_step_brings_its_key_its_wording_and_whether_it_goes_by_itself(self):
        one = step(1, 0, Channel.EMAIL, key="thank-you", automatic=True, variants=("A", "B"))
        due = decide(facts(plan=[one], variants={"thank-you": "B"}), NOW)
        assert (due.step_key, due.variant, due.automatic) == ("thank-you", "B", True)

    def test_what_was_passed_over_is_said_with_the_step_and_with_the_end(self):
        only = step(2, only_if=(read_condition("replied"),))
        due = decide(facts([MADE_ONE], plan=(step(1, 0), only, step(3))), NOW)
        assert (due.step, codes(due)[-1]) == (3, "passed_over")
        done = decide(facts([MADE_ONE], plan=(step(1, 0), only)), NOW)
        assert (done.kind, codes(done)) == (NextKind.REVIEW, ["plan_done", "passed_over"])

    def test_the_end_says_after_how_many_and_how_long_it_waits(self):
        due = decide(facts([touch("2026-11-16 11:00", step=3)]), NOW)
        assert because(due, "plan_done") == {"of": 3, "at": "2026-11-16T11:00:00+00:00", "amount": 5}
        assert due.moment.zone == "Europe/Lisbon"

    def test_the_end_counts_their_days_and_opens_with_the_sellers(self):
        # 20:00 of the 16th in New York; the 26th is a holiday there and does not count.
        known = facts([touch("2026-11-20 01:00", step=3)], person=NEW_YORK)
        assert wall(decide(known, NOW).moment.at) == "Fri 2026-11-27 09:00"

    def test_put_off_it_says_by_whom(self):
        put_off = Postponement(step=2, to=date(2026, 11, 24), why=Postponed.LEVELLED)
        due = decide(facts([MADE_ONE], postponed=put_off), NOW)
        assert wall(due.moment.at) == "Tue 2026-11-24 09:00"
        assert because(due, "postponed_levelled") == {"day": "2026-11-19", "to": "2026-11-24"}

    def test_what_only_a_role_may_pass_is_told_with_the_step(self):
        complained = decide(facts([MADE_ONE], complained_at=at("2026-11-16 11:30")), NOW)
        assert codes(complained)[-1] == "complained"
        asks = step(2, 3, purpose=Purpose.ASK_MEETING)
        known = [touch("2026-11-16 11:00", step=1, purpose=Purpose.ASK_MEETING)]
        strict = GuardPolicy(refuses_overdrawn=True)
        assert codes(decide(facts(known, plan=(step(1, 0), asks), policy=strict), NOW))[-1] == "overdrawn"

    def test_an_ask_that_goes_by_itself_on_an_overdrawn_account_is_left_to_a_person(self):
        asks = step(2, 3, Channel.EMAIL, automatic=True, purpose=Purpose.ASK_MEETING)
        known = facts(
            [touch("2026-11-16 11:00", step=1, purpose=Purpose.ASK_MEETING)], plan=(step(1, 0), asks)
        )
        due = decide(known, NOW)
        assert not due.automatic
        assert codes(due)[-2:] == ["overdrawn", "by_hand"]
