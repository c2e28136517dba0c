"""The do-not-contact list at work: whom an entry concerns, what it stops, and what goes on when it is lifted."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.models import Workspace
from twelfth.flow.act import hold_automatic
from twelfth.flow.next_moment import lock_people, redecide_people
from twelfth.messages.actions import hold
from twelfth.messages.models import MessageState, OutgoingMessage
from twelfth.people.actions import NewEntry, lift, opt_in, opt_out_suppressed, suppress
from twelfth.people.models import ContactPoint, Person, Suppression
from twelfth.people.suppressions import canonical, covering
from twelfth.rules.terms import Channel

#: What the outbox says of a message that was taken back.
LEFT_ALONE = "They asked not to be written to."
_SOME = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What came of adding to the list: entries that are new, that stood there already, and people they concern."""

    added: int
    known: int
    people: int


@transaction.atomic
def leave_alone(by: Actor, new: Sequence[NewEntry], *, now: datetime) -> Listed:
    """Put these onto the list; whoever has such an address is left alone from now on, and what is queued to them is
    taken back."""
    by.require(Permission.WORK)
    entries = suppress(by, new, now=now)
    people = concerned(by.workspace, entries)
    lock_people(sorted(people))
    for some in _groups(sorted(people)):
        wishes = {pk: people[pk] for pk in some}
        opt_out_suppressed(by, wishes, now=now)
        heed(by, wishes, now=now)
    return Listed(added=len(entries), known=len(new) - len(entries), people=len(people))


@transaction.atomic
def heed(by: Actor, wishes: Mapping[int, Collection[Channel | None]], *, now: datetime) -> None:
    """What the wishes of some people (channels, None for any, by their ids) stop: what is queued to them is taken back,
    and what comes next is decided anew."""
    lock_people(sorted(wishes))
    for channel in {channel for channels in wishes.values() for channel in channels}:
        take_back_mail(by, [pk for pk in sorted(wishes) if channel in wishes[pk]], channel, now=now)
    redecide_people(sorted(wishes), now=now)


@transaction.atomic
def allow_again(by: Actor, entry: Suppression, reason: str, *, now: datetime) -> int:
    """Take an entry off the list, and with it the wishes of whoever has the address; how many people that were.
    `reason` is one of REASONS. Raises NotAllowed."""
    by.require(Permission.MANAGE)
    return lift_with_wishes(by, [entry], reason=reason, now=now)


@transaction.atomic
def allow_person_again(
    by: Actor, person: Person, channel: Channel | None, reason: str, *, now: datetime
) -> None:
    """The person's own wish no longer stands, nor do their addresses stand on the list for that channel. A whole
    domain stays on it, and keeps them left alone. Raises NotAllowed."""
    by.require(Permission.MANAGE)
    values = person.contact_points.values_list("value", flat=True)
    entries = {
        entry
        for listed in covering(by.workspace, values).values()
        for entry in listed
        if entry.kind == Suppression.ADDRESS and entry.channel == (channel or "")
    }
    lock_people([person.pk])
    lift_with_wishes(by, entries, reason=reason, now=now)
    if not _still(person, channel):
        opt_in(by, person, channel, reason=reason, now=now)
    redecide_people([person.pk], now=now)


#: Why somebody may be contacted again. A code, for the record keeps no personal text.
REASONS = {
    "asked": "They asked to hear from us again",
    "mistake": "It was entered by mistake",
    "other_person": "The address belongs to somebody else now",
}


def lift_with_wishes(by: Actor, entries: Iterable[Suppression], *, reason: str, now: datetime) -> int:
    """Lift entries; people with these addresses are free again, unless another address of theirs is still listed.
    How many there were."""
    entries = list(entries)
    people = concerned(by.workspace, entries)
    lock_people(sorted(people))
    lift(by, entries, reason=reason, now=now)
    freed = 0
    for person in Person.objects.filter(pk__in=people).select_related("workspace").order_by("pk"):
        free = [channel for channel in people[person.pk] if not _still(person, channel)]
        lifted = [opt_in(by, person, channel, reason=reason, now=now) for channel in free]
        freed += any(lifted)
    redecide_people(sorted(people), now=now)
    return freed


def _still(person: Person, channel: Channel | None) -> bool:
    """Whether an address of theirs is still on the list for that channel."""
    points = person.contact_points.values_list("value", flat=True)
    found = covering(person.workspace, points)
    return any(entry.channel == (channel or "") for listed in found.values() for entry in listed)


def concerned(workspace: Workspace, entries: Iterable[Suppression]) -> dict[int, set[Channel | None]]:
    """The people whose addresses these entries cover, by id, and on which channels (None: on any)."""
    addresses: dict[str, set[Channel | None]] = {}
    domains: dict[str, set[Channel | None]] = {}
    for entry in entries:
        known = domains if entry.kind == Suppression.DOMAIN else addresses
        channel = Channel(entry.channel) if entry.channel else None
        for value in {entry.value, canonical(entry.value)} - {""}:
            known.setdefault(value, set()).add(channel)
    people: dict[int, set[Channel | None]] = {}
    for person_id, value in _points_with(workspace, list(addresses)):
        people.setdefault(person_id, set()).update(addresses[value])
    for person_id, value in _mail_points(workspace) if domains else ():
        domain = canonical(value).rpartition("@")[2]
        while "." in domain:
            if domain in domains:
                people.setdefault(person_id, set()).update(domains[domain])
            domain = domain.partition(".")[2]
    return people


def _groups(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _SOME):
        yield ids[start : start + _SOME]


def _points_with(workspace: Workspace, values: Sequence[str]) -> Iterable[tuple[int, str]]:
    for start in range(0, len(values), _SOME):
        rows = ContactPoint.objects.filter(workspace=workspace, value__in=values[start : start + _SOME])
        yield from rows.values_list("person_id", "value")


def _mail_points(workspace: Workspace) -> Iterable[tuple[int, str]]:
    rows = ContactPoint.objects.filter(workspace=workspace, channel=Channel.EMAIL)
    return rows.values_list("person_id", "value").iterator(chunk_size=5000)


def sharing(person: Person, channel: Channel | None) -> set[int]:
    """Who else in the workspace has an address of theirs on that channel (None: on any)."""
    points = person.contact_points.all() if channel is None else person.contact_points.filter(channel=channel)
    match = Q(pk__in=[])
    for on, value in points.values_list("channel", "value"):
        match |= Q(channel=on, value=value)
    others = ContactPoint.objects.filter(match, workspace=person.workspace_id).exclude(person=person)
    return set(others.values_list("person_id", flat=True))


def take_back_mail(by: Actor, people: Sequence[int], channel: Channel | None, *, now: datetime) -> None:
    """What is queued to these people is not sent: whatever goes by itself, and on e-mail also what was approved."""
    hold_automatic(by, people, LEFT_ALONE, now=now)
    if channel in {None, Channel.EMAIL}:
        queued = OutgoingMessage.objects.select_related("touch").filter(
            person__in=people, state=MessageState.QUEUED
        )
        for message in queued:
            hold(by, message, LEFT_ALONE, now=now)
