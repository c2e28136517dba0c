"""What the guard holds back by time: the gap of a channel, a day's most, a "not now", an absence, their hours."""

from datetime import date, timedelta

import pytest

from tests.rules.made import LISBON, NEW_YORK, at, facts, touch, utc, wall
from tests.rules.test_guard import ask, codes
from twelfth.rules.facts import DecisionFacts, GuardPolicy, Hours, PromiseFacts
from twelfth.rules.guard import Clear, Contact, NotBefore, PassedBy, first_day_back, holds
from twelfth.rules.terms import AnchorKind, Channel, DecisionKind, Outcome, Party, Purpose

#: The gap, and no cap that would speak before it.
PLENTY = {"most_in_1_day": 99, "most_in_7_days": 99, "most_in_30_days": 99}


def asked_at(answer):
    """The reasons of an answer by their codes."""
    return {reason.code: reason.values for reason in answer.reasons}


def test_a_workspace_that_has_set_nothing_is_careful():
    assert GuardPolicy() == GuardPolicy(
        least_gap=timedelta(hours=20),
        channel_gaps=(),
        most_in_1_day=1,
        most_in_7_days=3,
        most_in_30_days=8,
        company_most_in_7_days=5,
        live_exchange=timedelta(days=7),
        refuses_overdrawn=False,
    )


class TestGap:
    ONE_HOUR = GuardPolicy(least_gap=timedelta(hours=1), **PLENTY)

    @pytest.mark.parametrize(("when", "clear"), [("2026-11-24 10:59", False), ("2026-11-24 11:00", True)])
    def test_it_ends_to_the_minute(self, when, clear):
        known = facts([touch("2026-11-24 10:00")], policy=self.ONE_HOUR)
        assert isinstance(ask(known, when), Clear) is clear

    def test_the_reason_carries_all_that_its_sentence_needs(self):
        made = touch("2026-11-24 10:00", own=False, by="Ana Silva", step=4, channel=Channel.EMAIL)
        answer = ask(facts([made], policy=self.ONE_HOUR), "2026-11-24 10:30")
        assert asked_at(answer) == {
            "least_gap": {
                "minutes": 60,
                "at": "2026-11-24T10:00:00+00:00",
                "channel": "email",
                "outcome": "voicemail",
                "direction": "out",
                "by": "Ana Silva",
                "planned": False,
                "step": 4,
            }
        }

    def test_the_last_of_several_counts(self):
        known = facts([touch("2026-11-24 10:00"), touch("2026-11-24 11:00")], policy=self.ONE_HOUR)
        assert wall(ask(known, "2026-11-24 11:30").moment.at) == "Tue 2026-11-24 12:00"


class TestChannelGap:
    CARDS = GuardPolicy(
        least_gap=timedelta(hours=1),
        channel_gaps=((Channel.SMS, timedelta(days=9)), (Channel.POST, timedelta(days=14))),
        **PLENTY,
    )

    def card(self, when, *touches, channel=Channel.POST):
        return ask(facts(touches, policy=self.CARDS), when, channel=channel)

    def test_two_cards_within_two_weeks_are_one_too_many(self):
        answer = self.card("2026-11-24 10:00", touch("2026-11-17 10:30", channel=Channel.POST))
        assert isinstance(answer, NotBefore)
        # 1 December, when the gap ends, is a holiday in Portugal.
        assert wall(answer.moment.at) == "Wed 2026-12-02 09:00"
        assert asked_at(answer)["channel_gap"]["minutes"] == 14 * 24 * 60
        assert asked_at(answer)["channel_gap"]["channel"] == "post"
        assert not answer.hard

    @pytest.mark.parametrize(("when", "clear"), [("2026-11-30 10:29", False), ("2026-11-30 10:30", True)])
    def test_it_ends_to_the_minute(self, when, clear):
        answer = self.card(when, touch("2026-11-16 10:30", channel=Channel.POST))
        assert isinstance(answer, Clear) is clear

    def test_another_channel_is_not_held_by_it(self):
        card = touch("2026-11-20 10:30", channel=Channel.POST)
        assert self.card("2026-11-24 10:00", card, channel=Channel.PHONE) == Clear()
        assert self.card("2026-11-24 10:00", card, channel=Channel.SMS) == Clear()

    def test_contacts_on_another_channel_do_not_count(self):
        assert self.card("2026-11-24 10:00", touch("2026-11-20 10:30", channel=Channel.PHONE)) == Clear()

    def test_the_last_card_counts_whatever_came_after_it(self):
        answer = self.card(
            "2026-11-24 10:00",
            touch("2026-10-20 10:30", channel=Channel.POST),
            touch("2026-11-12 10:30", channel=Channel.POST),
            touch("2026-11-20 10:30", channel=Channel.PHONE),
        )
        assert wall(answer.moment.at) == "Thu 2026-11-26 10:30"

    def test_a_channel_without_one_has_the_common_gap_alone(self):
        assert self.card("2026-11-24 10:00", touch("2026-11-24 08:59"), channel=Channel.PHONE) == Clear()


class TestDayCap:
    """The gap alone would let a second contact through on the same day."""

    TWO_A_DAY = GuardPolicy(least_gap=timedelta(hours=1), **(PLENTY | {"most_in_1_day": 2}))
    TWICE = (touch("2026-11-24 09:30"), touch("2026-11-24 11:00", by="Ana Silva"))

    def test_the_day_is_full(self):
        answer = ask(facts(self.TWICE, policy=self.TWO_A_DAY), "2026-11-24 15:00")
        assert wall(answer.moment.at) == "Wed 2026-11-25 09:00"
        assert asked_at(answer)["most_in_a_day"]["most"] == 2
        assert asked_at(answer)["most_in_a_day"]["by"] == "Ana Silva"

    def test_one_less_and_it_is_not(self):
        assert ask(facts(self.TWICE[:1], policy=self.TWO_A_DAY), "2026-11-24 15:00") == Clear()

    def test_yesterdays_do_not_fill_today(self):
        known = facts([touch("2026-11-23 16:00"), touch("2026-11-24 11:00")], policy=self.TWO_A_DAY)
        assert ask(known, "2026-11-24 15:00") == Clear()
        assert ask(facts(self.TWICE, policy=self.TWO_A_DAY), "2026-11-25 09:00") == Clear()

    def test_it_is_their_day_that_counts(self):
        # 23:30 and 23:50 in Lisbon are the evening of the same day in New York, whose day goes on for five hours.
        late = (touch("2026-11-24 23:30"), touch("2026-11-24 23:50"))
        night = Hours(weekdays=frozenset(range(7)), end=LISBON.hours.end.replace(hour=23))
        there = NEW_YORK.__class__(zone="America/New_York", hours=night)
        answer = ask(facts(late, policy=self.TWO_A_DAY, person=there), "2026-11-25 02:00")
        assert wall(answer.moment.at, NEW_YORK) == "Wed 2026-11-25 09:00"
        assert "most_in_a_day" in codes(answer)

    def test_a_day_of_25_hours_is_one_day(self):
        # Clocks go back on 25 October; the first of the two lies 24 hours and a half before.
        all_day = LISBON.__class__(
            zone="Europe/Lisbon", hours=Hours(weekdays=frozenset(range(7)), start=LISBON.hours.start.min)
        )
        twice = (touch(utc("2026-10-24 23:00")), touch(utc("2026-10-25 08:00")))
        known = facts(twice, policy=self.TWO_A_DAY, person=all_day, started="2026-10-20 10:00")
        assert "most_in_a_day" in codes(ask(known, "2026-10-25 17:59"))

    def test_a_cap_of_nothing_is_taken_as_one(self):
        none = GuardPolicy(least_gap=timedelta(hours=1), **(PLENTY | {"most_in_1_day": 0}))
        answer = ask(facts(self.TWICE[:1], policy=none), "2026-11-24 15:00")
        assert asked_at(answer)["most_in_a_day"]["most"] == 1
        assert ask(facts(policy=none), "2026-11-24 15:00") == Clear()


class TestCaps:
    def test_the_reason_names_the_cap_and_the_last_contact(self):
        known = facts([touch(f"2026-11-{day} 11:00", step=day - 16) for day in (18, 19, 20)])
        values = asked_at(ask(known, "2026-11-23 10:00"))["most_in_days"]
        assert (values["most"], values["days"], values["step"]) == (3, 7, 4)

    @pytest.mark.parametrize(("when", "clear"), [("2026-11-25 10:59", False), ("2026-11-25 11:00", True)])
    def test_they_end_to_the_minute(self, when, clear):
        known = facts([touch(f"2026-11-{day} 11:00") for day in (18, 19, 20)])
        assert isinstance(ask(known, when), Clear) is clear

    def test_of_thirty_days(self):
        known = facts(
            [touch("2026-11-02 11:00"), touch("2026-11-12 11:00")], policy=GuardPolicy(most_in_30_days=2)
        )
        answer = ask(known, "2026-11-24 10:00")
        assert asked_at(answer)["most_in_days"]["days"] == 30
        assert wall(answer.moment.at) == "Wed 2026-12-02 11:00"

    def test_the_longest_of_several_holds_is_told(self):
        known = facts([touch(f"2026-11-{day} 11:00") for day in (18, 20, 23)])
        assert codes(ask(known, "2026-11-24 09:30")) == ["most_in_days"]


class TestNotNow:
    def said(self, wake_on=date(2026, 12, 9), touches=(), **more):
        anchor = more.pop("wake_anchor", None)
        kind = more.pop("kind", DecisionKind.NOT_YET)
        decision = DecisionFacts(kind=kind, at=at("2026-11-20 10:00"), wake_on=wake_on, wake_anchor=anchor)
        return facts(touches, decision=decision, **more)

    def test_it_is_honoured_to_the_day_and_only_a_role_passes_it(self):
        answer = ask(self.said(), "2026-11-24 10:00")
        assert isinstance(answer, NotBefore)
        assert wall(answer.moment.at) == "Wed 2026-12-09 09:00"
        assert asked_at(answer) == {"not_now": {"at": "2026-11-20T10:00:00+00:00", "on": "2026-12-09"}}
        assert answer.hard
        assert answer.passed_by is PassedBy.ROLE

    def test_a_machine_never_passes_it(self):
        assert ask(self.said(), "2026-11-24 10:00", automatic=True).passed_by is PassedBy.NOBODY

    def test_on_the_day_itself_it_is_over(self):
        assert ask(self.said(), "2026-12-09 09:00") == Clear()

    def test_the_day_is_the_sellers(self):
        # Midnight in Lisbon is 19:00 of the day before in New York.
        night = Hours(weekdays=frozenset(range(7)), end=LISBON.hours.end.replace(hour=23))
        there = NEW_YORK.__class__(zone="America/New_York", hours=night)
        answer = ask(self.said(person=there), "2026-12-08 23:59")
        assert wall(answer.moment.at) == "Wed 2026-12-09 00:00"

    @pytest.mark.parametrize(
        "outcome",
        [
            *(Outcome.TALKED, Outcome.HESITATED, Outcome.CALL_BACK),
            *(Outcome.REPLIED, Outcome.CALLED_US, Outcome.ANSWERED_THERE, Outcome.MET),
        ],
    )
    def test_it_is_over_once_they_were_heard_again(self, outcome):
        heard = touch("2026-11-20 11:00", outcome)
        known = self.said(touches=[heard])
        assert "not_now" not in codes(ask(known, "2026-11-24 10:00"))

    @pytest.mark.parametrize(
        "before",
        [
            touch("2026-11-20 10:00", Outcome.TALKED),
            touch("2026-11-19 10:00", Outcome.REPLIED),
            touch("2026-11-20 11:00", Outcome.VOICEMAIL),
            touch("2026-11-20 11:00", Outcome.AUTO_REPLY),
        ],
        ids=["in that very talk", "before it", "a voicemail of ours", "a machine"],
    )
    def test_but_not_by_anything_else(self, before):
        assert "not_now" in codes(ask(self.said(touches=[before]), "2026-11-24 10:00"))

    def test_a_date_of_the_matter_may_end_it(self):
        dates = {AnchorKind.CONTRACT_END: date(2026, 12, 3)}
        known = self.said(None, wake_anchor=AnchorKind.CONTRACT_END, anchors=dates)
        assert asked_at(ask(known, "2026-11-24 10:00"))["not_now"]["on"] == "2026-12-03"

    def test_an_unknown_date_leaves_the_day(self):
        known = self.said(wake_anchor=AnchorKind.CONTRACT_END)
        assert asked_at(ask(known, "2026-11-24 10:00"))["not_now"]["on"] == "2026-12-09"

    def test_without_a_day_the_guard_does_not_hold(self):
        assert ask(self.said(None), "2026-11-24 10:00") == Clear()

    def test_other_decisions_are_no_not_now(self):
        assert ask(self.said(kind=DecisionKind.DROPPED), "2026-11-24 10:00") == Clear()

    def test_what_is_owed_may_come_before_it(self):
        promise = PromiseFacts(id=1, party=Party.US, due_at=at("2026-11-24 10:00"))
        known = self.said(promises=(promise,))
        assert ask(known, "2026-11-24 10:00", purpose=Purpose.KEEP_PROMISE) == Clear()


class TestAbsence:
    def test_without_a_date_it_says_that_it_is_a_guess(self):
        answer = ask(facts(away_since=at("2026-11-23 10:00")), "2026-11-24 10:00")
        assert asked_at(answer) == {"away_undated": {"back": "2026-12-07"}}
        assert not answer.hard

    def test_with_one_it_names_the_day(self):
        answer = ask(facts(away_until=date(2026, 11, 30)), "2026-11-24 10:00")
        assert asked_at(answer) == {"away": {"back": "2026-11-30"}}

    def test_the_two_weeks_are_counted_where_they_are(self):
        # 01:00 in Lisbon is the evening before in New York.
        known = facts(away_since=at("2026-11-24 01:00"), person=NEW_YORK)
        assert first_day_back(known) == date(2026, 12, 7)
        answer = ask(facts(away_until=date(2026, 11, 30), person=NEW_YORK), "2026-11-24 15:00")
        assert wall(answer.moment.at, NEW_YORK) == "Mon 2026-11-30 09:00"

    def test_on_the_first_day_back_it_is_over(self):
        assert ask(facts(away_until=date(2026, 11, 24)), "2026-11-24 10:00") == Clear()
        # Their midnight, before the hours begin.
        assert (
            holds(
                facts(away_until=date(2026, 11, 24)),
                Contact(at=at("2026-11-24 00:00")),
                at("2026-11-24 00:00"),
            )
            == []
        )

    def test_what_was_heard_before_the_absence_does_not_end_it(self):
        known = facts(
            [touch("2026-11-23 10:00", Outcome.TALKED)],
            away_until=date(2026, 11, 30),
            away_since=at("2026-11-23 10:00"),
        )
        assert first_day_back(known) == date(2026, 11, 30)

    def test_nor_does_the_machine_that_told_of_it(self):
        known = facts([touch("2026-11-23 11:00", Outcome.AUTO_REPLY)], away_since=at("2026-11-23 10:00"))
        assert first_day_back(known) == date(2026, 12, 7)

    def test_who_is_not_away_has_no_day(self):
        assert first_day_back(facts([touch("2026-11-23 11:00", Outcome.TALKED)])) is None

    def test_even_what_is_owed_waits_for_it(self):
        known = facts([touch("2026-11-23 10:00", Outcome.REPLIED)], away_until=date(2026, 11, 30))
        assert codes(ask(known, "2026-11-24 10:00", purpose=Purpose.ANSWER)) == ["away"]


class TestTheirHours:
    def test_the_night_carries_their_clock(self):
        answer = ask(facts(person=NEW_YORK), "2026-11-24 13:00")
        assert asked_at(answer) == {
            "quiet_hours": {"at": "2026-11-24T08:00:00-05:00", "zone": "America/New_York"}
        }

    @pytest.mark.parametrize(
        ("when", "clear"),
        [("08:59", False), ("09:00", True), ("17:59", True), ("18:00", False)],
    )
    def test_the_hours_begin_and_end_to_the_minute(self, when, clear):
        assert isinstance(ask(facts(), f"2026-11-24 {when}"), Clear) is clear

    def test_a_holiday_is_named(self):
        assert asked_at(ask(facts(), "2026-12-08 10:00")) == {
            "closed_holiday": {"day": "2026-12-08", "name": "Immaculate Conception"}
        }

    def test_a_weekend_is_told_by_its_day(self):
        assert asked_at(ask(facts(), "2026-11-28 10:00")) == {"closed_weekend": {"day": "2026-11-28"}}

    def test_a_place_that_is_never_open_holds_nothing(self):
        never = LISBON.__class__(zone="Europe/Lisbon", hours=Hours(weekdays=frozenset()))
        assert ask(facts(person=never), "2026-11-24 10:00") == Clear()


class TestPassing:
    """Who may do it all the same."""

    BUSY = (*(touch(f"2026-11-{day} 16:00") for day in (19, 20, 23)), touch("2026-11-24 09:30"))

    def test_a_warning_of_time_is_passed_with_one_key(self):
        answer = ask(facts(self.BUSY), "2026-11-24 10:00")
        assert answer.passed_by is PassedBy.KEY
        assert not any(ground.hard for ground in answer.grounds)

    def test_by_a_machine_never(self):
        answer = ask(facts(self.BUSY), "2026-11-24 10:00", automatic=True)
        assert answer.passed_by is PassedBy.NOBODY
        assert all(ground.passed_by is PassedBy.NOBODY for ground in answer.grounds)

    def test_nothing_to_pass_is_passed_with_one_key(self):
        assert Clear().passed_by is PassedBy.KEY
        assert not Clear().hard

    def test_a_promised_hour_stands_at_night_but_not_for_the_machine(self):
        assert isinstance(ask(facts(), "2026-11-24 20:00", promised=True), Clear)
        by_machine = ask(facts(), "2026-11-24 20:00", promised=True, automatic=True)
        assert wall(by_machine.moment.at) == "Wed 2026-11-25 09:00"

    def test_the_night_after_a_hold_needs_no_saying(self):
        away = ask(facts(away_until=date(2026, 11, 26)), "2026-11-24 10:00")
        assert codes(away) == ["away"]
        assert wall(away.moment.at) == "Thu 2026-11-26 09:00"

    def test_not_now_stands_before_what_holds_longer_and_is_told_once(self):
        said = DecisionFacts(kind=DecisionKind.NOT_YET, at=at("2026-11-20 10:00"), wake_on=date(2026, 11, 26))
        both = facts(decision=said, away_until=date(2026, 12, 15))
        assert codes(ask(both, "2026-11-24 10:00")) == ["not_now", "away"]
        assert codes(ask(both, "2026-11-24 10:00", automatic=True)) == ["away"]
        assert codes(ask(facts(decision=said), "2026-11-24 10:00")) == ["not_now"]
