"""The filters of the people list and of the follow-ups list, as forms that give a Selection.

A filter that cannot be read selects nobody: left out, it would select everybody.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from twelfth.accounts.models import Member, Workspace
from twelfth.cadences.models import Cadence
from twelfth.flow.filtering.registry import fields_of
from twelfth.flow.selection import FollowUpFilter, PeopleFilter, Selection, State
from twelfth.people.models import Tag
from twelfth.rules.terms import FollowUpKind
from twelfth.web.choices import offer
from twelfth.web.countries import country_choices
from twelfth.web.look.long_select import LongSelect
from twelfth.web.people.conditions import asked_for, parameters

STATE_LABELS = {
    State.ANY: "All that run",
    State.GOING: "Going on",
    State.DUE: "Due or late",
    State.PAUSED: "Paused",
    State.WAITING: "Waiting: not yet",
    State.NO_STEP: "Without a next step",
    State.ENDED: "Ended",
}
KIND_LABELS = {
    FollowUpKind.PROSPECT: "Prospects",
    FollowUpKind.PROPOSAL: "Proposals",
    FollowUpKind.CUSTOMER: "Customers",
    FollowUpKind.PARTNER: "Partners",
    FollowUpKind.DORMANT: "Dormant",
}
#: As many may be ticked by hand: more than a page shows.
MOST_TICKED = 500


class FilterForm(forms.Form):
    """`q` are the words of the search box above the list."""

    q = forms.CharField(required=False, max_length=200, label="Find")
    owner = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, label="Who follows up", choices=()
    )

    def __init__(self, data: Mapping[str, Any], *, workspace: Workspace) -> None:
        super().__init__(data)
        self.workspace = workspace
        members = Member.objects.filter(workspace=workspace).order_by("left_at", "name")
        self._choose("owner", "Anybody", [(member.pk, _name(member)) for member in members])

    def _choose(self, name: str, nobody: str, rows: list[tuple[Any, str]]) -> None:
        offer(self, name, [("", nobody), *rows])

    def filter(self) -> PeopleFilter | FollowUpFilter:
        raise NotImplementedError  # Each list's form has its own; a form of Django's cannot be an abstract class.

    def selection(self, only: tuple[int, ...] = ()) -> Selection:
        """Of a form that is valid."""
        return Selection(self.workspace, self.filter(), only)

    def parameters(self) -> list[tuple[str, str]]:
        """What the address has to say to ask for the same."""
        told = ((field.html_name, field.value()) for field in self)
        return [(name, str(value)) for name, value in told if value]

    def is_narrow(self, *names: str) -> bool:
        """Whether any of these fields asks for something."""
        return any(self.data.get(name) for name in names)


class PeopleFilterForm(FilterForm):
    tag = forms.ChoiceField(required=False, label="Tag", choices=())
    country = forms.ChoiceField(
        required=False,
        label="Country",
        choices=lambda: [("", "Any country"), *country_choices()[1:]],
        widget=LongSelect,
    )
    company = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    plan = forms.ChoiceField(required=False, choices=[("", ""), ("none", "without a next step")])

    def __init__(self, data: Mapping[str, Any], *, workspace: Workspace) -> None:
        super().__init__(data, workspace=workspace)
        self.fields["owner"].label = "Who owns them"
        self.known = fields_of(workspace)
        self.groups = asked_for(data, self.known)
        tags = Tag.objects.filter(workspace=workspace).order_by("name").values_list("name", flat=True)
        self._choose("tag", "Any tag", [(name, name) for name in tags])

    def filter(self) -> PeopleFilter:
        data = self.cleaned_data
        return PeopleFilter(
            words=data["q"].strip(),
            tag=data["tag"],
            owner=data["owner"],
            company=data["company"],
            country=data["country"],
            without_plan=data["plan"] == "none",
            groups=self.groups,
        )

    def parameters(self) -> list[tuple[str, str]]:
        return [*super().parameters(), *parameters(self.groups)]


class FollowUpFilterForm(FilterForm):
    plan = forms.TypedChoiceField(required=False, coerce=int, empty_value=None, label="Plan", choices=())
    state = forms.ChoiceField(
        required=False,
        label="How it stands",
        choices=[(state.value, label) for state, label in STATE_LABELS.items()],
    )
    kind = forms.ChoiceField(
        required=False,
        label="Kind",
        choices=[("", "Any kind"), *((kind.value, label) for kind, label in KIND_LABELS.items())],
    )
    next_from = forms.DateField(
        required=False, label="Next from", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    next_until = forms.DateField(
        required=False, label="Next until", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    job = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any], *, workspace: Workspace) -> None:
        super().__init__(data, workspace=workspace)
        plans = Cadence.objects.filter(workspace=workspace).order_by("name").values_list("pk", "name")
        self._choose("plan", "Any plan", list(plans))

    def filter(self) -> FollowUpFilter:
        data = self.cleaned_data
        return FollowUpFilter(
            words=data["q"].strip(),
            plan=data["plan"],
            owner=data["owner"],
            kind=data["kind"],
            state=State(data["state"]),
            next_from=data["next_from"],
            next_until=data["next_until"],
            job=data["job"],
        )


FORMS: dict[str, type[PeopleFilterForm] | type[FollowUpFilterForm]] = {
    "people": PeopleFilterForm,
    "followups": FollowUpFilterForm,
}


def ticked(data: QueryDict) -> tuple[int, ...]:
    """The ids that were ticked by hand. Raises ValueError when one is no id."""
    return tuple(sorted({int(one) for one in data.getlist("id")[:MOST_TICKED]}))


def _name(member: Member) -> str:
    return f"{member.name} (has left)" if member.left_at else member.name
