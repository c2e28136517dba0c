"""Forms of people."""

from typing import Any

import phonenumbers
from django import forms
from email_validator import EmailNotValidError, validate_email

from twelfth.accounts.models import Member, Workspace
from twelfth.cadences.queries import offered
from twelfth.flow.earlier import MOST
from twelfth.people.models import Basis, ContactPoint, Person, Remark
from twelfth.rules.terms import Channel
from twelfth.web.countries import country_choices
from twelfth.web.labels import CHANNEL_LABELS
from twelfth.web.look.long_select import LongSelect
from twelfth.web.welcome.forms import zone_choices


def normal_phone(text: str, country: str) -> str:
    """The number in E.164. Raises forms.ValidationError with a sentence."""
    try:
        number = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException as error:
        raise forms.ValidationError(
            "This is no phone number; write it with its country code, as +351 21 000 0000."
        ) from error
    if not phonenumbers.is_possible_number(number):
        raise forms.ValidationError("This number is too short or too long for its country.")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def normal_email(text: str) -> str:
    """The address in lower case. Raises forms.ValidationError with a sentence."""
    try:
        # Reserved names such as .test and .example are let through: nothing is sent to them, and demos use them.
        checked = validate_email(text.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise forms.ValidationError(f"This is no e-mail address: {error}") from error
    return str(checked.normalized).lower()


class PersonForm(forms.Form):
    full_name = forms.CharField(
        max_length=200, label="Name", error_messages={"required": "A person needs a name."}
    )
    company = forms.CharField(required=False, max_length=200, label="Company")
    title = forms.CharField(required=False, max_length=200, label="What they do")
    email = forms.CharField(required=False, max_length=254, label="E-mail", widget=forms.EmailInput)
    phone = forms.CharField(
        required=False, max_length=40, label="Phone", widget=forms.TextInput(attrs={"type": "tel"})
    )
    city = forms.CharField(required=False, max_length=100, label="City")
    country = forms.ChoiceField(required=False, choices=country_choices, label="Country", widget=LongSelect)
    zone = forms.ChoiceField(
        required=False,
        choices=lambda: [("", "Not known: yours is assumed"), *zone_choices()],
        widget=LongSelect,
        label="Time zone",
    )
    notes = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}), label="Notes")

    def clean_email(self) -> str:
        return normal_email(self.cleaned_data["email"]) if self.cleaned_data["email"] else ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("phone"):
            try:
                data["phone"] = normal_phone(data["phone"], data.get("country", ""))
            except forms.ValidationError as error:
                self.add_error("phone", error)
        return data


def normal_value(channel: str, text: str, country: str) -> str:
    """An address as it is kept, by its channel. Raises forms.ValidationError with a sentence."""
    if channel == Channel.EMAIL:
        return normal_email(text)
    if channel in {Channel.PHONE, Channel.SMS, Channel.WHATSAPP}:
        return normal_phone(text, country)
    return text.strip()


class PointForm(forms.Form):
    channel = forms.ChoiceField(choices=[(channel, label) for channel, label in CHANNEL_LABELS.items()])
    value = forms.CharField(
        max_length=254, label="Address or number", error_messages={"required": "What is it?"}
    )
    label = forms.CharField(
        required=False, max_length=40, label="Which one", help_text="“work”, “at home”, “the assistant’s”."
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._person = person

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("channel") and data.get("value"):
            try:
                data["value"] = normal_value(data["channel"], data["value"], self._person.country)
            except forms.ValidationError as error:
                self.add_error("value", error)
        return data


class PointEditForm(forms.Form):
    """One that is on file: its channel stays."""

    value = forms.CharField(
        max_length=254,
        label="Address or number",
        error_messages={"required": "What is it? To take it out, remove it."},
    )
    label = forms.CharField(
        required=False, max_length=40, label="Which one", help_text="“work”, “at home”, “the assistant’s”."
    )
    state = forms.ChoiceField(label="What it is good for", widget=forms.RadioSelect)

    def __init__(self, *args: Any, point: ContactPoint, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(point, name) for name in ("value", "label", "state")}
        self._point = point
        asked = point.state == ContactPoint.OPTED_OUT
        # That wish ends when they take it back, and is not forgotten over a bounce.
        states = _WHEN_ASKED if asked else _STATES
        self.fields["state"].choices = list(states.items())  # type: ignore[attr-defined]  # it is a ChoiceField

    def clean_value(self) -> str:
        point = self._point
        value: str = self.cleaned_data["value"]
        # What came with an import may not be what one would type: left alone, it stays as it is.
        if value == point.value:
            return value
        return normal_value(point.channel, value, point.person.country)


_STATES = {
    ContactPoint.WORKS: "It works",
    ContactPoint.BOUNCED: "It bounced: nobody is reached there",
    ContactPoint.WRONG: "It is wrong",
    ContactPoint.OPTED_OUT: "They asked not to be reached there",
}
_WHEN_ASKED = {
    ContactPoint.OPTED_OUT: "They asked not to be reached there",
    ContactPoint.WORKS: "They took it back: it works",
}


class RemarkForm(forms.Form):
    kind = forms.ChoiceField(
        choices=[
            (Remark.SAID, "They said"),
            (Remark.INTEREST, "They care about"),
            (Remark.SHARED, "We share"),
        ]
    )
    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}), label="What", error_messages={"required": "What was it?"}
    )
    where = forms.CharField(required=False, max_length=200, label="Where you learnt it")


BASIS_LABELS = {
    Basis.CONSENT: "They agreed to it",
    Basis.INTEREST: "Our legitimate interest",
    Basis.CONTRACT: "A contract with them, or one they asked about",
    Basis.DUTY: "The law asks it of us",
    Basis.NONE: "No ground that we know of",
}


class BasisForm(forms.Form):
    kind = forms.ChoiceField(label="Why may you contact them", choices=list(BASIS_LABELS.items()))
    note = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        label="In which words",
        help_text="What they agreed to, or why your interest weighs more.",
    )
    where = forms.CharField(required=False, max_length=200, label="Where")
    on = forms.DateField(
        required=False, label="When", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == Basis.CONSENT and not (data.get("note") and data.get("where")):
            self.add_error("note", "Write down what they agreed to, and where: you may have to show it.")
        return data


class EnrolForm(forms.Form):
    matter = forms.CharField(
        required=False,
        max_length=200,
        label="What it is about",
        help_text="“a faster month-end close”; it stands in the words.",
    )
    contacts_before = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=MOST,
        label="Contacts made before",
        help_text="With 4, contact 5 of the plan is next.",
    )

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = offered(workspace)
        members = Member.objects.filter(workspace=workspace, left_at=None).order_by("name")
        version = forms.ModelChoiceField(versions, label="Plan", empty_label=None)
        owner = forms.ModelChoiceField(members, label="Who follows up", empty_label=None)
        # Read here, once: a select asks its field for them twice, and each time it would be two queries.
        version.choices = [(row.pk, row.cadence.name) for row in versions]
        owner.choices = [(row.pk, row.name) for row in members]
        self.fields |= {"version": version, "owner": owner}
        self.order_fields(["version", "matter", "contacts_before", "owner"])
