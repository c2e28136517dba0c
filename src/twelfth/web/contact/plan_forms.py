"""Forms of how a follow-up goes on: paused, in another plan, with somebody else, on other dates, in another zone."""

from datetime import date, datetime
from typing import Any

from django import forms

from twelfth.accounts.models import Member
from twelfth.cadences.queries import offered
from twelfth.flow.key_dates import OF_THE_MATTER
from twelfth.followups.models import FollowUp
from twelfth.rules.terms import AnchorKind
from twelfth.web.contact.forms import DatedForm, WhenField
from twelfth.web.labels import DATE_LABELS
from twelfth.web.welcome.forms import zone_choices


class PauseForm(DatedForm):
    until = WhenField(
        required=False, label="Until", help_text="“in three weeks”. Left empty, you are asked in 90 days."
    )
    note = forms.CharField(required=False, max_length=300, label="Why")


class MoveForm(forms.Form):
    def __init__(self, *args: Any, followup: FollowUp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = offered(followup.workspace).exclude(pk=followup.version_id)
        field = forms.ModelChoiceField(
            versions,
            label="Another plan",
            empty_label=None,
            error_messages={"required": "Which plan?", "invalid_choice": "This plan is no longer there."},
        )
        field.choices = [
            (row.pk, _plan_name(row.cadence.name, is_same=row.cadence_id == followup.version.cadence_id))
            for row in versions.order_by("cadence__name")
        ]
        self.fields["plan"] = field


def _plan_name(name: str, *, is_same: bool) -> str:
    return f"{name}: its newest version" if is_same else name


class HandOverForm(forms.Form):
    def __init__(self, *args: Any, followup: FollowUp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Member.objects.filter(workspace=followup.workspace_id, left_at=None)
        others = members.exclude(pk=followup.owner_id).order_by("name")
        field = forms.ModelChoiceField(
            others, label="To whom", empty_label=None, error_messages={"required": "To whom?"}
        )
        field.choices = [(row.pk, row.name) for row in others]
        self.fields["to"] = field


class DatesForm(forms.Form):
    """One field for each date of the matter, and the person's birthday."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in OF_THE_MATTER:
            self.fields[kind] = forms.DateField(
                required=False,
                label=DATE_LABELS[kind],
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                error_messages={"invalid": "This is no date: write it as 2027-03-31."},
            )
        self.fields["birthday"] = forms.CharField(
            required=False, max_length=30, label="Their birthday", help_text="“3 March” or “3 March 1980”."
        )

    def clean_birthday(self) -> str:
        """As the person's record keeps it: YYYY-MM-DD, or --MM-DD."""
        text = " ".join(str(self.cleaned_data["birthday"]).split())
        if not text:
            return ""
        for pattern in ("%d %B %Y", "%d %b %Y", "%Y-%m-%d"):
            if (day := _read(text, pattern)) is not None:
                return day.isoformat()
        # In a leap year, so that 29 February is one.
        for pattern in ("%d %B %Y", "%d %b %Y"):
            if (day := _read(f"{text} 1904", pattern)) is not None:
                return f"--{day:%m-%d}"
        raise forms.ValidationError("This is no birthday: write it as “3 March” or “3 March 1980”.")

    def of_the_matter(self) -> dict[AnchorKind, date | None]:
        return {kind: self.cleaned_data[kind] for kind in OF_THE_MATTER}


def birthday_shown(kept: str) -> str:
    """As one types it: "3 March", "3 March 1980"; what is no date stays as it is."""
    if (day := _read(kept.replace("--", "1904-", 1), "%Y-%m-%d")) is None:
        return kept
    return f"{day.day} {day:%B}" if kept.startswith("--") else f"{day.day} {day:%B %Y}"


def _read(text: str, pattern: str) -> date | None:
    try:
        return datetime.strptime(text, pattern).date()  # noqa: DTZ007 (a day has no zone)
    except ValueError:
        return None


class ZoneForm(forms.Form):
    zone = forms.ChoiceField(
        required=False,
        choices=lambda: [("", "Not known: yours is assumed"), *zone_choices()],
        label="Their time zone",
    )
