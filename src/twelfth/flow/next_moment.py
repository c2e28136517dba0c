"""The one place that stores what `rules.decide` answers."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from twelfth.background.bulk_sql import update_rows
from twelfth.flow.facts import JOINS, joined, load, load_many
from twelfth.followups.models import FollowUp
from twelfth.people.models import Person
from twelfth.rules.decide import decide
from twelfth.rules.facts import Decided, Due, Ended
from twelfth.touches.models import Touch

#: The fields that hold what was decided.
NEXT = (
    "next_at",
    "next_day",
    "next_wall",
    "next_zone",
    "next_kind",
    "next_is_due",
    "next_is_timed",
    "next_is_automatic",
    "next_step",
    "next_channel",
    "next_promise",
    "next_variant",
    "variants",
    "next_reasons",
    "touch_count",
    "ended_at",
)


def lock(followup_id: int) -> FollowUp:
    """The follow-up, ours until the transaction ends, and with it everything about its person: whatever happens with
    them at the same moment is worked through one after the other. (SQLite has one writer anyway.)"""
    lock_people([FollowUp.objects.values_list("person_id", flat=True).get(pk=followup_id)])
    locked = FollowUp.objects.select_for_update(of=("self",)).get(pk=followup_id)
    return FollowUp.objects.select_related(*JOINS).get(pk=locked.pk)


def lock_people(people: Iterable[int]) -> None:
    """Always the people before their follow-ups, and in one order, so that nobody waits for each other in a circle."""
    rows = Person.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk")
    list(rows.values_list("pk", flat=True))


@transaction.atomic
def redecide(followup: FollowUp, *, now: datetime) -> Decided:
    """Decide anew and store it; the same facts give the same moment."""
    decided = decide(load(followup), now)
    _store(followup, decided, now=now)
    return decided


@transaction.atomic
def redecide_person(person_id: int, *, now: datetime) -> None:
    """A contact with a person moves the clock of everything that runs with them."""
    redecide_people([person_id], now=now)


@transaction.atomic(savepoint=False)
def redecide_people(people: Collection[int], *, now: datetime) -> None:
    """The same for many, in as many queries as for one."""
    lock_people(people)
    store_many(joined(FollowUp.objects.filter(person__in=people, ended_at=None)), now=now)


@transaction.atomic
def redecide_many(followups: Iterable[FollowUp], *, now: datetime) -> None:
    store_many(followups, now=now)


def store_many(followups: Iterable[FollowUp], *, now: datetime) -> None:
    """Decide each anew and store those that changed: as many queries for a thousand as for two."""
    followups = list(followups)
    was = {followup.pk: _next_of(followup) for followup in followups}
    changed = [f for f in place_many(followups, now=now) if _next_of(f) != was[f.pk]]
    update_rows(FollowUp, NEXT, [(*_next_of(followup), followup.pk) for followup in changed])


def _next_of(followup: FollowUp) -> tuple[Any, ...]:
    return tuple(getattr(followup, name) for name in NEXT)


def place_many(followups: Iterable[FollowUp], *, now: datetime) -> list[FollowUp]:
    """Decide each anew, without saving: as many queries for a thousand as for two."""
    followups = list(followups)
    facts = load_many(followups)
    highest = dict(
        Touch.objects.filter(followup__in=[followup.pk for followup in followups])
        .values_list("followup")
        .annotate(highest=Max("number"))
    )
    for followup in followups:
        place(followup, decide(facts[followup.pk], now), now=now)
        followup.touch_count = max(highest.get(followup.pk) or 0, followup.contacts_before)
    return followups


def place(followup: FollowUp, decided: Decided, *, now: datetime) -> None:
    """Write a decision into the follow-up's fields, without saving."""
    followup.next_reasons = [reason.to_json() for reason in decided.reasons]
    if isinstance(decided, Ended):
        followup.ended_at = followup.ended_at or now
        followup.next_at = followup.next_day = followup.next_step = followup.next_promise = None
        followup.next_kind = followup.next_wall = followup.next_zone = ""
        followup.next_channel = followup.next_variant = ""
        followup.next_is_due = followup.next_is_timed = followup.next_is_automatic = False
        return
    due = decided if isinstance(decided, Due) else None
    followup.ended_at = None
    followup.next_at = decided.moment.at
    followup.next_day = decided.moment.wall.date()
    followup.next_wall = decided.moment.wall.isoformat(timespec="minutes")
    followup.next_zone = decided.moment.zone
    followup.next_kind = decided.kind
    followup.next_is_due = due is not None
    followup.next_is_timed = due is not None and due.timed
    followup.next_is_automatic = due is not None and due.automatic
    followup.next_step = due.step if due else None
    followup.next_channel = (due.channel or "") if due else ""
    followup.next_promise = due.promise if due else None
    followup.next_variant = due.variant if due else ""
    if due is not None and due.variant:
        followup.variants = {**followup.variants, due.step_key: due.variant}


def _store(followup: FollowUp, decided: Decided, *, now: datetime) -> None:
    place(followup, decided, now=now)
    highest = Touch.objects.filter(followup=followup).aggregate(highest=Max("number"))["highest"]
    followup.touch_count = max(highest or 0, followup.contacts_before)
    followup.save(update_fields=NEXT)
