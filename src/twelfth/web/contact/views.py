"""One contact at a time: the brief, the action, and what comes next."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from twelfth.brief import brief as briefs
from twelfth.brief.words import mail_draft
from twelfth.flow import act, settle
from twelfth.flow.facts import load as load_facts
from twelfth.flow.next_moment import redecide_person
from twelfth.flow.today import local_today
from twelfth.followups.models import FollowUp
from twelfth.promises.actions import NewPromise, close_promise, make_promise
from twelfth.promises.models import Promise
from twelfth.rules.terms import Cause, Channel, DecisionKind, Outcome, Party, PromiseState
from twelfth.touches.actions import AlreadyLogged
from twelfth.touches.models import Touch
from twelfth.web.access import done, member, own, refused
from twelfth.web.contact import page
from twelfth.web.contact.forms import AnsweredForm, DecisionForm, LogForm, MailForm, PromiseForm
from twelfth.web.middleware import ActorRequest

#: What a person may have run into without doing anything wrong: said in one sentence, nothing done.
_REFUSALS = (
    AlreadyLogged,
    act.FollowUpEnded,
    act.NoAddress,
    act.NoMailbox,
    act.TooLate,
    settle.WakeInThePast,
    settle.StillRunning,
)


def _followup(request: ActorRequest, pk: int) -> FollowUp:
    rows = FollowUp.objects.select_related(
        "person__company", "person__workspace", "owner", "workspace", "deal", "version__cadence"
    )
    return own(request, rows, pk)


@member
def show(request: ActorRequest, pk: int) -> HttpResponse:
    """The brief of one follow-up with its one big action; after logging, what comes next and why."""
    followup = _followup(request, pk)
    return render(request, "contact/contact.html", page.context(request, followup))


def _again(request: ActorRequest, followup: FollowUp, name: str, form: Form) -> HttpResponse:
    """The page once more with what was typed and what is wrong with it."""
    context = {**page.context(request, followup), name: form, "open": name}
    return render(request, "contact/contact.html", context, status=422)


def _acting(request: ActorRequest, followup: FollowUp, action: Callable[[], str]) -> HttpResponse:
    """Do it, say what came of it, and show what is next; or say why it was not done."""
    here = reverse("contact", args=[followup.pk])
    try:
        return redirect(action())
    except _REFUSALS as error:
        return refused(request, error, here)


@member
@require_POST
def log(request: ActorRequest, pk: int) -> HttpResponse:
    followup = _followup(request, pk)
    form = LogForm(request.POST, today=local_today(request.member, request.now))
    if not form.is_valid():
        return _again(request, followup, "log_form", form)
    data = form.cleaned_data
    call_back, call_back_at = data["call_back"] or (None, None)
    logged = act.Logged(
        channel=Channel(data["channel"]),
        outcome=Outcome(data["outcome"]),
        number=data["number"],
        note=data["note"],
        call_back=call_back,
        call_back_at=call_back_at,
        promise=_promise(request, Party.US, data["promise_text"], data["promise_when"]),
    )

    def action() -> str:
        touch = act.log_contact(request.actor, followup, logged, now=request.now)
        return f"{reverse('contact', args=[followup.pk])}?logged={touch.pk}"

    return _acting(request, followup, action)


@member
def mail(request: ActorRequest, pk: int) -> HttpResponse:
    """Preview, edit, send."""
    followup = _followup(request, pk)
    today = local_today(request.member, request.now)
    brief = briefs.load(followup, today=today, now=request.now)
    if request.method != "POST":
        draft = mail_draft(brief)
        initial = {
            "number": brief.number,
            "subject": draft.subject,
            "body": draft.body,
            "in_reply_to": draft.in_reply_to,
            "references": draft.references,
        }
        form, missing = MailForm(initial=initial), draft.missing
    else:
        form, missing = MailForm(request.POST), ()
        if form.is_valid():
            return _send(request, followup, form.cleaned_data)
    context = {
        "brief": brief,
        "form": form,
        "missing": missing,
        "address": brief.address(Channel.EMAIL),
        "mailbox": act.mailbox_for(followup),
        "verdict": page.verdict_of(brief, load_facts(followup), Channel.EMAIL, now=request.now),
    }
    return render(request, "contact/mail.html", context, status=422 if form.errors else 200)


def _send(request: ActorRequest, followup: FollowUp, data: dict[str, Any]) -> HttpResponse:
    approved = act.Approved(
        number=data["number"],
        subject=data["subject"],
        body=data["body"],
        in_reply_to=data["in_reply_to"],
        references=data["references"],
    )

    def action() -> str:
        message = act.send_mail(request.actor, followup, approved, now=request.now)
        return f"{reverse('contact', args=[followup.pk])}?logged={message.touch_id}"

    return _acting(request, followup, action)


@member
@require_POST
def skip(request: ActorRequest, pk: int) -> HttpResponse:
    followup = _followup(request, pk)

    def action() -> str:
        touch = act.skip_step(request.actor, followup, now=request.now)
        return reverse("contact", args=[followup.pk]) + (f"?logged={touch.pk}" if touch else "")

    return _acting(request, followup, action)


@member
@require_POST
def answered(request: ActorRequest, pk: int) -> HttpResponse:
    """They answered on a channel that the product cannot see."""
    followup = _followup(request, pk)
    form = AnsweredForm(request.POST)
    if not form.is_valid():
        return _again(request, followup, "answered_form", form)

    def action() -> str:
        channel, note = Channel(form.cleaned_data["channel"]), form.cleaned_data["note"]
        touch = act.log_answer(request.actor, followup, channel, note=note, now=request.now)
        done(
            request,
            "Noted: they answered. The plan waits for you.",
            undo=reverse("undo-touch", args=[touch.pk]),
        )
        return reverse("contact", args=[followup.pk])

    return _acting(request, followup, action)


@member
@require_POST
def carry_on(request: ActorRequest, pk: int) -> HttpResponse:
    followup = _followup(request, pk)

    def action() -> str:
        act.carry_on(request.actor, followup, now=request.now)
        done(request, "The plan goes on.")
        return reverse("contact", args=[followup.pk])

    return _acting(request, followup, action)


@member
@require_POST
def decide(request: ActorRequest, pk: int) -> HttpResponse:
    followup = _followup(request, pk)
    today = local_today(request.member, request.now)
    form = DecisionForm(request.POST, today=today)
    if not form.is_valid():
        return _again(request, followup, "decision_form", form)
    data = form.cleaned_data
    new = settle.NewDecision(
        kind=DecisionKind(data["kind"]),
        cause=Cause(data["cause"]) if data["cause"] else None,
        note=data["note"],
        wake_on=data["wake"][0] if data["wake"] else None,
    )

    def action() -> str:
        settle.decide_followup(request.actor, followup, new, today=today, now=request.now)
        return f"{reverse('contact', args=[followup.pk])}?decided=1"

    return _acting(request, followup, action)


@member
@require_POST
def reopen(request: ActorRequest, pk: int) -> HttpResponse:
    followup = _followup(request, pk)

    def action() -> str:
        settle.reopen(request.actor, followup, now=request.now)
        done(request, "Reopened: it goes on where it was.")
        return reverse("contact", args=[followup.pk])

    return _acting(request, followup, action)


@member
@require_POST
def promise(request: ActorRequest, pk: int) -> HttpResponse:
    followup = _followup(request, pk)
    form = PromiseForm(request.POST, today=local_today(request.member, request.now))
    if not form.is_valid():
        return _again(request, followup, "promise_form", form)
    data = form.cleaned_data
    new = _promise(request, Party(data["party"]), data["text"], data["when"])
    if new is not None:
        make_promise(
            request.actor,
            followup.owner,
            followup.person,
            new,
            followup=followup,
            touch=None,
            now=request.now,
        )
        redecide_person(followup.person_id, now=request.now)
        done(request, "The promise is kept in mind.")
    return redirect("contact", followup.pk)


@member
@require_POST
def close(request: ActorRequest, pk: int) -> HttpResponse:
    """A promise was kept, or will not be."""
    found = own(request, Promise.objects.all(), pk)
    state = PromiseState.KEPT if request.POST.get("state") == PromiseState.KEPT else PromiseState.BROKEN
    close_promise(request.actor, found, state, now=request.now)
    redecide_person(found.person_id, now=request.now)
    return (
        redirect("contact", found.followup_id) if found.followup_id else redirect("person", found.person_id)
    )


@member
@require_POST
def undo(request: ActorRequest, pk: int) -> HttpResponse:
    """Take back a logged contact or a message that has not left yet."""
    touch = own(request, Touch.objects.select_related("followup"), pk)
    if touch.followup is None:
        back = reverse("person", args=[touch.person_id])
    else:
        back = reverse("contact", args=[touch.followup_id])
    try:
        act.undo(request.actor, touch, now=request.now)
    except act.TooLate as error:
        return refused(request, error, back)
    done(request, "Taken back.")
    return redirect(back)


def _promise(request: ActorRequest, party: Party, text: str, when: Any) -> NewPromise | None:
    if not text or not when:
        return None
    day, hour = when
    return NewPromise(party=party, text=text, day=day, hour=hour, zone=request.member.zone)
