"""Levelling a member's days: what does not fit moves, with the reason; what was promised never does.

`rules.level` picks the day; it is stored as a postponement, so that deciding again keeps it.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Count

from twelfth.accounts.actor import Actor
from twelfth.accounts.events import record
from twelfth.accounts.models import Member
from twelfth.agenda.queries import most_contacts, places
from twelfth.background.bulk_sql import update_rows
from twelfth.flow.facts import joined, place_in
from twelfth.flow.next_moment import NEXT, place_many
from twelfth.flow.today import local_today
from twelfth.followups.models import RUNNING, FollowUp
from twelfth.rules.calendar import start_of_day
from twelfth.rules.facts import Place
from twelfth.rules.level import Levelled, Planned, level
from twelfth.rules.terms import NextKind, Postponed
from twelfth.touches.models import Touch, TouchState

#: How far ahead days are levelled: a quarter. Only next moments are planned, so little lies beyond it.
HORIZON = timedelta(days=92)

_POSTPONED = ("postponed_step", "postponed_to", "postponed_why")


def level_all(*, now: datetime) -> int:
    """Level the coming days, from each one's tomorrow on, of every member who has too full a day; how many contacts
    moved."""
    rows = (
        FollowUp.objects.filter(RUNNING, next_is_due=True, next_is_automatic=False)
        .filter(next_at__gt=now, next_at__lt=now + HORIZON)
        .values_list("owner", "next_day")
        .annotate(count=Count("pk"))
    )
    fullest: dict[int, int] = {}
    for owner_id, _, count in rows.order_by():
        fullest[owner_id] = max(fullest.get(owner_id, 0), count)
    most = most_contacts(fullest)
    full = [owner_id for owner_id, count in fullest.items() if count > most[owner_id]]
    members = Member.objects.select_related("workspace").filter(pk__in=full)
    return sum(level_member(m, first=local_today(m, now) + timedelta(days=1), now=now) for m in members)


def level_member(member: Member, *, first: date, now: datetime) -> int:
    """Level one member's days from `first` (their day) on; how many contacts moved.

    Only the moves are a transaction: reading and thinking must not keep SQLite's one writer waiting.
    """
    seller = places([member])[member.pk]
    planned = list(_plate(member, until=now + HORIZON))
    made = _made_on(member, first, seller.zone)
    planned += [Planned(id=-n, at=at, person=seller, fixed=True) for n, at in enumerate(made, start=1)]
    moves = level(planned, seller=seller, most=most_contacts([member.pk])[member.pk], first=first)
    return _move(member, moves, now=now) if moves else 0


def _plate(member: Member, *, until: datetime) -> Iterator[Planned]:
    """What a person has to do themselves: the machine's own contacts take no room.

    Read as bare values, and each place once: after a bulk start there may be a hundred thousand.
    """
    rows = FollowUp.objects.filter(
        RUNNING,
        workspace=member.workspace_id,
        owner=member,
        next_is_due=True,
        next_is_automatic=False,
        next_at__lt=until,
    )
    there: dict[tuple[str, str, str], Place] = {}
    for pk, at, kind, step, put_off, to, *where in rows.values_list(
        "pk",
        "next_at",
        "next_kind",
        "next_step",
        "postponed_step",
        "postponed_to",
        "person__zone",
        "person__country",
        "person__prefers_hours",
    ).iterator(2000):
        if at is None:
            continue  # What runs has a moment; the column knows nothing of that.
        zone, country, prefers = where
        if (zone, country, prefers) not in there:
            there[zone, country, prefers] = place_in(member.workspace, zone, country, prefers)
        place = there[zone, country, prefers]
        is_settled = to is not None and put_off == step
        yield Planned(id=pk, at=at, person=place, fixed=kind != NextKind.STEP, settled=is_settled)


def _made_on(member: Member, day: date, zone: str) -> list[datetime]:
    """Contacts the member has made that day already: they took room too."""
    begins, ends = start_of_day(day, zone), start_of_day(day + timedelta(days=1), zone)
    made = Touch.objects.filter(
        workspace=member.workspace_id,
        member=member,
        at__gte=begins,
        at__lt=ends,
        number__isnull=False,
        state=TouchState.DONE,
    )
    return list(made.values_list("at", flat=True))


@transaction.atomic
def _move(member: Member, moves: tuple[Levelled, ...], *, now: datetime) -> int:
    """Store the moves; whatever changed or is in somebody's hands at this moment is left to the next round."""
    to = {move.id: move for move in moves}
    rows = FollowUp.objects.filter(RUNNING, pk__in=list(to), owner=member, next_kind=NextKind.STEP)
    locked = rows.select_for_update(
        of=("self",), skip_locked=connection.features.has_select_for_update_skip_locked
    )
    held = list(locked.values_list("pk", flat=True))
    followups = joined(FollowUp.objects.filter(pk__in=held).order_by("pk"))
    for followup in followups:
        followup.postponed_step = followup.next_step
        followup.postponed_to = to[followup.pk].to
        followup.postponed_why = Postponed.LEVELLED
    columns = (*_POSTPONED, *NEXT)
    place_many(followups, now=now)
    update_rows(
        FollowUp,
        columns,
        [(*(getattr(followup, name) for name in columns), followup.pk) for followup in followups],
    )
    record(Actor(member.workspace), "day.levelled", member, now=now, moved=len(followups))
    return len(followups)
