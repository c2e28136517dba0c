"""Stage five: what comes in. A human answer pauses what runs with the person; what is no answer does not."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.db import transaction

from twelfth.accounts.actor import Actor
from twelfth.accounts.events import record
from twelfth.flow.act import hold_automatic
from twelfth.flow.next_moment import redecide_person
from twelfth.flow.opt_out import stop
from twelfth.followups.models import FollowUp
from twelfth.messages.actions import found
from twelfth.messages.models import IncomingMessage, Mailbox, OutgoingMessage
from twelfth.people.actions import mark_contact_point, note_absence
from twelfth.people.models import ContactPoint, Person
from twelfth.reading.bounce import Bounce, Failure
from twelfth.reading.bounce_reason import BounceClass
from twelfth.reading.classify import Classification, Kind, classify
from twelfth.reading.mail import Mail, read
from twelfth.reading.reply import reply_text
from twelfth.rules.terms import Channel, Direction, Outcome
from twelfth.touches.actions import NewTouch, add_touch, bounced

#: How long an out-of-office without a date is taken to last.
ABSENCE = timedelta(days=14)
#: Of several things told of one address, the lowest counts.
_WEIGHT = {
    BounceClass.HARD: 0,
    BounceClass.SOFT: 1,
    BounceClass.FULL: 1,
    BounceClass.BLOCKED: 1,
    BounceClass.DELAYED: 2,
}


class Heard(StrEnum):
    """What a message turned out to be for us."""

    OWN_COPY = "own_copy"
    STRANGER = "stranger"
    KNOWN_ALREADY = "known_already"
    ANSWER = "answer"
    ABSENCE = "absence"
    BOUNCE = "bounce"
    NOTED = "noted"


@dataclass(frozen=True, slots=True)
class _Match:
    person: Person
    followup: FollowUp | None
    answers: OutgoingMessage | None
    by: str


@transaction.atomic
def hear(mailbox: Mailbox, raw: bytes, *, now: datetime) -> Heard:
    """Take in one message of a mailbox: match it, store it once, and let it move what it should.

    Never raises for what a message contains. Mail of people who are not in the workspace is not stored.
    """
    mail = read(raw)
    by = Actor(mailbox.workspace)
    own = OutgoingMessage.objects.filter(
        workspace=mailbox.workspace, message_id=mail.message_id or "-"
    ).first()
    if own is not None:
        if found(by, own, now=now):
            redecide_person(own.person_id, now=now)
        return Heard.OWN_COPY
    if mail.from_address == mailbox.address:
        return Heard.STRANGER
    said = classify(mail, now=now, country=mailbox.workspace.country)
    if said.kind == Kind.BOUNCE:
        return _bounce(by, mailbox, mail, said, now=now)
    match = _match(mailbox, mail)
    if match is None or said.kind == Kind.LIST:
        return Heard.STRANGER
    incoming = _store(mailbox, mail, raw, match, said, now=now)
    if incoming is None:
        return Heard.KNOWN_ALREADY
    if said.kind == Kind.AUTO_REPLY:
        return _absence(by, incoming, match, said, now=now)
    if said.kind == Kind.COMPLAINT:
        stop(match.person, None, "complaint", now=now)
        return Heard.NOTED
    if said.kind in {Kind.CHALLENGE, Kind.OTHER}:
        return Heard.NOTED
    return _answer(by, incoming, match, said, now=now)


def _match(mailbox: Mailbox, mail: Mail) -> _Match | None:
    """By the thread where it names a message of ours, else by the sender's address."""
    ids = [*mail.in_reply_to, *reversed(mail.references)]
    sent = {
        message.message_id: message
        for message in OutgoingMessage.objects.select_related("person", "touch__followup").filter(
            workspace=mailbox.workspace, message_id__in=ids
        )
    }
    named = next((sent[message_id] for message_id in ids if message_id in sent), None)
    if named is not None:
        return _Match(named.person, named.touch.followup, named, "thread")
    point = (
        ContactPoint.objects.select_related("person")
        .filter(workspace=mailbox.workspace, channel=Channel.EMAIL, value=mail.from_address)
        .order_by("-person__last_contact_at", "pk")
        .first()
    )
    if point is None:
        return None
    running = FollowUp.objects.filter(person=point.person, ended_at=None).order_by("-started_at")
    followup = running.filter(owner=mailbox.owner_id).first() or running.first()
    return _Match(point.person, followup, None, "sender")


def _received_at(mail: Mail, match: _Match, *, now: datetime) -> datetime:
    """When they wrote it, as their clock says; a clock that puts an answer before what it answers is not believed."""
    written = min(mail.date, now) if mail.date else now
    if match.answers is not None and written <= match.answers.touch.at:
        return max(now, match.answers.touch.at)
    return written


def _store(
    mailbox: Mailbox, mail: Mail, raw: bytes, match: _Match, said: Classification, *, now: datetime
) -> IncomingMessage | None:
    """The stored message, or None when it was stored before (read again after a lost connection)."""
    identity = mail.message_id[:200] or f"sha256:{hashlib.sha256(raw).hexdigest()}"
    received_at = _received_at(mail, match, now=now)
    incoming, is_new = IncomingMessage.objects.get_or_create(
        workspace=mailbox.workspace,
        mailbox=mailbox,
        identity=identity,
        defaults={
            "person": match.person,
            "followup": match.followup,
            "answers": match.answers,
            "references": " ".join(mail.references)[-4000:],
            "from_address": mail.from_address[:320],
            "subject": mail.subject[:300],
            "received_at": received_at,
            "kind": said.kind,
            "text": reply_text(mail),
            "full_text": mail.text,
            "return_date": said.return_date,
            "matched_by": match.by,
        },
    )
    return incoming if is_new else None


def _answer(
    by: Actor, incoming: IncomingMessage, match: _Match, said: Classification, *, now: datetime
) -> Heard:
    """A human answered: everything automatic to the person stops, and their follow-up waits for somebody to look."""
    new = NewTouch(
        channel=Channel.EMAIL, direction=Direction.IN, outcome=Outcome.REPLIED, at=incoming.received_at
    )
    incoming.touch = add_touch(by, match.person, match.followup, new, number=None, now=now)
    incoming.save(update_fields=["touch"])
    hold_automatic(by, [match.person.pk], "They answered.", now=now)
    if match.followup is not None:
        FollowUp.objects.filter(pk=match.followup.pk, ended_at=None, answer_waits_since=None).update(
            answer_waits_since=incoming.received_at
        )
    redecide_person(match.person.pk, now=now)
    record(by, "message.heard", incoming, now=now, matched_by=match.by)
    if said.opt_out:
        stop(match.person, Channel.EMAIL, "asked by e-mail", now=now)
    return Heard.ANSWER


def _absence(
    by: Actor, incoming: IncomingMessage, match: _Match, said: Classification, *, now: datetime
) -> Heard:
    """Not an answer: nothing to look at, but nothing is sent before they are back."""
    new = NewTouch(
        channel=Channel.EMAIL, direction=Direction.IN, outcome=Outcome.AUTO_REPLY, at=incoming.received_at
    )
    incoming.touch = add_touch(by, match.person, match.followup, new, number=None, now=now)
    incoming.save(update_fields=["touch"])
    note_absence(by, match.person, said.return_date or _default_return(match.person, now=now), now=now)
    hold_automatic(by, [match.person.pk], "They are away.", now=now)
    redecide_person(match.person.pk, now=now)
    return Heard.ABSENCE


def _default_return(person: Person, *, now: datetime) -> date:
    return (now + ABSENCE).astimezone(ZoneInfo(person.zone or person.workspace.zone)).date()


def _bounce(by: Actor, mailbox: Mailbox, mail: Mail, said: Classification, *, now: datetime) -> Heard:
    """Believed only when it names a message that we sent, to an address that we sent it to."""
    bounce = said.bounce
    ids = [*mail.in_reply_to, *mail.references, *((bounce.original_message_id,) if bounce else ())]
    message = (
        OutgoingMessage.objects.select_related("touch", "person")
        .filter(workspace=mailbox.workspace, message_id__in=[message_id for message_id in ids if message_id])
        .order_by("-queued_at")
        .first()
    )
    if bounce is None or message is None:
        return Heard.STRANGER
    failure = _failure_of(message.to_address, bounce)
    if failure is None or failure.class_ == BounceClass.DELAYED:
        return Heard.NOTED
    if message.touch.outcome == Outcome.BOUNCED:
        return Heard.KNOWN_ALREADY
    bounced(by, message.touch, now=now)
    OutgoingMessage.objects.filter(pk=message.pk).update(trouble=f"Came back: {failure.reason}"[:500])
    point = ContactPoint.objects.filter(
        person=message.person_id, channel=Channel.EMAIL, value=message.to_address
    ).first()
    if failure.class_ == BounceClass.HARD and point is not None:
        mark_contact_point(by, point, ContactPoint.BOUNCED, now=now)
    redecide_person(message.person_id, now=now)
    return Heard.BOUNCE


def _failure_of(address: str, bounce: Bounce) -> Failure | None:
    """What the report says of `address`, and of nobody else: our copy to ourselves may be late while theirs has
    failed, or the other way round. None where it names others alone.

    Told twice of one address, a failure for good counts before a delay, and a dead address before another refusal.
    A report that names nobody speaks of the one letter it belongs to.
    """
    named = [failure for failure in bounce.failures if address in failure.recipients]
    if not named and not bounce.recipients:
        named = list(bounce.failures)
    return min(named, key=lambda failure: _WEIGHT[failure.class_], default=None)
