"""The bulk writes of an import: whole batches with a handful of statements, one Event each.

They write what the verbs of people and deals write one at a time (search words, suppressions, opt-outs
included), and are called inside the transaction that also moves the job's cursor.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Model

from twelfth.accounts.actor import Actor
from twelfth.accounts.models import Workspace
from twelfth.deals.models import Deal
from twelfth.importing.drafts import DealDraft, DealOnly, PersonDraft
from twelfth.importing.fields import System
from twelfth.importing.matching import Known, external_id
from twelfth.people.actions import company_key
from twelfth.people.models import (
    Company,
    ContactPoint,
    OptOut,
    Person,
    PersonTag,
    SearchWord,
    Suppression,
    Tag,
)
from twelfth.people.search import person_words
from twelfth.people.suppressions import address_hash

_IMPORT = "import"


def find_or_add_companies(
    workspace: Workspace, drafts: Iterable[PersonDraft | DealOnly], *, now: datetime
) -> dict[str, Company]:
    """The companies of some drafts by their match key; those that are not there yet are added."""
    wanted: dict[str, Company] = {}
    for draft in drafts:
        if not draft.company:
            continue
        match_key = company_key(draft.company)
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
        Company.objects.bulk_create(missing, ignore_conflicts=True)
        found = _companies(workspace, wanted)
    without_domain = [found[key] for key, told in wanted.items() if told.domain and not found[key].domain]
    for company in without_domain:
        company.domain = wanted[company.match_key].domain
    Company.objects.bulk_update(without_domain, ["domain"])
    return found


def _companies(workspace: Workspace, keys: Iterable[str]) -> dict[str, Company]:
    found = Company.objects.filter(workspace=workspace, match_key__in=list(keys))
    return {company.match_key: company for company in found}


def write_people(workspace: Workspace, people: Sequence[Known], *, now: datetime) -> None:
    """Write new and filled people with their addresses, tags, wishes and search words."""
    touched = [known for known in people if known.is_touched]
    Person.objects.bulk_create([known.person for known in touched if known.is_new])
    _update([known for known in touched if not known.is_new and known.changed])
    _write_points(touched)
    _write_tags(workspace, touched)
    _write_wishes(workspace, touched, now=now)
    _write_search_words(workspace, touched)


def _update(filled: Sequence[Known]) -> None:
    by_fields: dict[frozenset[str], list[Person]] = defaultdict(list)
    for known in filled:
        by_fields[frozenset(known.changed)].append(known.person)
    for fields, persons in by_fields.items():
        Person.objects.bulk_update(persons, sorted(fields))


def _write_points(people: Sequence[Known]) -> None:
    _insert(
        ContactPoint,
        ("workspace_id", "person_id", "channel", "value", "label", "state", "is_primary"),
        [
            (p.workspace_id, known.person.pk, p.channel, p.value, p.label, p.state, p.is_primary)
            for known in people
            for p in known.new_points
        ],
    )


def _write_tags(workspace: Workspace, people: Sequence[Known]) -> None:
    names = {tag for known in people for tag in known.new_tags}
    if not names:
        return
    Tag.objects.bulk_create(
        [Tag(workspace=workspace, name=name) for name in sorted(names)], ignore_conflicts=True
    )
    ids = dict(Tag.objects.filter(workspace=workspace, name__in=names).values_list("name", "pk"))
    rows = [(workspace.pk, known.person.pk, ids[tag]) for known in people for tag in known.new_tags]
    _insert(PersonTag, ("workspace_id", "person_id", "tag_id"), rows)


def _write_wishes(workspace: Workspace, people: Sequence[Known], *, now: datetime) -> None:
    """Opt-outs that the file tells, and those that an address brings with it from an earlier life."""
    hashes: dict[str, list[tuple[Known, str]]] = defaultdict(list)
    for known in people:
        for point in known.new_points:
            hashes[address_hash(workspace.pk, point.value)].append((known, point.channel))
    opt_outs = [(known, channel, _IMPORT) for known in people for channel in known.new_opt_outs]
    suppressions = Suppression.objects.filter(workspace=workspace, value_hash__in=list(hashes))
    for value_hash, channel in suppressions.values_list("value_hash", "channel"):
        for known, _ in hashes[value_hash]:
            if channel not in known.opted_out:
                known.opted_out.add(channel)
                opt_outs.append((known, channel, "suppressed"))
    rows = [(workspace.pk, known.person.pk, channel, now, how) for known, channel, how in opt_outs]
    _insert(OptOut, ("workspace_id", "person_id", "channel", "at", "how"), rows)
    Person.objects.filter(pk__in=[known.person.pk for known, channel, _ in opt_outs if not channel]).update(
        opted_out_at=now
    )
    # Every address of somebody who opted out is suppressed, also one that this very row brought.
    values = [
        (workspace.pk, channel, address_hash(workspace.pk, value), how, now)
        for known, channel, how in opt_outs
        for on, value in known.points
        if channel in {"", on}
    ]
    _insert(Suppression, ("workspace_id", "channel", "value_hash", "why", "at"), values)


def _write_search_words(workspace: Workspace, people: Sequence[Known]) -> None:
    changed = [known for known in people if known.is_new or known.changed or known.new_points]
    known_words: dict[int, set[str]] = defaultdict(set)
    before = [known.person.pk for known in changed if not known.is_new]
    for person_id, word in SearchWord.objects.filter(person__in=before).values_list("person_id", "word"):
        known_words[person_id].add(word)
    rows: list[tuple[Any, ...]] = []
    for known in changed:
        person = known.person
        company = person.company.name if person.company else ""
        words = person_words(person, company=company, addresses=[value for _, value in known.points])
        # Filling adds words; of an address that stood in for a name, the words stay (it is still an address).
        rows.extend((workspace.pk, person.pk, word) for word in sorted(words - known_words[person.pk]))
    _insert(SearchWord, ("workspace_id", "person_id", "word"), rows)


def write_deals(
    by: Actor,
    system: System,
    told: Sequence[tuple[DealDraft, Person | None, Company | None]],
    *,
    now: datetime,
) -> int:
    """Open the deals that are not here yet, known by their id, else by person and title. Returns how many."""
    ids = {external_id(system, deal.external_id) for deal, _, _ in told} - {""}
    here: set[object] = set(
        Deal.objects.filter(workspace=by.workspace, external_id__in=ids).values_list("external_id", flat=True)
    )
    people = {person.pk for _, person, _ in told if person}
    here.update(
        Deal.objects.filter(workspace=by.workspace, person__in=people).values_list("person_id", "title")
    )
    new: list[Deal] = []
    for deal, person, company in told:
        told_id = external_id(system, deal.external_id)
        place = told_id or ((person.pk if person else None), deal.title)
        if place in here:
            continue
        here.add(place)
        new.append(
            Deal(
                workspace=by.workspace,
                title=deal.title,
                person=person,
                company=company,
                amount=deal.amount,
                currency=deal.currency,
                stage=deal.stage,
                owner=person.owner if person else by.member,
                external_id=told_id,
                created_at=min(deal.created_at or now, now),
            )
        )
    Deal.objects.bulk_create(new)
    return len(new)


def people_by_external_id(workspace: Workspace, ids: Iterable[str]) -> Mapping[str, Person]:
    """People by the ids that the file's system gave them."""
    found = Person.objects.filter(workspace=workspace, external_id__in=set(ids)).select_related(
        "company", "owner"
    )
    return {person.external_id: person for person in found}


_POSTGRES_TYPES = {
    "is_primary": "boolean",
    "at": "timestamptz",
    "workspace_id": "bigint",
    "person_id": "bigint",
    "tag_id": "bigint",
}


def _insert(model: type[Model], columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert many small rows without making objects of them: bulk_create takes several times as long,
    and these are nine of ten rows that an import writes. A row that is there already is left as it is.

    Column names come from the callers above, never from a file.
    """
    if not rows:
        return
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            arrays = ", ".join(f"%s::{_POSTGRES_TYPES.get(column, 'text')}[]" for column in columns)
            cursor.execute(
                f"INSERT INTO {table} ({names}) SELECT * FROM unnest({arrays}) ON CONFLICT DO NOTHING",  # noqa: S608 (our names)
                [list(values) for values in zip(*rows, strict=True)],
            )
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING",  # noqa: S608 (our names)
                [[_adapted(value) for value in row] for row in rows],
            )


def _adapted(value: Any) -> Any:
    """A value as the database takes it in plain SQL: SQLite has no type for moments."""
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
