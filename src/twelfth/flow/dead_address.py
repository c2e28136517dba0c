"""An address that is not there: told by a report that came back, or by the mail server while it was handed over."""

from datetime import datetime

from twelfth.accounts.actor import Actor
from twelfth.messages.actions import note_refused
from twelfth.messages.models import OutgoingMessage
from twelfth.people.actions import mark_contact_point
from twelfth.people.models import ContactPoint
from twelfth.reading.bounce_reason import (
    BounceClass,
    Refusal,
    Stage,
    class_of,
    reason_by_code,
    reason_in_words,
    status_in,
)
from twelfth.rules.terms import Channel


def mark_dead(by: Actor, message: OutgoingMessage, *, now: datetime) -> set[int]:
    """Mark the message's address as bounced, whoever has it: nobody is reached there. Returns the people concerned."""
    points = ContactPoint.objects.select_related("person").filter(
        workspace=message.workspace_id, channel=Channel.EMAIL, value=message.to_address
    )
    concerned: set[int] = set()
    for point in points.order_by("person_id"):
        mark_contact_point(by, point, ContactPoint.BOUNCED, now=now)
        concerned.add(point.person_id)
    return concerned


def refused_at_once(by: Actor, message: OutgoingMessage, words: str, *, now: datetime) -> set[int]:
    """The server would not have this reader, for good: it counts as a bounce, and a dead address is marked as such.
    Returns the people whose plans that moves."""
    refusal = Refusal(status_in(words), words, Stage.RECIPIENT)
    kind = class_of(reason_in_words(refusal) or reason_by_code(refusal))
    note_refused(message, kind, now=now)
    return mark_dead(by, message, now=now) if kind == BounceClass.HARD else set()
