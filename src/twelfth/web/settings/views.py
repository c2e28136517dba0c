"""Settings: oneself, one's hours, the workspace and who is in it."""

from datetime import date, time
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from twelfth.accounts import actions
from twelfth.accounts.actor import Permission
from twelfth.accounts.models import Event, Invitation, Member, Role, Workspace
from twelfth.agenda.actions import NoWorkingTime, set_capacity, set_days_off, set_hours
from twelfth.agenda.queries import most_contacts, places
from twelfth.flow.facts import JOINS
from twelfth.flow.next_moment import redecide_many
from twelfth.flow.opt_out import identity_given
from twelfth.flow.today import local_today
from twelfth.followups.models import FollowUp
from twelfth.messages.mailboxes.actions import disconnect_leaver
from twelfth.messages.mailboxes.queries import connected
from twelfth.web.access import done, member, own, refused
from twelfth.web.middleware import ActorRequest
from twelfth.web.settings.days_off import days_shown
from twelfth.web.settings.forms import ROLE_CHOICES, HoursForm, InviteForm, ProfileForm, WorkspaceForm
from twelfth.web.settings.guard_form import CHANNELS, GuardForm, channel_field

#: Changing hours decides at once what is near; the tick does the rest as it comes due.
_NEAR = 200


@member
def show(request: ActorRequest) -> HttpResponse:
    context = {
        "mailbox": connected().filter(owner=request.member).first(),
        "members": Member.objects.filter(workspace=request.actor.workspace, left_at=None).count(),
        "hours": places([request.member])[request.member.pk].hours,
        "may_manage": request.actor.may(Permission.MANAGE),
    }
    return render(request, "settings/settings.html", context)


@member
def profile(request: ActorRequest) -> HttpResponse:
    row = Member.objects.get(pk=request.member.pk)
    form = ProfileForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        actions.save_profile(request.actor, form.save(commit=False), now=request.now)
        _decide_near(row, request)
        done(request, "Saved.")
        return redirect("settings")
    context = {"form": form, "title": "You", "lead": "Your name and signature stand under what you send."}
    return render(request, "settings/form.html", context, status=422 if form.errors else 200)


@member
def hours(request: ActorRequest) -> HttpResponse:
    today = local_today(request.member, request.now)
    form = HoursForm(request.POST or None, initial=_working_time(request.member, today), today=today)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        start: time = data["start"]
        try:
            set_hours(
                request.actor, request.member, data["weekdays"], start=start, end=data["end"], now=request.now
            )
        except NoWorkingTime as error:
            return refused(request, error, reverse("hours"))
        set_capacity(request.actor, request.member, data["most_contacts"], now=request.now)
        set_days_off(request.actor, request.member, data["days_off"], now=request.now)
        _decide_near(request.member, request)
        done(request, "Saved. What is near was planned anew.")
        return redirect("settings")
    context = {
        "form": form,
        "title": "Your working hours",
        "lead": "Nothing is planned for you outside them.",
    }
    return render(request, "settings/form.html", context, status=422 if form.errors else 200)


@member
def workspace(request: ActorRequest) -> HttpResponse:
    request.actor.require(Permission.MANAGE)
    row = Workspace.objects.get(pk=request.actor.workspace.pk)
    form = WorkspaceForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        actions.save_workspace(request.actor, form.save(commit=False), now=request.now)
        identity_given(row, now=request.now)
        done(request, "Saved.")
        return redirect("settings")
    lead = "Who writes: it stands under every e-mail."
    context = {"form": form, "title": "The workspace", "lead": lead}
    return render(request, "settings/form.html", context, status=422 if form.errors else 200)


@member
def guard(request: ActorRequest) -> HttpResponse:
    """What the pest guard calls too much, for everybody of the workspace."""
    request.actor.require(Permission.MANAGE)
    row = Workspace.objects.get(pk=request.actor.workspace.pk)
    form = GuardForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        row = form.save(commit=False)
        row.channel_gap_hours = form.channel_gaps()
        actions.save_guard(request.actor, row, now=request.now)
        near = FollowUp.objects.select_related(*JOINS).filter(workspace=row, ended_at=None)
        redecide_many(near.order_by("next_at")[:_NEAR], now=request.now)
        done(request, "Saved. What is near was planned anew.")
        return redirect("settings")
    context = {"form": form, "channels": [form[channel_field(channel)] for channel in CHANNELS]}
    return render(request, "settings/guard.html", context, status=422 if form.errors else 200)


@member
def members(request: ActorRequest) -> HttpResponse:
    """Who is in; managers also invite, by a link to copy that is shown once."""
    form = InviteForm(request.POST or None)
    link = ""
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        token = actions.invite(request.actor, name=data["name"], role=Role(data["role"]), now=request.now)
        link = request.build_absolute_uri(reverse("join", args=[token]))
        form = InviteForm()
    rows = Member.objects.filter(workspace=request.actor.workspace, left_at=None).select_related("user")
    open_ones = Invitation.objects.filter(
        workspace=request.actor.workspace, used_at=None, withdrawn_at=None, expires_at__gt=request.now
    )
    context = {
        "form": form,
        "link": link,
        "members": rows.order_by("name"),
        "invitations": open_ones.order_by("-created_at"),
        "roles": ROLE_CHOICES,
        "may_manage": request.actor.may(Permission.MANAGE),
    }
    return render(request, "settings/members.html", context, status=422 if form.errors else 200)


@member
@require_POST
def role(request: ActorRequest, pk: int) -> HttpResponse:
    found = own(request, Member.objects.select_related("workspace"), pk)
    try:
        actions.change_role(request.actor, found, Role(request.POST.get("role", found.role)), now=request.now)
    except (actions.LastOwner, ValueError) as error:
        return refused(request, error, reverse("members"))
    done(request, f"{found.name} is now {found.role}.")
    return redirect("members")


@member
@require_POST
def remove(request: ActorRequest, pk: int) -> HttpResponse:
    found = own(request, Member.objects.select_related("workspace"), pk)
    try:
        with transaction.atomic():
            actions.remove_member(request.actor, found, now=request.now)
            disconnect_leaver(request.actor, found, now=request.now)
    except actions.LastOwner as error:
        return refused(request, error, reverse("members"))
    done(request, f"{found.name} can no longer log in.")
    return redirect("members")


@member
@require_POST
def withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    actions.withdraw_invitation(request.actor, own(request, Invitation.objects.all(), pk), now=request.now)
    done(request, "The invitation no longer works.")
    return redirect("members")


@member
def events(request: ActorRequest) -> HttpResponse:
    """What happened, newest first: for owners and managers."""
    request.actor.require(Permission.MANAGE)
    rows = Event.objects.filter(workspace=request.actor.workspace).select_related("member")
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit():
        rows = rows.filter(pk__lt=int(before[:18]))
    shown = list(rows.order_by("-pk")[:101])
    more = shown[99].pk if len(shown) > 100 else None
    return render(request, "settings/events.html", {"events": shown[:100], "more": more})


def _working_time(row: Member, today: date) -> dict[str, Any]:
    place = places([row])[row.pk]
    return {
        "weekdays": sorted(place.hours.weekdays),
        "start": place.hours.start,
        "end": place.hours.end,
        "most_contacts": most_contacts([row.pk])[row.pk],
        "days_off": days_shown(day for day in place.days_off if day >= today),
    }


def _decide_near(row: Member, request: ActorRequest) -> None:
    near = FollowUp.objects.select_related(*JOINS).filter(owner=row, ended_at=None).order_by("next_at")
    redecide_many(near[:_NEAR], now=request.now)
