"""Putting one value into a field of many people, and taking that back."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from twelfth.accounts.models import Workspace
from twelfth.background.bulk_sql import update_rows
from twelfth.background.models import JobRow
from twelfth.flow.bulk_changes import Setting
from twelfth.flow.bulk_work import GONE, locked
from twelfth.flow.next_moment import redecide_people
from twelfth.people.custom.actions import put_many
from twelfth.people.custom.kinds import Kind, parse
from twelfth.people.custom.queries import fields_of, texts_of
from twelfth.people.models import CustomField, Person
from twelfth.people.whereabouts import TOLD

#: Fields of a person that can be set, with what they are called.
OWN = {"country": "Country", "zone": "Time zone", "language": "Language", "source": "Where they came from"}
_CUSTOM = "custom:"
_SAME = "It is that already."
_FILLED = "There is something in it."
_CHANGED = "It was changed since."
#: A change of these moves the hours at which somebody is contacted.
_MOVES = frozenset({"country", "zone"})


class NoSuchField(Exception):
    """This field is no longer there. Choose another one."""


def settable(workspace: Workspace) -> list[tuple[str, str]]:
    """What can be set, each a code and what it is called."""
    return [*OWN.items(), *((f"{_CUSTOM}{one.pk}", one.label) for one in fields_of(workspace))]


def custom_field(workspace: Workspace, field: str) -> CustomField | None:
    """The field of one's own that is meant; None where it is a person's. Raises NoSuchField."""
    if field in OWN:
        return None
    found = {f"{_CUSTOM}{one.pk}": one for one in fields_of(workspace)}.get(field)
    if found is None:
        raise NoSuchField(NoSuchField.__doc__)
    return found


def left_out(workspace: Workspace, ids: Sequence[int], change: Setting) -> dict[int, str]:
    """Who stays as they are, and why. Raises NoSuchField."""
    has = _values(workspace, ids, change.field)
    wanted = _wanted(workspace, change)
    left = {pk: _SAME for pk, value in has.items() if value == wanted}
    if change.only_empty:
        left |= {pk: _FILLED for pk, value in has.items() if value and pk not in left}
    return left


def set_field(
    workspace: Workspace, ids: Sequence[int], change: Setting, *, now: datetime
) -> tuple[dict[int, dict[str, Any]], dict[int, str]]:
    """Do it to a batch: of each person changed what was there and what is, and why others were left out. Raises
    NoSuchField."""
    people = locked(Person.objects.filter(workspace=workspace), ids, lock=True)
    left = {pk: GONE for pk in ids if pk not in people} | left_out(workspace, list(people), change)
    changed = [pk for pk in people if pk not in left]
    was, wanted = _values(workspace, changed, change.field), _wanted(workspace, change)
    before = {pk: {"field": change.field, "was": was[pk], "set": wanted} for pk in changed}
    if change.field == "zone":
        for pk in changed:
            before[pk]["zone_source"] = people[pk].zone_source
    _write(workspace, change.field, dict.fromkeys(changed, wanted), {}, now=now)
    return before, left


def take_back_fields(workspace: Workspace, rows: Sequence[JobRow], *, now: datetime) -> dict[int, str]:
    """Undo a batch; why some rows were kept, by their ids."""
    people = locked(Person.objects.filter(workspace=workspace), [row.subject_id for row in rows], lock=True)
    kept = {row.pk: GONE for row in rows if row.subject_id not in people}
    for field in {row.before["field"] for row in rows}:
        mine = [row for row in rows if row.before["field"] == field and row.pk not in kept]
        try:
            has = _values(workspace, [row.subject_id for row in mine], field)
        except NoSuchField:
            kept |= {row.pk: _CHANGED for row in mine}
            continue
        kept |= {row.pk: _CHANGED for row in mine if has[row.subject_id] != row.before["set"]}
        back = {row.subject_id: row.before for row in mine if row.pk not in kept}
        sources = {pk: told["zone_source"] for pk, told in back.items() if "zone_source" in told}
        _write(workspace, field, {pk: told["was"] for pk, told in back.items()}, sources, now=now)
    return kept


def _wanted(workspace: Workspace, change: Setting) -> list[str]:
    """The value as it is kept, in its parts."""
    field = custom_field(workspace, change.field)
    if field is None:
        return [change.value] if change.value else []
    return sorted(value.text for value in parse(Kind(field.kind), change.value, field.choices))


def _values(workspace: Workspace, ids: Collection[int], field: str) -> dict[int, list[str]]:
    own = custom_field(workspace, field)
    if own is not None:
        return texts_of(ids, own)
    rows = Person.objects.filter(pk__in=ids).values_list("pk", field)
    return {pk: [value] if value else [] for pk, value in rows}


def _write(
    workspace: Workspace, field: str, values: dict[int, list[str]], sources: dict[int, str], *, now: datetime
) -> None:
    own = custom_field(workspace, field)
    if own is not None:
        put_many(workspace, own, values)
        return
    update_rows(Person, [field], [("".join(value), pk) for pk, value in values.items()])
    if field == "zone":
        told = [(sources.get(pk, TOLD if value else ""), pk) for pk, value in values.items()]
        update_rows(Person, ["zone_source"], told)
    if field in _MOVES and values:
        redecide_people(sorted(values), now=now)
