"""A file that was brought in and waits to be looked at: kept as drafted work, previewed, then imported
or left."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from twelfth.accounts.actor import Actor, Permission
from twelfth.background.actions import draft_job, queue_draft
from twelfth.background.models import Job
from twelfth.importing.load import IMPORT, from_json, source_of, to_json
from twelfth.importing.preview import Choices, Preview, preview


@transaction.atomic
def keep_upload(by: Actor, name: str, pieces: Iterable[bytes], *, now: datetime) -> Job:
    """Store a file; nothing of it is imported yet. Raises ImportRefused (then nothing is stored),
    NotAllowed."""
    by.require(Permission.IMPORT)
    job = draft_job(by, IMPORT, name, arguments=to_json(Choices()), pieces=pieces, now=now)
    preview_upload(job)
    return job


def preview_upload(job: Job, choices: Choices | None = None) -> Preview:
    """What would come of it. Raises ImportRefused."""
    choices = choices or from_json(job.arguments)
    return preview(source_of(job), choices, country=job.workspace.country, zone=job.workspace.zone)


def import_upload(by: Actor, job: Job, choices: Choices, *, now: datetime) -> bool:
    """Let the import begin in the background; False when it had begun. Raises ImportRefused, NotAllowed."""
    by.require(Permission.IMPORT)
    preview_upload(job, choices)
    return queue_draft(by, job, to_json(choices), now=now)
