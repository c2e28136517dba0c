"""Conditions: when each of them holds, how it is written, read and said, and what is refused."""

import pytest

from tests.rules.made import facts, step, touch
from twelfth.rules.conditions import (
    EXAMPLES,
    KINDS,
    ConditionUnclear,
    all_hold,
    holds,
    read_condition,
    says,
    write_condition,
)
from twelfth.rules.facts import Condition
from twelfth.rules.terms import Channel, Direction, Outcome

KEYED = (step(1, 0, key="thank-you"), step(2, key="article"), step(3, key="ask"))


def true(line, touches=(), **more):
    """Whether it holds; its opposite has to say the contrary."""
    condition, known = read_condition(line), facts(touches, **more)
    answer = holds(known, condition)
    assert holds(known, Condition(condition.kind, condition.value, negated=True)) is not answer
    return answer


class TestReplied:
    @pytest.mark.parametrize("outcome", [Outcome.REPLIED, Outcome.CALLED_US, Outcome.ANSWERED_THERE])
    def test_once_they_came_to_us(self, outcome):
        assert true("replied", [touch("2026-11-17 11:00", outcome)])

    def test_not_by_what_we_did(self):
        assert not true("replied", [touch("2026-11-17 11:00", Outcome.TALKED)])

    def test_not_by_a_machine(self):
        assert not true("replied", [touch("2026-11-17 11:00", Outcome.AUTO_REPLY)])

    def test_from_the_moment_the_plan_began(self):
        assert not true("replied", [touch("2026-11-16 09:59", Outcome.REPLIED)])
        assert true("replied", [touch("2026-11-16 10:00", Outcome.REPLIED)])


class TestConnected:
    @pytest.mark.parametrize(
        "outcome",
        [Outcome.TALKED, Outcome.HESITATED, Outcome.CALL_BACK, Outcome.CALLED_US, Outcome.MET],
    )
    def test_once_we_talked(self, outcome):
        assert true("connected", [touch("2026-11-17 11:00", outcome)])

    @pytest.mark.parametrize(
        "outcome",
        [Outcome.VOICEMAIL, Outcome.NO_ANSWER, Outcome.SENT, Outcome.REPLIED, Outcome.ANSWERED_THERE],
    )
    def test_not_by_what_was_written_or_missed(self, outcome):
        assert not true("connected", [touch("2026-11-17 11:00", outcome)])

    def test_from_the_moment_the_plan_began(self):
        assert not true("connected", [touch("2026-11-16 09:59", Outcome.TALKED)])
        assert true("connected", [touch("2026-11-16 10:00", Outcome.TALKED)])


class TestVoicemail:
    def test_after_a_call_that_reached_it(self):
        assert true("voicemail", [touch("2026-11-17 11:00")])

    def test_the_last_call_counts(self):
        assert not true("voicemail", [touch("2026-11-17 11:00"), touch("2026-11-18 11:00", Outcome.TALKED)])
        assert true("voicemail", [touch("2026-11-17 11:00", Outcome.TALKED), touch("2026-11-18 11:00")])

    @pytest.mark.parametrize(
        "after",
        [
            touch("2026-11-18 11:00", Outcome.SENT, channel=Channel.EMAIL),
            touch("2026-11-18 11:00", Outcome.TALKED, own=False),
            touch("2026-11-18 11:00", Outcome.CALLED_US),
        ],
        ids=["a mail", "a call about another matter", "their call"],
    )
    def test_what_was_no_call_of_ours_in_this_matter_changes_nothing(self, after):
        assert true("voicemail", [touch("2026-11-17 11:00"), after])

    def test_not_without_a_call(self):
        assert not true("voicemail")
        assert not true("voicemail", [touch("2026-11-17 11:00", Outcome.VOICEMAIL, direction=Direction.IN)])

    def test_from_the_moment_the_plan_began(self):
        assert not true("voicemail", [touch("2026-11-16 09:59")])
        assert true("voicemail", [touch("2026-11-16 10:00")])


class TestNoAnswerSince:
    LINE = "no answer since: thank-you"

    def test_while_nothing_was_heard_after_that_step(self):
        known = [touch("2026-11-16 11:00", step=1), touch("2026-11-19 11:00", step=2)]
        assert true(self.LINE, known, plan=KEYED)

    def test_not_before_the_step_was_made(self):
        assert not true(self.LINE, plan=KEYED)
        assert not true("no answer since: article", [touch("2026-11-16 11:00", step=1)], plan=KEYED)

    @pytest.mark.parametrize("outcome", [Outcome.REPLIED, Outcome.TALKED, Outcome.MET])
    def test_not_once_somebody_was_heard(self, outcome):
        known = [touch("2026-11-16 11:00", step=1), touch("2026-11-17 11:00", outcome)]
        assert not true(self.LINE, known, plan=KEYED)

    def test_what_was_heard_before_it_does_not_count(self):
        known = [touch("2026-11-16 10:30", Outcome.MET), touch("2026-11-16 11:00", step=1)]
        assert true(self.LINE, known, plan=KEYED)

    def test_a_machine_is_not_heard(self):
        known = [touch("2026-11-16 11:00", step=1), touch("2026-11-17 11:00", Outcome.AUTO_REPLY)]
        assert true(self.LINE, known, plan=KEYED)

    @pytest.mark.parametrize("outcome", [Outcome.SKIPPED, Outcome.BOUNCED, Outcome.WRONG_NUMBER])
    def test_a_step_that_did_not_reach_them_was_not_made(self, outcome):
        assert not true(self.LINE, [touch("2026-11-16 11:00", outcome, step=1)], plan=KEYED)

    def test_a_step_of_another_matter_is_another_step(self):
        assert not true(self.LINE, [touch("2026-11-16 11:00", step=1, own=False)], plan=KEYED)

    def test_in_a_plan_that_starts_over_its_last_time_counts(self):
        known = [touch("2026-11-16 11:00", step=1), touch("2026-11-20 11:00", Outcome.REPLIED)]
        again = touch("2026-12-16 11:00", step=4)
        assert not true(self.LINE, known, plan=KEYED, repeat_from=1)
        assert true(self.LINE, [*known, again], plan=KEYED, repeat_from=1)

    def test_a_step_that_the_plan_no_longer_has_is_passed_over(self):
        known = [touch("2026-11-16 11:00", step=1), touch("2026-11-19 11:00", step=7)]
        assert true(self.LINE, known, plan=KEYED)


class TestWhatIsKnownOfThem:
    def test_a_channel_that_reaches_them_and_is_not_refused(self):
        assert true("has: phone")
        assert not true("has: post")
        assert not true("has: phone", opted_out=frozenset({Channel.PHONE}))

    def test_the_stage_of_the_deal(self):
        assert true("deal: proposal", deal_stage="proposal")
        assert not true("deal: won", deal_stage="proposal")
        assert true("deal: none")
        assert not true("deal: none", deal_stage="open")

    def test_a_tag(self):
        assert true("tag: vip", tags=frozenset({"vip", "fair"}))
        assert not true("tag: vip", tags=frozenset({"fair"}))


def test_all_of_several():
    both = tuple(read_condition(line) for line in ("not replied", "has: phone"))
    assert all_hold(facts(), both)
    assert not all_hold(facts(reachable=frozenset()), both)
    assert not all_hold(facts([touch("2026-11-17 11:00", Outcome.REPLIED)]), both)
    assert all_hold(facts(), ())


class TestWritten:
    @pytest.mark.parametrize("line", [*EXAMPLES, *(f"not {example}" for example in EXAMPLES)])
    def test_what_is_read_is_written_again(self, line):
        assert write_condition(read_condition(line)) == line

    def test_there_is_an_example_of_each_kind(self):
        assert [read_condition(line).kind for line in EXAMPLES] == list(KINDS)

    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("  NOT   Replied ", Condition("replied", "", negated=True)),
            ("has:PHONE", Condition("has", "phone")),
            ("Not has :  phone", Condition("has", "phone", negated=True)),
            ("tag: Big Fish", Condition("tag", "big fish")),
            ("tag: a:b", Condition("tag", "a:b")),
            ("Deal: Won", Condition("deal", "won")),
            ("no answer since: Thank-You", Condition("no answer since", "Thank-You")),
        ],
    )
    def test_letters_and_blanks_are_forgiven(self, line, expected):
        assert read_condition(line) == expected

    @pytest.mark.parametrize(
        ("line", "says_what_to_write"),
        [
            (
                "answered  them",
                f"“answered them” is no condition. Use one of: {', '.join(EXAMPLES)}.",
            ),
            ("notreplied", "“notreplied” is no condition. Use one of: replied,"),
            ("", "“” is no condition."),
            ("replied: yes", "“replied” stands alone: leave out “: yes”."),
            ("not connected:", "“connected” stands alone: leave out “: ”."),
            ("has:", "“has” needs a channel after a colon, as in “has: phone”."),
            ("not tag", "“tag” needs a tag after a colon, as in “tag: vip”."),
            ("deal", "“deal” needs a stage after a colon, as in “deal: proposal”."),
            ("no answer since", "“no answer since” needs a step after a colon, as in “no answer since: thank-you”."),
            ("has: pigeon", "“pigeon” is no channel. Use one of: phone, email, sms,"),
            ("deal: Lost it", "“Lost it” is no stage. Use one of: none, open, proposal, won, lost."),
        ],
    )  # fmt: skip
    def test_what_cannot_be_read_says_what_to_write(self, line, says_what_to_write):
        with pytest.raises(ConditionUnclear) as refused:
            read_condition(line)
        assert str(refused.value).startswith(says_what_to_write)


@pytest.mark.parametrize(
    ("line", "clause"),
    [
        ("replied", "they have answered"),
        ("not replied", "they have not answered"),
        ("connected", "you have talked to each other"),
        ("not connected", "you have not talked to each other"),
        ("voicemail", "the last call reached the voicemail"),
        ("not voicemail", "the last call did not end at the voicemail"),
        ("no answer since: article", "nothing was heard since “article”"),
        ("not no answer since: article", "something was heard since “article”"),
        ("has: email", "an e-mail address is known"),
        ("has: instagram", "an Instagram profile is known"),
        ("has: linkedin", "a LinkedIn profile is known"),
        ("not has: phone", "no phone number is known"),
        ("deal: won", "the deal stands at “won”"),
        ("not deal: won", "the deal does not stand at “won”"),
        ("deal: none", "there is no deal"),
        ("not deal: none", "there is a deal"),
        ("tag: vip", "they carry the tag “vip”"),
        ("not tag: vip", "they do not carry the tag “vip”"),
    ],
)
def test_each_is_said_in_words(line, clause):
    assert says(read_condition(line)) == clause
