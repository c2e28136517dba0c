"""Their data is theirs: what is held of one person, given out or erased; and the whole workspace."""

import tempfile
from typing import Any

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
from twelfth.records.keeping.actions import put_off_suggestions, save_retention
from twelfth.records.keeping.queries import old_files, old_letters, quiet_people
from twelfth.records.models import Erasure, Retention
from twelfth.records.person_export import write_person
from twelfth.web.access import done, member, own
from twelfth.web.middleware import ActorRequest
from twelfth.web.their_data.forms import EraseForm, RetentionForm

#: Archives up to this size are made in memory, larger ones in a temporary file.
_IN_MEMORY = 8 * 1024 * 1024
#: So many people are suggested for erasure at a time.
_SUGGESTED = 50


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
    rule = Retention.objects.filter(workspace=workspace).first() or Retention(workspace=workspace)
    kept = {name: getattr(rule, name) for name in RetentionForm.base_fields}
    form = RetentionForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        if "look" in request.POST:
            kept = form.cleaned_data
        else:
            save_retention(request.actor, **form.cleaned_data, now=request.now)
            done(
                request, "Saved. Nothing is deleted for two weeks; until then you can change it without loss."
            )
            return redirect("data")
    erasures = Erasure.objects.filter(workspace=workspace)
    is_kept = Exists(JobFile.objects.filter(job=OuterRef("pk")))
    exports = Job.objects.filter(workspace=workspace, kind=TAKE_OUT).annotate(is_kept=is_kept)
    context = {
        "exports": exports.select_related("started_by").order_by("-created_at")[:5],
        "days": KEPT_FOR.days,
        "erased": erasures.count(),
        "last_erased": erasures.order_by("-at").values_list("at", flat=True).first(),
    }
    context |= {"form": form, "rule": rule, **_touched(request, kept), "is_look": "look" in request.POST}
    return render(request, "their_data/data.html", context, status=422 if form.errors else 200)


def _touched(request: ActorRequest, kept: dict[str, int | None]) -> dict[str, Any]:
    """What these rules touch now."""
    workspace, found = request.actor.workspace, dict[str, Any]()
    if kept["people_months"]:
        quiet = quiet_people(workspace, kept["people_months"], now=request.now)
        found["quiet"] = quiet.select_related("company").order_by("last_contact_at", "pk")[:_SUGGESTED]
        found["quiet_count"] = quiet.count()
    if kept["letters_months"]:
        sent, came = old_letters(workspace, kept["letters_months"], now=request.now)
        found["letters"] = sent.count() + came.count()
    if kept["files_days"]:
        found["files"] = old_files(workspace, kept["files_days"], now=request.now).count()
    return found


@member
@require_POST
def suggest_later(request: ActorRequest) -> HttpResponse:
    """Today is to say nothing of whoever is suggested, for a week."""
    put_off_suggestions(request.actor, now=request.now)
    done(request, "Today says nothing of it for a week.")
    return redirect("today")


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
