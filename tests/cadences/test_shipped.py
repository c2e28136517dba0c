"""The shipped words can be sent as they are: they read well, full or empty, and no two are alike."""

import difflib
import re
from itertools import combinations

import pytest

from twelfth.cadences.shipped import shipped
from twelfth.rules.balance import weight
from twelfth.rules.terms import OffsetUnit
from twelfth.rules.words import render, render_line, sample

CADENCE = shipped.load("first-meeting")
ALMOST_EMPTY = {
    "person": {"first_name": "Ana", "full_name": "Ana"},
    "me": {"first_name": "Tom", "full_name": "Tom Day", "company": "Day & Co"},
}


def words() -> list[tuple[str, str]]:
    return [
        (f"{step.number} {name}", getattr(step, name))
        for step in CADENCE.steps
        for name in ("subject", "body", "opening", "voicemail", "short_text")
    ]


def test_it_is_twelve_contacts_over_six_months() -> None:
    days = [
        step.offset.amount * (1.4 if step.offset.unit == OffsetUnit.WORKING_DAYS else 1)
        for step in CADENCE.steps
    ]
    assert [step.number for step in CADENCE.steps] == list(range(1, 13))
    assert days[0] == 0
    assert 160 <= sum(days) <= 190
    assert max(days) <= 45


def test_it_gives_more_often_than_it_asks_and_changes_the_medium() -> None:
    weights = [weight(step.purpose) for step in CADENCE.steps]
    assert weights.count(1) > weights.count(-1)
    channels = [step.channel for step in CADENCE.steps]
    assert not any(a == b == c for a, b, c in zip(channels, channels[1:], channels[2:], strict=False))
    assert len(set(channels)) >= 4


@pytest.mark.parametrize("brief", [sample(), ALMOST_EMPTY], ids=["full", "almost empty"])
@pytest.mark.parametrize(("name", "text"), words(), ids=lambda value: value[:14])
def test_the_words_read_well(name: str, text: str, brief: dict[str, object]) -> None:
    written = (render_line if name.endswith("subject") else render)(text, brief)
    assert written.text.strip()
    assert not written.missing, "a merge field without a default leaves a hole"
    assert not re.search(r"[{}]|\bNone\b|  | [,.;:!?](\s|$)|\(\)|“”", written.text), written.text
    assert "just checking in" not in written.text.lower()


@pytest.mark.parametrize("kind", ["body", "opening", "voicemail"])
def test_no_two_are_alike(kind: str) -> None:
    texts = [render(getattr(step, kind), sample()).text for step in CADENCE.steps]
    for (a, one), (b, other) in combinations(enumerate(texts, 1), 2):
        assert difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() < 0.6, f"steps {a} and {b}"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"channel": "pigeon"}, "Step 1: 'pigeon'"),
        ({"after": -1}, "Step 1 lies before"),
        ({"mail": "Hello {{ person.frist_name }}"}, "Step 1, body"),
        ({"mail": "Hello {% if said %}"}, "Step 1, body"),
        ({"automatic": True}, "Step 1 cannot go by itself"),
        ({"voicemail": " "}, "Step 1 has no words for its voicemail"),
    ],
)
def test_a_wrong_step_is_named(change: dict[str, object], said: str) -> None:
    step = {
        "title": "t", "after": 0, "channel": "phone", "purpose": "thank", "subject": "s", "mail": "m", "call": "c",
        "points": [], "voicemail": "v", "short": "s",
    }  # fmt: skip
    with pytest.raises(shipped.CadenceRefused, match=re.escape(said)):
        shipped.read("x", {"name": "n", "kind": "prospect", "description": "d", "steps": [step | change]})
