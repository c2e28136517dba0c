"""Writing a workspace into a file: JSON Lines for other programs and for bringing it in again, CSV to open and read."""

import base64
import csv
import io
import json
import uuid
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from importlib.metadata import version
from typing import IO, Any

from django.db.models import BinaryField, Max, Model

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.models import Member, Workspace
from twelfth.deals.models import Deal
from twelfth.people.models import Company, ContactPoint, Person
from twelfth.records.actions import note_taken_out
from twelfth.records.carrying.tables import carried_fields, numbers_elsewhere, tables
from twelfth.touches.models import Touch

FORMAT, VERSION = "twelfth-workspace", 1
_SOME = 500
#: A spreadsheet takes what begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_workspace(
    by: Actor, to: IO[bytes], *, now: datetime, progress: Callable[[int], None] = lambda _: None
) -> None:
    """The whole workspace, table by table; memory stays flat. `progress` is told how many rows are written."""
    by.require(Permission.EXPORT)
    identity, counts, highest, done = uuid.uuid4().hex, {}, {}, 0
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for model in tables():
            label = model._meta.label_lower
            rows = model._default_manager.filter(workspace=by.workspace)
            highest[label] = rows.aggregate(most=Max("pk"))["most"] or 0
            counts[label] = 0
            with archive.open(f"tables/{label}.jsonl", "w", force_zip64=True) as opened:
                for row in rows.order_by("pk").iterator(chunk_size=_SOME):
                    opened.write(json.dumps(row_to_json(row), ensure_ascii=False).encode() + b"\n")
                    counts[label] += 1
            done += counts[label]
            progress(done)
        for of, model, column in numbers_elsewhere():
            rows = model._default_manager.filter(workspace=by.workspace)
            most = rows.aggregate(most=Max(column))["most"] or 0
            highest[of._meta.label_lower] = max(highest[of._meta.label_lower], most)
        _write_csv(archive, by.workspace)
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "id": identity,
            "made_at": now.astimezone(UTC).isoformat(),
            "made_by": f"Twelfth {version('twelfth')}",
            "workspace": row_to_json(by.workspace),
            "tables": [
                {"name": label, "rows": count, "highest_id": highest[label]}
                for label, count in counts.items()
            ],
        }
        archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
    note_taken_out(by, identity, now=now)


def row_to_json(row: Model) -> dict[str, Any]:
    """A row by its columns. Moments in UTC, amounts as texts, bytes in base 64; a member with the address they log in
    with."""
    found = {field.attname: _plain(getattr(row, field.attname)) for field in carried_fields(type(row))}
    if isinstance(row, Member):
        found["user"] = {"email": row.user.email, "is_active": row.user.is_active}
        del found["user_id"]
    return found


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case Decimal():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode()
    return value


def is_binary(field: object) -> bool:
    return isinstance(field, BinaryField)


def _write_csv(archive: zipfile.ZipFile, workspace: Workspace) -> None:
    """For people: what a spreadsheet opens. Nothing is read from these when it is brought in again."""
    for name, head, rows in _sheets(workspace):
        with (
            archive.open(f"{name}.csv", "w", force_zip64=True) as opened,
            io.TextIOWrapper(opened, encoding="utf-8-sig", newline="") as text,
        ):
            sheet = csv.writer(text)
            sheet.writerow(head)
            for row in rows:
                sheet.writerow([_safe(value) for value in row])


def _safe(value: Any) -> str:
    text = "" if value is None else value.isoformat() if isinstance(value, date) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _sheets(workspace: Workspace) -> Iterator[tuple[str, list[str], Iterator[tuple[Any, ...]]]]:
    def values(model: type[Model], *names: str) -> Iterator[tuple[Any, ...]]:
        return (
            model._default_manager.filter(workspace=workspace)
            .order_by("pk")
            .values_list(*names)
            .iterator(chunk_size=_SOME)
        )

    yield (
        "people",
        ["id", "name", "given name", "family name", "company", "title", "street", "city", "region", "postcode",
         "country", "zone", "language", "birthday", "source", "owner", "last contact", "left alone since", "notes"],
        values(
            Person, "id", "full_name", "given_name", "family_name", "company__name", "title", "street", "city",
            "region", "postcode", "country", "zone", "language", "birthday", "source", "owner__name",
            "last_contact_at", "opted_out_at", "notes",
        ),
    )  # fmt: skip
    yield (
        "addresses",
        ["person", "name", "channel", "address", "label", "state", "first choice"],
        values(
            ContactPoint, "person_id", "person__full_name", "channel", "value", "label", "state",
            "is_primary",
        ),
    )  # fmt: skip
    yield "companies", ["id", "name", "domain"], values(Company, "id", "name", "domain")
    yield (
        "deals",
        ["id", "title", "person", "company", "amount", "currency", "stage", "owner", "created", "closed"],
        values(
            Deal, "id", "title", "person__full_name", "company__name", "amount", "currency", "stage",
            "owner__name", "created_at", "closed_at",
        ),
    )  # fmt: skip
    yield (
        "contacts",
        ["id", "person", "name", "number", "when", "channel", "direction", "purpose", "outcome", "by", "note"],
        values(
            Touch, "id", "person_id", "person__full_name", "number", "at", "channel", "direction", "purpose",
            "outcome", "member__name", "note",
        ),
    )  # fmt: skip
