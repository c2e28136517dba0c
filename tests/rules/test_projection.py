"""The steps that lie ahead, as they would fall if each were made on its day: what they wait for, where they end."""

from datetime import date, timedelta

import pytest

from tests.rules.made import LISBON, NEW_YORK, TOKYO, at, facts, step, steps, touch, wall
from tests.rules.test_cadence import NOW, codes
from twelfth.rules.cadence import MOST_AHEAD, project
from twelfth.rules.conditions import read_condition
from twelfth.rules.decide import decide
from twelfth.rules.facts import Anchor, Branch, DecisionFacts, Pause, PromiseFacts
from twelfth.rules.terms import AnchorKind, Channel, DecisionKind, Outcome, Party, Purpose

CALLED = touch("2026-11-16 11:00", step=1)


def ahead(known, now=NOW, **more):
    """Each as "number: day hour"."""
    return [f"{p.step}: {wall(p.moment.at)}" for p in project(known, now, **more)]


def value_of(projected, code):
    return next(reason.values for reason in projected.reasons if reason.code == code)


def promise(when, **more):
    return PromiseFacts(**({"id": 1, "party": Party.US, "due_at": at(when)} | more))


class TestWaitsBehind:
    def test_an_end_of_a_pause(self):
        known = facts([CALLED], pause=Pause(at=NOW, until=date(2026, 12, 8)))
        assert ahead(known) == ["2: Wed 2026-12-09 09:00", "3: Mon 2026-12-14 09:00"]

    @pytest.mark.parametrize("person", [LISBON, NEW_YORK, TOKYO])
    def test_what_is_shown_in_a_pause_is_what_is_decided_at_its_end(self, person):
        known = facts([CALLED], pause=Pause(at=NOW, until=date(2026, 12, 9)), person=person)
        assert project(known, NOW)[0].moment == decide(known, at("2026-12-09 09:00")).moment

    def test_a_pause_without_an_end_only_as_long_as_the_plan_says(self):
        assert ahead(facts([CALLED], pause=Pause(at=NOW)))[0] == "2: Thu 2026-11-19 09:00"

    def test_a_date_that_wakes_it(self):
        deferred = DecisionFacts(
            kind=DecisionKind.NOT_YET, at=NOW, wake_anchor=AnchorKind.CONTRACT_END, wake_on=date(2027, 1, 4)
        )
        known = facts([CALLED], decision=deferred, anchors={AnchorKind.CONTRACT_END: date(2027, 2, 1)})
        assert ahead(known)[0] == "2: Mon 2027-02-01 09:00"
        assert ahead(facts([CALLED], decision=deferred))[0] == "2: Mon 2027-01-04 09:00"

    def test_a_deferral_without_a_day_holds_back_nothing_that_is_shown(self):
        deferred = DecisionFacts(kind=DecisionKind.NOT_YET, at=NOW)
        assert ahead(facts([CALLED], decision=deferred))[0] == "2: Thu 2026-11-19 09:00"

    def test_the_last_of_what_is_to_be_waited_for(self):
        deferred = DecisionFacts(kind=DecisionKind.NOT_YET, at=NOW, wake_on=date(2026, 12, 14))
        known = facts([CALLED], decision=deferred, pause=Pause(at=NOW, until=date(2026, 12, 9)))
        assert ahead(known)[0] == "2: Mon 2026-12-14 09:00"

    def test_our_promises_are_taken_as_kept_and_move_the_clock(self):
        known = facts([CALLED], promises=(promise("2026-12-03 09:00"), promise("2026-11-20 09:00", id=2)))
        assert ahead(known)[0] == "2: Wed 2026-12-09 09:00"

    def test_an_overdue_promise_is_kept_now(self):
        assert ahead(facts([CALLED], promises=(promise("2026-11-01 09:00"),)), at("2026-11-24 11:00"))[0] == (
            "2: Fri 2026-11-27 09:00"
        )

    def test_a_kept_promise_is_a_contact_like_any_other(self):
        known = facts(
            [CALLED], plan=steps(0, 0), promises=(promise("2026-11-20 15:00", channel=Channel.EMAIL),)
        )
        (only,) = project(known, NOW)
        # 20 hours after it is a Saturday.
        assert wall(only.moment.at) == "Mon 2026-11-23 09:00"
        held = {"channel": "email", "outcome": "done", "direction": "out", "planned": True, "step": None}
        assert value_of(only, "least_gap") | held == value_of(only, "least_gap")
        (unsaid,) = project(facts([CALLED], plan=steps(0, 0), promises=(promise("2026-11-20 15:00"),)), NOW)
        assert value_of(unsaid, "least_gap")["channel"] == "phone"

    def test_once_it_is_kept_and_answered_nothing_is_owed_any_more(self):
        """Neither a step that keeps a promise nor one that answers passes over the gap then."""
        replied = touch("2026-11-16 11:30", Outcome.REPLIED)
        for purpose in (Purpose.KEEP_PROMISE, Purpose.ANSWER):
            known = facts(
                [CALLED, replied], plan=(step(1, 0), step(2, 0, purpose=purpose)),
                promises=(promise("2026-11-20 15:00"),), answer_waits_since=at("2026-11-16 11:30"),
            )  # fmt: skip
            assert ahead(known) == ["2: Mon 2026-11-23 09:00"]

    def test_what_is_waited_for_is_no_reason_of_the_steps_behind_it(self):
        deferred = DecisionFacts(kind=DecisionKind.NOT_YET, at=NOW, wake_on=date(2026, 12, 14))
        known = facts([CALLED], decision=deferred, answer_waits_since=NOW)
        assert codes(project(known, NOW)[0].reasons) == ["step", "after_contact"]

    def test_what_they_owe_us_moves_nothing(self):
        known = facts([CALLED], promises=(promise("2026-12-03 09:00", party=Party.THEM),))
        assert ahead(known)[0] == "2: Thu 2026-11-19 09:00"

    @pytest.mark.parametrize("held", [{"in_flight": True}, {"answer_waits_since": NOW}])
    def test_what_waits_for_somebody_today_changes_no_day_ahead(self, held):
        assert ahead(facts([CALLED], **held)) == ahead(facts([CALLED]))


class TestEnds:
    def test_a_plan_that_starts_over_is_shown_as_far_as_one_can_look(self):
        known = facts(plan=steps(0, 3), repeat_from=1)
        assert len(project(known, NOW)) == MOST_AHEAD
        assert [p.step for p in project(known, NOW, most=5)] == [1, 2, 3, 4, 5]
        assert project(known, NOW, most=0) == ()

    def test_where_a_reason_to_stop_would_hold(self):
        key = {"key": "second"}
        known = facts(
            plan=(step(1, 0), step(2, **key), step(3)), stop_when=(read_condition("no answer since: second"),)
        )
        assert [p.step for p in project(known, NOW)] == [1, 2]

    def test_any_one_of_the_reasons_is_enough(self):
        stop = tuple(read_condition(line) for line in ("replied", "deal: won"))
        assert ahead(facts(stop_when=stop, deal_stage="won")) == []

    def test_a_deferral_does_not_end_it_and_a_decision_does(self):
        dropped = DecisionFacts(kind=DecisionKind.DROPPED, at=NOW)
        assert ahead(facts(decision=dropped)) == []


class TestMadeAsPlanned:
    """Each is taken as made on its day, on its channel."""

    def test_the_gap_after_it_names_it(self):
        _, second = project(facts(plan=steps(0, 0)), NOW)
        assert value_of(second, "least_gap") == {
            "minutes": 20 * 60, "at": "2026-11-16T10:00:00+00:00", "channel": "phone", "outcome": "done",
            "direction": "out", "by": "", "planned": True, "step": 1,
        }  # fmt: skip

    def test_on_a_fall_back_it_is_that_channel_that_was_used(self):
        mail = (step(1, 0, Channel.EMAIL, fallbacks=(Channel.PHONE,)), step(2, 0))
        _, second = project(facts(plan=mail, reachable=frozenset({Channel.PHONE})), NOW)
        assert value_of(second, "least_gap")["channel"] == "phone"

    def test_without_any_channel_it_is_the_one_that_was_meant(self):
        mail = (step(1, 0, Channel.EMAIL), step(2, 0))
        _, second = project(facts(plan=mail, opted_out=frozenset({Channel.EMAIL})), NOW)
        assert value_of(second, "least_gap")["channel"] == "email"

    def test_a_missed_automatic_one_gets_its_next_chance(self):
        mail = (step(1, 0, Channel.EMAIL, automatic=True), step(2, 3))
        known = facts(plan=mail)
        assert ahead(known, at("2026-11-18 14:20")) == ["1: Wed 2026-11-18 15:00", "2: Mon 2026-11-23 09:00"]


class TestShape:
    def test_branches_are_followed_as_if_nothing_were_heard(self):
        plan = (step(1, 0, branches=(Branch((read_condition("not replied"),), 3),)), step(2), step(3))
        assert [p.step for p in project(facts(plan=plan), NOW)] == [1, 3]

    def test_it_never_goes_back_even_where_a_date_does(self):
        """The date of the third step lies before the second, which was late."""
        plan = (step(1, 0), step(2, 10), step(3, 0, anchor=Anchor(AnchorKind.MEETING)))
        known = facts(plan=plan, anchors={AnchorKind.MEETING: date(2026, 11, 20)})
        assert ahead(known) == [
            "1: Mon 2026-11-16 10:00",
            "2: Mon 2026-11-30 09:00",
            "3: Wed 2026-12-02 09:00",
        ]

    def test_the_channel_is_the_one_that_reaches_them(self):
        mail = step(1, 0, Channel.EMAIL, fallbacks=(Channel.PHONE,))
        (only,) = project(facts(plan=[mail], reachable=frozenset({Channel.PHONE})), NOW)
        assert only.channel is Channel.PHONE
        assert "other_channel" in codes(only.reasons)

    def test_where_every_channel_is_refused_it_is_shown_without_one_and_the_next_follows(self):
        plan = (step(1, 0, Channel.EMAIL), step(2))
        first, second = project(facts(plan=plan, opted_out=frozenset({Channel.EMAIL})), NOW)
        assert (first.channel, second.channel) == (None, Channel.PHONE)
        assert wall(second.moment.at) == "Thu 2026-11-19 09:00"

    def test_moments_are_told_at_their_place(self):
        (only,) = project(facts(plan=steps(0), person=NEW_YORK), NOW)
        assert only.moment.zone == "America/New_York"
        assert only.moment.wall.isoformat() == "2026-11-16T09:00:00"

    def test_purposes_ahead_count_on_the_account(self):
        """A gift between two asks keeps it even."""
        plan = [
            step(1, 5, purpose=Purpose.THANK), step(2, 5, purpose=Purpose.ASK_MEETING),
            step(3, 5, purpose=Purpose.ASK_MEETING), step(4, 5, purpose=Purpose.ASK_MEETING),
        ]  # fmt: skip
        warned = [p.step for p in project(facts(plan=plan), NOW) if "overdrawn" in codes(p.reasons)]
        assert warned == [4]

    def test_late_now_is_the_earliest_even_within_a_day(self):
        late = facts([CALLED])
        assert ahead(late, at("2026-11-19 15:30"))[0] == "2: Thu 2026-11-19 15:30"
        assert ahead(late, at("2026-11-19 08:30"))[0] == "2: Thu 2026-11-19 09:00"

    def test_a_now_of_another_zone_gives_moments_in_utc(self):
        now = at("2026-11-24 11:00").astimezone(at("2026-11-24 11:00", "Asia/Tokyo").tzinfo)
        assert project(facts([CALLED]), now)[0].moment.at.utcoffset() == timedelta(0)

    def test_a_step_that_was_skipped_stays_skipped(self):
        skipped = touch("2026-11-17 09:00", Outcome.SKIPPED, step=2)
        assert [p.step for p in project(facts([CALLED, skipped]), NOW)] == [3]
