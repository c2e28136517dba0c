"""Changes to how a follow-up goes on: another plan or version, a pause, a later day, another owner.

Each is for one; `bulk.py` does them for many. Nothing here contacts anybody: the next moment is decided anew.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.accounts.models import Member
from twelfth.cadences.models import CadenceVersion
from twelfth.cadences.queries import latest_version
from twelfth.flow.act import hold_automatic
from twelfth.flow.change import Place, carried, give, go_to, outline_of, require_running, rest, take_up
from twelfth.flow.next_moment import lock, redecide
from twelfth.followups.models import FollowUp
from twelfth.promises.models import Promise
from twelfth.rules.terms import NextKind, Postponed, PromiseState

__all__ = [
    "DayHasPassed", "NoSuchMember", "NothingToPutOff", "Place", "go_over", "hand_over", "move_to_plan", "owe", "pause",
    "place_at", "put_off", "resume", "same_place",
]  # fmt: skip


class NoSuchMember(Exception):
    """This person does not work here any more, or is no member of this workspace. Choose a colleague."""


class DayHasPassed(Exception):
    """Choose a day after today."""


class NothingToPutOff(Exception):
    """Nothing is planned here that could be put off: an answer, a promise or a decision comes first."""


def same_place(followup: FollowUp, version: CadenceVersion) -> Place:
    """Where a follow-up stands, in another version of its plan: behind the latest step it has behind it that the
    other version still has, by its key."""
    made = followup.touches.filter(leg=followup.leg).exclude(step=None).values_list("step", flat=True)
    numbers = [number for number in made if number is not None]
    stands_in, other = outline_of(followup.version), outline_of(version)
    return Place(version, carried(stands_in, other, began_after=followup.leg_after, made=numbers))


def place_at(version: CadenceVersion, key: str) -> Place:
    """Before the step with that key; at the first step where the plan has none of that key."""
    number = version.steps.filter(key=key).values_list("number", flat=True).first()
    return Place(version, after=(number or 1) - 1)


@transaction.atomic
def move_to_plan(by: Actor, followup: FollowUp, place: Place, *, now: datetime) -> FollowUp:
    """Go on in another plan, its clock starting now; or in another version of the same plan, its clock going on.

    Raises FollowUpEnded, NotAllowed.
    """
    by.require(Permission.WORK)
    followup = _running(followup)
    if followup.version_id == place.version.pk and followup.leg_after == place.after:
        return followup
    hold_automatic(by, [followup.person_id], "The plan was changed.", now=now)
    was = followup.version_id
    go_to(followup, place, now=now)
    followup.save()
    redecide(followup, now=now)
    record(by, "followup.moved", followup, now=now, was=was, version=place.version.pk, after=place.after)
    return followup


@transaction.atomic
def go_over(followup: FollowUp, *, now: datetime) -> bool:
    """At the undecided end of a plan that names another: go on there. False when there is none any more."""
    version = followup.version
    following = latest_version(followup.workspace, version.then) if version.then else None
    if following is None:
        return False
    move_to_plan(Actor(followup.workspace), followup, place_at(following, version.then_from), now=now)
    return True


@transaction.atomic
def pause(
    by: Actor, followup: FollowUp, *, until: date | None, note: str = "", today: date, now: datetime
) -> FollowUp:
    """Rest until a day at the owner's place, or until somebody takes it up again.

    Raises DayHasPassed, FollowUpEnded, NotAllowed.
    """
    by.require(Permission.WORK)
    if until is not None and until <= today:
        raise DayHasPassed(DayHasPassed.__doc__)
    followup = _running(followup)
    hold_automatic(by, [followup.person_id], "Paused.", now=now)
    rest(followup, until, note, now=now)
    followup.save(update_fields=["paused_at", "paused_until", "pause_note"])
    redecide(followup, now=now)
    record(by, "followup.paused", followup, now=now, until=until.isoformat() if until else "")
    return followup


@transaction.atomic
def resume(by: Actor, followup: FollowUp, *, today: date, now: datetime) -> FollowUp:
    """Go on: nothing is planned before today, and what the pause held back is due. `today` is the owner's day.

    Raises FollowUpEnded, NotAllowed.
    """
    by.require(Permission.WORK)
    followup = _running(followup)
    if followup.paused_at is None:
        return followup
    take_up(followup, today=today)
    followup.save(update_fields=["paused_until"])
    redecide(followup, now=now)
    record(by, "followup.resumed", followup, now=now)
    return followup


@transaction.atomic
def put_off(
    by: Actor, followup: FollowUp, to: date, *, why: Postponed, today: date, now: datetime
) -> FollowUp:
    """The next step not before a later day of the person; it lapses with the step.

    Raises DayHasPassed, NothingToPutOff, FollowUpEnded, NotAllowed.
    """
    by.require(Permission.WORK)
    if to <= today:
        raise DayHasPassed(DayHasPassed.__doc__)
    followup = _running(followup)
    if followup.next_kind != NextKind.STEP or followup.next_step is None:
        raise NothingToPutOff(NothingToPutOff.__doc__)
    followup.postponed_step, followup.postponed_to, followup.postponed_why = followup.next_step, to, why
    followup.save(update_fields=["postponed_step", "postponed_to", "postponed_why"])
    redecide(followup, now=now)
    record(by, "followup.put_off", followup, now=now, to=to.isoformat(), because=why)
    return followup


@transaction.atomic
def hand_over(by: Actor, followup: FollowUp, to: Member, *, now: datetime) -> FollowUp:
    """Give it to a colleague: what comes next is theirs, open promises included, and mail goes out from their mailbox
    from now on.

    Raises NoSuchMember, FollowUpEnded, NotAllowed.
    """
    by.require(Permission.WORK)
    if to.workspace_id != followup.workspace_id or to.left_at is not None:
        raise NoSuchMember(NoSuchMember.__doc__)
    followup = _running(followup)
    if followup.owner_id == to.pk:
        return followup
    hold_automatic(by, [followup.person_id], "Handed over to a colleague.", now=now)
    was = followup.owner_id
    give(followup, to)
    followup.save(update_fields=["owner"])
    owe(to, [followup.pk])
    redecide(followup, now=now)
    record(by, "followup.handed_over", followup, now=now, was=was, to=to.pk)
    return followup


def owe(owner: Member, followups: Iterable[int]) -> None:
    """Open promises stay with their follow-ups: whoever owns these owes them."""
    Promise.objects.filter(followup__in=list(followups), state=PromiseState.OPEN).update(owner=owner)


def _running(followup: FollowUp) -> FollowUp:
    locked = lock(followup.pk)
    require_running(locked)
    return locked
