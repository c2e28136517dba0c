"""Reads of when we can."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from twelfth.accounts.models import Member
from twelfth.agenda.models import MOST_CONTACTS, DayOff, WorkingHours
from twelfth.rules.facts import Hours, Place


def places(members: Iterable[Member]) -> dict[int, Place]:
    """Where and when each member works, by member id; two queries however many they are."""
    members = list(members)
    hours = {row.member_id: row for row in WorkingHours.objects.filter(member__in=members)}
    days_off: dict[int, set[date]] = defaultdict(set)
    for member_id, day in DayOff.objects.filter(member__in=members).values_list("member_id", "day"):
        days_off[member_id].add(day)
    return {
        member.pk: Place(
            zone=member.zone,
            country=member.country,
            hours=_hours(hours.get(member.pk)),
            days_off=frozenset(days_off[member.pk]),
        )
        for member in members
    }


def most_contacts(members: Iterable[int]) -> dict[int, int]:
    """The planned contacts that fit into a day of each member, by member id."""
    ids = list(members)
    told = WorkingHours.objects.filter(member__in=ids).values_list("member_id", "most_contacts")
    return dict.fromkeys(ids, MOST_CONTACTS) | dict(told)


def _hours(row: WorkingHours | None) -> Hours:
    if row is None:
        return Hours()
    return Hours(weekdays=frozenset(row.weekdays), start=row.start, end=row.end)
