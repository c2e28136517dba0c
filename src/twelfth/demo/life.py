"""What happens between the seller and one person, until today: contacts, answers, promises, decisions."""

import random
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from twelfth.accounts.actor import Actor
from twelfth.demo import lines as texts
from twelfth.flow.act import Logged, carry_on, log_answer, log_contact
from twelfth.flow.settle import NewDecision, decide_followup
from twelfth.followups.models import FollowUp
from twelfth.promises.actions import NewPromise
from twelfth.rules.terms import Cause, Channel, DecisionKind, NextKind, Outcome, Party

#: Chance of a yes at each contact, of those who get it; and of a no. Invented, and flatter than the claims.
_YES = (0.01, 0.02, 0.03, 0.04, 0.05, 0.05, 0.05, 0.04, 0.04, 0.05, 0.04, 0.04)
_NO = (0.01, 0.02, 0.03, 0.03, 0.03, 0.04, 0.03, 0.03, 0.03, 0.10, 0.12, 0.05)


def live(by: Actor, followup: FollowUp, dice: random.Random, *, until: datetime) -> None:
    """Do what comes due, mostly on its day, until the clock reaches `until`; what is due then stays open."""
    gives_up_after = dice.choice([2, 3, 4]) if dice.random() < 0.22 else 99
    for _ in range(40):
        followup.refresh_from_db()
        if followup.ended_at is not None or followup.next_at is None:
            return
        # Sellers are seldom late by much; most of what is left open is due today or tomorrow.
        at = followup.next_at + timedelta(
            minutes=dice.randrange(2, 180), days=dice.choice([0, 0, 0, 0, 0, 1])
        )
        if at >= until:
            return
        if followup.touch_count >= gives_up_after:
            _decide(by, followup, DecisionKind.DROPPED, dice, at=at, cause=Cause.NO_ANSWER)
            return
        _happen(by, followup, dice, at=at)


def _happen(by: Actor, followup: FollowUp, dice: random.Random, *, at: datetime) -> None:
    match followup.next_kind:
        case NextKind.ANSWER:
            _answer_them(by, followup, dice, at=at)
        case NextKind.REVIEW:
            kind = dice.choice([DecisionKind.NOT_YET, DecisionKind.UNREACHABLE, DecisionKind.NO])
            _decide(by, followup, kind, dice, at=at, cause=Cause.TIMING)
        case NextKind.WAKE:
            _talk(by, followup, Channel.PHONE, dice, at=at)
        case _:
            _contact(by, followup, dice, at=at)


def _contact(by: Actor, followup: FollowUp, dice: random.Random, *, at: datetime) -> None:
    """The planned contact; then, perhaps, an answer or a decision."""
    channel = Channel(followup.next_channel or Channel.PHONE)
    number = followup.touch_count + 1
    if channel == Channel.PHONE:
        _talk(by, followup, channel, dice, at=at)
    else:
        outcome = Outcome.SENT if channel == Channel.EMAIL else Outcome.DONE
        log_contact(by, followup, Logged(channel=channel, outcome=outcome, number=number), now=at)
    luck = dice.random()
    yes, no = _YES[min(number, 12) - 1], _NO[min(number, 12) - 1]
    if luck < yes:
        _decide(by, followup, DecisionKind.YES, dice, at=at + timedelta(hours=3))
    elif luck < yes + no:
        cause = dice.choice([Cause.BUDGET, Cause.COMPETITOR, Cause.NO_NEED])
        _decide(by, followup, DecisionKind.NO, dice, at=at + timedelta(hours=2), cause=cause)
    elif luck < yes + no + 0.05:
        _decide(by, followup, DecisionKind.NOT_YET, dice, at=at + timedelta(hours=1), cause=Cause.TIMING)
    elif luck < yes + no + 0.15:
        channel = dice.choice([Channel.EMAIL, Channel.EMAIL, Channel.LINKEDIN, Channel.WHATSAPP])
        said_at = at + timedelta(hours=dice.randrange(2, 30))
        log_answer(by, followup, channel, note=dice.choice(texts.REPLIES), now=said_at)


def _talk(by: Actor, followup: FollowUp, channel: Channel, dice: random.Random, *, at: datetime) -> None:
    outcome = dice.choices(
        [Outcome.TALKED, Outcome.VOICEMAIL, Outcome.NO_ANSWER, Outcome.HESITATED, Outcome.CALL_BACK],
        [30, 34, 24, 5, 7],
    )[0]
    local = at.astimezone(ZoneInfo(followup.owner.zone)).date()
    call_back = local + timedelta(days=dice.randrange(1, 6)) if outcome == Outcome.CALL_BACK else None
    promise = None
    if outcome == Outcome.TALKED and dice.random() < 0.3:
        party = dice.choice([Party.US, Party.US, Party.THEM])
        promise = NewPromise(
            party=party,
            text=dice.choice(texts.OURS if party == Party.US else texts.THEIRS),
            day=local + timedelta(days=dice.randrange(1, 8)),
            zone=followup.owner.zone,
            channel=Channel.EMAIL if party == Party.US else None,
        )
    notes = {
        Outcome.TALKED: texts.TALKED,
        Outcome.HESITATED: texts.TALKED,
        Outcome.VOICEMAIL: texts.LEFT_A_MESSAGE,
    }.get(outcome)
    note = dice.choice(notes) if notes else ""
    logged = Logged(
        channel=channel,
        outcome=outcome,
        number=followup.touch_count + 1,
        note=note,
        call_back=call_back,
        promise=promise,
    )
    log_contact(by, followup, logged, now=at)


def _answer_them(by: Actor, followup: FollowUp, dice: random.Random, *, at: datetime) -> None:
    if dice.random() < 0.3:
        carry_on(by, followup, now=at)
        return
    logged = Logged(channel=Channel.EMAIL, outcome=Outcome.SENT, number=followup.touch_count + 1)
    log_contact(by, followup, logged, now=at)
    if dice.random() < 0.2:
        _decide(by, followup, DecisionKind.YES, dice, at=at + timedelta(hours=5))


def _decide(
    by: Actor,
    followup: FollowUp,
    kind: DecisionKind,
    dice: random.Random,
    *,
    at: datetime,
    cause: Cause | None = None,
) -> None:
    today = at.astimezone(ZoneInfo(followup.owner.zone)).date()
    wake = today + timedelta(days=dice.randrange(40, 150)) if kind == DecisionKind.NOT_YET else None
    notes = {DecisionKind.YES: texts.YES_NOTES, DecisionKind.NO: texts.NO_NOTES}.get(kind)
    new = NewDecision(kind=kind, cause=cause, note=dice.choice(notes) if notes else "", wake_on=wake)
    decide_followup(by, followup, new, today=today, now=at)
