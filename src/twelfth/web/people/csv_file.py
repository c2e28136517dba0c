"""The people of a list as a file for a spreadsheet."""

from itertools import chain

from django.http import Http404, StreamingHttpResponse
from django.views.decorators.http import require_POST

from twelfth.flow.bulk import today_of
from twelfth.records.actions import note_listed
from twelfth.records.listed import header, lines
from twelfth.web.access import member
from twelfth.web.bulk.filters import FORMS as FILTERS
from twelfth.web.bulk.filters import ticked
from twelfth.web.csv_answer import csv_answer
from twelfth.web.middleware import ActorRequest


@member
@require_POST
def people_csv(request: ActorRequest) -> StreamingHttpResponse:
    """All that a list shows, or those who were ticked there; of follow-ups the people they are with."""
    if request.POST.get("of", "") not in FILTERS:
        raise Http404
    form = FILTERS[request.POST["of"]](request.POST, workspace=request.actor.workspace)
    try:
        only = ticked(request.POST)
    except ValueError as error:
        raise Http404 from error
    if not form.is_valid():
        raise Http404
    people = form.selection(only).people(today=today_of(request.actor, request.now))
    # Those of the list, where it is asked for with its columns; else all that is known.
    columns = tuple(request.POST["columns"].split(",")) if request.POST.get("columns") else None
    named = header(request.actor, columns)
    note_listed(request.actor, now=request.now)
    rows = lines(request.actor, people, columns, zone=request.member.zone)
    return csv_answer(f"people-{request.now:%Y-%m-%d}.csv", chain([named], rows))
