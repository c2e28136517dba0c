"""Writes to a workspace's own fields and to what is in them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.accounts.models import Workspace
from twelfth.background.bulk_sql import insert_rows
from twelfth.people.custom.kinds import LONGEST_CHOICE, Kind, Value, parse
from twelfth.people.models import Company, CustomField, CustomValue, Person
from twelfth.people.search import fold

#: So many fields a workspace may have on people, and on companies.
MOST = 100
_CHOOSING = frozenset({Kind.ONE, Kind.SEVERAL})
_COLUMNS = ("workspace_id", "field_id", "person_id", "company_id", "slot", "text", "sort", "number", "day")


class FieldRefused(Exception):
    """The field cannot be made so; the message says why and what to do."""


class NameTaken(FieldRefused):
    """There is a field of this name already. Choose another name."""


class NoChoices(FieldRefused):
    """A list needs at least one thing to choose. Write each on a line of its own."""


class TooManyFields(FieldRefused):
    """There are a hundred fields already. Remove one that nobody uses."""


class ChoiceInUse(FieldRefused):
    """Something that is chosen for people cannot leave the list. Change those people first."""


@transaction.atomic
def define_field(
    by: Actor,
    label: str,
    kind: Kind,
    *,
    of: str = CustomField.PERSON,
    choices: Sequence[str] = (),
    now: datetime,
) -> CustomField:
    """Add a field. Raises FieldRefused, NotAllowed."""
    by.require(Permission.MANAGE)
    rows = CustomField.objects.filter(workspace=by.workspace, of=of)
    if rows.filter(removed_at=None).count() >= MOST:
        raise TooManyFields(TooManyFields.__doc__)
    if _is_taken(rows, label):
        raise NameTaken(NameTaken.__doc__)
    last = rows.aggregate(last=Max("position"))["last"] or 0
    row = CustomField(
        workspace=by.workspace,
        of=of,
        key=_free_key(rows, label),
        label=label.strip()[:60],
        kind=kind,
        choices=_choices(kind, choices),
        position=last + 1,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise NameTaken(NameTaken.__doc__) from error
    record(by, "custom_field.defined", row, now=now, kind=kind)
    return row


@transaction.atomic
def change_field(
    by: Actor, field: CustomField, *, label: str, choices: Sequence[str] = (), now: datetime
) -> None:
    """Rename it, or change what can be chosen; its kind stays. Raises FieldRefused, NotAllowed."""
    by.require(Permission.MANAGE)
    others = CustomField.objects.filter(workspace=by.workspace, of=field.of).exclude(pk=field.pk)
    if _is_taken(others, label):
        raise NameTaken(NameTaken.__doc__)
    kept = _choices(Kind(field.kind), choices)
    gone = set(field.choices) - set(kept)
    if gone and CustomValue.objects.filter(field=field, text__in=gone).exists():
        raise ChoiceInUse(ChoiceInUse.__doc__)
    field.label, field.choices = label.strip()[:60], kept
    field.save(update_fields=["label", "choices"])
    record(by, "custom_field.changed", field, now=now)


@transaction.atomic
def remove_field(by: Actor, field: CustomField, *, now: datetime) -> None:
    """Take it off the pages. What is in it is kept, and comes back with it."""
    by.require(Permission.MANAGE)
    if CustomField.objects.filter(pk=field.pk, removed_at=None).update(removed_at=now):
        record(by, "custom_field.removed", field, now=now)


@transaction.atomic
def restore_field(by: Actor, field: CustomField, *, now: datetime) -> None:
    by.require(Permission.MANAGE)
    if CustomField.objects.filter(pk=field.pk).exclude(removed_at=None).update(removed_at=None):
        record(by, "custom_field.restored", field, now=now)


@transaction.atomic
def fill(
    by: Actor, owner: Person | Company, typed: Mapping[CustomField, str], *, now: datetime
) -> list[CustomField]:
    """Put these texts into these fields of a person or company; an empty one empties the field. Those that changed.
    Raises NotThatKind: then nothing is changed."""
    by.require(Permission.WORK)
    column = "person" if isinstance(owner, Person) else "company"
    wanted = {field: parse(Kind(field.kind), text, field.choices) for field, text in typed.items()}
    rows = CustomValue.objects.filter(**{column: owner}, field__in=list(wanted))
    known: dict[int, set[str]] = {}
    for field_id, text in rows.values_list("field_id", "text"):
        known.setdefault(field_id, set()).add(text)
    changed = [
        field
        for field, values in wanted.items()
        if {one.text for one in values} != known.get(field.pk, set())
    ]
    rows.filter(field__in=changed).delete()
    ids = (owner.pk, None) if isinstance(owner, Person) else (None, owner.pk)
    _insert(by.workspace, [(field.pk, *ids, value) for field in changed for value in wanted[field]])
    if changed:
        record(by, f"{column}.fields_changed", owner, now=now, fields=[field.pk for field in changed])
    return changed


@transaction.atomic
def fill_empty(workspace: Workspace, found: Iterable[tuple[int, CustomField, Sequence[Value]]]) -> None:
    """For imports: put parsed values into the fields of people (by id) where there is nothing yet. Records no Event:
    the import has its own."""
    new = _empty("person", found)
    _insert(workspace, [(field.pk, person, None, value) for person, field, value in new])


@transaction.atomic
def fill_empty_companies(
    workspace: Workspace, found: Iterable[tuple[int, CustomField, Sequence[Value]]]
) -> None:
    """The same for companies (by id)."""
    new = _empty("company", found)
    _insert(workspace, [(field.pk, None, company, value) for company, field, value in new])


@transaction.atomic
def put_many(workspace: Workspace, field: CustomField, values: Mapping[int, Sequence[str]]) -> None:
    """Put these texts into a field of people (by id), in place of what is there. Records no Event: what does it to many
    has its own. Raises NotThatKind."""
    CustomValue.objects.filter(person__in=values, field=field).delete()
    parsed = {
        texts: parse(Kind(field.kind), "; ".join(texts), field.choices)
        for texts in map(tuple, values.values())
    }
    _insert(
        workspace,
        [
            (field.pk, person, None, value)
            for person, texts in values.items()
            for value in parsed[tuple(texts)]
        ],
    )


def _empty(
    column: str, found: Iterable[tuple[int, CustomField, Sequence[Value]]]
) -> list[tuple[int, CustomField, Value]]:
    """Those of these values, one by one, whose owner has nothing in their field."""
    told = [(owner, field, values) for owner, field, values in found if values]
    owners, fields = {owner for owner, _, _ in told}, {field.pk for _, field, _ in told}
    rows = CustomValue.objects.filter(**{f"{column}__in": owners}, field__in=fields)
    known = set(rows.values_list(f"{column}_id", "field_id"))
    return [
        (owner, field, value)
        for owner, field, values in told
        if (owner, field.pk) not in known
        for value in values
    ]


def _insert(workspace: Workspace, rows: Iterable[tuple[int, int | None, int | None, Value]]) -> None:
    told = [
        (
            workspace.pk,
            field,
            person,
            company,
            value.slot,
            value.text,
            value.sort,
            None if value.number is None else str(value.number),
            value.day,
        )
        for field, person, company, value in rows
    ]
    insert_rows(CustomValue, _COLUMNS, told)


def _is_taken(rows: QuerySet[CustomField], label: str) -> bool:
    used = rows.filter(removed_at=None).values_list("label", flat=True)
    return fold(label.strip()) in {fold(one) for one in used}


def _free_key(rows: QuerySet[CustomField], label: str) -> str:
    """It stands in addresses and files, and a removed field keeps its own."""
    key = re.sub(r"\W+", "_", fold(label)).strip("_")[:35] or "field"
    taken = set(rows.values_list("key", flat=True))
    numbers = (f"{key}_{number}" for number in range(2, len(taken) + 3))
    return key if key not in taken else next(one for one in numbers if one not in taken)


def _choices(kind: Kind, choices: Sequence[str]) -> list[str]:
    if kind not in _CHOOSING:
        return []
    # A semicolon parts several of them in files.
    plain = [one.replace(";", ",").strip()[:LONGEST_CHOICE] for one in choices]
    kept = {fold(one): one for one in plain if one}
    if not kept:
        raise NoChoices(NoChoices.__doc__)
    return list(kept.values())
