"""How long a bulk change takes: enrol everybody without a plan from a filter, pause them, take both back."""

import resource
import time
from collections.abc import Iterator

from bench.generate import NOW, workspace_apart
from twelfth import wiring
from twelfth.accounts.actor import Actor
from twelfth.background.actions import claim_job, finish
from twelfth.background.models import Job
from twelfth.cadences.models import CadenceVersion
from twelfth.flow.bulk import begin_bulk, draft_bulk, run_bulk
from twelfth.flow.bulk_changes import Change, Enrol, Pause, verb_of
from twelfth.flow.bulk_undo import run_undo, start_undo
from twelfth.flow.selection import FollowUpFilter, PeopleFilter, Selection


def rows_a_second(size: int) -> Iterator[tuple[str, int, float]]:
    """(what, rows, rows a second) of each change, the whole job through; in a workspace apart, since what is taken
    back is decided anew and would no longer be what the pages are measured on."""
    workspace = workspace_apart(size)
    wiring.now = lambda: NOW
    by = Actor(workspace, workspace.members.get())
    version = CadenceVersion.objects.get(workspace=workspace, cadence__key="first-meeting")
    everybody = Selection(workspace, PeopleFilter())
    enrol = _asked(by, everybody, Enrol(version=version.pk, matter="bulk", alongside=True))
    yield "enrol", *_timed(enrol)
    mine = Selection(workspace, FollowUpFilter(plan=version.cadence_id, job=None, kind="prospect"))
    pause = _asked(by, mine, Pause())
    yield "pause", *_timed(pause)
    yield "take the pause back", *_timed(start_undo(by, pause, now=NOW))
    yield "take the enrolment back", *_timed(start_undo(by, enrol, now=NOW))


def peak() -> int:
    """The most memory this process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _asked(by: Actor, selection: Selection, change: Change) -> Job:
    job = draft_bulk(by, selection, verb_of(change), "bench", now=NOW)
    begin_bulk(by, job, change, now=NOW)
    return job


def _timed(job: Job) -> tuple[int, float]:
    claimed = claim_job("bench", now=NOW)
    assert claimed is not None
    assert claimed.pk == job.pk
    begun = time.perf_counter()
    if claimed.undoes_id is None:
        run_bulk(claimed, wiring.now)
    else:
        run_undo(claimed, wiring.now)
    seconds = time.perf_counter() - begun
    finish(claimed, now=NOW)
    job.refresh_from_db()
    return claimed.done, claimed.done / seconds
