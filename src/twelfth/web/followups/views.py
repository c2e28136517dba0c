"""All follow-ups, the next moment first: what is paused, waits or has no next step is seen here."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from twelfth.accounts.actor import Permission
from twelfth.flow.selection import State, count
from twelfth.flow.today import local_today
from twelfth.followups.models import FollowUp
from twelfth.rules.terms import DecisionKind, NextKind
from twelfth.web.access import member
from twelfth.web.bulk.bar import bar, query_without
from twelfth.web.bulk.filters import FollowUpFilterForm
from twelfth.web.labels import DECISION_LABELS
from twelfth.web.look.line import Dot
from twelfth.web.middleware import ActorRequest
from twelfth.web.sparks import sparks

PAGE = 50

_STATES = {
    NextKind.PROMISE: "promised",
    NextKind.ANSWER: "they answered",
    NextKind.WAKE: "not yet",
    NextKind.REVIEW: "no next step: decide",
    NextKind.PAUSE: "paused",
    NextKind.CONTINUE: "goes over",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the list. `state` says what the next moment is about where it is no step of a plan."""

    followup: FollowUp
    dots: list[Dot]
    day: date | None
    is_late: bool
    state: str


@member
def index(request: ActorRequest) -> HttpResponse:
    """A page at a time, each going on behind the last moment of the one before."""
    form = FollowUpFilterForm(request.GET, workspace=request.actor.workspace)
    today = local_today(request.member, request.now)
    rows = form.selection().followups(today=today) if form.is_valid() else FollowUp.objects.none()
    ended = request.GET.get("state") == State.ENDED
    page = _page(rows, request.GET.get("after", ""), ended=ended)
    shown = page[:PAGE]
    lines = sparks(shown)
    context: dict[str, Any] = {
        "rows": [_row(followup, lines[followup.pk], today) for followup in shown],
        "filter": form,
        "choices": [form[name] for name in ("plan", "owner", "kind", "next_from", "next_until")],
        "q": request.GET.get("q", "").strip(),
        "is_narrow": form.is_narrow("plan", "owner", "kind", "next_from", "next_until"),
        "after": _mark(shown[-1]) if len(page) > PAGE else "",
        "bar": bar(
            "followups",
            form,
            shown,
            partial(count, rows),
            is_all=len(page) <= PAGE and "after" not in request.GET,
            by=request.actor,
        )
        if request.actor.may(Permission.WORK)
        else None,
        "query": query_without(request, "after"),
    }
    template = "followups/_rows.html" if request.htmx else "followups/followups.html"
    return render(request, template, context)


def _page(rows: QuerySet[FollowUp], after: str, *, ended: bool) -> list[FollowUp]:
    """The next moments first; of those that have ended, the latest first."""
    moment = "ended_at" if ended else "next_at"
    at, pk = _place(after)
    if at is not None:
        later = Q(ended_at__lt=at) if ended else Q(next_at__gt=at)
        rows = rows.filter(later | Q(**{moment: at, "pk__gt": pk}))
    rows = rows.select_related("person", "owner", "version__cadence")
    return list(rows.order_by("-ended_at" if ended else "next_at", "pk")[: PAGE + 1])


def _mark(followup: FollowUp) -> str:
    at = followup.next_at or followup.ended_at
    return f"{at.isoformat()}~{followup.pk}" if at else ""


def _place(after: str) -> tuple[datetime | None, int]:
    at, _, pk = after.rpartition("~")
    try:
        return datetime.fromisoformat(at), int(pk)
    except ValueError:
        return None, 0


def _row(followup: FollowUp, dots: list[Dot], today: date) -> Row:
    ended = followup.ended_at is not None
    state = _STATES.get(NextKind(followup.next_kind), "") if followup.next_kind else ""
    if ended:
        state = DECISION_LABELS[DecisionKind(followup.decision)] if followup.decision else "ended"
    elif followup.next_is_due is False and followup.next_kind == NextKind.STEP:
        state = "on the way"
    day = followup.ended_at.date() if followup.ended_at else followup.next_day
    is_late = (
        not ended and followup.next_is_due and followup.next_day is not None and followup.next_day < today
    )
    return Row(followup=followup, dots=dots, day=day, is_late=is_late, state=state)
