"""All that is held of one person, as plain data: docs/reference/person-export.md describes it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django.db.models import BinaryField, ForeignKey, Model, QuerySet

from twelfth.accounts.models import Member, Workspace
from twelfth.cadences.models import CadenceVersion
from twelfth.deals.models import Deal
from twelfth.messages.models import Mailbox, OutgoingFile
from twelfth.people.models import Company, ContactPoint, Person, Suppression, Tag
from twelfth.people.suppressions import covering
from twelfth.records.holdings import about, holdings, named_by_number

FORMAT, VERSION = "twelfth-person", 1

Row = dict[str, Any]

#: Rows are asked for by so many ids at once; SQLite takes no more than 32,766 in one query.
_MOST_IDS = 500

#: How the rows that a person's rows point to are called. Other people are given by their number alone: who they are
#: is theirs.
_NAMES: Mapping[type[Model], Callable[[Any], str]] = {
    Member: lambda member: member.name,
    Company: lambda company: company.name,
    Tag: lambda tag: tag.name,
    Mailbox: lambda mailbox: mailbox.address,
    Deal: lambda deal: deal.title,
    CadenceVersion: lambda version: version.cadence.name,
}


def person_data(person: Person, *, now: datetime) -> Row:
    """Everything, table by table; memory holds the one person's rows."""
    tables: dict[str, list[Row]] = {}
    ids: dict[str, list[int]] = {}
    for holding in holdings():
        if holding.is_exported:
            rows = list(_joined(holding.rows(person)))
            tables[holding.label] = [plain_row(row) for row in rows]
            ids[holding.label] = [row.pk for row in rows]
    for model in named_by_number():
        tables[model._meta.label_lower] = list(_about(model, ids, person))
    tables[Suppression._meta.label_lower] = [plain_row(entry) for entry in _suppressions(person)]
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": now.astimezone(UTC).isoformat(),
        "kept_by": {"name": person.workspace.name, "address": person.workspace.postal_address},
        "tables": tables,
    }


def file_name(file: OutgoingFile) -> str:
    """Where a file that was sent lies in the archive."""
    kept = "".join(char if char.isalnum() or char in "-_. " else "_" for char in file.name)
    return f"files/{file.pk}-{kept.lstrip('.')[-120:] or 'file'}"


def plain_row(row: Model) -> Row:
    """The fields of a row by name. The workspace is left out: it is the same for all of them."""
    return {
        field.name: _pointed(row, field)
        if isinstance(field, ForeignKey)
        else _content(row, field)
        if isinstance(field, BinaryField)
        else _plain(getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if not (isinstance(field, ForeignKey) and field.remote_field.model is Workspace)
    }


def _pointed(row: Model, key: "ForeignKey[Any, Any]") -> Row | None:
    pk = getattr(row, key.attname)
    if pk is None:
        return None
    named = _NAMES.get(key.remote_field.model)
    return {"id": pk, "name": named(getattr(row, key.name))} if named else {"id": pk}


def _content(row: Model, field: "BinaryField[Any, Any]") -> Any:
    """Bytes stay outside: of a file that was sent, where it lies in the archive; of others, how many there are."""
    if isinstance(row, OutgoingFile):
        return {"file": file_name(row), "bytes": row.size}
    return {"bytes": len(getattr(row, field.attname) or b"")}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _joined(rows: QuerySet[Model]) -> QuerySet[Model]:
    """With what is named by name in as many queries as tables."""
    model = rows.model
    names = [
        f"{field.name}__cadence" if field.remote_field.model is CadenceVersion else field.name
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.remote_field.model in _NAMES
    ]
    # What was sent is read from the database when it is written into the archive, one file at a time.
    heavy = ["content"] if model is OutgoingFile else []
    return rows.select_related(*names).defer(*heavy) if names else rows.defer(*heavy)


def _about(model: type[Model], ids: dict[str, list[int]], person: Person) -> Iterator[Row]:
    for label, all_of_them in ids.items():
        for start in range(0, len(all_of_them), _MOST_IDS):
            some = all_of_them[start : start + _MOST_IDS]
            yield from map(plain_row, _joined(about(model, label, some, person.workspace_id)))


def _suppressions(person: Person) -> list[Suppression]:
    values = ContactPoint.objects.filter(person=person).values_list("value", flat=True)
    found = {entry.pk: entry for entries in covering(person.workspace, values).values() for entry in entries}
    return [found[pk] for pk in sorted(found)]
