"""Taking a workspace out in the background: the file waits on the page of the work, for a week."""

import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from twelfth.accounts.actor import Actor, Permission
from twelfth.background.actions import go_on, keep_made_file, start_job
from twelfth.background.models import Job
from twelfth.background.queries import cut
from twelfth.records.carrying.taking_out import write_workspace

TAKE_OUT = "workspace export"
KEPT_FOR = timedelta(days=7)


def start_taking_out(by: Actor, *, now: datetime) -> Job:
    by.require(Permission.EXPORT)
    return start_job(by, TAKE_OUT, "Export the workspace", arguments={}, now=now)


def run_taking_out(job: Job, clock: Callable[[], datetime]) -> None:
    """Killed, it begins again: a file half written is of no use."""
    by = Actor(job.workspace, job.started_by)

    def progress(done: int) -> None:
        job.done = done
        with transaction.atomic():
            go_on(job, now=clock())

    with tempfile.TemporaryFile() as file:
        write_workspace(by, file, now=clock(), progress=progress)
        job.result = {"rows": job.done, "bytes": file.tell()}
        file.seek(0)
        keep_made_file(job, cut(file), now=clock())
