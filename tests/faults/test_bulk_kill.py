"""Once each, whatever is killed: a bulk change whose worker dies in the middle, and its undo too."""

import json
import signal
from pathlib import Path
from typing import Any

import pytest

from tests.faults.installation import Installation
from tests.servers.waiting import until
from twelfth.flow.bulk import BATCH

pytestmark = pytest.mark.faults

_JOBS = "SELECT state, done, result FROM background_job WHERE kind LIKE 'bulk%' ORDER BY id DESC"
_ROWS = "SELECT count(*), count(DISTINCT subject_id) FROM background_jobrow"
_STARTED = "SELECT count(*), count(DISTINCT person_id) FROM followups_followup"


def killed_after(place: Installation, rows: int) -> int:
    """Start a worker, and `kill -9` it once so many rows of the newest job are committed. How many were."""
    worker = place.worker()
    try:
        until(lambda: place.select(_JOBS)[0][1] >= rows, f"{rows} rows are done", limit=60)
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    state, done, _ = place.select(_JOBS)[0]
    assert state == "running", "the kill came in the middle"
    return int(done)


def finished(place: Installation) -> dict[str, int]:
    worker = place.worker()
    try:
        until(lambda: place.select(_JOBS)[0][0] in {"done", "failed"}, "the job ends", limit=60)
    finally:
        worker.terminate()
        worker.wait(timeout=40)
    state, _, result = place.select(_JOBS)[0]
    assert state == "done"
    told: Any = json.loads(result) if isinstance(result, str) else result
    return dict(told)


def test_everybody_is_started_once_and_taken_back_once(
    tmp_path: Path, empty_database: str, faults_are_long: bool
) -> None:
    people, kills = (20_000, 10) if faults_are_long else (1_600, 1)
    place = Installation(tmp_path, None, empty_database)
    place.prepare_bulk(people)
    done = 0
    for _ in range(kills):
        done = killed_after(place, done + BATCH)
        assert place.select(_STARTED) == place.select(_ROWS) == [(done, done)], "what is counted is there"
    assert finished(place) == {"changed": people, "left out": 0}
    assert place.select(_STARTED) == place.select(_ROWS) == [(people, people)]
    if not faults_are_long:
        return  # Each process takes seconds to start; tests/flow kills an undo in every batch.
    place.take_bulk_back()
    done = killed_after(place, BATCH)
    assert place.select(_STARTED) == [(people - done, people - done)]
    assert finished(place) == {"taken back": people, "kept": 0}
    assert place.select(_STARTED) == [(0, 0)]
    events = place.select(
        "SELECT verb, count(*) FROM accounts_event WHERE verb LIKE 'followup%' GROUP BY verb"
    )
    assert dict(events) == {"followups.started": 1, "followups.undone": 1}
