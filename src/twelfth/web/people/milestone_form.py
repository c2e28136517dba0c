"""The form of a day that matters to somebody."""

from typing import Any

from django import forms

from twelfth.rules.milestone import Repeats


class MilestoneForm(forms.Form):
    text = forms.CharField(
        max_length=200,
        label="What",
        help_text="“with the firm”, “their wedding”, “the contract with their supplier ends”.",
        error_messages={"required": "What is it?"},
    )
    on = forms.DateField(
        label="Day",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "When is it?"},
    )
    repeats = forms.ChoiceField(
        required=False,
        label="How often",
        choices=[
            (Repeats.ONCE, "Once"),
            (Repeats.COUNTED, "Every year, counting them"),
            (Repeats.YEARLY, "Every year, without counting"),
        ],
    )
    where = forms.CharField(required=False, max_length=200, label="Where you learnt it")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prefix = "milestone"
