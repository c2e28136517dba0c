"""Stage six: what a person decides about a follow-up. Yes and no end it; not yet moves its next moment."""

from datetime import date, datetime, timedelta

from django.db import transaction

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.deals.actions import move_deal
from twelfth.deals.models import Stage
from twelfth.flow.act import hold_automatic
from twelfth.flow.change import NewDecision, settle
from twelfth.flow.inbox import settle_answers, wait_again
from twelfth.flow.key_dates import keep_date
from twelfth.flow.next_moment import lock, redecide
from twelfth.followups.models import FollowUp, KeyDate
from twelfth.rules.terms import DecisionKind

__all__ = [
    "AlreadyRunsAgain", "NewDecision", "StillRunning", "WakeInThePast", "WakesNever", "decide_followup", "reopen",
]  # fmt: skip

#: A decision taken back so soon was a mistake, and the answers it settled wait again. Later, it goes on without them.
BY_MISTAKE = timedelta(minutes=10)


class WakeInThePast(Exception):
    """Choose a day after today; on that day the follow-up comes back by itself."""


class WakesNever(Exception):
    """When does it come back? Give the day of what you wait for, or the day on which to ask again at the latest."""


class StillRunning(Exception):
    """This follow-up is running; there is nothing to reopen."""


class AlreadyRunsAgain(Exception):
    """This person is being followed up about this matter already. Go on there, or end that one first."""


@transaction.atomic
def decide_followup(
    by: Actor, followup: FollowUp, new: NewDecision, *, today: date, now: datetime
) -> FollowUp:
    """Record the decision; what is queued by itself is stopped. Deciding the same twice changes nothing more.

    `today` is the decider's day. Raises WakeInThePast, WakesNever, NotAllowed.
    """
    by.require(Permission.WORK)
    followup = lock(followup.pk)
    if followup.ended_at is not None:
        return followup
    if new.kind == DecisionKind.NOT_YET:
        _wakes(by, followup, new, today=today, now=now)
    hold_automatic(by, [followup.person_id], "Decided.", now=now)
    settle_answers([followup.pk], now=now)
    settle(followup, new, now=now)
    followup.save()
    _move_deal(by, followup, new.kind, now=now)
    redecide(followup, now=now)
    record(by, f"followup.{new.kind}", followup, now=now, cause=new.cause, number=followup.touch_count)
    return followup


@transaction.atomic
def reopen(by: Actor, followup: FollowUp, *, now: datetime) -> FollowUp:
    """Take a decision back: the follow-up goes on where it was. What came out of it because they had moved on is
    ended, unless somebody was contacted in it already.

    Raises StillRunning, AlreadyRunsAgain, NotAllowed.
    """
    by.require(Permission.WORK)
    followup = lock(followup.pk)
    if not followup.decision:
        raise StillRunning(StillRunning.__doc__)
    was, decided_at = followup.decision, followup.decided_at
    if was == DecisionKind.MOVED:
        _end_what_came_out(by, followup, now=now)
    if _runs_again(followup):
        raise AlreadyRunsAgain(AlreadyRunsAgain.__doc__)
    followup.decision = followup.decision_cause = followup.decision_note = followup.wake_anchor = ""
    followup.decided_at = followup.wake_on = followup.decision_number = followup.ended_at = None
    followup.next_at = followup.resumed_at = now
    followup.save()
    if decided_at is not None and now - decided_at <= BY_MISTAKE:
        wait_again([followup.pk], settled_at=decided_at)
        followup.refresh_from_db(fields=["answer_waits_since"])
    if followup.deal is not None and was in {DecisionKind.YES, DecisionKind.NO}:
        move_deal(by, followup.deal, Stage.OPEN, now=now)
    redecide(followup, now=now)
    record(by, "followup.reopened", followup, now=now, was=was)
    return followup


def _wakes(by: Actor, followup: FollowUp, new: NewDecision, *, today: date, now: datetime) -> None:
    """Keep the day of what is waited for, and see that a "not yet" comes back on a day to come."""
    day = new.wake_on
    if new.wake_anchor is not None:
        if new.anchor_on is not None:
            keep_date(by, followup, new.wake_anchor, new.anchor_on, now=now)
        known = KeyDate.objects.filter(followup=followup, kind=new.wake_anchor).values_list("on", flat=True)
        day = known.first() or new.wake_on
    if day is None:
        raise WakesNever(WakesNever.__doc__)
    if day <= today:
        raise WakeInThePast(WakeInThePast.__doc__)


def _end_what_came_out(by: Actor, followup: FollowUp, *, now: datetime) -> None:
    untouched = FollowUp.objects.filter(came_from=followup.pk, ended_at=None, touch_count=0)
    taken_back = NewDecision(kind=DecisionKind.DROPPED, note="That they had moved on was taken back.")
    for other in untouched:
        decide_followup(by, other, taken_back, today=now.date(), now=now)


def _runs_again(followup: FollowUp) -> bool:
    running = FollowUp.objects.filter(person=followup.person_id, matter=followup.matter, ended_at=None)
    return running.exclude(pk=followup.pk).exists()


def _move_deal(by: Actor, followup: FollowUp, kind: DecisionKind, *, now: datetime) -> None:
    stage = {DecisionKind.YES: Stage.WON, DecisionKind.NO: Stage.LOST}.get(kind)
    if followup.deal is not None and stage is not None:
        move_deal(by, followup.deal, stage, now=now)
