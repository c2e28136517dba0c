"""A file that was brought in and waits to be looked at: kept as drafted work, previewed, then imported
or left."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from twelfth.accounts.actor import Actor, Permission
from twelfth.background.actions import change_draft, draft_job
from twelfth.background.models import Job
from twelfth.importing.columns import unique
from twelfth.importing.load import IMPORT, begin_import, from_json, source_of, to_json
from twelfth.importing.own_fields import own_fields
from twelfth.importing.preview import Choices, Preview, preview
from twelfth.importing.results import WHAT_WAS_WRONG

#: Imports among which one with the same columns is looked for.
_LOOKED_AT = 50
#: What somebody says of a file that holds for the next one like it.
_TOLD = ("fields", "day_order", "country")


@transaction.atomic
def keep_upload(by: Actor, name: str, pieces: Iterable[bytes], *, now: datetime) -> Job:
    """Store a file; nothing of it is imported yet. Raises ImportRefused (then nothing is stored),
    NotAllowed."""
    by.require(Permission.IMPORT)
    job = draft_job(by, IMPORT, name, arguments=to_json(Choices()), pieces=pieces, now=now)
    found = preview_upload(job)
    if (before := understood_before(by, found)) is not None:
        change_draft(job, to_json(_as_before(before)) | {"as_in": before.pk})
    return job


def _as_before(job: Job) -> Choices:
    """What was said of that file and holds for another one with the same columns."""
    return replace(from_json(job.arguments), encoding=None, delimiter=None, sheet=None)


def understood_before(by: Actor, found: Preview) -> Job | None:
    """The last import of a file with the same columns of which somebody said themselves how it is meant. One that was
    taken back was wrong, perhaps in just that."""
    header = _plain([column.header for column in found.columns])
    taken_back = Job.objects.filter(undoes=OuterRef("pk"))
    rows = Job.objects.filter(~Exists(taken_back), workspace=by.workspace, kind=IMPORT, state=Job.DONE)
    return next(
        (
            job
            for job in rows.order_by("-pk")[:_LOOKED_AT]
            if any(job.arguments.get(told) for told in _TOLD)
            and _plain(unique(job.result["header"])) == header
        ),
        None,
    )


def _plain(header: Iterable[str]) -> list[str]:
    """The columns without the one that a file of wrong rows has more than the file they came from."""
    return [name for name in header if name != WHAT_WAS_WRONG]


def choose(by: Actor, job: Job, choices: Choices) -> None:
    """Keep how a file that waits is to be understood. Raises ImportRefused (then nothing changes), NotAllowed."""
    by.require(Permission.IMPORT)
    preview_upload(job, choices)
    change_draft(job, to_json(choices))


def preview_upload(job: Job, choices: Choices | None = None) -> Preview:
    """What would come of it. Raises ImportRefused."""
    choices = choices or from_json(job.arguments)
    workspace = job.workspace
    return preview(
        source_of(job),
        choices,
        country=workspace.country,
        zone=workspace.zone,
        own=own_fields(workspace),
    )


def import_upload(by: Actor, job: Job, choices: Choices, *, now: datetime) -> bool:
    """Let the import begin in the background; False when it had begun. Raises ImportRefused, NotAllowed."""
    by.require(Permission.IMPORT)
    return begin_import(by, job, choices, now=now)
