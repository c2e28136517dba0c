"""What counts as a contact. Every rule that looks back asks here, so that all of them mean the same."""

from collections.abc import Sequence

from twelfth.rules.facts import Elsewhere, TouchFacts
from twelfth.rules.terms import NO_CONTACT, Direction, Outcome

#: Answers that came from them by themselves. A meeting is none: it was agreed on, and the thank-you may go.
ANSWERS = frozenset({Outcome.REPLIED, Outcome.CALLED_US, Outcome.ANSWERED_THERE})

#: Outcomes of what was tried and did not reach them: the step still has to be done, some other way.
CAME_BACK = frozenset({Outcome.BOUNCED, Outcome.WRONG_NUMBER})

_NOT_OURS = NO_CONTACT | ANSWERS | {Outcome.MET}


def is_contact(touch: TouchFacts) -> bool:
    """Whether it was a real contact, in whichever direction: such a one moves the clock."""
    return touch.outcome not in NO_CONTACT


def is_ours(touch: TouchFacts | Elsewhere) -> bool:
    """Whether we contacted them: such a one counts towards the gap and the caps."""
    return touch.direction is Direction.OUT and touch.outcome not in _NOT_OURS


def is_answer(touch: TouchFacts) -> bool:
    """Whether they came to us."""
    return touch.outcome in ANSWERS


def last_contact(touches: Sequence[TouchFacts]) -> TouchFacts | None:
    """The latest real contact of all (`touches` oldest first)."""
    return next((touch for touch in reversed(touches) if is_contact(touch)), None)


def unanswered_answer(touches: Sequence[TouchFacts]) -> TouchFacts | None:
    """Their latest answer, if we have not contacted them since (`touches` oldest first)."""
    for touch in reversed(touches):
        if is_answer(touch):
            return touch
        if is_ours(touch):
            return None
    return None
