"""The reference of plan files names everything that a file may say, and its example can be read."""

import re
import textwrap
from pathlib import Path

import pytest

from twelfth.cadences.plan_file import _PLAN_KEYS, _STEP_KEYS, read
from twelfth.rules.conditions import EXAMPLES
from twelfth.rules.terms import AnchorKind, FollowUpKind, OffsetUnit

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "plan-files.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    sorted({*_PLAN_KEYS, *_STEP_KEYS, *EXAMPLES, *FollowUpKind, *OffsetUnit, *AnchorKind} - {"steps"}),
)
def test_it_is_named(name: str) -> None:
    assert f"`{name}`" in PAGE or f"steps.{name}]]" in PAGE


def test_the_example_is_a_plan() -> None:
    blocks = re.findall(r"(?:(?:^    .*\n)+\n?)+", PAGE, re.MULTILINE)
    plan = read(textwrap.dedent(blocks[0]))
    assert (plan.key, len(plan.steps)) == ("after-the-fair", 1)
