"""Writes to mail. The outbox's states change by conditional UPDATE only: whoever changes the row owns the change.

docs/explanation/sent-once.md tells the whole of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record, record_many
from twelfth.background.bulk_sql import update_rows
from twelfth.messages.compose import Enclosed
from twelfth.messages.models import Mailbox, MessageState, OutgoingFile, OutgoingMessage, Override
from twelfth.touches.actions import settle, settle_touches
from twelfth.touches.models import Touch, TouchState

#: A worker must be done with a claim before this; afterwards nobody knows what became of it.
LEASE = timedelta(minutes=5)
#: Time for a person to take a message back.
UNDO_TIME = timedelta(seconds=10)
#: How far down the queue a claim looks for what it can take.
_LOOKED_AT = 400
#: What a result may change.
_RESULT = ("state", "send_after", "tries", "claimed_by", "lease_until", "sent_at", "trouble", "unknown_since")
_ENDS_TOUCH = {
    MessageState.SENT: TouchState.DONE,
    MessageState.FAILED: TouchState.FAILED,
    MessageState.HELD: TouchState.UNDONE,
}
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
    #: The first to this person at all.
    is_cold: bool = False
    files: tuple[Enclosed, ...] = ()
    override: Override | None = None
    #: Said where it waits; gone when it is sent.
    why_later: str = ""


@transaction.atomic
def queue(
    by: Actor, mailbox: Mailbox, letters: Sequence[tuple[Touch, NewMessage]], *, now: datetime
) -> list[OutgoingMessage]:
    """Put the messages of in-flight touches into the outbox, in the transaction that adds the touches; in as many
    queries for twenty as for one."""
    messages = OutgoingMessage.objects.bulk_create(
        OutgoingMessage(
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
            is_cold=new.is_cold,
            override=new.override,
            queued_at=now,
            send_after=new.send_after,
            trouble=new.why_later,
            file_count=len(new.files),
        )
        for touch, new in letters
    )
    OutgoingFile.objects.bulk_create(
        OutgoingFile(
            workspace=by.workspace,
            message=message,
            name=file.name[-200:],
            content_type=file.content_type,
            size=len(file.content),
            content=file.content,
        )
        for message, (_, new) in zip(messages, letters, strict=True)
        for file in new.files
    )
    record_many(by, [("message.queued", message) for message in messages], now=now)
    return messages


def claim(worker: str, most: int, *, mailbox: int | None = None, now: datetime) -> list[OutgoingMessage]:
    """Take up to `most` messages of one mailbox (that one, or the one that waits longest) whose time has come. Each is
    this worker's alone, committed before this returns; what another worker is claiming right now is passed over."""
    due = OutgoingMessage.objects.filter(
        state=MessageState.QUEUED, send_after__lte=now, workspace__sending_paused_at=None
    ).exclude(automatic=True, mailbox__stopped_at__isnull=False)
    if mailbox is not None:
        due = due.filter(mailbox=mailbox)
    by_mailbox: dict[int, list[int]] = {}
    for pk, mailbox_id in due.order_by("send_after", "pk").values_list("pk", "mailbox_id")[:_LOOKED_AT]:
        by_mailbox.setdefault(mailbox_id, []).append(pk)
    for waiting in by_mailbox.values():
        if mine := _claim(worker, waiting, most, now=now):
            return _claimed(mine)
    return []


def _claimed(mine: Sequence[int]) -> list[OutgoingMessage]:
    """The messages with what sending them needs; what they have in common is read once."""
    rows = OutgoingMessage.objects.filter(pk__in=mine).order_by("send_after", "pk")
    messages = list(rows.select_related("override", "touch", "person"))
    mailbox = Mailbox.objects.select_related("workspace").get(pk=messages[0].mailbox_id)
    for message in messages:
        message.mailbox = mailbox
        message.workspace = message.person.workspace = message.touch.workspace = mailbox.workspace
    return messages


@transaction.atomic
def _claim(worker: str, waiting: Sequence[int], most: int, *, now: datetime) -> list[int]:
    free = OutgoingMessage.objects.filter(pk__in=waiting, state=MessageState.QUEUED).select_for_update(
        skip_locked=connection.features.has_select_for_update_skip_locked
    )
    mine = list(free.order_by("send_after", "pk").values_list("pk", flat=True)[:most])
    OutgoingMessage.objects.filter(pk__in=mine).update(
        state=MessageState.CLAIMED, claimed_by=worker, claimed_at=now, lease_until=now + LEASE
    )
    return mine


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of a claimed message: SENT (`at`: when), FAILED, UNKNOWN, HELD, or QUEUED again (`at`: from when).

    `trouble` is one sentence for a person, "" where there is none; `about_reader`: the server refused the address.
    """

    message: OutgoingMessage
    state: MessageState
    at: datetime
    trouble: str = ""
    is_try: bool = False
    about_reader: bool = False


def refused(
    message: OutgoingMessage, trouble: str, *, for_now: bool, about_reader: bool, now: datetime
) -> Result:
    """The server will not have it; for now, or for good. After the last pause of RETRY_AFTER it has failed."""
    if for_now and message.tries < len(RETRY_AFTER):
        at = now + RETRY_AFTER[message.tries]
        return Result(message=message, state=MessageState.QUEUED, at=at, trouble=trouble, is_try=True)
    final = about_reader and not for_now
    return Result(message=message, state=MessageState.FAILED, at=now, trouble=trouble, about_reader=final)


@transaction.atomic(savepoint=False)
def settle_many(results: Sequence[Result], *, now: datetime) -> list[Result]:
    """Store what became of claimed messages of one workspace, in as many queries for twenty as for one.

    Those that are no longer in the hands of who claimed them (a lease that ran out: they are unknown) stay as they
    are; the others are returned.
    """
    claims = OutgoingMessage.objects.select_for_update().filter(
        pk__in=[result.message.pk for result in results], state=MessageState.CLAIMED
    )
    holders = dict(claims.order_by("pk").values_list("pk", "claimed_by"))
    ours = [result for result in results if holders.get(result.message.pk) == result.message.claimed_by]
    for result in ours:
        _take_over(result, now=now)
    update_rows(OutgoingMessage, _RESULT, [_row(result.message) for result in ours])
    landed = [result for result in ours if result.state in _ENDS_TOUCH]
    settle_touches(
        [(result.message.touch, _ENDS_TOUCH[result.state], result.at) for result in landed], now=now
    )
    if ours:
        told = [result for result in ours if result.state != MessageState.QUEUED]
        by = Actor(ours[0].message.workspace)
        record_many(by, [(f"message.{result.state}", result.message) for result in told], now=now)
    return ours


def _take_over(result: Result, *, now: datetime) -> None:
    message = result.message
    message.state, message.trouble = result.state, result.trouble[:500]
    message.lease_until = None
    if result.state == MessageState.QUEUED:
        message.send_after, message.claimed_by = result.at, ""
        message.tries += result.is_try
    elif result.state == MessageState.SENT:
        message.sent_at = result.at
    elif result.state == MessageState.UNKNOWN:
        message.unknown_since = now


def _row(message: OutgoingMessage) -> tuple[Any, ...]:
    return (*(getattr(message, name) for name in _RESULT), message.pk)


@transaction.atomic
def hold(by: Actor, message: OutgoingMessage, why: str, *, now: datetime) -> bool:
    """Take a queued message back: undo, an answer that came, a wish to be left alone.

    False when a worker has it already: then it is too late.
    """
    if not _change(message, MessageState.QUEUED, MessageState.HELD, trouble=why[:500]):
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


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenMessage:
    """A message that somebody wrote with another program, as it was found in their mailbox."""

    to_address: str
    subject: str
    body: str
    message_id: str
    in_reply_to: str = ""
    references: str = ""


@transaction.atomic
def log_written(
    by: Actor, mailbox: Mailbox, touch: Touch, written: WrittenMessage, *, at: datetime, now: datetime
) -> OutgoingMessage:
    """Keep the message of a contact that was made elsewhere. It never was in the outbox, so nobody ever claimed it."""
    message = OutgoingMessage.objects.create(
        workspace=by.workspace,
        mailbox=mailbox,
        touch=touch,
        person_id=touch.person_id,
        to_address=written.to_address,
        subject=written.subject,
        body=written.body,
        message_id=written.message_id,
        in_reply_to=written.in_reply_to,
        references=written.references,
        state=MessageState.SENT,
        queued_at=at,
        send_after=at,
        sent_at=at,
    )
    record(by, "message.written_elsewhere", message, now=now)
    return message


@transaction.atomic
def note_bounce(
    by: Actor, message: OutgoingMessage, bounce_class: str, why: str, *, final: bool, now: datetime
) -> None:
    """It came back, or (not `final`) its delivery is late."""
    changed: dict[str, Any] = {"bounce_class": bounce_class}
    if final:
        changed |= {"bounced_at": now, "trouble": f"Came back: {why}"[:500]}
    OutgoingMessage.objects.filter(pk=message.pk).update(**changed)
    record(by, "message.bounced" if final else "message.delayed", message, now=now, bounce_class=bounce_class)


def note_refused(message: OutgoingMessage, bounce_class: str, *, now: datetime) -> None:
    """Its reader was refused while it was handed over; the failure itself is on record."""
    OutgoingMessage.objects.filter(pk=message.pk).update(bounced_at=now, bounce_class=bounce_class)


@transaction.atomic
def note_complaint_about(by: Actor, message: OutgoingMessage, *, now: datetime) -> None:
    """Its reader called it spam."""
    if OutgoingMessage.objects.filter(pk=message.pk, complained_at=None).update(complained_at=now):
        record(by, "message.complained", message, now=now)


def put_off_queued(mailbox: Mailbox, trouble: str, *, until: datetime) -> None:
    """The mailbox cannot be used before then."""
    queued = OutgoingMessage.objects.filter(mailbox=mailbox, state=MessageState.QUEUED, send_after__lt=until)
    queued.update(send_after=until, trouble=trouble[:500])
    note_mailbox(mailbox, trouble=trouble)


def note_mailbox(mailbox: Mailbox, *, sent_at: datetime | None = None, trouble: str = "") -> None:
    """That it sent, or what keeps it from sending."""
    if sent_at is not None:
        Mailbox.objects.filter(pk=mailbox.pk).update(sent_at=sent_at, send_trouble="")
    else:
        Mailbox.objects.filter(pk=mailbox.pk).update(send_trouble=trouble[:500])


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


def _landed(by: Actor, message: OutgoingMessage, *, at: datetime, now: datetime) -> None:
    settle(by, message.touch, TouchState.DONE, at=at, now=now)
    record(by, "message.sent", message, now=now)


def _change(message: OutgoingMessage, was: MessageState, state: MessageState, **fields: object) -> bool:
    """One row from `was` to `state`, or nothing."""
    if OutgoingMessage.objects.filter(pk=message.pk, state=was).update(state=state, **fields) != 1:
        return False
    message.state = state
    for name, value in fields.items():
        setattr(message, name, value)
    return True
