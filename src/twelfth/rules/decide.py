"""The one decision: what is the next moment of this follow-up, and why?

A function of (facts, now) alone: the same facts give the same answer, and while nothing happens and nothing
comes due, asking later gives the same moment. A moment that has passed stays where it is, as overdue. Two
things look at `now`: a message under way (looked at again a little later) and an automatic step that was
missed (`next_chance`).
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from twelfth.rules.cadence import base_of, pause_ends, place, step_numbers
from twelfth.rules.calendar import (
    add_offset,
    first_open,
    first_welcome,
    is_open,
    local_day,
    moment_at,
    start_of_day,
)
from twelfth.rules.conditions import holds, write_condition
from twelfth.rules.contacts import is_contact
from twelfth.rules.facts import (
    Decided,
    DecisionFacts,
    Due,
    Ended,
    Facts,
    Offset,
    Pause,
    Place,
    PromiseFacts,
    StepFacts,
    Waiting,
)
from twelfth.rules.guard import Contact, judge
from twelfth.rules.hours import write_hours
from twelfth.rules.position import position, wake_day
from twelfth.rules.reasons import Reason, Reasons, Value
from twelfth.rules.terms import DecisionKind, NextKind, Party, Purpose
from twelfth.rules.variants import variant_of

#: How soon a follow-up is looked at again while its message is under way.
LOOK_AGAIN = timedelta(minutes=15)
#: When a plan that is done asks for a decision.
REVIEW_AFTER = Offset(5)
#: When a "not yet" without a day comes back, and a pause without an end is asked about.
UNDATED_DEFERRAL = timedelta(days=90)


def decide(facts: Facts, now: datetime) -> Decided:
    """The next moment. The first of these that holds decides:

    1. it has ended; 2. an answer waits for somebody to look; 3. they want no contact at all; 4. our dated
    promise, unless a deferral or a pause ends first; 5. not yet; 6. it is paused; 7. a message is under way;
    8. a reason to stop the plan; 9. the next step; 10. the plan is done: it goes over into the next one, or a
    person decides.
    """
    decision = facts.decision
    if decision is not None and decision.kind is not DecisionKind.NOT_YET:
        return Ended(decision=decision.kind, reasons=(_decided(decision),))
    if facts.answer_waits_since is not None:
        return _look_at_answer(facts, facts.answer_waits_since)
    if facts.person.opted_out_of_all:
        return _close(facts)
    deferral = None if decision is None or _is_over(facts, decision) else _deferred(facts, decision, now)
    rest = deferral or (None if facts.pause is None else _paused(facts, facts.pause, now))
    promise = _first_promise(facts)
    if promise is not None and (rest is None or promise.due_at <= rest.moment.at):
        return _keep_promise(facts, promise)
    if rest is not None:
        return rest
    if facts.in_flight:
        moment = moment_at(now + LOOK_AGAIN, facts.seller.zone)
        return Waiting(moment=moment, kind=NextKind.STEP, reasons=(Reason("under_way"),))
    if (stopped := _stopped(facts)) is not None:
        return stopped
    stands = position(facts)
    if stands.step is None:
        return _go_over(facts) if facts.then else _review(facts, stands.passed)
    return _do_step(facts, stands.step, stands.passed, now)


def _do_step(facts: Facts, step: StepFacts, passed: Reasons, now: datetime) -> Due:
    placed = place(facts, step, now)
    reasons = (*placed.reasons, *passed)
    if placed.channel is None:
        at = first_open(placed.at, facts.seller)
        return Due(moment=moment_at(at, facts.seller.zone), kind=NextKind.REVIEW, reasons=reasons)
    return Due(
        moment=moment_at(placed.at, facts.person.place.zone),
        kind=NextKind.STEP,
        reasons=reasons,
        step=step.number,
        channel=placed.channel,
        automatic=placed.automatic,
        step_key=step.key,
        variant=variant_of(facts, step),
    )


def _stopped(facts: Facts) -> Due | None:
    """A reason to stop the plan holds: nothing more is planned, and a person decides."""
    reason = next((condition for condition in facts.stop_when if holds(facts, condition)), None)
    if reason is None:
        return None
    at = first_open(base_of(facts).floor, facts.seller)
    reasons = (Reason("plan_stopped", {"because": write_condition(reason)}),)
    return Due(moment=moment_at(at, facts.seller.zone), kind=NextKind.REVIEW, reasons=reasons)


def _go_over(facts: Facts) -> Due:
    """Undecided at the end of a plan that names another: it goes on there by itself, at once."""
    base = base_of(facts)
    return Due(
        moment=moment_at(base.floor, facts.seller.zone),
        kind=NextKind.CONTINUE,
        reasons=(Reason("goes_over", {"then": facts.then, "at": base.floor.isoformat()}),),
        automatic=True,
    )


def _paused(facts: Facts, pause: Pause, now: datetime) -> Due | Waiting | None:
    """Paused: nothing is planned before its end; one without an end is asked about. None when it is over."""
    zone = facts.seller.zone
    ends = pause_ends(facts)
    if ends is not None:
        values: dict[str, Value] = {"at": pause.at.isoformat(), "until": local_day(ends, zone).isoformat()}
        if now >= ends:
            return None
        return Waiting(moment=moment_at(ends, zone), kind=NextKind.PAUSE, reasons=(Reason("paused", values),))
    at = first_open(pause.at + UNDATED_DEFERRAL, facts.seller)
    reasons = (Reason("paused_undated", {"at": pause.at.isoformat(), "on": local_day(at, zone).isoformat()}),)
    if now < at:
        return Waiting(moment=moment_at(at, zone), kind=NextKind.PAUSE, reasons=reasons)
    return Due(moment=moment_at(at, zone), kind=NextKind.REVIEW, reasons=reasons)


def _keep_promise(facts: Facts, promise: PromiseFacts) -> Due:
    """The promised never moves: the guard only warns; but what they have refused they need not take from
    us."""
    values: dict[str, Value] = {"at": promise.due_at.isoformat(), "timed": promise.timed}
    reasons: Reasons = (Reason("promise", values),)
    channel = promise.channel
    if channel is not None and channel in facts.person.opted_out:
        reasons, channel = (*reasons, Reason("refused", {"channel": channel})), None
    elif promise.timed:
        planned = Contact(at=promise.due_at, channel=channel, purpose=Purpose.KEEP_PROMISE, promised=True)
        against = (reason for reason in judge(facts, planned).reasons if reason.code != "prefers_hours")
        reasons = (*reasons, *against)
    reasons = (*reasons, *_word_outranks(facts.person.place, promise))
    if (step := position(facts).step) is not None:
        reasons = (*reasons, Reason("plan_waits", step_numbers(facts, step)))
    return Due(
        moment=moment_at(promise.due_at, facts.seller.zone),
        kind=NextKind.PROMISE,
        reasons=reasons,
        channel=channel,
        promise=promise.id,
        timed=promise.timed,
    )


def _word_outranks(place: Place, promise: PromiseFacts) -> Reasons:
    """A promise outside of the hours that they prefer stays where it is, and says so. Of one that is promised for a
    day it is the day that counts."""
    prefers = place.prefers
    if prefers is None:
        return ()
    at = promise.due_at
    day = local_day(at, place.zone)
    fits = (
        is_open(replace(place, hours=prefers, country="", days_off=frozenset()), at)
        if promise.timed
        else True
    )
    if day.weekday() in prefers.weekdays and fits:
        return ()
    return (Reason("word_outranks", {"hours": write_hours(prefers)}),)


def _look_at_answer(facts: Facts, since: datetime) -> Due:
    reasons = (Reason("answer", {"at": since.isoformat()}),)
    return Due(moment=moment_at(since, facts.seller.zone), kind=NextKind.ANSWER, reasons=reasons)


def _close(facts: Facts) -> Due:
    """They want no more contact: a person closes this, at once."""
    latest = facts.touches[-1].at if facts.touches else facts.started_at
    at = facts.person.opted_out_at or max(latest, facts.started_at)
    reasons = (Reason("opted_out_of_all"), Reason("close_it"))
    return Due(moment=moment_at(at, facts.seller.zone), kind=NextKind.REVIEW, reasons=reasons)


def _deferred(facts: Facts, decision: DecisionFacts, now: datetime) -> Due | Waiting:
    """Not yet: it wakes at the first welcome moment of the day they named, never before."""
    wake_on = _wake_on(facts, decision)
    is_named = wake_day(facts, decision) is not None
    at, moved = first_welcome(start_of_day(wake_on, facts.seller.zone), facts.person.place, facts.seller)
    values: dict[str, Value] = {"on": wake_on.isoformat(), "cause": decision.cause}
    if decision.wake_anchor is not None:
        values["anchor"] = decision.wake_anchor
    code = "wake" if is_named else "wake_undated"
    moment, reasons = moment_at(at, facts.seller.zone), (Reason(code, values), *moved)
    if now < at:
        return Waiting(moment=moment, kind=NextKind.WAKE, reasons=reasons)
    return Due(moment=moment, kind=NextKind.WAKE, reasons=reasons)


def _wake_on(facts: Facts, decision: DecisionFacts) -> date:
    return wake_day(facts, decision) or local_day(decision.at + UNDATED_DEFERRAL, facts.seller.zone)


def _is_over(facts: Facts, decision: DecisionFacts) -> bool:
    """Whether the deferral has done its work: on or after its day somebody took the contact up again."""
    woken = start_of_day(_wake_on(facts, decision), facts.seller.zone)
    since = (touch for touch in facts.touches if touch.own and touch.at >= woken and touch.at > decision.at)
    return any(is_contact(touch) for touch in since)


def _first_promise(facts: Facts) -> PromiseFacts | None:
    ours = (promise for promise in facts.promises if promise.party is Party.US)
    return min(ours, key=lambda promise: (promise.due_at, promise.id), default=None)


def _review(facts: Facts, passed: Reasons) -> Due:
    """Every planned contact was made: some working days after the last one a person decides."""
    base = base_of(facts)
    person, seller = facts.person.place, facts.seller
    day, _ = add_offset(local_day(base.at, person.zone), REVIEW_AFTER, person, seller)
    at = first_open(max(start_of_day(day, seller.zone), base.floor), seller)
    code = "plan_done" if facts.steps else "no_plan"
    values: dict[str, Value] = {
        "of": len(facts.steps),
        "at": base.at.isoformat(),
        "amount": REVIEW_AFTER.amount,
    }
    return Due(
        moment=moment_at(at, seller.zone), kind=NextKind.REVIEW, reasons=(Reason(code, values), *passed)
    )


def _decided(decision: DecisionFacts) -> Reason:
    return Reason("decided", {"kind": decision.kind, "at": decision.at.isoformat(), "cause": decision.cause})
