"""The form of how somebody likes to be reached."""

from datetime import time
from typing import Any

from django import forms

from twelfth.people.models import Person
from twelfth.rules.facts import Hours
from twelfth.rules.hours import read_hours
from twelfth.rules.terms import Channel
from twelfth.web.labels import CHANNEL_LABELS

_DAYS = [(str(n), name) for n, name in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))]
#: Those that one may say no to; on the others contacts are made only where both like it.
_AVOIDABLE = (
    Channel.PHONE, Channel.EMAIL, Channel.SMS, Channel.WHATSAPP, Channel.LINKEDIN, Channel.POST, Channel.VISIT,
)  # fmt: skip
_CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class PreferenceForm(forms.Form):
    """Clean, `hours` are those chosen, None where none are."""

    prefers = forms.ChoiceField(
        required=False,
        label="They prefer",
        choices=[
            ("", "No preference known"),
            *((channel, label) for channel, label in CHANNEL_LABELS.items()),
        ],
    )
    avoids = forms.MultipleChoiceField(
        required=False,
        label="Rather not by",
        widget=forms.CheckboxSelectMultiple,
        help_text="Nothing goes there by itself. Whoever wants none at all is left alone, further down.",
    )
    days = forms.MultipleChoiceField(
        required=False, label="Days", widget=forms.CheckboxSelectMultiple, choices=_DAYS
    )
    start = forms.TimeField(required=False, label="From", widget=_CLOCK)
    end = forms.TimeField(required=False, label="To, at their place", widget=_CLOCK)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prefix = "likes"
        avoids = person.avoids_channels.split()
        offered = [*_AVOIDABLE, *(Channel(one) for one in avoids if one not in _AVOIDABLE)]
        self.fields["avoids"].choices = [(one, CHANNEL_LABELS[one]) for one in offered]  # type: ignore[attr-defined]  # a MultipleChoiceField
        self.initial = {"prefers": person.prefers_channel, "avoids": avoids}
        if hours := read_hours(person.prefers_hours):
            self.initial |= {
                "days": [str(day) for day in hours.weekdays],
                "start": hours.start,
                "end": hours.end,
            }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("prefers") and data["prefers"] in data.get("avoids", ()):
            self.add_error("avoids", "They cannot prefer it and rather not have it.")
        data["hours"] = None
        days, start, end = data.get("days"), data.get("start"), data.get("end")
        if not (days or start or end):
            return data
        # Midnight at the end is the end of the day.
        end = end or time()
        if end != time() and (start or time()) >= end:
            self.add_error("end", "This is not after the hour from which they like it.")
            return data
        weekdays = frozenset(int(day) for day in days or range(7))
        data["hours"] = Hours(weekdays=weekdays, start=start or time(), end=end)
        return data
