"""Leaving many people alone at once, and taking that back.

It is our own decision about them, not a wish of theirs: their addresses do not go onto the do-not-contact list, so
whoever shares one is not concerned. It stops contacts just as a wish does. Taking it back frees only those whom this
work alone holds: whoever asked since, or has an address on the list since, stays left alone.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from twelfth.accounts.actor import Actor
from twelfth.accounts.events import record_many
from twelfth.background.bulk_sql import insert_rows
from twelfth.background.models import JobRow
from twelfth.flow.bulk_work import GONE, Left, locked, require_mine
from twelfth.flow.left_alone import heed
from twelfth.flow.next_moment import redecide_people
from twelfth.people.actions import IN_BULK
from twelfth.people.models import ContactPoint, FormerPerson, OptOut, Person
from twelfth.people.suppressions import covering

_ALREADY = "They are left alone already."
_ASKED = "They asked for it themselves since."
_LISTED = "An address of theirs is on the do-not-contact list."
_MERGED = "They were merged with somebody since."
_COLUMNS = ("workspace_id", "person_id", "channel", "at", "how")


def left_out(by: Actor, ids: Sequence[int]) -> dict[int, str]:
    """Who stays as they are, and why."""
    people = Person.objects.select_related("owner").filter(workspace=by.workspace, pk__in=ids)
    return _left(by, {person.pk: person for person in people}, ids)


def leave_people_alone(
    by: Actor, ids: Sequence[int], *, now: datetime
) -> tuple[dict[int, dict[str, Any]], dict[int, str]]:
    """Do it to a batch: of each person changed what the undo has to know, and why others were left out."""
    people = locked(Person.objects.select_related("owner").filter(workspace=by.workspace), ids, lock=True)
    left = _left(by, people, ids)
    changed = [pk for pk in people if pk not in left]
    # They may have asked at this moment: then theirs is taken, and the undo sees that it is none of ours.
    insert_rows(OptOut, _COLUMNS, [(by.workspace.pk, pk, "", now, IN_BULK) for pk in changed])
    Person.objects.filter(pk__in=changed).update(opted_out_at=now)
    told = [("person.opted_out", Person(pk=pk)) for pk in changed]
    record_many(by, told, now=now, channel="", how=IN_BULK)
    heed(by, {pk: [None] for pk in changed}, now=now)
    merged = _merged(changed)
    return {pk: {"at": now.isoformat(), "merged": merged[pk]} for pk in changed}, left


def stop_leaving_alone(by: Actor, rows: Sequence[JobRow], *, now: datetime) -> dict[int, str]:
    """Undo a batch; why some rows were kept, by their ids."""
    mine = Person.objects.filter(workspace=by.workspace)
    people = locked(mine, [row.subject_id for row in rows], lock=True)
    wishes = OptOut.objects.filter(person__in=people, channel="", how=IN_BULK)
    at = dict(wishes.values_list("person_id", "at"))
    listed, merged = _listed(by, people), _merged(people)
    kept, free = dict[int, str](), list[int]()
    for row in rows:
        pk = row.subject_id
        if pk not in people:
            kept[row.pk] = GONE
        elif pk not in at or at[pk] != datetime.fromisoformat(row.before["at"]):
            kept[row.pk] = _ASKED
        elif merged[pk] != row.before["merged"]:
            kept[row.pk] = _MERGED
        elif pk in listed:
            kept[row.pk] = _LISTED
        else:
            free.append(pk)
    wishes.filter(person__in=free).delete()
    Person.objects.filter(pk__in=free).update(opted_out_at=None)
    told = [("person.opted_in", Person(pk=pk)) for pk in free]
    record_many(by, told, now=now, channel="", reason="mistake")
    redecide_people(sorted(free), now=now)
    return kept


def _left(by: Actor, people: dict[int, Person], ids: Sequence[int]) -> dict[int, str]:
    alone = OptOut.objects.filter(person__in=people, channel="")
    left = dict.fromkeys((pk for pk in ids if pk not in people), GONE)
    left |= dict.fromkeys(alone.values_list("person_id", flat=True), _ALREADY)
    for pk, person in people.items():
        try:
            require_mine(by, person.owner)
        except Left as error:
            left.setdefault(pk, str(error)[:300])
    return left


def _merged(people: Collection[int]) -> Counter[int]:
    """How many were merged into each of them so far."""
    return Counter(FormerPerson.objects.filter(person__in=people).values_list("person_id", flat=True))


def _listed(by: Actor, people: Collection[int]) -> set[int]:
    """Those of whom an address is on the do-not-contact list for any channel."""
    points = list(ContactPoint.objects.filter(person__in=people).values_list("person_id", "value"))
    entries = covering(by.workspace, {value for _, value in points})
    return {pk for pk, value in points if any(not entry.channel for entry in entries.get(value, ()))}
