"""The story so far: what one has to know when a "not yet" comes back."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from twelfth.brief.brief import Brief
from twelfth.rules.terms import NO_CONTACT, Cause, DecisionKind, Direction, NextKind, Outcome, Purpose
from twelfth.touches.models import Touch, TouchState
from twelfth.web.labels import CAUSE_LABELS

#: How many of the last contacts are told.
LAST = 3

#: What was given or asked, in two words.
_DEEDS = {
    Purpose.THANK: "thanks",
    Purpose.SHARE: "something to read",
    Purpose.HELP: "help",
    Purpose.INTRODUCE: "an introduction",
    Purpose.INVITE: "an invitation",
    Purpose.CONGRATULATE: "congratulations",
    Purpose.WISH_WELL: "good wishes",
    Purpose.MENTION: "a mention",
    Purpose.ANSWER: "an answer",
    Purpose.KEEP_PROMISE: "what was promised",
    Purpose.COMMITMENT: "a commitment",
    Purpose.ASK_MEETING: "a meeting",
    Purpose.ASK_FEEDBACK: "their opinion",
    Purpose.ASK_REFERRAL: "a referral",
    Purpose.ASK_DECISION: "a decision",
    Purpose.ASK_WASTING_TIME: "whether it is worth it",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SoFar:
    """When they said not yet, why, and what there was between you. Lists are oldest first."""

    said_at: datetime
    cause: str
    note: str
    number: int
    gave: list[str]
    asked: list[str]
    last: list[Touch]


def so_far(brief: Brief) -> SoFar | None:
    """None unless a deferral has come back; no queries."""
    followup = brief.followup
    if (
        followup.next_kind != NextKind.WAKE
        or followup.decision != DecisionKind.NOT_YET
        or followup.decided_at is None
        or not followup.next_is_due
    ):
        return None
    real = [
        touch
        for touch in brief.touches
        if touch.state == TouchState.DONE and Outcome(touch.outcome) not in NO_CONTACT
    ]
    ours = [touch for touch in real if touch.direction == Direction.OUT]
    return SoFar(
        said_at=followup.decided_at,
        cause=CAUSE_LABELS[Cause(followup.decision_cause)] if followup.decision_cause else "",
        note=followup.decision_note,
        number=followup.decision_number or 0,
        gave=_deeds(touch for touch in ours if touch.balance > 0),
        asked=_deeds(touch for touch in ours if touch.balance < 0),
        last=real[-LAST:],
    )


def _deeds(touches: Iterable[Touch]) -> list[str]:
    """Each once, with how often: "thanks", "something to read (2)"."""
    counted = Counter(_DEEDS.get(Purpose(touch.purpose), "") for touch in touches if touch.purpose)
    return [f"{deed} ({times})" if times > 1 else deed for deed, times in counted.items() if deed]
