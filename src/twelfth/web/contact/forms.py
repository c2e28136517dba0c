"""Forms of one contact: they translate what was typed, and decide nothing."""

from datetime import date, time
from typing import Any

from django import forms

from twelfth.rules.promise import WhenUnclear, read_when
from twelfth.rules.terms import DecisionKind, Outcome, Party
from twelfth.web.labels import CAUSE_LABELS, CHANNEL_LABELS

CALL_OUTCOMES = (
    (Outcome.TALKED, "Talked", "1"),
    (Outcome.VOICEMAIL, "Voicemail", "2"),
    (Outcome.NO_ANSWER, "No answer", "3"),
    (Outcome.CALL_BACK, "Call back at …", "4"),
    (Outcome.HESITATED, "Hesitated", "7"),
    (Outcome.WRONG_NUMBER, "Wrong number", "8"),
)

When = tuple[date, time | None]


class WhenField(forms.CharField):
    """A date as people write it: "tomorrow at 9", "Friday", "3 March". Cleans to (day, hour or None)."""

    def __init__(self, *, today: date | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.today = today

    def clean(self, value: Any) -> When | None:
        text = super().clean(value)
        if not text:
            return None
        assert self.today is not None  # noqa: S101 (the form's __init__ sets the reader's day)
        try:
            return read_when(text, today=self.today)
        except WhenUnclear as error:
            raise forms.ValidationError(str(error)) from error


class _DatedForm(forms.Form):
    """A form whose dates are relative to the reader's day."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, WhenField):
                field.today = today


class LogForm(_DatedForm):
    """How it went. `number` is the contact number the page showed."""

    number = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    channel = forms.ChoiceField(choices=[(channel, label) for channel, label in CHANNEL_LABELS.items()])
    outcome = forms.ChoiceField(
        choices=[(outcome, label) for outcome, label, _ in CALL_OUTCOMES] + [(Outcome.DONE, "Done")],
        error_messages={"required": "Say how it went."},
    )
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}), label="What was said")
    call_back = WhenField(required=False, label="Call back", help_text="“tomorrow at 9”, “Friday 14:30”")
    promise_text = forms.CharField(required=False, max_length=300, label="A promise you made")
    promise_when = WhenField(
        required=False, label="By when", help_text="“tomorrow”, “Friday at 10”, “3 March”"
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("outcome") == Outcome.CALL_BACK and not data.get("call_back"):
            if "call_back" not in self.errors:
                self.add_error("call_back", "When did you agree to call back?")
        elif data.get("outcome") != Outcome.CALL_BACK:
            data["call_back"] = None
        if data.get("promise_text") and not data.get("promise_when") and "promise_when" not in self.errors:
            self.add_error("promise_when", "By when did you promise it? “Friday” or “in two weeks” will do.")
        return data


class MailForm(forms.Form):
    """An e-mail to approve."""

    number = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    subject = forms.CharField(max_length=300, error_messages={"required": "An e-mail needs a subject."})
    body = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 14}),
        label="Text",
        error_messages={"required": "The e-mail is empty."},
    )
    in_reply_to = forms.CharField(required=False, widget=forms.HiddenInput)
    references = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_subject(self) -> str:
        return " ".join(str(self.cleaned_data["subject"]).split())


class DecisionForm(_DatedForm):
    kind = forms.ChoiceField(
        choices=[
            (DecisionKind.YES, "Yes"),
            (DecisionKind.NO, "No"),
            (DecisionKind.NOT_YET, "Not yet"),
            (DecisionKind.MOVED, "No longer there"),
            (DecisionKind.UNREACHABLE, "Cannot be reached"),
            (DecisionKind.DROPPED, "Drop it"),
        ],
        label="Decision",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what was decided."},
    )
    wake = WhenField(
        required=False, label="Until", help_text="“in two months”, “3 March”. It comes back by itself."
    )
    cause = forms.ChoiceField(
        required=False, choices=[("", "No cause given"), *((c, text) for c, text in CAUSE_LABELS.items())]
    )
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}), label="In their words")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == DecisionKind.NOT_YET and not data.get("wake") and "wake" not in self.errors:
            self.add_error("wake", "Not yet until when? “in three months” or “3 March” will do.")
        return data


class PromiseForm(_DatedForm):
    party = forms.ChoiceField(label="Who", choices=[(Party.US, "We owe"), (Party.THEM, "They owe")])
    text = forms.CharField(max_length=300, label="What", error_messages={"required": "What was promised?"})
    when = WhenField(
        label="By when", error_messages={"required": "By when? “Friday” or “in two weeks” will do."}
    )


class AnsweredForm(forms.Form):
    channel = forms.ChoiceField(choices=[(channel, label) for channel, label in CHANNEL_LABELS.items()])
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}), label="What they said")
