"""The pest guard, over all plans and colleagues: who is held back, by whom, until when."""

from datetime import date, timedelta

import pytest

from tests.rules.made import LISBON, NEW_YORK, at, facts, touch, wall
from twelfth.rules.balance import DEPOSITS, NEUTRAL, WITHDRAWALS, Balance, balance, is_invited, weight
from twelfth.rules.facts import DecisionFacts, GuardPolicy, PromiseFacts
from twelfth.rules.guard import Clear, Never, NotBefore, PassedBy, first_day_back, verdict
from twelfth.rules.terms import Channel, DecisionKind, Direction, Outcome, Party, Purpose


def ask(known, when, **more):
    """The verdict on a share by phone, made by a person, unless said otherwise."""
    given = {"channel": Channel.PHONE, "promised": False, "automatic": False, "purpose": Purpose.SHARE} | more
    moment = at(when)
    return verdict(known, at=moment, now=given.pop("now", moment), **given)


def codes(answer):
    return [reason.code for reason in answer.reasons]


class TestOptOut:
    @pytest.mark.parametrize(
        "how", [{}, {"promised": True}, {"purpose": Purpose.ANSWER}, {"automatic": True}]
    )
    def test_nobody_passes_it(self, how):
        answer = ask(facts(opted_out_of_all=True), "2026-11-24 10:00", **how)
        assert isinstance(answer, Never)
        assert answer.hard

    def test_of_one_channel_it_forbids_that_channel_alone(self):
        known = facts(opted_out=frozenset({Channel.EMAIL}))
        assert isinstance(ask(known, "2026-11-24 10:00", channel=Channel.EMAIL, promised=True), Never)
        assert isinstance(ask(known, "2026-11-24 10:00", channel=Channel.PHONE), Clear)


class TestAnswers:
    def test_nothing_automatic_while_an_answer_waits(self):
        known = facts([touch("2026-11-23 10:00", Outcome.REPLIED)], answer_waits_since=at("2026-11-23 10:00"))
        answer = ask(known, "2026-11-24 10:00", automatic=True)
        assert isinstance(answer, Never)
        assert codes(answer) == ["answer_waits"]

    def test_nothing_automatic_while_we_owe_an_answer_that_somebody_has_seen(self):
        known = facts([touch("2026-11-23 10:00", Outcome.REPLIED, channel=Channel.EMAIL)])
        assert codes(ask(known, "2026-11-24 10:00", automatic=True)) == ["unanswered"]

    def test_once_we_have_answered_the_machine_may_go_on(self):
        known = facts([touch("2026-11-20 10:00", Outcome.REPLIED), touch("2026-11-20 15:00", Outcome.TALKED)])
        assert ask(known, "2026-11-24 10:00", automatic=True) == Clear()

    def test_a_meeting_is_no_answer_so_the_thank_you_may_go(self):
        known = facts([touch("2026-11-24 10:00", Outcome.MET)])
        assert ask(known, "2026-11-24 10:30", automatic=True, purpose=Purpose.THANK) == Clear()

    def test_a_person_is_told_to_look_first_but_may_go_on(self):
        known = facts([touch("2026-11-23 10:00", Outcome.REPLIED)], answer_waits_since=at("2026-11-23 10:00"))
        answer = ask(known, "2026-11-24 10:00")
        assert isinstance(answer, Clear)
        assert codes(answer) == ["answer_waits"]
        assert not answer.hard

    def test_answering_them_is_never_warned_about(self):
        known = facts([touch("2026-11-24 09:30", Outcome.REPLIED)], answer_waits_since=at("2026-11-24 09:30"))
        assert ask(known, "2026-11-24 10:00", purpose=Purpose.ANSWER) == Clear()


class TestNotNow:
    def test_a_longer_absence_does_not_hide_that_they_said_not_now(self):
        said = DecisionFacts(kind=DecisionKind.NOT_YET, at=at("2026-11-20 10:00"), wake_on=date(2026, 12, 1))
        known = facts(decision=said, away_until=date(2026, 12, 15), away_since=at("2026-11-21 10:00"))
        answer = ask(known, "2026-11-24 10:00")
        assert codes(answer) == ["not_now", "away"]
        assert answer.passed_by is PassedBy.ROLE


class TestGapAndCaps:
    def test_a_colleagues_call_yesterday_holds_today_back_and_is_named(self):
        known = facts([touch("2026-11-23 16:10", own=False, by="Ana Silva")])
        answer = ask(known, "2026-11-24 09:00")
        assert isinstance(answer, NotBefore)
        assert wall(answer.moment.at) == "Tue 2026-11-24 12:10"
        assert answer.reasons[0].values["by"] == "Ana Silva"
        assert not answer.hard

    def test_for_the_machine_the_gap_is_hard(self):
        assert ask(facts([touch("2026-11-23 16:10")]), "2026-11-24 09:00", automatic=True).hard

    def test_their_own_contact_starts_no_gap(self):
        assert ask(facts([touch("2026-11-24 09:30", Outcome.CALLED_US)]), "2026-11-24 10:00") == Clear()

    @pytest.mark.parametrize(
        "outcome", [Outcome.BOUNCED, Outcome.SKIPPED, Outcome.WRONG_NUMBER, Outcome.AUTO_REPLY]
    )
    def test_what_was_no_contact_starts_no_gap(self, outcome):
        assert ask(facts([touch("2026-11-24 09:30", outcome)]), "2026-11-24 10:00") == Clear()

    CALLED_MUCH = (*(touch(f"2026-11-{day} 16:00") for day in (19, 20, 23)), touch("2026-11-24 09:30"))

    def test_what_was_promised_is_never_too_much(self):
        promise = PromiseFacts(id=1, party=Party.US, due_at=at("2026-11-24 10:00"))
        known = facts(self.CALLED_MUCH, promises=(promise,))
        assert ask(known, "2026-11-24 10:00", promised=True) == Clear()
        assert ask(known, "2026-11-24 10:00", purpose=Purpose.KEEP_PROMISE) == Clear()

    def test_what_answers_them_is_never_too_much(self):
        known = facts((*self.CALLED_MUCH, touch("2026-11-24 09:40", Outcome.REPLIED)))
        assert ask(known, "2026-11-24 10:00", purpose=Purpose.ANSWER) == Clear()
        assert isinstance(ask(known, "2026-11-24 10:00", purpose=Purpose.SHARE), NotBefore)

    @pytest.mark.parametrize("purpose", [Purpose.ANSWER, Purpose.KEEP_PROMISE])
    def test_what_only_calls_itself_owed_is_not(self, purpose):
        assert isinstance(ask(facts(self.CALLED_MUCH), "2026-11-24 10:00", purpose=purpose), NotBefore)

    def test_three_contacts_in_a_week_are_the_most(self):
        known = facts(
            [touch("2026-11-18 11:00"), touch("2026-11-19 11:00", own=False), touch("2026-11-20 11:00")]
        )
        answer = ask(known, "2026-11-23 10:00")
        assert isinstance(answer, NotBefore)
        # When the first of the three is seven days old.
        assert wall(answer.moment.at) == "Wed 2026-11-25 11:00"
        assert answer.reasons[0].values | {"most": 3, "days": 7} == answer.reasons[0].values

    def test_seven_days_are_seven_times_24_hours_over_a_change_of_the_clocks(self):
        known = facts(
            [touch("2026-10-22 11:00"), touch("2026-10-23 11:00"), touch("2026-10-27 11:00")],
            started="2026-10-20 10:00",
        )
        answer = ask(known, "2026-10-28 10:00")
        assert isinstance(answer, NotBefore)
        assert answer.moment.at - at("2026-10-22 11:00") == timedelta(days=7)
        assert wall(answer.moment.at) == "Thu 2026-10-29 10:00"

    def test_eight_contacts_in_30_days_are_the_most(self):
        days = (2, 4, 6, 9, 11, 13, 17, 19)
        known = facts([touch(f"2026-11-{day:02} 11:00") for day in days], started="2026-11-01 10:00")
        answer = ask(known, "2026-11-27 10:00")
        assert isinstance(answer, NotBefore)
        assert wall(answer.moment.at) == "Wed 2026-12-02 11:00"

    def test_the_workspace_says_what_is_too_much(self):
        known = facts(
            [touch("2026-11-24 09:00")], policy=GuardPolicy(least_gap=timedelta(hours=1), most_in_1_day=2)
        )
        assert ask(known, "2026-11-24 10:00") == Clear()

    def test_a_cap_of_nothing_is_taken_as_one(self):
        known = facts([touch("2026-11-18 11:00")], policy=GuardPolicy(most_in_7_days=0))
        assert isinstance(ask(known, "2026-11-24 10:00"), NotBefore)


class TestTheirPlace:
    def test_evening_there_is_not_before_the_next_morning_there(self):
        answer = ask(facts(person=NEW_YORK), "2026-11-24 13:00")
        assert isinstance(answer, NotBefore)
        assert wall(answer.moment.at, NEW_YORK) == "Tue 2026-11-24 09:00"
        assert codes(answer) == ["quiet_hours"]

    def test_the_sellers_own_hours_are_the_sellers_business(self):
        assert ask(facts(person=NEW_YORK), "2026-11-24 21:30") == Clear()

    def test_a_holiday_there(self):
        answer = ask(facts(), "2026-12-08 10:00")
        assert codes(answer) == ["closed_holiday"]
        assert wall(answer.moment.at) == "Wed 2026-12-09 09:00"

    def test_a_gap_that_ends_on_a_saturday_leads_to_monday(self):
        answer = ask(facts([touch("2026-11-27 16:00")]), "2026-11-27 17:00")
        assert wall(answer.moment.at) == "Mon 2026-11-30 09:00"
        assert codes(answer) == ["least_gap", "closed_weekend"]

    def test_a_promised_hour_stands_with_a_warning(self):
        answer = ask(facts(), "2026-11-28 20:00", promised=True)
        assert isinstance(answer, Clear)
        assert codes(answer) == ["closed_weekend"]

    def test_what_was_meant_for_the_past_is_judged_now(self):
        answer = ask(facts(), "2026-11-24 10:00", now=at("2026-11-24 20:00"))
        assert isinstance(answer, NotBefore)


class TestAbsence:
    def test_nothing_before_the_first_day_back(self):
        known = facts(away_until=date(2026, 11, 30), away_since=at("2026-11-23 10:00"))
        answer = ask(known, "2026-11-24 10:00", automatic=True)
        assert wall(answer.moment.at) == "Mon 2026-11-30 09:00"
        assert answer.hard
        assert codes(answer) == ["away"]

    def test_without_a_date_two_weeks_are_assumed(self):
        assert first_day_back(facts(away_since=at("2026-11-23 10:00"))) == date(2026, 12, 7)

    @pytest.mark.parametrize("outcome", [Outcome.REPLIED, Outcome.TALKED, Outcome.MET])
    def test_who_was_heard_since_is_back(self, outcome):
        known = facts(
            [touch("2026-11-24 09:00", outcome)],
            away_until=date(2026, 11, 30),
            away_since=at("2026-11-23 10:00"),
        )
        assert first_day_back(known) is None


class TestBalance:
    def test_every_purpose_is_one_of_the_three(self):
        assert set(Purpose) == DEPOSITS | WITHDRAWALS | NEUTRAL
        assert len(Purpose) == len(DEPOSITS) + len(WITHDRAWALS) + len(NEUTRAL)

    @pytest.mark.parametrize(
        ("purpose", "more", "expected"),
        [
            (Purpose.THANK, {}, 1),
            (Purpose.ASK_MEETING, {}, -1),
            (Purpose.ASK_MEETING, {"invited": True}, 0),
            (Purpose.STATEMENT, {}, 0),
            (Purpose.ASK_MEETING, {"outcome": Outcome.NO_ANSWER}, 0),
            (None, {}, 0),
        ],
    )
    def test_the_purpose_says_what_it_is(self, purpose, more, expected):
        assert weight(purpose, **more) == expected

    def test_it_counts_all_our_contacts_with_them_and_none_of_theirs(self):
        known = [
            touch("2026-11-16 10:00", purpose=Purpose.THANK),
            touch("2026-11-17 10:00", purpose=Purpose.ASK_MEETING, own=False),
            touch("2026-11-18 10:00", Outcome.REPLIED, purpose=Purpose.ASK_FEEDBACK),
            touch("2026-11-20 10:00", Outcome.BOUNCED, purpose=Purpose.THANK),
        ]
        assert balance(known) == Balance(gave=1, asked=1)

    def test_what_they_invited_is_no_withdrawal(self):
        called_back = touch("2026-11-16 10:00", Outcome.CALL_BACK)
        asked = touch("2026-11-17 10:00", Outcome.TALKED, purpose=Purpose.ASK_MEETING)
        assert balance([called_back, asked]) == Balance()
        assert balance([asked]) == Balance(asked=1)
        assert is_invited([called_back])
        assert not is_invited([called_back, asked])

    def test_an_ask_on_an_overdrawn_account_is_warned_about(self):
        known = facts([touch("2026-11-17 10:00", purpose=Purpose.ASK_MEETING)])
        answer = ask(known, "2026-11-24 10:00", purpose=Purpose.ASK_DECISION)
        assert isinstance(answer, Clear)
        assert [reason.values for reason in answer.reasons] == [{"gave": 0, "asked": 1}]
        assert not answer.hard

    def test_but_the_machine_never_asks_then(self):
        known = facts([touch("2026-11-17 10:00", purpose=Purpose.ASK_MEETING)])
        assert isinstance(ask(known, "2026-11-24 10:00", purpose=Purpose.ASK_DECISION, automatic=True), Never)

    def test_a_gift_is_always_welcome(self):
        known = facts([touch("2026-11-17 10:00", purpose=Purpose.ASK_MEETING)])
        assert ask(known, "2026-11-24 10:00", purpose=Purpose.SHARE) == Clear()

    def test_a_hot_buyer_may_be_asked(self):
        known = facts(
            [
                touch("2026-11-17 10:00", purpose=Purpose.ASK_MEETING),
                touch("2026-11-23 10:00", Outcome.CALLED_US, direction=Direction.IN),
            ]
        )
        assert ask(known, "2026-11-24 10:00", purpose=Purpose.ASK_DECISION) == Clear()


def test_place_of_the_moment_is_theirs():
    answer = ask(facts(person=NEW_YORK, seller=LISBON), "2026-11-24 13:00")
    assert answer.moment.zone == "America/New_York"
