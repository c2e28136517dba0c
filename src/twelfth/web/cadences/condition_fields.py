"""Conditions in forms: a choice for each, and a blank one for one more."""

from collections.abc import Sequence
from typing import Any

from django import forms

from twelfth.rules.conditions import read_condition, write_condition
from twelfth.rules.facts import Condition

#: Blank places for more of each, beyond what there is.
MORE = 1


def condition_fields(
    form: forms.Form, prefix: str, conditions: Sequence[Condition], choices: Sequence[tuple[str, object]]
) -> list[str]:
    """A choice for each condition and a blank one; their names."""
    names = [f"{prefix}-{at}" for at in range(len(conditions) + MORE)]
    for at, name in enumerate(names):
        form.fields[name] = forms.ChoiceField(
            required=False,
            choices=choices,
            label="if" if not at else "and",
            initial=write_condition(conditions[at]) if at < len(conditions) else "",
        )
    return names


def chosen_conditions(data: dict[str, Any], names: Sequence[str]) -> tuple[Condition, ...]:
    lines = dict.fromkeys(data[name] for name in names if data[name])
    return tuple(read_condition(line) for line in lines)
