"""Forms of the settings."""

from typing import Any

from django import forms

from twelfth.accounts.models import Member, Role, Workspace
from twelfth.web.countries import country_choices
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
            "least_gap_hours",
            "most_in_7_days",
            "most_in_30_days",
        )
        labels = {
            "name": "Name of the business",
            "postal_address": "Postal address",
            "least_gap_hours": "Hours between two contacts with one person, at least",
            "most_in_7_days": "Contacts with one person in 7 days, at most",
            "most_in_30_days": "Contacts with one person in 30 days, at most",
        }
        help_texts = {
            "postal_address": "In many countries the law wants it under every e-mail to a prospect."
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("most_in_7_days") or not data.get("most_in_30_days"):
            raise forms.ValidationError("At least one contact has to be allowed in 7 and in 30 days.")
        return data


class InviteForm(forms.Form):
    name = forms.CharField(max_length=120, label="Name", error_messages={"required": "Whom do you invite?"})
    role = forms.ChoiceField(choices=ROLE_CHOICES, label="Role")
