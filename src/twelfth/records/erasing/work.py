"""The long work of erasing somebody, and of erasing again whom a backup brought back."""

from collections.abc import Callable
from datetime import datetime

from django.db import connection, transaction

from twelfth.accounts.actor import Actor
from twelfth.accounts.models import Workspace
from twelfth.background.actions import go_on
from twelfth.background.models import Job
from twelfth.people.models import Person
from twelfth.records.erasing.actions import erase
from twelfth.records.models import Erasure


def run_erasing(job: Job, clock: Callable[[], datetime]) -> None:
    """Raises BeingWritten. Done twice it does nothing the second time."""
    by = Actor(job.workspace, job.started_by)
    person = _person(job.workspace, job.arguments["person"])
    if person is not None:
        with overwriting():
            erase(by, person, leave_alone=job.arguments["leave_alone"], now=clock())
    with transaction.atomic():
        job.result = {"erased": 1}
        go_on(job, now=clock())


class overwriting:  # noqa: N801 (a context manager, named as one reads it)
    """SQLite leaves what is deleted in its file until the place is needed. In here it writes over it at once, and
    afterwards empties the write-ahead log. (PostgreSQL's autovacuum does the same in its own time.)"""

    def __enter__(self) -> None:
        self._switch("PRAGMA secure_delete=ON")

    def __exit__(self, *_: object) -> None:
        self._switch("PRAGMA secure_delete=OFF", "PRAGMA wal_checkpoint(TRUNCATE)")

    def _switch(self, *pragmas: str) -> None:
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            with connection.cursor() as cursor:
                for pragma in pragmas:
                    cursor.execute(pragma)


def erased_so_far() -> list[Erasure]:
    """To be read before a backup replaces the database: it may be older than some of these."""
    return list(Erasure.objects.select_related("workspace"))


def erase_again(before: list[Erasure], *, now: datetime) -> int:
    """After a restore: whoever was erased since the backup was made is erased once more; how many that were."""
    count = 0
    workspaces = {workspace.pk: workspace for workspace in Workspace.objects.all()}
    for erasure in before:
        workspace = workspaces.get(erasure.workspace_id)
        # The backup may be another installation's, whose numbers are those of others.
        if workspace is None or workspace.created_at != erasure.workspace.created_at:
            continue
        back = Person.objects.filter(
            workspace=workspace, pk__in=erasure.people, created_at__lte=erasure.at
        ).select_related("workspace", "company")
        for person in list(back):
            with overwriting():
                erase(Actor(workspace), person, leave_alone=erasure.is_left_alone, now=now)
            count += 1
    return count


def _person(workspace: Workspace, pk: int) -> Person | None:
    return Person.objects.select_related("workspace", "company").filter(workspace=workspace, pk=pk).first()
