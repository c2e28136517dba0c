"""What we wrote: copies of what went out from here, and letters written with another program.

The latter are real contacts. They are logged with their text, so that the plan's clock counts them and an answer to
them is known by its thread.
"""

from datetime import datetime, timedelta

from django.db.models import Max

from twelfth.accounts.actor import Actor
from twelfth.flow.heard import Batch, Heard, storable
from twelfth.flow.inbox import settle_answers
from twelfth.flow.match import WENT_OUT
from twelfth.flow.understand import OwnCopy, Recipient, WrittenElsewhere
from twelfth.followups.models import FollowUp
from twelfth.messages.actions import WrittenMessage, found, log_written
from twelfth.messages.models import Mailbox, MessageState, OutgoingMessage
from twelfth.reading.mail import Mail
from twelfth.reading.reply import reply_text
from twelfth.rules.terms import Channel, Direction, Outcome
from twelfth.touches.actions import NewTouch, add_touch
from twelfth.touches.models import Touch

#: Some servers give a message a new Message-ID. Its subject, its recipient and this time still tell.
_SAME_MOMENT = timedelta(minutes=15)


def note_copy(batch: Batch, copy: OwnCopy) -> Heard:
    """Where it was not known whether the server took it, now it is."""
    if copy.message.state == MessageState.UNKNOWN and found(batch.by, copy.message, now=batch.now):
        batch.moved.add(copy.message.person_id)
    return Heard.OWN_COPY


def note_written(batch: Batch, written: WrittenElsewhere) -> Heard:
    """A contact with everybody it went to whom we know; with the first of them its message is kept."""
    by = Actor(batch.by.workspace, written.member)
    at = min(written.mail.date or batch.now, batch.now)
    message_id = _free_id(by, storable(written.identity)[:200])
    if message_id is None:
        return Heard.KNOWN_ALREADY
    if (sent := _sent_from_here(batch, written, at=at)) is not None:
        return note_copy(batch, OwnCopy(message=sent))
    touches = [_contact(by, recipient, written.mail, at=at, now=batch.now) for recipient in written.to]
    log_written(
        by,
        Mailbox.objects.filter(owner=written.member).first() or batch.mailbox,
        touches[0],
        WrittenMessage(
            to_address=storable(written.to[0].address),
            subject=storable(written.mail.subject)[:300],
            body=storable(_words(written.mail)),
            message_id=message_id,
            in_reply_to=next(iter(written.mail.in_reply_to), "")[:998],
            references=" ".join(written.mail.references)[-4000:],
        ),
        at=at,
        now=batch.now,
    )
    batch.moved.update(recipient.person.pk for recipient in written.to)
    return Heard.ELSEWHERE


def _contact(by: Actor, recipient: Recipient, mail: Mail, *, at: datetime, now: datetime) -> Touch:
    followup = recipient.followup
    if followup is not None and at < followup.started_at:
        followup = None
    new = NewTouch(
        channel=Channel.EMAIL,
        direction=Direction.OUT,
        outcome=Outcome.SENT,
        at=at,
        note=storable(f"{mail.subject[:300]}\n\n{_words(mail)}"),
    )
    number = None
    if followup is not None:
        number = (
            Touch.objects.filter(followup=followup).aggregate(highest=Max("number"))["highest"] or 0
        ) + 1
        # Whoever wrote after an answer came has seen it.
        if FollowUp.objects.filter(pk=followup.pk, answer_waits_since__lt=at).exists():
            settle_answers([followup.pk], now=now)
    return add_touch(by, recipient.person, followup, new, number=number, now=now)


def _words(mail: Mail) -> str:
    return reply_text(mail) or mail.text


def _free_id(by: Actor, message_id: str) -> str | None:
    """The identifier under which the message is kept, None where it is kept already. A Message-ID is unique among all
    workspaces, and two of them may well see the same letter."""
    own = f"{message_id[:180]} {by.workspace.pk}"
    rows = OutgoingMessage.objects.filter(message_id__in=[message_id, own])
    taken = dict(rows.values_list("message_id", "workspace_id"))
    if own in taken or taken.get(message_id) == by.workspace.pk:
        return None
    return own if message_id in taken else message_id


def _sent_from_here(batch: Batch, written: WrittenElsewhere, *, at: datetime) -> OutgoingMessage | None:
    """Our own message, come back under a Message-ID that the server gave it."""
    rows = OutgoingMessage.objects.select_related("workspace", "touch").filter(
        workspace=batch.by.workspace,
        mailbox__owner=written.member,
        person__in=[recipient.person.pk for recipient in written.to],
        subject=written.mail.subject[:300],
        claimed_at__range=(at - _SAME_MOMENT, at + _SAME_MOMENT),
        state__in=WENT_OUT,
    )
    return rows.order_by("-claimed_at").first()
