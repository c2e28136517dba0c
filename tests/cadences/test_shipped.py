"""The shipped words can be sent as they are: true, readable with a full and an empty brief, and no two alike."""

import difflib
import re
from collections.abc import Iterator
from datetime import date, timedelta
from importlib import resources
from itertools import combinations, pairwise
from typing import Any

import pytest

from twelfth.cadences.plan_file import read, write
from twelfth.cadences.shipped import shipped
from twelfth.rules.balance import weight
from twelfth.rules.facts import Offset
from twelfth.rules.plan import Plan, PlanRefused
from twelfth.rules.terms import Channel, OffsetUnit
from twelfth.rules.words import fields, render, render_line, sample

PLANS = {plan.key: plan for plan in shipped.all()}
every_plan = pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
#: Those that end with a decision, and must not let half a season pass before it.
CLOSING = ("first-meeting", "ten-day-close", "proposal-sent", "last-try")
NAMES = ("subject", "body", "opening", "voicemail", "short_text")

ALMOST_EMPTY: dict[str, Any] = {
    "person": {"first_name": "Ana", "full_name": "Ana"},
    "me": {"first_name": "Tom", "full_name": "Tom Day", "company": "Day & Co"},
}
#: As the brief is until there is a value library, with a remark as people type it.
TYPED = sample() | {
    "proof": {},
    "event": {},
    "article": {},
    "promise": {},
    "said": "“We lose half of them.” ",
    "said_where": "a call",
}
NAMELESS = ALMOST_EMPTY | {"person": {}}
BRIEFS = {"full": sample(), "typed": TYPED, "almost empty": ALMOST_EMPTY, "nameless": NAMELESS}


def words(plan: Plan) -> Iterator[tuple[str, str]]:
    for number, step in enumerate(plan.steps, start=1):
        for wording in (step.words, *(other.words for other in step.alternatives)):
            yield from (
                (f"{number} {name}", getattr(wording, name)) for name in NAMES if getattr(wording, name)
            )
            yield from ((f"{number} point", point) for point in wording.talking_points)


def written(name: str, text: str, brief: dict[str, Any]) -> str:
    return (render_line if name.endswith("subject") else render)(text, brief).text


def add(day: date, offset: Offset) -> date:
    """The day of the next step without holidays: working days skip weekends, calendar days move out of them."""
    left = offset.amount
    while left:
        day += timedelta(days=1)
        left -= offset.unit == OffsetUnit.CALENDAR_DAYS or day.weekday() < 5
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return day


def test_every_file_beside_the_loader_is_offered() -> None:
    files = {path.name.removesuffix(".toml") for path in resources.files(shipped.__package__).iterdir()}
    assert set(shipped.KEYS) == {name for name in files if not name.startswith("_") and "." not in name}


@pytest.mark.parametrize("weekday", range(5))
def test_the_first_meeting_is_twelve_contacts_over_six_months(weekday: int) -> None:
    steps = PLANS["first-meeting"].steps
    days = [date(2026, 3, 2) + timedelta(days=weekday)]
    for step in steps[1:]:
        days.append(add(days[-1], step.offset))
    assert len(steps) == 12
    assert 170 <= (days[-1] - days[0]).days <= 190


@pytest.mark.parametrize("key", [key for key in CLOSING if key in PLANS])
def test_no_gap_before_a_decision_is_longer_than_a_season_allows(key: str) -> None:
    days = [date(2026, 3, 2)]
    for step in PLANS[key].steps[1:]:
        days.append(add(days[-1], step.offset))
    assert max((b - a).days for a, b in pairwise(days)) <= 45


@every_plan
def test_it_begins_on_the_same_day_or_says_from_which_date_it_counts(plan: Plan) -> None:
    first = plan.steps[0]
    assert not first.offset.amount or first.anchor or first.offset.unit in CLOCK or plan.key in LATER_ON


CLOCK = {OffsetUnit.HOURS, OffsetUnit.MINUTES}
#: Nobody who has said not yet, or has not answered for weeks, is written to on the same day.
LATER_ON = {"not-yet", "last-try", "kept-warm"}


@every_plan
def test_it_gives_more_often_than_it_asks(plan: Plan) -> None:
    account = 0
    for number, step in enumerate(plan.steps, start=1):
        account += weight(step.purpose)
        # They came to us with a question, or know us long: one ask may stand first.
        assert account >= 0, f"step {number} overdraws the account"
    assert account > 0


@every_plan
def test_it_changes_the_medium_and_the_purpose(plan: Plan) -> None:
    channels = [step.channel for step in plan.steps]
    assert not any(a == b == c for a, b, c in zip(channels, channels[1:], channels[2:], strict=False))
    assert len(set(channels)) >= min(3, len(channels) - 1)


@every_plan
def test_whoever_has_a_number_or_a_mail_address_can_be_reached_at_every_step(plan: Plan) -> None:
    for step in plan.steps:
        reached = {step.channel, *step.fallbacks}
        assert {Channel.PHONE, Channel.EMAIL} <= reached or step.channel is Channel.POST, step.key


@every_plan
def test_every_step_has_words_for_every_way_to_make_it(plan: Plan) -> None:
    for step in plan.steps:
        assert all(getattr(step.words, name).strip() for name in NAMES), step.key
        assert len(step.words.talking_points) >= 2, step.key


@every_plan
@pytest.mark.parametrize("brief", BRIEFS.values(), ids=BRIEFS)
def test_the_words_read_well(brief: dict[str, Any], plan: Plan) -> None:
    for name, text in words(plan):
        said = written(name, text, brief)
        assert said.strip(), name
        assert not re.search(r"[{}]|\bNone\b|\S  +\S| [,.;:!?](\s|$)|\(\)|“”", said), f"{name}: {said}"
        assert not re.search(r"[,;:]([.,;:]|$)|[.?!]”[.]|\.\.|, [.,]", said.replace("\n", " ")), (
            f"{name}: {said}"
        )
        assert not re.search(r"(^|[.?!] )[a-z]", said.replace("\n", " ")), (
            f"{name} has a small first letter: {said}"
        )


@every_plan
@pytest.mark.parametrize("brief", [sample(), TYPED, ALMOST_EMPTY], ids=["full", "typed", "almost empty"])
def test_nothing_is_missing_that_has_no_default(brief: dict[str, Any], plan: Plan) -> None:
    for name, text in words(plan):
        assert not render(text, brief).missing, name


@every_plan
@pytest.mark.parametrize("brief", BRIEFS.values(), ids=BRIEFS)
def test_mails_are_as_long_as_one_reads(brief: dict[str, Any], plan: Plan) -> None:
    for step in plan.steps:
        assert 45 <= len(render(step.words.body, brief).text.split()) <= 135, step.key
        assert 20 <= len(render(step.words.voicemail, brief).text.split()) <= 80, f"{step.key}, voicemail"
        assert len(written("subject", step.words.subject, brief)) <= 60, f"{step.key}, subject"
        # A note on LinkedIn and two SMS.
        assert len(render(step.words.short_text, brief).text) <= 300, f"{step.key}, short text"


@pytest.mark.parametrize("name", NAMES)
def test_no_two_are_alike(name: str) -> None:
    texts = [
        (f"{plan.key} {step.key}", written(name, getattr(step.words, name), TYPED))
        for plan in PLANS.values()
        for step in plan.steps
    ]
    for (a, one), (b, other) in combinations(texts, 2):
        matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
        alike = matcher.real_quick_ratio() >= 0.6 and matcher.quick_ratio() >= 0.6 and matcher.ratio() >= 0.6
        assert not alike, f"{a} and {b}"


@every_plan
def test_a_gift_by_phone_says_that_nothing_is_wrong(plan: Plan) -> None:
    if plan.key in {"inbound-request", "proposal-sent", "ten-day-close"}:
        pytest.skip("they asked for the call, or are in the middle of it")
    for step in plan.steps:
        if weight(step.purpose) > 0 and step.channel is Channel.PHONE:
            assert "nothing is wrong" in step.words.opening.lower(), step.key


@every_plan
def test_nothing_empty_is_said(plan: Plan) -> None:
    for name, text in words(plan):
        for phrase in (
            "checking in",
            "check in",
            "touch base",
            "touching base",
            "circle back",
            "circling back",
            "hope this finds you",
        ):
            assert phrase not in text.lower(), name


@every_plan
def test_what_goes_by_itself_needs_nobody_to_have_looked_at_it(plan: Plan) -> None:
    for step in plan.steps:
        if step.automatic:
            assert "said" not in fields(step.words.body), "a remark may be too private to be quoted unread"


@every_plan
def test_the_plan_it_goes_over_into_is_shipped_too(plan: Plan) -> None:
    if plan.then:
        assert PLANS[plan.then].number_of(plan.then_from or PLANS[plan.then].steps[0].key)


@every_plan
def test_it_can_be_written_to_a_file_and_read_again(plan: Plan) -> None:
    assert read(write(plan)) == plan


def test_only_what_is_shipped_can_be_loaded() -> None:
    with pytest.raises(PlanRefused, match="first-meeting"):
        shipped.load("../secrets")
