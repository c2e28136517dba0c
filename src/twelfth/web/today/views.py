"""Today: the list."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from twelfth.flow.today import ANSWERED, LATER, LOOK, NOW, WORD, today
from twelfth.people.queries import people
from twelfth.web.access import member
from twelfth.web.middleware import ActorRequest

_GROUPS = (
    (WORD, "Your word"),
    (ANSWERED, "They answered"),
    (NOW, "Reachable now"),
    (LATER, "Later today"),
    (LOOK, "Look and decide"),
)


@member
def show(request: ActorRequest) -> HttpResponse:
    """The day's contacts in groups; with nobody in the workspace yet, how to begin."""
    listed = today(request.member, now=request.now)
    context = {
        "today": listed,
        "groups": [(label, items) for name, label in _GROUPS if (items := listed.group(name))],
        "is_new": not listed.items and not people(request.actor.workspace).exists(),
    }
    return render(request, "today/today.html", context)


@member
def first(request: ActorRequest) -> HttpResponse:
    """Straight to the first contact; when all is done, back to the list."""
    listed = today(request.member, now=request.now)
    if not listed.items:
        return redirect("today")
    return redirect("contact", listed.items[0].followup.pk)
