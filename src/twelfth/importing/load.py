"""A file -> the database, in the background, batch by batch.

Each batch is one transaction that holds its people and the place in the file up to which all is done. A
worker that is killed loses nothing and does nothing twice: the next one goes on behind the last batch.
An import never sends or plans anything.
"""

import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.accounts.models import Member, Workspace
from twelfth.background.actions import go_on, start_job
from twelfth.background.models import Job, JobFile
from twelfth.importing.actions import find_or_add_companies, people_by_external_id, write_deals, write_people
from twelfth.importing.drafts import DealDraft, DealOnly, Draft, Empty, PersonDraft, Wrong
from twelfth.importing.fields import Field, System
from twelfth.importing.filling import Filler
from twelfth.importing.matching import Directory, Known, external_id
from twelfth.importing.preview import Choices, Opened, open_file
from twelfth.importing.results import Outcome, RowResult
from twelfth.importing.rows import Reading, read_row
from twelfth.importing.tabular import Row, Source
from twelfth.people.models import Company, Person

#: The kind of a job that imports a file.
IMPORT = "import"
BATCH = 500
#: Wrong rows, and as many others, of which the result is kept with its reason; the rest is counted.
MOST_PROBLEMS = 1_000


@transaction.atomic
def start_import(
    by: Actor, name: str, pieces: Iterable[bytes], *, choices: Choices | None = None, now: datetime
) -> Job:
    """Queue the import of a file called `name`. Raises ImportRefused when it can't be read, and
    NotAllowed; then nothing is stored."""
    by.require(Permission.IMPORT)
    choices = choices or Choices()
    job = start_job(by, IMPORT, name, arguments=to_json(choices), pieces=pieces, now=now)
    _open(job, choices)
    return job


def run_import(job: Job, clock: Callable[[], datetime]) -> None:
    """Do a claimed import to its end.

    Raises ImportRefused (something in the middle of the file can't be read: found before anything is
    imported) and JobLost.
    """
    opened = _open(job, from_json(job.arguments))
    by = Actor(job.workspace, job.started_by)
    if job.total is None:
        job.total = sum(1 for _ in opened.table.rows())
        job.result = _fresh_result(opened)
    rows = opened.table.rows(after=job.cursor.get("row", 0))
    with ThreadPoolExecutor(max_workers=1) as reader:
        batch = list(islice(rows, BATCH))
        drafts = _read(batch, opened.reading)
        while batch:
            following = list(islice(rows, BATCH))
            now = clock()
            with transaction.atomic():
                results, deals = load_batch(by, opened.recognised.system, drafts, now=now)
                _note(job, batch, results, deals)
                created = sum(result.outcome is Outcome.CREATED for result in results)
                record(by, "people.imported", job, now=now, rows=len(batch), created=created)
                go_on(job, now=now)
                # The last thing before the commit, so that the next rows are read while the database is busy
                # with that: a third of the time on PostgreSQL, which checks every foreign key then.
                ahead = reader.submit(_read, following, opened.reading)
            batch, drafts = following, ahead.result()


def _read(batch: Iterable[Row], how: Reading) -> list[Draft]:
    return [read_row(row, how) for row in batch]


def load_batch(
    by: Actor, system: System, drafts: Iterable[Draft], *, now: datetime
) -> tuple[list[RowResult], int]:
    """Write some drafts; call it inside a transaction. Returns a result for each, in their order, and
    how many deals were opened."""
    drafts = list(drafts)
    people = [draft for draft in drafts if isinstance(draft, PersonDraft)]
    companies = find_or_add_companies(
        by.workspace, (draft for draft in drafts if isinstance(draft, PersonDraft | DealOnly)), now=now
    )
    directory = Directory(by.workspace, system, people)
    filler = Filler(by.workspace, system, companies, _members(by.workspace), by.member)
    placed: list[tuple[RowResult, Known | None]] = [
        _place(draft, directory, filler, now=now)
        if isinstance(draft, PersonDraft)
        else (_unplaced(draft), None)
        for draft in drafts
    ]
    write_people(by.workspace, directory.people, now=now)
    deals = _write_deals(by, system, drafts, directory.people, now=now)
    return [_with_person(result, known) for result, known in placed], deals


def _place(
    draft: PersonDraft, directory: Directory, filler: Filler, *, now: datetime
) -> tuple[RowResult, Known | None]:
    known = directory.find(draft)
    if known is None:
        known = filler.new(draft, directory, now=now)
        return RowResult(draft.row, Outcome.CREATED, warnings=draft.warnings), known
    before = known.additions
    untaken = filler.fill(known, draft, directory, now=now)
    warnings = (*draft.warnings, *untaken)
    if known.additions == before:
        reason = f"{known.person.full_name} is here already, and the row has nothing to add."
        return RowResult(draft.row, Outcome.SKIPPED, reason, warnings=warnings), known
    reason = f"{known.person.full_name} is here already; what was empty was filled in."
    return RowResult(draft.row, Outcome.UPDATED, reason, warnings=warnings), known


def _unplaced(draft: Draft) -> RowResult:
    match draft:
        case Wrong(row, reason):
            return RowResult(row, Outcome.WRONG, reason)
        case Empty(row):
            return RowResult(row, Outcome.SKIPPED, "The row is empty.")
        case DealOnly():
            return RowResult(draft.row, Outcome.CREATED, warnings=draft.warnings)
        case PersonDraft():
            return RowResult(draft.row, Outcome.CREATED)


def _with_person(result: RowResult, known: Known | None) -> RowResult:
    if known is None:
        return result
    return RowResult(result.row, result.outcome, result.reason, known.person.pk, result.warnings)


def _members(workspace: Workspace) -> dict[str, Member]:
    """The workspace's members by name and by address, in lower case: exports name owners by either."""
    found: dict[str, Member] = {}
    for member in Member.objects.filter(workspace=workspace, left_at=None).select_related("user"):
        found[member.name.lower()] = member
        found[member.user.email.lower()] = member
    return found


def _write_deals(
    by: Actor, system: System, drafts: Iterable[Draft], people: Iterable[Known], *, now: datetime
) -> int:
    told: list[tuple[DealDraft, Person | None, Company | None]] = [
        (deal, known.person, known.person.company) for known in people for deal in known.deals
    ]
    alone = [draft.deal for draft in drafts if isinstance(draft, DealOnly)]
    ids = {external_id(system, told_id) for deal in alone for told_id in deal.people_ids}
    of_ids = people_by_external_id(by.workspace, ids) if ids else {}
    for deal in alone:
        found = (of_ids.get(external_id(system, told_id)) for told_id in deal.people_ids)
        person = next((person for person in found if person), None)
        told.append((deal, person, person.company if person else None))
    return write_deals(by, system, told, now=now) if told else 0


def source_of(job: Job) -> Source:
    """The file of a job, to be opened as often as one likes."""
    return lambda: io.BufferedReader(_Pieces(job))


def _open(job: Job, choices: Choices) -> Opened:
    workspace = job.workspace
    return open_file(source_of(job), choices, country=workspace.country, zone=workspace.zone)


class _Pieces(io.RawIOBase):
    """The file of a job as a stream, read from the database a piece at a time, each with a query of its
    own: a cursor kept open would not outlive the transactions of the batches."""

    def __init__(self, job: Job) -> None:
        self._pieces = _pieces(job)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._rest:
            self._rest = memoryview(next(self._pieces, b""))
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size


def _pieces(job: Job) -> Iterator[bytes]:
    number = 0
    while piece := JobFile.objects.filter(job=job, number=number).first():
        yield bytes(piece.content)
        number += 1


def _fresh_result(opened: Opened) -> dict[str, Any]:
    return {
        **dict.fromkeys(Outcome, 0),
        "deals": 0,
        "warned": 0,
        "system": str(opened.recognised.system),
        "header": list(opened.table.header),
        "problems": [],
    }


def _note(job: Job, batch: list[Row], results: Iterable[RowResult], deals: int) -> None:
    """Count a batch in the job's result, and keep the rows of which there is something to say."""
    told = job.result
    told["deals"] += deals
    kept = Counter(
        "wrong" if problem["result"] == Outcome.WRONG else "remarks" for problem in told["problems"]
    )
    for row, result in zip(batch, results, strict=True):
        told[result.outcome] += 1
        told["warned"] += bool(result.warnings)
        # Wrong rows have room of their own: they come back as a file to mend, and mere remarks must not crowd
        # them out.
        kind = "wrong" if result.outcome is Outcome.WRONG else "remarks"
        if (result.reason or result.warnings) and not row.is_empty and kept[kind] < MOST_PROBLEMS:
            kept[kind] += 1
            told["problems"].append(_problem(row, result))
    job.done += len(batch)
    job.cursor = {"row": batch[-1].number}


def _problem(row: Row, result: RowResult) -> dict[str, Any]:
    """A row of which there is something to say; a wrong one with what stood in it, to be mended."""
    found: dict[str, Any] = {
        "row": result.row,
        "result": str(result.outcome),
        "reason": " ".join(part for part in (result.reason, *result.warnings) if part),
    }
    if result.person is not None:
        found["person"] = result.person
    if result.outcome is Outcome.WRONG:
        found["cells"] = [cell[:5_000] for cell in row.cells]
    return found


def to_json(choices: Choices) -> dict[str, Any]:
    return {
        "encoding": choices.encoding,
        "delimiter": choices.delimiter,
        "fields": dict(choices.fields) if choices.fields else None,
    }


def from_json(told: dict[str, Any]) -> Choices:
    fields = told.get("fields")
    return Choices(
        encoding=told.get("encoding"),
        delimiter=told.get("delimiter"),
        fields={header: Field(name) if name else None for header, name in fields.items()} if fields else None,
    )
