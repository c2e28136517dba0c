"""The one decision. Every running follow-up has exactly one next moment, and it can say why."""

from datetime import date, timedelta

import pytest

from tests.rules.made import LISBON, NEW_YORK, at, facts, step, steps, touch, wall
from twelfth.rules.decide import decide
from twelfth.rules.facts import DecisionFacts, Due, Ended, PromiseFacts, Waiting
from twelfth.rules.terms import Cause, Channel, DecisionKind, NextKind, Outcome, Party

NOW = at("2026-11-16 12:00")
MADE_ONE = touch("2026-11-16 11:00", step=1, number=1)


def codes(decided):
    return [reason.code for reason in decided.reasons]


def owed(when="2026-11-20 15:00", **more):
    return PromiseFacts(**({"id": 7, "party": Party.US, "due_at": at(when), "timed": True} | more))


def not_yet(wake_on=date(2027, 3, 1), **more):
    return DecisionFacts(kind=DecisionKind.NOT_YET, at=NOW, wake_on=wake_on, **more)


class TestEnded:
    @pytest.mark.parametrize("kind", [kind for kind in DecisionKind if kind is not DecisionKind.NOT_YET])
    def test_every_other_decision_ends_it(self, kind):
        known = facts(
            [MADE_ONE],
            decision=DecisionFacts(kind=kind, at=NOW),
            answer_waits_since=NOW,
            promises=(owed(),),
        )
        assert isinstance(decide(known, NOW), Ended)
        assert decide(known, NOW).decision is kind


class TestAnswer:
    def test_a_person_looks_at_once_before_all_else(self):
        known = facts(
            [MADE_ONE, touch("2026-11-17 10:00", Outcome.REPLIED)],
            answer_waits_since=at("2026-11-17 10:00"),
            decision=not_yet(),
            promises=(owed("2026-11-16 15:00"),),
            in_flight=True,
        )
        due = decide(known, at("2026-11-18 10:00"))
        assert due.kind is NextKind.ANSWER
        assert due.moment.at == at("2026-11-17 10:00")
        assert due.channel is None
        assert not due.automatic


class TestOptOut:
    def test_nothing_goes_out_and_a_person_closes_it(self):
        known = facts([MADE_ONE], opted_out_of_all=True, promises=(owed(),), decision=not_yet())
        due = decide(known, NOW)
        assert due.kind is NextKind.REVIEW
        assert due.channel is None
        assert due.moment.at == at("2026-11-16 11:00")
        assert codes(due) == ["opted_out_of_all", "close_it"]

    def test_at_the_moment_they_said_so_where_that_is_known(self):
        known = facts([MADE_ONE], opted_out_of_all=True, opted_out_at=at("2026-11-18 11:00"))
        assert decide(known, NOW).moment.at == at("2026-11-18 11:00")

    def test_a_step_with_no_way_left_is_for_a_person_too(self):
        due = decide(facts(opted_out=frozenset({Channel.PHONE})), NOW)
        assert due.kind is NextKind.REVIEW
        assert due.channel is None
        assert "all_channels_refused" in codes(due)


class TestPromise:
    def test_it_outranks_the_plan_and_stands_at_its_hour(self):
        due = decide(facts([MADE_ONE], promises=(owed(channel=Channel.PHONE),)), NOW)
        assert (due.kind, due.promise, due.timed) == (NextKind.PROMISE, 7, True)
        assert due.moment.at == at("2026-11-20 15:00")
        assert codes(due) == ["promise", "plan_waits"]

    def test_it_never_moves_the_guard_only_warns(self):
        known = facts([MADE_ONE], promises=(owed("2026-11-21 20:00", channel=Channel.PHONE),))
        due = decide(known, NOW)
        assert wall(due.moment.at) == "Sat 2026-11-21 20:00"
        assert "closed_weekend" in codes(due)

    def test_but_not_on_a_channel_that_they_refused(self):
        known = facts(promises=(owed(channel=Channel.EMAIL),), opted_out=frozenset({Channel.EMAIL}))
        due = decide(known, NOW)
        assert due.kind is NextKind.PROMISE
        assert due.channel is None
        assert "refused" in codes(due)

    def test_the_first_of_several(self):
        known = facts(promises=(owed("2026-11-25 10:00", id=1), owed("2026-11-19 10:00", id=2)))
        assert decide(known, NOW).promise == 2

    def test_what_they_owe_us_is_no_work_of_ours(self):
        assert decide(facts(promises=(owed(party=Party.THEM),)), NOW).kind is NextKind.STEP

    def test_an_overdue_promise_stays_at_its_hour(self):
        assert decide(facts(promises=(owed(),)), at("2026-12-20 10:00")).moment.at == at("2026-11-20 15:00")


class TestNotYet:
    def test_it_waits_for_the_first_welcome_moment_of_its_day(self):
        waiting = decide(facts([MADE_ONE], decision=not_yet(cause=Cause.BUDGET)), NOW)
        assert isinstance(waiting, Waiting)
        assert waiting.kind is NextKind.WAKE
        assert wall(waiting.moment.at) == "Mon 2027-03-01 09:00"
        assert waiting.reasons[0].values == {"on": "2027-03-01", "cause": "budget"}

    def test_one_minute_before_it_still_waits(self):
        assert isinstance(decide(facts(decision=not_yet()), at("2027-03-01 08:59")), Waiting)

    def test_from_then_on_it_is_due(self):
        due = decide(facts(decision=not_yet()), at("2027-03-01 09:00"))
        assert isinstance(due, Due)
        assert due.kind is NextKind.WAKE
        assert decide(facts(decision=not_yet()), at("2027-04-01 09:00")) == due

    def test_a_day_that_is_a_sunday_wakes_on_the_monday_after(self):
        waiting = decide(facts(decision=not_yet(date(2027, 2, 28))), NOW)
        assert wall(waiting.moment.at) == "Mon 2027-03-01 09:00"
        assert codes(waiting) == ["wake", "moved_weekend"]

    def test_never_on_the_day_before_wherever_they_are(self):
        waiting = decide(facts(decision=not_yet(), person=NEW_YORK), NOW)
        assert wall(waiting.moment.at) == "Mon 2027-03-01 14:00"

    def test_a_promise_that_falls_due_before_it_comes_first(self):
        assert decide(facts(decision=not_yet(), promises=(owed(),)), NOW).kind is NextKind.PROMISE

    def test_a_later_promise_does_not_delay_the_day_they_named(self):
        known = facts(decision=not_yet(), promises=(owed("2027-06-01 10:00"),))
        assert decide(known, NOW).kind is NextKind.WAKE

    def test_a_contact_after_that_day_takes_the_plan_up_again(self):
        known = facts([MADE_ONE, touch("2027-03-02 10:00")], decision=not_yet())
        due = decide(known, at("2027-03-02 10:00"))
        assert (due.kind, due.step) == (NextKind.STEP, 2)
        assert wall(due.moment.at) == "Fri 2027-03-05 09:00"

    def test_a_contact_before_it_does_not(self):
        known = facts([MADE_ONE, touch("2027-01-05 10:00")], decision=not_yet())
        assert decide(known, at("2027-01-05 10:00")).kind is NextKind.WAKE

    def test_without_a_day_it_comes_back_after_three_months(self):
        waiting = decide(facts(decision=not_yet(None)), NOW)
        assert wall(waiting.moment.at) == "Mon 2027-02-15 09:00"
        assert codes(waiting)[0] == "wake_undated"


class TestUnderWay:
    def test_nothing_is_planned_on_top_of_a_message_under_way(self):
        waiting = decide(facts([MADE_ONE], in_flight=True), NOW)
        assert isinstance(waiting, Waiting)
        assert waiting.moment.at == NOW + timedelta(minutes=15)


class TestStep:
    def test_it_says_how_its_day_came_about(self):
        due = decide(facts([MADE_ONE]), NOW)
        assert (due.kind, due.step, due.channel) == (NextKind.STEP, 2, Channel.PHONE)
        assert wall(due.moment.at) == "Thu 2026-11-19 09:00"
        assert codes(due) == ["step", "after_contact"]

    def test_its_wall_time_is_theirs(self):
        due = decide(facts([touch("2026-11-16 16:00", step=1)], person=NEW_YORK), NOW)
        assert due.moment.zone == "America/New_York"
        assert due.moment.wall.isoformat() == "2026-11-19T09:00:00"

    def test_overdue_it_stays_where_it_was(self):
        known = facts([MADE_ONE])
        assert decide(known, at("2027-01-19 10:00")) == decide(known, NOW)

    def test_without_a_number_it_is_due_all_the_same_and_says_so(self):
        due = decide(facts([MADE_ONE], reachable=frozenset()), NOW)
        assert (due.kind, due.channel) == (NextKind.STEP, Channel.PHONE)
        assert codes(due)[-1] == "no_address"


class TestReview:
    def test_when_all_is_done_a_person_decides_five_working_days_later(self):
        due = decide(facts([touch("2026-11-16 11:00", step=3)]), NOW)
        assert (due.kind, due.step, due.channel) == (NextKind.REVIEW, None, None)
        assert wall(due.moment.at) == "Mon 2026-11-23 09:00"
        assert codes(due) == ["plan_done"]

    def test_after_leaving_the_last_step_out_not_before_that(self):
        known = facts([MADE_ONE, touch("2026-12-15 11:00", Outcome.SKIPPED, step=3)])
        assert wall(decide(known, NOW).moment.at) == "Tue 2026-12-15 11:00"

    def test_a_plan_without_steps_asks_what_comes_next(self):
        due = decide(facts(plan=()), NOW)
        assert codes(due) == ["no_plan"]
        assert wall(due.moment.at) == "Mon 2026-11-23 09:00"


def test_twelve_contacts_over_six_months_each_decided_from_the_one_before():
    """The whole job: decide, make the contact when it is due, decide again, until a person has to."""
    known = facts(plan=steps(0, 1, 3, 5, 8, 10, 12, 15, 15, 18, 20, 20))
    made = []
    now = NOW
    while (due := decide(known, now)).kind is NextKind.STEP:
        now = due.moment.at
        made.append((due.step, wall(now)[:14]))
        contact = touch(now, step=due.step, number=len(made))
        known = facts((*known.touches, contact), plan=known.steps)
    assert [number for number, _ in made] == list(range(1, 13))
    assert made[0] == (1, "Mon 2026-11-16")
    # Ten working days after 11 December, Christmas left out.
    assert made[4:6] == [(5, "Fri 2026-12-11"), (6, "Mon 2026-12-28")]
    assert made[-1] == (12, "Wed 2027-05-19")
    assert decide(known, now).kind is NextKind.REVIEW


def test_a_seller_without_a_single_free_day_still_has_a_moment():
    start = date(2026, 11, 16)
    never = frozenset(start + timedelta(days=days) for days in range(900))
    seller = LISBON.__class__(zone="Europe/Lisbon", days_off=never)
    due = decide(facts(plan=[step(1, 0)], seller=seller), NOW)
    assert "no_shared_days" in codes(due)
