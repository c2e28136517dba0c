"""Health and long work."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from twelfth.background.models import Job
from twelfth.flow.health import is_ready
from twelfth.web.access import member, own
from twelfth.web.middleware import ActorRequest


def alive(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (a view)
    """GET /healthz: this process answers."""
    return HttpResponse("alive", content_type="text/plain")


def ready(request: HttpRequest) -> HttpResponse:
    """GET /readyz: the database answers and a worker beats."""
    found = {"database": True, "worker": False}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        found["worker"] = is_ready(now=request.now)  # type: ignore[attr-defined]  # ActorMiddleware
    except DatabaseError:
        found["database"] = False
    return JsonResponse(found, status=200 if all(found.values()) else 503)


@member
def job(request: ActorRequest, pk: int) -> HttpResponse:
    """How far long work is; the fragment asks again until it is over."""
    found = own(request, Job.objects.all(), pk)
    template = "system/_job.html" if request.htmx else "system/job.html"
    return render(request, template, {"job": found})
