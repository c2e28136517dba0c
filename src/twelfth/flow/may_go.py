"""The guard in the moment of sending: what speaks against each of many claimed messages now."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from twelfth.flow.facts import heard_last, joined, load_many
from twelfth.flow.guarded import hard_grounds, in_words
from twelfth.followups.models import FollowUp
from twelfth.messages.models import Mailbox, OutgoingMessage
from twelfth.people.models import ContactPoint
from twelfth.people.suppressions import suppressed
from twelfth.rules.facts import Facts
from twelfth.rules.guard import Never, NotBefore, verdict
from twelfth.rules.terms import Channel, Purpose

#: No automatic mail from a mailbox that was not read for so long: an answer may lie there unseen.
SYNC_TOO_OLD = timedelta(minutes=15)
#: An automatic message this late (a sleep, an outage) is not sent; its step is decided anew.
TOO_LATE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Held:
    """Why a message must not go now. `until` None: it is taken back for good."""

    why: str
    until: datetime | None = None


def holds(messages: Sequence[OutgoingMessage], *, now: datetime) -> Mapping[int, Held]:
    """What holds these messages of one mailbox, by their keys; what may go is not in it.

    Everything is read anew, in as many queries for twenty as for one. No two of them are to the same person: what
    becomes of the first decides about the second.
    """
    rows = FollowUp.objects.filter(pk__in=[message.touch.followup_id for message in messages])
    known = _Known(
        followups={followup.pk: followup for followup in joined(rows)},
        heard=heard_last([message.person_id for message in messages]),
        synced_at=Mailbox.objects.values_list("synced_at", flat=True).get(pk=messages[0].mailbox_id),
        suppressed=suppressed(messages[0].workspace, [message.to_address for message in messages]),
        asked_not=_asked_not(messages),
    )
    facts = load_many(known.followups.values(), without_touches=[message.touch_id for message in messages])
    found = {message.pk: _hold(message, known, facts, now=now) for message in messages}
    return {pk: held for pk, held in found.items() if held is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What was read: follow-ups by key, when each person was heard last, when the mailbox was read last, and which
    addresses are to be left alone."""

    followups: Mapping[int, FollowUp]
    heard: Mapping[int, datetime]
    synced_at: datetime | None
    suppressed: Set[str]
    #: People (by key) with the address at which they asked not to be written to.
    asked_not: Set[tuple[int, str]]


def _asked_not(messages: Sequence[OutgoingMessage]) -> Set[tuple[int, str]]:
    rows = ContactPoint.objects.filter(
        person__in=[message.person_id for message in messages],
        channel=Channel.EMAIL,
        state=ContactPoint.OPTED_OUT,
    )
    return set(rows.values_list("person_id", "value"))


def _hold(
    message: OutgoingMessage, known: _Known, facts: Mapping[int, Facts], *, now: datetime
) -> Held | None:
    followup = known.followups.get(message.touch.followup_id or 0)
    if followup is None:
        return Held("The follow-up is gone.")
    if followup.ended_at is not None and message.automatic:
        return Held("The follow-up has ended.")
    if message.to_address in known.suppressed:
        return Held("This address is on the do-not-contact list.")
    if (message.person_id, message.to_address) in known.asked_not:
        return Held("They asked not to be written to at this address.")
    heard_at = known.heard.get(message.person_id)
    if heard_at is not None and heard_at > message.queued_at:
        return Held("They answered while this was waiting. Look at the answer first.")
    if message.automatic:
        if known.synced_at is None or now - known.synced_at > SYNC_TOO_OLD:
            return Held(
                "Waiting: the mailbox has not been read for more than 15 minutes, so an answer may lie there unseen.",
                until=now + timedelta(minutes=1),
            )
        if now - message.send_after > TOO_LATE:
            return Held("Too late after a pause; the step is planned anew.")
    return _unwelcome(message, followup, facts[followup.pk], now=now)


def _unwelcome(message: OutgoingMessage, followup: FollowUp, facts: Facts, *, now: datetime) -> Held | None:
    """The guard's own words. For the machine every ground holds; what a person approved is held by what no key passes,
    unless exactly this message was let through."""
    touch = message.touch
    purpose = Purpose(touch.purpose) if touch.purpose else None
    answer = verdict(
        facts,
        channel=Channel.EMAIL,
        at=now,
        now=now,
        # Outside the plan: it keeps a promise or answers them, as was looked up when it was queued.
        promised=touch.step is None and purpose in {Purpose.KEEP_PROMISE, Purpose.ANSWER},
        automatic=message.automatic,
        purpose=purpose,
    )
    words = in_words(answer, followup, now=now)
    if not message.automatic:
        return Held(words) if hard_grounds(answer, message.override) else None
    if isinstance(answer, Never):
        return Held(words)
    if isinstance(answer, NotBefore):
        return Held(words, until=answer.moment.at)
    return None
