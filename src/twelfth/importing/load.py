"""A file -> the database, in the background, batch by batch.

Each batch is one transaction that holds its people and the place in the file up to which all is done. A
worker that is killed loses nothing and does nothing twice: the next one goes on behind the last batch.
An import never sends or plans anything.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.accounts.models import Member, Workspace
from twelfth.background.actions import draft_job, go_on, queue_draft
from twelfth.background.models import Job, JobFile
from twelfth.background.turns import give_way
from twelfth.deals.models import Deal
from twelfth.flow.left_alone import heed
from twelfth.importing.actions import (
    Companies,
    DealOf,
    brought_in,
    find_or_add_companies,
    people_by_external_id,
    write_deals,
    write_people,
    write_rows,
)
from twelfth.importing.ahead import ahead
from twelfth.importing.company_fields import fill_companies
from twelfth.importing.dates import DayOrder
from twelfth.importing.drafts import ActivityDraft, DealOnly, Draft, Empty, PersonDraft, Wrong
from twelfth.importing.fields import System, code_of, target_of
from twelfth.importing.filling import Filler
from twelfth.importing.ledger import Did, deal_mark
from twelfth.importing.matching import Directory, Known, company_key_of, external_id
from twelfth.importing.own_fields import make_fields, own_fields
from twelfth.importing.past.load import load_activities
from twelfth.importing.preview import Choices, Opened, open_file
from twelfth.importing.results import Outcome, RowResult
from twelfth.importing.tabular import Row, Source
from twelfth.people.custom.queries import fields_of
from twelfth.people.models import Company, CustomField
from twelfth.records.erasing.actions import ERASED
from twelfth.rules.terms import Channel

#: The kind of a job that imports a file.
IMPORT = "import"
BATCH = 500


@transaction.atomic
def start_import(
    by: Actor, name: str, pieces: Iterable[bytes], *, choices: Choices | None = None, now: datetime
) -> Job:
    """Queue the import of a file called `name`. Raises ImportRefused when it can't be read, and
    NotAllowed; then nothing is stored."""
    by.require(Permission.IMPORT)
    choices = choices or Choices()
    job = draft_job(by, IMPORT, name, arguments=to_json(choices), pieces=pieces, now=now)
    begin_import(by, job, choices, now=now)
    job.refresh_from_db()
    return job


@transaction.atomic
def begin_import(by: Actor, job: Job, choices: Choices, *, now: datetime) -> bool:
    """Let a file that waits be imported, and make the fields that were chosen to be made of its columns; False when it
    had begun already. Raises ImportRefused, NotAllowed: then nothing is changed."""
    opened = _open(job, choices)
    choices, made = make_fields(by, choices, opened.recognised.columns, opened.reading.own, now=now)
    if queue_draft(by, job, to_json(choices) | {"made": made}, now=now):
        return True
    transaction.set_rollback(True)
    return False


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
    with ahead(opened.reading, job.total - job.done) as reader:
        batch = list(islice(rows, BATCH))
        reader.ask(batch)
        while batch:
            following = list(islice(rows, BATCH))
            drafts = reader.drafts()
            reader.ask(following)
            now = clock()
            with transaction.atomic():
                results, deals = load_batch(by, opened.recognised.system, drafts, now=now)
                if opened.reading.past is None:
                    results = _merged(job, results)
                write_rows(job, batch, results)
                _note(job, batch, results, deals)
                created = sum(result.outcome is Outcome.CREATED for result in results)
                record(by, "people.imported", job, now=now, rows=len(batch), created=created)
                go_on(job, now=now)
            give_way()
            batch = following


def load_batch(
    by: Actor, system: System, drafts: Iterable[Draft], *, now: datetime
) -> tuple[list[RowResult], int]:
    """Write some drafts; call it inside a transaction. Returns a result for each, in their order, and how
    many deals were opened."""
    drafts = list(drafts)
    people = [draft for draft in drafts if isinstance(draft, PersonDraft)]
    deals = [draft for draft in drafts if isinstance(draft, DealOnly)]
    companies = find_or_add_companies(by.workspace, [*people, *deals], now=now)
    directory = Directory(by.workspace, system, people)
    members = _members(by.workspace)
    filler = Filler(by.workspace, system, companies.by_key, members, by.member, _own(by, people))
    placed = {draft.row: _place(draft, directory, filler, now=now) for draft in people}
    write_people(by.workspace, directory.people, now=now)
    _heed_wishes(by, directory.people, now=now)
    opened = _write_deals_of_people(by, system, directory.people, now=now)
    results = {draft.row: _written(draft, *placed[draft.row]) for draft in people}
    activities = [draft for draft in drafts if isinstance(draft, ActivityDraft)]
    results |= load_activities(by, system, activities, members, now=now)
    results |= {draft.row: _unplaced(draft) for draft in drafts if isinstance(draft, Wrong | Empty)}
    of_deals = _open_deals(by, system, deals, companies.by_key, now=now)
    opened += sum(result.outcome is Outcome.CREATED for result in of_deals)
    results |= {result.row: result for result in of_deals}
    results |= fill_companies(by.workspace, [*people, *deals], companies.by_key, results)
    _note_companies(companies, [*people, *deals], results)
    return [results[draft.row] for draft in drafts], opened


def _place(
    draft: PersonDraft, directory: Directory, filler: Filler, *, now: datetime
) -> tuple[RowResult, Known]:
    known = directory.find(draft)
    if known is None:
        known = filler.new(draft, directory, now=now)
        return RowResult(draft.row, Outcome.CREATED, warnings=draft.warnings, did=known.did), known
    before = known.additions
    untaken = filler.fill(known, draft, directory, now=now)
    warnings = (*draft.warnings, *untaken)
    if known.additions == before:
        reason = f"{known.person.full_name} is here already, and the row has nothing to add."
        return RowResult(draft.row, Outcome.SKIPPED, reason, warnings=warnings, did=known.did), known
    reason = f"{known.person.full_name} is here already; what was empty was filled in."
    return RowResult(draft.row, Outcome.UPDATED, reason, warnings=warnings, did=known.did), known


def _unplaced(draft: Wrong | Empty) -> RowResult:
    if isinstance(draft, Wrong):
        return RowResult(draft.row, Outcome.WRONG, draft.reason)
    return RowResult(draft.row, Outcome.SKIPPED, "The row is empty.")


def _written(draft: PersonDraft, result: RowResult, known: Known) -> RowResult:
    """The result with what is known of it only after writing: who they are, and whether an address brought a wish."""
    wishes: list[str] = []
    brought: set[str] = set()
    for point in draft.points:
        why, channels = known.listed.pop(point.value, ("", set()))
        wishes += [_wish_came(point.value, why)] if why else []
        brought |= channels
    if brought and "new" not in result.did:
        result.did["brought"] = sorted(brought)
    return replace(result, person=known.person.pk, warnings=(*result.warnings, *wishes))


def _wish_came(value: str, why: str) -> str:
    if why == ERASED:
        return f"Whoever had {value} was erased and is not to be contacted; that wish came with the address."
    return f"{value} stands on the do-not-contact list; the wish to be left alone came with it."


def _heed_wishes(by: Actor, people: Iterable[Known], *, now: datetime) -> None:
    """What wishes that are news stop for people who were here before."""
    wishes = {
        known.person.pk: {Channel(code) if code else None for code in known.wished}
        for known in people
        if known.wished and not known.is_new
    }
    if wishes:
        heed(by, wishes, now=now)


def _write_deals_of_people(by: Actor, system: System, people: Iterable[Known], *, now: datetime) -> int:
    """Open the deals that stood in the rows of people; how many."""
    told = [
        (DealOf(deal, known.person, known.person.company), did)
        for known in people
        for deal, did in zip(known.deals, known.deal_dids, strict=True)
    ]
    written = write_deals(by, system, [one for one, _ in told], now=now)
    for (one, did), (outcome, deal) in zip(told, written, strict=True):
        _note_deal(did, outcome, deal, one)
    return sum(outcome is Outcome.CREATED for outcome, _ in written)


def _note_deal(did: Did, outcome: Outcome, deal: Deal, told: DealOf) -> None:
    if outcome is Outcome.CREATED:
        did.setdefault("deals", []).append([deal.pk, deal_mark(deal)])
    elif outcome is Outcome.UPDATED and told.person is not None:
        company = told.company.pk if told.company else None
        did.setdefault("joined", []).append([deal.pk, told.person.pk, company])


def _note_companies(
    companies: Companies, drafts: Iterable[PersonDraft | DealOnly], results: Mapping[int, RowResult]
) -> None:
    """The first row that names a company has made it."""
    added, named = set(companies.added), set(companies.named)
    for draft in sorted(drafts, key=lambda draft: draft.row):
        key = company_key_of(draft.company) if draft.company else ""
        did = results[draft.row].did
        if key in added:
            did["company"] = companies.by_key[key].pk
        if key in named:
            did["domain"] = [companies.by_key[key].pk, companies.by_key[key].domain]
        added.discard(key)
        named.discard(key)


def _merged(job: Job, results: Sequence[RowResult]) -> list[RowResult]:
    """Rows about somebody whom an earlier row of the file brought in are told so."""
    rows = {result.person: result.row for result in results if result.outcome is Outcome.CREATED}
    others = {result.person for result in results if result.person is not None and result.person not in rows}
    known = brought_in(job, others)
    return [
        _merged_with(result, rows.get(result.person) or known.get(result.person or 0)) for result in results
    ]


def _merged_with(result: RowResult, row: int | None) -> RowResult:
    if row is None or result.outcome not in {Outcome.UPDATED, Outcome.SKIPPED} or "deals" in result.did:
        return result
    more = "what it has more was added" if result.outcome is Outcome.UPDATED else "it has nothing to add"
    return replace(result, outcome=Outcome.MERGED, reason=f"The same person as in row {row}; {more}.")


def _own(by: Actor, drafts: Iterable[PersonDraft]) -> dict[str, CustomField]:
    """The fields of one's own by their keys, if any of these drafts has something for one."""
    fields = fields_of(by.workspace) if any(draft.own for draft in drafts) else []
    return {one.key: one for one in fields}


def _members(workspace: Workspace) -> dict[str, Member]:
    """The workspace's members by name and by address, in lower case: exports name owners by either."""
    found: dict[str, Member] = {}
    for member in Member.objects.filter(workspace=workspace, left_at=None).select_related("user"):
        found[member.name.lower()] = member
        found[member.user.email.lower()] = member
    return found


def _open_deals(
    by: Actor, system: System, drafts: Sequence[DealOnly], companies: Mapping[str, Company], *, now: datetime
) -> list[RowResult]:
    """Open the deals of rows that name their people by the ids of the system they come from."""
    ids = {external_id(system, told_id) for draft in drafts for told_id in draft.deal.people_ids}
    people = people_by_external_id(by.workspace, ids) if ids else {}
    told: list[DealOf] = []
    for draft in drafts:
        found = (people.get(external_id(system, told_id)) for told_id in draft.deal.people_ids)
        person = next((person for person in found if person), None)
        company = companies.get(company_key_of(draft.company)) if draft.company else None
        told.append(DealOf(draft.deal, person, company or (person.company if person else None)))
    results = []
    for draft, one, (outcome, deal) in zip(drafts, told, write_deals(by, system, told, now=now), strict=True):
        did: Did = {}
        _note_deal(did, outcome, deal, one)
        warnings = draft.warnings
        if one.person is None:
            warnings += ("Nobody whom it names is here yet; import the people first, then the deals again.",)
        reason = "" if outcome is Outcome.CREATED else f"The deal “{draft.deal.title[:80]}” is here already."
        person_id = one.person.pk if one.person else None
        results.append(RowResult(draft.row, outcome, reason, person_id, warnings, did))
    return results


def source_of(job: Job) -> Source:
    """The file of a job, to be opened as often as one likes."""
    return lambda: io.BufferedReader(_Pieces(job))


def _open(job: Job, choices: Choices) -> Opened:
    workspace = job.workspace
    own = own_fields(workspace)
    return open_file(source_of(job), choices, country=workspace.country, zone=workspace.zone, own=own)


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
        **dict.fromkeys(_COUNTED, 0),
        "deals": 0,
        "warned": 0,
        "system": str(opened.recognised.system),
        "header": list(opened.table.header),
    }


#: What rows about contacts brought, as in `did`.
_COUNTED = ("touches", "promises", "remarks")


def _note(job: Job, batch: list[Row], results: Iterable[RowResult], deals: int) -> None:
    """Count a batch in the job's result."""
    told = job.result
    told["deals"] += deals
    for result in results:
        told[result.outcome] += 1
        told["warned"] += bool(result.warnings)
        for what in _COUNTED:
            told[what] += len(result.did.get(what, ()))
    job.done += len(batch)
    job.cursor = {"row": batch[-1].number}


def to_json(choices: Choices) -> dict[str, Any]:
    return {
        "encoding": choices.encoding,
        "delimiter": choices.delimiter,
        "sheet": choices.sheet,
        "day_order": choices.day_order,
        "country": choices.country,
        "fields": {header: code_of(target) for header, target in (choices.fields or {}).items()} or None,
    }


def from_json(told: dict[str, Any]) -> Choices:
    fields = told.get("fields")
    return Choices(
        encoding=told.get("encoding"),
        delimiter=told.get("delimiter"),
        sheet=told.get("sheet"),
        day_order=DayOrder(order) if (order := told.get("day_order")) else None,
        country=told.get("country"),
        fields={header: target_of(code or "") for header, code in fields.items()} if fields else None,
    )
