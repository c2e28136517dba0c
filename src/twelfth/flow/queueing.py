"""What may go by itself is put into the outbox, twenty letters at a time, in as many queries as one would take."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from twelfth.accounts.actor import Actor
from twelfth.background.bulk_sql import update_rows
from twelfth.brief import brief as briefs
from twelfth.brief.words import Draft, mail_draft
from twelfth.flow.act import Approved, Ready, emails_of, mailbox_for, queue_ready
from twelfth.flow.facts import joined, load_many
from twelfth.flow.may_go import SYNC_TOO_OLD
from twelfth.flow.move import go_over
from twelfth.flow.next_moment import lock_people, redecide_people, store_many
from twelfth.flow.opt_out import lacks_identity
from twelfth.flow.pacing import Ahead, cold_among
from twelfth.flow.purpose import purpose_in
from twelfth.flow.today import local_today
from twelfth.followups.models import FollowUp
from twelfth.rules.facts import Facts
from twelfth.rules.guard import NotBefore, verdict
from twelfth.rules.pacing import Letter
from twelfth.rules.reasons import Reason
from twelfth.rules.terms import Channel, NextKind

#: Letters that are queued in one transaction: their people are locked for as long.
GROUP = 20


@transaction.atomic
def queue_due(ids: Sequence[int], *, now: datetime) -> None:
    """Decide these follow-ups anew; of those whose step may go by itself now, queue the message, or note why a person
    has to see to it. All are of one owner, and no two of one person: what happens to the first moves the second."""
    lock_people(FollowUp.objects.filter(pk__in=ids).values_list("person_id", flat=True))
    rows = FollowUp.objects.filter(pk__in=ids, ended_at=None, next_at__lte=now)
    held = list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    followups = joined(FollowUp.objects.filter(pk__in=held).order_by("next_at", "pk"))
    store_many(followups, now=now)
    due = [f for f in followups if f.next_is_automatic and f.next_at is not None and f.next_at <= now]
    for followup in due:
        if followup.next_kind == NextKind.CONTINUE:
            go_over(followup, now=now)
    if steps := [followup for followup in due if followup.next_kind != NextKind.CONTINUE]:
        _queue(steps, now=now)


def _queue(followups: Sequence[FollowUp], *, now: datetime) -> None:
    mailbox = mailbox_for(followups[0])
    if mailbox is None:
        _leave_to_a_person({followup: Reason("needs_mailbox") for followup in followups})
        return
    if mailbox.stopped_at is not None or mailbox.synced_at is None or now - mailbox.synced_at > SYNC_TOO_OLD:
        return  # The banner says so: an answer may lie unread, or somebody has to look at what came back.
    people = [followup.person_id for followup in followups]
    workspace = followups[0].workspace
    addresses, cold = emails_of(workspace, people), cold_among(people)
    drafts = _drafts(followups, now=now)
    lacking = {
        followup: why
        for followup in followups
        if (
            why := _lacks(
                drafts[followup.pk],
                has_address=followup.person_id in addresses,
                is_unasked=followup.person_id in cold and lacks_identity(workspace),
            )
        )
    }
    _leave_to_a_person(lacking)
    going = [followup for followup in followups if followup not in lacking]
    facts, ahead = load_many(going), Ahead(mailbox, now=now)
    ready = [
        _ready(
            followup,
            facts[followup.pk],
            drafts[followup.pk],
            addresses[followup.person_id],
            ahead,
            is_cold=followup.person_id in cold,
            now=now,
        )
        for followup in going
    ]
    queue_ready(Actor(workspace), mailbox, ready, automatic=True, now=now)
    redecide_people([followup.person_id for followup in going], now=now)


def _ready(
    followup: FollowUp,
    facts: Facts,
    draft: Draft,
    address: str,
    ahead: Ahead,
    *,
    is_cold: bool,
    now: datetime,
) -> Ready:
    """The letter at the place that the mailbox has for it and that is welcome to them too; the moment of sending
    checks both again."""
    domain = address.rpartition("@")[2].lower()
    letter = Letter(domain=domain, is_cold=is_cold, automatic=True, seed=followup.person_id)
    purpose = purpose_in(followup, facts)

    def welcome(at: datetime) -> datetime:
        answer = verdict(
            facts, channel=Channel.EMAIL, at=at, now=now, promised=False, automatic=True, purpose=purpose
        )
        return max(answer.moment.at, at) if isinstance(answer, NotBefore) else at

    slot, why_later = ahead.take(letter, welcome)
    approved = Approved(
        number=followup.touch_count + 1,
        subject=draft.subject,
        body=draft.body,
        in_reply_to=draft.in_reply_to,
        references=draft.references,
    )
    return Ready(
        followup=followup,
        approved=approved,
        address=address,
        purpose=purpose,
        send_after=slot,
        is_cold=is_cold,
        why_later=why_later,
    )


def _drafts(followups: Sequence[FollowUp], *, now: datetime) -> Mapping[int, Draft]:
    found = briefs.load_many(followups, today=local_today(followups[0].owner, now), now=now)
    return {pk: mail_draft(brief) for pk, brief in found.items()}


def _lacks(draft: Draft, *, has_address: bool, is_unasked: bool) -> Reason | None:
    """What is not there for it to go by itself. `is_unasked`: a first letter, and nothing says who writes it."""
    if not has_address:
        return Reason("needs_address")
    if is_unasked:
        return Reason("needs_identity")
    if draft.missing or not draft.body.strip():
        return Reason("needs_words", {"fields": ", ".join(draft.missing)})
    return None


def _leave_to_a_person(lacking: Mapping[FollowUp, Reason]) -> None:
    for followup, why in lacking.items():
        followup.next_is_automatic = False
        followup.next_reasons = [*followup.next_reasons, why.to_json()]
    rows = [(followup.next_is_automatic, followup.next_reasons, followup.pk) for followup in lacking]
    update_rows(FollowUp, ("next_is_automatic", "next_reasons"), rows)
