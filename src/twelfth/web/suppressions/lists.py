"""The do-not-contact list as a file: taken in, with a look before; given out."""

from collections.abc import Iterator, Sequence
from itertools import chain

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from twelfth.background.models import Job
from twelfth.background.queries import cut
from twelfth.importing.errors import ImportRefused
from twelfth.importing.left_alone import LEFT_ALONE_LIST, begin_list, keep_list, preview_list
from twelfth.people.models import Suppression
from twelfth.web.access import member, own, refused
from twelfth.web.csv_answer import csv_answer
from twelfth.web.middleware import ActorRequest
from twelfth.web.suppressions.forms import ListForm
from twelfth.web.suppressions.views import WHY_LABELS
from twelfth.web.uploads import taken_in

_HEADER = ("what", "kind", "not contacted on", "since", "how", "note", "fingerprint")


@member
def export(request: ActorRequest) -> StreamingHttpResponse:
    """The whole list, row by row. A number keeps its + behind an apostrophe, as spreadsheets have it."""
    rows = Suppression.objects.filter(workspace=request.actor.workspace).order_by("at", "pk")
    return csv_answer("do-not-contact.csv", _lines(rows.iterator(chunk_size=2000)))


def _lines(rows: Iterator[Suppression]) -> Iterator[Sequence[str]]:
    yield _HEADER
    for row in rows:
        yield (
            *(row.value, row.kind, row.channel or "any channel", row.at.isoformat(timespec="seconds")),
            *(WHY_LABELS.get(row.why, row.why), row.note, row.value_hash),
        )


@member
def upload(request: ActorRequest) -> HttpResponse:
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            job = keep_list(
                request.actor,
                file.name,
                cut(file),
                everything=form.cleaned_data["everything"],
                now=request.now,
            )
        except ImportRefused as error:
            form.add_error("file", str(error))
        else:
            return taken_in(request, "suppressions-list", job.pk)
    jobs = Job.objects.filter(workspace=request.actor.workspace, kind=LEFT_ALONE_LIST).exclude(
        state=Job.DRAFT
    )
    context = {"form": form, "jobs": jobs.order_by("-created_at")[:20]}
    return render(request, "suppressions/import.html", context, status=422 if form.errors else 200)


@member
def preview(request: ActorRequest, pk: int) -> HttpResponse:
    """What would come of the file."""
    job = _job(request, pk)
    if job.state != Job.DRAFT:
        return redirect("job", job.pk)
    try:
        found = preview_list(job)
    except ImportRefused as error:
        return refused(request, error, "suppressions-import")
    return render(request, "suppressions/preview.html", {"job": job, "preview": found})


@member
@require_POST
def begin(request: ActorRequest, pk: int) -> HttpResponse:
    job = _job(request, pk)
    begin_list(request.actor, job, now=request.now)
    return redirect("job", job.pk)


@member
def result(request: ActorRequest, pk: int) -> HttpResponse:
    """What came of the file, and the lines that could not be read."""
    job = _job(request, pk)
    problems = job.result.get("problems", [])
    context = {"job": job, "problems": problems[:200], "more": max(0, job.result.get("unread", 0) - 200)}
    return render(request, "suppressions/result.html", context)


@member
def unread(request: ActorRequest, pk: int) -> StreamingHttpResponse:
    """The lines that could not be read, as a file to mend and take in again."""
    job = _job(request, pk)
    problems = ((str(row["line"]), row["text"]) for row in job.result.get("problems", []))
    return csv_answer(f"not-read-{job.pk}.csv", chain([("line", "text")], problems))


def _job(request: ActorRequest, pk: int) -> Job:
    return own(request, Job.objects.select_related("workspace").filter(kind=LEFT_ALONE_LIST), pk)
