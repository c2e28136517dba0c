"""What the advice notices about a plan, and what it lets pass."""

from dataclasses import replace
from typing import Any

import pytest

from tests.rules.made import calendar_days
from twelfth.cadences.shipped import shipped
from twelfth.rules.conditions import read_condition
from twelfth.rules.facts import Anchor, Offset
from twelfth.rules.plan import Plan, PlanBranch, PlanStep, Words, check
from twelfth.rules.plan_advice import advise
from twelfth.rules.plan_steps import repeats_from, steps_of
from twelfth.rules.terms import AnchorKind, Channel, FollowUpKind, Purpose

BUILDS = "After {{ last.summary | default: 'our last talk' }}, one more thing."


def step(key: str, purpose: Purpose = Purpose.SHARE, **more: Any) -> PlanStep:
    more.setdefault("offset", Offset(3))
    more.setdefault("channel", Channel.EMAIL)
    more.setdefault("words", Words(body=BUILDS))
    return PlanStep(key=key, title=key, purpose=purpose, gives="it", asks="it", **more)


def good() -> Plan:
    """Six contacts about which there is nothing to say."""
    return Plan(
        key="good",
        name="Good",
        kind=FollowUpKind.PROSPECT,
        steps=(
            step("a", Purpose.THANK, offset=Offset(0), channel=Channel.PHONE),
            step("b"),
            step("c", Purpose.CURIOUS_REMINDER, channel=Channel.PHONE),
            step("d", Purpose.HELP),
            step("e", Purpose.INTRODUCE, channel=Channel.PHONE),
            step("f", Purpose.ASK_DECISION),
        ),
    )


def changed(number: int, **more: Any) -> Plan:
    plan = good()
    steps = list(plan.steps)
    steps[number - 1] = replace(steps[number - 1], **more)
    return replace(plan, steps=tuple(steps))


def found(plan: Plan) -> list[tuple[str, int]]:
    check(plan)
    return [(advice.code, advice.step) for advice in advise(plan)]


def when(line: str) -> Any:
    return (read_condition(line),)


def test_a_good_plan_gets_no_advice() -> None:
    assert found(good()) == []


def test_a_plan_without_steps_gets_none_either() -> None:
    assert advise(replace(good(), steps=())) == ()


def test_the_same_channel_three_times_running_is_said_once_a_run() -> None:
    plan = good()
    mail = tuple(replace(one, channel=Channel.EMAIL) for one in plan.steps)
    assert found(replace(plan, steps=mail)) == [("same_channel", 3)]
    assert found(changed(2, channel=Channel.PHONE)) == [("same_channel", 3)]


def test_asks_that_outnumber_gifts_are_named_where_it_happens() -> None:
    assert ("overdrawn", 1) in found(changed(1, purpose=Purpose.ASK_MEETING))
    assert ("overdrawn", 2) not in found(changed(2, purpose=Purpose.ASK_MEETING))


def test_a_plan_that_mostly_asks_is_called_so() -> None:
    plan = good()
    asks = (Purpose.ASK_MEETING, Purpose.ASK_FEEDBACK, Purpose.ASK_REFERRAL)
    steps = [replace(one, purpose=ask) for one, ask in zip(plan.steps[2:5], asks, strict=True)]
    codes = found(replace(plan, steps=(*plan.steps[:2], *steps, plan.steps[5])))
    assert ("ask_heavy", 0) in codes


def test_few_contacts_before_the_decision_are_thin_for_prospects_alone() -> None:
    plan = good()
    short = replace(plan, steps=(*plan.steps[:3], plan.steps[5]))
    assert found(short) == [("thin", 0)]
    assert found(replace(short, kind=FollowUpKind.CUSTOMER)) == []


@pytest.mark.parametrize(("days", "is_long"), [(45, False), (46, True)])
def test_a_long_gap_before_the_decision(days: int, is_long: bool) -> None:
    plan = changed(4, offset=calendar_days(days))
    assert found(plan) == ([("long_gap", 4)] if is_long else [])


def test_working_days_are_counted_as_the_weeks_they_take() -> None:
    assert found(changed(4, offset=Offset(32))) == []
    assert found(changed(4, offset=Offset(33))) == [("long_gap", 4)]


def test_a_gap_after_the_decision_is_nobodys_business() -> None:
    plan = good()
    last = step("g", Purpose.WISH_WELL, offset=calendar_days(90), channel=Channel.PHONE)
    assert found(replace(plan, steps=(*plan.steps, last))) == []


def test_a_late_start() -> None:
    assert found(changed(1, offset=Offset(1))) == [("late_start", 1)]
    assert found(replace(changed(1, offset=Offset(1)), kind=FollowUpKind.DORMANT)) == []


def test_no_way_to_a_decision() -> None:
    plan = changed(6, purpose=Purpose.WISH_WELL)
    assert found(plan) == [("no_decision", 0)]
    assert found(replace(plan, then="not-yet")) == []
    assert found(changed(6, purpose=Purpose.ASK_MEETING)) == []


def test_words_that_start_anew_are_named_from_the_third_step_on() -> None:
    plain = Words(body="Hello, one more thing.")
    assert found(changed(2, words=plain)) == []
    assert found(changed(3, words=plain)) == [("starts_anew", 3)]
    assert found(changed(3, words=Words())) == [], "nothing is written, so nothing is wrong with it"


def test_the_same_purpose_twice_running() -> None:
    assert found(changed(4, purpose=Purpose.CURIOUS_REMINDER)) == [("same_purpose", 4)]


def test_an_automatic_step_that_prints_what_they_said_needs_an_if() -> None:
    bare = Words(body="You said {{ said }}.")
    kept = Words(body="{% if said %}You said {{ said }}.{% else %}After our talk.{% endif %}")
    assert found(changed(2, automatic=True, words=bare)) == [("automatic_said", 2)]
    assert found(changed(2, automatic=True, words=kept)) == []
    assert found(changed(2, words=bare)) == []


def test_an_automatic_step_that_prints_a_field_of_ones_own_needs_an_if() -> None:
    bare = Words(body="Due on {{ company.own.renewal }}.")
    kept = Words(
        body="{% if company.own.renewal %}Due on {{ company.own.renewal }}.{% endif %} Shall we talk?"
    )
    default = Words(body="Due on {{ company.own.renewal | default: 'Friday' }}.")
    assert found(changed(2, automatic=True, words=bare)) == [("automatic_own", 2)]
    assert found(changed(2, automatic=True, words=kept)) == []
    assert found(changed(2, automatic=True, words=default)) == []
    assert found(changed(2, words=bare)) == []


def test_a_date_that_is_often_not_known() -> None:
    assert found(changed(5, anchor=Anchor(AnchorKind.CONTRACT_END, before=True))) == [("unknown_date", 5)]
    assert found(changed(5, anchor=Anchor(AnchorKind.MEETING))) == []


@pytest.mark.parametrize(
    "branches",
    [
        (PlanBranch(when=when("replied"), go_to="e"), PlanBranch(when=when("not replied"), go_to="f")),
        (PlanBranch(when=when("has: phone"), go_to="e"), PlanBranch(when=when("not has: phone"), go_to="e")),
    ],
)
def test_a_step_that_every_way_leads_around(branches: tuple[PlanBranch, ...]) -> None:
    assert found(changed(3, branches=branches)) == [("unreachable", 4)]


def test_one_branch_leaves_the_steps_between_to_the_others() -> None:
    assert found(changed(3, branches=(PlanBranch(when=when("replied"), go_to="e"),))) == []
    both = (PlanBranch(when=when("replied"), go_to="e"), PlanBranch(when=when("not replied"), go_to="f"))
    assert found(changed(3, branches=both, only_if=when("has: phone"))) == []


def test_conditions_that_never_hold() -> None:
    assert found(changed(4, only_if=(*when("replied"), *when("not replied")))) == [("unreachable", 4)]
    assert found(changed(4, only_if=when("no answer since: e"))) == [("unreachable", 4)]
    assert found(changed(4, only_if=when("no answer since: b"))) == []
    assert found(replace(changed(4, only_if=when("replied")), stop_when=when("replied"))) == [
        ("unreachable", 4)
    ]


def test_every_piece_of_advice_says_what_to_do() -> None:
    for plan in shipped.all():
        for advice in advise(plan):
            assert advice.says.endswith(".")
            assert advice.mend.endswith(".")


def test_a_plan_becomes_what_the_rules_walk() -> None:
    plan = replace(changed(2, branches=(PlanBranch(when=when("replied"), go_to="e"),)), repeat_from="d")
    steps = steps_of(plan)
    assert [one.number for one in steps] == [1, 2, 3, 4, 5, 6]
    assert steps[1].branches[0].go_to == 5
    assert repeats_from(plan) == 4
    assert repeats_from(good()) is None
