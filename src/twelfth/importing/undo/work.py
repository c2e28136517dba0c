"""Taking an import back: exactly what it did, and nothing that anybody did since.

The rows are gone through from the last to the first, so that each finds what it left. A person whom the file brought in
goes, unless something happened with them since; then they stay whole, and it is said why. Of somebody who was here
before, the filled fields become what they were, each unless it was changed since. Batch by batch, each a transaction
with its place: a worker that is killed loses nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from twelfth.accounts.actor import Actor
from twelfth.background.actions import go_on
from twelfth.background.models import FileRow, Job
from twelfth.background.turns import give_way
from twelfth.deals.models import Deal
from twelfth.flow.bulk import in_one_go
from twelfth.flow.next_moment import lock_people
from twelfth.followups.models import FollowUp
from twelfth.importing.errors import ImportRefused
from twelfth.importing.ledger import Did, deal_mark, person_mark, value_of
from twelfth.importing.results import Outcome
from twelfth.importing.undo import actions, past
from twelfth.people.actions import TOLD_BY_OTHERS
from twelfth.people.models import (
    ContactPoint,
    CustomField,
    CustomValue,
    FormerCompany,
    OptOut,
    Person,
    PersonTag,
)
from twelfth.people.search import sort_name
from twelfth.records import belongings
from twelfth.records.belongings import OnMerge

BATCH = 500
_GONE = "They are no longer here, or were merged into somebody else."
_CHANGED = "They were changed since."
_HAPPENED = "Something happened with them since: a contact, a plan, a note or the like."
_ELSEWHERE = "Another file names them as well."
_WISH = "They asked to be left alone since."
_DEAL = "A deal of theirs is being worked on."
_NAMES = {
    "company_id": "company", "zone": "time zone", "full_name": "name", "last_contact_at": "last contact",
    "external_id": "id", "owner_id": "owner", "given_name": "given name", "family_name": "family name",
    "contacts_told": "times contacted",
}  # fmt: skip


class NothingToTakeBack(ImportRefused):
    """What this was to take back is no longer there."""

    def __init__(self) -> None:
        super().__init__(NothingToTakeBack.__doc__)


def run_undo(job: Job, clock: Callable[[], datetime]) -> None:
    """Do a claimed undo to its end. Raises NothingToTakeBack, JobLost."""
    undone = job.undoes
    if undone is None:
        raise NothingToTakeBack
    by = Actor(job.workspace, job.started_by)
    rows = FileRow.objects.filter(job=undone).exclude(result=Outcome.WRONG)
    if job.total is None:
        job.total = rows.count()
        job.cursor = {"before": None}
        job.result = {"undone": 0, "kept": 0}
    while batch := _next(job, undone):
        in_one_go(job, partial(_take_back, by, job, undone, batch, clock()))
        give_way()
    in_one_go(job, lambda: _tell(by, job, undone, now=clock()))


def _next(job: Job, undone: Job) -> list[FileRow]:
    rows = FileRow.objects.filter(job=undone).exclude(result=Outcome.WRONG).defer("cells", "reason")
    before = job.cursor["before"]
    if before is not None:
        rows = rows.filter(number__lt=before)
    return list(rows.order_by("-number")[:BATCH])


def _tell(by: Actor, job: Job, undone: Job, *, now: datetime) -> None:
    if not job.cursor.get("told"):
        actions.unmake_fields(by, undone.arguments.get("made", []))
        actions.record_undo(by, job, now=now)
        job.cursor["told"] = True
    go_on(job, now=now)


def _take_back(by: Actor, job: Job, undone: Job, rows: Sequence[FileRow], now: datetime) -> None:
    people = {row.subject_id for row in rows if row.subject_id is not None} | past.people_of(rows)
    lock_people(sorted(people))
    still_there = past.take_back(by, rows, now=now)
    undo = _Undo(by, undone, rows)
    states = [undo.row(row) for row in rows]
    states = [
        (FileRow.KEPT, still_there[row.pk]) if row.pk in still_there else state
        for row, state in zip(rows, states, strict=True)
    ]
    undo.write(now=now)
    actions.write_states((state, note[:300], row.pk) for row, (state, note) in zip(rows, states, strict=True))
    kept = sum(state == FileRow.KEPT for state, _ in states)
    job.result["kept"] += kept
    job.result["undone"] += len(rows) - kept
    job.done += len(rows)
    job.cursor["before"] = rows[-1].number
    go_on(job, now=now)


@dataclass(slots=True)
class _Now:
    """A person as they are, while row after row is taken from them. `columns` are those that became what they were."""

    person: Person
    points: set[tuple[str, str]] = field(default_factory=set)
    tags: set[str] = field(default_factory=set)
    own: dict[int, set[str]] = field(default_factory=dict)
    deals: set[int] = field(default_factory=set)
    columns: set[str] = field(default_factory=set)
    is_found_otherwise: bool = False


class _Undo:
    """Some rows of an import, from the last to the first, taken back in memory; then written together."""

    def __init__(self, by: Actor, undone: Job, rows: Sequence[FileRow]) -> None:
        self._by = by
        ids = {row.subject_id for row in rows if row.subject_id is not None}
        self._people = _as_they_are(by, ids)
        made = {row.subject_id for row in rows if "new" in row.did and row.subject_id is not None}
        self._labels = _labels(by)
        self._company_own, self._merged = _companies_as_they_are(by, rows)
        self._emptied: set[tuple[int, int]] = set()
        self._why_kept = _why_kept(by, undone, made)
        self._told_elsewhere = _told_elsewhere(by, undone, rows)
        self._removed: set[int] = set()
        self._points: set[tuple[int, str, str]] = set()
        self._tags: set[tuple[int, str]] = set()
        self._own: set[tuple[int, int]] = set()
        self._wishes: dict[int, set[str]] = defaultdict(set)
        self._brought: dict[int, set[str]] = defaultdict(set)
        self._deals: dict[int, str] = {}
        self._open_deals = _deals_as_left(rows)
        self._joined: list[list[int | None]] = []
        self._companies: set[int] = set()
        self._domains: dict[int, str] = {}

    def row(self, row: FileRow) -> tuple[str, str]:
        """What becomes of it: (undone or kept, why)."""
        state, why = self._row(row)
        if kept := self._company_fields(row.did):
            return FileRow.KEPT, f"{why} Changed since, so kept of their company: {', '.join(kept)}.".strip()
        return state, why

    def _row(self, row: FileRow) -> tuple[str, str]:
        did = row.did
        if "company" in did:
            self._companies.add(did["company"])
        if "domain" in did:
            self._domains[did["domain"][0]] = did["domain"][1]
        self._joined += did.get("joined", [])
        kept_deals = self._take_deals(row, did)
        known = self._people.get(row.subject_id or 0)
        if known is None:
            return (FileRow.KEPT, _GONE) if "new" in did or "set" in did else (FileRow.UNDONE, "")
        self._take_wishes(known, did)
        if "new" in did:
            return self._remove(known, did)
        kept = self._fields(known, did) + self._own_fields(known, did)
        self._belongings(known, did)
        notes = [f"Changed since, so kept: {', '.join(kept)}."] if kept else []
        notes += [_DEAL] if kept_deals else []
        return (FileRow.KEPT if notes else FileRow.UNDONE, " ".join(notes))

    def _remove(self, known: _Now, did: Did) -> tuple[str, str]:
        why = self._why_kept.get(known.person.pk, "")
        if not why and known.deals:
            why = _DEAL
        if not why and person_mark(known.person, known.points, known.tags, known.own) != did["new"]:
            why = _CHANGED
        if why:
            return FileRow.KEPT, why
        self._removed.add(known.person.pk)
        return FileRow.UNDONE, ""

    def _take_deals(self, row: FileRow, did: Did) -> bool:
        """Deals that the row opened go; whether one is kept because somebody works on it."""
        kept = False
        for pk, mark in did.get("deals", []):
            if self._open_deals.get(pk) == mark:
                self._deals[pk] = mark
                if (known := self._people.get(row.subject_id or 0)) is not None:
                    known.deals.discard(pk)
            else:
                kept = kept or pk in self._open_deals
        return kept

    def _take_wishes(self, known: _Now, did: Did) -> None:
        pk = known.person.pk
        self._wishes[pk].update(set(did.get("wishes", [])) - self._told_elsewhere[pk])
        if brought := did.get("brought"):
            self._brought[pk].update(brought)

    def _fields(self, known: _Now, did: Did) -> list[str]:
        """Filled fields become what they were; the names of those that were changed since."""
        kept: list[str] = []
        for column, was in did.get("was", {}).items():
            if value_of(known.person, column) == did["set"][column]:
                model_field = next(one for one in Person._meta.concrete_fields if one.attname == column)
                setattr(known.person, column, model_field.to_python(was))
                known.columns.add(column)
            elif column != "zone_source":
                kept.append(_NAMES.get(column, column))
        return kept

    def _own_fields(self, known: _Now, did: Did) -> list[str]:
        """Fields of one's own are emptied again; the names of those in which there is something else since."""
        kept: list[str] = []
        for pk, texts in did.get("own", []):
            if known.own.get(pk) == set(texts):
                del known.own[pk]
                self._own.add((known.person.pk, pk))
            elif pk in known.own:
                kept.append(self._labels.get(pk, "a field of your own"))
        return kept

    def _company_fields(self, did: Did) -> list[str]:
        """The same for fields of companies; of one that was merged, what the file told is the other one's now."""
        kept: list[str] = []
        for company, pk, texts in did.get("company_own", []):
            there = self._company_own.get((company, pk))
            if there == set(texts):
                del self._company_own[company, pk]
                self._emptied.add((company, pk))
            elif there is not None or company in self._merged:
                kept.append(self._labels.get(pk, "a field of your own"))
        return kept

    def _belongings(self, known: _Now, did: Did) -> None:
        pk = known.person.pk
        for channel, value in did.get("points", []):
            known.points.discard((channel, value))
            self._points.add((pk, channel, value))
        for tag in did.get("tags", []):
            known.tags.discard(tag)
            self._tags.add((pk, tag))
        known.is_found_otherwise = known.is_found_otherwise or bool(did.get("points") or did.get("was"))

    def write(self, *, now: datetime) -> None:
        actions.take_deals(self._deals)
        actions.part_deals(self._joined)
        wished = actions.take_wishes(
            self._by, {pk: told for pk, told in self._wishes.items() if told}, now=now
        )
        stay = [known for known in self._people.values() if known.person.pk not in self._removed]
        for known in stay:
            _name_anew(known)
        actions.put_back((known.person, known.columns) for known in stay)
        actions.take_points({one for one in self._points if one[0] not in self._removed})
        brought = {pk: told for pk, told in self._brought.items() if pk not in self._removed}
        wished |= actions.take_brought_wishes(self._by, brought)
        actions.take_tags({one for one in self._tags if one[0] not in self._removed})
        actions.take_own({one for one in self._own if one[0] not in self._removed})
        actions.take_company_own(self._emptied)
        tags = {tag for pk in self._removed for tag in self._people[pk].tags} | {tag for _, tag in self._tags}
        actions.remove_people(self._by, self._removed)
        actions.remove_companies(self._by, self._companies, self._domains)
        actions.remove_tags(self._by, tags)
        actions.find_anew(_fresh(known.person for known in stay if known.is_found_otherwise))
        moved = {known.person.pk for known in stay if known.columns} | (wished - self._removed)
        if moved:
            actions.decide_anew(moved, now=now)


def _name_anew(known: _Now) -> None:
    if known.columns & {"full_name", "given_name", "family_name"}:
        person = known.person
        person.sort_name = sort_name(
            given=person.given_name, family=person.family_name, full=person.full_name
        )
        known.columns.add("sort_name")


def _fresh(people: Iterable[Person]) -> list[Person]:
    return list(Person.objects.select_related("company").filter(pk__in=[person.pk for person in people]))


def _as_they_are(by: Actor, ids: set[int]) -> dict[int, _Now]:
    people = Person.objects.filter(workspace=by.workspace).in_bulk(ids)
    found = {pk: _Now(person) for pk, person in people.items()}
    for pk, channel, value in ContactPoint.objects.filter(person__in=found).values_list(
        "person_id", "channel", "value"
    ):
        found[pk].points.add((channel, value))
    for pk, tag in PersonTag.objects.filter(person__in=found).values_list("person_id", "tag__name"):
        found[pk].tags.add(tag)
    for owner, own, text in CustomValue.objects.filter(person__in=found).values_list(
        "person_id", "field_id", "text"
    ):
        found[owner or 0].own.setdefault(own, set()).add(text)
    for deal, pk in Deal.objects.filter(person__in=found).values_list("pk", "person_id"):
        if pk is not None:
            found[pk].deals.add(deal)
    return found


def _labels(by: Actor) -> dict[int, str]:
    """What the fields of one's own are called, by their ids."""
    rows = CustomField.objects.filter(workspace=by.workspace)
    return dict(rows.values_list("pk", "label"))


def _companies_as_they_are(
    by: Actor, rows: Sequence[FileRow]
) -> tuple[dict[tuple[int, int], set[str]], set[int]]:
    """What is in the fields of the companies that these rows filled in, by the ids of both, and which of these
    companies were merged into others."""
    ids = {company for row in rows for company, _, _ in row.did.get("company_own", [])}
    found: dict[tuple[int, int], set[str]] = {}
    if not ids:
        return found, set()
    values = CustomValue.objects.filter(workspace=by.workspace, company__in=ids)
    for company, own, text in values.values_list("company_id", "field_id", "text"):
        found.setdefault((company or 0, own), set()).add(text)
    merged = FormerCompany.objects.filter(workspace=by.workspace, key__in=ids)
    return found, set(merged.values_list("key", flat=True))


def _deals_as_left(rows: Sequence[FileRow]) -> dict[int, str]:
    """The marks of the deals that these rows opened and that are still there, with nobody at work on them; of those
    with a follow-up "" stands for the mark."""
    ids = [pk for row in rows for pk, _ in row.did.get("deals", [])]
    followed = set(FollowUp.objects.filter(deal__in=ids).values_list("deal_id", flat=True))
    deals = Deal.objects.filter(pk__in=ids)
    return {deal.pk: "" if deal.pk in followed else deal_mark(deal) for deal in deals}


def _why_kept(by: Actor, undone: Job, made: set[int]) -> dict[int, str]:
    """Of people whom the file brought in, those with whom something happened since, and what."""
    why: dict[int, str] = {}
    own = {ContactPoint, PersonTag, OptOut, Deal, CustomValue}
    for one in belongings.PERSON:
        if one.hangs_directly and one.merge is not OnMerge.DROP and one.model not in own:
            rows = one.model._default_manager.filter(**{f"{one.path}__in": made})
            why |= dict.fromkeys(rows.values_list(f"{one.path}_id", flat=True), _HAPPENED)
    wishes = OptOut.objects.filter(person__in=made).exclude(how__in=TOLD_BY_OTHERS)
    why |= dict.fromkeys(wishes.values_list("person_id", flat=True), _WISH)
    others = FileRow.objects.filter(workspace=by.workspace, subject_id__in=made, undo="").exclude(job=undone)
    why |= {pk: _ELSEWHERE for pk in others.values_list("subject_id", flat=True) if pk is not None}
    return why


def _told_elsewhere(by: Actor, undone: Job, rows: Sequence[FileRow]) -> dict[int, set[str]]:
    """Wishes that another file told as well, by person: they outlive this one."""
    wished = {row.subject_id for row in rows if "wishes" in row.did}
    told: dict[int, set[str]] = defaultdict(set)
    if wished:
        others = FileRow.objects.filter(workspace=by.workspace, subject_id__in=wished, undo="").exclude(
            job=undone
        )
        for pk, did in others.values_list("subject_id", "did"):
            told[pk or 0].update(did.get("told", []))
    return told
