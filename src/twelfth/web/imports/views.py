"""Bringing in people: choose a file, look at what would come of it, import, see each row."""

import csv
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from twelfth.background.models import Job
from twelfth.background.queries import cut
from twelfth.importing.errors import ImportRefused
from twelfth.importing.fields import Field
from twelfth.importing.load import IMPORT
from twelfth.importing.preview import Choices
from twelfth.importing.uploads import import_upload, keep_upload, preview_upload
from twelfth.web.access import member, own, refused
from twelfth.web.imports.forms import FIELD_LABELS, UploadForm
from twelfth.web.middleware import ActorRequest

#: A spreadsheet would run a cell that begins so.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


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
            return redirect("import-preview", job.pk)
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
    context = {"job": job, "preview": found, "fields": FIELD_LABELS}
    return render(request, "imports/preview.html", context)


@member
@require_POST
def begin(request: ActorRequest, pk: int) -> HttpResponse:
    job = own(request, Job.objects.select_related("workspace").filter(kind=IMPORT), pk)
    if job.state == Job.DRAFT:
        try:
            import_upload(request.actor, job, _choices(request, job), now=request.now)
        except ImportRefused as error:
            return refused(request, error, "imports")
    return redirect("job", job.pk)


def _choices(request: ActorRequest, job: Job) -> Choices:
    """The columns that were understood otherwise than we did: fields named column-0, column-1, …"""
    changed: dict[str, Field | None] = {}
    for column in preview_upload(job).columns:
        given = request.POST.get(f"column-{column.index}", None)
        if given is None or given == (column.field or ""):
            continue
        if given and given not in FIELD_LABELS:
            raise Http404
        changed[column.header] = Field(given) if given else None
    return Choices(fields=changed or None)


@member
def result(request: ActorRequest, pk: int) -> HttpResponse:
    """What became of each row of which there is something to say."""
    job = own(request, Job.objects.filter(kind=IMPORT), pk)
    problems = job.result.get("problems", [])
    context = {
        "job": job,
        "problems": problems[:200],
        "more": max(0, len(problems) - 200),
        "wrong": any(row["result"] == "wrong" for row in problems),
    }
    return render(request, "imports/result.html", context)


@member
def wrong_rows(request: ActorRequest, pk: int) -> HttpResponse:
    """The rows that could not be imported, as a file to mend and import again."""
    job = own(request, Job.objects.filter(kind=IMPORT), pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="wrong-rows-{job.pk}.csv"'
    response.write("\ufeff")
    out = csv.writer(response)
    header: list[str] = job.result.get("header", [])
    out.writerow([*map(_harmless, header), "What was wrong"])
    for row in job.result.get("problems", []):
        if row["result"] == "wrong":
            cells: list[Any] = row.get("cells", [])
            cells += [""] * (len(header) - len(cells))
            out.writerow([*map(_harmless, cells), row["reason"]])
    return response


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
