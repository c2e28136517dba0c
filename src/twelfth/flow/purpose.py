"""What the next contact of a follow-up is for. None where a person chooses."""

from twelfth.cadences.queries import step_at as row_at
from twelfth.followups.models import FollowUp
from twelfth.rules.facts import Facts
from twelfth.rules.rounds import step_at
from twelfth.rules.terms import NextKind, Purpose

_OUTSIDE_THE_PLAN = {NextKind.PROMISE: Purpose.KEEP_PROMISE, NextKind.ANSWER: Purpose.ANSWER}


def purpose_of(followup: FollowUp) -> Purpose | None:
    """Looked up: one query."""
    if (outside := _OUTSIDE_THE_PLAN.get(NextKind(followup.next_kind))) or followup.next_step is None:
        return outside
    step = row_at(followup.version, list(followup.version.steps.order_by("number")), followup.next_step)
    return Purpose(step.purpose) if step else None


def purpose_in(followup: FollowUp, facts: Facts) -> Purpose | None:
    """The same from facts that were loaded already."""
    if (outside := _OUTSIDE_THE_PLAN.get(NextKind(followup.next_kind))) or followup.next_step is None:
        return outside
    step = step_at(facts, followup.next_step)
    return step.purpose if step else None
