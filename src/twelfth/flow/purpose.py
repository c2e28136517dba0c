"""What the next contact of a follow-up is for."""

from twelfth.cadences.models import Step
from twelfth.cadences.queries import step_at
from twelfth.followups.models import FollowUp
from twelfth.rules.terms import NextKind, Purpose


def purpose_of(followup: FollowUp) -> Purpose | None:
    """None where a person chooses."""
    if followup.next_kind == NextKind.PROMISE:
        return Purpose.KEEP_PROMISE
    if followup.next_kind == NextKind.ANSWER:
        return Purpose.ANSWER
    step = current_step(followup)
    return Purpose(step.purpose) if step else None


def current_step(followup: FollowUp) -> Step | None:
    """The step of its plan that a follow-up is at."""
    if followup.next_step is None:
        return None
    return step_at(followup.version, list(followup.version.steps.order_by("number")), followup.next_step)
