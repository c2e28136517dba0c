"""The contacts that lie ahead, as they would fall if each were made on its day. Shown, never stored."""

from collections.abc import Iterable
from copy import copy
from datetime import datetime

from twelfth.flow.change import Place, go_to
from twelfth.flow.facts import load, load_many
from twelfth.followups.models import FollowUp
from twelfth.rules.cadence import Projected, project
from twelfth.rules.facts import Facts


def project_ahead(followup: FollowUp, facts: Facts) -> tuple[Projected, ...]:
    """The steps still to come, the next one first, on from its stored moment."""
    if followup.next_at is None:
        return ()
    return project(facts, followup.next_at)


def project_all(followups: Iterable[FollowUp]) -> dict[int, tuple[Projected, ...]]:
    """What lies ahead of each that runs, by follow-up id. As many queries for ten as for one, none for none."""
    running = [followup for followup in followups if followup.ended_at is None]
    facts = load_many(running) if running else {}
    return {followup.pk: project_ahead(followup, facts[followup.pk]) for followup in running}


def if_moved(followup: FollowUp, to: Place, *, now: datetime) -> tuple[Projected, ...]:
    """The contacts to come, if it went on in that plan or version from now."""
    moved = copy(followup)
    go_to(moved, to, now=now)
    return project(load(moved), now)
