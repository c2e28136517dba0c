"""Stage one: a person, a matter and a cadence become a follow-up with its first next moment."""

from datetime import datetime

from django.db import IntegrityError, transaction

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.accounts.models import Member
from twelfth.cadences.models import CadenceVersion
from twelfth.deals.models import Deal
from twelfth.flow.change import OptedOut, new_followup
from twelfth.flow.earlier import MOST, Earlier, adopt, earlier_contacts, go_on_from
from twelfth.flow.facts import load
from twelfth.flow.next_moment import lock_people, place
from twelfth.followups.models import FollowUp
from twelfth.people.models import Person
from twelfth.rules.decide import decide

__all__ = ["AlreadyFollowed", "OptedOut", "enrol"]


class AlreadyFollowed(Exception):
    """This person is being followed up about this matter already. Open that follow-up, or name another matter."""


@transaction.atomic
def enrol(
    by: Actor,
    person: Person,
    version: CadenceVersion,
    *,
    owner: Member,
    matter: str = "",
    deal: Deal | None = None,
    contacts_before: int = 0,
    now: datetime,
) -> FollowUp:
    """`contacts_before`: how many contacts were made before; it counts on from them (see `flow.earlier`).

    Raises AlreadyFollowed, OptedOut, NotAllowed.
    """
    by.require(Permission.WORK)
    followup = new_followup(by.workspace, person, version, owner=owner, matter=matter, deal=deal, now=now)
    lock_people([person.pk])
    before = Earlier()
    if contacts_before:
        before = earlier_contacts([person])[person.pk].latest(min(contacts_before, MOST))
        go_on_from(followup, before, steps=version.steps.count())
    try:
        with transaction.atomic():
            followup.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyFollowed(AlreadyFollowed.__doc__) from error
    adopt([(followup, before)])
    place(followup, decide(load(followup), now), now=now)
    followup.save()
    record(by, "followup.started", followup, now=now, version=version.pk, contacts_before=before.count)
    return followup
