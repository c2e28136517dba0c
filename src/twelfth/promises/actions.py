"""Writes to promises: make, keep, renegotiate, break."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.accounts.models import Member
from twelfth.followups.models import FollowUp
from twelfth.people.models import Person
from twelfth.promises.models import Promise
from twelfth.rules.terms import Channel, Party, PromiseState
from twelfth.touches.models import Touch

#: When a promise without an hour is due on its day.
START_OF_DAY = time(9)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPromise:
    """A promise as made: `day` and, where an hour was said, `hour` are wall time in `zone`."""

    party: Party
    text: str
    day: date
    zone: str
    hour: time | None = None
    channel: Channel | None = None


@transaction.atomic
def make_promise(
    by: Actor,
    owner: Member,
    person: Person,
    new: NewPromise,
    *,
    followup: FollowUp | None,
    touch: Touch | None,
    now: datetime,
) -> Promise:
    by.require(Permission.LOG)
    wall = datetime.combine(new.day, new.hour or START_OF_DAY)
    promise = Promise.objects.create(
        workspace=by.workspace,
        person=person,
        followup=followup,
        touch=touch,
        owner=owner,
        party=new.party,
        text=new.text.strip()[:300],
        channel=new.channel or "",
        due_at=wall.replace(tzinfo=ZoneInfo(new.zone)).astimezone(UTC),
        due_day=new.day,
        due_wall=wall.isoformat(timespec="minutes"),
        due_zone=new.zone,
        is_timed=new.hour is not None,
        made_at=now,
    )
    record(by, "promise.made", promise, now=now, party=new.party)
    return promise


@transaction.atomic
def close_promise(by: Actor, promise: Promise, state: PromiseState, *, now: datetime) -> bool:
    """Close an open promise as kept, renegotiated or broken; False when it was closed already."""
    by.require(Permission.LOG)
    changed = Promise.objects.filter(pk=promise.pk, state=PromiseState.OPEN).update(
        state=state, closed_at=now
    )
    if changed:
        record(by, f"promise.{state}", promise, now=now)
    return bool(changed)


@transaction.atomic
def reopen_promise(by: Actor, promise: Promise, *, now: datetime) -> None:
    """Undo of closing."""
    Promise.objects.filter(pk=promise.pk).update(state=PromiseState.OPEN, closed_at=None)
    record(by, "promise.reopened", promise, now=now)
