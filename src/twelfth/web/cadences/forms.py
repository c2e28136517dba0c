"""The forms of plans: settings, one step with all its words, and what is tried out."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms

from twelfth.rules.plan import (
    Plan,
)
from twelfth.rules.terms import FollowUpKind
from twelfth.web.cadences.condition_fields import chosen_conditions, condition_fields
from twelfth.web.cadences.labels import KIND_LABELS
from twelfth.web.choices import offer
from twelfth.web.labels import CHANNEL_LABELS

_CHANNELS = [(str(channel), label) for channel, label in CHANNEL_LABELS.items()]
_KINDS = [(str(kind), label) for kind, label in KIND_LABELS.items()]

_FALLBACKS = 3


class NewPlanForm(forms.Form):
    name = forms.CharField(
        max_length=120,
        label="Name",
        error_messages={"required": "Give the plan a name, such as “After the fair”."},
    )
    kind = forms.ChoiceField(choices=_KINDS, label="For whom")


class UploadForm(forms.Form):
    file = forms.FileField(
        label="A plan as a file",
        help_text="A .toml file, as “Save as a file” gives it.",
        widget=forms.ClearableFileInput(attrs={"accept": ".toml,.txt,text/plain"}),
        error_messages={"required": "Choose a file first.", "empty": "This file is empty. Choose another."},
    )


class PlanForm(forms.Form):
    """The plan without its steps."""

    name = forms.CharField(max_length=120, label="Name", error_messages={"required": "Give the plan a name."})
    kind = forms.ChoiceField(choices=_KINDS, label="For whom")
    description = forms.CharField(
        required=False, max_length=1_000, label="What it is for", widget=forms.Textarea(attrs={"rows": 2})
    )
    then = forms.ChoiceField(required=False, label="When it is done, and nothing is decided")
    then_from = forms.ChoiceField(required=False, label="There, from the step")
    repeat_from = forms.ChoiceField(required=False, label="Start over")

    def __init__(
        self,
        plan: Plan,
        others: Sequence[Plan],
        conditions: Sequence[tuple[str, object]],
        data: Any = None,
    ) -> None:
        self.plan = plan
        initial = {
            "name": plan.name, "kind": plan.kind, "description": plan.description, "then": plan.then,
            "then_from": plan.then_from, "repeat_from": plan.repeat_from,
        }  # fmt: skip
        super().__init__(data, initial=initial)
        self._steps = {other.key: {step.key for step in other.steps} for other in others}
        missing = [(plan.then, f"go on with “{plan.then}” (not in this workspace)")] * (
            plan.then != "" and plan.then not in self._steps
        )
        offer(
            self,
            "then",
            [
                ("", "a person decides"),
                *((other.key, f"go on with {other.name}") for other in others if other.key != plan.key),
                *missing,
            ],
        )
        offer(
            self,
            "then_from",
            [
                ("", "its first"),
                *((plan.then_from, plan.then_from) for _ in missing if plan.then_from),
                *(
                    (
                        other.name,
                        [(step.key, f"{at}, {step.title}") for at, step in enumerate(other.steps, 1)],
                    )
                    for other in others
                    if other.key != plan.key
                ),
            ],
        )
        offer(
            self,
            "repeat_from",
            [
                ("", "never"),
                *((step.key, f"at step {number}, {step.title}") for number, step in enumerate(plan.steps, 1)),
            ],
        )
        self.stops = condition_fields(self, "stop", plan.stop_when, conditions)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        then, there = data.get("then", ""), data.get("then_from", "")
        if there and there not in self._steps.get(then, {there} if then else set()):
            self.add_error("then_from", "This step is none of the plan it goes on with. Choose another.")
        if then and data.get("repeat_from"):
            self.add_error(
                "repeat_from", "A plan that starts over never goes on with another. Keep one of the two."
            )
        return data

    def changed(self) -> Plan:
        """The plan with what was entered."""
        data = self.cleaned_data
        return replace(
            self.plan,
            name=data["name"],
            kind=FollowUpKind(data["kind"]),
            description=" ".join(data["description"].split()),
            then=data["then"],
            then_from=data["then_from"],
            repeat_from=data["repeat_from"],
            stop_when=chosen_conditions(data, self.stops),
        )

    def bound_stops(self) -> list[forms.BoundField]:
        return [self[name] for name in self.stops]
