"""The form for somebody who is no longer there."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from twelfth.cadences.models import CadenceVersion
from twelfth.cadences.queries import offered
from twelfth.followups.models import FollowUp
from twelfth.people.models import ContactPoint, Person
from twelfth.rules.terms import Channel
from twelfth.web.labels import CHANNEL_LABELS
from twelfth.web.people.forms import normal_email, normal_phone

#: Labels of numbers that people keep when they move on.
_OWN = frozenset({"mobile", "cell", "home", "private", "personal"})


class _Plans(forms.ModelChoiceField[CadenceVersion]):
    def label_from_instance(self, obj: CadenceVersion) -> str:
        return str(obj.cadence.name)


class _Points(forms.ModelMultipleChoiceField[ContactPoint]):
    def label_from_instance(self, obj: ContactPoint) -> str:
        return f"{CHANNEL_LABELS[Channel(obj.channel)]}: {obj.value}"


class _People(forms.ModelChoiceField[Person]):
    def label_from_instance(self, obj: Person) -> str:
        return f"{obj.full_name}, {obj.title}" if obj.title else str(obj.full_name)


class MovedForm(forms.Form):
    """Everything is optional: what is not known yet is left empty."""

    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}), label="What you heard")

    company = forms.CharField(required=False, max_length=200, label="Their new company")
    title = forms.CharField(required=False, max_length=200, label="What they do there")
    email = forms.CharField(required=False, max_length=254, label="New e-mail", widget=forms.EmailInput)
    phone = forms.CharField(
        required=False, max_length=40, label="New phone", widget=forms.TextInput(attrs={"type": "tel"})
    )

    next_name = forms.CharField(required=False, max_length=200, label="Or somebody new: their name")
    next_title = forms.CharField(required=False, max_length=200, label="What they do")
    next_email = forms.CharField(required=False, max_length=254, label="E-mail", widget=forms.EmailInput)
    next_phone = forms.CharField(
        required=False, max_length=40, label="Phone", widget=forms.TextInput(attrs={"type": "tel"})
    )

    def __init__(self, *args: Any, followup: FollowUp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._country = followup.person.country
        plans = offered(followup.workspace).order_by("cadence__name")
        self.fields["wrong"] = _points_field(followup.person)
        self.fields["plan"] = _Plans(
            plans, required=False, label="Follow them there with", empty_label="Not for now"
        )
        self.fields["next_person"] = _People(
            _colleagues(followup), required=False, label="Somebody you know there", empty_label="Nobody yet"
        )
        self.fields["next_plan"] = _Plans(
            plans, required=False, label="Follow up with", empty_label="Nobody for now"
        )

    def clean_email(self) -> str:
        return normal_email(self.cleaned_data["email"]) if self.cleaned_data["email"] else ""

    def clean_next_email(self) -> str:
        return normal_email(self.cleaned_data["next_email"]) if self.cleaned_data["next_email"] else ""

    def clean_phone(self) -> str:
        return self._phone("phone")

    def clean_next_phone(self) -> str:
        return self._phone("next_phone")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        known, name = data.get("next_person"), data.get("next_name", "").strip()
        if known is not None and name:
            self.add_error("next_name", "Choose somebody you know there, or type somebody new: not both.")
        if (known is not None or name) and not data.get("next_plan") and "next_plan" not in self.errors:
            self.add_error("next_plan", "With which plan? Choose one, or take the person out.")
        if data.get("next_plan") and known is None and not name:
            self.add_error("next_name", "With whom does it go on? Choose somebody, or type a name.")
        return data

    def _phone(self, name: str) -> str:
        text = self.cleaned_data[name]
        return normal_phone(text, self._country) if text else ""


def _points_field(person: Person) -> _Points:
    works = ContactPoint.objects.filter(person=person, state=ContactPoint.WORKS).order_by("channel", "pk")
    of_the_company = [
        point.pk
        for point in works
        if point.channel in {Channel.EMAIL, Channel.PHONE} and point.label.lower() not in _OWN
    ]
    return _Points(
        works,
        required=False,
        initial=of_the_company,
        label="No longer reaches them",
        widget=forms.CheckboxSelectMultiple,
    )


def _colleagues(followup: FollowUp) -> QuerySet[Person]:
    """Others of the company who may be contacted at all."""
    person = followup.person
    if person.company_id is None:
        return Person.objects.none()
    others = Person.objects.filter(
        workspace=followup.workspace_id, company=person.company_id, opted_out_at=None
    )
    return others.exclude(pk=person.pk).order_by("sort_name")[:200]
