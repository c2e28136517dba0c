"""One contact at a time: the brief, the action, and what comes next."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from twelfth.brief import brief as briefs
from twelfth.brief.words import mail_draft
from twelfth.flow import act
from twelfth.flow.facts import load as load_facts
from twelfth.flow.next_moment import redecide_person
from twelfth.flow.today import local_today
from twelfth.followups.models import FollowUp
from twelfth.messages.models import OutgoingMessage
from twelfth.promises.actions import NewPromise, close_promise, make_promise
from twelfth.promises.models import Promise
from twelfth.rules.terms import Channel, Outcome, Party, PromiseState
from twelfth.touches.models import Touch
from twelfth.web.access import done, member, own, refused
from twelfth.web.contact import page
from twelfth.web.contact.forms import AnsweredForm, LogForm, MailForm, PromiseForm
from twelfth.web.contact.shared import REFUSALS, acting, again, followup_of, here
from twelfth.web.contact.verdict import verdict_shown
from twelfth.web.middleware import ActorRequest


@member
def show(request: ActorRequest, pk: int) -> HttpResponse:
    """The brief of one follow-up with its one big action; after logging, what comes next and why."""
    followup = followup_of(request, pk)
    return render(request, "contact/contact.html", page.context(request, followup))


@member
@require_POST
def log(request: ActorRequest, pk: int) -> HttpResponse:
    followup = followup_of(request, pk)
    form = LogForm(request.POST, today=local_today(request.member, request.now))
    if not form.is_valid():
        return again(request, followup, "log_form", form)
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
        return f"{here(followup)}?logged={touch.pk}"

    return acting(request, here(followup), action)


@member
def mail(request: ActorRequest, pk: int) -> HttpResponse:
    """Preview, edit, send. What is refused comes back with its sentence and with everything that was typed."""
    followup = followup_of(request, pk)
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
        form, missing, thread = MailForm(initial=initial), draft.missing, draft.thread
    else:
        form, missing, thread = MailForm(request.POST, request.FILES), (), ""
        if form.is_valid() and (sent := send_approved(request, followup, form)) is not None:
            return redirect(f"{here(followup)}?logged={sent.touch_id}")
    context = {
        "brief": brief,
        "form": form,
        "missing": missing,
        "thread": thread,
        "address": brief.address(Channel.EMAIL),
        "mailbox": act.mailbox_for(followup),
        "verdict": verdict_shown(
            request.actor, followup, load_facts(followup), Channel.EMAIL, now=request.now
        ),
    }
    return render(request, "contact/mail.html", context, status=422 if form.errors else 200)


def send_approved(request: ActorRequest, followup: FollowUp, form: MailForm) -> OutgoingMessage | None:
    """None when it was refused; the form then says why."""
    data = form.cleaned_data
    approved = act.Approved(
        number=data["number"],
        subject=data["subject"],
        body=data["body"],
        in_reply_to=data["in_reply_to"],
        references=data["references"],
        files=data["enclosed"],
    )
    try:
        return act.send_mail(request.actor, followup, approved, reason=data["reason"], now=request.now)
    except REFUSALS as error:
        form.add_error(None, str(error))
        return None


@member
@require_POST
def skip(request: ActorRequest, pk: int) -> HttpResponse:
    followup = followup_of(request, pk)

    def action() -> str:
        touch = act.skip_step(request.actor, followup, now=request.now)
        return here(followup) + (f"?logged={touch.pk}" if touch else "")

    return acting(request, here(followup), action)


@member
@require_POST
def answered(request: ActorRequest, pk: int) -> HttpResponse:
    """They answered on a channel that the product cannot see."""
    followup = followup_of(request, pk)
    form = AnsweredForm(request.POST)
    if not form.is_valid():
        return again(request, followup, "answered_form", form)
    data = form.cleaned_data
    channel = Channel(data["channel"]) if data["channel"] else act.likely_channel(followup)

    def action() -> str:
        touch = act.log_answer(request.actor, followup, channel, note=data["note"], now=request.now)
        done(
            request,
            "Noted: they answered. The plan waits for you.",
            undo=reverse("undo-touch", args=[touch.pk]),
        )
        return f"{here(followup)}?answered={touch.pk}"

    return acting(request, here(followup), action)


@member
@require_POST
def amend(request: ActorRequest, pk: int) -> HttpResponse:
    """Where they answered and what they said, added to what was noted with one tap."""
    followup = followup_of(request, pk)
    form = AnsweredForm(request.POST)
    touch = page.touch_named(followup, request.POST.get("touch", ""))
    if touch is None or not form.is_valid():
        return redirect("contact", followup.pk)
    data = form.cleaned_data

    def action() -> str:
        channel = Channel(data["channel"] or touch.channel)
        act.amend_answer(request.actor, touch, channel, note=data["note"], now=request.now)
        done(request, "Noted.")
        return here(followup)

    return acting(request, here(followup), action)


@member
@require_POST
def carry_on(request: ActorRequest, pk: int) -> HttpResponse:
    followup = followup_of(request, pk)

    def action() -> str:
        act.carry_on(request.actor, followup, now=request.now)
        done(request, "The plan goes on.")
        return here(followup)

    return acting(request, here(followup), action)


@member
@require_POST
def promise(request: ActorRequest, pk: int) -> HttpResponse:
    followup = followup_of(request, pk)
    form = PromiseForm(request.POST, today=local_today(request.member, request.now))
    if not form.is_valid():
        return again(request, followup, "promise_form", form)
    make_typed_promise(request, followup, form)
    return redirect("contact", followup.pk)


def make_typed_promise(request: ActorRequest, followup: FollowUp, form: PromiseForm) -> None:
    """Keep the promise of a checked form."""
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
