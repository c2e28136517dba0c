"""What a bulk change asks for, one form for each verb."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.models import Member
from twelfth.cadences.queries import offered
from twelfth.flow.bulk_changes import (
    Change,
    Enrol,
    HandOver,
    LeaveAlone,
    Move,
    Pause,
    Resume,
    Setting,
    Stop,
    Tagging,
    Untagging,
    Verb,
)
from twelfth.flow.bulk_fields import NoSuchField, custom_field, settable
from twelfth.importing.places import country_code, language_tag, zones
from twelfth.people.custom.kinds import Kind, NotThatKind, parse
from twelfth.people.models import Tag
from twelfth.rules.terms import Cause
from twelfth.web.labels import CAUSE_LABELS


class ChangeForm(forms.Form):
    """Valid, it gives the change. `leaver` is whose book it is, if it is somebody's."""

    #: Answers that change nothing of what comes of it, taken for given in the first look.
    AT_FIRST: ClassVar[Mapping[str, str]] = {}

    def __init__(self, data: Mapping[str, Any] | None, *, by: Actor, today: date, leaver: int | None) -> None:
        super().__init__(data)
        self._by, self._today, self._leaver = by, today, leaver
        self.build()

    def build(self) -> None:
        """Add the fields whose choices are the workspace's."""

    def change(self) -> Change:
        raise NotImplementedError  # Each verb's form has its own; a form of Django's cannot be an abstract class.

    def _plans(self) -> forms.TypedChoiceField:
        versions = offered(self._by.workspace)
        choices = [(row.pk, row.cadence.name) for row in versions.order_by("cadence__name")]
        return forms.TypedChoiceField(coerce=int, label="Plan", choices=choices)

    def _members(self, label: str, nobody: str, *, but: int | None) -> forms.TypedChoiceField:
        rows = Member.objects.filter(workspace=self._by.workspace, left_at=None)
        rows = rows if but is None else rows.exclude(pk=but)
        choices: list[tuple[Any, str]] = [("", nobody)]
        choices += [(row.pk, row.name) for row in rows.order_by("name")]
        field = forms.TypedChoiceField(coerce=int, empty_value=None, label=label, choices=choices)
        field.error_messages["required"] = "Choose a colleague."
        return field


class EnrolForm(ChangeForm):
    matter = forms.CharField(
        required=False,
        max_length=200,
        label="What it is about",
        help_text="“a faster month-end close”; it stands in the words.",
    )
    alongside = forms.BooleanField(
        required=False, label="Also those who are being followed up about something else"
    )
    go_on = forms.BooleanField(
        required=False,
        label="Count on from contacts made before",
        help_text="Somebody with four contacts that came with a file goes on at contact 5 of the plan.",
    )

    def build(self) -> None:
        self.fields["version"] = self._plans()
        if self._by.may(Permission.COLLEAGUES):
            owner = self._members("Who follows up", "Whoever owns each of them, else me", but=None)
            owner.required = False
            self.fields["owner"] = owner
        self.order_fields(["version", "matter", "owner", "go_on", "alongside"])

    def change(self) -> Change:
        data = self.cleaned_data
        return Enrol(
            version=data["version"],
            owner=data.get("owner"),
            matter=data["matter"].strip(),
            alongside=data["alongside"],
            go_on=data["go_on"],
        )


class PauseForm(ChangeForm):
    until = forms.DateField(
        required=False,
        label="Until",
        help_text="They come back on that day. Without a day they rest until you take them up again.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write the day as 2026-08-31, or leave it empty."},
    )
    note = forms.CharField(required=False, max_length=300, label="Why", help_text="“August: they are closed”")

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until is not None and until <= self._today:
            raise forms.ValidationError("Choose a day after today.")
        return until

    def change(self) -> Change:
        return Pause(until=self.cleaned_data["until"], note=self.cleaned_data["note"])


class ResumeForm(ChangeForm):
    def change(self) -> Change:
        return Resume()


class MoveForm(ChangeForm):
    def build(self) -> None:
        self.fields["version"] = self._plans()
        self.fields["version"].help_text = (
            "Those on another plan begin at its first step, from today. Those on an earlier version of this one go on "
            "where they stand."
        )

    def change(self) -> Change:
        return Move(version=self.cleaned_data["version"])


class HandOverForm(ChangeForm):
    def build(self) -> None:
        self.fields["to"] = self._members("To whom", "Choose a colleague", but=self._leaver)
        self.fields["with_people"] = forms.BooleanField(
            required=False,
            label="The people too, for good",
            help_text="For a holiday leave this off: only the follow-ups and their open promises go over.",
        )

    def change(self) -> Change:
        return HandOver(to=self.cleaned_data["to"], with_people=self.cleaned_data["with_people"])


class StopForm(ChangeForm):
    cause = forms.ChoiceField(
        label="Why",
        choices=[("", "Choose a reason"), *((cause.value, label) for cause, label in CAUSE_LABELS.items())],
        error_messages={"required": "Say why: it is what you learn from later."},
    )
    note = forms.CharField(required=False, max_length=300, label="In a few words")

    def change(self) -> Change:
        return Stop(cause=Cause(self.cleaned_data["cause"]), note=self.cleaned_data["note"])


class TagForm(ChangeForm):
    name = forms.CharField(
        max_length=60,
        label="Tag",
        error_messages={"required": "Which tag? Write a new one, or one that is there."},
    )

    def change(self) -> Change:
        return Tagging(name=self.cleaned_data["name"].strip())


class UntagForm(ChangeForm):
    def build(self) -> None:
        names = (
            Tag.objects.filter(workspace=self._by.workspace).order_by("name").values_list("name", flat=True)
        )
        self.fields["name"] = forms.ChoiceField(
            label="Tag", choices=[("", "Choose a tag"), *((name, name) for name in names)]
        )

    def change(self) -> Change:
        return Untagging(name=self.cleaned_data["name"])


class SetForm(ChangeForm):
    value = forms.CharField(
        required=False,
        max_length=500,
        label="Value",
        help_text="A country as ES or Spain, a time zone as Europe/Madrid, a language as es. Empty empties the field.",
    )
    only_empty = forms.BooleanField(
        required=False, initial=True, label="Only where there is nothing in it yet"
    )

    def build(self) -> None:
        choices = [("", "Choose a field"), *settable(self._by.workspace)]
        self.fields["field"] = forms.ChoiceField(label="Field", choices=choices)
        self.order_fields(["field", "value", "only_empty"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "field" in data:
            try:
                data["value"] = self._read(data["field"], data.get("value", "").strip())
            except (NotThatKind, NoSuchField) as error:
                self.add_error("value", str(error))
        return data

    def _read(self, field: str, text: str) -> str:
        """The value as it is kept. Raises NotThatKind, NoSuchField."""
        if field == "country":
            return _known(country_code(text), text, "no country that we know. Write it as ES or Spain.")
        if field == "zone":
            return _known(text if text in zones() else "", text, "no time zone. Write it as Europe/Madrid.")
        if field == "language":
            return _known(language_tag(text), text, "no language that we know. Write it as es or Spanish.")
        if (own := custom_field(self._by.workspace, field)) is not None:
            parse(Kind(own.kind), text, own.choices)
            return text
        return text[:200]

    def change(self) -> Change:
        data = self.cleaned_data
        return Setting(field=data["field"], value=data["value"], only_empty=data["only_empty"])


class LeaveAloneForm(ChangeForm):
    AT_FIRST: ClassVar[Mapping[str, str]] = {"why": "not said yet"}

    why = forms.CharField(
        max_length=300,
        label="Why",
        help_text="“They went with somebody else”, “not our customers any more”. It is kept with this work.",
        error_messages={"required": "Say why: somebody will ask later."},
    )

    def change(self) -> Change:
        return LeaveAlone(why=self.cleaned_data["why"].strip())


def _known(found: str, text: str, trouble: str) -> str:
    if text and not found:
        raise NotThatKind(f"“{text[:60]}” is {trouble}")
    return found


FORMS: dict[Verb, type[ChangeForm]] = {
    Verb.ENROL: EnrolForm,
    Verb.PAUSE: PauseForm,
    Verb.RESUME: ResumeForm,
    Verb.MOVE: MoveForm,
    Verb.HAND_OVER: HandOverForm,
    Verb.STOP: StopForm,
    Verb.TAG: TagForm,
    Verb.UNTAG: UntagForm,
    Verb.SET: SetForm,
    Verb.LEAVE_ALONE: LeaveAloneForm,
}

#: What the bar above a list offers, and what the page says it does to so many.
VERB_LABELS = {
    Verb.ENROL: "Start a plan",
    Verb.PAUSE: "Pause",
    Verb.RESUME: "Take up again",
    Verb.MOVE: "Move to another plan",
    Verb.HAND_OVER: "Hand over",
    Verb.STOP: "Stop",
    Verb.TAG: "Put a tag on",
    Verb.UNTAG: "Take a tag off",
    Verb.SET: "Set a field",
    Verb.LEAVE_ALONE: "Leave alone",
}
