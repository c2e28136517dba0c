"""Looking for what a crash left unknown: the mailbox tells whether the server took it."""

from datetime import datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import Q

from twelfth.accounts.actor import Actor
from twelfth.flow.next_moment import redecide_person
from twelfth.messages.actions import Result, found, looked_in_vain, settle_many
from twelfth.messages.models import Mailbox, MessageState, OutgoingMessage
from twelfth.messages.ports import MailSession

#: Between two looks for the same message: mail takes its time.
LOOK_AGAIN = timedelta(minutes=1)
_STOPPED = "The worker stopped while it was handing this over."


def expire_claims(*, now: datetime, dead_workers: frozenset[str] = frozenset()) -> int:
    """Claims whose lease ran out, or whose worker is known to be dead, become unknown; how many there were."""
    lost = OutgoingMessage.objects.select_related("workspace", "touch").filter(
        Q(lease_until__lte=now) | Q(claimed_by__in=dead_workers), state=MessageState.CLAIMED
    )
    results = [
        Result(message=message, state=MessageState.UNKNOWN, at=now, trouble=_STOPPED)
        for message in lost.order_by("workspace")
    ]
    by_workspace = groupby(results, key=lambda result: result.message.workspace_id)
    return sum(len(settle_many(list(group), now=now)) for _, group in by_workspace)


def look(mailbox: Mailbox, session: MailSession, *, now: datetime) -> int:
    """Search the mailbox for its unknown messages; how many were found and are settled as sent."""
    unknown = OutgoingMessage.objects.select_related("workspace", "touch").filter(
        Q(looked_at=None) | Q(looked_at__lte=now - LOOK_AGAIN), mailbox=mailbox, state=MessageState.UNKNOWN
    )
    return sum(_look(message, session, now=now) for message in unknown)


def _look(message: OutgoingMessage, session: MailSession, *, now: datetime) -> bool:
    if session.find(message.message_id) is None:
        looked_in_vain(message, now=now)
        return False
    with transaction.atomic():
        was_unknown = found(Actor(message.workspace), message, now=now)
        redecide_person(message.person_id, now=now)
    return was_unknown
