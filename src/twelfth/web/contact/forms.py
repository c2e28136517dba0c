"""Forms of one contact: they translate what was typed, and decide nothing."""

from datetime import date, time
from typing import Any

from django import forms

from twelfth.flow.key_dates import OF_THE_MATTER
from twelfth.rules.promise import WhenUnclear, read_when
from twelfth.rules.terms import Cause, Channel, DecisionKind, Outcome, Party
from twelfth.web.contact.files import FilesField
from twelfth.web.labels import CAUSE_LABELS, CHANNEL_LABELS, DATE_LABELS

CALL_OUTCOMES = (
    (Outcome.TALKED, "Talked", "1"),
    (Outcome.VOICEMAIL, "Voicemail", "2"),
    (Outcome.NO_ANSWER, "No answer", "3"),
    (Outcome.CALL_BACK, "Call back at …", "4"),
    (Outcome.HESITATED, "Hesitated", "7"),
    (Outcome.WRONG_NUMBER, "Wrong number", "8"),
)

#: Ways out of a dead lead, with the key that is pressed after the one for dropping.
DROPS = (
    (Cause.NO_ANSWER, "Never answered", "1"),
    (Cause.NO_NEED, "No need", "2"),
    (Cause.BUDGET, "No budget", "3"),
    (Cause.COMPETITOR, "Chose somebody else", "4"),
    (Cause.TIMING, "The wrong time", "5"),
    (Cause.OTHER, "Something else", "6"),
    (DecisionKind.UNREACHABLE, "Cannot be reached", "0"),
)

#: Where they may have answered, with the key that is pressed after `a`.
ANSWERED_ON = (
    (Channel.LINKEDIN, "l"),
    (Channel.WHATSAPP, "w"),
    (Channel.VISIT, "i"),
    (Channel.PHONE, "p"),
    (Channel.SMS, "s"),
    (Channel.EMAIL, "e"),
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


class DatedForm(forms.Form):
    """A form whose dates are relative to the reader's day."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, WhenField):
                field.today = today


class LogForm(DatedForm):
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
    reason = forms.CharField(
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        label="Why it goes all the same",
        help_text="It stays in the story, with your name.",
    )
    enclosed = FilesField(
        required=False, label="Files", help_text="Up to 10 MB together. After an error choose them again."
    )
    in_reply_to = forms.CharField(required=False, widget=forms.HiddenInput)
    references = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_subject(self) -> str:
        return " ".join(str(self.cleaned_data["subject"]).split())


class DecisionForm(DatedForm):
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
        required=False,
        label="Not yet: until",
        help_text="“in two months”, “3 March”. It comes back by itself.",
    )
    anchor = forms.ChoiceField(
        required=False,
        choices=[("", "That day"), *((kind, f"Until {DATE_LABELS[kind].lower()}") for kind in OF_THE_MATTER)],
        label="Or until something happens",
    )
    anchor_on = WhenField(
        required=False, label="Which is on", help_text="If nobody knows, say above when to ask at the latest."
    )
    cause = forms.ChoiceField(
        required=False, choices=[("", "No cause given"), *((c, text) for c, text in CAUSE_LABELS.items())]
    )
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}), label="In their words")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") != DecisionKind.NOT_YET:
            return data | {"wake": None, "anchor": "", "anchor_on": None}
        if not data.get("wake") and not data.get("anchor") and "wake" not in self.errors:
            self.add_error("wake", "Not yet until when? “in three months” or “3 March” will do.")
        return data


class DropForm(forms.Form):
    """One button each: its value is a cause, or that they cannot be reached."""

    why = forms.ChoiceField(
        choices=[(value, label) for value, label, _ in DROPS], error_messages={"required": "Say why it ends."}
    )

    def decision(self) -> tuple[DecisionKind, Cause]:
        why = self.cleaned_data["why"]
        if why == DecisionKind.UNREACHABLE:
            return DecisionKind.UNREACHABLE, Cause.NO_ANSWER
        return DecisionKind.DROPPED, Cause(why)


class OverrideForm(forms.Form):
    channel = forms.ChoiceField(choices=[(channel, label) for channel, label in CHANNEL_LABELS.items()])
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        label="Why it is right all the same",
        help_text="It stays in the story, with your name.",
        error_messages={"required": "Write down why this contact is made all the same."},
    )


class ComplaintForm(forms.Form):
    words = forms.CharField(
        required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}), label="What they said"
    )


class PutOffForm(DatedForm):
    to = WhenField(
        label="Not before",
        help_text="“Friday”, “in two weeks”. The rest of the plan moves with it.",
        error_messages={"required": "To which day? “Friday” or “in two weeks” will do."},
    )


class PromiseForm(DatedForm):
    party = forms.ChoiceField(label="Who", choices=[(Party.US, "We owe"), (Party.THEM, "They owe")])
    text = forms.CharField(max_length=300, label="What", error_messages={"required": "What was promised?"})
    when = WhenField(
        label="By when", error_messages={"required": "By when? “Friday” or “in two weeks” will do."}
    )


class AnsweredForm(forms.Form):
    """`channel` is left out where one tap says no more than that they answered."""

    channel = forms.ChoiceField(
        required=False, choices=[(channel, label) for channel, label in CHANNEL_LABELS.items()], label="Where"
    )
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}), label="What they said")
