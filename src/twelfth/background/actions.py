"""Writes to long work: start, claim with a lease, go on, end. And the heartbeat of whoever does it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from twelfth.accounts.actor import Actor
from twelfth.accounts.events import record
from twelfth.background.models import Heartbeat, Job, JobFile

LEASE = timedelta(minutes=2)


class JobLost(Exception):
    """Another worker has taken this job over because our lease ran out; what was not committed is left to it."""


@transaction.atomic
def draft_job(
    by: Actor, kind: str, title: str, *, arguments: dict[str, Any], pieces: Iterable[bytes], now: datetime
) -> Job:
    """Keep long work and its file until somebody has looked at it; `queue_draft` lets it begin."""
    job = start_job(by, kind, title, arguments=arguments, pieces=pieces, now=now)
    Job.objects.filter(pk=job.pk).update(state=Job.DRAFT)
    job.state = Job.DRAFT
    return job


def change_draft(job: Job, arguments: dict[str, Any]) -> None:
    """Another way to do what has not begun yet."""
    if Job.objects.filter(pk=job.pk, state=Job.DRAFT).update(arguments=arguments):
        job.arguments = arguments


@transaction.atomic
def queue_draft(by: Actor, job: Job, arguments: dict[str, Any], *, now: datetime) -> bool:
    """Let drafted work begin; False when it has begun already, so that a double click starts it once."""
    changed = Job.objects.filter(pk=job.pk, state=Job.DRAFT).update(state=Job.QUEUED, arguments=arguments)
    if changed:
        record(by, "job.queued", job, now=now, kind=job.kind)
    return bool(changed)


@transaction.atomic
def start_job(
    by: Actor,
    kind: str,
    title: str,
    *,
    arguments: dict[str, Any],
    pieces: Iterable[bytes] = (),
    now: datetime,
) -> Job:
    """Queue long work, with the file it works on, if any."""
    job = Job.objects.create(
        workspace=by.workspace,
        kind=kind,
        title=title[:200],
        started_by=by.member,
        arguments=arguments,
        created_at=now,
    )
    for number, piece in enumerate(pieces):
        JobFile.objects.create(job=job, workspace=by.workspace, number=number, content=piece)
    record(by, "job.stored", job, now=now, kind=kind)
    return job


def claim_job(worker: str, *, now: datetime, dead_workers: frozenset[str] = frozenset()) -> Job | None:
    """The oldest job that nobody works on, now ours; None when there is none.

    A job whose worker died is taken over and resumed from its last committed cursor.
    """
    free = Q(state=Job.QUEUED) | Q(state=Job.RUNNING, lease_until__lte=now)
    free |= Q(state=Job.RUNNING, claimed_by__in=dead_workers)
    for pk in list(Job.objects.filter(free).order_by("created_at").values_list("pk", flat=True)[:5]):
        taken = Job.objects.filter(free, pk=pk).update(
            state=Job.RUNNING, claimed_by=worker, lease_until=now + LEASE
        )
        if taken == 1:
            return Job.objects.select_related("workspace", "started_by").get(pk=pk)
    return None


def go_on(job: Job, *, now: datetime) -> None:
    """Commit progress, cursor and a longer lease; call it inside the transaction of the work itself.

    Raises JobLost when the job is no longer ours, so that the transaction is rolled back.
    """
    mine = Job.objects.filter(pk=job.pk, state=Job.RUNNING, claimed_by=job.claimed_by).update(
        done=job.done, total=job.total, cursor=job.cursor, result=job.result, lease_until=now + LEASE
    )
    if mine != 1:
        raise JobLost(JobLost.__doc__)


@transaction.atomic
def finish(job: Job, *, now: datetime) -> None:
    """The work is done. Its file is no longer needed, unless it is what the work has made."""
    go_on(job, now=now)
    Job.objects.filter(pk=job.pk).update(state=Job.DONE, finished_at=now, lease_until=None)
    if not job.result.get("made_file"):
        JobFile.objects.filter(job=job).delete()
    record(Actor(job.workspace), "job.done", job, now=now, kind=job.kind)


@transaction.atomic
def fail(job: Job, error: str, *, now: datetime) -> None:
    """The work cannot go on; `error` is a sentence for the person who started it."""
    changed = Job.objects.filter(pk=job.pk, state=Job.RUNNING, claimed_by=job.claimed_by).update(
        state=Job.FAILED, finished_at=now, error=error, lease_until=None
    )
    if changed:
        record(Actor(job.workspace), "job.failed", job, now=now, kind=job.kind)


def beat(worker: str, stage: str, trouble: str, *, now: datetime) -> None:
    """This stage of this worker runs; `trouble` is what went wrong in its last round, "" when nothing."""
    Heartbeat.objects.update_or_create(
        worker=worker, stage=stage, defaults={"at": now, "trouble": trouble[:300]}
    )


def bury(workers: Iterable[str]) -> None:
    """Forget the heartbeats of workers that are gone."""
    Heartbeat.objects.filter(worker__in=list(workers)).delete()


@transaction.atomic
def keep_made_file(job: Job, pieces: Iterable[bytes], *, now: datetime) -> None:
    """Store what the work has made, to be taken from its page. Done again after a crash, it replaces the first."""
    JobFile.objects.filter(job=job).delete()
    for number, piece in enumerate(pieces):
        JobFile.objects.create(job=job, workspace=job.workspace, number=number, content=piece)
    job.result = {**job.result, "made_file": True}
    go_on(job, now=now)


def forget_made_files(kind: str, *, before: datetime) -> int:
    """Delete what such work made until then; how many that were. The work itself stays on record."""
    old = Job.objects.filter(kind=kind, finished_at__lt=before, pieces__isnull=False).distinct()
    jobs = list(old.values_list("pk", flat=True))
    JobFile.objects.filter(job__in=jobs).delete()
    return len(jobs)
