"""Stage two: the tick. What waits is decided again; what may go by itself is put into the outbox."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q

from twelfth.flow.facts import joined
from twelfth.flow.may_go import SYNC_TOO_OLD
from twelfth.flow.next_moment import store_many
from twelfth.flow.queueing import GROUP, queue_due
from twelfth.followups.models import FollowUp
from twelfth.messages.models import Mailbox
from twelfth.rules.terms import NextKind

log = logging.getLogger(__name__)


def due(*, now: datetime, most: int = 500) -> list[int]:
    """Follow-ups whose moment has come and that the tick has something to do for, the longest waiting first.

    Those that could only go out of a mailbox which is not being read are left alone: an answer may lie there, and they
    must not keep the others waiting. So are those of a mailbox that was stopped because too much came back.
    """
    closed = Mailbox.objects.filter(
        Q(synced_at=None) | Q(synced_at__lt=now - SYNC_TOO_OLD) | Q(stopped_at__isnull=False)
    )
    rows = FollowUp.objects.filter(
        Q(next_is_due=False) | Q(next_is_automatic=True),
        ended_at=None,
        next_at__lte=now,
        workspace__sending_paused_at=None,
    ).exclude(next_kind=NextKind.STEP, next_is_automatic=True, owner__in=closed.values("owner"))
    return list(rows.order_by("next_at").values_list("pk", flat=True)[:most])


def tick(*, now: datetime, most: int = 500) -> int:
    """Work through what is due; how many there were. All are decided anew together; what may go by itself then goes,
    each group of one owner's in a transaction of its own. One that cannot be worked through is logged and keeps nobody
    else waiting."""
    ids = due(now=now, most=most)
    try:
        groups = _groups(decide_anew(ids, now=now))
    except Exception:  # whatever one of them has wrong must not stop the others
        log.exception("These follow-ups could not be decided together, so each is decided alone.")
        groups = [[followup_id] for followup_id in ids]
    return len(ids) - sum(_troubled(group, now=now) for group in groups)


@transaction.atomic
def decide_anew(ids: Sequence[int], *, now: datetime) -> list[FollowUp]:
    """Decide these anew and store what changed, in as many queries for a thousand as for two. Returns those that may
    go on by themselves now. Whatever somebody else holds at this moment is left to the next round."""
    rows = FollowUp.objects.filter(pk__in=ids, ended_at=None, next_at__lte=now)
    locked = rows.select_for_update(
        of=("self",), skip_locked=connection.features.has_select_for_update_skip_locked
    )
    held = list(locked.values_list("pk", flat=True))
    followups = joined(FollowUp.objects.filter(pk__in=held).order_by("next_at", "pk"))
    store_many(followups, now=now)
    return [
        followup
        for followup in followups
        if followup.next_is_automatic and followup.next_at is not None and followup.next_at <= now
    ]


def _groups(followups: Iterable[FollowUp]) -> list[list[int]]:
    """Their ids, in groups as `queue_due` takes them: of one owner, of different people."""
    groups: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
    for followup in followups:
        place = 0
        while followup.person_id in (group := groups[followup.owner_id, place]) or len(group) >= GROUP:
            place += 1
        group[followup.person_id] = followup.pk
    return [list(group.values()) for group in groups.values()]


def _troubled(group: Sequence[int], *, now: datetime) -> int:
    """How many of them could not be worked through. Each is tried alone when they could not be together."""
    try:
        queue_due(group, now=now)
    except Exception:  # as above
        if len(group) > 1:
            log.exception("These follow-ups could not be advanced together, so each is advanced alone.")
            return sum(_troubled([followup_id], now=now) for followup_id in group)
        log.exception("Follow-up %s could not be advanced.", group[0])
        return 1
    return 0
