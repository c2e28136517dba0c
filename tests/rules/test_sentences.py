"""What users read most: why a date is what it is. Every code has its sentence, and each is English."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest

import twelfth
from tests.rules.made import NEW_YORK, at, facts, step, steps, touch
from twelfth.rules.cadence import project
from twelfth.rules.decide import decide
from twelfth.rules.facts import DecisionFacts, Place, PromiseFacts
from twelfth.rules.reasons import Reason
from twelfth.rules.sentences import HEADS, OWN_SENTENCES, SENTENCES, explain, sentence
from twelfth.rules.terms import Cause, Channel, DecisionKind, Direction, Outcome, Party, Postponed, Purpose

TODAY = date(2026, 11, 24)
SOURCE = Path(twelfth.__file__).parent


def said(reasons, today=TODAY, zone="Europe/Lisbon"):
    return explain(reasons, zone=zone, today=today)


def why(known, now="2026-11-24 10:00"):
    return said(decide(known, at(now)).reasons)


def codes_in_source():
    """The code of every Reason that is made anywhere in the product, where it is written out."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Reason" and node.args:
                first = node.args[0]
                branches = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
                yield from (b.value for b in branches if isinstance(b, ast.Constant))


#: Codes put together from parts, or chosen before they are given to Reason.
COMPUTED = {
    *(f"moved_{kind}" for kind in ("weekend", "holiday", "day_off")),
    *(f"closed_{kind}" for kind in ("weekend", "holiday", "day_off")),
    *(f"postponed_{why}" for why in Postponed),
    *("passed_far", "passed_until"),
    *("refused", "came_back", "no_address", "wake", "wake_undated", "plan_done", "no_plan"),
}


def test_every_code_that_is_given_has_a_sentence_and_every_sentence_a_code():
    assert set(SENTENCES) == {*codes_in_source(), *COMPUTED}


def test_the_parts_of_an_explanation_are_known_codes():
    assert set(SENTENCES) >= HEADS | OWN_SENTENCES
    assert not HEADS & OWN_SENTENCES


VALUES = {
    "number": 5, "of": 12, "amount": 3, "unit": "working_days", "at": "2026-11-20T16:10:00+00:00",
    "channel": "email", "wanted": "phone", "outcome": "sent", "direction": "out", "by": "Ana Silva",
    "step": 4, "steps": "3", "count": 1, "day": "2026-12-08", "name": "Immaculate Conception",
    "whose": "theirs",
    "zone": "Europe/Lisbon", "on": "2027-03-01", "cause": "budget", "timed": True, "back": "2026-11-30",
    "planned": False, "gave": 1, "asked": 2, "most": 3, "days": 7, "minutes": 1200, "kind": "no",
    "why": "no_address",
    "fields": "said, proof.title", "then": "First meeting", "because": "deal: won", "unless": "not connected",
    "anchor": "contract_end", "before": False, "is_known": True, "until": "2026-12-01", "to": "2026-12-01",
    "with": "Rui Costa",
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_each_is_one_sentence(code):
    text = sentence(Reason(code, VALUES), zone="Europe/Lisbon", today=TODAY)
    assert re.fullmatch(r"[A-Z0-9].*[^ .;,]\.", text), text
    assert not re.search(r"  | [,.;:]|None|[{}_]|working_days", text), text


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_each_survives_being_stored_as_json(code):
    stored = Reason.from_json(Reason(code, VALUES).to_json())
    assert said((stored,)) == said((Reason(code, VALUES),))


@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize("outcome", [o for o in Outcome if o not in {Outcome.SKIPPED, Outcome.AUTO_REPLY}])
def test_every_kind_of_contact_has_a_name(channel, outcome):
    for direction in Direction:
        values = VALUES | {"channel": channel, "outcome": outcome, "direction": direction}
        after = sentence(Reason("after_contact", values), zone="UTC", today=TODAY)
        assert re.fullmatch(r"Three working days after (Ana Silva.s|their) [\w -]+ of Fri 20 Nov\.", after)
        held = sentence(Reason("least_gap", values), zone="UTC", today=TODAY)
        assert re.match(r"Ana Silva (\S+ )+on Fri 20 Nov at 16:10, and at least 20 hours should", held)


@pytest.mark.parametrize("cause", list(Cause))
@pytest.mark.parametrize("kind", list(DecisionKind))
def test_every_decision_and_cause_has_words(kind, cause):
    text = sentence(Reason("decided", VALUES | {"kind": kind, "cause": cause}), zone="UTC", today=TODAY)
    assert text.endswith("noted on Fri 20 Nov.")


class TestExplanations:
    """Whole answers as they stand on Today."""

    def test_a_step(self):
        assert why(facts([touch("2026-11-16 11:00", step=1)])) == (
            "Step 2 of 3: three working days after your voicemail of Mon 16 Nov."
        )

    def test_the_first(self):
        assert why(facts()) == "Step 1 of 3: on the day the plan starts, Mon 16 Nov."

    def test_after_a_colleagues_contact(self):
        known = facts([touch("2026-11-16 11:00", Outcome.TALKED, own=False, by="Ana Silva")])
        assert why(known).startswith("Step 1 of 3: on the day of Ana Silva\u2019s call of Mon 16 Nov")

    def test_after_their_answer_elsewhere(self):
        answered = touch("2026-11-18 11:00", Outcome.ANSWERED_THERE, channel=Channel.LINKEDIN)
        assert why(facts([touch("2026-11-16 11:00", step=1), answered])) == (
            "Step 2 of 3: three working days after their answer on LinkedIn of Wed 18 Nov."
        )

    def test_over_holidays_and_an_ocean(self):
        known = facts([touch("2026-11-24 16:00", step=1)], plan=steps(0, 2), person=NEW_YORK)
        assert why(known, "2026-11-24 17:00") == (
            "Step 2 of 2: two working days after your voicemail of Tue 24 Nov; Thu 26 Nov is a holiday at "
            "their place and does not count (Thanksgiving Day); 09:00 at their place in New York."
        )

    def test_many_holidays_are_told_shortly(self):
        emirates = Place(zone="Asia/Dubai", country="AE")
        known = facts(
            [touch("2026-05-20 10:00", step=1)],
            plan=steps(0, 15),
            person=emirates,
            started="2026-05-20 09:00",
        )
        assert "seven holidays between Tue 26 May and Mon 15 Jun do not count" in why(known)

    def test_moved_from_a_weekend_by_a_colleagues_contact(self):
        known = facts(
            [touch("2026-11-27 17:30", own=False, by="Tom Reis")],
            plan=[step(1, 0)],
            started="2026-11-28 10:00",
        )
        assert why(known) == (
            "Step 1 of 1: on the day the plan starts, Sat 28 Nov; moved from the weekend (Sat 28 Nov)."
        )

    def test_held_back_by_a_colleague(self):
        known = facts(
            [touch("2026-11-23 16:10", own=False, by="Tom Reis")],
            plan=[step(1, 0)],
            started="2026-11-24 09:00",
        )
        assert why(known) == (
            "Step 1 of 1: on the day the plan starts, Tue 24 Nov; Tom Reis left a voicemail on Mon 23 Nov at "
            "16:10, and at least 20 hours should lie between two contacts."
        )

    def test_another_channel_and_a_missing_number(self):
        plan = [step(1, 0, fallbacks=(Channel.EMAIL,))]
        assert "; by e-mail, because no phone number is known." in why(
            facts(plan=plan, reachable=frozenset({Channel.EMAIL}))
        )
        assert why(facts(reachable=frozenset())).endswith(
            " No phone number is known: add one, or choose another way."
        )

    def test_left_to_a_person(self):
        mails = [step(n, 0 if n == 1 else 3, Channel.EMAIL, automatic=True) for n in (1, 2)]
        known = facts(
            [
                touch("2026-11-16 11:00", Outcome.SENT, step=1, channel=Channel.EMAIL),
                touch("2026-11-17 11:00", Outcome.REPLIED, channel=Channel.EMAIL),
            ],
            plan=mails,
        )
        assert why(known) == (
            "Step 2 of 2: three working days after their reply of Tue 17 Nov. They came to us by e-mail "
            "on Tue 17 Nov at 11:00, and we have not answered since. So it does not go out by itself; a "
            "person looks first."
        )

    def test_a_promise(self):
        promise = PromiseFacts(id=1, party=Party.US, due_at=at("2026-11-26 15:00"), timed=True)
        assert why(facts(promises=(promise,))) == (
            "You promised this for Thu 26 Nov at 15:00. The plan waits until then; step 1 of 3 comes after "
            "it."
        )

    def test_not_yet(self):
        deferred = DecisionFacts(
            kind=DecisionKind.NOT_YET,
            at=at("2026-11-20 10:00"),
            cause=Cause.BUDGET,
            wake_on=date(2027, 2, 28),
        )
        assert why(facts(decision=deferred)) == (
            "They said not yet because there was no budget: back on Sun 28 Feb 2027; moved from the weekend "
            "(Sun 28 Feb 2027)."
        )

    def test_the_plan_is_done(self):
        assert why(facts([touch("2026-11-16 11:00", step=3)])) == (
            "All three steps are done, and this is five working days after the last contact (Mon 16 Nov): "
            "decide how it ends."
        )

    def test_they_want_no_contact(self):
        assert why(facts(opted_out_of_all=True)) == (
            "They asked not to be contacted. Nothing more goes out; close this follow-up."
        )

    def test_a_step_ahead_names_the_step_before_it(self):
        ahead = project(facts(), at("2026-11-16 10:00"))
        assert said(ahead[1].reasons) == "Step 2 of 3: three working days after step 1 (Mon 16 Nov)."

    def test_an_ask_on_an_overdrawn_account(self):
        plan = [step(n, 0 if n == 1 else 5, purpose=Purpose.ASK_MEETING) for n in (1, 2)]
        asked = touch("2026-11-16 11:00", step=1, purpose=Purpose.ASK_MEETING)
        assert why(facts([asked], plan=plan)).endswith(
            " This asks for something, and so far you have asked once and given nothing: give something "
            "first."
        )


class TestDates:
    def test_the_year_stands_only_where_it_is_another(self):
        known = facts([touch("2026-11-16 11:00", step=1)])
        reasons = decide(known, at("2026-11-16 12:00")).reasons
        assert "Mon 16 Nov." in said(reasons)
        assert "Mon 16 Nov 2026." in said(reasons, date(2027, 1, 4))

    def test_a_contact_has_the_readers_day(self):
        late = Reason("after_contact", VALUES | {"at": "2026-11-20T02:00:00+00:00", "by": ""})
        assert "Fri 20 Nov" in said((late,))
        assert "Thu 19 Nov" in said((late,), zone="America/New_York")

    def test_nothing_to_say_is_nothing(self):
        assert said(()) == ""

    def test_the_same_is_not_said_twice(self):
        twice = (Reason("moved_weekend", {"day": "2026-11-28", "whose": "both"}),) * 2
        assert said(twice) == "Moved from the weekend (Sat 28 Nov)."
