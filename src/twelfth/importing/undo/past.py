"""Taking back what rows about contacts brought: each contact, promise and note that nobody has touched since."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from twelfth.accounts.actor import Actor
from twelfth.background.models import FileRow
from twelfth.importing.ledger import promise_mark, remark_mark, touch_mark
from twelfth.importing.past.actions import decide_running
from twelfth.importing.undo import actions
from twelfth.people.models import Person, Remark
from twelfth.promises.models import Promise
from twelfth.touches.models import Touch

_KEPT = {
    "touches": "The contact was changed since, or a plan counts on from it.",
    "promises": "The promise was kept, moved or changed since.",
    "remarks": "The note was changed since.",
}
_KINDS: tuple[
    tuple[str, type[Touch | Promise | Remark], Callable[[Any], str], Callable[[set[int]], None]], ...
] = (
    ("touches", Touch, touch_mark, actions.remove_touches),
    ("promises", Promise, promise_mark, actions.remove_promises),
    ("remarks", Remark, remark_mark, actions.remove_remarks),
)


def people_of(rows: Iterable[FileRow]) -> set[int]:
    """Everybody whom these rows brought a contact, a promise or a note."""
    rows = list(rows)
    people: set[int] = set()
    for name, model, _, _ in _KINDS:
        if ids := _ids(rows, name):
            people.update(model._default_manager.filter(pk__in=ids).values_list("person_id", flat=True))
    return people


def take_back(by: Actor, rows: Sequence[FileRow], *, now: datetime) -> dict[int, str]:
    """Remove what these rows brought; they come from the last to the first. Why some was kept, by the row's key."""
    people = people_of(rows)
    kept: dict[int, str] = {}
    for name, model, mark, remove in _KINDS:
        ids = _ids(rows, name)
        there = model._default_manager.filter(pk__in=ids, workspace=by.workspace) if ids else ()
        marks = {one.pk: mark(one) for one in there}
        gone: set[int] = set()
        for row in rows:
            for pk, was in row.did.get(name, ()):
                if marks.get(pk) == was:
                    gone.add(pk)
                elif pk in marks:
                    kept[row.pk] = _KEPT[name]
        if gone:
            remove(gone)
    _put_back_last_contacts(rows, kept)
    decide_running(people, now=now)
    return kept


def _ids(rows: Iterable[FileRow], name: str) -> list[int]:
    return [pk for row in rows for pk, _ in row.did.get(name, ())]


def _put_back_last_contacts(rows: Iterable[FileRow], kept: dict[int, str]) -> None:
    told = [(row.pk, *one) for row in rows for one in row.did.get("heard", ())]
    if not told:
        return
    people = Person.objects.filter(pk__in={person for _, person, _, _ in told})
    last = dict(people.values_list("pk", "last_contact_at"))
    moved: dict[int, datetime | None] = {}
    for row, person, was, became in told:
        if row not in kept and last.get(person) == datetime.fromisoformat(became):
            last[person] = moved[person] = datetime.fromisoformat(was) if was else None
    actions.put_back_last_contacts([(moment, person) for person, moment in moved.items()])
