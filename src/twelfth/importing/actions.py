"""The bulk writes of an import: whole batches with a handful of statements, one Event each.

They write what the verbs of people and deals write one at a time (search words, suppressions, opt-outs
included), and are called inside the transaction that also moves the job's cursor.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from twelfth.accounts.actor import Actor
from twelfth.accounts.models import Workspace
from twelfth.background.bulk_sql import add_rows, copy_rows, insert_objects, insert_rows, update_rows
from twelfth.background.models import FileRow, Job
from twelfth.deals.models import Deal, Stage
from twelfth.importing.drafts import DealDraft, DealOnly, PersonDraft
from twelfth.importing.fields import System
from twelfth.importing.matching import Known, company_key_of, external_id
from twelfth.importing.results import Outcome, RowResult
from twelfth.importing.tabular import Row
from twelfth.people.actions import IMPORTED, SUPPRESSED
from twelfth.people.custom.actions import fill_empty
from twelfth.people.models import (
    Company,
    ContactPoint,
    FormerCompany,
    OptOut,
    Person,
    PersonTag,
    SearchWord,
    Suppression,
    Tag,
)
from twelfth.people.queries import now_known_by, with_external_id
from twelfth.people.search import person_words
from twelfth.people.spellings.actions import learn
from twelfth.people.suppressions import address_hash, canonical, matching

#: Hashes that are asked for at once.
_SOME = 5_000
#: Characters of a cell of a wrong row that are kept.
_LONGEST_CELL = 50_000


@dataclass(frozen=True, slots=True)
class Companies:
    """Companies by their match key. `added` and `named` are the keys of those that were not there before, and of those
    whose domain was not known."""

    by_key: Mapping[str, Company]
    added: frozenset[str]
    named: frozenset[str]


def find_or_add_companies(
    workspace: Workspace, drafts: Iterable[PersonDraft | DealOnly], *, now: datetime
) -> Companies:
    """The companies of some drafts; those that are not there yet are added."""
    wanted: dict[str, Company] = {}
    for draft in drafts:
        if not draft.company:
            continue
        match_key = company_key_of(draft.company)
        domain = draft.company_domain if isinstance(draft, PersonDraft) else ""
        company = wanted.setdefault(
            match_key,
            Company(
                workspace=workspace,
                match_key=match_key,
                name=draft.company[:200],
                domain=domain,
                created_at=now,
            ),
        )
        company.domain = company.domain or domain
    found = _companies(workspace, wanted)
    missing = [company for match_key, company in wanted.items() if match_key not in found]
    if missing:
        # Another worker may add the same company meanwhile: then theirs is taken.
        columns = [field.attname for field in Company._meta.concrete_fields if not field.primary_key]
        insert_rows(Company, columns, [tuple(getattr(new, name) for name in columns) for new in missing])
        found |= _companies(workspace, [company.match_key for company in missing])
    # A company that was merged into another one may be named twice, by either name.
    unnamed = {found[key].pk: key for key, told in wanted.items() if told.domain and not found[key].domain}
    domains = {pk: wanted[key].domain for pk, key in unnamed.items()}
    for company in found.values():
        company.domain = domains.get(company.pk, company.domain)
    update_rows(Company, ["domain"], [(domain, pk) for pk, domain in domains.items()])
    added = frozenset(company.match_key for company in missing)
    return Companies(found, added, frozenset(unnamed.values()))


def _companies(workspace: Workspace, keys: Iterable[str]) -> dict[str, Company]:
    """By their match keys, and by those of others that were merged into them."""
    named = {"workspace": workspace, "match_key__in": list(keys)}
    formerly = FormerCompany.objects.filter(**named).select_related("company")
    found = {former.match_key: former.company for former in formerly}
    return found | {company.match_key: company for company in Company.objects.filter(**named)}


def write_people(workspace: Workspace, people: Sequence[Known], *, now: datetime) -> None:
    """Write new and filled people with their addresses, tags, wishes and search words."""
    touched = [known for known in people if known.is_touched]
    insert_objects([known.person for known in touched if known.is_new])
    _update([known for known in touched if not known.is_new and known.changed])
    _write_points(workspace, touched)
    _write_tags(workspace, touched)
    if filled := [(known.person.pk, own, values) for known in touched for own, values in known.new_own]:
        fill_empty(workspace, filled)
    _write_wishes(workspace, touched, now=now)
    _write_search_words(workspace, touched)


def _update(filled: Sequence[Known]) -> None:
    by_fields: dict[frozenset[str], list[Person]] = defaultdict(list)
    for known in filled:
        by_fields[frozenset(known.changed)].append(known.person)
    for fields, persons in by_fields.items():
        columns = ["company_id" if name == "company" else name for name in sorted(fields)]
        update_rows(Person, columns, [tuple(getattr(p, name) for name in (*columns, "pk")) for p in persons])


def _write_points(workspace: Workspace, people: Sequence[Known]) -> None:
    columns = ("workspace_id", "person_id", "channel", "value", "label", "state", "is_primary")

    def rows(of: Iterable[Known]) -> list[tuple[int, int, str, str, str, str, bool]]:
        return [
            (workspace.pk, known.person.pk, p.channel, p.value, p.label, ContactPoint.WORKS, p.is_primary)
            for known in of
            for p in known.new_points
        ]

    add_rows(ContactPoint, columns, rows(known for known in people if known.is_new))
    # Another worker, or a person, may have added one of these meanwhile.
    insert_rows(ContactPoint, columns, rows(known for known in people if not known.is_new))


def _write_tags(workspace: Workspace, people: Sequence[Known]) -> None:
    names = {tag for known in people for tag in known.new_tags}
    if not names:
        return
    Tag.objects.bulk_create(
        [Tag(workspace=workspace, name=name) for name in sorted(names)], ignore_conflicts=True
    )
    ids = dict(Tag.objects.filter(workspace=workspace, name__in=names).values_list("name", "pk"))
    rows = [(workspace.pk, known.person.pk, ids[tag]) for known in people for tag in known.new_tags]
    insert_rows(PersonTag, ("workspace_id", "person_id", "tag_id"), rows)


def _write_wishes(workspace: Workspace, people: Sequence[Known], *, now: datetime) -> None:
    """Opt-outs that the file tells, and those that an address brings with it from an earlier life."""
    opt_outs = [(known, channel, IMPORTED) for known in people for channel in known.new_opt_outs]
    opt_outs += [(known, channel, SUPPRESSED) for known, channel in _suppressed(workspace, people)]
    for known, channel, _ in opt_outs:
        known.wished.add(channel)
    rows = [(workspace.pk, known.person.pk, channel, now, how) for known, channel, how in opt_outs]
    insert_rows(OptOut, ("workspace_id", "person_id", "channel", "at", "how"), rows)
    Person.objects.filter(pk__in=[known.person.pk for known, channel, _ in opt_outs if not channel]).update(
        opted_out_at=now
    )
    # Every address of somebody who opted out is suppressed, also one that this very row brought. A wish that came with
    # an address is no wish of all that person's addresses.
    values = [
        (
            *(workspace.pk, Suppression.ADDRESS, channel),
            *(address_hash(workspace.pk, canonical(value)), value, how, "", now),
        )
        for known, channel, how in opt_outs
        for on, value in known.points
        if how != SUPPRESSED and channel in {"", on}
    ]
    columns = ("workspace_id", "kind", "channel", "value_hash", "value", "why", "note", "at")
    insert_rows(Suppression, columns, values)


def _suppressed(workspace: Workspace, people: Sequence[Known]) -> list[tuple[Known, str]]:
    """Who comes back with an address that once asked to be left alone, and on which channel ("" = any)."""
    suppressions = Suppression.objects.filter(workspace=workspace)
    if not suppressions.exists():
        return []  # hashing every address takes its time
    hashes: dict[str, list[tuple[Known, str]]] = defaultdict(list)
    # Most of a file's addresses share a few domains.
    hashed: dict[str, str] = {}
    for known in people:
        for point in known.new_points:
            for listed in matching(point.value):
                if listed not in hashed:
                    hashed[listed] = address_hash(workspace.pk, listed)
                hashes[hashed[listed]].append((known, point.value))
    found = []
    wanted = list(hashes)
    for start in range(0, len(wanted), _SOME):
        rows = suppressions.filter(value_hash__in=wanted[start : start + _SOME])
        for value_hash, channel, why in rows.values_list("value_hash", "channel", "why"):
            for known, value in hashes[value_hash]:
                _, brought = known.listed.setdefault(value, (why, set()))
                if channel not in known.opted_out:
                    known.opted_out.add(channel)
                    brought.add(channel)
                    found.append((known, channel))
    return found


def _write_search_words(workspace: Workspace, people: Sequence[Known]) -> None:
    changed = [known for known in people if known.is_new or known.changed or known.new_points]
    known_words: dict[int, set[str]] = defaultdict(set)
    before = [known.person.pk for known in changed if not known.is_new]
    for person_id, word in SearchWord.objects.filter(person__in=before).values_list("person_id", "word"):
        known_words[person_id].add(word)
    rows: list[tuple[int, int, str]] = []
    for known in changed:
        person = known.person
        company = person.company.name if person.company else ""
        words = person_words(person, company=company, addresses=[value for _, value in known.points])
        # Filling adds words; of an address that stood in for a name, the words stay (it is still an address).
        rows.extend((workspace.pk, person.pk, word) for word in sorted(words - known_words[person.pk]))
    columns = ("workspace_id", "person_id", "word")
    if connection.vendor == "postgresql":
        # Most rows of an import are these. Words hold letters, digits and `@.+-_` only, and no word is
        # there twice.
        copy_rows(SearchWord, columns, [f"{workspace.pk}\t{person}\t{word}" for _, person, word in rows])
    else:
        insert_rows(SearchWord, columns, rows)
    learn(workspace.pk, {word for _, _, word in rows})


@dataclass(frozen=True, slots=True)
class DealOf:
    """A deal to be opened, with whom it is about."""

    deal: DealDraft
    person: Person | None
    company: Company | None


def write_deals(
    by: Actor, system: System, told: Sequence[DealOf], *, now: datetime
) -> list[tuple[Outcome, Deal]]:
    """Open deals. Of one that is here already by its id, only a missing person is filled in. Says of
    each what it became."""
    if not told:
        return []
    ids = {external_id(system, one.deal.external_id) for one in told} - {""}
    here = {
        deal.external_id: deal for deal in Deal.objects.filter(workspace=by.workspace, external_id__in=ids)
    }
    outcomes: list[tuple[Outcome, Deal]] = []
    new: list[Deal] = []
    filled: list[Deal] = []
    for one in told:
        told_id = external_id(system, one.deal.external_id)
        known = here.get(told_id)
        if known is None:
            new.append(_deal(by, one, told_id, now=now))
            if told_id:
                here[told_id] = new[-1]
            outcomes.append((Outcome.CREATED, new[-1]))
        elif known.person_id is None and one.person is not None and known.pk:
            known.person, known.company = one.person, known.company or one.company
            filled.append(known)
            outcomes.append((Outcome.UPDATED, known))
        else:
            outcomes.append((Outcome.SKIPPED, known))
    Deal.objects.bulk_create(new)
    Deal.objects.bulk_update(filled, ["person", "company"])
    return outcomes


def _deal(by: Actor, one: DealOf, told_id: str, *, now: datetime) -> Deal:
    return Deal(
        workspace=by.workspace,
        title=one.deal.title,
        person=one.person,
        company=one.company,
        amount=one.deal.amount,
        currency=one.deal.currency,
        stage=one.deal.stage,
        owner=one.person.owner if one.person else by.member,
        external_id=told_id,
        created_at=min(one.deal.created_at or now, now),
        closed_at=_closed_at(one.deal, now=now),
    )


def _closed_at(deal: DealDraft, *, now: datetime) -> datetime | None:
    """Of an open deal the day is one that is hoped for."""
    is_over = deal.stage in {Stage.WON, Stage.LOST}
    return min(deal.closed_at, now) if is_over and deal.closed_at else None


def write_rows(job: Job, rows: Sequence[Row], results: Sequence[RowResult]) -> None:
    """Keep what became of each row; of a wrong one also what stood in it, to be mended."""
    columns = (
        "job_id",
        "workspace_id",
        "number",
        "result",
        "reason",
        "subject_id",
        "cells",
        "did",
        "undo",
        "note",
    )
    kept = [
        (
            *(job.pk, job.workspace_id, result.row, str(result.outcome), result.told, result.person),
            *(
                [cell[:_LONGEST_CELL] for cell in row.cells] if result.outcome is Outcome.WRONG else [],
                result.did,
            ),
            *("", ""),
        )
        for row, result in zip(rows, results, strict=True)
        if not row.is_empty
    ]
    add_rows(FileRow, columns, kept)


def brought_in(job: Job, people: Iterable[int]) -> dict[int, int]:
    """The number of the row that brought each of these people in, of those whom this file brought in."""
    rows = FileRow.objects.filter(
        job=job, workspace=job.workspace_id, subject_id__in=list(people), result=Outcome.CREATED
    )
    return {pk: number for pk, number in rows.values_list("subject_id", "number") if pk is not None}


def people_by_external_id(workspace: Workspace, ids: Iterable[str]) -> Mapping[str, Person]:
    """People by the ids that the file's system gave them, also to entries that were merged into them."""
    people = Person.objects.select_related("company", "owner")
    formerly = now_known_by(workspace, ids)
    merged = people.in_bulk(list(formerly.values()))
    found = with_external_id(workspace, ids).select_related("company", "owner")
    return {told: merged[pk] for told, pk in formerly.items()} | {each.external_id: each for each in found}
