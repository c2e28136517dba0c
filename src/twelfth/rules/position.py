"""Where a follow-up stands in its plan: which step is next, and which were passed over on the way to it."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, timedelta

from twelfth.rules.calendar import add_offset, days_before, local_day
from twelfth.rules.conditions import all_hold, holds, write_condition
from twelfth.rules.contacts import CAME_BACK, is_contact
from twelfth.rules.facts import Anchor, DecisionFacts, Facts, Offset, StepFacts, TouchFacts
from twelfth.rules.reasons import Reason, Reasons, Value
from twelfth.rules.rounds import step_at
from twelfth.rules.terms import ANCHORED_AT_START, CLOCK_UNITS, AnchorKind

#: Dates of their own life, which may be years away; the others are what such a plan is started because of.
_THEIR_OWN = frozenset({AnchorKind.BIRTHDAY, AnchorKind.CONTRACT_END})


@dataclass(frozen=True, slots=True)
class Position:
    """The next step (None: the plan is done), and why each step before it was passed over."""

    step: StepFacts | None
    passed: Reasons = ()


def position(facts: Facts) -> Position:
    """The first step after the last that was carried out or skipped, whose conditions hold.

    A branch of that last step may lead further on. A step that came back (bounced, wrong number) was not carried
    out: it is next again, but not on that channel. Where a whole round of a plan that starts over would be passed
    over, the plan is done.

    A step that counts from a date far off lets those behind it go first, and comes back when its date is near.
    """
    settled = _settled(facts.touches)
    number = first = _after_last(facts, settled)
    passed: list[Reason] = []
    step = None
    for _ in range(len(facts.steps)):
        step = step_at(facts, number)
        if step is None:
            break
        why = _why_passed(facts, step)
        if why is None:
            break
        passed.append(why)
        step = None
        number += 1
    waited_for = _come_near(facts, settled, first, step)
    return Position(step if waited_for is None else waited_for, tuple(passed))


def anchor_day(facts: Facts, kind: AnchorKind) -> date | None:
    """The date a step of that anchor counts from; None while it is not known.

    The start of the plan stands in for what such a plan is started because of. A birthday is the next one after the
    last contact of the plan.
    """
    known = facts.anchors.get(kind)
    if known is not None and kind is AnchorKind.BIRTHDAY:
        return _next_birthday(facts, known)
    if known is None and kind in ANCHORED_AT_START:
        return local_day(facts.started_at, facts.person.place.zone)
    return known


def counted_from(facts: Facts, anchor: Anchor, offset: Offset, day: date) -> tuple[date, Reasons]:
    """The day a step falls on that counts from `day`, and the holidays that did not count on the way."""
    count = days_before if anchor.before else add_offset
    return count(day, offset, facts.person.place, facts.seller)


def wake_day(facts: Facts, decision: DecisionFacts) -> date | None:
    """The day a deferral names, at the seller's place: itself, or that of the date of the matter which wakes it.
    None while neither is known."""
    if decision.wake_anchor is not None:
        return facts.anchors.get(decision.wake_anchor, decision.wake_on)
    return decision.wake_on


def _after_last(facts: Facts, settled: Set[int]) -> int:
    last = max(settled, default=facts.after_step)
    if last <= facts.after_step:
        return facts.after_step + 1
    step = step_at(facts, last)
    if step is not None:
        for branch in step.branches:
            if all_hold(facts, branch.when):
                return branch.go_to
    return last + 1


def _settled(touches: tuple[TouchFacts, ...]) -> Set[int]:
    """Numbers of the steps whose latest touch carried them out or skipped them."""
    latest = {touch.step: touch.outcome for touch in touches if touch.own and touch.step is not None}
    return {step for step, outcome in latest.items() if outcome not in CAME_BACK}


def _why_passed(facts: Facts, step: StepFacts) -> Reason | None:
    failing = next((condition for condition in step.only_if if not holds(facts, condition)), None)
    if failing is not None:
        return Reason("passed_over", {"step": step.number, "unless": write_condition(failing)})
    if step.anchor is None:
        return None
    day = anchor_day(facts, step.anchor.kind)
    if day is None:
        return Reason("passed_no_date", {"step": step.number, "anchor": step.anchor.kind})
    due = counted_from(facts, step.anchor, step.offset, day)[0]
    values: dict[str, Value] = {"step": step.number, "anchor": step.anchor.kind, "on": day.isoformat()}
    if step.anchor.kind in _THEIR_OWN and _is_far(facts, step, due):
        return Reason("passed_far" if step.anchor.kind is AnchorKind.BIRTHDAY else "passed_until", values)
    if _has_gone_by(facts, step, step.anchor.kind, due):
        return Reason("passed_gone", values)
    return None


def _has_gone_by(facts: Facts, step: StepFacts, kind: AnchorKind, due: date) -> bool:
    """Whether a plan that starts over has had this date in an earlier round: one date, one contact."""
    if step.number <= len(facts.steps) or kind is AnchorKind.BIRTHDAY:
        return False
    last, was_contact = _last_day(facts)
    return was_contact and due <= last


def _come_near(facts: Facts, settled: Set[int], first: int, step: StepFacts | None) -> StepFacts | None:
    """A step that was passed because its date was far off, and now falls no later than `step`, the next by order.

    A birthday comes with the next round; what a branch led past was left out on purpose, and so was what counts from
    a date that has gone by.
    """
    last, _ = _last_day(facts)
    for number in range(facts.after_step + 1, min(first, len(facts.steps) + 1)):
        waiting = facts.steps[number - 1]
        anchor = waiting.anchor
        if anchor is None or anchor.kind is not AnchorKind.CONTRACT_END or number in settled:
            continue
        day = anchor_day(facts, anchor.kind)
        if day is None or day < last or not all_hold(facts, waiting.only_if):
            continue
        if _was_led_past(facts, settled, number):
            continue
        if step is None or not _is_later(facts, counted_from(facts, anchor, waiting.offset, day)[0], step):
            return waiting
    return None


def _was_led_past(facts: Facts, settled: Set[int], number: int) -> bool:
    return any(
        branch.go_to > number
        for step in facts.steps[: number - 1]
        if step.number in settled
        for branch in step.branches
        if all_hold(facts, branch.when)
    )


def _last_day(facts: Facts) -> tuple[date, bool]:
    """The person's day of the last contact of this plan, or of its start; and whether there was a contact."""
    last = next((touch.at for touch in reversed(facts.touches) if is_contact(touch)), facts.started_at)
    return local_day(max(last, facts.started_at), facts.person.place.zone), last > facts.started_at


def _next_birthday(facts: Facts, born: date) -> date:
    last, was_contact = _last_day(facts)
    first = last + timedelta(days=1) if was_contact else last
    this_year = _birthday_in(first.year, born)
    return this_year if this_year >= first else _birthday_in(first.year + 1, born)


def _birthday_in(year: int, born: date) -> date:
    """In a year without 29 February it is kept on the 28th."""
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def _is_far(facts: Facts, step: StepFacts, day: date) -> bool:
    """Whether the day of a date of their own lies behind the step after this one, which must not wait for it."""
    following = step_at(facts, step.number + 1)
    return following is not None and following.anchor is None and _is_later(facts, day, following)


def _is_later(facts: Facts, day: date, step: StepFacts) -> bool:
    """Whether `day` lies behind that of a step which counts from the last contact."""
    if step.anchor is not None:
        there = anchor_day(facts, step.anchor.kind)
        return there is not None and day > counted_from(facts, step.anchor, step.offset, there)[0]
    base, _ = _last_day(facts)
    if step.offset.unit in CLOCK_UNITS:
        return day > base
    return day > add_offset(base, step.offset, facts.person.place, facts.seller)[0]
