"""Bringing in people: choose a file, look at what would come of it, import, see each row."""

from collections.abc import Iterator
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from twelfth.background.models import FileRow, Job
from twelfth.background.queries import cut
from twelfth.importing.dates import DayOrder
from twelfth.importing.errors import ImportRefused
from twelfth.importing.fields import OF_ACTIVITIES, Target, target_of
from twelfth.importing.load import IMPORT, from_json
from twelfth.importing.preview import Choices
from twelfth.importing.results import WHAT_WAS_WRONG, Outcome
from twelfth.importing.undo.actions import start_undo
from twelfth.importing.uploads import choose, import_upload, keep_upload, preview_upload
from twelfth.web.access import member, own, refused
from twelfth.web.countries import names
from twelfth.web.csv_answer import csv_answer
from twelfth.web.imports.forms import DELIMITERS, FIELD_GROUPS, FIELD_LABELS, UploadForm
from twelfth.web.imports.page import (
    ORDERS,
    first_people,
    open_questions,
    reading_choices,
    result_context,
    targets,
)
from twelfth.web.middleware import ActorRequest
from twelfth.web.uploads import taken_in


@member
def index(request: ActorRequest) -> HttpResponse:
    """Choose a file; the imports so far."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            job = keep_upload(request.actor, upload.name, cut(upload), now=request.now)
        except ImportRefused as error:
            form.add_error("file", str(error))
        else:
            return taken_in(request, "import-preview", job.pk)
    jobs = Job.objects.filter(workspace=request.actor.workspace, kind=IMPORT).exclude(state=Job.DRAFT)
    context = {"form": form, "jobs": jobs.order_by("-created_at")[:20]}
    return render(request, "imports/imports.html", context, status=422 if form.errors else 200)


@member
def preview(request: ActorRequest, pk: int) -> HttpResponse:
    """What would come of the file: how each column is understood, and the first people."""
    job = own(request, Job.objects.select_related("workspace").filter(kind=IMPORT), pk)
    if job.state != Job.DRAFT:
        return redirect("job", job.pk)
    try:
        found = preview_upload(job)
    except ImportRefused as error:
        return refused(request, error, "imports")
    before = Job.objects.filter(workspace=request.actor.workspace, pk=job.arguments.get("as_in")).first()
    context = {
        "job": job,
        "preview": found,
        "people": first_people(found),
        "field_groups": FIELD_GROUPS,
        "own": targets(request),
        "before": before,
        "tells_of_contacts": any(column.field in OF_ACTIVITIES for column in found.columns),
    }
    return render(
        request, "imports/preview.html", context | reading_choices(job, found) | open_questions(job, found)
    )


@member
@require_POST
def look(request: ActorRequest, pk: int) -> HttpResponse:
    """Understand it in another way, and look at it again."""
    job = own(request, Job.objects.select_related("workspace").filter(kind=IMPORT), pk)
    try:
        choose(request.actor, job, _choices(request, job))
    except ImportRefused as error:
        messages.error(request, str(error))
    return redirect("import-preview", job.pk)


@member
@require_POST
def begin(request: ActorRequest, pk: int) -> HttpResponse:
    job = own(request, Job.objects.select_related("workspace").filter(kind=IMPORT), pk)
    if job.state == Job.DRAFT:
        try:
            import_upload(request.actor, job, _choices(request, job), now=request.now)
        except ImportRefused as error:
            return refused(request, error, "import-preview", job.pk)
    return redirect("job", job.pk)


def _choices(request: ActorRequest, job: Job) -> Choices:
    """How the file is read, and the columns that were understood otherwise than we did: fields named column-0, …"""
    before = from_json(job.arguments)
    encoding = request.POST.get("encoding", before.encoding or "") or None
    delimiter = request.POST.get("delimiter", before.delimiter or "") or None
    if delimiter is not None and delimiter not in DELIMITERS:
        raise Http404
    sheet = request.POST.get("sheet", before.sheet or "") or None
    read = _meanings(request, Choices(encoding=encoding, delimiter=delimiter, sheet=sheet), before)
    if (encoding, delimiter, sheet) != (before.encoding, before.delimiter, before.sheet):
        # Read otherwise, it has other columns: what was said of those says nothing of these.
        return read
    changed: dict[str, Target] = {}
    known = {"", *FIELD_LABELS, *targets(request)}
    for column in preview_upload(job, read).columns:
        given = request.POST.get(f"column-{column.index}", None)
        if given is None or given == column.code:
            continue
        if given not in known:
            raise Http404
        changed[column.header] = target_of(given)
    return replace(read, fields=changed or None)


def _meanings(request: ActorRequest, read: Choices, before: Choices) -> Choices:
    """The same with what is said of its dates and numbers."""
    order = request.POST.get("day_order", before.day_order or "")
    country = request.POST.get("country", before.country or "")
    if order not in {"", *ORDERS} or country not in {"", *names()}:
        raise Http404
    return replace(read, day_order=DayOrder(order) if order else None, country=country or None)


@member
def result(request: ActorRequest, pk: int) -> HttpResponse:
    """What became of each row; those of which there is something to say first."""
    job = own(request, Job.objects.select_related("started_by").filter(kind=IMPORT), pk)
    if job.state == Job.DRAFT:
        return redirect("import-preview", job.pk)
    if job.total is None and not job.is_over:
        return redirect("job", job.pk)  # It waits for its turn: nothing became of any row yet.
    return render(request, "imports/result.html", result_context(request, job))


@member
@require_POST
def undo(request: ActorRequest, pk: int) -> HttpResponse:
    """Take back exactly this import."""
    job = own(request, Job.objects.filter(kind=IMPORT), pk)
    try:
        started = start_undo(request.actor, job, now=request.now)
    except ImportRefused as error:
        return refused(request, error, "imports")
    return redirect("job", started.pk)


@member
def wrong_rows(request: ActorRequest, pk: int) -> StreamingHttpResponse:
    """The rows that could not be imported, as a file to mend and import again."""
    job = own(request, Job.objects.filter(kind=IMPORT), pk)
    return csv_answer(f"wrong-rows-{job.pk}.csv", _wrong_rows(job))


def _wrong_rows(job: Job) -> Iterator[list[str]]:
    header: list[str] = job.result.get("header", [])
    yield [*header, WHAT_WAS_WRONG]
    rows = FileRow.objects.filter(job=job, result=Outcome.WRONG).order_by("number")
    for cells, reason in rows.values_list("cells", "reason").iterator():
        yield [*cells, *[""] * (len(header) - len(cells)), reason]
