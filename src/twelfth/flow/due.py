"""Stage two: the tick. What waits is decided again; what may go by itself is put into the outbox."""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q

from twelfth.accounts.actor import Actor
from twelfth.brief import brief as briefs
from twelfth.brief.words import mail_draft
from twelfth.flow.act import Approved, email_of, mailbox_for, queue_mail
from twelfth.flow.facts import joined, load
from twelfth.flow.may_go import SYNC_TOO_OLD
from twelfth.flow.move import go_over
from twelfth.flow.next_moment import lock, redecide, redecide_person, store_many
from twelfth.flow.opt_out import lacks_identity
from twelfth.flow.pacing import is_cold, next_place
from twelfth.flow.purpose import purpose_in
from twelfth.flow.today import local_today
from twelfth.followups.models import FollowUp
from twelfth.messages.models import Mailbox, OutgoingMessage
from twelfth.rules.facts import Due
from twelfth.rules.guard import NotBefore, verdict
from twelfth.rules.pacing import Letter
from twelfth.rules.reasons import Reason
from twelfth.rules.terms import Channel, NextKind

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
    """Work through what is due; how many there were. All are decided anew together; what may go by itself then goes
    in a transaction of its own. One that cannot be worked through is logged and keeps nobody else waiting."""
    ids = due(now=now, most=most)
    try:
        acting = decide_anew(ids, now=now)
    except Exception:  # whatever one of them has wrong must not stop the others
        log.exception("These follow-ups could not be decided together, so each is decided alone.")
        acting = ids
    trouble = [followup_id for followup_id in acting if not _advanced(followup_id, now=now)]
    return len(ids) - len(trouble)


@transaction.atomic
def decide_anew(ids: Sequence[int], *, now: datetime) -> list[int]:
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
        followup.pk
        for followup in followups
        if followup.next_is_automatic and followup.next_at is not None and followup.next_at <= now
    ]


def _advanced(followup_id: int, *, now: datetime) -> bool:
    try:
        advance(followup_id, now=now)
    except Exception:  # as above
        log.exception("Follow-up %s could not be advanced.", followup_id)
        return False
    return True


@transaction.atomic
def advance(followup_id: int, *, now: datetime) -> None:
    """Decide one follow-up anew; if its step may go by itself and everything is there for it, queue the message."""
    followup = lock(followup_id)
    if followup.ended_at is not None or followup.next_at is None or followup.next_at > now:
        return
    decided = redecide(followup, now=now)
    if not isinstance(decided, Due) or not decided.automatic or decided.moment.at > now:
        return
    if decided.kind is NextKind.CONTINUE:
        go_over(followup, now=now)
        return
    mailbox = mailbox_for(followup)
    if mailbox is not None and (mailbox.synced_at is None or now - mailbox.synced_at > SYNC_TOO_OLD):
        return  # The banner says so; an answer may lie unread.
    if mailbox is not None and mailbox.stopped_at is not None:
        return  # The banner says so; somebody has to look at what came back.
    if (why_not := _send_by_itself(followup, mailbox, now=now)) is not None:
        followup.next_is_automatic = False
        followup.next_reasons = [*followup.next_reasons, why_not.to_json()]
        followup.save(update_fields=["next_is_automatic", "next_reasons"])


def _send_by_itself(followup: FollowUp, mailbox: Mailbox | None, *, now: datetime) -> Reason | None:
    """Queue the step's message, or say why a person has to."""
    if mailbox is None:
        return Reason("needs_mailbox")
    address = email_of(followup)
    if address is None:
        return Reason("needs_address")
    if lacks_identity(followup.workspace) and is_cold(followup.person_id):
        return Reason("needs_identity")
    today = local_today(followup.owner, now)
    draft = mail_draft(briefs.load(followup, today=today, now=now))
    if draft.missing or not draft.body.strip():
        return Reason("needs_words", {"fields": ", ".join(draft.missing)})
    approved = Approved(
        number=followup.touch_count + 1,
        subject=draft.subject,
        body=draft.body,
        in_reply_to=draft.in_reply_to,
        references=draft.references,
    )
    slot, why = _free_slot(mailbox, followup, address, now=now)
    message = queue_mail(
        Actor(followup.workspace), followup, approved, send_after=slot, automatic=True, now=now
    )
    if why:
        # Said where it waits; cleared when it is sent.
        OutgoingMessage.objects.filter(pk=message.pk).update(trouble=why)
    redecide_person(followup.person_id, now=now)
    return None


def _free_slot(mailbox: Mailbox, followup: FollowUp, address: str, *, now: datetime) -> tuple[datetime, str]:
    """Where the mailbox has a place for it that is welcome to them too, and why not at once, "" for at once.

    The moment of sending checks both again.
    """
    letter = Letter(
        domain=address.rpartition("@")[2].lower(),
        is_cold=is_cold(followup.person_id),
        automatic=True,
        seed=followup.person_id,
    )
    facts = load(followup)

    def welcome(at: datetime) -> datetime:
        answer = verdict(
            facts,
            channel=Channel.EMAIL,
            at=at,
            now=now,
            promised=False,
            automatic=True,
            purpose=purpose_in(followup, facts),
        )
        return max(answer.moment.at, at) if isinstance(answer, NotBefore) else at

    return next_place(mailbox, letter, welcome, now=now)
