"""What follows when an address of somebody is changed, removed or judged by hand: letters that wait for it are taken
back, and what runs with the person is decided anew."""

from datetime import datetime

from django.db import transaction

from twelfth.accounts.actor import Actor, Permission
from twelfth.flow.next_moment import lock_people, redecide_people
from twelfth.messages.actions import hold
from twelfth.messages.models import MessageState, OutgoingMessage
from twelfth.people.actions import mark_contact_point, prefer_contact_point
from twelfth.people.models import ContactPoint, Person
from twelfth.people.points.actions import change_point, remove_point, restore_point
from twelfth.rules.terms import Channel

#: What the outbox says of a letter that was taken back.
NOT_THEIRS = "The address was changed or removed while this waited."
_NOT_GOOD = {
    ContactPoint.BOUNCED: "The address was marked as bounced while this waited.",
    ContactPoint.WRONG: "The address was marked as wrong while this waited.",
    ContactPoint.OPTED_OUT: "They asked not to be written to at this address.",
}


@transaction.atomic
def change_address(by: Actor, point: ContactPoint, value: str, *, now: datetime) -> ContactPoint:
    """As `change_point`. Raises SameAddress."""
    lock_people([point.person_id])
    now_holds = change_point(by, point, value, now=now)
    if now_holds.value != point.value:
        _take_back(by, point, NOT_THEIRS, now=now)
    redecide_people([point.person_id], now=now)
    return now_holds


@transaction.atomic
def remove_address(by: Actor, point: ContactPoint, *, now: datetime) -> None:
    """As `remove_point`. Raises StaysOnFile."""
    lock_people([point.person_id])
    remove_point(by, point, now=now)
    _take_back(by, point, NOT_THEIRS, now=now)
    redecide_people([point.person_id], now=now)


@transaction.atomic
def restore_address(by: Actor, person: Person, was: ContactPoint, *, now: datetime) -> None:
    """As `restore_point`; letters that were taken back stay so."""
    lock_people([person.pk])
    restore_point(by, person, was, now=now)
    redecide_people([person.pk], now=now)


@transaction.atomic
def judge_address(by: Actor, point: ContactPoint, state: str, *, now: datetime) -> None:
    """It works, bounced, is wrong, or they asked not to be reached there: somebody says so."""
    by.require(Permission.WORK)
    lock_people([point.person_id])
    mark_contact_point(by, point, state, now=now)
    if state in _NOT_GOOD:
        _take_back(by, point, _NOT_GOOD[state], now=now)
    redecide_people([point.person_id], now=now)


@transaction.atomic
def take_first(by: Actor, point: ContactPoint, *, now: datetime) -> None:
    """As `prefer_contact_point`; what waits already keeps its address."""
    lock_people([point.person_id])
    prefer_contact_point(by, point, now=now)
    redecide_people([point.person_id], now=now)


def _take_back(by: Actor, point: ContactPoint, why: str, *, now: datetime) -> None:
    if point.channel != Channel.EMAIL:
        return
    waiting = OutgoingMessage.objects.select_related("touch").filter(
        person=point.person_id, to_address=point.value, state=MessageState.QUEUED
    )
    for message in waiting:
        hold(by, message, why, now=now)
