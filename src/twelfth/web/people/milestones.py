"""The days that matter to somebody: noted on their page, corrected, removed."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from twelfth.flow.today import local_today
from twelfth.people.models import Person, Remark
from twelfth.people.remarks.actions import Milestone, add_milestone, change_milestone, forget_remark
from twelfth.rules.milestone import Repeats
from twelfth.web.access import done, member, own
from twelfth.web.middleware import ActorRequest
from twelfth.web.people.milestone_form import MilestoneForm
from twelfth.web.people.page import person_context
from twelfth.web.people.way_back import locked, unlocked


@member
@require_POST
def add(request: ActorRequest, pk: int) -> HttpResponse:
    person = own(request, Person.objects.select_related("company", "workspace", "owner"), pk)
    form = MilestoneForm(request.POST)
    if not form.is_valid():
        context = {**person_context(request, person), "milestone_form": form, "open": "milestone_form"}
        return render(request, "people/person.html", context, status=422)
    today = local_today(request.member, request.now)
    add_milestone(request.actor, person, _told(form), learnt_on=today, now=request.now)
    return redirect(_back(person.pk))


@member
def edit(request: ActorRequest, pk: int) -> HttpResponse:
    """Correct it, or remove it."""
    rows = Remark.objects.select_related("person").filter(kind=Remark.MILESTONE)
    row = own(request, rows, pk)
    if request.method == "POST" and "remove" in request.POST:
        forget_remark(request.actor, row, now=request.now)
        was = {name: getattr(row, name) for name in ("text", "repeats", "where")}
        days = {name: day.isoformat() for name in ("on", "learnt_on") if (day := getattr(row, name))}
        undo = reverse("person-milestone-restore", args=[row.person_id])
        done(request, "Removed.", undo=f"{undo}?was={locked(row.person_id, {**was, **days})}")
        return redirect(_back(row.person_id))
    initial: dict[str, Any] = {name: getattr(row, name) for name in ("text", "on", "repeats", "where")}
    form = MilestoneForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        change_milestone(request.actor, row, _told(form), now=request.now)
        return redirect(_back(row.person_id))
    context = {"form": form, "remark": row, "person": row.person}
    return render(request, "people/milestone.html", context, status=422 if form.errors else 200)


@member
@require_POST
def restore(request: ActorRequest, pk: int) -> HttpResponse:
    """It was removed by mistake."""
    person = own(request, Person.objects.all(), pk)
    was = unlocked(request.GET.get("was", ""), person.pk)
    milestone = Milestone(
        text=was["text"],
        on=date.fromisoformat(was["on"]),
        repeats=Repeats(was["repeats"]),
        where=was["where"],
    )
    learnt_on = date.fromisoformat(was["learnt_on"]) if "learnt_on" in was else None
    there = Remark.objects.filter(person=person, kind=Remark.MILESTONE, text=milestone.text, on=milestone.on)
    if not there.exists():  # pressed twice
        add_milestone(request.actor, person, milestone, learnt_on=learnt_on, now=request.now)
    done(request, "It is back.")
    return redirect(_back(person.pk))


def _told(form: forms.Form) -> Milestone:
    data = form.cleaned_data
    return Milestone(text=data["text"], on=data["on"], repeats=Repeats(data["repeats"]), where=data["where"])


def _back(person_id: int) -> str:
    return f"{reverse('person', args=[person_id])}#milestones"
