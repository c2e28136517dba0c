"""Where a step falls: hours on the clock, dates of the matter, steps left out, put off, missed; and the reasons told."""

from datetime import date, timedelta

import pytest

from tests.rules.made import (
    BERLIN,
    LISBON,
    NEW_YORK,
    TOKYO,
    at,
    calendar_days,
    facts,
    step,
    steps,
    touch,
    wall,
)
from tests.rules.test_cadence import NOW, codes, falls
from twelfth.rules.cadence import base_of, choose_channel, next_chance, project
from twelfth.rules.facts import (
    Anchor,
    Elsewhere,
    GuardPolicy,
    Hours,
    Offset,
    Pause,
    Place,
    Postponement,
)
from twelfth.rules.terms import (
    AnchorKind,
    Channel,
    Direction,
    OffsetUnit,
    Outcome,
    Postponed,
)

CALLED = touch("2026-11-16 11:00", step=1)
#: No gap that would hide where an offset leads.
FREE = GuardPolicy(least_gap=timedelta(), most_in_1_day=99, most_in_7_days=99, most_in_30_days=99)


def told(placed, code):
    return next(reason.values for reason in placed.reasons if reason.code == code)


def hours(amount):
    return Offset(amount, OffsetUnit.HOURS)


class TestOnTheClock:
    def test_within_the_hour(self):
        plan = (step(1, 0), step(2, offset=Offset(40, OffsetUnit.MINUTES)))
        placed = falls(facts([CALLED], plan=plan, policy=FREE))
        assert wall(placed.at) == "Mon 2026-11-16 11:40"
        assert told(placed, "after_contact")["unit"] == "minutes"

    def test_hours_that_end_at_night_lead_to_the_morning(self):
        placed = falls(facts([CALLED], plan=(step(1, 0), step(2, offset=hours(12))), policy=FREE))
        assert wall(placed.at) == "Tue 2026-11-17 09:00"
        assert told(placed, "moved_evening") == {"day": "2026-11-16"}


class TestDatesOfTheMatter:
    ENDS = date(2027, 3, 31)

    def ends(self, offset, *, before=False, on=ENDS, **more):
        plan = (step(1, 0), step(2, offset=offset, anchor=Anchor(AnchorKind.CONTRACT_END, before)))
        return falls(facts([CALLED], plan=plan, anchors={AnchorKind.CONTRACT_END: on}, **more))

    def test_working_days_before_it(self):
        # The Good Friday of 2027 is 26 March, and does not count.
        placed = self.ends(Offset(5), before=True)
        assert wall(placed.at) == "Tue 2027-03-23 09:00"
        assert codes(placed.reasons) == ["step", "from_anchor", "not_counted"]
        assert told(placed, "from_anchor") == {
            "amount": 5,
            "unit": "working_days",
            "anchor": "contract_end",
            "on": "2027-03-31",
            "before": True,
            "is_known": True,
        }

    def test_working_days_after_it(self):
        assert wall(self.ends(Offset(2)).at) == "Fri 2027-04-02 09:00"

    def test_calendar_days_before_it(self):
        placed = self.ends(calendar_days(90), before=True)
        # 31 December; it is a working day.
        assert wall(placed.at) == "Thu 2026-12-31 09:00"

    def test_what_it_makes_late_is_made_next(self):
        assert wall(self.ends(calendar_days(365), before=True, policy=FREE).at) == "Mon 2026-11-16 11:00"

    def test_the_day_begins_where_they_are(self):
        placed = self.ends(Offset(0), on=date(2026, 12, 3), person=TOKYO)
        assert wall(placed.at, TOKYO)[:14] == "Thu 2026-12-03"

    def test_the_start_stands_in_and_says_so(self):
        known = facts(plan=[step(1, 2, anchor=Anchor(AnchorKind.PROPOSAL))])
        placed = falls(known)
        assert wall(placed.at) == "Wed 2026-11-18 09:00"
        assert told(placed, "from_anchor")["is_known"] is False
        assert told(placed, "from_anchor")["on"] == "2026-11-16"

    def test_the_clock_of_contacts_does_not_move_it(self):
        plan = (step(1, 0), step(2, 5, anchor=Anchor(AnchorKind.MEETING)))
        talked = touch("2026-11-20 11:00", Outcome.TALKED)
        assert wall(falls(facts([CALLED, talked], plan=plan)).at) == "Mon 2026-11-23 09:00"


class TestSteps:
    def test_the_first_reason_says_which_of_how_many(self):
        assert told(falls(facts([CALLED])), "step") == {"number": 2, "of": 3}

    def test_a_plan_that_starts_over_has_no_last(self):
        assert told(falls(facts([CALLED], repeat_from=1)), "step") == {"number": 2}

    def test_from_the_start(self):
        assert told(falls(facts(plan=steps(4))), "after_start") == {
            "amount": 4,
            "unit": "working_days",
            "at": "2026-11-16T10:00:00+00:00",
        }

    def test_from_a_contact_with_all_that_its_sentence_needs(self):
        talked = touch("2026-11-17 11:00", Outcome.CALLED_US, by="Ana Silva", channel=Channel.SMS)
        assert told(falls(facts([CALLED, talked])), "after_contact") == {
            "amount": 3,
            "unit": "working_days",
            "at": "2026-11-17T11:00:00+00:00",
            "channel": "sms",
            "outcome": "called_us",
            "direction": "in",
            "by": "Ana Silva",
        }

    def test_ahead_from_the_planned_one(self):
        second = project(facts(), NOW)[1]
        assert told(second, "after_planned") == {
            "amount": 3,
            "unit": "working_days",
            "at": "2026-11-16T10:00:00+00:00",
            "step": 1,
        }

    def test_holidays_that_did_not_count_are_named(self):
        placed = falls(facts([touch("2026-12-04 11:00", step=1)]))
        assert told(placed, "not_counted")["name"] == "Immaculate Conception"
        assert codes(placed.reasons) == ["step", "after_contact", "not_counted"]


class TestLeftOut:
    def skipped(self, number, when="2026-11-17 09:00", **more):
        return touch(when, Outcome.SKIPPED, step=number, **more)

    def test_the_days_of_all_that_were_left_out_pass(self):
        known = facts([CALLED, self.skipped(2), self.skipped(3)], plan=steps(0, 2, 3, 4))
        placed = falls(known)
        # 2 + 3 + 4 working days after Monday the 16th.
        assert wall(placed.at) == "Fri 2026-11-27 09:00"
        assert told(placed, "after_skipped") == {"steps": "2, 3", "count": 2}

    def test_a_date_that_was_left_out_has_no_days_to_pass(self):
        plan = (step(1, 0), step(2, 9, anchor=Anchor(AnchorKind.MEETING)), step(3, 4))
        placed = falls(facts([CALLED, self.skipped(2)], plan=plan))
        assert wall(placed.at) == "Fri 2026-11-20 09:00"

    def test_those_of_another_matter_do_not(self):
        known = facts([CALLED, self.skipped(2, own=False)], plan=steps(0, 2, 3))
        assert wall(falls(known).at) == "Wed 2026-11-18 09:00"

    def test_once_a_contact_came_after_it_its_days_are_over(self):
        known = facts([CALLED, self.skipped(2), touch("2026-11-18 11:00")], plan=steps(0, 2, 3))
        placed = falls(known)
        assert wall(placed.at) == "Mon 2026-11-23 09:00"
        assert "after_skipped" not in codes(placed.reasons)

    def test_a_step_that_is_asked_for_again_waits_its_own_days_once(self):
        """It was left out, then done all the same, and came back."""
        known = facts([CALLED, self.skipped(2), touch("2026-11-17 10:00", Outcome.BOUNCED, step=2)])
        placed = falls(known)
        assert wall(placed.at) == "Thu 2026-11-19 09:00"
        assert "after_skipped" not in codes(placed.reasons)

    def test_a_step_that_comes_after_is_not_passed(self):
        """It was left out, then the plan was changed so that an earlier one is asked for."""
        known = facts([CALLED, self.skipped(3)], plan=steps(0, 2, 3))
        base = base_of(known)
        assert base.skipped == (3,)
        assert base.floor == at("2026-11-17 09:00")


class TestBase:
    def test_the_contact_itself_is_kept(self):
        base = base_of(facts([CALLED]))
        assert (base.at, base.touch, base.skipped, base.floor) == (CALLED.at, CALLED, (), CALLED.at)

    def test_without_one_it_is_the_start(self):
        base = base_of(facts([touch("2026-11-10 11:00", step=1)]))
        assert (base.at, base.touch, base.skipped, base.floor) == (NOW, None, (), NOW)

    def test_a_contact_at_the_very_start_counts(self):
        first = touch(NOW, step=1)
        assert base_of(facts([first])).touch is first

    @pytest.mark.parametrize("outcome", [Outcome.BOUNCED, Outcome.WRONG_NUMBER])
    def test_nothing_is_planned_before_a_step_came_back(self, outcome):
        base = base_of(facts([CALLED, touch("2026-11-18 11:00", outcome, step=2)]))
        assert (base.at, base.skipped, base.floor) == (CALLED.at, (), at("2026-11-18 11:00"))

    def test_what_came_back_outside_the_plan_shapes_nothing(self):
        for bounced in (
            touch("2026-11-18 11:00", Outcome.BOUNCED),
            touch("2026-11-18 11:00", Outcome.BOUNCED, step=2, own=False),
        ):
            assert base_of(facts([CALLED, bounced])).floor == CALLED.at

    def test_an_earlier_start_than_the_plans_is_none(self):
        assert base_of(facts(resumed_at=at("2026-11-01 10:00"))).at == NOW

    def test_the_end_of_a_pause_is_a_floor_and_no_start(self):
        base = base_of(facts([CALLED], pause=Pause(at=NOW, until=date(2026, 11, 24))))
        assert (base.at, base.floor) == (CALLED.at, at("2026-11-24 09:00"))
        none = base_of(facts(pause=Pause(at=NOW, until=date(2026, 11, 24))))
        assert (none.at, none.floor) == (NOW, at("2026-11-24 09:00"))


class TestPutOff:
    def put_off(self, to, number=2, why=Postponed.BY_HAND, **more):
        return falls(facts([CALLED], postponed=Postponement(step=number, to=to, why=why), **more))

    def test_it_falls_on_that_day_and_says_why(self):
        placed = self.put_off(date(2026, 11, 25))
        assert wall(placed.at) == "Wed 2026-11-25 09:00"
        assert told(placed, "postponed_by_hand") == {"day": "2026-11-19", "to": "2026-11-25"}

    def test_an_earlier_day_changes_nothing(self):
        for day in (18, 19):
            placed = self.put_off(date(2026, 11, day))
            assert wall(placed.at) == "Thu 2026-11-19 09:00"
            assert codes(placed.reasons) == ["step", "after_contact"]

    def test_it_lapses_with_the_step(self):
        assert wall(self.put_off(date(2026, 11, 25), number=1).at) == "Thu 2026-11-19 09:00"

    def test_it_is_a_day_of_theirs(self):
        placed = self.put_off(date(2026, 11, 25), person=TOKYO)
        assert wall(placed.at, TOKYO)[:14] == "Wed 2026-11-25"
        assert told(placed, "postponed_by_hand")["day"] == "2026-11-19"

    def test_a_day_on_which_nobody_works_moves_on(self):
        placed = self.put_off(date(2026, 11, 28))
        assert wall(placed.at) == "Mon 2026-11-30 09:00"
        assert codes(placed.reasons) == ["step", "after_contact", "postponed_by_hand", "moved_weekend"]


class TestHeld:
    def test_the_longest_hold_is_told_with_what_moved_it_on(self):
        # Three in a week: the first is seven days old on Saturday the 21st.
        made = [touch(f"2026-11-{day} 11:00", own=False) for day in (14, 15)]
        placed = falls(facts([*made, CALLED], plan=steps(0, 1)))
        assert wall(placed.at) == "Mon 2026-11-23 09:00"
        assert codes(placed.reasons) == ["step", "after_contact", "most_in_days", "moved_weekend"]

    def test_one_hold_may_lead_into_the_next(self):
        known = facts(
            [CALLED],
            plan=steps(0, 0),
            away_until=date(2026, 11, 24),
            policy=GuardPolicy(least_gap=timedelta(days=9)),
        )
        placed = falls(known)
        assert wall(placed.at) == "Wed 2026-11-25 11:00"

    def test_a_channel_may_ask_for_more(self):
        policy = GuardPolicy(channel_gaps=((Channel.PHONE, timedelta(days=10)),))
        placed = falls(facts([CALLED], policy=policy))
        assert wall(placed.at) == "Thu 2026-11-26 11:00"
        assert "channel_gap" in codes(placed.reasons)

    def test_the_machine_keeps_out_of_a_colleagues_talk_and_a_person_is_told(self):
        talk = Elsewhere(
            at=at("2026-11-19 09:00"), direction=Direction.IN, outcome=Outcome.REPLIED,
            channel=Channel.EMAIL, with_whom="Rui Costa", by="Ana Silva",
        )  # fmt: skip
        mail = step(2, 3, Channel.EMAIL, automatic=True)
        by_machine = falls(facts([CALLED], plan=(step(1, 0), mail), elsewhere=(talk,)))
        assert wall(by_machine.at) == "Thu 2026-11-26 09:00"
        assert by_machine.automatic
        by_hand = falls(facts([CALLED], elsewhere=(talk,)))
        assert wall(by_hand.at) == "Thu 2026-11-19 09:00"
        assert codes(by_hand.reasons)[-1] == "live_exchange"


class TestChances:
    """A missed automatic step."""

    MAIL = (step(1, 0, Channel.EMAIL, automatic=True),)

    def test_a_day_late_to_the_second_it_still_stands(self):
        known = facts(plan=self.MAIL)
        assert falls(known, at("2026-11-17 10:00")).at == at("2026-11-16 10:00")
        placed = falls(known, at("2026-11-17 10:01"))
        assert wall(placed.at) == "Tue 2026-11-17 10:00"
        assert told(placed, "planned_anew") == {"at": "2026-11-16T10:00:00+00:00"}

    @pytest.mark.parametrize(
        ("now", "chance"),
        [
            ("Tue 24 08:00", "Tue 2026-11-24 09:00"),
            ("Tue 24 09:00", "Tue 2026-11-24 09:00"),
            ("Tue 24 09:11", "Tue 2026-11-24 10:00"),
            ("Tue 24 09:10", "Tue 2026-11-24 09:00"),
            ("Tue 24 17:10", "Tue 2026-11-24 17:00"),
            ("Tue 24 17:11", "Wed 2026-11-25 09:00"),
            ("Fri 27 18:30", "Mon 2026-11-30 09:00"),
        ],
    )
    def test_they_come_every_hour_and_last_ten_minutes(self, now, chance):
        assert wall(next_chance(facts(), at(f"2026-11-{now[4:]}"))) == chance

    def test_they_are_cut_from_the_hours_of_both(self):
        half = Place(zone="Europe/Lisbon", hours=Hours(start=LISBON.hours.start.replace(minute=30)))
        assert wall(next_chance(facts(person=half), at("2026-11-24 11:00"))) == "Tue 2026-11-24 11:30"
        # New York opens at 14:00 in Lisbon, which closes at 18:00.
        assert wall(next_chance(facts(person=NEW_YORK), at("2026-11-24 17:30"))) == "Wed 2026-11-25 14:00"

    def test_a_seller_who_never_is_in_has_chances_in_their_hours(self):
        never = Place(
            zone="Europe/Lisbon", days_off=frozenset(date(2026, 11, 1) + timedelta(n) for n in range(900))
        )
        assert wall(next_chance(facts(seller=never), at("2026-11-24 11:30"))) == "Tue 2026-11-24 11:20"


class TestChannels:
    def test_a_fall_back_that_bounced_for_this_step_is_not_tried_again(self):
        mail = step(2, channel=Channel.EMAIL, fallbacks=(Channel.PHONE, Channel.LINKEDIN))
        came_back = [touch("2026-11-17 11:00", Outcome.WRONG_NUMBER, step=2)]
        reachable = frozenset({Channel.PHONE, Channel.LINKEDIN})
        channel, reasons = choose_channel(facts(came_back, reachable=reachable), mail)
        assert channel is Channel.LINKEDIN
        assert [reason.values for reason in reasons] == [
            {"wanted": "email", "channel": "linkedin", "why": "no_address"}
        ]

    @pytest.mark.parametrize(
        "other",
        [
            touch("2026-11-17 11:00", Outcome.BOUNCED, channel=Channel.EMAIL, step=1),
            touch("2026-11-17 11:00", Outcome.BOUNCED, channel=Channel.EMAIL, step=2, own=False),
            touch("2026-11-17 11:00", Outcome.SENT, channel=Channel.EMAIL, step=2),
        ],
        ids=["another step", "another matter", "it arrived"],
    )
    def test_what_came_back_elsewhere_says_nothing_of_this_step(self, other):
        mail = step(2, channel=Channel.EMAIL, fallbacks=(Channel.PHONE,))
        assert choose_channel(facts([other]), mail) == (Channel.EMAIL, ())

    def test_where_the_only_way_bounced_it_stays_and_says_so(self):
        bounced = touch("2026-11-17 11:00", Outcome.BOUNCED, channel=Channel.EMAIL, step=2)
        channel, reasons = choose_channel(facts([bounced]), step(2, channel=Channel.EMAIL))
        assert channel is Channel.EMAIL
        assert [(reason.code, reason.values) for reason in reasons] == [("came_back", {"channel": "email"})]

    def test_all_refused_names_the_channel_that_was_meant(self):
        refused = frozenset({Channel.EMAIL, Channel.PHONE})
        _, reasons = choose_channel(
            facts(opted_out=refused), step(2, channel=Channel.EMAIL, fallbacks=(Channel.PHONE,))
        )
        assert reasons[0].values == {"channel": "email"}


class TestTheirTime:
    def test_not_where_the_clocks_agree(self):
        assert "their_time" not in codes(falls(facts()).reasons)
        london = Place(zone="Europe/London")
        assert "their_time" not in codes(falls(facts(person=london)).reasons)
        paris = Place(zone="Europe/Paris")
        assert "their_time" not in codes(falls(facts(person=paris, seller=BERLIN)).reasons)
        assert "their_time" in codes(falls(facts(person=TOKYO)).reasons)
