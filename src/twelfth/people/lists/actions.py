"""Writes to saved lists, and to which columns stand in a list."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from twelfth.accounts.actor import Actor, NotAllowed, Permission
from twelfth.accounts.events import record
from twelfth.people.lists.columns import MOST_COLUMNS, columns_offered, shown_of
from twelfth.people.lists.queries import changed_by, seen_by
from twelfth.people.models import CustomField, ListColumns, SavedList


class ListNeedsName(Exception):
    """A list needs a name, such as “Lisbon, not called for a while”."""


class NotYourList(Exception):
    """This list is a colleague's. Save it under a name of your own, and change that."""


class TooManyColumns(Exception):
    """More than twelve columns beside the name do not fit. Leave some out."""


@transaction.atomic
def choose_columns(
    by: Actor, keys: Collection[str], *, on: SavedList | None = None, now: datetime
) -> ListColumns:
    """Let these columns stand in the list of people, or in a saved list, for whoever asks; what is no column (any
    more) is left out. Raises TooManyColumns."""
    by.require(Permission.LOG)
    if by.member is None:
        raise NotAllowed(Permission.LOG)
    fields = CustomField.objects.filter(workspace=by.workspace, removed_at=None)
    columns = [one.key for one in shown_of(columns_offered(fields), keys)]
    if len(columns) > MOST_COLUMNS:
        raise TooManyColumns(TooManyColumns.__doc__)
    row, _ = ListColumns.objects.update_or_create(
        workspace=by.workspace, member=by.member, saved_list=on, defaults={"columns": columns}
    )
    record(by, "list.columns_chosen", row, now=now)
    return row


@transaction.atomic
def usual_columns(by: Actor, *, on: SavedList | None = None, now: datetime) -> None:
    """Take back what whoever asks chose for the list of people, or for a saved list."""
    by.require(Permission.LOG)
    for row in ListColumns.objects.filter(workspace=by.workspace, member=by.member, saved_list=on):
        record(by, "list.columns_forgotten", row, now=now)
        row.delete()


@transaction.atomic
def save_list(by: Actor, name: str, told: dict[str, Any], *, is_shared: bool, now: datetime) -> SavedList:
    """Keep a filter (as a Selection's JSON) under a name. Raises ListNeedsName."""
    by.require(Permission.LOG)
    if by.member is None:
        raise NotAllowed(Permission.LOG)  # A list is somebody's.
    rows = SavedList.objects.filter(workspace=by.workspace)
    row = SavedList.objects.create(
        workspace=by.workspace,
        by=by.member,
        name=_named(name),
        is_shared=is_shared,
        filter=told,
        position=(rows.aggregate(last=Max("position"))["last"] or 0) + 1,
    )
    record(by, "list.saved", row, now=now, shared=is_shared)
    return row


@transaction.atomic
def change_list(by: Actor, row: SavedList, told: dict[str, Any], *, now: datetime) -> None:
    """The list means this from now on. Raises NotYourList."""
    _require_theirs(by, row)
    SavedList.objects.filter(pk=row.pk).update(filter=told)
    record(by, "list.changed", row, now=now)


@transaction.atomic
def rename_list(by: Actor, row: SavedList, name: str, *, is_shared: bool, now: datetime) -> None:
    """Raises ListNeedsName, NotYourList."""
    _require_theirs(by, row)
    SavedList.objects.filter(pk=row.pk).update(name=_named(name), is_shared=is_shared)
    record(by, "list.renamed", row, now=now, shared=is_shared)


@transaction.atomic
def move_list_up(by: Actor, row: SavedList, *, now: datetime) -> None:
    """One place forward, among those that whoever asks sees."""
    by.require(Permission.LOG)
    order = list(seen_by(by).select_for_update(of=("self",)))
    at = next((number for number, one in enumerate(order) if one.pk == row.pk), 0)
    if at:
        order[at - 1], order[at] = order[at], order[at - 1]
        for position, one in enumerate(order):
            one.position = position
        SavedList.objects.bulk_update(order, ["position"])
        record(by, "list.moved", row, now=now)


@transaction.atomic
def remove_list(by: Actor, row: SavedList, *, now: datetime) -> None:
    """Raises NotYourList. The people stay; and the list can be brought back."""
    _require_theirs(by, row)
    if SavedList.objects.filter(pk=row.pk, removed_at=None).update(removed_at=now):
        record(by, "list.removed", row, now=now)


@transaction.atomic
def restore_list(by: Actor, row: SavedList, *, now: datetime) -> None:
    _require_theirs(by, row)
    if SavedList.objects.filter(pk=row.pk).exclude(removed_at=None).update(removed_at=None):
        record(by, "list.restored", row, now=now)


def _named(name: str) -> str:
    if not name.strip():
        raise ListNeedsName(ListNeedsName.__doc__)
    return name.strip()[:60]


def _require_theirs(by: Actor, row: SavedList) -> None:
    if not changed_by(by).filter(pk=row.pk).exists():
        raise NotYourList(NotYourList.__doc__)
