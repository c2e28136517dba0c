"""What the workspace calls too much: the pest guard's policy, each limit with what it means."""

from typing import Any

from django import forms

from twelfth.accounts.models import Workspace
from twelfth.rules.terms import Channel
from twelfth.web.labels import CHANNEL_LABELS

#: Channels that are used often enough to bear a limit of their own.
CHANNELS = (
    Channel.PHONE,
    Channel.EMAIL,
    Channel.SMS,
    Channel.WHATSAPP,
    Channel.LINKEDIN,
    Channel.POST,
    Channel.VISIT,
)


def channel_field(channel: Channel) -> str:
    return f"gap_{channel}"


class GuardForm(forms.ModelForm[Workspace]):
    class Meta:
        model = Workspace
        fields = (
            "least_gap_hours",
            "most_in_1_day",
            "most_in_7_days",
            "most_in_30_days",
            "company_most_in_7_days",
            "live_exchange_days",
            "refuses_overdrawn",
        )
        labels = {
            "least_gap_hours": "Hours between two contacts, at least",
            "most_in_1_day": "Contacts on one day, at most",
            "most_in_7_days": "Contacts in 7 days, at most",
            "most_in_30_days": "Contacts in 30 days, at most",
            "company_most_in_7_days": "Contacts with all the people of one company in 7 days, at most",
            "live_exchange_days": "Days for which a conversation keeps the machine away from a company",
            "refuses_overdrawn": "Refuse an ask while more was asked than given",
        }
        help_texts = {
            "least_gap_hours": "Twenty keep yesterday’s call and today’s e-mail apart, and let the hour move a little.",
            "most_in_1_day": "Of their day. A missed call and the e-mail after it are two.",
            "most_in_7_days": "Over all plans and all colleagues.",
            "most_in_30_days": "Eight in a month are about two a week.",
            "company_most_in_7_days": "They talk to each other.",
            "live_exchange_days": "After somebody of a company answered a colleague, nothing goes there by itself.",
            "refuses_overdrawn": "Otherwise it is a warning. What they invited you to ask is never held against you.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("most_in_1_day", "most_in_7_days", "most_in_30_days", "company_most_in_7_days"):
            self.fields[name].validators.append(_at_least_one)
            self.fields[name].widget.attrs["min"] = 1
        kept = self.instance.channel_gap_hours
        for channel in CHANNELS:
            hours = kept.get(channel)
            self.fields[channel_field(channel)] = forms.IntegerField(
                required=False,
                min_value=0,
                max_value=365,
                label=CHANNEL_LABELS[channel],
                # Rounded up: whoever set hours elsewhere does not lose any by looking.
                initial=-(-hours // 24) if hours else None,
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day, week, month = (data.get(f"most_in_{days}_day{'s' if days > 1 else ''}") for days in (1, 7, 30))
        if day and week and day > week:
            self.add_error(
                "most_in_7_days", "More are allowed on one day than in 7 days: raise this, or lower that."
            )
        if week and month and week > month:
            self.add_error(
                "most_in_30_days", "More are allowed in 7 days than in 30: raise this, or lower that."
            )
        if (data.get("least_gap_hours") or 0) > 24 * 30:
            self.add_error(
                "least_gap_hours",
                "More than a month between two contacts leaves no plan to follow: lower this.",
            )
        return data

    def channel_gaps(self) -> dict[str, int]:
        """Hours by channel, for those with a limit of their own; other channels keep what they have."""
        others = {
            channel: hours
            for channel, hours in self.instance.channel_gap_hours.items()
            if channel not in CHANNELS
        }
        days = {channel.value: self.cleaned_data[channel_field(channel)] for channel in CHANNELS}
        kept = self.instance.channel_gap_hours
        return others | {
            # What was not touched keeps its hours to the hour.
            channel: kept[channel] if -(-kept.get(channel, 0) // 24) == number else 24 * number
            for channel, number in days.items()
            if number
        }


def _at_least_one(value: int) -> None:
    if value < 1:
        raise forms.ValidationError("At least one, or nobody could ever be contacted.")
