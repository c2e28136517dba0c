"""Reads of long work."""

import io
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Max

from twelfth.background.models import Heartbeat, Job, JobFile

#: A worker that has not beaten for so long is silent.
SILENT_AFTER = timedelta(minutes=2)


def pieces(job: Job) -> Iterator[bytes]:
    """The job's file, a piece at a time."""
    for piece in JobFile.objects.filter(job=job).order_by("number").iterator(chunk_size=1):
        yield bytes(piece.content)


def cut(file: io.BufferedIOBase) -> Iterator[bytes]:
    """A file in pieces as they are stored."""
    while piece := file.read(JobFile.PIECE):
        yield piece


def last_beat() -> datetime | None:
    """When any worker last proved that it runs."""
    last: datetime | None = Heartbeat.objects.aggregate(last=Max("at"))["last"]
    return last


def alive(stage: str, *, now: datetime) -> list[str]:
    """The workers in which this stage has beaten lately."""
    beating = Heartbeat.objects.filter(stage=stage, at__gte=now - SILENT_AFTER)
    return list(beating.values_list("worker", flat=True))
