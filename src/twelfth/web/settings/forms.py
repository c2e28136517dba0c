"""Forms of the settings."""

from datetime import date
from typing import Any

from django import forms

from twelfth.accounts.models import Member, Role, Workspace
from twelfth.web.countries import country_choices
from twelfth.web.settings.days_off import days_read
from twelfth.web.welcome.forms import zone_choices

_WEEKDAYS = ((0, "Mon"), (1, "Tue"), (2, "Wed"), (3, "Thu"), (4, "Fri"), (5, "Sat"), (6, "Sun"))

ROLE_CHOICES = (
    (Role.SELLER, "Seller: plans, sends, decides"),
    (Role.MANAGER, "Manager: also members and settings"),
    (Role.OWNER, "Owner: everything"),
    (Role.VIEWER, "Viewer: reads, logs contacts and promises"),
)


class ProfileForm(forms.ModelForm[Member]):
    zone = forms.ChoiceField(choices=zone_choices, label="Time zone")
    country = forms.ChoiceField(
        choices=country_choices, required=False, label="Country", help_text="For its holidays."
    )

    calendar_url = forms.URLField(
        required=False,
        assume_scheme="https",
        label="Where people book time with you",
        help_text="A link to your calendar.",
    )

    class Meta:
        model = Member
        fields = ("name", "zone", "country", "phone", "calendar_url", "signature")
        labels = {"signature": "Signature under your e-mails"}
        widgets = {"signature": forms.Textarea(attrs={"rows": 4})}


class HoursForm(forms.Form):
    weekdays = forms.TypedMultipleChoiceField(
        choices=_WEEKDAYS, coerce=int, widget=forms.CheckboxSelectMultiple, label="Days you work"
    )
    start = forms.TimeField(label="From", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    end = forms.TimeField(label="Until", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    most_contacts = forms.IntegerField(
        min_value=1,
        max_value=500,
        label="Planned contacts on one day, at most",
        help_text="What does not fit moves to the next day that has room. What you promised never moves.",
        error_messages={"min_value": "At least one, or nothing could ever be due."},
    )
    days_off = forms.CharField(
        required=False,
        label="Days off",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One on each line: “24 December 2026”, or “24 December 2026 to 2 January 2027”.",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def clean_days_off(self) -> list[date]:
        return days_read(self.cleaned_data["days_off"], self._today)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("start") and data.get("end") and data["end"] <= data["start"]:
            self.add_error("end", "The end lies before the start.")
        return data


class WorkspaceForm(forms.ModelForm[Workspace]):
    zone = forms.ChoiceField(choices=zone_choices, label="Time zone")
    country = forms.ChoiceField(choices=country_choices, required=False, label="Country")

    class Meta:
        model = Workspace
        fields = (
            "name",
            "zone",
            "country",
            "postal_address",
        )
        labels = {
            "name": "Name of the business",
            "postal_address": "Postal address",
        }
        help_texts = {
            "postal_address": "In many countries the law wants it under every e-mail to a prospect."
        }


class InviteForm(forms.Form):
    name = forms.CharField(max_length=120, label="Name", error_messages={"required": "Whom do you invite?"})
    role = forms.ChoiceField(choices=ROLE_CHOICES, label="Role")
