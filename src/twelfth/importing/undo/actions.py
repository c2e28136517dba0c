"""The writes of taking an import back: what came of its rows goes, and what was filled in becomes what it was."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.background.actions import start_job
from twelfth.background.bulk_sql import update_rows
from twelfth.background.models import FileRow, Job
from twelfth.deals.models import Deal, DealRole
from twelfth.flow.next_moment import redecide_people
from twelfth.followups.models import FollowUp
from twelfth.importing.errors import ImportRefused
from twelfth.importing.fields import OF_COMPANY
from twelfth.importing.ledger import deal_mark
from twelfth.importing.load import IMPORT
from twelfth.people.actions import IMPORTED, SUPPRESSED, index, lift
from twelfth.people.models import (
    Company,
    ContactPoint,
    CustomField,
    CustomValue,
    OptOut,
    Person,
    PersonTag,
    Remark,
    SearchWord,
    Suppression,
    Tag,
)
from twelfth.people.spellings.actions import forget
from twelfth.people.suppressions import address_hash, canonical, covering
from twelfth.promises.models import Promise
from twelfth.records import belongings
from twelfth.touches.models import Touch

#: The kind of a job that takes an import back.
IMPORT_UNDO = "import undo"


class StillRunning(ImportRefused):
    """It is still under way. Take it back when it is done."""

    def __init__(self) -> None:
        super().__init__(StillRunning.__doc__)


@transaction.atomic
def start_undo(by: Actor, job: Job, *, now: datetime) -> Job:
    """Queue the taking back of an import; the same job again on a second click. Raises StillRunning, NotAllowed."""
    by.require(Permission.IMPORT)
    if by.member is None or job.started_by_id != by.member.pk:
        by.require(Permission.COLLEAGUES)
    job = Job.objects.select_for_update(of=("self",)).get(pk=job.pk, workspace=by.workspace, kind=IMPORT)
    if not job.is_over:
        raise StillRunning
    there = Job.objects.filter(undoes=job).order_by("pk").first()
    if there is not None:
        return there
    undo = start_job(by, IMPORT_UNDO, f"Take back: {job.title}", arguments={}, now=now)
    Job.objects.filter(pk=undo.pk).update(undoes=job)
    undo.undoes = job
    return undo


def write_states(states: Iterable[tuple[str, str, int]]) -> None:
    """(undone or kept, why, key) of each row."""
    update_rows(FileRow, ["undo", "note"], list(states))


def record_undo(by: Actor, undo: Job, *, now: datetime) -> None:
    record(by, "people.import_undone", undo, now=now, **{key: undo.result[key] for key in ("undone", "kept")})


def put_back(people: Iterable[tuple[Person, set[str]]]) -> None:
    """Store the fields of people that became what they were, by the columns that changed."""
    by_columns: dict[frozenset[str], list[Person]] = defaultdict(list)
    for person, columns in people:
        if columns:
            by_columns[frozenset(columns)].append(person)
    for changed, persons in by_columns.items():
        names = sorted(changed)
        update_rows(Person, names, [tuple(getattr(one, name) for name in (*names, "pk")) for one in persons])


def take_points(points: Collection[tuple[int, str, str]]) -> None:
    """Remove addresses, each (person id, channel, value)."""
    match = Q(pk__in=[])
    for person, channel, value in points:
        match |= Q(person=person, channel=channel, value=value)
    if points:
        ContactPoint.objects.filter(match).delete()


def take_tags(tags: Collection[tuple[int, str]]) -> None:
    """Remove tags from people, each (person id, name)."""
    match = Q(pk__in=[])
    for person, name in tags:
        match |= Q(person=person, tag__name=name)
    if tags:
        PersonTag.objects.filter(match).delete()


def take_own(filled: Collection[tuple[int, int]]) -> None:
    """Empty fields of one's own, each (person id, field id)."""
    match = Q(pk__in=[])
    for person, own in filled:
        match |= Q(person=person, field=own)
    if filled:
        CustomValue.objects.filter(match).delete()


def take_company_own(filled: Collection[tuple[int, int]]) -> None:
    """The same of companies, each (company id, field id)."""
    match = Q(pk__in=[])
    for company, own in filled:
        match |= Q(company=company, field=own)
    if filled:
        CustomValue.objects.filter(match).delete()


def unmake_fields(by: Actor, keys: Collection[str]) -> None:
    """Remove fields of one's own that the file had made (those of companies behind OF_COMPANY) and in which nobody has
    anything."""
    used = CustomValue.objects.filter(field=OuterRef("pk"))
    of_companies = [key.removeprefix(OF_COMPANY) for key in keys if key.startswith(OF_COMPANY)]
    made = Q(of=CustomField.PERSON, key__in=keys) | Q(of=CustomField.COMPANY, key__in=of_companies)
    CustomField.objects.filter(made, ~Exists(used), workspace=by.workspace).delete()


def take_wishes(by: Actor, wishes: Mapping[int, Collection[str]], *, now: datetime) -> set[int]:
    """Wishes (channels by person id) that the file alone told: they go, with the entries of the do-not-contact list
    that came with them. Those that the person has told us since stay. Returns whom that concerns."""
    rows = OptOut.objects.filter(person__in=wishes, how=IMPORTED)
    told = [wish for wish in rows if wish.channel in wishes[wish.person_id]]
    if not told:
        return set()
    values: dict[tuple[int, str], list[str]] = defaultdict(list)
    people = {wish.person_id for wish in told}
    for person, channel, value in ContactPoint.objects.filter(person__in=people).values_list(
        "person_id", "channel", "value"
    ):
        values[person, channel].append(value)
    hashes = {
        address_hash(by.workspace.pk, canonical(value)): wish.at
        for wish in told
        for value in values[wish.person_id, wish.channel]
    }
    entries = Suppression.objects.filter(workspace=by.workspace, why=IMPORTED, value_hash__in=hashes)
    lift(
        by,
        [entry for entry in entries if entry.at == hashes[entry.value_hash]],
        reason="import taken back",
        now=now,
    )
    OptOut.objects.filter(pk__in=[wish.pk for wish in told]).delete()
    return people


def take_brought_wishes(by: Actor, brought: Mapping[int, Collection[str]]) -> set[int]:
    """Wishes (channels by person id) that an address of the do-not-contact list brought: they go with that address, but
    where another one that stays is on the list. The list itself stays as it is. Returns whom that concerns."""
    points = ContactPoint.objects.filter(person__in=brought).values_list("person_id", "value")
    values: dict[int, set[str]] = defaultdict(set)
    for person, value in points:
        values[person].add(value)
    listed = covering(by.workspace, {value for told in values.values() for value in told})
    gone: dict[str, set[int]] = defaultdict(set)
    for person, channels in brought.items():
        kept = {entry.channel for value in values[person] for entry in listed.get(value, [])}
        for channel in set(channels) - kept:
            gone[channel].add(person)
    for channel, people in gone.items():
        OptOut.objects.filter(person__in=people, channel=channel, how=SUPPRESSED).delete()
    Person.objects.filter(
        ~Exists(OptOut.objects.filter(person=OuterRef("pk"), channel="")), pk__in=gone[""]
    ).update(opted_out_at=None)
    return {person for people in gone.values() for person in people}


def take_deals(deals: Mapping[int, str]) -> None:
    """Remove deals (their marks by id) with which nothing happened since."""
    followed = FollowUp.objects.filter(deal=OuterRef("pk"))
    talked_about = DealRole.objects.filter(deal=OuterRef("pk"))
    rows = Deal.objects.filter(~Exists(followed), ~Exists(talked_about), pk__in=deals)
    Deal.objects.filter(pk__in=[deal.pk for deal in rows if deal_mark(deal) == deals[deal.pk]]).delete()


def part_deals(joined: Iterable[Sequence[Any]]) -> None:
    """Forget whom deals are about, where the file had told it."""
    for deal, person, company in joined:
        Deal.objects.filter(pk=deal, person=person).update(person=None)
        if company is not None:
            Deal.objects.filter(pk=deal, company=company, person=None).update(company=None)


def remove_people(by: Actor, people: Collection[int]) -> None:
    """Remove people whom nobody but the file knows of, with the words by which they were found."""
    words = set(SearchWord.objects.filter(person__in=people).values_list("word", flat=True))
    Person.objects.filter(pk__in=people, workspace=by.workspace).delete()
    forget(by.workspace.pk, frozenset(words))


def remove_companies(by: Actor, companies: Collection[int], domains: Mapping[int, str]) -> None:
    """Remove companies that the file had made and that nothing hangs on; blank domains that it had told."""
    rows = Company.objects.filter(workspace=by.workspace, pk__in=companies)
    for one in belongings.COMPANY:
        if one.hangs_directly:
            rows = rows.filter(~Exists(one.model._default_manager.filter(**{one.path: OuterRef("pk")})))
    rows.delete()
    for pk, domain in domains.items():
        Company.objects.filter(workspace=by.workspace, pk=pk, domain=domain).update(domain="")


def remove_tags(by: Actor, names: Collection[str]) -> None:
    """Remove tags that nobody has any more."""
    used = PersonTag.objects.filter(tag=OuterRef("pk"))
    Tag.objects.filter(~Exists(used), workspace=by.workspace, name__in=names).delete()


def find_anew(people: Iterable[Person]) -> None:
    """Rewrite the words by which these are found."""
    for person in people:
        index(person)


def remove_touches(ids: Collection[int]) -> None:
    Touch.objects.filter(pk__in=ids).delete()


def remove_promises(ids: Collection[int]) -> None:
    Promise.objects.filter(pk__in=ids).delete()


def remove_remarks(ids: Collection[int]) -> None:
    Remark.objects.filter(pk__in=ids).delete()


def put_back_last_contacts(moments: Collection[tuple[datetime | None, int]]) -> None:
    """Each (moment, person id)."""
    update_rows(Person, ["last_contact_at"], list(moments))


def decide_anew(people: Collection[int], *, now: datetime) -> None:
    redecide_people(sorted(people), now=now)
