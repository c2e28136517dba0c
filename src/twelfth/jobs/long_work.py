"""The long-work stage: one job at a time, by its kind."""

import logging
import re
from collections.abc import Callable, Mapping

from django.db import OperationalError

from twelfth.background.actions import JobLost, claim_job, fail, finish
from twelfth.background.models import Job
from twelfth.demo.replay import DEMO, replay
from twelfth.flow.bulk import BULK, run_bulk
from twelfth.flow.bulk_phases import BulkRefused
from twelfth.flow.bulk_undo import BULK_UNDO, run_undo
from twelfth.importing.errors import ImportRefused
from twelfth.importing.left_alone import LEFT_ALONE_LIST, run_list
from twelfth.importing.load import IMPORT, run_import
from twelfth.importing.undo.actions import IMPORT_UNDO
from twelfth.importing.undo.work import run_undo as take_import_back
from twelfth.people.spellings.actions import SPELLINGS
from twelfth.people.spellings.night import run_spellings
from twelfth.records.carrying.work import TAKE_OUT, run_taking_out
from twelfth.records.doubles.actions import DOUBLES
from twelfth.records.doubles.search import run_search
from twelfth.records.erasing.actions import ERASE, BeingWritten
from twelfth.records.erasing.work import run_erasing
from twelfth.wiring import Wiring

log = logging.getLogger(__name__)

#: Each takes the claimed job and a clock, commits its progress by `go_on`, and may be killed at any moment.
KINDS: Mapping[str, Callable[[Job, Wiring], None]] = {
    IMPORT: lambda job, wiring: run_import(job, wiring.now),
    LEFT_ALONE_LIST: lambda job, wiring: run_list(job, wiring.now),
    IMPORT_UNDO: lambda job, wiring: take_import_back(job, wiring.now),
    BULK: lambda job, wiring: run_bulk(job, wiring.now),
    BULK_UNDO: lambda job, wiring: run_undo(job, wiring.now),
    DOUBLES: lambda job, wiring: run_search(job, wiring.now),
    SPELLINGS: lambda job, wiring: run_spellings(job, wiring.now),
    ERASE: lambda job, wiring: run_erasing(job, wiring.now),
    TAKE_OUT: lambda job, wiring: run_taking_out(job, wiring.now),
    DEMO: lambda job, wiring: replay(job, wiring.now),
}


#: What both databases say when they are full, locked or away: what could not be stored now can be later.
_PASSES = re.compile(
    "full|no space left|locked|closed the connection|terminating connection|connection (is|failed)",
    re.IGNORECASE,
)


def do_one(worker: str, wiring: Wiring) -> bool:
    """Do the oldest waiting job to its end; True when there was one. Raises OperationalError where the database is full
    or away: the job goes on when that is over."""
    job = claim_job(worker, now=wiring.now())
    if job is None:
        return False
    try:
        KINDS[job.kind](job, wiring)
        finish(job, now=wiring.now())
    except JobLost:
        log.warning("Job %s was taken over by another worker.", job.pk)
    except (ImportRefused, BulkRefused, BeingWritten) as error:
        fail(job, str(error), now=wiring.now())
    except Exception as error:
        if isinstance(error, OperationalError) and _PASSES.search(str(error)):
            raise  # Its last batch was not stored; once its lease is over it is taken up again where it stood.
        fail(
            job,
            "Something went wrong that we did not foresee; what was done so far is kept.",
            now=wiring.now(),
        )
        raise
    return True
