"""Forms for what becomes of data."""

from typing import Any

from django import forms


class EraseForm(forms.Form):
    """Their name has to be typed: what this does cannot be taken back."""

    typed = forms.CharField(
        max_length=200,
        label="Type their name",
        help_text="So that nobody is erased by a slip.",
        error_messages={"required": "Type their name, so that nobody is erased by a slip."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    leave_alone = forms.BooleanField(
        required=False,
        label="Keep a fingerprint of their addresses",
        help_text="Only to know them again: if a file or a colleague brings one of them in, it is left alone.",
    )

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._name = name

    def clean_typed(self) -> str:
        typed = str(self.cleaned_data["typed"])
        if typed.split() != self._name.split():
            raise forms.ValidationError(f"That is not their name. It is written “{self._name}”.")
        return typed


class RetentionForm(forms.Form):
    """How long what is kept; left empty: for ever."""

    people_months = forms.IntegerField(
        required=False,
        min_value=3,
        max_value=240,
        label="People: months without contact",
        help_text="After that they are suggested for erasure below. Nobody is erased by itself.",
    )
    letters_months = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=240,
        label="E-mails: months until their texts and files are deleted",
        help_text="That there was one, when and about what stays. Deleted once a day; it cannot be undone.",
    )
    files_days = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=365,
        label="Files of imports that wait or failed: days",
        help_text="What was imported stays; its file is deleted at once in any case.",
    )
