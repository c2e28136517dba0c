"""The shipped words can be sent as they are: true, readable with a full and an empty brief, and no two alike."""

import difflib
import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import Any

import pytest

from twelfth.cadences.shipped import shipped
from twelfth.rules.balance import weight
from twelfth.rules.facts import Offset
from twelfth.rules.terms import Channel, OffsetUnit
from twelfth.rules.words import fields, render, render_line, sample

CADENCE = shipped.load("first-meeting")
STEPS = CADENCE.steps

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


def words() -> Iterator[tuple[str, str]]:
    for step in STEPS:
        for name in ("subject", "body", "opening", "voicemail", "short_text"):
            yield f"{step.number} {name}", getattr(step, name)
        for number, point in enumerate(step.talking_points, start=1):
            yield f"{step.number} point {number}", point


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


@pytest.mark.parametrize("weekday", range(5))
def test_it_is_twelve_contacts_over_six_months(weekday: int) -> None:
    days = [date(2026, 3, 2) + timedelta(days=weekday)]
    for step in STEPS[1:]:
        days.append(add(days[-1], step.offset))
    assert [step.number for step in STEPS] == list(range(1, 13))
    assert STEPS[0].offset.amount == 0, "the first contact is made on the same day"
    assert 170 <= (days[-1] - days[0]).days <= 190
    assert max((b - a).days for a, b in pairwise(days)) <= 45


def test_it_gives_more_often_than_it_asks_and_never_asks_first() -> None:
    account = 0
    for step in STEPS:
        account += weight(step.purpose)
        assert account > 0, f"step {step.number} overdraws the account"
    assert account >= 4


def test_it_changes_the_medium_and_the_purpose() -> None:
    channels = [step.channel for step in STEPS]
    assert not any(a == b == c for a, b, c in zip(channels, channels[1:], channels[2:], strict=False))
    assert len(set(channels)) >= 4
    assert not any(a.purpose == b.purpose for a, b in pairwise(STEPS))


def test_whoever_has_a_number_or_a_mail_address_can_be_reached_at_every_step() -> None:
    for step in STEPS:
        assert {Channel.PHONE, Channel.EMAIL} <= {step.channel, *step.fallbacks}, f"step {step.number}"


@pytest.mark.parametrize("brief", BRIEFS.values(), ids=BRIEFS)
def test_the_words_read_well(brief: dict[str, Any]) -> None:
    for name, text in words():
        said = written(name, text, brief)
        assert said.strip(), name
        assert not re.search(r"[{}]|\bNone\b|\S  +\S| [,.;:!?](\s|$)|\(\)|“”", said), f"{name}: {said}"
        assert not re.search(r"[,;:]([.,;:]|$)|[.?!]”[.]|\.\.|, [.,]", said.replace("\n", " ")), (
            f"{name}: {said}"
        )
        assert not re.search(r"(^|[.?!] )[a-z]", said.replace("\n", " ")), (
            f"{name} has a small first letter: {said}"
        )


@pytest.mark.parametrize("brief", [sample(), TYPED, ALMOST_EMPTY], ids=["full", "typed", "almost empty"])
def test_nothing_is_missing_that_has_no_default(brief: dict[str, Any]) -> None:
    for name, text in words():
        assert not render(text, brief).missing, name


@pytest.mark.parametrize("brief", BRIEFS.values(), ids=BRIEFS)
def test_mails_are_as_long_as_one_reads(brief: dict[str, Any]) -> None:
    for step in STEPS:
        assert 60 <= len(render(step.body, brief).text.split()) <= 125, f"step {step.number}"
        assert 25 <= len(render(step.voicemail, brief).text.split()) <= 75, f"step {step.number}, voicemail"
        assert len(written("subject", step.subject, brief)) <= 60, f"step {step.number}, subject"
        # A note on LinkedIn and two SMS.
        assert len(render(step.short_text, brief).text) <= 300, f"step {step.number}, short text"


def test_no_two_are_alike() -> None:
    texts = [
        (f"{step.number} {name}", written(name, getattr(step, name), TYPED))
        for step in STEPS
        for name in ("subject", "body", "opening", "voicemail", "short_text")
    ]
    for (a, one), (b, other) in combinations(texts, 2):
        matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
        alike = matcher.real_quick_ratio() >= 0.6 and matcher.quick_ratio() >= 0.6 and matcher.ratio() >= 0.6
        assert not alike, f"{a} and {b}"


def test_a_gift_by_phone_says_that_nothing_is_wrong() -> None:
    for step in STEPS:
        if weight(step.purpose) > 0:
            assert "nothing is wrong" in step.opening.lower(), f"step {step.number}"
            assert "nothing is wrong" in step.voicemail.lower() or step.number == 2, f"step {step.number}"


def test_most_messages_build_on_the_contact_before() -> None:
    later = [step for step in STEPS if step.number > 2]
    assert (
        sum(any(path.startswith("last.") for path in fields(step.body)) for step in later) >= len(later) - 1
    )


def test_nothing_empty_is_said() -> None:
    for name, text in words():
        for phrase in (
            "checking in",
            "check in",
            "touch base",
            "touching base",
            "circle back",
            "hope this finds you",
        ):
            assert phrase not in text.lower(), name


def test_what_goes_by_itself_needs_nobody_to_have_looked_at_it() -> None:
    automatic = [step for step in STEPS if step.automatic]
    assert [step.number for step in automatic] == [6]
    assert "said" not in fields(automatic[0].body), "a remark may be too private to be quoted unread"


GOOD = {
    "title": "t", "after": 0, "channel": "phone", "purpose": "thank", "gives": "thanks", "subject": "s", "mail": "m",
    "call": "c", "points": ["p"], "voicemail": "v", "short": "s",
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"channel": "pigeon"}, "Step 1: 'pigeon'"),
        ({"purpose": "haggle"}, "Step 1: 'haggle'"),
        ({"unit": "moons"}, "Step 1: 'moons'"),
        ({"fallbacks": ["email", "email"]}, "Step 1 names a channel twice."),
        ({"after": -1}, "Step 1 lies before"),
        (
            {"mail": "Hello {{ person.frist_name }}"},
            "Step 1, body: Line 1: “person.frist_name” is not a merge field.",
        ),
        ({"mail": "Hello {% if said %}"}, "Step 1, body: Line 1: A block is opened"),
        ({"points": ["{{ said }}"]}, "Step 1, point: it says nothing while the brief is empty."),
        ({"points": []}, "Step 1 has no talking points."),
        ({"automatic": True}, "Step 1 cannot go by itself"),
        ({"voicemail": " "}, "Step 1 has no words for its voicemail"),
        ({"gives": ""}, "Step 1 is a gift and does not say of what."),
        ({"purpose": "ask_meeting"}, "Step 1 asks and does not say for what."),
        ({"voicemial": "v"}, "Step 1 has an unknown “voicemial”."),
    ],
)
def test_a_wrong_step_is_named(change: dict[str, object], said: str) -> None:
    with pytest.raises(shipped.CadenceRefused, match=re.escape(said)):
        shipped.read("x", {"name": "n", "kind": "prospect", "description": "d", "steps": [GOOD | change]})


@pytest.mark.parametrize("missing", sorted(GOOD.keys() - {"gives", "voicemail"}))
def test_a_missing_part_is_named(missing: str) -> None:
    step = {key: value for key, value in GOOD.items() if key != missing}
    with pytest.raises(shipped.CadenceRefused, match=rf"^Step 1 has no {missing}\. Write it\.$"):
        shipped.read("x", {"name": "n", "kind": "prospect", "description": "d", "steps": [step]})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "The cadence “x” has no name. Write it."),
        ({"name": "n", "description": "d", "kind": "whim", "steps": []}, "The cadence “x”: 'whim'"),
    ],
)
def test_a_wrong_cadence_is_named(data: dict[str, object], said: str) -> None:
    with pytest.raises(shipped.CadenceRefused, match=re.escape(said)):
        shipped.read("x", data)


def test_only_what_is_shipped_can_be_loaded() -> None:
    with pytest.raises(shipped.CadenceRefused, match="first-meeting"):
        shipped.load("../secrets")
    assert [cadence.key for cadence in shipped.all()] == ["first-meeting"]
