"""The dice: the same seed gives the same days, and what can be worked out by hand comes out so."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.rules.test_plan_advice import good, step
from twelfth.cadences.shipped import shipped
from twelfth.rules.conditions import read_condition
from twelfth.rules.facts import Offset, Place
from twelfth.rules.plan import Plan, PlanBranch
from twelfth.rules.simulate import MOST_WALKS, Load, Rates, Setting, in_words, simulate
from twelfth.rules.terms import Channel, Purpose

MONDAY = date(2026, 11, 23)
NOWHERE = Place(zone="Europe/Lisbon")
REACHED = dict.fromkeys(Channel, 1.0)


def rates(answered: float = 0.0, decided: float = 0.0, **more: Any) -> Rates:
    return Rates(answered={}, other=answered, decided=decided, reached=more.get("reached", REACHED))


def setting(**more: Any) -> Setting:
    plain: dict[str, Any] = {
        "people": 10, "start": MONDAY, "over": 1, "weeks": 6, "seller": NOWHERE, "most": 40,
    }  # fmt: skip
    return Setting(**plain | more)


def run(plan: Plan, *, following: dict[str, Plan] | None = None, **more: Any) -> Load:
    by = more.pop("rates", rates())
    return simulate(plan, setting(**more), by, seed=3, runs=more.pop("runs", 5), following=following)


def contacts(load: Load) -> dict[date, float]:
    return {day.on: day.middle for day in load.days if day.middle}


def test_the_same_seed_gives_the_same_days_and_another_gives_others() -> None:
    plan, by = shipped.load("first-meeting"), rates(0.3, 0.05)
    first, again, other = (simulate(plan, setting(people=50), by, seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_without_answers_everybody_gets_every_contact_on_its_day() -> None:
    load = run(good())
    days = {23: 10, 26: 10}
    assert {day.day: made for day, made in contacts(load).items() if day.month == 11} == days
    assert sum(week.total for week in load.weeks) == pytest.approx(60)
    assert load.days[0].low == load.days[0].high == 10, "no dice, no band"


def test_starts_are_spread_and_days_off_are_left_free() -> None:
    load = run(good(), over=5, seller=replace(NOWHERE, days_off=frozenset({date(2026, 11, 24)})))
    assert [day.on.day for day in load.days[:4]] == [23, 25, 26, 27]
    assert load.days[0].middle == 2


def test_a_decision_ends_it_at_once() -> None:
    load = run(good(), rates=rates(decided=1.0))
    assert sum(week.total for week in load.weeks) == 10


def test_an_answer_is_one_more_contact_and_the_plan_counts_from_it() -> None:
    plan = replace(good(), steps=good().steps[:2])
    load = run(plan, rates=rates(answered=1.0))
    assert contacts(load) == {
        date(2026, 11, 23): 10,
        date(2026, 11, 24): 10,
        date(2026, 11, 27): 10,
        date(2026, 11, 30): 10,
    }


def test_two_steps_of_one_day_do_not_share_it() -> None:
    steps = (step("a", offset=Offset(0)), step("b", Purpose.HELP, offset=Offset(0)))
    assert list(contacts(run(replace(good(), steps=steps)))) == [date(2026, 11, 23), date(2026, 11, 24)]


def test_conditions_and_branches_are_followed() -> None:
    only = replace(good().steps[1], only_if=(read_condition("replied"),))
    plan = replace(good(), steps=(good().steps[0], only))
    assert sum(week.total for week in run(plan).weeks) == 10
    assert sum(week.total for week in run(plan, rates=rates(answered=1.0)).weeks) == 40
    branching = replace(
        good().steps[0], branches=(PlanBranch(when=(read_condition("not replied"),), go_to="f"),)
    )
    load = run(replace(good(), steps=(branching, *good().steps[1:])))
    assert sum(week.total for week in load.weeks) == 20


def test_a_reason_to_stop_stops() -> None:
    plan = replace(good(), stop_when=(read_condition("not replied"),))
    assert sum(week.total for week in run(plan).weeks) == 0


def test_who_has_no_telephone_gets_the_fall_back_and_mail_by_itself_is_counted_apart() -> None:
    first = replace(good().steps[0], fallbacks=(Channel.EMAIL,))
    mail = step("m", automatic=True)
    reached = {Channel.EMAIL: 1.0}
    load = run(replace(good(), steps=(first, mail)), rates=rates(reached=reached))
    assert load.channels == (Channel.EMAIL,)
    assert load.weeks[0].total == 10
    assert load.weeks[0].by_itself == 10


def test_a_plan_that_starts_over_goes_on_to_the_horizon_and_one_that_goes_over_does_too() -> None:
    plan = replace(good(), steps=good().steps[:2], repeat_from="b")
    assert sum(week.total for week in run(plan).weeks) == 10 * (1 + 9)
    goes_over = replace(good(), steps=good().steps[:1], then="next")
    following = {"next": replace(good(), key="next")}
    assert sum(week.total for week in run(goes_over, following=following).weeks) == 70


def test_nobody_passes_over_a_plan_for_ever() -> None:
    never = tuple(replace(one, only_if=(read_condition("replied"),)) for one in good().steps)
    assert sum(week.total for week in run(replace(good(), steps=never, repeat_from="a")).weeks) == 0
    around = replace(good(), steps=never, then="other")
    assert (
        sum(week.total for week in run(around, following={"other": replace(around, key="other")}).weeks) == 0
    )


def test_many_people_are_stood_for_by_some_and_the_figures_still_add_up() -> None:
    load = simulate(good(), setting(people=5_000), rates(), seed=1, runs=20)
    assert load.walked == MOST_WALKS // 20
    assert load.days[0].middle == pytest.approx(5_000)


def test_days_above_what_one_can_do_are_counted_and_said() -> None:
    load = run(good(), people=41)
    assert load.above == 6
    assert in_words(load).endswith("; 6 days above your 40.")
    assert in_words(run(good(), people=0)) == "Most days 0 contacts; no day above your 40."
