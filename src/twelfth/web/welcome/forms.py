"""The first visit's form, and the one for invited members."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.functional import lazy

from twelfth.accounts.actions import Newcomer
from twelfth.web.countries import country_choices


def zone_choices() -> list[tuple[str, str]]:
    """All zones with a place in their name, as "Europe/Lisbon"."""
    zones = sorted(
        zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/"))
    )
    return [("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in zones)]


class ZoneField(forms.ChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=lazy(zone_choices, list)(), **kwargs)


class NewcomerForm(forms.Form):
    """Who you are. The zone is filled in by the browser where it can."""

    name = forms.CharField(
        max_length=120, label="Your name", widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label="Your e-mail address",
        help_text="You log in with it.",
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label="A password",
        min_length=10,
        help_text="Ten characters or more; a few words are good.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    zone = ZoneField(label="Your time zone", initial="UTC")
    country = forms.ChoiceField(
        label="Your country", required=False, choices=country_choices, help_text="For its public holidays."
    )

    def newcomer(self) -> Newcomer:
        data = self.cleaned_data
        return Newcomer(
            name=data["name"],
            email=data["email"],
            password=data["password"],
            zone=data["zone"],
            country=data["country"],
        )


class FoundForm(NewcomerForm):
    workspace = forms.CharField(
        max_length=120, label="Your business", help_text="It stands under your e-mails."
    )

    field_order = ("name", "workspace", "email", "password", "zone", "country")
