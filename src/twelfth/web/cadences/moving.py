"""What runs on an earlier version of a plan, and moving it to the latest on purpose."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from twelfth.accounts.actor import Permission
from twelfth.cadences.models import Cadence
from twelfth.flow.bulk import begin_bulk, draft_bulk
from twelfth.flow.bulk_changes import Move, Verb
from twelfth.flow.bulk_phases import BulkRefused
from twelfth.flow.plan_preview import on_older, preview_move
from twelfth.flow.selection import FollowUpFilter, Selection
from twelfth.web.access import member, own, refused
from twelfth.web.middleware import ActorRequest

#: Of so many it is shown what would change.
_SHOWN = 8
#: As many are named one by one; of more, all that run on the plan are looked at.
_NAMED = 5_000


@member
def move(request: ActorRequest, pk: int) -> HttpResponse:
    cadence = own(request, Cadence.objects.all(), pk)
    latest = cadence.versions.order_by("-number")[0]
    ids = on_older(cadence, latest)
    if request.method == "POST" and ids:
        by = FollowUpFilter(plan=cadence.pk)
        chosen = Selection(request.actor.workspace, by, tuple(ids) if len(ids) <= _NAMED else ())
        title = f"To version {latest.number} of {cadence.name}"[:200]
        job = draft_bulk(request.actor, chosen, Verb.MOVE, title, now=request.now)
        try:
            begin_bulk(request.actor, job, Move(version=latest.pk), now=request.now)
        except BulkRefused as error:
            return refused(request, error, "cadences")
        return redirect("job", job.pk)
    context = {
        "cadence": cadence,
        "latest": latest,
        "count": len(ids),
        "moved": preview_move(ids[:_SHOWN], latest, now=request.now) if ids else [],
        "may_work": request.actor.may(Permission.WORK),
    }
    return render(request, "cadences/move.html", context)
