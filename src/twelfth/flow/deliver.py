"""The one function that leads to sending. The guard is in it.

Claimed and committed before; handed over; the result committed after. What a crash leaves between is unknown and is
looked for, never sent again by itself (docs/explanation/sent-once.md).
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from twelfth.accounts.actor import Actor
from twelfth.flow.dead_address import refused_at_once
from twelfth.flow.may_go import Held, holds
from twelfth.flow.next_moment import lock_people, redecide_people
from twelfth.flow.opt_out import unsubscribe_links
from twelfth.flow.standing import judge
from twelfth.messages.actions import Result, note_mailbox, put_off_queued, refused, settle_many
from twelfth.messages.compose import Enclosed, Letter, UnusableAddress, compose
from twelfth.messages.models import MessageState, OutgoingMessage
from twelfth.messages.ports import Handed, MailError, TransportSession, Unsure

#: What was looked up before a message is handed over is no older than this: an opt-out counts within the second.
FRESH = timedelta(seconds=1)
#: Nothing is handed over so close to the end of the claim that the server's answer could come after it.
LEASE_MARGIN = timedelta(minutes=2)
#: When a mailbox that could not be used is tried again.
MAILBOX_PAUSE = timedelta(minutes=5)

_MOVES_THE_PLAN = {MessageState.SENT, MessageState.FAILED, MessageState.HELD}

Clock = Callable[[], datetime]


def deliver(messages: Sequence[OutgoingMessage], session: TransportSession, clock: Clock) -> None:
    """Send these claimed messages of one mailbox, or give them back with the reason.

    Looked up together, handed over one after the other, their results committed together: at most once a second, and
    at most as many as were claimed. Never raises for what the server does.
    """
    waiting = list(messages)
    while waiting:
        group = _one_per_person(waiting)
        try:
            left = _hand_over(group, session, clock)
        except MailError as error:
            # Raised only before anything was handed over: no connection, no log-in. It waits until that is mended.
            put_off(waiting, str(error), now=clock())
            return
        done = {message.pk for message in group} - {message.pk for message in left}
        waiting = [message for message in waiting if message.pk not in done]


@transaction.atomic
def put_off(messages: Sequence[OutgoingMessage], trouble: str, *, now: datetime) -> None:
    """The mailbox cannot be used, so certainly nothing went out: what is still claimed waits, and uses up no try.
    So does what it has in the queue, so that it keeps no other mailbox waiting."""
    until = now + MAILBOX_PAUSE
    results = [
        Result(message=message, state=MessageState.QUEUED, at=until, trouble=trouble) for message in messages
    ]
    settle_many(results, now=now)
    put_off_queued(messages[0].mailbox, trouble, until=until)


def _one_per_person(messages: Collection[OutgoingMessage]) -> list[OutgoingMessage]:
    """What becomes of a person's first message decides about their second."""
    first: dict[int, OutgoingMessage] = {}
    for message in messages:
        first.setdefault(message.person_id, message)
    return list(first.values())


def _hand_over(
    group: Sequence[OutgoingMessage], session: TransportSession, clock: Clock
) -> Sequence[OutgoingMessage]:
    """Hand over what may go, while what we know is fresh; the rest is returned. Raises MailError."""
    looked_at = clock()
    held = holds(group, now=looked_at)
    results = [_back(message, held[message.pk], now=looked_at) for message in group if message.pk in held]
    free = [message for message in group if message.pk not in held]
    try:
        for place, message in enumerate(free):
            if place and clock() - looked_at > FRESH:
                return free[place:]
            results.append(_send(message, session, clock))
    finally:
        _settle(results, now=clock())
    return ()


def _back(message: OutgoingMessage, held: Held, *, now: datetime) -> Result:
    if held.until is None:
        return Result(message=message, state=MessageState.HELD, at=now, trouble=held.why)
    return Result(message=message, state=MessageState.QUEUED, at=held.until, trouble=held.why)


def _send(message: OutgoingMessage, session: TransportSession, clock: Clock) -> Result:
    now = clock()
    if message.lease_until is None or now > message.lease_until - LEASE_MARGIN:
        # The claim runs out before the server could answer. Nothing was handed over, so it is simply claimed again.
        return Result(message=message, state=MessageState.QUEUED, at=now)
    mailbox = message.mailbox
    try:
        letter = compose(_letter(message, now=now))
    except UnusableAddress as error:
        return Result(message=message, state=MessageState.FAILED, at=now, trouble=str(error))
    copies = () if mailbox.sent_saved_by_server else (mailbox.address,)
    answer = session.send(mailbox.address, (message.to_address, *copies), letter)
    after = clock()
    if isinstance(answer, Handed):
        return Result(message=message, state=MessageState.SENT, at=after)
    if isinstance(answer, Unsure):
        blind = " Its copy to us was refused, so it cannot be looked up." if answer.refused_copies else ""
        return Result(message=message, state=MessageState.UNKNOWN, at=after, trouble=f"{answer.text}{blind}")
    about_reader = message.to_address in answer.recipients
    if not about_reader:
        note_mailbox(mailbox, trouble=answer.text)
    return refused(message, answer.text, for_now=answer.temporary, about_reader=about_reader, now=after)


@transaction.atomic
def _settle(results: Sequence[Result], *, now: datetime) -> None:
    """Commit what became of them, and decide anew for everybody whose plan it moves."""
    if not results:
        return
    lock_people([result.message.person_id for result in results])
    ours = settle_many(results, now=now)
    if sent := [result.at for result in ours if result.state == MessageState.SENT]:
        note_mailbox(ours[0].message.mailbox, sent_at=max(sent))
    moved = {result.message.person_id for result in ours if result.state in _MOVES_THE_PLAN}
    if turned_away := [result for result in ours if result.about_reader]:
        by = Actor(turned_away[0].message.workspace)
        for result in turned_away:
            moved |= refused_at_once(by, result.message, result.trouble, now=now)
        judge(turned_away[0].message.mailbox_id, now)
    redecide_people(moved, now=now)


def _letter(message: OutgoingMessage, *, now: datetime) -> Letter:
    mailbox, links = message.mailbox, unsubscribe_links(message)
    return Letter(
        from_name=mailbox.display_name,
        from_address=mailbox.address,
        to_name=message.person.full_name,
        to_address=message.to_address,
        subject=message.subject,
        text=f"{message.body.rstrip()}\n\n{links.footer}".rstrip() + "\n",
        message_id=message.message_id,
        date=now,
        in_reply_to=message.in_reply_to,
        references=message.references,
        unsubscribe_url=links.url,
        unsubscribe_mailto=links.mailto,
        files=_files(message),
    )


def _files(message: OutgoingMessage) -> tuple[Enclosed, ...]:
    """Read one letter at a time: a group of them may be large."""
    if not message.file_count:
        return ()
    rows = message.files.order_by("pk")
    return tuple(Enclosed(file.name, file.content_type, bytes(file.content)) for file in rows)
