"""The plan: which step is next, how it is done, and how those after it would fall."""

from datetime import date

import pytest

from tests.rules.made import LISBON, NEW_YORK, at, calendar_days, facts, step, steps, touch, wall
from twelfth.rules.cadence import base_of, choose_channel, place, project
from twelfth.rules.facts import DecisionFacts, PromiseFacts
from twelfth.rules.position import position
from twelfth.rules.terms import Channel, DecisionKind, Outcome, Party, Purpose

NOW = at("2026-11-16 10:00")


def codes(reasons):
    return [reason.code for reason in reasons]


def falls(known, now=NOW):
    following = position(known).step
    assert following is not None
    return place(known, following, now)


class TestNextStep:
    def test_a_plan_begins_with_its_first(self):
        assert position(facts()).step.number == 1

    def test_the_one_after_the_last_that_was_made(self):
        assert position(facts([touch("2026-11-16 11:00", step=1)])).step.number == 2

    def test_a_step_left_out_is_not_asked_for_again(self):
        assert position(facts([touch("2026-11-16 11:00", Outcome.SKIPPED, step=1)])).step.number == 2

    def test_a_step_made_early_is_never_repeated_and_those_before_it_are_over(self):
        assert position(facts([touch("2026-11-16 11:00", step=2)])).step.number == 3

    def test_steps_of_other_follow_ups_and_contacts_outside_the_plan_are_no_steps(self):
        known = facts([touch("2026-11-16 11:00", step=2, own=False), touch("2026-11-16 12:00")])
        assert position(known).step.number == 1

    @pytest.mark.parametrize("outcome", [Outcome.BOUNCED, Outcome.WRONG_NUMBER])
    def test_what_came_back_has_still_to_be_done(self, outcome):
        assert position(facts([touch("2026-11-16 11:00", outcome, step=1)])).step.number == 1

    def test_a_bounce_that_comes_late_leads_nowhere_back(self):
        known = facts([touch("2026-11-16 11:00", Outcome.BOUNCED, step=1), touch("2026-11-19 11:00", step=2)])
        assert position(known).step.number == 3

    def test_a_plan_that_is_done_has_none(self):
        assert position(facts([touch("2026-11-16 11:00", step=3)])).step is None


class TestChannel:
    MAIL_OR_CALL = step(1, channel=Channel.EMAIL, fallbacks=(Channel.LINKEDIN, Channel.PHONE))

    def choose(self, **more):
        return choose_channel(facts(**more), self.MAIL_OR_CALL)

    def test_its_own_where_that_reaches_them(self):
        assert self.choose() == (Channel.EMAIL, ())

    def test_else_the_first_that_does(self):
        channel, reasons = self.choose(reachable=frozenset({Channel.PHONE}))
        assert channel is Channel.PHONE
        assert reasons[0].values == {"wanted": "email", "channel": "phone", "why": "no_address"}

    def test_a_refused_channel_is_never_taken(self):
        channel, reasons = self.choose(opted_out=frozenset({Channel.EMAIL, Channel.LINKEDIN}))
        assert channel is Channel.PHONE
        assert reasons[0].values["why"] == "refused"

    def test_a_channel_that_bounced_is_not_tried_again_for_the_same_step(self):
        bounced = touch("2026-11-16 11:00", Outcome.BOUNCED, channel=Channel.EMAIL, step=1)
        channel, reasons = self.choose(touches=[bounced])
        assert channel is Channel.LINKEDIN
        assert reasons[0].values["why"] == "came_back"

    def test_where_nothing_reaches_them_it_stays_due_and_says_so(self):
        channel, reasons = self.choose(reachable=frozenset())
        assert channel is Channel.EMAIL
        assert codes(reasons) == ["no_address"]

    def test_what_is_refused_is_not_even_asked_for(self):
        channel, reasons = self.choose(reachable=frozenset(), opted_out=frozenset({Channel.EMAIL}))
        assert channel is Channel.LINKEDIN
        assert codes(reasons) == ["other_channel", "no_address"]

    def test_where_all_are_refused_a_person_decides(self):
        refused = frozenset({Channel.EMAIL, Channel.LINKEDIN, Channel.PHONE})
        channel, reasons = self.choose(opted_out=refused)
        assert channel is None
        assert codes(reasons) == ["all_channels_refused"]

    def test_the_machine_only_does_what_goes_as_it_was_written(self):
        mail = step(1, 0, Channel.EMAIL, automatic=True, fallbacks=(Channel.PHONE,))
        assert falls(facts(plan=[mail])).automatic
        assert not falls(facts(plan=[mail], reachable=frozenset({Channel.PHONE}))).automatic


class TestClock:
    def test_the_first_step_falls_on_the_day_it_starts(self):
        assert wall(falls(facts()).at) == "Mon 2026-11-16 10:00"

    def test_a_thank_you_goes_out_on_the_day_of_the_meeting(self):
        known = facts([touch("2026-11-16 10:30", Outcome.MET)])
        assert wall(falls(known).at) == "Mon 2026-11-16 10:30"

    def test_after_working_hours_it_is_the_next_morning(self):
        assert wall(falls(facts(started="2026-11-16 19:00")).at) == "Tue 2026-11-17 09:00"

    @pytest.mark.parametrize(
        "contact",
        [
            touch("2026-11-18 15:00", own=False, by="Ana Silva"),
            touch("2026-11-18 15:00", Outcome.CALLED_US),
            touch("2026-11-18 15:00", Outcome.ANSWERED_THERE, channel=Channel.LINKEDIN),
            touch("2026-11-18 15:00", Outcome.TALKED),
        ],
        ids=["a colleague's call", "their call", "their answer elsewhere", "a call outside the plan"],
    )
    def test_any_real_contact_moves_the_clock(self, contact):
        known = facts([touch("2026-11-16 11:00", step=1), contact])
        assert wall(falls(known).at) == "Mon 2026-11-23 09:00"

    @pytest.mark.parametrize("outcome", [Outcome.AUTO_REPLY, Outcome.BOUNCED, Outcome.WRONG_NUMBER])
    def test_what_was_no_contact_does_not(self, outcome):
        known = facts([touch("2026-11-16 11:00", step=1), touch("2026-11-18 15:00", outcome)])
        assert wall(falls(known).at) == "Thu 2026-11-19 09:00"

    def test_contacts_from_before_the_start_do_not(self):
        known = facts([touch("2026-11-10 11:00")], plan=steps(2))
        assert base_of(known).at == at("2026-11-16 10:00")

    def test_a_plan_taken_up_again_counts_from_then(self):
        known = facts([touch("2026-11-16 11:00", step=1)], resumed_at=at("2027-02-01 10:00"))
        assert wall(falls(known).at) == "Thu 2027-02-04 09:00"

    def test_a_step_left_out_leaves_its_days_in_place(self):
        known = facts([touch("2026-11-16 11:00", step=1), touch("2026-11-17 09:00", Outcome.SKIPPED, step=2)])
        placed = falls(known)
        assert wall(placed.at) == "Tue 2026-11-24 09:00"
        assert "after_skipped" in codes(placed.reasons)

    def test_leaving_a_late_step_out_plans_nothing_in_the_past(self):
        known = facts([touch("2026-11-16 11:00", step=1), touch("2026-12-15 11:00", Outcome.SKIPPED, step=2)])
        assert wall(falls(known).at) == "Tue 2026-12-15 11:00"

    def test_calendar_days_that_end_on_a_weekend_move_to_monday(self):
        known = facts(
            [touch("2026-11-16 11:00", step=1)], plan=[step(1, 0), step(2, offset=calendar_days(5))]
        )
        placed = falls(known)
        assert wall(placed.at) == "Mon 2026-11-23 09:00"
        assert "moved_weekend" in codes(placed.reasons)

    def test_the_gap_moves_it_and_says_whose_contact_it_was(self):
        known = facts(
            [touch("2026-11-16 09:30", own=False, by="Ana Silva")], started="2026-11-16 10:00", plan=steps(0)
        )
        placed = falls(known)
        assert wall(placed.at) == "Tue 2026-11-17 09:00"
        held = next(reason for reason in placed.reasons if reason.code == "least_gap")
        assert held.values["by"] == "Ana Silva"

    def test_it_waits_until_they_are_back(self):
        known = facts([touch("2026-11-16 11:00", step=1)], away_until=date(2026, 11, 30))
        assert wall(falls(known).at) == "Mon 2026-11-30 09:00"

    def test_the_hour_is_welcome_on_both_sides_of_the_ocean(self):
        known = facts([touch("2026-11-16 16:00", step=1)], person=NEW_YORK)
        placed = falls(known)
        assert wall(placed.at) == "Thu 2026-11-19 14:00"
        assert placed.reasons[-1].values == {"at": "2026-11-19T09:00:00-05:00", "zone": "America/New_York"}


class TestAutomatic:
    MAIL = (step(1, 0, Channel.EMAIL, automatic=True), step(2, 3, Channel.EMAIL, automatic=True))

    def test_after_an_answer_a_person_does_what_the_machine_would_have_done(self):
        known = facts(
            [
                touch("2026-11-16 11:00", Outcome.SENT, step=1, channel=Channel.EMAIL),
                touch("2026-11-17 11:00", Outcome.REPLIED),
            ],
            plan=self.MAIL,
        )
        placed = falls(known)
        assert not placed.automatic
        assert codes(placed.reasons)[-2:] == ["unanswered", "by_hand"]

    def test_an_hour_late_it_stays_where_it_was(self):
        known = facts(plan=self.MAIL)
        assert falls(known, at("2026-11-16 17:00")).at == at("2026-11-16 10:00")

    def test_a_day_late_it_gets_the_next_full_hour(self):
        placed = falls(facts(plan=self.MAIL), at("2026-11-18 14:20"))
        assert wall(placed.at) == "Wed 2026-11-18 15:00"
        assert "planned_anew" in codes(placed.reasons)

    def test_at_night_it_gets_the_next_morning(self):
        assert wall(falls(facts(plan=self.MAIL), at("2026-11-20 23:00")).at) == "Mon 2026-11-23 09:00"

    def test_after_the_last_full_hour_too(self):
        assert wall(falls(facts(plan=self.MAIL), at("2026-11-18 17:30")).at) == "Thu 2026-11-19 09:00"

    @pytest.mark.parametrize("now", ["14:11", "14:20", "14:59", "15:00", "15:10"])
    def test_asking_again_gives_the_same_chance_until_it_has_passed(self, now):
        assert wall(falls(facts(plan=self.MAIL), at(f"2026-11-18 {now}")).at) == "Wed 2026-11-18 15:00"

    def test_then_the_next_one(self):
        assert wall(falls(facts(plan=self.MAIL), at("2026-11-18 15:11")).at) == "Wed 2026-11-18 16:00"

    def test_what_a_person_does_stays_overdue_where_it_was(self):
        assert falls(facts(), at("2026-12-18 14:20")).at == at("2026-11-16 10:00")


class TestProjection:
    def test_each_step_as_if_the_one_before_it_were_made_on_its_day(self):
        ahead = project(facts(plan=steps(0, 3, 5)), NOW)
        assert [(p.step, wall(p.moment.at)) for p in ahead] == [
            (1, "Mon 2026-11-16 10:00"),
            (2, "Thu 2026-11-19 09:00"),
            (3, "Thu 2026-11-26 09:00"),
        ]

    def test_over_christmas(self):
        ahead = project(facts(plan=steps(0, 3, 3, 3), started="2026-12-18 10:00"), at("2026-12-18 10:00"))
        assert [wall(p.moment.at)[:14] for p in ahead] == [
            "Fri 2026-12-18",
            "Wed 2026-12-23",
            "Tue 2026-12-29",
            "Mon 2027-01-04",
        ]

    def test_what_is_late_counts_as_made_next(self):
        ahead = project(facts(), at("2026-11-23 20:00"))
        assert [wall(p.moment.at)[:14] for p in ahead] == [
            "Tue 2026-11-24",
            "Fri 2026-11-27",
            "Thu 2026-12-03",
        ]

    def test_the_plan_waits_behind_our_promise(self):
        promise = PromiseFacts(id=1, party=Party.US, due_at=at("2026-12-03 09:00"))
        ahead = project(facts([touch("2026-11-16 11:00", step=1)], promises=(promise,)), NOW)
        assert wall(ahead[0].moment.at) == "Wed 2026-12-09 09:00"

    def test_and_behind_the_day_to_wake_on(self):
        deferred = DecisionFacts(kind=DecisionKind.NOT_YET, at=NOW, wake_on=date(2027, 3, 1))
        ahead = project(facts([touch("2026-11-16 11:00", step=1)], decision=deferred), NOW)
        assert wall(ahead[0].moment.at) == "Mon 2027-03-01 09:00"

    @pytest.mark.parametrize(
        "ended",
        [{"opted_out_of_all": True}, {"decision": DecisionFacts(kind=DecisionKind.NO, at=NOW)}],
        ids=["opted out", "decided"],
    )
    def test_nothing_lies_ahead_of_what_has_ended(self, ended):
        assert project(facts(**ended), NOW) == ()

    def test_the_first_of_them_is_the_next_moment(self):
        known = facts([touch("2026-11-16 11:00", step=1)])
        assert project(known, NOW)[0].moment.at == falls(known).at

    def test_asks_after_many_asks_are_warned_about_ahead(self):
        plan = [step(n, 5, purpose=Purpose.ASK_MEETING) for n in (1, 2)]
        assert "overdrawn" in codes(project(facts(plan=plan), NOW)[1].reasons)


def test_nobody_of_the_two_needs_a_country():
    known = facts(person=LISBON.__class__(zone="UTC"), seller=LISBON.__class__(zone="UTC"))
    assert len(project(known, NOW)) == 3
