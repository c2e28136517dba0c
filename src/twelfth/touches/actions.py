"""Writes to touches: one row per contact, numbered where it was an outgoing attempt that was carried out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from twelfth.accounts.actor import Actor
from twelfth.accounts.events import record, record_many
from twelfth.background.bulk_sql import update_rows
from twelfth.followups.models import FollowUp
from twelfth.people.actions import note_contact, note_contacts
from twelfth.people.models import Person
from twelfth.rules.balance import weight
from twelfth.rules.terms import NO_CONTACT, Channel, Direction, Outcome, Purpose
from twelfth.touches.models import Touch, TouchState


class AlreadyLogged(Exception):
    """Somebody was faster: this contact is in the story already, so it was not added a second time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTouch:
    """A contact to record. `step` is the step of the plan that it carries out, if any."""

    channel: Channel
    direction: Direction
    outcome: Outcome
    at: datetime
    purpose: Purpose | None = None
    step: int | None = None
    note: str = ""
    state: TouchState = TouchState.DONE
    #: They asked for it, so it is never a withdrawal.
    invited: bool = False


@transaction.atomic
def add_touch(
    by: Actor, person: Person, followup: FollowUp | None, new: NewTouch, *, number: int | None, now: datetime
) -> Touch:
    """Record the contact under `number` (None: not a numbered attempt).

    Raises AlreadyLogged when the follow-up has that number already: two tabs, two clicks, two colleagues.
    """
    touch = _touch(by, person, followup, new, number=number, now=now)
    try:
        with transaction.atomic():
            touch.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyLogged(AlreadyLogged.__doc__) from error
    if new.state == TouchState.DONE and new.outcome not in NO_CONTACT:
        note_contact(person.pk, new.at)
    record(by, "touch.recorded", touch, now=now, channel=new.channel, outcome=new.outcome)
    return touch


@transaction.atomic
def add_in_flight(
    by: Actor, going: Sequence[tuple[FollowUp, NewTouch, int]], *, now: datetime
) -> list[Touch]:
    """Number letters that are about to go, in the order given; as many queries for twenty as for one.

    Raises AlreadyLogged when one of the follow-ups has that number already.
    """
    touches = [
        _touch(by, followup.person, followup, new, number=number, now=now) for followup, new, number in going
    ]
    try:
        with transaction.atomic():
            Touch.objects.bulk_create(touches)
    except IntegrityError as error:
        raise AlreadyLogged(AlreadyLogged.__doc__) from error
    told = [("touch.recorded", touch) for touch in touches]
    record_many(by, told, now=now, channel=Channel.EMAIL, outcome=Outcome.SENT)
    return touches


@transaction.atomic
def add_heard(
    by: Actor, heard: Sequence[tuple[Person, FollowUp | None, NewTouch]], *, now: datetime
) -> list[Touch]:
    """Record what came in from many, who are locked, in their order; as many queries for fifty as for one."""
    touches = Touch.objects.bulk_create(
        _touch(by, person, followup, new, number=None, now=now) for person, followup, new in heard
    )
    latest: dict[int, datetime] = {}
    for person, _, new in heard:
        if new.outcome not in NO_CONTACT:
            latest[person.pk] = max(new.at, latest.get(person.pk, new.at))
    note_contacts(latest)
    record_many(by, [("touch.recorded", touch) for touch in touches], now=now)
    return touches


def _touch(
    by: Actor, person: Person, followup: FollowUp | None, new: NewTouch, *, number: int | None, now: datetime
) -> Touch:
    return Touch(
        workspace=by.workspace,
        person=person,
        followup=followup,
        member=by.member,
        number=number,
        step=new.step,
        leg=followup.leg if followup else 1,
        variant=followup.next_variant if followup and new.step is not None else "",
        at=new.at,
        channel=new.channel,
        direction=new.direction,
        purpose=new.purpose or "",
        outcome=new.outcome,
        state=new.state,
        balance=_balance(new),
        note=new.note.strip(),
        recorded_at=now,
    )


@transaction.atomic
def settle(by: Actor, touch: Touch, state: TouchState, *, at: datetime, now: datetime) -> None:
    """What was in flight has landed (DONE, at that moment) or has not (FAILED, UNDONE: it loses its number)."""
    touch.state = state
    if state == TouchState.DONE:
        touch.at = at
        note_contact(touch.person_id, at)
    else:
        touch.number = None
        touch.balance = 0
    touch.save(update_fields=["state", "at", "number", "balance"])
    record(by, f"touch.{state}", touch, now=now)


@transaction.atomic(savepoint=False)
def settle_touches(landed: Sequence[tuple[Touch, TouchState, datetime]], *, now: datetime) -> None:
    """The same for many of one workspace (each with its state and moment), in as many queries for twenty as for one."""
    if not landed:
        return
    for touch, state, at in landed:
        touch.state = state
        if state == TouchState.DONE:
            touch.at = at
        else:
            touch.number = None
            touch.balance = 0
    columns = ("state", "at", "number", "balance")
    rows = [(*(getattr(touch, name) for name in columns), touch.pk) for touch, _, _ in landed]
    update_rows(Touch, columns, rows)
    note_contacts({touch.person_id: at for touch, state, at in landed if state == TouchState.DONE})
    by = Actor(landed[0][0].workspace)
    record_many(by, [(f"touch.{state}", touch) for touch, state, _ in landed], now=now)


@transaction.atomic
def take_back(by: Actor, touch: Touch, *, now: datetime) -> None:
    """The contact was logged by mistake. It stays on record as undone and counts for nothing."""
    settle(by, touch, TouchState.UNDONE, at=touch.at, now=now)
    latest = (
        Touch.objects.filter(person=touch.person_id, state=TouchState.DONE)
        .exclude(outcome__in=NO_CONTACT)
        .aggregate(latest=Max("at"))["latest"]
    )
    Person.objects.filter(pk=touch.person_id).update(last_contact_at=latest)


@transaction.atomic
def bounced(by: Actor, touch: Touch, *, now: datetime) -> None:
    """The message came back: the attempt keeps its number but was no contact."""
    touch.outcome = Outcome.BOUNCED
    touch.balance = 0
    touch.save(update_fields=["outcome", "balance"])
    record(by, "touch.bounced", touch, now=now)


def _balance(new: NewTouch) -> int:
    if new.purpose is None or new.direction == Direction.IN or new.outcome in NO_CONTACT:
        return 0
    return weight(new.purpose, invited=new.invited, outcome=new.outcome)
