"""Writes to an address that is on file: another value, another label, or gone (`people.actions` adds and judges)."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.people.actions import (
    add_contact_point,
    index,
    locate,
    prefer_contact_point,
    respect_suppressions,
)
from twelfth.people.models import ContactPoint, Person
from twelfth.rules.terms import Channel


class PointRefused(Exception):
    """It cannot be so; the message says why."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class SameAddress(PointRefused):
    """They have this address already, on this channel. Remove the one that is too many."""


class StaysOnFile(PointRefused):
    """They asked not to be reached there. It stays here, so that nobody adds it again by mistake."""


@transaction.atomic
def label_point(by: Actor, point: ContactPoint, label: str, *, now: datetime) -> None:
    """Say what kind of address it is: "work", "at home"."""
    by.require(Permission.WORK)
    label = label.strip()[:40]
    if ContactPoint.objects.filter(pk=point.pk).exclude(label=label).update(label=label):
        record(by, "contact_point.labelled", point.person, now=now, channel=point.channel)


@transaction.atomic
def change_point(by: Actor, point: ContactPoint, value: str, *, now: datetime) -> ContactPoint:
    """The address is another one: `value`, already normalised. It starts as one that works. The one where they asked
    not to be reached stays, and the new one comes beside it. Returns the one that holds `value`. Raises SameAddress."""
    by.require(Permission.WORK)
    if value == point.value:
        return point
    person, channel = point.person, Channel(point.channel)
    others = ContactPoint.objects.filter(person=person, channel=channel)
    if others.filter(value=value).exists():
        raise SameAddress
    if point.state == ContactPoint.OPTED_OUT:
        return add_contact_point(by, person, channel, value, now=now)
    try:
        with transaction.atomic():
            others.filter(pk=point.pk).update(value=value, state=ContactPoint.WORKS)
    except IntegrityError as error:  # somebody added it at this moment
        raise SameAddress from error
    respect_suppressions(by, person, {channel: value}, now=now)
    _found_anew(person)
    record(by, "contact_point.changed", person, now=now, channel=channel)
    return others.get(pk=point.pk)


@transaction.atomic
def remove_point(by: Actor, point: ContactPoint, *, now: datetime) -> None:
    """It is theirs no more. Wishes and the do-not-contact list keep what they hold. Raises StaysOnFile."""
    by.require(Permission.WORK)
    gone, _ = ContactPoint.objects.filter(pk=point.pk).exclude(state=ContactPoint.OPTED_OUT).delete()
    if not gone:
        if ContactPoint.objects.filter(pk=point.pk).exists():
            raise StaysOnFile
        return
    _found_anew(point.person)
    record(by, "contact_point.removed", point.person, now=now, channel=point.channel)


@transaction.atomic
def restore_point(by: Actor, person: Person, was: ContactPoint, *, now: datetime) -> ContactPoint:
    """It was removed by mistake: as it was (`was` is not saved), but for what was asked of us since."""
    point = add_contact_point(by, person, Channel(was.channel), was.value, now=now)
    rows = ContactPoint.objects.filter(pk=point.pk, state=ContactPoint.WORKS)
    rows.update(state=was.state, label=was.label)
    if was.is_primary:
        prefer_contact_point(by, point, now=now)
    return point


@dataclass(frozen=True, slots=True, kw_only=True)
class PostalAddress:
    """`country` is an ISO 3166 code, "" where it is not known."""

    street: str
    postcode: str
    city: str
    region: str
    country: str


@transaction.atomic
def set_postal_address(by: Actor, person: Person, to: PostalAddress, *, now: datetime) -> bool:
    """Where post reaches them; empty fields forget it. The zone follows the country, unless they told it. Whether it
    changed."""
    by.require(Permission.WORK)
    new = asdict(to)
    if all(getattr(person, name) == value for name, value in new.items()):
        return False
    for name, value in new.items():
        setattr(person, name, value)
    locate(person)
    person.save(update_fields=[*new, "zone", "zone_source"])
    index(person)
    record(by, "person.postal_address_set", person, now=now)
    return True


def _found_anew(person: Person) -> None:
    """What is worked out from a person's addresses: the words they are found by, and where they are."""
    if locate(person):
        person.save(update_fields=["zone", "zone_source"])
    index(person)
