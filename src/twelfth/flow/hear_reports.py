"""What servers and providers report of our messages: that one came back, or that it was called spam.

Anybody can write such a report. It is believed only when it names a message that went out from here, to the address
it speaks of; our Message-IDs cannot be guessed. One that names only an address is shown beside our last letter to it,
and changes nothing.
"""

from twelfth.flow.dead_address import mark_dead
from twelfth.flow.heard import MOST_IN_AN_HOUR, Batch, Heard, new_incoming, storable
from twelfth.flow.match import WENT_OUT, Match
from twelfth.flow.opt_out import complain, stop
from twelfth.flow.understand import BY_ADDRESS, Reported
from twelfth.messages.actions import found, note_bounce, note_complaint_about
from twelfth.messages.models import MessageState, OutgoingMessage
from twelfth.reading.bounce import Bounce, Failure
from twelfth.reading.bounce_reason import BounceClass, explain
from twelfth.reading.complaint import Complaint
from twelfth.rules.terms import Channel
from twelfth.touches.actions import bounced

#: Of several things told of one address, the lowest counts.
_WEIGHT = {
    BounceClass.HARD: 0,
    BounceClass.SOFT: 1,
    BounceClass.FULL: 1,
    BounceClass.BLOCKED: 1,
    BounceClass.DELAYED: 2,
}
#: Feedback that speaks of our set-up and not of a person's wish (RFC 6591).
_NO_COMPLAINT = frozenset({"auth-failure", "dmarc"})
_WHAT_IT_MEANS = {
    BounceClass.HARD: "The address is dead and is not written to any more.",
    BounceClass.SOFT: "It was not delivered. The address may well be good: the next step goes there again.",
    BounceClass.FULL: "It was not delivered. The address is good: the next step goes there again.",
    BounceClass.BLOCKED: "Their server refused us or the message, not the address.",
    BounceClass.DELAYED: "Their server goes on trying by itself.",
}
_WHAT_NOBODY_KNOWS = "It does not say which letter it is about, so nothing was changed by it."


def take_report(batch: Batch, reported: Reported) -> Heard:
    rows = OutgoingMessage.objects.select_related("touch", "person__workspace", "workspace")
    message = rows.get(pk=reported.message.pk)
    if message.state not in WENT_OUT:
        return Heard.STRANGER
    if reported.said.complaint is not None:
        return _complaint(batch, reported, message, reported.said.complaint)
    failure = failure_of(message.to_address, reported.said.bounce) if reported.said.bounce else None
    if failure is None:
        return Heard.STRANGER
    if not reported.is_named:
        if batch.lately[message.person_id] >= MOST_IN_AN_HOUR:
            return Heard.FLOOD
        told = _told(message.to_address, failure, means=_WHAT_NOBODY_KNOWS)
        return Heard.NOTED if _store(batch, reported, message, told) else Heard.KNOWN_ALREADY
    if message.bounced_at is not None or message.bounce_class == failure.class_:
        return Heard.KNOWN_ALREADY
    if not _store(batch, reported, message, _told(message.to_address, failure)):
        return Heard.KNOWN_ALREADY
    _went_out(batch, message)
    final = failure.class_ != BounceClass.DELAYED
    note_bounce(batch.by, message, failure.class_, explain(failure.reason), final=final, now=batch.now)
    return _came_back(batch, message, failure) if final else Heard.NOTED


def _went_out(batch: Batch, message: OutgoingMessage) -> None:
    """What is reported of was sent, whatever we knew."""
    if message.state == MessageState.UNKNOWN and found(batch.by, message, now=batch.now):
        batch.moved.add(message.person_id)


def _came_back(batch: Batch, message: OutgoingMessage, failure: Failure) -> Heard:
    bounced(batch.by, message.touch, now=batch.now)
    batch.moved.add(message.person_id)
    batch.judged.add(message.mailbox_id)
    if failure.class_ == BounceClass.HARD:
        batch.moved |= mark_dead(batch.by, message, now=batch.now)
    return Heard.BOUNCE


def _complaint(batch: Batch, reported: Reported, message: OutgoingMessage, complaint: Complaint) -> Heard:
    """Somebody pressed “this is spam”: no more e-mail to them, and nothing by itself on any other channel."""
    if complaint.recipients and message.to_address not in complaint.recipients:
        return Heard.STRANGER
    if complaint.feedback_type in _NO_COMPLAINT:
        return Heard.STRANGER
    told = f"{message.to_address} reported the message as spam. Nothing more is sent there."
    if message.complained_at is not None or not _store(batch, reported, message, told):
        return Heard.KNOWN_ALREADY
    _went_out(batch, message)
    stop(message.person, Channel.EMAIL, "complaint", now=batch.now)
    if complaint.feedback_type != "opt-out":
        note_complaint_about(batch.by, message, now=batch.now)
        complain(batch.by, message.person, "", now=batch.now)
        batch.judged.add(message.mailbox_id)
    batch.moved.add(message.person_id)
    return Heard.COMPLAINT


def _store(batch: Batch, reported: Reported, message: OutgoingMessage, told: str) -> bool:
    by = "thread" if reported.is_named else BY_ADDRESS
    match = Match(person=message.person, followup=message.touch.followup, answers=message, by=by)
    incoming = new_incoming(batch, reported.mail, reported.identity, match, reported.said.kind)
    incoming.text = storable(told)
    return batch.store(incoming)


def _told(address: str, failure: Failure, *, means: str = "") -> str:
    words = f" Their server said: “{failure.diagnostic}”" if failure.diagnostic else ""
    return f"{address}: {explain(failure.reason)} {means or _WHAT_IT_MEANS[failure.class_]}{words}"


def failure_of(address: str, bounce: Bounce) -> Failure | None:
    """What the report says of `address`, and of nobody else: our copy to ourselves may be late while theirs has
    failed, or the other way round. None where it names others alone.

    Told twice of one address, a failure for good counts before a delay, and a dead address before another refusal.
    A report that names nobody speaks of the one letter it belongs to.
    """
    named = [failure for failure in bounce.failures if address in failure.recipients]
    if not named and not bounce.recipients:
        named = list(bounce.failures)
    return min(named, key=lambda failure: _WEIGHT[failure.class_], default=None)
