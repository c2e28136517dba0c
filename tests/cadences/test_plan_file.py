"""Files of plans: what cannot work is refused with the step and the mend, and what was written can be read."""

import re
from typing import Any

import pytest
import tomli_w

from twelfth.cadences.plan_file import read, write
from twelfth.rules.facts import Anchor, Condition, Offset
from twelfth.rules.plan import Alternative, Plan, PlanBranch, PlanRefused, PlanStep, Words, check, check_chain
from twelfth.rules.terms import AnchorKind, Channel, FollowUpKind, OffsetUnit, Purpose

GOOD = {
    "title": "Say thanks", "after": 0, "channel": "phone", "purpose": "thank", "gives": "thanks", "subject": "s",
    "mail": "m", "call": "c", "points": ["p"], "voicemail": "v", "short": "s",
}  # fmt: skip


def file(*steps: dict[str, Any], **more: Any) -> str:
    return tomli_w.dumps({"name": "Mine", "kind": "prospect", **more, "steps": list(steps)})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"channel": "pigeon"}, "Step 1: “pigeon” is no channel. Use one of: phone, email,"),
        ({"purpose": "haggle"}, "Step 1: “haggle” is no purpose."),
        ({"unit": "moons"}, "Step 1: “moons” is no unit."),
        ({"from": "full moon"}, "Step 1: “full moon” is no from."),
        ({"from": "meeting", "unit": "hours"}, "Step 1 counts hours from a date, which has no hour. Use days."),
        ({"before": 3}, "Step 1 has both “after” and “before”."),
        ({"fallbacks": ["email", "email"]}, "Step 1 names a channel twice."),
        ({"fallbacks": "email"}, "Step 1: its “fallbacks” must be a list of texts"),
        ({"after": -1}, "Step 1 lies before the one it follows. Its “after” must be 0 or more."),
        ({"after": 1.5}, "Step 1: its “after” must be a whole number."),
        ({"after": 99999}, "Step 1 waits 99999: use at most 2000."),
        ({"title": "x" * 130}, "Step 1: its title has 130 characters. Keep it to 120."),
        ({"mail": "Hello {{ person.frist_name }}"}, "Step 1, mail: Line 1: “person.frist_name” is not a merge field."),
        ({"mail": "Hello {% if said %}"}, "Step 1, mail: Line 1: A block is opened"),
        ({"points": ["{{ said }}"]}, "Step 1, point: it says nothing while the brief is empty."),
        ({"automatic": True}, "Step 1 cannot go by itself"),
        ({"gives": ""}, "Step 1 is a gift and does not say of what."),
        ({"purpose": "ask_meeting"}, "Step 1 asks and does not say for what."),
        ({"voicemial": "v"}, "Step 1 has an unknown “voicemial”."),
        ({"only_if": ["in the mood"]}, "Step 1, only_if: “in the mood” is no condition. Use one of: replied,"),
        ({"only_if": ["has: pigeon"]}, "Step 1, only_if: “pigeon” is no channel."),
        ({"only_if": ["has"]}, "Step 1, only_if: “has” needs a channel after a colon, as in “has: phone”."),
        ({"only_if": ["replied: yes"]}, "Step 1, only_if: “replied” stands alone"),
        ({"only_if": ["no answer since: nothing"]}, "Step 1 asks for “nothing”, and there is no such step."),
        ({"branches": [{"when": ["replied"], "go_to": "nowhere"}]}, "Step 1 goes on at “nowhere”"),
        ({"branches": [{"when": ["replied"], "go_to": "say-thanks"}]}, "Step 1 goes on at itself: that would go round"),
        ({"branches": [{"when": [], "go_to": "second"}]}, "Step 1 always goes on at “second”"),
        ({"alternatives": [{"name": "A", "mail": "m"}]}, "Step 1 has two wordings of one name."),
        ({"alternatives": [{"name": "B", "mail": "{{ nope }}"}]}, "Step 1, mail of B: Line 1:"),
    ],
)  # fmt: skip
def test_a_wrong_step_is_named_with_the_mend(change: dict[str, object], said: str) -> None:
    with pytest.raises(PlanRefused, match=re.escape(said)) as refused:
        read(file(GOOD | change, GOOD | {"key": "second", "title": "Second"}))
    assert refused.value.step == 1


def test_a_branch_that_leads_back_is_a_circle() -> None:
    back = {"branches": [{"when": ["replied"], "go_to": "say-thanks"}], "key": "second"}
    with pytest.raises(
        PlanRefused, match="Step 2 goes on at step 1, which lies before it: that would go round"
    ):
        read(file(GOOD, GOOD | back))


@pytest.mark.parametrize("missing", ["title", "after", "channel", "purpose"])
def test_a_missing_part_is_named(missing: str) -> None:
    step = {key: value for key, value in GOOD.items() if key != missing}
    with pytest.raises(PlanRefused, match=rf"^Step 1 has no “{missing}”\. Write it\.$"):
        read(file(step))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = ", "The file is no TOML: Invalid value (at end of document)"),
        ('kind = "prospect"', "The plan has no “name”. Write it."),
        ('name = "n"\nkind = "whim"', "The plan: “whim” is no kind."),
        ('name = "n"', "The plan “n” has no steps. Add at least one."),
        ('name = "n"\nsteps = 3', "The steps are no list."),
        (file(GOOD, color="red"), "The plan has an unknown “color”."),
        (file(GOOD, repeat_from="x"), "The plan starts over at “x”, and has no such step."),
        (file(GOOD, repeat_from="say-thanks"), "have no time between them"),
        (file(GOOD | {"after": 2}, repeat_from="say-thanks", then="other"), "The plan starts over again and again"),
        (file(GOOD, key="mine", then="mine"), "The plan goes over into itself"),
        (file(GOOD, then_from="x"), "“x” names a step of the next plan, but there is none."),
        (file(GOOD, stop_when=["deal: maybe"]), "The plan, stop_when: “maybe” is no stage."),
        (file(GOOD, GOOD | {"key": "say-thanks"}), "Step 2 has the same key as step 1, “say-thanks”."),
        ("x" * 1_000_001, "The file has 1,000,001 characters; a plan has at most 1,000,000."),
    ],
)  # fmt: skip
def test_a_wrong_file_is_named_with_the_mend(text: str, said: str) -> None:
    with pytest.raises(PlanRefused, match=re.escape(said)):
        read(text)


def test_plans_that_go_over_into_each_other_for_ever_are_refused() -> None:
    plan = Plan(key="a", name="A", kind=FollowUpKind.PROSPECT, then="b")
    check_chain(plan, [("b", "c")])
    with pytest.raises(PlanRefused, match="in a circle: a → b → c → a"):
        check_chain(plan, [("b", "c"), ("c", "a")])


def test_everything_a_plan_can_say_survives_the_file() -> None:
    words = Words(
        subject="Hello",
        body="Line\n\n“quoted” {{ person.first_name }}\n",
        opening='Say "hi"',
        talking_points=("a", "b"),
    )
    first = PlanStep(
        key="first",
        title="First",
        offset=Offset(30, OffsetUnit.MINUTES),
        channel=Channel.PHONE,
        fallbacks=(Channel.EMAIL,),
        purpose=Purpose.ANSWER,
        gives="an answer",
        only_if=(Condition("replied", negated=True), Condition("tag", "vip")),
        branches=(PlanBranch(when=(Condition("connected"),), go_to="third"),),
        words=words,
        alternatives=(Alternative(name="B", words=Words(subject="Other")),),
    )
    second = PlanStep(
        key="second",
        title="Second",
        offset=Offset(60, OffsetUnit.CALENDAR_DAYS),
        anchor=Anchor(AnchorKind.CONTRACT_END, before=True),
        channel=Channel.EMAIL,
        purpose=Purpose.CONNECT,
        automatic=True,
        words=words,
    )
    third = PlanStep(
        key="third", title="Third", offset=Offset(0), channel=Channel.POST, purpose=Purpose.CONNECT
    )
    plan = Plan(
        key="mine",
        name="Mine",
        kind=FollowUpKind.CUSTOMER,
        description="What it is for.",
        steps=(first, second, third),
        then="first-meeting",
        then_from="proof",
        stop_when=(Condition("no answer since", "first"),),
    )
    check(plan)
    assert read(write(plan)) == plan
