"""Erasing a person: first wherever else they are named, then all that is theirs, in one transaction with the record of
it. Killed in between, it can be done again from the start."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.background.actions import start_job
from twelfth.background.models import Job, JobFile
from twelfth.deals.models import Deal, DealRole
from twelfth.flow.next_moment import lock_people
from twelfth.messages.models import MessageState, OutgoingMessage
from twelfth.people.actions import NewEntry, suppress
from twelfth.people.models import Company, ContactPoint, Person, SearchWord, Suppression
from twelfth.people.spellings.actions import forget
from twelfth.people.suppressions import address_hash, canonical
from twelfth.records.erasing.mentions import GONE, mentions, names_of, without
from twelfth.records.holdings import about, holdings, named_by_number
from twelfth.records.models import Erasure, Merge

ERASE = "erase"
#: How an entry of the do-not-contact list came about that has only the fingerprint of somebody erased.
ERASED = "erased"
FILE_REMOVED = (
    "The file was removed, because somebody was erased who may be in it. Upload it again without them."
)


class BeingWritten(Exception):
    """An e-mail to them is being sent at this moment. Erase them again in a few minutes, when it is known what came of
    it."""


@transaction.atomic
def start_erasing(by: Actor, person: Person, *, leave_alone: bool, now: datetime) -> Job:
    """Queue the work. Its title does not name them: it stays."""
    by.require(Permission.ERASE)
    arguments = {"person": person.pk, "leave_alone": leave_alone}
    return start_job(by, ERASE, "Erase a person", arguments=arguments, now=now)


def erase(by: Actor, person: Person, *, leave_alone: bool, now: datetime) -> Erasure:
    """Remove every trace of them. With `leave_alone`, or where they asked for it, a fingerprint of their addresses
    keeps them from being brought in again. Raises BeingWritten, and then they are still there."""
    by.require(Permission.ERASE)
    names = names_of(person)
    if names:
        for mention in mentions(person, names):
            mention.model._default_manager.filter(pk=mention.pk).update(**mention.fields)
    return _remove(by, person, names, leave_alone=leave_alone, now=now)


@transaction.atomic
def _remove(by: Actor, person: Person, names: list[str], *, leave_alone: bool, now: datetime) -> Erasure:
    lock_people([person.pk])
    _take_back_letters(person)
    left_alone = leave_alone or person.opted_out_at is not None
    _keep_fingerprints(by, person, leave_alone=left_alone, now=now)
    _forget_work(person)
    _keep_deals(person, names)
    words = list(SearchWord.objects.filter(person=person).values_list("word", flat=True))
    merged = Merge.objects.filter(into=person).values_list("gone", flat=True)
    people = sorted({person.pk, *merged})
    company = person.company
    # What refers to a row of theirs (an answer to their letter by somebody else) stays, and refers to nothing.
    Person.objects.get(pk=person.pk).delete()
    forget(by.workspace.pk, words)
    _forget_company(company, names)
    erasure = Erasure.objects.create(
        workspace=by.workspace, people=people, at=now, by=by.member, is_left_alone=left_alone
    )
    record(by, "person.erased", erasure, now=now)
    return erasure


def _take_back_letters(person: Person) -> None:
    """Lock what waits to be sent: a worker takes it before us or not at all. Raises BeingWritten."""
    waiting = OutgoingMessage.objects.select_for_update().filter(person=person).order_by("pk")
    if any(state == MessageState.CLAIMED for state in waiting.values_list("state", flat=True)):
        raise BeingWritten(BeingWritten.__doc__)


def _keep_fingerprints(by: Actor, person: Person, *, leave_alone: bool, now: datetime) -> None:
    """Of their entries on the list only the hash stays; with `leave_alone` every address of theirs gets one."""
    values = list(ContactPoint.objects.filter(person=person).values_list("value", flat=True))
    hashes = {address_hash(by.workspace.pk, form) for value in values for form in (value, canonical(value))}
    if leave_alone:
        suppress(by, [NewEntry(value=value, channel=None, why=ERASED) for value in values], now=now)
    entries = Suppression.objects.filter(
        workspace=by.workspace, value_hash__in=hashes, kind=Suppression.ADDRESS
    )
    entries.update(value="", note="", why=ERASED)


def _forget_work(person: Person) -> None:
    """What long work kept of them, and the files of imports that wait or failed: they may be in them."""
    for holding in holdings():
        ids = list(holding.rows(person).values_list("pk", flat=True))
        for model in named_by_number():
            if model._meta.app_label != "accounts":
                about(model, holding.label, ids, person.workspace_id).delete()
    idle = Job.objects.filter(workspace=person.workspace_id, state__in=[Job.DRAFT, Job.FAILED])
    files = JobFile.objects.filter(job__in=idle)
    drafts = idle.filter(state=Job.DRAFT, pieces__isnull=False).values_list("pk", flat=True)
    Job.objects.filter(pk__in=list(drafts)).update(state=Job.FAILED, error=FILE_REMOVED)
    files.delete()


def _keep_deals(person: Person, names: list[str]) -> None:
    """A deal with a company, or that others are followed up about, is not theirs alone: it stays without them."""
    shared = Q(company__isnull=False) | Q(pk__in=_others_deals(person))
    words = {*names, *filter(None, (person.full_name, person.given_name, person.family_name))}
    longest_first = sorted(words, key=len, reverse=True)
    for deal in Deal.objects.filter(shared, person=person):
        Deal.objects.filter(pk=deal.pk).update(
            person=None, title=without(deal.title, longest_first), external_id=""
        )


def _others_deals(person: Person) -> list[int]:
    others = person.deals.filter(followups__person__isnull=False).exclude(followups__person=person)
    with_a_say = DealRole.objects.filter(deal__person=person).exclude(person=person)
    return [*others.values_list("pk", flat=True), *with_a_say.values_list("deal", flat=True)]


def _forget_company(company: Company | None, names: list[str]) -> None:
    """One that was them alone, and named for them, goes too."""
    if company is None or without(company.name, names or [GONE]) == company.name:
        return
    used = Person.objects.filter(company=company).exists() or Deal.objects.filter(company=company).exists()
    if not used:
        company.delete()
