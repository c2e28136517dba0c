"""Writes of the search for doubles, and the decision that two are not one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.accounts.models import Workspace
from twelfth.background.actions import start_job
from twelfth.background.bulk_sql import insert_rows, update_rows
from twelfth.background.models import Job
from twelfth.people.models import Person
from twelfth.records.linkage.weights import Weighed
from twelfth.records.models import Double, MatchKey, MatchState

DOUBLES = "doubles"


@transaction.atomic
def search(by: Actor, *, now: datetime, since: datetime | None = None) -> Job | None:
    """Look for doubles in the background. None where a search waits, runs or was begun after `since`."""
    by.require(Permission.WORK)
    # Two workers, or two members, that ask at once: one after the other.
    Workspace.objects.select_for_update(no_key=True).get(pk=by.workspace.pk)
    jobs = Job.objects.filter(workspace=by.workspace, kind=DOUBLES)
    recent = Q(state__in=[Job.QUEUED, Job.RUNNING])
    if since is not None:
        recent |= Q(created_at__gte=since)
    if jobs.filter(recent).exists():
        return None
    return start_job(by, DOUBLES, "Looking for people who are there twice", arguments={}, now=now)


def store_keys(workspace: Workspace, changed: Mapping[int, tuple[int, Iterable[int]]]) -> None:
    """The digest and the keys of people that are new or have changed; they wait to be compared."""
    changed = {person: changed[person] for person in _still_there(changed)}
    if not changed:
        return
    MatchKey.objects.filter(person__in=changed).delete()
    insert_rows(
        MatchKey,
        ["workspace_id", "person_id", "key"],
        [(workspace.pk, person, key) for person, (_, keys) in changed.items() for key in sorted(keys)],
    )
    known = dict(MatchState.objects.filter(person__in=changed).values_list("person_id", "pk"))
    update_rows(
        MatchState, ["digest", "waits"], [(changed[person][0], True, pk) for person, pk in known.items()]
    )
    insert_rows(
        MatchState,
        ["workspace_id", "person_id", "digest", "waits"],
        [(workspace.pk, person, each[0], True) for person, each in changed.items() if person not in known],
    )


def store_found(
    workspace: Workspace, compared: Sequence[int], found: Mapping[tuple[int, int], Weighed], *, now: datetime
) -> int:
    """What was found of the people compared takes the place of what had been found of them before. What a member has
    said of a pair stands. How many suggestions are new."""
    theirs = Double.objects.filter(workspace=workspace).filter(Q(first__in=compared) | Q(second__in=compared))
    known = {(double.first_id, double.second_id): double for double in theirs}
    gone = [double.pk for pair, double in known.items() if double.state == Double.OPEN and pair not in found]
    Double.objects.filter(pk__in=gone).delete()
    update_rows(
        Double,
        ["weight", "is_certain", "evidence"],
        [(*_columns(each), known[pair].pk) for pair, each in found.items() if pair in known],
    )
    new = [pair for pair in found if pair not in known]
    there = _still_there({person for pair in new for person in pair})
    new = [pair for pair in new if there.issuperset(pair)]
    insert_rows(
        Double,
        ["workspace_id", "first_id", "second_id", "weight", "is_certain", "evidence", "state", "found_at"],
        [(workspace.pk, *pair, *_columns(found[pair]), Double.OPEN, now) for pair in new],
    )
    MatchState.objects.filter(person__in=compared).update(waits=False)
    return len(new)


def _still_there(people: Iterable[int]) -> set[int]:
    """Those that nobody has erased or merged meanwhile; they stay until the transaction ends."""
    rows = Person.objects.select_for_update(no_key=True).filter(pk__in=list(people)).order_by("pk")
    return set(rows.values_list("pk", flat=True))


def _columns(weighed: Weighed) -> tuple[float, bool, list[dict[str, Any]]]:
    ordered = sorted(weighed.evidence, key=lambda each: -abs(each[1]))
    evidence = [
        {"thing": likeness.thing.value, "level": likeness.level.value, "weight": round(weight, 1)}
        for likeness, weight in ordered
    ]
    return round(weighed.total, 2), weighed.is_certain, evidence


@transaction.atomic
def not_the_same(by: Actor, double: Double, *, now: datetime) -> bool:
    """They are two people: never suggested again. False where somebody has decided already."""
    by.require(Permission.WORK)
    changed = Double.objects.filter(pk=double.pk, state=Double.OPEN).update(
        state=Double.NOT_SAME, decided_at=now, decided_by=by.member
    )
    if changed:
        record(by, "double.not_same", double, now=now, first=double.first_id, second=double.second_id)
    return bool(changed)


@transaction.atomic
def ask_again(by: Actor, double: Double, *, now: datetime) -> bool:
    """Take "not the same" back."""
    by.require(Permission.WORK)
    changed = Double.objects.filter(pk=double.pk, state=Double.NOT_SAME).update(
        state=Double.OPEN, decided_at=None, decided_by=None
    )
    if changed:
        record(by, "double.asked_again", double, now=now, first=double.first_id, second=double.second_id)
    return bool(changed)
