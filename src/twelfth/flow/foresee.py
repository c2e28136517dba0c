"""What would become of a follow-up if something were changed: dates to look at before it is done. Nothing is stored."""

from copy import copy
from datetime import datetime

from twelfth.flow.change import Place, go_to
from twelfth.flow.facts import load
from twelfth.followups.models import FollowUp
from twelfth.rules.cadence import Projected, project


def if_moved(followup: FollowUp, to: Place, *, now: datetime) -> tuple[Projected, ...]:
    """The contacts to come, if it went on in that plan or version from now."""
    moved = copy(followup)
    go_to(moved, to, now=now)
    return project(load(moved), now)
