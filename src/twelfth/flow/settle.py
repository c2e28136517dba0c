"""Stage six: what a person decides about a follow-up. Yes and no end it; not yet moves its next moment."""

from datetime import date, datetime

from django.db import transaction

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.deals.actions import move_deal
from twelfth.deals.models import Stage
from twelfth.flow.act import hold_automatic
from twelfth.flow.change import NewDecision, settle
from twelfth.flow.next_moment import lock, redecide
from twelfth.followups.models import FollowUp
from twelfth.rules.terms import DecisionKind

__all__ = ["NewDecision", "StillRunning", "WakeInThePast", "decide_followup", "reopen"]


class WakeInThePast(Exception):
    """Choose a day after today; on that day the follow-up comes back by itself."""


class StillRunning(Exception):
    """This follow-up is running; there is nothing to reopen."""


@transaction.atomic
def decide_followup(
    by: Actor, followup: FollowUp, new: NewDecision, *, today: date, now: datetime
) -> FollowUp:
    """Record the decision; what is queued by itself is stopped. Deciding the same twice changes nothing more.

    `today` is the decider's day. Raises WakeInThePast, NotAllowed.
    """
    by.require(Permission.WORK)
    if new.kind == DecisionKind.NOT_YET and (new.wake_on is None or new.wake_on <= today):
        raise WakeInThePast(WakeInThePast.__doc__)
    followup = lock(followup.pk)
    if followup.ended_at is not None:
        return followup
    hold_automatic(by, followup.person_id, "Decided.", now=now)
    settle(followup, new, now=now)
    followup.save()
    _move_deal(by, followup, new.kind, now=now)
    redecide(followup, now=now)
    record(by, f"followup.{new.kind}", followup, now=now, cause=new.cause, number=followup.touch_count)
    return followup


@transaction.atomic
def reopen(by: Actor, followup: FollowUp, *, now: datetime) -> FollowUp:
    """Take a decision back: the follow-up goes on where it was."""
    by.require(Permission.WORK)
    followup = lock(followup.pk)
    if not followup.decision:
        raise StillRunning(StillRunning.__doc__)
    was = followup.decision
    followup.decision = followup.decision_cause = followup.decision_note = ""
    followup.decided_at = followup.wake_on = followup.decision_number = followup.ended_at = None
    followup.next_at = followup.resumed_at = now
    followup.save()
    if followup.deal is not None and was in {DecisionKind.YES, DecisionKind.NO}:
        move_deal(by, followup.deal, Stage.OPEN, now=now)
    redecide(followup, now=now)
    record(by, "followup.reopened", followup, now=now, was=was)
    return followup


def _move_deal(by: Actor, followup: FollowUp, kind: DecisionKind, *, now: datetime) -> None:
    stage = {DecisionKind.YES: Stage.WON, DecisionKind.NO: Stage.LOST}.get(kind)
    if followup.deal is not None and stage is not None:
        move_deal(by, followup.deal, stage, now=now)
