"""What the views of one contact have in common: the follow-up, the page once more, and what stops an action."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from twelfth.flow import act, move, settle
from twelfth.flow.change import OptedOut
from twelfth.flow.enrol import AlreadyFollowed
from twelfth.flow.guarded import GuardRefuses, NoReason, NothingToPass
from twelfth.followups.models import FollowUp
from twelfth.people.actions import NotAName
from twelfth.touches.actions import AlreadyLogged
from twelfth.web.access import own, refused
from twelfth.web.contact import page
from twelfth.web.middleware import ActorRequest

#: What a person may have run into without doing anything wrong: said in one sentence, nothing done.
REFUSALS = (
    AlreadyFollowed,
    AlreadyLogged,
    GuardRefuses,
    NoReason,
    NotAName,
    NothingToPass,
    OptedOut,
    act.FollowUpEnded,
    act.NoAddress,
    act.NoMailbox,
    act.TooLate,
    move.DayHasPassed,
    move.NoSuchMember,
    move.NothingToPutOff,
    settle.AlreadyRunsAgain,
    settle.StillRunning,
    settle.WakeInThePast,
    settle.WakesNever,
)


def followup_of(request: ActorRequest, pk: int) -> FollowUp:
    """The follow-up with that id in the reader's workspace, or a 404."""
    rows = FollowUp.objects.select_related(
        "person__company", "person__workspace", "owner", "workspace", "deal", "version__cadence"
    )
    return own(request, rows, pk)


def here(followup: FollowUp) -> str:
    return reverse("contact", args=[followup.pk])


def again(request: ActorRequest, followup: FollowUp, name: str, form: Form) -> HttpResponse:
    """The page once more with what was typed and what is wrong with it."""
    context: dict[str, Any] = {**page.context(request, followup), name: form, "open": name}
    return render(request, "contact/contact.html", context, status=422)


def acting(request: ActorRequest, back: str, action: Callable[[], str]) -> HttpResponse:
    """Do it and go where it says; or go back and say why it was not done."""
    try:
        return redirect(action())
    except REFUSALS as error:
        return refused(request, error, back)
