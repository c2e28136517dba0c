"""Stage two: the tick. What waits is decided again; what may go by itself is put into the outbox."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max, Q

from twelfth.accounts.actor import Actor
from twelfth.brief import brief as briefs
from twelfth.brief.words import mail_draft
from twelfth.flow.act import Approved, email_of, mailbox_for, queue_mail
from twelfth.flow.deliver import SYNC_TOO_OLD
from twelfth.flow.move import go_over
from twelfth.flow.next_moment import lock, redecide, redecide_person
from twelfth.followups.models import FollowUp
from twelfth.messages.models import Mailbox, OutgoingMessage
from twelfth.rules.facts import Due
from twelfth.rules.reasons import Reason
from twelfth.rules.terms import NextKind

#: Between two automatic messages of one mailbox, so that an outage is never followed by a burst.
PACE = timedelta(minutes=2)


def due(*, now: datetime, most: int = 500) -> list[int]:
    """Follow-ups whose moment has come and that the tick has something to do for, the longest waiting first."""
    rows = FollowUp.objects.filter(
        Q(next_is_due=False) | Q(next_is_automatic=True),
        ended_at=None,
        next_at__lte=now,
        workspace__sending_paused_at=None,
    )
    return list(rows.order_by("next_at").values_list("pk", flat=True)[:most])


def tick(*, now: datetime, most: int = 500) -> int:
    """Work through what is due, each in a transaction of its own; how many there were."""
    ids = due(now=now, most=most)
    for followup_id in ids:
        advance(followup_id, now=now)
    return len(ids)


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
    if (why_not := _send_by_itself(followup, mailbox, now=now)) is not None:
        followup.next_is_automatic = False
        followup.next_reasons = [*followup.next_reasons, why_not.to_json()]
        followup.save(update_fields=["next_is_automatic", "next_reasons"])


def _send_by_itself(followup: FollowUp, mailbox: Mailbox | None, *, now: datetime) -> Reason | None:
    """Queue the step's message, or say why a person has to."""
    if mailbox is None:
        return Reason("needs_mailbox")
    if email_of(followup) is None:
        return Reason("needs_address")
    today = now.astimezone(ZoneInfo(followup.owner.zone)).date()
    draft = mail_draft(briefs.load(followup, today=today, now=now))
    if draft.missing or not draft.body.strip():
        return Reason("needs_words", {"fields": ", ".join(draft.missing)})
    approved = Approved(number=followup.touch_count + 1, subject=draft.subject, body=draft.body)
    queue_mail(
        Actor(followup.workspace),
        followup,
        approved,
        send_after=_free_slot(mailbox, now=now),
        automatic=True,
        now=now,
    )
    redecide_person(followup.person_id, now=now)
    return None


def _free_slot(mailbox: Mailbox, *, now: datetime) -> datetime:
    last = OutgoingMessage.objects.filter(mailbox=mailbox, automatic=True).aggregate(last=Max("send_after"))[
        "last"
    ]
    return max(now, last + PACE) if last else now
