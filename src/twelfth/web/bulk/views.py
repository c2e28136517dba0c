"""Many at once: what is meant, what would come of it, how far it is, what was done, and taking it back."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from twelfth.background.models import Job
from twelfth.flow.bulk import BULK, begin_bulk, draft_bulk, today_of
from twelfth.flow.bulk_changes import OF_PEOPLE, Verb
from twelfth.flow.bulk_phases import BulkRefused
from twelfth.flow.bulk_preview import count_of, preview
from twelfth.flow.bulk_undo import BULK_UNDO, start_undo
from twelfth.flow.move import DayHasPassed, NoSuchMember
from twelfth.flow.selection import Selection
from twelfth.web.access import member, own, refused
from twelfth.web.bulk.filters import FORMS as FILTERS
from twelfth.web.bulk.filters import ticked
from twelfth.web.bulk.forms import FORMS, VERB_LABELS, ChangeForm
from twelfth.web.bulk.page import result_context, title_of
from twelfth.web.middleware import ActorRequest

_REFUSALS = (BulkRefused, DayHasPassed, NoSuchMember)


@member
@require_POST
def draft(request: ActorRequest) -> HttpResponse:
    """What is meant: a filter of a list, or what was ticked there; and what shall be done to it."""
    kind, verb = request.POST.get("of", ""), request.POST.get("verb", "")
    if kind not in FILTERS or verb not in FORMS:
        raise Http404
    form = FILTERS[kind](request.POST, workspace=request.actor.workspace)
    try:
        only = ticked(request.POST)
    except ValueError as error:
        raise Http404 from error
    if not form.is_valid():
        raise Http404
    selection = form.selection(only)
    of_people = verb in OF_PEOPLE
    count = count_of(selection, of_people=of_people, today=today_of(request.actor, request.now))
    title = title_of(Verb(verb), count, of_people=of_people)
    job = draft_bulk(request.actor, selection, Verb(verb), title, now=request.now)
    return redirect("bulk", job.pk)


@member
def show(request: ActorRequest, pk: int) -> HttpResponse:
    """What would come of it; or, once it has begun, how far it is and what was done. A POST asks to look again with
    other answers, and changes nothing."""
    job = _job(request, pk)
    if job.state == Job.DRAFT:
        form = _form(request, job, request.POST or None)
        return _look(request, job, form)
    if not job.is_over:
        return redirect("job", job.pk)
    return render(request, "bulk/result.html", result_context(request, job))


@member
@require_POST
def begin(request: ActorRequest, pk: int) -> HttpResponse:
    """Yes, do it. A second click finds it begun."""
    job = _job(request, pk)
    if job.state != Job.DRAFT:
        return redirect("job", job.pk)
    form = _form(request, job, request.POST)
    if not form.is_valid():
        return _look(request, job, form)
    try:
        begin_bulk(request.actor, job, form.change(), now=request.now)
    except _REFUSALS as error:
        return refused(request, error, reverse("bulk", args=[job.pk]))
    return redirect("job", job.pk)


@member
@require_POST
def undo(request: ActorRequest, pk: int) -> HttpResponse:
    """Take it back, row by row, in the background."""
    job = own(request, Job.objects.filter(kind=BULK), pk)
    try:
        taking_back = start_undo(request.actor, job, now=request.now)
    except _REFUSALS as error:
        return refused(request, error, reverse("bulk", args=[job.pk]))
    return redirect("job", taking_back.pk)


def _job(request: ActorRequest, pk: int) -> Job:
    rows = Job.objects.select_related("workspace", "started_by", "undoes").filter(kind__in=[BULK, BULK_UNDO])
    return own(request, rows, pk)


def _form(request: ActorRequest, job: Job, data: Any) -> ChangeForm:
    selection = Selection.from_json(job.workspace, job.arguments["selection"])
    form = FORMS[Verb(job.arguments["verb"])]
    today = today_of(request.actor, request.now)
    return form(data, by=request.actor, today=today, leaver=selection.book_of())


def _look(request: ActorRequest, job: Job, form: ChangeForm) -> HttpResponse:
    selection = Selection.from_json(job.workspace, job.arguments["selection"])
    shown = form if form.is_bound else _form(request, job, _initial(form))
    found, trouble = None, ""
    if shown.is_valid():
        try:
            found = preview(request.actor, selection, shown.change(), now=request.now)
        except _REFUSALS as error:
            trouble = str(error)
    context = {
        "job": job,
        "form": form,
        "preview": found,
        "trouble": trouble,
        "verb": VERB_LABELS[Verb(job.arguments["verb"])],
        "is_book": selection.book_of() is not None,
        "back": reverse("people" if selection.is_of_people else "followups"),
    }
    template = "bulk/_look.html" if request.htmx else "bulk/bulk.html"
    invalid = form.is_bound and bool(form.errors) and not request.htmx
    return render(request, template, context, status=422 if invalid else 200)


def _initial(form: ChangeForm) -> dict[str, Any]:
    """What the form would send as it is first shown."""
    data: dict[str, Any] = {}
    for name, field in form.fields.items():
        choices = list(getattr(field, "choices", []))
        data[name] = choices[0][0] if choices else form.AT_FIRST.get(name, "")
    return data
