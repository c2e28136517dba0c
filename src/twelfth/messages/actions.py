"""Writes to mail. The outbox's states change by conditional UPDATE only: whoever changes the row owns the change.

docs/explanation/sent-once.md tells the whole of it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.messages.models import Mailbox, MessageState, OutgoingMessage, Override
from twelfth.touches.actions import settle
from twelfth.touches.models import Touch, TouchState

#: A worker must be done with a claim before this; afterwards nobody knows what became of it.
LEASE = timedelta(minutes=5)
#: Time for a person to take a message back.
UNDO_TIME = timedelta(seconds=10)
#: Pauses after a temporary refusal; after the last one it has failed.
RETRY_AFTER = (
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMessage:
    to_address: str
    subject: str
    body: str
    message_id: str
    send_after: datetime
    in_reply_to: str = ""
    references: str = ""
    automatic: bool = False
    override: Override | None = None


@transaction.atomic
def queue(by: Actor, mailbox: Mailbox, touch: Touch, new: NewMessage, *, now: datetime) -> OutgoingMessage:
    """Put the message of an in-flight touch into the outbox, in the touch's own transaction."""
    message = OutgoingMessage.objects.create(
        workspace=by.workspace,
        mailbox=mailbox,
        touch=touch,
        person_id=touch.person_id,
        to_address=new.to_address,
        subject=new.subject,
        body=new.body,
        message_id=new.message_id,
        in_reply_to=new.in_reply_to,
        references=new.references,
        automatic=new.automatic,
        override=new.override,
        queued_at=now,
        send_after=new.send_after,
    )
    record(by, "message.queued", message, now=now)
    return message


def claim(worker: str, most: int, *, now: datetime) -> list[OutgoingMessage]:
    """Take up to `most` messages whose time has come. Each is this worker's alone, committed before it returns."""
    ready = (
        OutgoingMessage.objects.filter(
            state=MessageState.QUEUED, send_after__lte=now, workspace__sending_paused_at=None
        )
        .order_by("send_after", "pk")
        .values_list("pk", flat=True)[: most * 2]
    )
    mine: list[int] = []
    with transaction.atomic():
        for pk in list(ready):
            taken = OutgoingMessage.objects.filter(pk=pk, state=MessageState.QUEUED).update(
                state=MessageState.CLAIMED, claimed_by=worker, claimed_at=now, lease_until=now + LEASE
            )
            if taken == 1:
                mine.append(pk)
            if len(mine) == most:
                break
    return list(
        OutgoingMessage.objects.select_related("mailbox", "touch__followup", "person", "workspace")
        .filter(pk__in=mine)
        .order_by("send_after", "pk")
    )


@transaction.atomic
def settle_sent(by: Actor, message: OutgoingMessage, *, at: datetime, now: datetime) -> bool:
    """The server has it. False when the message is no longer ours to settle (its lease ran out: it is unknown)."""
    if not _change(message, MessageState.CLAIMED, MessageState.SENT, sent_at=at, trouble=""):
        return False
    Mailbox.objects.filter(pk=message.mailbox_id).update(sent_at=at, send_trouble="")
    _landed(by, message, at=at, now=now)
    return True


@transaction.atomic
def settle_failed(by: Actor, message: OutgoingMessage, trouble: str, *, now: datetime) -> bool:
    """The server will not have it, and said so."""
    if not _change(message, MessageState.CLAIMED, MessageState.FAILED, trouble=trouble[:500]):
        return False
    settle(by, message.touch, TouchState.FAILED, at=now, now=now)
    record(by, "message.failed", message, now=now)
    return True


@transaction.atomic
def try_later(by: Actor, message: OutgoingMessage, trouble: str, *, now: datetime) -> bool:
    """It certainly did not go out, for a reason that may pass. Fails after the last pause of RETRY_AFTER."""
    if message.tries >= len(RETRY_AFTER):
        return settle_failed(by, message, trouble, now=now)
    return _change(
        message,
        MessageState.CLAIMED,
        MessageState.QUEUED,
        trouble=trouble[:500],
        tries=message.tries + 1,
        send_after=now + RETRY_AFTER[message.tries],
        claimed_by="",
        lease_until=None,
    )


def give_back(message: OutgoingMessage, why: str, *, until: datetime) -> bool:
    """Unclaim a message that was not handed over; it waits until then."""
    return _change(
        message,
        MessageState.CLAIMED,
        MessageState.QUEUED,
        trouble=why[:500],
        send_after=until,
        claimed_by="",
        lease_until=None,
    )


@transaction.atomic
def mark_unknown(by: Actor, message: OutgoingMessage, trouble: str, *, now: datetime) -> bool:
    """Nobody knows whether the server took it. It is looked for, and never sent again by itself."""
    changed = _change(
        message,
        MessageState.CLAIMED,
        MessageState.UNKNOWN,
        trouble=trouble[:500],
        unknown_since=now,
        lease_until=None,
    )
    if changed:
        record(by, "message.unknown", message, now=now)
    return changed


@transaction.atomic
def hold(by: Actor, message: OutgoingMessage, why: str, *, now: datetime) -> bool:
    """Take a message back before it is sent: undo, an answer that came, or the guard's refusal.

    False when a worker has it already: then it is too late.
    """
    was = MessageState(message.state)
    if was not in {MessageState.QUEUED, MessageState.CLAIMED}:
        return False
    if not _change(message, was, MessageState.HELD, trouble=why[:500]):
        return False
    settle(by, message.touch, TouchState.UNDONE, at=now, now=now)
    record(by, "message.held", message, now=now)
    return True


@transaction.atomic
def found(by: Actor, message: OutgoingMessage, *, now: datetime) -> bool:
    """An unknown message was seen in the mailbox, so it was sent."""
    at = message.claimed_at or now
    if not _change(message, MessageState.UNKNOWN, MessageState.SENT, sent_at=at, looked_at=now, trouble=""):
        return False
    _landed(by, message, at=at, now=now)
    record(by, "message.found", message, now=now)
    return True


def looked_in_vain(message: OutgoingMessage, *, now: datetime) -> None:
    OutgoingMessage.objects.filter(pk=message.pk, state=MessageState.UNKNOWN).update(looked_at=now)


@transaction.atomic
def settle_by_hand(by: Actor, message: OutgoingMessage, *, was_sent: bool, now: datetime) -> bool:
    """A person says what became of an unknown message: it was sent, or it was not (then it is over, and the step
    comes up again as the plan says)."""
    by.require(Permission.WORK)
    if was_sent:
        return found(by, message, now=now)
    if not _change(message, MessageState.UNKNOWN, MessageState.FAILED, trouble="Not sent, says a person."):
        return False
    settle(by, message.touch, TouchState.FAILED, at=now, now=now)
    record(by, "message.settled_unsent", message, now=now)
    return True


@transaction.atomic
def all_queued_unknown(*, now: datetime) -> int:
    """After a restore: what the backup believes to be queued may have gone out since it was made."""
    return OutgoingMessage.objects.filter(state__in=[MessageState.QUEUED, MessageState.CLAIMED]).update(
        state=MessageState.UNKNOWN,
        unknown_since=now,
        from_restore=True,
        trouble="Brought back by a restore: it may have been sent since the backup was made.",
    )


@transaction.atomic
def save_mailbox(by: Actor, mailbox: Mailbox, *, now: datetime) -> None:
    """Store a mailbox that has been checked; the password is already locked."""
    by.require(Permission.WORK)
    mailbox.save()
    record(by, "mailbox.saved", mailbox, now=now)


def _landed(by: Actor, message: OutgoingMessage, *, at: datetime, now: datetime) -> None:
    settle(by, message.touch, TouchState.DONE, at=at, now=now)
    record(by, "message.sent", message, now=now)


def _change(message: OutgoingMessage, was: MessageState, state: MessageState, **fields: object) -> bool:
    """One row from `was` to `state`, or nothing. A claim that is no longer the worker's own changes nothing."""
    rows = OutgoingMessage.objects.filter(pk=message.pk, state=was)
    if was == MessageState.CLAIMED:
        rows = rows.filter(claimed_by=message.claimed_by)
    if rows.update(state=state, **fields) != 1:
        return False
    message.state = state
    for name, value in fields.items():
        setattr(message, name, value)
    return True
