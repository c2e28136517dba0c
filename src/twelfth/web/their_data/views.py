"""Their data is theirs: what is held of one person, given out or erased; and the whole workspace."""

import tempfile

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from twelfth.accounts.actor import Permission
from twelfth.background.models import Job, JobFile
from twelfth.background.queries import pieces
from twelfth.people.models import Person
from twelfth.records.carrying.work import KEPT_FOR, TAKE_OUT, start_taking_out
from twelfth.records.erasing.actions import start_erasing
from twelfth.records.models import Erasure
from twelfth.records.person_export import write_person
from twelfth.web.access import member, own
from twelfth.web.middleware import ActorRequest
from twelfth.web.their_data.forms import EraseForm

#: Archives up to this size are made in memory, larger ones in a temporary file.
_IN_MEMORY = 8 * 1024 * 1024


@member
@require_POST
def export_person(request: ActorRequest, pk: int) -> HttpResponseBase:
    """All that is held of them, as an archive. It is noted who took it, so it is not done by a GET."""
    person = own(request, Person.objects.select_related("workspace"), pk)
    archive = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (the response closes it)
    write_person(request.actor, person, archive, now=request.now)
    archive.seek(0)
    return FileResponse(archive, as_attachment=True, filename=f"person-{person.pk}.zip")


@member
def erase_person(request: ActorRequest, pk: int) -> HttpResponse:
    """What goes, and that it does not come back; then it is done in the background."""
    person = own(request, Person.objects.select_related("workspace"), pk)
    request.actor.require(Permission.ERASE)
    form = EraseForm(request.POST or None, initial={"leave_alone": True}, name=person.full_name)
    if request.method == "POST" and form.is_valid():
        leave_alone = form.cleaned_data["leave_alone"]
        job = start_erasing(request.actor, person, leave_alone=leave_alone, now=request.now)
        return redirect("job", job.pk)
    context = {
        "person": person,
        "form": form,
        "touches": person.touches.count(),
        "letters": person.outgoing.count() + person.incoming.count(),
        "promises": person.promises.count(),
        "backups_kept": settings.TWELFTH.backups_kept,
    }
    return render(request, "their_data/erase.html", context, status=422 if form.errors else 200)


@member
def data(request: ActorRequest) -> HttpResponse:
    """The data of the whole workspace: taken out, and what was erased from it."""
    request.actor.require(Permission.EXPORT)
    workspace = request.actor.workspace
    erasures = Erasure.objects.filter(workspace=workspace)
    is_kept = Exists(JobFile.objects.filter(job=OuterRef("pk")))
    exports = Job.objects.filter(workspace=workspace, kind=TAKE_OUT).annotate(is_kept=is_kept)
    context = {
        "exports": exports.select_related("started_by").order_by("-created_at")[:5],
        "days": KEPT_FOR.days,
        "erased": erasures.count(),
        "last_erased": erasures.order_by("-at").values_list("at", flat=True).first(),
    }
    return render(request, "their_data/data.html", context)


@member
@require_POST
def export_workspace(request: ActorRequest) -> HttpResponse:
    return redirect("job", start_taking_out(request.actor, now=request.now).pk)


@member
def exported_file(request: ActorRequest, pk: int) -> HttpResponseBase:
    """The archive that the work has made, a piece at a time."""
    job = own(request, Job.objects.filter(kind=TAKE_OUT, state=Job.DONE), pk)
    request.actor.require(Permission.EXPORT)
    if not job.pieces.exists():
        raise Http404
    day = (job.finished_at or request.now).date().isoformat()
    return StreamingHttpResponse(
        pieces(job),
        content_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="twelfth-{day}.zip"',
            "Content-Length": str(job.result["bytes"]),
        },
    )
