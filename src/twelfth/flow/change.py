"""Changes to a follow-up in memory: what the verbs for one and for many do alike.

Nothing here is saved, and nothing is decided: whoever calls this holds the row, stores it and decides anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from twelfth.accounts.models import Member, Workspace
from twelfth.cadences.models import CadenceVersion
from twelfth.deals.models import Deal
from twelfth.flow.act import FollowUpEnded
from twelfth.followups.models import FollowUp
from twelfth.people.models import Person
from twelfth.rules.rounds import template_number
from twelfth.rules.terms import AnchorKind, Cause, DecisionKind


class OptedOut(Exception):
    """This person asked not to be contacted, so no plan can be started."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a plan a follow-up goes on: after step `after` (0: at the first step)."""

    version: CadenceVersion
    after: int = 0


@dataclass(frozen=True, slots=True)
class Outline:
    """The keys of a version's steps in their order, and the number of the step at which it starts over."""

    keys: tuple[str, ...]
    repeat_from: int | None = None

    def number(self, key: str) -> int | None:
        """The number of the step with that key; None where there is none."""
        return self.keys.index(key) + 1 if key in self.keys else None


def outline_of(version: CadenceVersion) -> Outline:
    keys = tuple(version.steps.order_by("number").values_list("key", flat=True))
    return Outline(keys, keys.index(version.repeat_from) + 1 if version.repeat_from in keys else None)


def carried(stands_in: Outline, other: Outline, *, began_after: int, made: Iterable[int]) -> int:
    """The step of another version of the plan after which a follow-up goes on there: the latest it has behind it that
    the other still has, by its key. `made` are the numbers of the steps that were carried out or skipped."""
    count = len(stands_in.keys)
    like = (template_number(number, count, stands_in.repeat_from) for number in made)
    done = max((number for number in like if number is not None), default=0)
    behind = stands_in.keys[: max(done, began_after)]
    return max((number for key in behind if (number := other.number(key)) is not None), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDecision:
    """What comes after `note` comes with NOT_YET and with nothing else: it wakes on `wake_on` (a day at the seller's
    place) or on the day of `wake_anchor`, which is on `anchor_on` if that was said; `wake_on` is then the latest
    day, while nobody knows that one."""

    kind: DecisionKind
    cause: Cause | None = None
    note: str = ""
    wake_on: date | None = None
    wake_anchor: AnchorKind | None = None
    anchor_on: date | None = None


def new_followup(
    workspace: Workspace,
    person: Person,
    version: CadenceVersion,
    *,
    owner: Member,
    matter: str,
    deal: Deal | None = None,
    now: datetime,
) -> FollowUp:
    """Raises OptedOut."""
    if person.opted_out_at is not None:
        raise OptedOut(OptedOut.__doc__)
    return FollowUp(
        workspace=workspace,
        person=person,
        owner=owner,
        deal=deal,
        kind=version.cadence.kind,
        matter=matter.strip()[:200],
        version=version,
        started_at=now,
        # Until it is decided, in the transaction that stores it.
        next_at=now,
    )


def require_running(followup: FollowUp) -> None:
    """Raises FollowUpEnded. What was put off with "not yet" runs."""
    if followup.ended_at is not None and followup.decision != DecisionKind.NOT_YET:
        raise FollowUpEnded(FollowUpEnded.__doc__)


def go_to(followup: FollowUp, to: Place, *, now: datetime) -> None:
    """In another plan its clock starts now; in another version of the same plan it goes on."""
    is_other_plan = followup.version.cadence_id != to.version.cadence_id
    followup.version = to.version
    followup.leg += 1
    followup.leg_after = to.after
    if is_other_plan:
        followup.leg_at = now
        followup.kind = to.version.cadence.kind
    followup.postponed_step = followup.postponed_to = None
    followup.postponed_why = ""


def rest(followup: FollowUp, until: date | None, note: str, *, now: datetime) -> None:
    """Until a day at the owner's place, or (None) until somebody takes it up again."""
    followup.paused_at, followup.paused_until = now, until
    followup.pause_note = note.strip()[:300]


def take_up(followup: FollowUp, *, today: date) -> None:
    """Nothing is planned before `today`, the owner's day; what the pause held back is due."""
    followup.paused_until = today


def settle(followup: FollowUp, new: NewDecision, *, now: datetime) -> None:
    followup.decision = new.kind
    followup.decided_at = now
    followup.decision_cause = new.cause or ""
    followup.decision_note = new.note.strip()
    followup.decision_number = followup.touch_count
    is_not_yet = new.kind == DecisionKind.NOT_YET
    followup.wake_on = new.wake_on if is_not_yet else None
    followup.wake_anchor = (new.wake_anchor or "") if is_not_yet else ""
    # Whoever decides has taken it up again.
    followup.paused_at = followup.paused_until = None
    followup.pause_note = ""
    if followup.answer_waits_since is not None:
        followup.answer_waited_since, followup.answer_settled_at = followup.answer_waits_since, now
        followup.answer_waits_since = None


def give(followup: FollowUp, to: Member) -> None:
    followup.owner = to
