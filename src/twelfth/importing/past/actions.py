"""The writes of past contacts: a batch with a handful of statements."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet

from twelfth.accounts.models import Workspace
from twelfth.background.bulk_sql import insert_objects, update_rows
from twelfth.flow.next_moment import redecide_people
from twelfth.followups.models import RUNNING, FollowUp
from twelfth.people.models import Person, Remark
from twelfth.promises.models import Promise
from twelfth.rules.terms import NO_CONTACT
from twelfth.touches.models import Touch

New = Touch | Promise | Remark


def without_known(workspace: Workspace, told: Sequence[tuple[int, New]]) -> list[tuple[int, New]]:
    """Those that are not here yet, and of those that are told twice the first: by the id that their system gave them,
    else by everything that they say. A task that is a promise here stays one, also when the file has it as done."""
    people = {one.person_id for _, one in told}
    known = _known(
        workspace, people, {one.external_id for _, one in told if not isinstance(one, Remark)} - {""}
    )
    fresh: list[tuple[int, New]] = []
    for row, one in told:
        keys = _keys(one)
        if not known & keys:
            fresh.append((row, one))
        known |= keys
    return fresh


def _known(workspace: Workspace, people: Collection[int], ids: Collection[str]) -> set[tuple[Any, ...]]:
    known: set[tuple[Any, ...]] = set()
    of_them: tuple[QuerySet[Touch] | QuerySet[Promise] | QuerySet[Remark], ...] = (
        Touch.objects.filter(workspace=workspace, external_id__in=ids),
        Promise.objects.filter(workspace=workspace, external_id__in=ids),
        Touch.objects.filter(person__in=people, external_id=""),
        Promise.objects.filter(person__in=people, external_id=""),
        Remark.objects.filter(person__in=people, kind=Remark.BACKGROUND),
    )
    for rows in of_them:
        for one in rows:
            known |= _keys(one)
    return known


def _keys(one: New) -> set[tuple[Any, ...]]:
    if isinstance(one, Remark):
        return {("remark", one.person_id, one.text, one.learnt_on)}
    if one.external_id:
        return {(one.person_id, one.external_id)}
    if isinstance(one, Touch):
        return {("touch", one.person_id, one.at, str(one.channel), str(one.direction), one.note)}
    return {("promise", one.person_id, one.due_at, one.text)}


def write_new(new: Iterable[New]) -> None:
    by_model: dict[type[Model], list[New]] = defaultdict(list)
    for one in new:
        by_model[type(one)].append(one)
    for objects in by_model.values():
        insert_objects(objects)


def move_clocks(touches: Sequence[Touch], *, now: datetime) -> dict[int, tuple[datetime | None, datetime]]:
    """The last contact of people becomes the latest, and what runs with them is decided anew. Of those whose last
    contact became a later one, by id: what it was, what it is."""
    latest: dict[int, datetime] = {}
    for touch in touches:
        if touch.outcome not in NO_CONTACT:
            latest[touch.person_id] = max(touch.at, latest.get(touch.person_id, touch.at))
    moved: dict[int, tuple[datetime | None, datetime]] = {}
    for pk, was in Person.objects.filter(pk__in=latest).values_list("pk", "last_contact_at"):
        if was is None or was < latest[pk]:
            moved[pk] = (was, latest[pk])
    update_rows(Person, ["last_contact_at"], [(became, pk) for pk, (_, became) in moved.items()])
    decide_running({touch.person_id for touch in touches}, now=now)
    return moved


def decide_running(people: Collection[int], *, now: datetime) -> None:
    """Decide anew what runs with them, if anything does."""
    running = FollowUp.objects.filter(RUNNING, person__in=people)
    if with_plan := sorted(set(running.values_list("person_id", flat=True))):
        redecide_people(with_plan, now=now)
