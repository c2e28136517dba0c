"""The one function that leads to sending. The guard is in it.

Claimed and committed before; handed over; the result committed after. What a crash leaves between is unknown and is
looked for, never sent again by itself (docs/explanation/sent-once.md).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from twelfth.accounts.actor import Actor
from twelfth.flow.facts import heard_since, load
from twelfth.flow.guarded import hard_grounds, in_words
from twelfth.flow.next_moment import redecide_person
from twelfth.flow.opt_out import unsubscribe_links
from twelfth.followups.models import FollowUp
from twelfth.messages import actions
from twelfth.messages.compose import Letter, UnusableAddress, compose
from twelfth.messages.models import Mailbox, OutgoingMessage
from twelfth.messages.ports import Handed, MailError, Refused, TransportSession, Unsure
from twelfth.rules.guard import Never, NotBefore, verdict
from twelfth.rules.terms import Channel, Purpose

#: No automatic mail from a mailbox that was not read for so long: an answer may lie there unseen.
SYNC_TOO_OLD = timedelta(minutes=15)
#: An automatic message this late (a sleep, an outage) is not sent; its step is decided anew.
TOO_LATE = timedelta(hours=1)
#: Nothing is handed over so close to the end of the claim that the server's answer could come after it.
LEASE_MARGIN = timedelta(minutes=2)

#: When a mailbox that could not be used is tried again.
MAILBOX_PAUSE = timedelta(minutes=5)

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Held:
    """Why a message must not go now. `until` None: it is taken back for good."""

    why: str
    until: datetime | None = None


def deliver(message: OutgoingMessage, session: TransportSession, clock: Clock) -> None:
    """Send one claimed message, or give it back with the reason. Never raises for what the server does."""
    now = clock()
    by = Actor(message.workspace)
    if (held := check(message, now=now)) is not None:
        _hold(by, message, held, now=now)
        return
    if message.lease_until is None or clock() > message.lease_until - LEASE_MARGIN:
        # The claim runs out before the server could answer. Nothing was handed over, so it is simply claimed again.
        actions.give_back(message, "", until=clock())
        return
    try:
        letter = compose(_letter(message, now=now))
    except UnusableAddress as error:
        _refused(by, message, Refused(temporary=False, code=0, text=str(error)), now=now)
        return
    copies = () if message.mailbox.sent_saved_by_server else (message.mailbox.address,)
    try:
        result = session.send(message.mailbox.address, (message.to_address, *copies), letter)
    except MailError as error:
        # Raised only before anything was handed over: no connection, no log-in. It waits for the mailbox to be mended.
        put_off([message], str(error), now=clock())
        return
    after = clock()
    if isinstance(result, Handed):
        with transaction.atomic():
            if actions.settle_sent(by, message, at=after, now=after):
                redecide_person(message.person_id, now=after)
    elif isinstance(result, Unsure):
        blind = " Its copy to us was refused, so it cannot be looked up." if result.refused_copies else ""
        actions.mark_unknown(by, message, f"{result.text}{blind}", now=after)
    else:
        _refused(by, message, result, now=after)


@transaction.atomic
def put_off(messages: Sequence[OutgoingMessage], trouble: str, *, now: datetime) -> None:
    """The mailbox cannot be used, so certainly nothing went out: what is still claimed waits, and uses up no try."""
    Mailbox.objects.filter(pk=messages[0].mailbox_id).update(send_trouble=trouble[:500])
    for message in messages:
        actions.give_back(message, trouble, until=now + MAILBOX_PAUSE)


def check(message: OutgoingMessage, *, now: datetime) -> Held | None:
    """The guard in the moment of sending: what speaks against this message now, if anything."""
    followup = message.touch.followup
    if followup is None:
        return Held("The follow-up is gone.")
    if followup.ended_at is not None and message.automatic:
        return Held("The follow-up has ended.")
    if heard_since(message.person_id, message.queued_at):
        return Held("They answered while this was waiting. Look at the answer first.")
    if message.automatic:
        synced_at = Mailbox.objects.values_list("synced_at", flat=True).get(pk=message.mailbox_id)
        if synced_at is None or now - synced_at > SYNC_TOO_OLD:
            return Held(
                "Waiting: the mailbox has not been read for more than 15 minutes, so an answer may lie there unseen.",
                until=now + timedelta(minutes=1),
            )
        if now - message.send_after > TOO_LATE:
            return Held("Too late after a pause; the step is planned anew.")
    return _unwelcome(message, followup, now=now)


def _unwelcome(message: OutgoingMessage, followup: FollowUp, *, now: datetime) -> Held | None:
    """The guard's own words. For the machine every ground holds; what a person approved is held by what no key passes,
    unless exactly this message was let through."""
    touch = message.touch
    purpose = Purpose(touch.purpose) if touch.purpose else None
    answer = verdict(
        load(followup, without_touch=message.touch_id),
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


@transaction.atomic
def _hold(by: Actor, message: OutgoingMessage, held: Held, *, now: datetime) -> None:
    if held.until is not None:
        actions.give_back(message, held.why, until=held.until)
        return
    actions.hold(by, message, held.why, now=now)
    redecide_person(message.person_id, now=now)


@transaction.atomic
def _refused(by: Actor, message: OutgoingMessage, refused: Refused, *, now: datetime) -> None:
    Mailbox.objects.filter(pk=message.mailbox_id).update(send_trouble=refused.text[:500])
    if refused.temporary:
        actions.try_later(by, message, refused.text, now=now)
    else:
        actions.settle_failed(by, message, refused.text, now=now)
    redecide_person(message.person_id, now=now)


def _letter(message: OutgoingMessage, *, now: datetime) -> Letter:
    mailbox, links = message.mailbox, unsubscribe_links(message)
    return Letter(
        from_name=mailbox.display_name,
        from_address=mailbox.address,
        to_name=message.person.full_name,
        to_address=message.to_address,
        subject=message.subject,
        text=f"{message.body.rstrip()}\n\n{links.footer}\n",
        message_id=message.message_id,
        date=now,
        in_reply_to=message.in_reply_to,
        references=message.references,
        unsubscribe_url=links.url,
        unsubscribe_mailto=links.mailto,
    )
