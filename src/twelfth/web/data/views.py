"""Their data is theirs: what is held of one person, given out."""

import tempfile

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from twelfth.people.models import Person
from twelfth.records.person_export import write_person
from twelfth.web.access import member, own
from twelfth.web.middleware import ActorRequest

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
