"""Forms of the do-not-contact list."""

from typing import Any

from django import forms

from twelfth.flow.left_alone import REASONS
from twelfth.importing.left_alone import Entry, read_entry
from twelfth.rules.terms import Channel

_EVERYTHING, _CHANNEL = "yes", "no"
_SCOPE = (
    (_EVERYTHING, "No contact at all, with whoever has it"),
    (_CHANNEL, "No e-mails to an address or a domain, no calls to a number"),
)
#: Where half the world has its address: a domain like this on the list is hardly meant.
_EVERYBODYS = frozenset(
    {
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com", "icloud.com", "aol.com",
        "gmx.de", "gmx.net", "web.de", "t-online.de", "orange.fr", "free.fr", "libero.it", "mail.ru", "yandex.ru",
        "proton.me", "protonmail.com", "qq.com", "163.com",
    }
)  # fmt: skip


class AddForm(forms.Form):
    """`entry` is what was read from what was typed."""

    value = forms.CharField(
        max_length=254,
        label="Address, domain or telephone number",
        help_text="“anna@acme.example”, “acme.example” for everybody there, “+351 912 555 014”.",
        error_messages={"required": "Whom? An address, a domain or a telephone number."},
    )
    everything = forms.ChoiceField(
        choices=_SCOPE, initial=_EVERYTHING, widget=forms.RadioSelect, label="How far"
    )
    note = forms.CharField(required=False, max_length=300, label="Why", help_text="For your colleagues.")
    sure = forms.BooleanField(required=False, label="Yes, everybody there")

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._country = country
        self.asks_sure = False
        self.entry = Entry(kind="", value="")

    def clean_value(self) -> str:
        text = str(self.cleaned_data["value"])
        entry = read_entry(text, self._country)
        if entry is None:
            raise forms.ValidationError(
                f"“{text[:60]}” is no e-mail address, no domain and no telephone number. "
                "Write a number with its country code, as +351 21 000 0000."
            )
        self.entry = entry
        return entry.value

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.entry.kind == "domain" and self.entry.value in _EVERYBODYS and not data.get("sure"):
            self.asks_sure = True
            self.add_error(
                "value",
                f"Half the world has its address at {self.entry.value}. "
                "To leave all of them alone, tick the box below.",
            )
        return data

    @property
    def channel(self) -> Channel | None:
        if self.cleaned_data["everything"] == _EVERYTHING:
            return None
        return Channel.PHONE if self.entry.kind == "phone" else Channel.EMAIL


class LiftForm(forms.Form):
    reason = forms.ChoiceField(
        choices=[("", "Choose why"), *REASONS.items()],
        label="Why they may be contacted again",
        error_messages={"required": "Say why they may be contacted again. It stays on record."},
    )


class ListForm(forms.Form):
    file = forms.FileField(
        label="A text or CSV file",
        help_text="An address, a domain or a telephone number on each line, with or without other columns.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv,text/plain"}),
        allow_empty_file=True,
        error_messages={"required": "Choose a file first."},
    )
    everything = forms.ChoiceField(
        choices=_SCOPE, initial=_EVERYTHING, widget=forms.RadioSelect, label="How far"
    )

    def clean_file(self) -> object:
        upload = self.cleaned_data["file"]
        if upload.size > _LARGEST:
            raise forms.ValidationError(
                "This file is larger than 50 MB. Split it, and import the parts one by one."
            )
        return upload


_LARGEST = 50 * 1024**2
