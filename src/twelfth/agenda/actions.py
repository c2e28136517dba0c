"""Writes to working hours and days off."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db import transaction

from twelfth.accounts.actor import Actor
from twelfth.accounts.events import record
from twelfth.accounts.models import Member
from twelfth.agenda.models import DayOff, WorkingHours
from twelfth.rules.facts import Hours


class NoWorkingTime(Exception):
    """Keep at least one weekday and an end after the start; otherwise nothing could ever be due."""


@transaction.atomic
def set_hours(
    by: Actor, member: Member, weekdays: Iterable[int], *, start: time, end: time, now: datetime
) -> None:
    """Raises NoWorkingTime when no time would be left."""
    days = sorted(set(weekdays))
    if not days or end <= start:
        raise NoWorkingTime(NoWorkingTime.__doc__)
    WorkingHours.objects.update_or_create(
        member=member, defaults={"workspace": by.workspace, "weekdays": days, "start": start, "end": end}
    )
    record(by, "hours.changed", member, now=now)


@transaction.atomic
def set_capacity(by: Actor, member: Member, most: int, *, now: datetime) -> None:
    """The planned contacts of one day; more of them move to a later one. At least one."""
    WorkingHours.objects.update_or_create(
        member=member,
        defaults={"most_contacts": max(most, 1)},
        create_defaults={
            "workspace": by.workspace,
            "weekdays": sorted(Hours().weekdays),
            "most_contacts": max(most, 1),
        },
    )
    record(by, "capacity.changed", member, now=now, most=max(most, 1))


@transaction.atomic
def set_days_off(by: Actor, member: Member, days: Iterable[date], *, now: datetime) -> None:
    """Replace the member's days off from today on."""
    DayOff.objects.filter(member=member, day__gte=now.date()).delete()
    DayOff.objects.bulk_create(
        (DayOff(workspace=by.workspace, member=member, day=day) for day in sorted(set(days))),
        ignore_conflicts=True,
    )
    record(by, "days_off.changed", member, now=now)
