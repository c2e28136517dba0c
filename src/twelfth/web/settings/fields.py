"""The workspace's own fields: which there are, a new one, changing and removing one."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from twelfth.accounts.actor import Permission
from twelfth.people.custom.actions import (
    FieldRefused,
    change_field,
    define_field,
    remove_field,
    restore_field,
)
from twelfth.people.custom.kinds import Kind
from twelfth.people.models import CustomField
from twelfth.web.access import done, member, own
from twelfth.web.middleware import ActorRequest

KIND_LABELS = {
    Kind.TEXT: "Text",
    Kind.NUMBER: "Number",
    Kind.DATE: "Day",
    Kind.YES_NO: "Yes or no",
    Kind.ONE: "One of a list",
    Kind.SEVERAL: "Several of a list",
    Kind.LINK: "Web address",
}
OF_LABELS = {CustomField.PERSON: "People", CustomField.COMPANY: "Companies"}


class FieldForm(forms.Form):
    label = forms.CharField(
        max_length=60, label="Name", error_messages={"required": "A field needs a name, such as “Industry”."}
    )
    of = forms.ChoiceField(label="Of", choices=list(OF_LABELS.items()))
    kind = forms.ChoiceField(label="What it holds", choices=list(KIND_LABELS.items()))
    choices = forms.CharField(
        required=False,
        max_length=6_000,
        label="What can be chosen",
        help_text="For the two kinds of list: one on each line.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def lines(self) -> list[str]:
        return str(self.cleaned_data.get("choices", "")).splitlines()


@member
def index(request: ActorRequest) -> HttpResponse:
    """Everybody sees which there are; who manages the workspace adds to them."""
    may_manage = request.actor.may(Permission.MANAGE)
    form = FieldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        kind = Kind(data["kind"])
        try:
            define_field(
                request.actor, data["label"], kind, of=data["of"], choices=form.lines(), now=request.now
            )
        except FieldRefused as error:
            form.add_error(None, str(error))
        else:
            done(request, "The field is there. It stands on the form of each of them.")
            return redirect("fields")
    rows = CustomField.objects.filter(workspace=request.actor.workspace).order_by("of", "position", "pk")
    context = {
        "form": form,
        "may_manage": may_manage,
        "fields": [(row, KIND_LABELS[Kind(row.kind)]) for row in rows if row.removed_at is None],
        "removed": [row for row in rows if row.removed_at is not None],
    }
    return render(request, "settings/fields.html", context, status=422 if form.errors else 200)


@member
def show(request: ActorRequest, pk: int) -> HttpResponse:
    """Rename it, change what can be chosen."""
    request.actor.require(Permission.MANAGE)
    row = own(request, CustomField.objects.all(), pk)
    initial = {"label": row.label, "choices": "\n".join(row.choices)}
    form = FieldForm(request.POST or None, initial=initial)
    del form.fields["of"], form.fields["kind"]
    if row.kind not in {Kind.ONE, Kind.SEVERAL}:
        del form.fields["choices"]
    if request.method == "POST" and form.is_valid():
        try:
            change_field(
                request.actor, row, label=form.cleaned_data["label"], choices=form.lines(), now=request.now
            )
        except FieldRefused as error:
            form.add_error(None, str(error))
        else:
            done(request, "Saved.")
            return redirect("fields")
    context = {"form": form, "row": row, "kind": KIND_LABELS[Kind(row.kind)]}
    return render(request, "settings/custom_field.html", context, status=422 if form.errors else 200)


@member
@require_POST
def remove(request: ActorRequest, pk: int) -> HttpResponse:
    row = own(request, CustomField.objects.all(), pk)
    remove_field(request.actor, row, now=request.now)
    done(
        request,
        f"“{row.label}” is off the pages. What is in it is kept.",
        undo=reverse("field-restore", args=[row.pk]),
    )
    return redirect("fields")


@member
@require_POST
def restore(request: ActorRequest, pk: int) -> HttpResponse:
    row = own(request, CustomField.objects.all(), pk)
    restore_field(request.actor, row, now=request.now)
    done(request, f"“{row.label}” is back, with all that is in it.")
    return redirect("fields")
