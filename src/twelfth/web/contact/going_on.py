"""How a follow-up goes on: paused, put off, in another plan, with a colleague; the dates it counts from; their zone."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from twelfth.accounts.actor import Permission
from twelfth.cadences.models import CadenceVersion
from twelfth.flow import move as moves
from twelfth.flow.change import Place
from twelfth.flow.facts import load
from twelfth.flow.key_dates import dates_of, set_dates
from twelfth.flow.next_moment import redecide_person
from twelfth.flow.projection import if_moved, project_ahead
from twelfth.flow.today import local_today
from twelfth.followups.models import FollowUp
from twelfth.people.actions import set_birthday, set_zone
from twelfth.rules.cadence import Projected
from twelfth.rules.terms import Postponed
from twelfth.web.access import done, member
from twelfth.web.contact.forms import PutOffForm
from twelfth.web.contact.plan_forms import (
    DatesForm,
    HandOverForm,
    MoveForm,
    PauseForm,
    ZoneForm,
    birthday_shown,
)
from twelfth.web.contact.shared import acting, again, followup_of, here
from twelfth.web.labels import ZONE_SOURCES
from twelfth.web.middleware import ActorRequest


@member
def show(request: ActorRequest, pk: int) -> HttpResponse:
    """All of it on one page; with a plan named in the address, the dates before and after."""
    request.actor.require(Permission.WORK)
    followup = followup_of(request, pk)
    context = _context(request, followup)
    if "plan" in request.GET:
        form = MoveForm(request.GET, followup=followup)
        context["move_form"] = form
        if form.is_valid():
            context["preview"] = _preview(request, followup, form.cleaned_data["plan"])
    return render(request, "contact/plan.html", context)


@member
@require_POST
def put_off(request: ActorRequest, pk: int) -> HttpResponse:
    """The next contact not before a later day."""
    followup = followup_of(request, pk)
    today = local_today(request.member, request.now)
    form = PutOffForm(request.POST, today=today)
    if not form.is_valid():
        return again(request, followup, "put_off_form", form)
    day, _ = form.cleaned_data["to"]

    def action() -> str:
        moves.put_off(request.actor, followup, day, why=Postponed.BY_HAND, today=today, now=request.now)
        done(request, "Put off.")
        return here(followup)

    return acting(request, here(followup), action)


@member
@require_POST
def pause(request: ActorRequest, pk: int) -> HttpResponse:
    followup = followup_of(request, pk)
    today = local_today(request.member, request.now)
    form = PauseForm(request.POST, today=today)
    if not form.is_valid():
        return _again(request, followup, "pause_form", form)
    until, note = form.cleaned_data["until"], form.cleaned_data["note"]

    def action() -> str:
        day = until[0] if until else None
        moves.pause(request.actor, followup, until=day, note=note, today=today, now=request.now)
        done(request, "It rests.", undo=reverse("contact-resume", args=[followup.pk]))
        return here(followup)

    return acting(request, _page(followup), action)


@member
@require_POST
def resume(request: ActorRequest, pk: int) -> HttpResponse:
    followup = followup_of(request, pk)

    def action() -> str:
        today = local_today(followup.owner, request.now)
        moves.resume(request.actor, followup, today=today, now=request.now)
        done(request, "It goes on.")
        return here(followup)

    return acting(request, here(followup), action)


@member
@require_POST
def move(request: ActorRequest, pk: int) -> HttpResponse:
    """Go on in another plan, whose dates the page has shown."""
    followup = followup_of(request, pk)
    form = MoveForm(request.POST, followup=followup)
    if not form.is_valid():
        return _again(request, followup, "move_form", form)
    version: CadenceVersion = form.cleaned_data["plan"]

    def action() -> str:
        moves.move_to_plan(request.actor, followup, _place(followup, version), now=request.now)
        done(request, f"It goes on with “{version.cadence.name}”.")
        return here(followup)

    return acting(request, _page(followup), action)


@member
@require_POST
def hand_over(request: ActorRequest, pk: int) -> HttpResponse:
    followup = followup_of(request, pk)
    form = HandOverForm(request.POST, followup=followup)
    if not form.is_valid():
        return _again(request, followup, "hand_over_form", form)
    to = form.cleaned_data["to"]

    def action() -> str:
        moves.hand_over(request.actor, followup, to, now=request.now)
        done(request, f"{to.name} follows up from now on.")
        return here(followup)

    return acting(request, _page(followup), action)


@member
@require_POST
def dates(request: ActorRequest, pk: int) -> HttpResponse:
    """The dates of the matter and the birthday; what counts from them is planned anew."""
    followup = followup_of(request, pk)
    form = DatesForm(request.POST)
    if not form.is_valid():
        return _again(request, followup, "dates_form", form)

    def action() -> str:
        if form.cleaned_data["birthday"] != followup.person.birthday:
            set_birthday(request.actor, followup.person, form.cleaned_data["birthday"], now=request.now)
            redecide_person(followup.person_id, now=request.now)
        set_dates(request.actor, followup, form.of_the_matter(), now=request.now)
        done(request, "Kept. What counts from these dates was planned anew.")
        return _page(followup)

    return acting(request, _page(followup), action)


@member
@require_POST
def zone(request: ActorRequest, pk: int) -> HttpResponse:
    """Where they are; from now on it counts as told."""
    followup = followup_of(request, pk)
    form = ZoneForm(request.POST)
    if not form.is_valid():
        return _again(request, followup, "zone_form", form)

    def action() -> str:
        set_zone(request.actor, followup.person, form.cleaned_data["zone"], now=request.now)
        redecide_person(followup.person_id, now=request.now)
        done(request, "Kept. What lies ahead was planned anew for their day.")
        return _page(followup)

    return acting(request, _page(followup), action)


def _page(followup: FollowUp) -> str:
    return reverse("contact-plan", args=[followup.pk])


def _again(request: ActorRequest, followup: FollowUp, name: str, form: Any) -> HttpResponse:
    context = {**_context(request, followup), name: form, "open": name}
    return render(request, "contact/plan.html", context, status=422)


def _context(request: ActorRequest, followup: FollowUp) -> dict[str, Any]:
    person = followup.person
    today = local_today(request.member, request.now)
    known = dates_of(followup)
    return {
        "followup": followup,
        "person": person,
        "is_paused": followup.paused_at is not None and (followup.paused_until or today) >= today,
        "pause_form": PauseForm(today=today),
        "move_form": MoveForm(followup=followup),
        "hand_over_form": HandOverForm(followup=followup),
        "dates_form": DatesForm(
            initial={kind.value: on for kind, on in known.items()}
            | {"birthday": birthday_shown(person.birthday)}
        ),
        "zone_form": ZoneForm(initial={"zone": person.zone}),
        "zone_source": ZONE_SOURCES.get(person.zone_source, "") if person.zone else ZONE_SOURCES[""],
        "zone": person.zone or person.workspace.zone,
        "local_time": request.now.astimezone(ZoneInfo(person.zone or person.workspace.zone)),
    }


def _place(followup: FollowUp, version: CadenceVersion) -> Place:
    """In another version of the same plan where it stands; in another plan at its first step."""
    if version.cadence_id == followup.version.cadence_id:
        return moves.same_place(followup, version)
    return Place(version)


def _preview(request: ActorRequest, followup: FollowUp, version: CadenceVersion) -> dict[str, Any]:
    """Contact by contact, as it is and as it would be; either may run out before the other."""
    before = project_ahead(followup, load(followup))
    after = if_moved(followup, _place(followup, version), now=request.now)
    rows: list[tuple[int, Projected | None, Projected | None]] = []
    for index in range(max(len(before), len(after))):
        number = followup.touch_count + 1 + index
        rows.append(
            (
                number,
                before[index] if index < len(before) else None,
                after[index] if index < len(after) else None,
            )
        )
    return {"version": version, "rows": rows}
