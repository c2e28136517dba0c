"""Stage four: a person did something, or approved a message. Both go down the same path."""

import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.db import transaction

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.accounts.models import Workspace
from twelfth.flow.guarded import require_welcome
from twelfth.flow.inbox import settle_answers, wait_again
from twelfth.flow.next_moment import lock, redecide_person
from twelfth.flow.pacing import cold_among
from twelfth.flow.purpose import purpose_of
from twelfth.followups.models import FollowUp
from twelfth.messages.actions import UNDO_TIME, NewMessage, hold, queue
from twelfth.messages.compose import Enclosed, new_message_id
from twelfth.messages.mailboxes.queries import connected
from twelfth.messages.models import Mailbox, MessageState, OutgoingMessage, Override
from twelfth.people.actions import mark_contact_point
from twelfth.people.models import ContactPoint
from twelfth.people.suppressions import suppressed
from twelfth.promises.actions import NewPromise, close_promise, make_promise, reopen_promise
from twelfth.promises.models import Promise
from twelfth.rules.terms import (
    Channel,
    Direction,
    NextKind,
    Outcome,
    Party,
    PromiseState,
    Purpose,
)
from twelfth.touches.actions import AlreadyLogged, NewTouch, add_in_flight, add_touch, take_back
from twelfth.touches.models import COUNTS, Touch, TouchState

#: What the same person notes twice within this time, they noted once.
SECOND_TAP = timedelta(seconds=30)


class FollowUpEnded(Exception):
    """This follow-up has ended. Reopen it first, or start a new one."""


class NoAddress(Exception):
    """There is no working e-mail address for this person. Add one first."""


class NoMailbox(Exception):
    """No mailbox is connected, so nothing can be sent. Connect yours under Settings, Mailbox."""


class TooLate(Exception):
    """It is on its way already and cannot be taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """What a person says they did. `number` is the contact number their page showed: if another contact took it
    meanwhile, nothing is recorded twice. `call_back` and `call_back_at` come with Outcome.CALL_BACK."""

    channel: Channel
    outcome: Outcome
    number: int
    note: str = ""
    at: datetime | None = None
    purpose: Purpose | None = None
    call_back: date | None = None
    call_back_at: time | None = None
    promise: NewPromise | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """An e-mail as a person approved it; `number` as in Logged. `override` is what lets it pass the guard."""

    number: int
    subject: str
    body: str
    in_reply_to: str = ""
    references: str = ""
    override: Override | None = None
    files: tuple[Enclosed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """An e-mail with everything that the outbox needs of it. `why_later`: why not at once, where that needs saying;
    `is_cold`: nobody of us has been in touch with its reader."""

    followup: FollowUp
    approved: Approved
    address: str
    purpose: Purpose | None
    send_after: datetime
    is_cold: bool
    why_later: str = ""


@transaction.atomic
def log_contact(by: Actor, followup: FollowUp, logged: Logged, *, now: datetime) -> Touch:
    """Record an outgoing contact and decide what comes next.

    Raises AlreadyLogged, FollowUpEnded, NotAllowed.
    """
    by.require(Permission.LOG)
    followup = _running(followup)
    is_attempt = logged.outcome != Outcome.WRONG_NUMBER
    if logged.number != followup.touch_count + 1:
        raise AlreadyLogged(AlreadyLogged.__doc__)
    new = NewTouch(
        channel=logged.channel,
        direction=Direction.OUT,
        outcome=logged.outcome,
        at=min(logged.at or now, now),
        purpose=logged.purpose or purpose_of(followup),
        step=followup.next_step if is_attempt else None,
        note=logged.note,
    )
    touch = add_touch(
        by, followup.person, followup, new, number=logged.number if is_attempt else None, now=now
    )
    if logged.outcome == Outcome.WRONG_NUMBER:
        _mark_wrong(by, followup, logged.channel, now=now)
    if is_attempt:
        _keep_due_promise(by, followup, now=now)
    _make_promises(by, followup, logged, touch, now=now)
    # Whoever contacted them has seen their answer; a call that nobody took, or a wrong number, answers nothing.
    if logged.outcome not in {Outcome.NO_ANSWER, Outcome.WRONG_NUMBER}:
        settle_answers([followup.pk], now=now)
    redecide_person(followup.person_id, now=now)
    return touch


@transaction.atomic
def log_answer(
    by: Actor,
    followup: FollowUp,
    channel: Channel,
    *,
    note: str,
    outcome: Outcome = Outcome.ANSWERED_THERE,
    now: datetime,
) -> Touch:
    """ "They answered there": on a channel the product cannot see. It pauses the plan like a reply by mail."""
    by.require(Permission.LOG)
    followup = _running(followup)
    if (noted := _just_noted(by, followup, channel, outcome, now=now)) is not None:
        return noted
    new = NewTouch(channel=channel, direction=Direction.IN, outcome=outcome, at=now, note=note)
    touch = add_touch(by, followup.person, followup, new, number=None, now=now)
    hold_automatic(by, [followup.person_id], "They answered.", now=now)
    FollowUp.objects.filter(pk=followup.pk).update(answer_waits_since=followup.answer_waits_since or now)
    redecide_person(followup.person_id, now=now)
    return touch


def _just_noted(
    by: Actor, followup: FollowUp, channel: Channel, outcome: Outcome, *, now: datetime
) -> Touch | None:
    """The same answer noted a moment ago: a second tap, not a second answer."""
    rows = Touch.objects.filter(
        followup=followup,
        member=by.member,
        channel=channel,
        outcome=outcome,
        state=TouchState.DONE,
        recorded_at__gt=now - SECOND_TAP,
    )
    return rows.order_by("-pk").first()


@transaction.atomic
def amend_answer(by: Actor, touch: Touch, channel: Channel, *, note: str, now: datetime) -> None:
    """Where they answered and what they said, added to what was noted with one tap.

    Anything but an answer noted by hand stays as it is.
    """
    by.require(Permission.LOG)
    noted = Touch.objects.filter(pk=touch.pk, outcome=Outcome.ANSWERED_THERE, state=TouchState.DONE)
    if noted.update(channel=channel, note=note.strip()):
        record(by, "touch.amended", touch, now=now, channel=channel)
        redecide_person(touch.person_id, now=now)


def likely_channel(followup: FollowUp) -> Channel:
    """Where they most likely answered: where we contacted them last, else where we are about to."""
    last = (
        Touch.objects.filter(COUNTS, followup=followup, direction=Direction.OUT)
        .order_by("-at")
        .values_list("channel", flat=True)
        .first()
    )
    return Channel(last or followup.next_channel or Channel.PHONE)


@transaction.atomic
def carry_on(by: Actor, followup: FollowUp, *, now: datetime) -> None:
    """The answer was looked at and asks for nothing else: the plan goes on, its clock starting at the answer."""
    by.require(Permission.WORK)
    _running(followup)
    settle_answers([followup.pk], now=now)
    redecide_person(followup.person_id, now=now)


@transaction.atomic
def skip_step(by: Actor, followup: FollowUp, *, now: datetime) -> Touch | None:
    """Leave the planned step out. It stays in the story as skipped and counts as no contact."""
    by.require(Permission.WORK)
    followup = _running(followup)
    if followup.next_step is None or not followup.next_channel:
        return None
    new = NewTouch(
        channel=Channel(followup.next_channel),
        direction=Direction.OUT,
        outcome=Outcome.SKIPPED,
        at=now,
        step=followup.next_step,
    )
    touch = add_touch(by, followup.person, followup, new, number=None, now=now)
    redecide_person(followup.person_id, now=now)
    return touch


@transaction.atomic
def send_mail(
    by: Actor, followup: FollowUp, approved: Approved, *, reason: str = "", now: datetime
) -> OutgoingMessage:
    """Queue an e-mail that a person approved; for ten seconds it can be taken back. `reason` is why it goes although
    the guard refuses it, from somebody who may pass that.

    Raises AlreadyLogged, FollowUpEnded, GuardRefuses, NoAddress, NoMailbox, NotAllowed.
    """
    by.require(Permission.WORK)
    followup = _running(followup)
    override = require_welcome(by, followup, Channel.EMAIL, reason=reason, now=now)
    approved = replace(approved, override=override)
    message = _queue_approved(by, followup, approved, now=now)
    _keep_due_promise(by, followup, now=now)
    settle_answers([followup.pk], now=now)
    redecide_person(followup.person_id, now=now)
    return message


def _queue_approved(by: Actor, followup: FollowUp, approved: Approved, *, now: datetime) -> OutgoingMessage:
    mailbox = mailbox_for(followup)
    if mailbox is None:
        raise NoMailbox(NoMailbox.__doc__)
    address = emails_of(followup.workspace, [followup.person_id]).get(followup.person_id)
    if address is None:
        raise NoAddress(NoAddress.__doc__)
    ready = Ready(
        followup=followup,
        approved=approved,
        address=address,
        purpose=purpose_of(followup),
        send_after=now + UNDO_TIME,
        is_cold=followup.person_id in cold_among([followup.person_id]),
    )
    [message] = queue_ready(by, mailbox, [ready], automatic=False, now=now)
    return message


def queue_ready(
    by: Actor, mailbox: Mailbox, ready: Sequence[Ready], *, automatic: bool, now: datetime
) -> list[OutgoingMessage]:
    """The one way into the outbox: in-flight touches and their messages, in the caller's transaction, in as many
    queries for twenty as for one. Raises AlreadyLogged."""
    if any(one.approved.number != one.followup.touch_count + 1 for one in ready):
        raise AlreadyLogged(AlreadyLogged.__doc__)
    touches = add_in_flight(by, [_in_flight(one) for one in ready], now=now)
    domain = mailbox.address.rpartition("@")[2]
    letters = [
        NewMessage(
            to_address=one.address,
            subject=one.approved.subject[:300],
            body=one.approved.body,
            message_id=new_message_id(domain, secrets.token_hex(16)),
            send_after=one.send_after,
            in_reply_to=one.approved.in_reply_to,
            references=one.approved.references,
            automatic=automatic,
            is_cold=one.is_cold,
            files=one.approved.files,
            override=one.approved.override,
            why_later=one.why_later,
        )
        for one in ready
    ]
    return queue(by, mailbox, list(zip(touches, letters, strict=True)), now=now)


def _in_flight(ready: Ready) -> tuple[FollowUp, NewTouch, int]:
    new = NewTouch(
        channel=Channel.EMAIL,
        direction=Direction.OUT,
        outcome=Outcome.SENT,
        at=ready.send_after,
        purpose=ready.purpose,
        step=ready.followup.next_step,
        state=TouchState.IN_FLIGHT,
    )
    return ready.followup, new, ready.approved.number


@transaction.atomic
def undo(by: Actor, touch: Touch, *, now: datetime) -> None:
    """Take back a logged contact, or a message that no worker has in its hands yet. Raises TooLate."""
    by.require(Permission.LOG)
    message = OutgoingMessage.objects.filter(touch=touch).first()
    if message is not None and not (
        message.state == MessageState.QUEUED and hold(by, message, "Taken back.", now=now)
    ):
        raise TooLate(TooLate.__doc__)
    if message is None:
        take_back(by, touch, now=now)
    for promise in Promise.objects.filter(touch=touch, state=PromiseState.OPEN):
        close_promise(by, promise, PromiseState.RENEGOTIATED, now=now)
    kept = Promise.objects.filter(
        followup=touch.followup_id, state=PromiseState.KEPT, closed_at=touch.recorded_at
    )
    for promise in kept:
        reopen_promise(by, promise, now=now)
    if touch.followup_id is not None:
        # An answer that was noted by hand, by mistake: it waits no longer.
        noted = FollowUp.objects.filter(pk=touch.followup_id, answer_waits_since=touch.recorded_at)
        noted.filter(touches=touch, touches__direction=Direction.IN).update(answer_waits_since=None)
        wait_again([touch.followup_id], settled_at=touch.recorded_at)
    redecide_person(touch.person_id, now=now)


def hold_automatic(by: Actor, people: Iterable[int], why: str, *, now: datetime) -> int:
    """Stop every automatic message to these people that is still queued; how many that were."""
    waiting = OutgoingMessage.objects.select_related("touch").filter(
        person__in=list(people), automatic=True, state=MessageState.QUEUED
    )
    return sum(hold(by, message, why, now=now) for message in waiting)


def mailbox_for(followup: FollowUp) -> Mailbox | None:
    """The owner's mailbox: a follow-up's mail always comes from the same person."""
    return connected().filter(owner=followup.owner_id).first()


def emails_of(workspace: Workspace, people: Collection[int]) -> dict[int, str]:
    """The first address of each that works and is not on the do-not-contact list; who has none is left out."""
    points = ContactPoint.objects.filter(
        person__in=people, channel=Channel.EMAIL, state=ContactPoint.WORKS
    ).order_by("-is_primary", "pk")
    found = list(points.values_list("person_id", "value"))
    refused = suppressed(workspace, [value for _, value in found]) if found else set()
    addresses: dict[int, str] = {}
    for person_id, value in found:
        if value not in refused:
            addresses.setdefault(person_id, value)
    return addresses


def _running(followup: FollowUp) -> FollowUp:
    locked = lock(followup.pk)
    if locked.ended_at is not None:
        raise FollowUpEnded(FollowUpEnded.__doc__)
    return locked


def _keep_due_promise(by: Actor, followup: FollowUp, *, now: datetime) -> None:
    """Doing what came due as a promise keeps it: one called, even if nobody picked up."""
    if followup.next_kind != NextKind.PROMISE or followup.next_promise is None:
        return
    promise = Promise.objects.filter(pk=followup.next_promise, workspace=followup.workspace_id).first()
    if promise is not None:
        close_promise(by, promise, PromiseState.KEPT, now=now)


def _make_promises(by: Actor, followup: FollowUp, logged: Logged, touch: Touch, *, now: datetime) -> None:
    new = logged.promise
    if logged.outcome == Outcome.CALL_BACK and logged.call_back is not None:
        new = NewPromise(
            party=Party.US,
            text="Call back",
            day=logged.call_back,
            hour=logged.call_back_at,
            zone=followup.owner.zone,
            channel=Channel.PHONE,
        )
    if new is not None:
        make_promise(by, followup.owner, followup.person, new, followup=followup, touch=touch, now=now)


def _mark_wrong(by: Actor, followup: FollowUp, channel: Channel, *, now: datetime) -> None:
    point = (
        ContactPoint.objects.filter(person=followup.person_id, channel=channel, state=ContactPoint.WORKS)
        .order_by("-is_primary", "pk")
        .first()
    )
    if point is not None:
        mark_contact_point(by, point, ContactPoint.WRONG, now=now)
