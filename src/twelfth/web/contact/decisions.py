"""What is decided about a follow-up: yes, no, not yet, dropped, no longer there; and taken back."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from twelfth.accounts.actor import Permission
from twelfth.flow import settle
from twelfth.flow.moved import MovedOn, NewPlace, Successor, moved_on
from twelfth.flow.today import local_today
from twelfth.followups.models import FollowUp
from twelfth.people.actions import NewPerson
from twelfth.people.naming import split_name
from twelfth.rules.terms import AnchorKind, Cause, Channel, DecisionKind
from twelfth.web.access import done, member
from twelfth.web.contact.forms import DecisionForm, DropForm
from twelfth.web.contact.moved_form import MovedForm
from twelfth.web.contact.shared import REFUSALS, acting, again, followup_of, here
from twelfth.web.middleware import ActorRequest


@member
@require_POST
def decide(request: ActorRequest, pk: int) -> HttpResponse:
    followup = followup_of(request, pk)
    form = DecisionForm(request.POST, today=local_today(request.member, request.now))
    if not form.is_valid():
        return again(request, followup, "decision_form", form)
    if form.cleaned_data["kind"] == DecisionKind.MOVED:
        return redirect("contact-moved", followup.pk)
    if not record_decision(request, followup, form):
        return again(request, followup, "decision_form", form)
    return redirect(f"{here(followup)}?decided=1")


def record_decision(request: ActorRequest, followup: FollowUp, form: DecisionForm) -> bool:
    """Record what a checked form says; False when it was refused, and the form then says why."""
    data = form.cleaned_data
    new = settle.NewDecision(
        kind=DecisionKind(data["kind"]),
        cause=Cause(data["cause"]) if data["cause"] else None,
        note=data["note"],
        wake_on=data["wake"][0] if data["wake"] else None,
        wake_anchor=AnchorKind(data["anchor"]) if data["anchor"] else None,
        anchor_on=data["anchor_on"][0] if data["anchor_on"] else None,
    )
    today = local_today(request.member, request.now)
    try:
        settle.decide_followup(request.actor, followup, new, today=today, now=request.now)
    except (settle.WakeInThePast, settle.WakesNever) as error:
        form.add_error("anchor_on" if data["anchor"] else "wake", str(error))
        return False
    return True


@member
@require_POST
def drop(request: ActorRequest, pk: int) -> HttpResponse:
    """The way out of a dead lead: one key for it, one for the cause."""
    followup = followup_of(request, pk)
    form = DropForm(request.POST)
    if not form.is_valid():
        return again(request, followup, "drop_form", form)
    kind, cause = form.decision()
    new = settle.NewDecision(kind=kind, cause=cause)

    def action() -> str:
        today = local_today(request.member, request.now)
        settle.decide_followup(request.actor, followup, new, today=today, now=request.now)
        return f"{here(followup)}?decided=1"

    return acting(request, here(followup), action)


@member
@require_POST
def reopen(request: ActorRequest, pk: int) -> HttpResponse:
    followup = followup_of(request, pk)

    def action() -> str:
        settle.reopen(request.actor, followup, now=request.now)
        done(request, "It goes on where it was.")
        return here(followup)

    return acting(request, here(followup), action)


@member
def moved(request: ActorRequest, pk: int) -> HttpResponse:
    """No longer there: where they are now, and with whom it goes on."""
    request.actor.require(Permission.WORK)
    followup = followup_of(request, pk)
    form = MovedForm(request.POST or None, followup=followup)
    if request.method == "POST" and form.is_valid():
        try:
            went = moved_on(
                request.actor,
                followup,
                _moved(form.cleaned_data),
                today=local_today(request.member, request.now),
                now=request.now,
            )
        except REFUSALS as error:
            form.add_error(None, str(error))
        else:
            _say(request, followup, [each for each in (went.there, went.here) if each is not None])
            return redirect("contact", (went.there or went.here or followup).pk)
    context = {"followup": followup, "person": followup.person, "form": form}
    return render(request, "contact/moved.html", context, status=422 if form.errors else 200)


def _moved(data: dict[str, Any]) -> MovedOn:
    points = {Channel.EMAIL: data["email"], Channel.PHONE: data["phone"]}
    place = NewPlace(
        company=data["company"],
        title=data["title"],
        points={channel: value for channel, value in points.items() if value},
        wrong=[point.pk for point in data["wrong"]],
    )
    return MovedOn(
        place=place,
        note=data["note"],
        plan=data["plan"],
        successor=_successor(data) if data["next_plan"] else None,
    )


def _successor(data: dict[str, Any]) -> Successor:
    if data["next_person"] is not None:
        return Successor(plan=data["next_plan"], person=data["next_person"])
    given, family = split_name(data["next_name"])
    points = {Channel.EMAIL: data["next_email"], Channel.PHONE: data["next_phone"]}
    new = NewPerson(
        full_name=data["next_name"],
        given_name=given,
        family_name=family,
        title=data["next_title"],
        points={channel: value for channel, value in points.items() if value},
    )
    return Successor(plan=data["next_plan"], new=new)


def _say(request: ActorRequest, followup: FollowUp, went_on: list[FollowUp]) -> None:
    names = " and ".join(each.person.full_name for each in went_on)
    text = f"It goes on with {names}." if names else f"{followup.person.full_name} is no longer there."
    done(request, text, undo=reverse("contact-reopen", args=[followup.pk]))
