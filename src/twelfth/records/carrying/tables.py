"""Which tables go with a workspace, and where a row names another one.

The rows keep their order and get new numbers when they come in: each table's are moved by one amount. So every place
that holds a number has to be known: foreign keys are, by themselves; the others stand here.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Field, ForeignKey, Model

from twelfth.accounts.models import Event, Invitation, Member, Workspace
from twelfth.background.models import FileRow, Job, JobFile, JobRow
from twelfth.cadences.models import Cadence, CadenceVersion
from twelfth.followups.models import FollowUp
from twelfth.messages.models import OAuthApp, Override
from twelfth.people.models import (
    Company,
    FormerCompany,
    FormerPerson,
    Person,
    SavedList,
    Spelling,
    Tag,
)
from twelfth.promises.models import Promise
from twelfth.records.models import Erasure, MatchKey, MatchState, Merge, MergeRow

#: What a number that is held elsewhere is moved by: the model that it is a number of.
Shift = Callable[[type[Model], int], int]
Row = dict[str, Any]

#: Credentials and invitations never leave. Long work with its files and rows is what the product keeps to go on and to
#: take back its own doing, here. The last are worked out anew each night.
STAYS_HERE: frozenset[type[Model]] = frozenset(
    {Workspace, Invitation, OAuthApp, Job, JobFile, JobRow, FileRow, Spelling, MatchKey, MatchState}
)
#: Passwords, tokens, and who works on what: left out of every row.
NEVER = frozenset(
    {"password_locked", "tokens_locked", "secret_locked", "claimed_by", "claimed_at", "lease_until",
     "sync_claimed_by", "sync_lease_until", "sync_trouble", "send_trouble"}
)  # fmt: skip

_EVENT_DATA: Mapping[str, type[Model]] = {
    "merge": Merge, "override": Override, "tag": Tag, "to": Member,
    "version": CadenceVersion,
}  # fmt: skip
_MERGED = frozenset({"back", "gone", "first", "second", "other"})
_FILTER: Mapping[str, type[Model]] = {"owner": Member, "company": Company}
#: Conditions of a filter whose value is a number, as text.
_CONDITIONS: Mapping[str, type[Model]] = {"owner": Member, "plan": Cadence}


@cache
def tables() -> tuple[type[Model], ...]:
    """Each behind those that its foreign keys point to, as far as they do not point in a circle."""
    waiting = [model for model in apps.get_models() if _goes(model)]
    found: list[type[Model]] = []
    while waiting:
        ready = [model for model in waiting if not (_parents(model) & {*waiting} - {model})]
        found += ready or waiting[:1]
        waiting = [model for model in waiting if model not in found]
    return tuple(found)


def carried_fields(model: type[Model]) -> list["Field[Any, Any]"]:
    """The columns that are written; the workspace is the same for all of them."""
    return [
        field
        for field in model._meta.concrete_fields
        if (field.name not in NEVER and field.remote_field is None) or _is_carried_key(field)
    ]


def renumber(model: type[Model], row: Row, shift: Shift) -> None:
    """Move every number in a row (by column, as it is written) that names another one, but for foreign keys."""
    if special := _SPECIAL.get(model):
        special(row, shift)


def _goes(model: type[Model]) -> bool:
    keys = [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
    # What hangs on something that stays, such as a row of an import on its job, stays with it.
    hangs = any(key.remote_field.model in STAYS_HERE - {Workspace} and not key.null for key in keys)
    return any(key.name == "workspace" for key in keys) and model not in STAYS_HERE and not hangs


def _is_carried_key(field: "Field[Any, Any]") -> bool:
    return isinstance(field, ForeignKey) and field.remote_field.model not in {Workspace, Job}


def _parents(model: type[Model]) -> set[type[Model]]:
    keys = (field for field in model._meta.concrete_fields if isinstance(field, ForeignKey))
    return {key.remote_field.model for key in keys}


def _subject(row: Row, shift: Shift) -> None:
    if row["subject_id"] is not None and (model := _model(row["subject_type"])):
        row["subject_id"] = shift(model, row["subject_id"])


def _event(row: Row, shift: Shift) -> None:
    # Companies are merged like people, and their Events have the same words.
    merged: type[Model] = Company if _model(row["subject_type"]) is Company else Person
    for name, number in row["data"].items():
        model = merged if name in _MERGED else _EVENT_DATA.get(name)
        if model is not None and type(number) is int:
            row["data"][name] = shift(model, number)
    _subject(row, shift)


def _merge(row: Row, shift: Shift) -> None:
    model = Person if row["into_company_id"] is None else Company
    row["kept"], row["gone"] = shift(model, row["kept"]), shift(model, row["gone"])


def _merge_row(row: Row, shift: Shift) -> None:
    model = _model(row["subject_type"])
    if model is not None:
        if row["instead"] is not None:
            row["instead"] = shift(model, row["instead"])
        for values in (row["before"], row["after"]):
            _columns(model, values, shift)
    _subject(row, shift)


def _columns(model: type[Model], values: Row, shift: Shift) -> None:
    """A row of another table, or a part of it, kept as JSON."""
    for field in model._meta.concrete_fields:
        for name in {field.name, field.attname} & values.keys():
            if not isinstance(values[name], int) or isinstance(values[name], bool):
                continue
            if field.primary_key:
                values[name] = shift(model, values[name])
            elif isinstance(field, ForeignKey):
                values[name] = shift(field.remote_field.model, values[name])


def _filter(row: Row, shift: Shift) -> None:
    told = row["filter"]
    for name, model in _FILTER.items():
        if isinstance(told.get(name), int):
            told[name] = shift(model, told[name])
    told["only"] = [shift(Person, pk) for pk in told.get("only", [])]
    for group in told.get("groups", []):
        for condition in group:
            if condition[0] in _CONDITIONS and condition[2].isdigit():
                condition[2] = str(shift(_CONDITIONS[condition[0]], int(condition[2])))


def _one(column: str, model: type[Model]) -> Callable[[Row, Shift], None]:
    def move(row: Row, shift: Shift) -> None:
        if row[column] is not None:
            row[column] = shift(model, row[column])

    return move


def _erasure(row: Row, shift: Shift) -> None:
    row["people"] = [shift(Person, pk) for pk in row["people"]]


_SPECIAL: Mapping[type[Model], Callable[[Row, Shift], None]] = {
    Event: _event,
    Merge: _merge,
    MergeRow: _merge_row,
    SavedList: _filter,
    FollowUp: _one("next_promise", Promise),
    FormerPerson: _one("key", Person),
    FormerCompany: _one("key", Company),
    Erasure: _erasure,
}


@cache
def _model(label: str) -> type[Model] | None:
    """The table that a row names as its subject; None for what is no table (any more)."""
    return next((model for model in apps.get_models() if model._meta.label_lower == label.lower()), None)


def numbers_elsewhere() -> Iterator[tuple[type[Model], type[Model], str]]:
    """Columns in which numbers stand that are no row's any more, and whose numbers they are: (of, table, column)."""
    yield Person, FormerPerson, "key"
    yield Company, FormerCompany, "key"
