"""The limits of a mailbox, each with what it means; and refused where they could not be meant."""

from typing import Any

from django import forms

from twelfth.flow.pacing import NewLimits, provider_of
from twelfth.messages.models import Mailbox

#: More is a mistake, and a misfortune where it is not.
MOST = 20_000
_COUNTS = ("most_in_1_day", "most_in_1_hour", "most_new_in_1_day")


class LimitsForm(forms.ModelForm[Mailbox]):
    warms_up = forms.BooleanField(
        required=False,
        label="Warm up: the address is new, or has not been used for months",
        help_text="Ten new people on the first day, five more after each day on which it sent. It ends by itself.",
    )

    class Meta:
        model = Mailbox
        fields = ("most_in_1_day", "most_in_1_hour", "most_new_in_1_day", "cold_gap_minutes")
        labels = {
            "most_in_1_day": "Letters a day, at most",
            "most_in_1_hour": "Letters an hour, at most",
            "most_new_in_1_day": "New people a day, at most",
            "cold_gap_minutes": "Minutes between letters to new people",
        }
        help_texts = {
            "most_in_1_day": "Of its owner’s day. Holds for everything, also for what a person approved.",
            "most_in_1_hour": "In any 60 minutes. Holds for everything, too.",
            "most_new_in_1_day": "People whom nobody here has contacted before. Holds for what goes by itself.",
            "cold_gap_minutes": "About: up to a third more or less, so that letters do not leave by the clock.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["warms_up"].initial = self.instance.ramp_since is not None
        for name in _COUNTS:
            self.fields[name].widget.attrs["min"] = 1

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in _COUNTS:
            if data.get(name) == 0:
                self.add_error(name, "At least one, or nothing could ever go out.")
            elif (data.get(name) or 0) > MOST:
                self.add_error(name, f"No mailbox sends so much: give at most {MOST:,}.")
        day, hour, new = (data.get(name) for name in _COUNTS)
        provider = provider_of(self.instance)
        if day and provider and day > provider.most_in_1_day:
            self.add_error(
                "most_in_1_day",
                f"{provider.name} locks accounts that send more than {provider.most_in_1_day:,} a day: lower this.",
            )
        if day and hour and hour > day:
            self.add_error(
                "most_in_1_hour", "More are allowed in an hour than in a day: lower this, or raise that."
            )
        if day and new and new > day:
            self.add_error(
                "most_new_in_1_day", "More new people than letters a day: lower this, or raise that."
            )
        if (data.get("cold_gap_minutes") or 0) > 24 * 60:
            self.add_error("cold_gap_minutes", "That is more than a day: give minutes, such as 10.")
        return data

    def limits(self) -> NewLimits:
        data = self.cleaned_data
        return NewLimits(
            most_in_1_day=data["most_in_1_day"],
            most_in_1_hour=data["most_in_1_hour"],
            most_new_in_1_day=data["most_new_in_1_day"],
            cold_gap_minutes=data["cold_gap_minutes"],
            warms_up=data["warms_up"],
        )
