"""What a person's page shows: the story so far, what is planned, what is owed."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, Prefetch, QuerySet

from twelfth.brief.brief import balance_of, why
from twelfth.brief.likes import hours_are_impossible, likes
from twelfth.brief.milestones import milestones_ahead
from twelfth.cadences.models import Step
from twelfth.deals.queries import Matter, deals_around, matters_of, roles_in_all
from twelfth.flow.decider import asks_for_decider
from twelfth.flow.earlier import Earlier, earlier_among, earlier_contacts
from twelfth.flow.plan_facts import WORDS
from twelfth.flow.projection import project_all
from twelfth.flow.today import local_today
from twelfth.followups.models import FollowUp
from twelfth.messages.models import IncomingMessage, Override
from twelfth.people.custom.queries import fields_of, filled
from twelfth.people.models import Basis, OptOut, Person, Remark
from twelfth.people.points.postal import postal_line
from twelfth.people.relations.queries import Circle, around
from twelfth.promises.models import Promise
from twelfth.records.doubles.queries import doubles_of
from twelfth.rules.cadence import Projected
from twelfth.touches.models import Touch, TouchState
from twelfth.web.middleware import ActorRequest
from twelfth.web.people.forms import BASIS_LABELS, BasisForm, EnrolForm, PointForm, RemarkForm
from twelfth.web.people.milestone_form import MilestoneForm
from twelfth.web.people.preference_form import PreferenceForm
from twelfth.web.story import dots, story
from twelfth.web.ties.forms import RelationForm, RolesForm
from twelfth.web.ties.page import has_decider, said_in, ties

#: Entries of the story on one page of it, the newest first.
MOST = 100


def person_context(request: ActorRequest, person: Person) -> dict[str, Any]:
    """Everything on the page, in a fixed number of queries, however much happened with the person."""
    today = local_today(request.member, request.now)
    followups = _followups(person)
    ahead = project_all(followups)
    touches = list(_touches(person)[: MOST + 1])
    circle, deals = around(person), deals_around(person)
    matters = matters_of(deals)
    remarks = list(person.remarks.order_by("kind", "-learnt_on", "-pk"))
    basis = person.bases.select_related("by").order_by("-at", "-pk").first()
    return {
        "person": person,
        "ties": ties(circle, matters, subject=person, asks=_asks_who_decides(followups, matters, circle)),
        "points": list(person.contact_points.order_by("channel", "-is_primary", "pk")),
        "postal": postal_line(person),
        "refused": set(OptOut.objects.filter(person=person).values_list("channel", flat=True)),
        "remarks": [row for row in remarks if row.kind != Remark.MILESTONE],
        "milestones": sorted((row for row in remarks if row.on), key=lambda row: (row.on, row.pk)),
        "coming": [one.words(today) for one in milestones_ahead(person, remarks, today=today)],
        "milestone_form": MilestoneForm(),
        "tags": list(person.tags.order_by("name")),
        "custom": [one for one in filled(person, fields_of(person.workspace)) if one.values],
        "deals": [deal for deal in deals if deal.person_id == person.pk],
        "running": next((followup for followup in followups if followup.ended_at is None), None),
        "plans": [_plan(followup, touches, ahead.get(followup.pk, ()), today) for followup in followups],
        **story_context(person, followups, touches, before=moment_of(request.GET.get("before", ""))),
        "balance": balance_of(touches),
        "doubles": doubles_of(person),
        "local_time": request.now.astimezone(ZoneInfo(person.zone or person.workspace.zone)),
        "today": today,
        "enrol_form": _enrol_form(request, earlier_among(person, touches, followups))
        if person.opted_out_at is None
        else None,
        "point_form": PointForm(person=person),
        "remark_form": RemarkForm(),
        "likes": likes(person),
        "hours_are_impossible": hours_are_impossible(person),
        "preference_form": PreferenceForm(person=person),
        "basis": basis,
        "basis_words": BASIS_LABELS[Basis(basis.kind)] if basis else "",
        "basis_form": BasisForm(),
        "roles_form": RolesForm(initial={"roles": circle.roles.get(person.pk, [])}),
        "relation_form": RelationForm(),
        "in_deals": [said_in(matter, person, circle) for matter in matters],
    }


def moment_of(text: str) -> datetime | None:
    """The moment that an address names; None for anything else."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def followups_of(person: Person) -> list[FollowUp]:
    return list(FollowUp.objects.filter(person=person))


def story_context(
    person: Person,
    followups: Sequence[FollowUp],
    newest: Sequence[Touch] | None = None,
    *,
    before: datetime | None = None,
) -> dict[str, Any]:
    """What happened before a moment, or all that happened, as far as a page of the story goes; and the moment before
    which it goes on ("" at the beginning). `newest` are the newest contacts, where they were read already."""
    until = before or _AHEAD
    touches = (
        newest if newest is not None and before is None else _touches(person).filter(at__lt=until)[: MOST + 1]
    )
    touches = list(touches)
    promises = Promise.objects.filter(person=person, made_at__lt=until).order_by("-made_at", "-pk")[
        : MOST + 1
    ]
    passed = Override.objects.filter(followup__person=person, at__lt=until).select_related("member")
    sent = {touch.pk: touch.message for touch in touches if hasattr(touch, "message")}
    heard: dict[int | None, IncomingMessage] = {
        touch.pk: touch.incoming for touch in touches if hasattr(touch, "incoming")
    }
    decided = [one for one in followups if one.decided_at is not None and one.decided_at < until]
    entries = story(touches, promises, decided, sent, heard, passed.order_by("-at", "-pk")[: MOST + 1])
    if len(entries) <= MOST:
        return {"story": entries, "before": "", "is_earlier": before is not None}
    # What happened at one moment stays on one page.
    shown = [entry for entry in entries if entry.at >= entries[MOST - 1].at]
    return {"story": shown, "before": shown[-1].at.isoformat(), "is_earlier": before is not None}


_AHEAD = datetime.max.replace(tzinfo=UTC)


def _touches(person: Person) -> QuerySet[Touch]:
    rows = Touch.objects.filter(person=person).exclude(state=TouchState.UNDONE)
    return rows.select_related("member", "message", "incoming").order_by("-at", "-pk")


def enrol_form(request: ActorRequest, person: Person) -> EnrolForm:
    """To start a plan with them, counting on from the contacts that were made before."""
    return _enrol_form(request, earlier_contacts([person])[person.pk])


def _enrol_form(request: ActorRequest, before: Earlier) -> EnrolForm:
    initial = {"owner": request.member.pk, "contacts_before": before.count}
    return EnrolForm(workspace=request.actor.workspace, initial=initial)


def _asks_who_decides(followups: Sequence[FollowUp], matters: Sequence[Matter], circle: Circle) -> bool:
    """As `flow.decider.missing_deciders`, from what the page has read already."""

    def is_known(followup: FollowUp) -> bool:
        about = [one for one in matters if one.deal.pk == followup.deal_id]
        theirs = [one for one in matters if one.deal.person_id == followup.person_id]
        return has_decider(roles_in_all(about or theirs, circle.roles))

    return any(asks_for_decider(one) and not is_known(one) for one in followups)


def _followups(person: Person) -> list[FollowUp]:
    """Those with the person, the running ones first."""
    followups = list(
        FollowUp.objects.select_related("owner", "version__cadence", "deal")
        .prefetch_related(Prefetch("version__steps", Step.objects.defer(*WORDS).order_by("number")))
        .filter(person=person)
        .order_by(F("ended_at").asc(nulls_first=True), "-started_at")
    )
    for followup in followups:
        # They are here already: reading them once more for each row costs more than the row.
        followup.person, followup.workspace = person, person.workspace
    return followups


def _plan(
    followup: FollowUp, touches: list[Touch], ahead: Sequence[Projected], today: date
) -> dict[str, Any]:
    mine = [touch for touch in reversed(touches) if touch.followup_id == followup.pk]
    steps = list(followup.version.steps.all())
    return {
        "followup": followup,
        "why": why(followup, today=today) if followup.ended_at is None else "",
        "dots": dots(followup, mine, steps, ahead, today),
        "steps": steps,
    }
