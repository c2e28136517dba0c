"""Where a follow-up stands in its plan: which step is next, and which were passed over on the way to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from twelfth.rules.calendar import add_offset, local_day
from twelfth.rules.conditions import all_hold, holds, write_condition
from twelfth.rules.contacts import CAME_BACK, is_contact
from twelfth.rules.facts import Facts, StepFacts, TouchFacts
from twelfth.rules.reasons import Reason, Reasons
from twelfth.rules.rounds import step_at
from twelfth.rules.terms import ANCHORED_AT_START, AnchorKind, OffsetUnit

_CLOCK_UNITS = frozenset({OffsetUnit.HOURS, OffsetUnit.MINUTES})


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
    """
    number = _after_last(facts)
    passed: list[Reason] = []
    for _ in range(len(facts.steps) + 1):
        step = step_at(facts, number)
        if step is None:
            break
        why = _why_passed(facts, step)
        if why is None:
            return Position(step, tuple(passed))
        passed.append(why)
        number += 1
    return Position(None, tuple(passed))


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


def _after_last(facts: Facts) -> int:
    last = max(_settled(facts.touches), default=facts.after_step)
    if last <= facts.after_step:
        return facts.after_step + 1
    step = step_at(facts, last)
    if step is not None:
        for branch in step.branches:
            if all_hold(facts, branch.when):
                return branch.go_to
    return last + 1


def _settled(touches: tuple[TouchFacts, ...]) -> Iterator[int]:
    """Numbers of the steps whose latest touch carried them out or skipped them."""
    latest = {touch.step: touch.outcome for touch in touches if touch.own and touch.step is not None}
    return (step for step, outcome in latest.items() if outcome not in CAME_BACK)


def _why_passed(facts: Facts, step: StepFacts) -> Reason | None:
    failing = next((condition for condition in step.only_if if not holds(facts, condition)), None)
    if failing is not None:
        return Reason("passed_over", {"step": step.number, "unless": write_condition(failing)})
    if step.anchor is None:
        return None
    day = anchor_day(facts, step.anchor.kind)
    if day is None:
        return Reason("passed_no_date", {"step": step.number, "anchor": step.anchor.kind})
    if step.anchor.kind is AnchorKind.BIRTHDAY and _is_far(facts, step, day):
        return Reason("passed_far", {"step": step.number, "anchor": step.anchor.kind, "on": day.isoformat()})
    return None


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
    """Whether a day that comes every year lies behind the step after this one, which must not wait for it."""
    following = step_at(facts, step.number + 1)
    if following is None or following.anchor is not None:
        return False
    person = facts.person.place
    base, _ = _last_day(facts)
    if following.offset.unit in _CLOCK_UNITS:
        return day > base
    return day > add_offset(base, following.offset, person, facts.seller)[0]
