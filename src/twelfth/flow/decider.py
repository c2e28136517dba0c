"""When somebody who decides has to be known: a proposal is out, or we have been in contact more than twice."""

from collections.abc import Iterable

from twelfth.followups.models import FollowUp
from twelfth.people.relations.queries import without_decider
from twelfth.rules.terms import FollowUpKind

#: From the next contact after so many on, the right person matters more than one more contact.
ENOUGH_CONTACTS = 3


def asks_for_decider(followup: FollowUp) -> bool:
    """Whether it is time to ask who decides, where nobody is known to."""
    if followup.ended_at is not None:
        return False
    return followup.kind == FollowUpKind.PROPOSAL or followup.touch_count >= ENOUGH_CONTACTS


def missing_deciders(followups: Iterable[FollowUp]) -> set[int]:
    """Those of these follow-ups (by key) in which it is time to ask and nobody is known to decide, in one query.
    Their people have to be loaded."""
    asking = [followup for followup in followups if asks_for_decider(followup)]
    without = without_decider([followup.person for followup in asking])
    return {followup.pk for followup in asking if followup.person_id in without}
