"""The workspace's own fields on a form: added to it, filled in, read back."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from twelfth.people.custom.kinds import LONGEST_TEXT, Kind, NotThatKind, parse
from twelfth.people.custom.queries import Filled
from twelfth.people.models import CustomField


def add_custom(form: forms.Form, fields: Iterable[CustomField], known: Iterable[Filled] = ()) -> None:
    """Put a control for each field behind those of the form, with what is in it already."""
    values = {one.field.pk: one for one in known}
    for field in fields:
        name = control_name(field)
        form.fields[name] = control(field)
        if (was := values.get(field.pk)) is not None:
            form.initial[name] = list(was.values) if field.kind == Kind.SEVERAL else was.text


def typed_into(form: forms.Form, fields: Iterable[CustomField]) -> Mapping[CustomField, str]:
    """What a valid form has for each of its own fields, as `people.custom.actions.fill` takes it."""
    return {
        field: form.cleaned_data[control_name(field)]
        for field in fields
        if control_name(field) in form.cleaned_data
    }


def control_name(field: CustomField) -> str:
    return f"custom_{field.pk}"


def control(field: CustomField) -> forms.Field:
    """A form field whose clean value is the text that means it."""
    match Kind(field.kind):
        case Kind.SEVERAL:
            choices = [(one, one) for one in field.choices]
            return _Several(
                required=False, label=field.label, choices=choices, widget=forms.CheckboxSelectMultiple
            )
        case Kind.ONE:
            return forms.ChoiceField(
                required=False,
                label=field.label,
                choices=[("", "Not known"), *((one, one) for one in field.choices)],
            )
        case Kind.YES_NO:
            return forms.ChoiceField(
                required=False,
                label=field.label,
                choices=[("", "Not known"), ("yes", "Yes"), ("no", "No")],
            )
        case _:
            return _Typed(field)


class _Several(forms.MultipleChoiceField):
    def clean(self, value: Any) -> str:
        return "".join(f"{one}\n" for one in super().clean(value))


class _Typed(forms.CharField):
    def __init__(self, field: CustomField) -> None:
        self._kind = Kind(field.kind)
        kinds = {
            Kind.DATE: {"type": "date"},
            Kind.NUMBER: {"inputmode": "decimal"},
            Kind.LINK: {"inputmode": "url"},
        }
        widget = forms.TextInput(attrs=kinds.get(self._kind, {}))
        super().__init__(required=False, label=field.label, max_length=LONGEST_TEXT, widget=widget)

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value))
        try:
            parse(self._kind, typed)
        except NotThatKind as error:
            raise forms.ValidationError(str(error)) from error
        return typed
