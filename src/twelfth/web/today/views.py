"""Today: the list."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render

from twelfth.brief.brief import why
from twelfth.flow.coming import COMING, count_coming
from twelfth.flow.loose_ends import MOST, count_loose_ends, loose_ends
from twelfth.flow.today import ANSWERED, BACK, LATER, LOOK, NOW, WORD, local_today, today
from twelfth.people.queries import people
from twelfth.records.keeping.queries import suggested
from twelfth.web.access import member
from twelfth.web.middleware import ActorRequest
from twelfth.web.people.conditions import parameters

_GROUPS = (
    (WORD, "Your word"),
    (ANSWERED, "They answered"),
    (BACK, "Back as agreed"),
    (NOW, "Reachable now"),
    (LATER, "Later today"),
    (LOOK, "Without a next step: decide"),
)


@member
def show(request: ActorRequest) -> HttpResponse:
    """The day's contacts in groups; with nobody in the workspace yet, how to begin."""
    listed = today(request.member, now=request.now)
    context = {
        "today": listed,
        "groups": [(label, items) for name, label in _GROUPS if (items := listed.group(name))],
        "loose": count_loose_ends(request.actor.workspace, request.member, now=request.now),
        "coming": count_coming(request.member, today=listed.day),
        "suggested": suggested(request.actor, now=request.now),
        "coming_query": urlencode([("owner", request.member.pk), *parameters(COMING)]),
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


@member
def without_next_step(request: ActorRequest) -> HttpResponse:
    """What only a person can take further: one's own, or everybody's."""
    everybody = "all" in request.GET
    member = None if everybody else request.member
    found = loose_ends(request.actor.workspace, member, now=request.now)
    day = local_today(request.member, request.now)
    context = {
        "followups": [(followup, why(followup, today=day)) for followup in found.followups],
        "people": found.people,
        "deals": found.deals,
        "everybody": everybody,
        "most": MOST,
    }
    return render(request, "today/without_next_step.html", context)
