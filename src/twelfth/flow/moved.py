"""Somebody is no longer there. Both relations go on: with them at the new place, with the company's next contact."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from twelfth.accounts.actor import Actor, Permission
from twelfth.cadences.models import CadenceVersion
from twelfth.flow.change import require_running
from twelfth.flow.enrol import enrol
from twelfth.flow.next_moment import lock, redecide_person
from twelfth.flow.settle import NewDecision, decide_followup
from twelfth.followups.models import FollowUp
from twelfth.people.actions import (
    NewPerson,
    add_contact_point,
    add_person,
    change_person,
    mark_contact_point,
    remember,
)
from twelfth.people.models import ContactPoint, Person, Remark
from twelfth.rules.terms import Cause, Channel, DecisionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlace:
    """Where they are now, as far as it is known; `company` and `title` "" where it is not. `wrong` are the ids of
    their addresses that no longer reach them."""

    company: str = ""
    title: str = ""
    points: Mapping[Channel, str] = field(default_factory=dict)
    wrong: Sequence[int] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Successor:
    """The company's next contact: somebody of it who is known, or somebody new."""

    plan: CadenceVersion
    person: Person | None = None
    new: NewPerson | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedOn:
    """`plan` is the one on which to follow the person at the new place; None: not yet. So is `successor`."""

    place: NewPlace
    note: str = ""
    plan: CadenceVersion | None = None
    successor: Successor | None = None


@dataclass(frozen=True, slots=True)
class WentOn:
    """The follow-up that ended, and those that came out of it."""

    ended: FollowUp
    there: FollowUp | None = None
    here: FollowUp | None = None


@transaction.atomic
def moved_on(by: Actor, followup: FollowUp, moved: MovedOn, *, today: date, now: datetime) -> WentOn:
    """End it as moved, bring the person's record up to date, and go on with whom was chosen: all of it or nothing.

    Raises AlreadyFollowed, OptedOut, NotAName, FollowUpEnded, NotAllowed.
    """
    by.require(Permission.WORK)
    followup = lock(followup.pk)
    require_running(followup)
    person = Person.objects.select_related("company", "workspace", "owner").get(pk=followup.person_id)
    company = person.company.name if person.company else ""
    decision = NewDecision(kind=DecisionKind.MOVED, cause=Cause.PERSON_CHANGED, note=moved.note)
    ended = decide_followup(by, followup, decision, today=today, now=now)
    _take_along(by, person, moved.place, was_at=company, today=today, now=now)
    there = here = None
    if moved.plan is not None:
        there = enrol(by, person, moved.plan, owner=ended.owner, matter=ended.matter, now=now)
    if moved.successor is not None:
        here = _succeed(by, ended, moved.successor, company=company, now=now)
    for came in (there, here):
        if came is not None:
            came.came_from = ended
            came.save(update_fields=["came_from"])
    return WentOn(ended, there, here)


def _take_along(
    by: Actor, person: Person, place: NewPlace, *, was_at: str, today: date, now: datetime
) -> None:
    """The person's record, with where they were kept as something we know."""
    if was_at or person.title:
        at = f"at {was_at}" if was_at else ""
        was = " ".join(part for part in ("Was", person.title, at) if part)
        remember(by, person, Remark.BACKGROUND, was, where="", on=today, now=now)
    wrong = ContactPoint.objects.filter(person=person, pk__in=list(place.wrong))
    for point in wrong.select_related("person"):
        mark_contact_point(by, point, ContactPoint.WRONG, now=now)
    person.title = place.title.strip()[:200]
    change_person(by, person, company=place.company, now=now)
    for channel, value in place.points.items():
        add_contact_point(by, person, channel, value, now=now)
    redecide_person(person.pk, now=now)


def _succeed(by: Actor, ended: FollowUp, successor: Successor, *, company: str, now: datetime) -> FollowUp:
    """The matter, and the deal with it, go on with the company's next contact."""
    person = successor.person or add_person(by, _of(company, successor.new), now=now)
    return enrol(by, person, successor.plan, owner=ended.owner, matter=ended.matter, deal=ended.deal, now=now)


def _of(company: str, new: NewPerson | None) -> NewPerson:
    assert new is not None  # noqa: S101 (a successor is somebody who is known, or somebody new)
    return NewPerson(
        full_name=new.full_name,
        given_name=new.given_name,
        family_name=new.family_name,
        company=company,
        title=new.title,
        source="their successor",
        points=new.points,
    )
