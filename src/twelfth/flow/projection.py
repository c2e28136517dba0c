"""The contacts that lie ahead, as they would fall if each were made on its day. Shown, never stored."""

from twelfth.flow.facts import load
from twelfth.followups.models import FollowUp
from twelfth.rules.cadence import Projected, project


def project_ahead(followup: FollowUp) -> tuple[Projected, ...]:
    """The steps still to come, the next one first, on from its stored moment."""
    if followup.next_at is None:
        return ()
    return project(load(followup), followup.next_at)
