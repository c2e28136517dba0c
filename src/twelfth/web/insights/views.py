"""Insights: contacts until decision, beside what sellers' literature claims."""

from django.http import HttpResponse
from django.shortcuts import render

from twelfth.insights import claims
from twelfth.insights.queries import contacts_until_decision
from twelfth.web.access import member
from twelfth.web.insights.page import drawn
from twelfth.web.middleware import ActorRequest


@member
def index(request: ActorRequest) -> HttpResponse:
    found = contacts_until_decision(request.actor.workspace)
    context = {"contacts": found, "claims": claims, **drawn(found)}
    return render(request, "insights/insights.html", context)
