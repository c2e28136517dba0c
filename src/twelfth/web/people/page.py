"""What a person's page shows: the story so far, what is planned, what is owed."""

from typing import Any
from zoneinfo import ZoneInfo

from twelfth.brief.brief import balance_of, why
from twelfth.flow.projection import project_ahead
from twelfth.flow.today import local_today
from twelfth.followups.models import FollowUp
from twelfth.messages.models import IncomingMessage, OutgoingMessage
from twelfth.people.models import OptOut, Person
from twelfth.promises.models import Promise
from twelfth.touches.models import Touch, TouchState
from twelfth.web.middleware import ActorRequest
from twelfth.web.people.forms import EnrolForm, PointForm, RemarkForm
from twelfth.web.story import dots, story

#: The story shows the newest; a thousand contacts with one person are read elsewhere.
MOST = 100


def person_context(request: ActorRequest, person: Person) -> dict[str, Any]:
    """Everything on the page, in a fixed number of queries for each follow-up that runs."""
    today = local_today(request.member, request.now)
    followups = list(
        FollowUp.objects.select_related("owner", "workspace", "person__workspace", "version__cadence", "deal")
        .filter(person=person)
        .order_by("ended_at", "-started_at")
    )
    touches = list(
        Touch.objects.filter(person=person)
        .exclude(state=TouchState.UNDONE)
        .select_related("member", "followup")
        .order_by("-at", "-pk")[:MOST]
    )
    promises = list(Promise.objects.filter(person=person).order_by("-due_at")[:MOST])
    sent = {message.touch_id: message for message in OutgoingMessage.objects.filter(touch__in=touches)}
    heard = {message.touch_id: message for message in IncomingMessage.objects.filter(touch__in=touches)}
    return {
        "person": person,
        "points": list(person.contact_points.order_by("channel", "-is_primary", "pk")),
        "refused": set(OptOut.objects.filter(person=person).values_list("channel", flat=True)),
        "remarks": list(person.remarks.order_by("kind", "-learnt_on", "-pk")),
        "tags": list(person.tags.order_by("name")),
        "deals": list(person.deals.order_by("-created_at")),
        "plans": [_plan(followup, touches, request) for followup in followups],
        "story": story(touches, promises, followups, sent, heard),
        "balance": balance_of(touches),
        "local_time": request.now.astimezone(ZoneInfo(person.zone or person.workspace.zone)),
        "today": today,
        "enrol_form": EnrolForm(workspace=request.actor.workspace, initial={"owner": request.member.pk}),
        "point_form": PointForm(person=person),
        "remark_form": RemarkForm(),
    }


def _plan(followup: FollowUp, touches: list[Touch], request: ActorRequest) -> dict[str, Any]:
    today = local_today(request.member, request.now)
    mine = [touch for touch in reversed(touches) if touch.followup_id == followup.pk]
    steps = list(followup.version.steps.order_by("number"))
    ahead = project_ahead(followup) if followup.ended_at is None else ()
    return {
        "followup": followup,
        "why": why(followup, today=today) if followup.ended_at is None else "",
        "dots": dots(followup, mine, steps, ahead, today),
        "steps": steps,
    }
