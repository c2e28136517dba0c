"""Forms about who sways whom."""

from typing import Any

from django import forms

from twelfth.people.models import Say, Tie
from twelfth.web.ties.labels import INVERSE, ROLE_LABELS, VERBS

_BACK = "-"


def _kinds() -> list[tuple[str, str]]:
    """Each relation as said of the person whose page it is, from both sides."""
    found = []
    for tie in Tie:
        found += [
            (tie.value, f"They {_plural(VERBS[tie])}"),
            (_BACK + tie.value, f"They {_plural(INVERSE[tie])}"),
        ]
    return found


def _plural(verb: str) -> str:
    """What one person does, said of "they"."""
    first, _, rest = verb.partition(" ")
    first = {"is": "are", "was": "were"}.get(first, first.removesuffix("s"))
    return f"{first} {rest}".strip()


class RolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        required=False,
        label="In what their company decides, they are",
        choices=[(role.value, label) for role, label in ROLE_LABELS.items()],
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_roles(self) -> list[Say]:
        return [Say(role) for role in self.cleaned_data["roles"]]


class DealRolesForm(RolesForm):
    """What somebody has to say in one deal."""

    person = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].label = "In this deal, they are"
        self.fields["roles"].help_text = "Nothing chosen: what they have to say otherwise counts here too."


class SomebodyForm(RolesForm):
    """Somebody else who has a say in a deal."""

    who = forms.CharField(
        max_length=200,
        label="Who",
        help_text="Somebody new is added at the same company.",
        error_messages={"required": "Who is it? Type a name."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("who", "roles")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].label = "In this deal, they are"
        self.fields["roles"].required = True
        self.fields["roles"].error_messages["required"] = "What have they to say? Choose one at least."


class RelationForm(forms.Form):
    kind = forms.ChoiceField(label="How they stand to each other", choices=_kinds)
    who = forms.CharField(
        max_length=200,
        label="To whom",
        help_text="Somebody new is added at the same company.",
        error_messages={"required": "Who is it? Type a name."},
        widget=forms.TextInput(attrs={"list": "who-else", "autocomplete": "off"}),
    )
    decides = forms.BooleanField(required=False, label="They decide")
    note = forms.CharField(required=False, max_length=300, label="Why, or how")
    where = forms.CharField(required=False, max_length=200, label="Where you learnt it")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind = str(data.get("kind", ""))
        data["tie"] = Tie(kind.removeprefix(_BACK)) if kind else None
        data["is_inverse"] = kind.startswith(_BACK)
        return data
