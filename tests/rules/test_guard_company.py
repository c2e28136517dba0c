"""The guard beyond one person: the company's most, a colleague's live exchange; complaints and overdrawn accounts."""

from datetime import timedelta

import pytest

from tests.rules.made import at, facts, touch, wall
from tests.rules.test_guard import ask, codes
from twelfth.rules.facts import Elsewhere, GuardPolicy, PromiseFacts
from twelfth.rules.guard import Clear, Contact, Never, NotBefore, PassedBy, is_owed
from twelfth.rules.terms import Channel, Direction, Outcome, Party, Purpose

ASK = Purpose.ASK_DECISION


def there(when, outcome=Outcome.VOICEMAIL, by="Ana Silva", **more):
    """A contact with Rui, who works at the same company: a colleague's call unless said otherwise."""
    came = {Outcome.REPLIED, Outcome.CALLED_US, Outcome.ANSWERED_THERE, Outcome.MET, Outcome.AUTO_REPLY}
    more.setdefault("direction", Direction.IN if outcome in came else Direction.OUT)
    more.setdefault("channel", Channel.PHONE)
    return Elsewhere(at=at(when), outcome=outcome, with_whom="Rui Costa", by=by, **more)


def values(answer, code):
    return next(reason.values for reason in answer.reasons if reason.code == code)


class TestCompanyMost:
    THREE = GuardPolicy(company_most_in_7_days=3)

    def visit(self, when, touches=(), *elsewhere, policy=THREE, **more):
        return ask(facts(touches, elsewhere=elsewhere, policy=policy), when, **more)

    def test_contacts_with_all_of_its_people_count_together(self):
        answer = self.visit(
            "2026-11-24 10:00",
            [touch("2026-11-19 15:00")],
            there("2026-11-18 11:00"),
            there("2026-11-20 11:00"),
        )
        assert isinstance(answer, NotBefore)
        # When the first of the three is seven days old.
        assert wall(answer.moment.at) == "Wed 2026-11-25 11:00"
        assert values(answer, "company_most") == {
            "most": 3,
            "days": 7,
            "by": "Ana Silva",
            "with": "Rui Costa",
            "at": "2026-11-20T11:00:00+00:00",
            "channel": "phone",
            "outcome": "voicemail",
        }
        assert not answer.hard

    def test_one_less_is_welcome(self):
        assert (
            self.visit("2026-11-24 10:00", [touch("2026-11-19 15:00")], there("2026-11-20 11:00")) == Clear()
        )

    @pytest.mark.parametrize(("when", "clear"), [("2026-11-25 10:59", False), ("2026-11-25 11:00", True)])
    def test_it_ends_to_the_minute(self, when, clear):
        answer = self.visit(when, (), *(there(f"2026-11-{day} 11:00") for day in (18, 19, 20)))
        assert isinstance(answer, Clear) is clear

    def test_of_more_than_the_most_as_many_have_to_be_a_week_old(self):
        answer = self.visit(
            "2026-11-23 10:00", (), *(there(f"2026-11-{day} 11:00") for day in (16, 17, 18, 19, 20))
        )
        assert wall(answer.moment.at) == "Wed 2026-11-25 11:00"

    def test_contacts_with_this_person_alone_are_the_persons_business(self):
        often = GuardPolicy(company_most_in_7_days=1)
        assert self.visit("2026-11-24 10:00", [touch("2026-11-19 15:00")], policy=often) == Clear()

    @pytest.mark.parametrize("outcome", [Outcome.REPLIED, Outcome.MET, Outcome.BOUNCED, Outcome.SKIPPED])
    def test_what_came_from_them_or_was_no_contact_does_not_count(self, outcome):
        elsewhere = [there(f"2026-11-{day} 11:00", outcome, by="") for day in (18, 19, 20)]
        assert self.visit("2026-11-24 10:00", (), *elsewhere) == Clear()

    def test_ours_of_more_than_a_week_ago_do_not_count(self):
        made = [touch("2026-11-16 15:00"), touch("2026-11-17 10:00")]
        elsewhere = [there("2026-11-19 11:00"), there("2026-11-20 11:00")]
        assert self.visit("2026-11-24 10:00", made, *elsewhere) == Clear()
        assert isinstance(self.visit("2026-11-24 09:59", made, *elsewhere), NotBefore)

    def test_a_most_of_nothing_is_taken_as_one(self):
        none = GuardPolicy(company_most_in_7_days=0)
        answer = self.visit("2026-11-24 10:00", (), there("2026-11-20 11:00"), policy=none)
        assert values(answer, "company_most")["most"] == 1
        assert wall(answer.moment.at) == "Fri 2026-11-27 11:00"

    def test_what_is_owed_is_never_too_much(self):
        elsewhere = [there(f"2026-11-{day} 11:00") for day in (18, 19, 20)]
        assert self.visit("2026-11-24 10:00", (), *elsewhere, promised=True) == Clear()


class TestLiveExchange:
    def machine(self, when, *elsewhere, **more):
        return ask(facts(elsewhere=elsewhere), when, automatic=True, **more)

    def test_the_machine_keeps_out_for_a_week_and_says_of_whose(self):
        answer = self.machine("2026-11-24 10:00", there("2026-11-19 15:00", Outcome.REPLIED))
        assert isinstance(answer, NotBefore)
        assert wall(answer.moment.at) == "Thu 2026-11-26 15:00"
        assert values(answer, "live_exchange") == {
            "by": "Ana Silva",
            "with": "Rui Costa",
            "at": "2026-11-19T15:00:00+00:00",
        }
        assert answer.hard

    @pytest.mark.parametrize(("when", "clear"), [("2026-11-26 14:59", False), ("2026-11-26 15:00", True)])
    def test_it_ends_to_the_minute(self, when, clear):
        answer = self.machine(when, there("2026-11-19 15:00", Outcome.TALKED))
        assert isinstance(answer, Clear) is clear

    def test_a_person_is_told_and_goes_on_with_one_key(self):
        known = facts(elsewhere=(there("2026-11-19 15:00", Outcome.REPLIED),))
        answer = ask(known, "2026-11-24 10:00")
        assert isinstance(answer, Clear)
        assert codes(answer) == ["live_exchange"]
        assert answer.passed_by is PassedBy.KEY

    @pytest.mark.parametrize(
        "outcome", [Outcome.VOICEMAIL, Outcome.SENT, Outcome.AUTO_REPLY, Outcome.NO_ANSWER]
    )
    def test_it_takes_two_to_talk(self, outcome):
        assert self.machine("2026-11-24 10:00", there("2026-11-19 15:00", outcome)) == Clear()

    def test_ones_own_talk_with_them_is_no_colleagues(self):
        assert self.machine("2026-11-24 10:00", there("2026-11-19 15:00", Outcome.REPLIED, by="")) == Clear()

    def test_the_last_time_they_were_heard_counts(self):
        answer = self.machine(
            "2026-11-24 10:00",
            there("2026-11-17 12:00", Outcome.REPLIED),
            there("2026-11-18 12:00", Outcome.TALKED, by="Rita Lopes"),
            there("2026-11-19 12:00"),
        )
        assert values(answer, "live_exchange")["by"] == "Rita Lopes"
        assert wall(answer.moment.at) == "Wed 2026-11-25 12:00"

    def test_what_is_yet_to_come_is_no_exchange(self):
        assert self.machine("2026-11-24 10:00", there("2026-11-24 10:01", Outcome.REPLIED)) == Clear()
        now = there("2026-11-24 10:00", Outcome.REPLIED)
        assert "live_exchange" in codes(self.machine("2026-11-24 10:00", now))

    def test_what_is_owed_is_sent_and_not_warned_about(self):
        elsewhere = (there("2026-11-19 15:00", Outcome.REPLIED),)
        assert self.machine("2026-11-24 10:00", *elsewhere, promised=True) == Clear()
        assert ask(facts(elsewhere=elsewhere), "2026-11-24 10:00", promised=True) == Clear()


class TestComplaint:
    COMPLAINED = at("2026-11-20 10:00")

    def asked(self, touches=(), **more):
        return ask(facts(touches, complained_at=self.COMPLAINED), "2026-11-24 10:00", **more)

    def test_a_person_needs_the_role(self):
        answer = self.asked()
        assert isinstance(answer, Never)
        assert answer.passed_by is PassedBy.ROLE
        assert values(answer, "complained") == {"at": "2026-11-20T10:00:00+00:00"}

    def test_nothing_goes_by_itself_not_even_what_was_promised(self):
        answer = self.asked(automatic=True, promised=True)
        assert isinstance(answer, Never)
        assert answer.passed_by is PassedBy.NOBODY
        assert values(answer, "complained") == {"at": "2026-11-20T10:00:00+00:00"}

    def test_a_person_may_keep_a_promise_and_answer(self):
        assert self.asked(promised=True) == Clear()
        assert self.asked([touch("2026-11-23 10:00", Outcome.REPLIED)], purpose=Purpose.ANSWER) == Clear()

    def test_an_opt_out_is_worse(self):
        known = facts(complained_at=self.COMPLAINED, opted_out=frozenset({Channel.PHONE}))
        answer = ask(known, "2026-11-24 10:00")
        assert codes(answer) == ["opted_out_of_channel"]
        assert values(answer, "opted_out_of_channel") == {"channel": "phone"}
        assert answer.passed_by is PassedBy.NOBODY
        everything = ask(facts(complained_at=self.COMPLAINED, opted_out_of_all=True), "2026-11-24 10:00")
        assert codes(everything) == ["opted_out_of_all"]


class TestOverdrawn:
    ASKED = touch("2026-11-17 10:00", purpose=Purpose.ASK_MEETING)
    STRICT = GuardPolicy(refuses_overdrawn=True)

    def test_a_workspace_may_refuse_it_so_that_only_a_role_passes(self):
        answer = ask(facts([self.ASKED], policy=self.STRICT), "2026-11-24 10:00", purpose=ASK)
        assert isinstance(answer, Never)
        assert answer.passed_by is PassedBy.ROLE
        assert codes(answer) == ["overdrawn"]

    def test_else_it_is_a_warning_told_once(self):
        answer = ask(facts([self.ASKED]), "2026-11-24 10:00", purpose=ASK)
        assert isinstance(answer, Clear)
        assert codes(answer) == ["overdrawn"]

    def test_where_they_complained_as_well_that_is_told_once(self):
        known = facts([self.ASKED], complained_at=at("2026-11-20 10:00"))
        assert codes(ask(known, "2026-11-24 10:00", purpose=ASK)) == ["complained"]

    def test_a_strict_workspace_does_not_warn_of_what_is_no_ask(self):
        assert ask(facts([self.ASKED], policy=self.STRICT), "2026-11-24 10:00") == Clear()

    @pytest.mark.parametrize("automatic", [False, True])
    def test_what_was_promised_is_no_ask_of_ours(self, automatic):
        known = facts([self.ASKED], policy=self.STRICT)
        assert ask(known, "2026-11-24 10:00", purpose=ASK, promised=True, automatic=automatic) == Clear()

    def test_as_much_given_as_asked_is_enough(self):
        gave = touch("2026-11-18 10:00", purpose=Purpose.THANK)
        assert ask(facts([self.ASKED, gave], policy=self.STRICT), "2026-11-24 10:00", purpose=ASK) == Clear()
        assert ask(facts(policy=self.STRICT), "2026-11-24 10:00", purpose=ASK) == Clear()

    def test_what_they_invited_is_never_refused(self):
        invited = touch("2026-11-23 10:00", Outcome.CALL_BACK)
        assert (
            ask(facts([self.ASKED, invited], policy=self.STRICT), "2026-11-24 10:00", purpose=ASK) == Clear()
        )


class TestWarnings:
    def test_all_that_a_person_should_know_in_order(self):
        known = facts(
            [touch("2026-11-17 10:00", purpose=Purpose.ASK_MEETING)],
            answer_waits_since=at("2026-11-20 10:00"),
            elsewhere=(there("2026-11-19 15:00", Outcome.REPLIED),),
        )
        answer = ask(known, "2026-11-24 10:00", purpose=ASK)
        assert codes(answer) == ["answer_waits", "live_exchange", "overdrawn"]
        assert values(answer, "answer_waits") == {"at": "2026-11-20T10:00:00+00:00"}

    def test_they_stand_behind_what_holds_it(self):
        known = facts([touch("2026-11-24 09:00", purpose=Purpose.ASK_MEETING)])
        answer = ask(known, "2026-11-24 10:00", purpose=ASK)
        assert isinstance(answer, NotBefore)
        assert codes(answer) == ["least_gap", "overdrawn"]

    def test_the_machine_is_told_what_they_said_last(self):
        answer = ask(
            facts([touch("2026-11-23 10:00", Outcome.REPLIED, channel=Channel.EMAIL)]),
            "2026-11-24 10:00",
            automatic=True,
        )
        assert values(answer, "unanswered") == {"at": "2026-11-23T10:00:00+00:00", "channel": "email"}


class TestOwed:
    PROMISE = PromiseFacts(id=1, party=Party.US, due_at=at("2026-11-24 10:00"))
    THEIRS = PromiseFacts(id=2, party=Party.THEM, due_at=at("2026-11-24 10:00"))

    def owed(self, purpose, touches=(), *, promised=False, **more):
        contact = Contact(at=at("2026-11-24 10:00"), purpose=purpose, promised=promised)
        return is_owed(facts(touches, **more), contact)

    def test_what_is_promised_is(self):
        assert self.owed(None, promised=True)
        assert not self.owed(None)

    def test_an_answer_is_while_one_is_awaited(self):
        asked = [touch("2026-11-23 10:00", Outcome.REPLIED)]
        assert self.owed(Purpose.ANSWER, asked)
        assert self.owed(Purpose.ANSWER, answer_waits_since=at("2026-11-23 10:00"))
        assert not self.owed(Purpose.ANSWER)
        assert not self.owed(Purpose.SHARE, asked)
        assert not self.owed(Purpose.ANSWER, [*asked, touch("2026-11-23 11:00", Outcome.TALKED)])

    def test_keeping_a_promise_is_while_we_have_given_one(self):
        assert self.owed(Purpose.KEEP_PROMISE, promises=(self.THEIRS, self.PROMISE))
        assert not self.owed(Purpose.KEEP_PROMISE, promises=(self.THEIRS,))
        assert not self.owed(Purpose.SHARE, promises=(self.PROMISE,))


def test_a_live_exchange_lasts_as_long_as_the_workspace_says():
    known = facts(
        elsewhere=(there("2026-11-23 15:00", Outcome.REPLIED),),
        policy=GuardPolicy(live_exchange=timedelta(hours=2)),
    )
    assert ask(known, "2026-11-24 10:00", automatic=True) == Clear()
