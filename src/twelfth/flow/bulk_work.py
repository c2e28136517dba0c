"""What each bulk change does to a batch, in memory: the job stores it, the preview only looks at it.

The changes themselves are those of `change.py`, which the verbs for one use too.
"""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from django.db.models import Model, QuerySet

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.models import Member
from twelfth.cadences.models import CadenceVersion
from twelfth.flow import bulk_changes as changes
from twelfth.flow.act import FollowUpEnded
from twelfth.flow.bulk_rows import OWN, values_of
from twelfth.flow.change import (
    NewDecision,
    OptedOut,
    Outline,
    Place,
    carried,
    give,
    go_to,
    new_followup,
    outline_of,
    require_running,
    rest,
    settle,
    take_up,
)
from twelfth.flow.earlier import Earlier, earlier_contacts, go_on_from
from twelfth.flow.facts import JOINS
from twelfth.flow.today import local_today
from twelfth.followups.models import RUNNING, FollowUp
from twelfth.people.models import Person
from twelfth.rules.terms import DecisionKind
from twelfth.touches.models import Touch

Row = TypeVar("Row", bound=Model)


@dataclass
class Proposed:
    """What became of a batch. `changed` is changed in memory, neither decided nor stored; `was` holds the earlier
    values of each, by its id; `left_out` says why others stay as they are, by the id of what was selected."""

    changed: list[FollowUp] = field(default_factory=list)
    was: dict[int, dict[str, Any]] = field(default_factory=dict)
    left_out: dict[int, str] = field(default_factory=dict)


class Left(Exception):
    """This one is left out; the message says why, in a sentence."""


def require_mine(by: Actor, owner: Member | None) -> None:
    """Raises Left when the row is a colleague's and the actor's role is not one to change those in bulk."""
    if owner is None or by.member is None or owner.pk == by.member.pk:
        return
    if not by.may(Permission.COLLEAGUES):
        raise Left(f"{owner.name} follows up here. Ask them, or an owner or a manager of the workspace.")


class Work(ABC):
    """One bulk change. What it needs of the workspace is loaded once, in the constructor."""

    def __init__(self, by: Actor) -> None:
        self.by = by

    @abstractmethod
    def propose(self, ids: Sequence[int], *, lock: bool, now: datetime) -> Proposed:
        """Change those with these ids in memory. With `lock` they are ours until the transaction ends: they are
        locked in the order of their ids, so that two jobs wait for each other instead of for ever."""

    def require_mine(self, owner: Member | None) -> None:
        """As the function of that name."""
        require_mine(self.by, owner)


class FollowUpWork(Work):
    """A change of follow-ups that are there."""

    #: What the outbox says of an automatic message that it takes back; "" where it takes none back.
    holds: ClassVar[str] = ""

    def propose(self, ids: Sequence[int], *, lock: bool, now: datetime) -> Proposed:
        proposed = Proposed()
        rows = FollowUp.objects.select_related(*JOINS, "version")
        found = locked(rows, ids, lock=lock)
        self.look_at(list(found.values()))
        for pk in ids:
            followup = found.get(pk)
            if followup is None:
                proposed.left_out[pk] = GONE
                continue
            try:
                require_running(followup)
                self.require_mine(followup.owner)
                was = values_of(followup, OWN)
                self.apply(followup, now=now)
            except (Left, FollowUpEnded) as error:
                proposed.left_out[pk] = _sentence(error)
            else:
                proposed.changed.append(followup)
                proposed.was[pk] = was
        return proposed

    def look_at(self, followups: list[FollowUp]) -> None:
        """Load what the change needs to know of a whole batch."""

    @abstractmethod
    def apply(self, followup: FollowUp, *, now: datetime) -> None:
        """Change one. Raises Left."""


class PauseWork(FollowUpWork):
    holds = "Paused."

    def __init__(self, by: Actor, change: changes.Pause) -> None:
        super().__init__(by)
        self._change = change

    def apply(self, followup: FollowUp, *, now: datetime) -> None:
        rest(followup, self._change.until, self._change.note, now=now)


class ResumeWork(FollowUpWork):
    def apply(self, followup: FollowUp, *, now: datetime) -> None:
        today = local_today(followup.owner, now)
        if followup.paused_at is None or (followup.paused_until and followup.paused_until <= today):
            raise Left("It is not paused.")
        take_up(followup, today=today)


class MoveWork(FollowUpWork):
    holds = "The plan was changed."

    def __init__(self, by: Actor, change: changes.Move) -> None:
        super().__init__(by)
        self._version = CadenceVersion.objects.select_related("cadence").get(
            pk=change.version, workspace=by.workspace
        )
        self._outlines: dict[int, Outline] = {self._version.pk: outline_of(self._version)}
        self._made: dict[tuple[int, int], list[int]] = defaultdict(list)

    def look_at(self, followups: list[FollowUp]) -> None:
        for followup in followups:
            if followup.version_id not in self._outlines:
                self._outlines[followup.version_id] = outline_of(followup.version)
        self._made = defaultdict(list)
        made = Touch.objects.filter(followup__in=[followup.pk for followup in followups]).exclude(step=None)
        for pk, leg, step in made.values_list("followup_id", "leg", "step"):
            self._made[pk, leg].append(step or 0)

    def apply(self, followup: FollowUp, *, now: datetime) -> None:
        if followup.version_id == self._version.pk:
            raise Left("It is on this version of the plan already.")
        after = 0
        if followup.version.cadence_id == self._version.cadence_id:
            after = carried(
                self._outlines[followup.version_id],
                self._outlines[self._version.pk],
                began_after=followup.leg_after,
                made=self._made.get((followup.pk, followup.leg), ()),
            )
        go_to(followup, Place(self._version, after), now=now)


class HandOverWork(FollowUpWork):
    holds = "Handed over to a colleague."

    def __init__(self, by: Actor, change: changes.HandOver) -> None:
        super().__init__(by)
        self.to = Member.objects.get(pk=change.to, workspace=by.workspace)

    def apply(self, followup: FollowUp, *, now: datetime) -> None:  # noqa: ARG002 (as the others)
        if followup.owner_id == self.to.pk:
            raise Left(f"{self.to.name} follows up here already.")
        give(followup, self.to)


class StopWork(FollowUpWork):
    holds = "Decided."

    def __init__(self, by: Actor, change: changes.Stop) -> None:
        super().__init__(by)
        self._decision = NewDecision(kind=DecisionKind.DROPPED, cause=change.cause, note=change.note)

    def apply(self, followup: FollowUp, *, now: datetime) -> None:
        if followup.ended_at is not None:
            raise FollowUpEnded(FollowUpEnded.__doc__)
        settle(followup, self._decision, now=now)


class EnrolWork(Work):
    """People, each of whom gets a follow-up. It has a negative id of its own until it is stored."""

    def __init__(self, by: Actor, change: changes.Enrol) -> None:
        super().__init__(by)
        self._change = change
        self._version = CadenceVersion.objects.select_related("cadence").get(
            pk=change.version, workspace=by.workspace
        )
        rows = Member.objects.filter(workspace=by.workspace, left_at=None)
        self._members = {member.pk: member for member in rows}
        self._steps = self._version.steps.count()
        #: The contacts before of the people proposed last, by their id.
        self.earlier: dict[int, Earlier] = {}

    def propose(self, ids: Sequence[int], *, lock: bool, now: datetime) -> Proposed:
        proposed = Proposed()
        people = locked(Person.objects.select_related("workspace", "owner"), ids, lock=lock)
        running: dict[int, set[str]] = defaultdict(set)
        rows = FollowUp.objects.filter(RUNNING, person__in=ids)
        for person_id, matter in rows.values_list("person_id", "matter"):
            running[person_id].add(matter)
        earlier = earlier_contacts(people.values()) if self._change.go_on else {}
        for pk in ids:
            person = people.get(pk)
            if person is None:
                proposed.left_out[pk] = GONE
                continue
            try:
                followup = self._start(person, running[pk], now=now)
            except (Left, OptedOut) as error:
                proposed.left_out[pk] = _sentence(error)
            else:
                followup.pk = -1 - len(proposed.changed)
                go_on_from(followup, earlier.get(pk, Earlier()), steps=self._steps)
                proposed.changed.append(followup)
        self.earlier = earlier
        return proposed

    def _start(self, person: Person, running: set[str], *, now: datetime) -> FollowUp:
        self.require_mine(person.owner)
        followup = new_followup(
            self.by.workspace,
            person,
            self._version,
            owner=self._owner(person),
            matter=self._change.matter,
            now=now,
        )
        if followup.matter in running or (running and not self._change.alongside):
            raise Left("They are being followed up already.")
        return followup

    def _owner(self, person: Person) -> Member:
        wanted = self._change.owner if self._change.owner is not None else person.owner_id
        owner = self._members.get(wanted) if wanted is not None else None
        owner = owner or self.by.member
        if owner is None:
            raise Left("Nobody owns them. Say who shall follow up.")
        return owner


def work_for(by: Actor, change: changes.FollowUpChange) -> FollowUpWork | EnrolWork:
    match change:
        case changes.Enrol():
            return EnrolWork(by, change)
        case changes.Pause():
            return PauseWork(by, change)
        case changes.Resume():
            return ResumeWork(by)
        case changes.Move():
            return MoveWork(by, change)
        case changes.HandOver():
            return HandOverWork(by, change)
        case changes.Stop():
            return StopWork(by, change)


GONE = "It is no longer there."


def locked(rows: QuerySet[Row], ids: Sequence[int], *, lock: bool) -> dict[int, Row]:
    """The rows with these ids, by id; with `lock` they are ours until the transaction ends."""
    if lock:
        model = rows.model._default_manager.filter(pk__in=ids).order_by("pk")
        list(model.select_for_update().values_list("pk", flat=True))
    return {row.pk: row for row in rows.filter(pk__in=ids).order_by("pk")}


def _sentence(error: Exception) -> str:
    return str(error)[:300]
