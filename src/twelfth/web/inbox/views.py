"""The inbox: whoever waits longest is open, and every answer is one key away."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from twelfth.flow import act, inbox, settle
from twelfth.flow.enrol import enrol
from twelfth.flow.inbox import Tab
from twelfth.flow.today import local_today
from twelfth.followups.models import FollowUp
from twelfth.messages.models import IncomingMessage
from twelfth.people.actions import add_contact_point
from twelfth.rules.terms import Channel, DecisionKind, Direction
from twelfth.touches.models import Touch
from twelfth.web.access import done, member, own, refused
from twelfth.web.contact.decisions import record_decision
from twelfth.web.contact.forms import DecisionForm, MailForm, PromiseForm
from twelfth.web.contact.shared import REFUSALS
from twelfth.web.contact.views import make_typed_promise, send_approved
from twelfth.web.inbox.page import letter_context, list_context, new_address, next_url, view_of
from twelfth.web.middleware import ActorRequest
from twelfth.web.people.forms import EnrolForm


@member
def index(request: ActorRequest) -> HttpResponse:
    """The list; beside it the letter of whoever waits longest."""
    view = view_of(request)
    context = list_context(request, view)
    rows = context["rows"]
    if rows and view.tab is Tab.ANSWERS and not view.first:
        context |= letter_context(request, _letter(request, rows[0].letter.pk))
    return render(request, "inbox/inbox.html", context)


@member
def letter(request: ActorRequest, pk: int) -> HttpResponse:
    """One letter, open; on a telephone without the list."""
    return _page(request, _letter(request, pk))


@member
@require_POST
def answer(request: ActorRequest, pk: int) -> HttpResponse:
    """Answer in the same thread. It waits ten seconds, and the next letter opens."""
    message = _letter(request, pk)
    followup = _running(message)
    form = MailForm(request.POST, auto_id="answer_%s")
    if followup is None:
        return refused(request, act.FollowUpEnded(act.FollowUpEnded.__doc__), _here(request, message))
    if form.is_valid() and send_approved(request, followup, form) is not None:
        done(
            request,
            f"Your answer to {message.person.full_name} goes out in ten seconds.",
            undo=_undo(request, message),
        )
        return _onward(request, message)
    return _page(request, message, {"mail_form": form, "open": "answer"})


@member
@require_POST
def decide(request: ActorRequest, pk: int) -> HttpResponse:
    """Yes, no, not yet; the short form for "not yet" sends `later`."""
    message = _letter(request, pk)
    followup = _running(message)
    if followup is None:
        return refused(request, act.FollowUpEnded(act.FollowUpEnded.__doc__), _here(request, message))
    name = "later" if "later" in request.POST else "decide"
    form = DecisionForm(request.POST, today=local_today(request.member, request.now), auto_id=f"{name}_%s")
    if form.is_valid() and form.cleaned_data["kind"] == DecisionKind.MOVED:
        return redirect("contact-moved", followup.pk)
    if form.is_valid() and record_decision(request, followup, form):
        done(request, f"Decided: {message.person.full_name}.", undo=_undo(request, message))
        return _onward(request, message)
    return _page(request, message, {"later_form" if name == "later" else "decision_form": form, "open": name})


@member
@require_POST
def promise(request: ActorRequest, pk: int) -> HttpResponse:
    """Keep a promise in mind. The letter stays open: a promise made in an answer is made before the answer goes."""
    message = _letter(request, pk)
    followup = _running(message)
    if followup is None:
        return refused(request, act.FollowUpEnded(act.FollowUpEnded.__doc__), _here(request, message))
    form = PromiseForm(request.POST, today=local_today(request.member, request.now), auto_id="promise_%s")
    if not form.is_valid():
        return _page(request, message, {"promise_form": form, "open": "promise"})
    make_typed_promise(request, followup, form)
    return redirect(_here(request, message))


@member
@require_POST
def done_with(request: ActorRequest, pk: int) -> HttpResponse:
    """It needs nothing; a plan that waited for it goes on."""
    message = _letter(request, pk)
    inbox.set_aside(request.actor, message, now=request.now)
    text = "The plan goes on." if _running(message) is not None and message.kind == "reply" else "Seen."
    done(request, text, undo=_undo(request, message))
    return _onward(request, message)


@member
@require_POST
def add_address(request: ActorRequest, pk: int) -> HttpResponse:
    """They answered from an address that we did not know: keep it with them."""
    message = _letter(request, pk)
    if address := new_address(message):
        add_contact_point(request.actor, message.person, Channel.EMAIL, address, now=request.now)
        done(request, f"{address} is kept with {message.person.full_name}.")
    return redirect(_here(request, message))


@member
@require_POST
def start(request: ActorRequest, pk: int) -> HttpResponse:
    """Nobody follows up: start a plan with whoever wrote."""
    message = _letter(request, pk)
    form = EnrolForm(request.POST, workspace=request.actor.workspace)
    if not form.is_valid():
        return _page(request, message, {"enrol_form": form, "open": "start"})
    data = form.cleaned_data
    try:
        followup = enrol(
            request.actor,
            message.person,
            data["version"],
            owner=data["owner"],
            matter=data["matter"],
            contacts_before=data["contacts_before"] or 0,
            now=request.now,
        )
    except REFUSALS as error:
        return refused(request, error, _here(request, message))
    inbox.set_aside(request.actor, message, now=request.now)
    done(request, "The plan is on its way.")
    return redirect("contact", followup.pk)


@member
@require_POST
def back(request: ActorRequest, pk: int) -> HttpResponse:
    """Undo what settled this letter: an answer that has not left yet, a decision, or that it needed nothing."""
    message = _letter(request, pk)
    try:
        _take_back(request, message)
    except REFUSALS as error:
        return refused(request, error, _here(request, message))
    done(request, "Taken back.")
    return redirect(_here(request, message))


def _take_back(request: ActorRequest, message: IncomingMessage) -> None:
    if message.settled_at is None:
        return
    followup = message.followup
    sent = Touch.objects.filter(
        followup=message.followup_id, direction=Direction.OUT, recorded_at=message.settled_at
    )
    if message.followup_id is not None and (touch := sent.exclude(state="undone").first()) is not None:
        act.undo(request.actor, touch, now=request.now)
    elif followup is not None and followup.decision and followup.decided_at == message.settled_at:
        settle.reopen(request.actor, followup, now=request.now)
    else:
        inbox.bring_back(request.actor, message, now=request.now)


@member
@require_POST
def all_seen(request: ActorRequest) -> HttpResponse:
    """Empty a quiet tab."""
    view = view_of(request)
    count = inbox.set_all_aside(request.actor, view.member, view.tab, now=request.now)
    done(request, f"{count} seen.")
    return redirect(reverse("inbox") + view.query)


def _page(
    request: ActorRequest, message: IncomingMessage, typed: dict[str, Any] | None = None
) -> HttpResponse:
    """The inbox with this letter open; `typed` holds a form that was refused."""
    view = view_of(request)
    context = {
        **list_context(request, view),
        **letter_context(request, message),
        "is_letter": True,
        **(typed or {}),
    }
    return render(request, "inbox/inbox.html", context, status=422 if typed else 200)


def _letter(request: ActorRequest, pk: int) -> IncomingMessage:
    rows = IncomingMessage.objects.select_related(
        "person__company", "person__workspace", "followup", "mailbox", "answers"
    )
    return own(request, rows, pk)


def _running(message: IncomingMessage) -> FollowUp | None:
    """The follow-up that is to be acted on, while it runs."""
    rows = FollowUp.objects.select_related(
        "person__company", "person__workspace", "owner", "workspace", "deal", "version__cadence"
    )
    return rows.filter(pk=message.followup_id or 0, ended_at=None).first()


def _here(request: ActorRequest, message: IncomingMessage) -> str:
    return reverse("inbox-letter", args=[message.pk]) + view_of(request).query


def _undo(request: ActorRequest, message: IncomingMessage) -> str:
    return reverse("inbox-back", args=[message.pk]) + view_of(request).query


def _onward(request: ActorRequest, message: IncomingMessage) -> HttpResponse:
    return redirect(next_url(request, view_of(request), message))
