"""Once each, whatever is killed: an import whose worker dies in the middle leaves no row out and doubles none, and its
undo takes back each."""

import csv
import io
import json
import signal
from pathlib import Path

import pytest

from tests.faults.installation import Installation
from tests.servers.waiting import until
from twelfth.importing.load import BATCH
from twelfth.importing.undo.work import BATCH as UNDONE_AT_ONCE

pytestmark = pytest.mark.faults

_JOB = "SELECT state, done FROM background_job WHERE kind LIKE 'import%' ORDER BY id DESC"


def export(rows: int) -> bytes:
    """A file of people, every third of whom has a name and nothing else."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["First Name", "Last Name", "Email", "Company Name"])
    for number in range(rows):
        address = f"person{number}@example.test" if number % 3 else ""
        writer.writerow(
            [f"Person{number}", "Brandt", address, f"Company {number % 40}" if number % 3 else ""]
        )
    return file.getvalue().encode()


def killed_after(place: Installation, rows: int, module: str = "twelfth") -> int:
    """Start a worker, and `kill -9` it once so many rows are committed. How many were."""
    worker = place.worker(module)
    try:
        until(lambda: place.select(_JOB)[0][1] >= rows, f"{rows} rows are in")
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    state, done = place.select(_JOB)[0]
    assert state == "running", "the kill came in the middle"
    return int(done)


def finished(place: Installation, module: str = "twelfth") -> None:
    worker = place.worker(module)
    try:
        until(lambda: place.select(_JOB)[0][0] in {"done", "failed"}, "the import ends", limit=60)
    finally:
        worker.terminate()
        worker.wait(timeout=40)


def test_every_row_is_there_once(tmp_path: Path, empty_database: str, faults_are_long: bool) -> None:
    rows, kills = (40_000, 20) if faults_are_long else (4_000, 2)
    place = Installation(tmp_path, None, empty_database)
    (tmp_path / "people.csv").write_bytes(export(rows))
    place.prepare_import(tmp_path / "people.csv")
    done = 0
    for _ in range(kills):
        done = killed_after(place, done + BATCH)
        assert place.select("SELECT count(*) FROM people_person") == [(done,)], "what is counted is there"
    assert 0 < done < rows
    finished(place)
    (job,) = place.select(
        "SELECT state, done, total, result, error FROM background_job WHERE kind = 'import'"
    )
    told = json.loads(job[3]) if isinstance(job[3], str) else job[3]
    assert (job[0], job[1], job[2], job[4]) == ("done", rows, rows, "")
    assert (told["created"], told["updated"], told["skipped"], told["wrong"]) == (rows, 0, 0, 0)
    counts = {
        "people": "SELECT count(*), count(DISTINCT full_name) FROM people_person",
        "addresses": "SELECT count(*), count(DISTINCT value) FROM people_contactpoint",
        "companies": "SELECT count(*), count(DISTINCT name) FROM people_company",
        "found by their first name": "SELECT count(*), count(DISTINCT word) FROM people_searchword "
        "WHERE word LIKE 'person%' AND word NOT LIKE '%@%'",
        "left of the file": "SELECT count(*), 0 FROM background_jobfile",
        "batches recorded": f"SELECT count(*), {rows // BATCH} FROM accounts_event "
        "WHERE verb = 'people.imported'",
    }
    addresses = rows - (rows + 2) // 3
    assert {what: place.select(sql)[0] for what, sql in counts.items()} == {
        "people": (rows, rows),
        "addresses": (addresses, addresses),
        "companies": (40, 40),
        "found by their first name": (rows, rows),
        "left of the file": (0, 0),
        "batches recorded": (rows // BATCH, rows // BATCH),
    }


def test_an_undo_takes_back_each_once(tmp_path: Path, empty_database: str, faults_are_long: bool) -> None:
    """Each kill leaves what is counted as taken back gone, and all else where it was."""
    rows, kills = (20_000, 15) if faults_are_long else (2_000, 1)
    place = Installation(tmp_path, None, empty_database)
    (tmp_path / "people.csv").write_bytes(export(rows))
    place.prepare_import(tmp_path / "people.csv")
    left = {
        table: f"SELECT count(*) FROM people_{table}"
        for table in ("person", "contactpoint", "company", "searchword")
    }
    finished(place)
    assert place.select(left["person"]) == [(rows,)]
    place.take_import_back()
    done = 0
    for _ in range(kills):
        done = killed_after(place, done + UNDONE_AT_ONCE)
        assert place.select(left["person"]) == [(rows - done,)], "what is counted is gone"
        states = place.select("SELECT undo, count(*) FROM background_filerow GROUP BY undo")
        assert dict(states) == {"undone": done, "": rows - done}
    assert 0 < done < rows
    finished(place)
    (told,) = place.select(
        "SELECT result FROM background_job WHERE kind <> 'import' ORDER BY id DESC LIMIT 1"
    )[0]
    assert (json.loads(told) if isinstance(told, str) else told) == {"undone": rows, "kept": 0}
    assert {table: place.select(sql) for table, sql in left.items()} == {table: [(0,)] for table in left}
    events = place.select("SELECT count(*) FROM accounts_event WHERE verb = 'people.import_undone'")
    assert events == [(1,)], "told once"


def test_without_the_place_in_the_file_rows_are_taken_in_again(tmp_path: Path) -> None:
    """The check above can fail: a worker that does not commit its place with the rows begins at the first one again.
    (That nobody is there twice even then is due to the matching, which knows them all.)"""
    place = Installation(tmp_path)
    (tmp_path / "people.csv").write_bytes(export(2_000))
    place.prepare_import(tmp_path / "people.csv")
    done = killed_after(place, BATCH, "tests.faults.without_cursor")
    finished(place, "tests.faults.without_cursor")
    (job,) = place.select("SELECT state, done, result FROM background_job WHERE kind = 'import'")
    told = json.loads(job[2])
    assert job[:2] == ("done", 2_000 + done)
    # Each is then somebody whom this very file has brought in.
    assert (told["created"], told["merged"]) == (2_000, done)
