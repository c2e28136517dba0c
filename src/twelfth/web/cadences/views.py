"""Plans: each as a line of contacts with its words."""

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render

from twelfth.cadences.models import Cadence
from twelfth.followups.models import FollowUp
from twelfth.web.access import member, own
from twelfth.web.middleware import ActorRequest
from twelfth.web.story import dots_of_plan


@member
def index(request: ActorRequest) -> HttpResponse:
    running = Count("versions__followups", filter=Q(versions__followups__ended_at=None))
    rows = (
        Cadence.objects.filter(workspace=request.actor.workspace).annotate(running=running).order_by("name")
    )
    return render(request, "cadences/cadences.html", {"cadences": rows})


@member
def show(request: ActorRequest, pk: int) -> HttpResponse:
    cadence = own(request, Cadence.objects.all(), pk)
    version = cadence.versions.order_by("-number")[0]
    steps = list(version.steps.order_by("number"))
    context = {
        "cadence": cadence,
        "version": version,
        "steps": steps,
        "dots": dots_of_plan(steps, request.now),
        "running": FollowUp.objects.filter(version__cadence=cadence, ended_at=None).count(),
        "gives": sum(bool(step.gives) for step in steps),
        "asks": sum(bool(step.asks) for step in steps),
    }
    return render(request, "cadences/cadence.html", context)
