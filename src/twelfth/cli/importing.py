"""`twelfth people import`: what would come of a file, and bringing it in."""

import codecs
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

from twelfth.cli.main import refuse
from twelfth.cli.process import console, django

django()

from django.db import DatabaseError, transaction

from twelfth.accounts.actor import Actor
from twelfth.accounts.models import Workspace
from twelfth.background.actions import claim_job, fail, finish
from twelfth.background.models import FileRow
from twelfth.background.queries import cut
from twelfth.cli.commands import member_of
from twelfth.importing.dates import DayOrder
from twelfth.importing.drafts import ActivityDraft, DealDraft, DealOnly, Draft, Empty, PersonDraft, Wrong
from twelfth.importing.errors import ImportRefused
from twelfth.importing.fields import NEW_COMPANY_FIELD, NEW_FIELD, OWN_FIELD, Field, Own, Target, target_of
from twelfth.importing.load import BATCH, load_batch, run_import, start_import
from twelfth.importing.own import OwnField
from twelfth.importing.own_fields import own_fields
from twelfth.importing.places import country_code
from twelfth.importing.preview import Choices, Opened, open_file
from twelfth.importing.results import Outcome, RowResult
from twelfth.importing.rows import read_row
from twelfth.jobs.names import worker_name
from twelfth.people.search import fold
from twelfth.rules.terms import Channel
from twelfth.wiring import Wiring, now


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How the file is to be read, as the command line says it: `mapped` are HEADER=FIELD, `sheet` is a workbook's,
    `country` is where numbers without one are dialled from, by its code or name."""

    mapped: Sequence[str] = ()
    sheet: str | None = None
    is_day_first: bool | None = None
    country: str | None = None

    @property
    def choices(self) -> Choices:
        """All but the columns."""
        code = country_code(self.country) if self.country else None
        if code == "":
            refuse(f"“{self.country}” is no country that we know; write its name, or its code such as DE.")
        order = None
        if self.is_day_first is not None:
            order = DayOrder.DAY_FIRST if self.is_day_first else DayOrder.MONTH_FIRST
        return Choices(sheet=self.sheet, day_order=order, country=code)


def import_people(
    file: Path, workspace: int | None, email: str | None, *, told: Told, dry_run: bool, as_json: bool
) -> None:
    by = None if dry_run and not _has_workspace() else _actor(email, workspace)
    try:
        opened, choices = _opened(file, by, told)
        if dry_run:
            _tell(opened, list(_tried(opened, by)), as_json=as_json)
            return
    except ImportRefused as error:
        refuse(str(error))
    assert by is not None  # noqa: S101 (only a dry run goes without)
    _bring_in(by, file, opened, choices, as_json=as_json)


def _has_workspace() -> bool:
    """A file can be tried where nothing is set up yet."""
    try:
        return Workspace.objects.exists()
    except DatabaseError:
        return False


def _actor(email: str | None, workspace: int | None) -> Actor:
    member = member_of(email, workspace)
    return Actor(member.workspace, member)


def _opened(file: Path, by: Actor | None, told: Told) -> tuple[Opened, Choices]:
    """The file with its columns as `--map` names them. Raises ImportRefused."""
    own = own_fields(by.workspace) if by else []
    country, zone = (by.workspace.country, by.workspace.zone) if by else ("", "UTC")
    choices = told.choices
    opened = open_file(file, choices, country=country, zone=zone, own=own)
    fields = _fields(told.mapped, [column.header for column in opened.recognised.columns], own)
    choices = replace(choices, fields=fields or None)
    if fields:
        opened = open_file(file, choices, country=country, zone=zone, own=own)
    return opened, choices


def _fields(told: Sequence[str], headers: Sequence[str], own: Sequence[OwnField]) -> dict[str, Target]:
    by_name = {header.casefold(): header for header in headers}
    fields: dict[str, Target] = {}
    for one in told:
        name, equals, meaning = one.rpartition("=")
        if not equals:
            _no_mapping(f"“{one}” names no field: write HEADER=FIELD, or HEADER= to leave the column out.")
        header = by_name.get(name.strip().casefold())
        if header is None:
            _no_mapping(f"There is no column “{name}”. There are: {', '.join(headers)}.")
        fields[header] = _target(meaning.strip(), own)
    return fields


def _target(meaning: str, own: Sequence[OwnField]) -> Target:
    """What `--map` says behind the equals sign; a field of one's own may be called by its name."""
    if meaning.startswith(OWN_FIELD):
        name = meaning.removeprefix(OWN_FIELD).strip()
        found = next((one for one in own if name == one.key or fold(name) == fold(one.label)), None)
        if found is None:
            here = ", ".join(one.label for one in own) or "none"
            _no_mapping(f"There is no field of your own called “{name}”. There are: {here}.")
        return Own(found.key)
    try:
        return target_of(meaning)
    except ValueError:
        known = [field for field in Field if field is not Field.OWN]
        _no_mapping(
            f"“{meaning}” is no field. Fields are: {', '.join(known)}, {OWN_FIELD}NAME for a field of your own, "
            f"{NEW_FIELD} to make one, {NEW_COMPANY_FIELD} to make one of companies."
        )


def _no_mapping(sentence: str) -> NoReturn:
    refuse(sentence)


def _tried(opened: Opened, by: Actor | None) -> Iterator[tuple[Draft, RowResult]]:
    """What would become of each row. Nothing of it stays."""
    drafts = (read_row(row, opened.reading) for row in opened.table.rows())
    if by is None:
        yield from ((draft, _alone(draft)) for draft in drafts)
        return
    with transaction.atomic():
        # All in one, so that later rows find the people of earlier ones.
        while batch := list(islice(drafts, BATCH)):
            results, _ = load_batch(by, opened.recognised.system, batch, now=now())
            yield from zip(batch, results, strict=True)
        transaction.set_rollback(True)


def _alone(draft: Draft) -> RowResult:
    """Where nobody is known yet."""
    match draft:
        case Wrong():
            return RowResult(draft.row, Outcome.WRONG, draft.reason)
        case Empty():
            return RowResult(draft.row, Outcome.SKIPPED, "The row is empty.")
        case PersonDraft() | DealOnly() | ActivityDraft():
            return RowResult(draft.row, Outcome.CREATED, warnings=draft.warnings)


def _bring_in(by: Actor, file: Path, opened: Opened, choices: Choices, *, as_json: bool) -> None:
    with file.open("rb") as content:
        try:
            job = start_import(by, file.name, cut(content), choices=choices, now=now())
        except ImportRefused as error:
            refuse(str(error))
    claimed = claim_job(worker_name(), now=now())
    if claimed is None or claimed.pk != job.pk:
        console.print(
            "Another import goes first; this one is done by the worker. See it under People, Imports."
        )
        return
    try:
        run_import(claimed, Wiring().now)
        finish(claimed, now=now())
    except ImportRefused as error:
        fail(claimed, str(error), now=now())
        refuse(str(error))
    if as_json:
        rows = FileRow.objects.filter(job=claimed).order_by("number")
        told = [
            {"row": row.number, "result": row.result, "reason": row.reason, "person": {"id": row.subject_id}}
            for row in rows
        ]
        _print(opened, told)
        return
    console.print(
        ", ".join(f"{count} {what}" for what, count in claimed.result.items() if isinstance(count, int))
    )


def _tell(opened: Opened, tried: Iterable[tuple[Draft, RowResult]], *, as_json: bool) -> None:
    if as_json:
        told = [
            {"row": result.row, "result": result.outcome, "reason": result.told, "person": _person(draft)}
            for draft, result in tried
        ]
        _print(opened, told)
        return
    if len(opened.table.sheets) > 1:
        named = (f"{one.name} ({one.rows} rows)" for one in opened.table.sheets)
        console.print(f"Sheet {opened.table.sheet} of: {', '.join(named)}")
    for column in opened.recognised.columns:
        console.print(f"{column.header} → {column.code or 'left out'}   [dim]{column.why}[/dim]")
    for _, result in tried:
        console.print(f"Row {result.row}: {result.outcome}{'. ' if result.told else ''}{result.told}")


def _print(opened: Opened, rows: Sequence[dict[str, Any]]) -> None:
    told = {
        "encoding": _encoding(opened),
        "delimiter": opened.table.delimiter,
        "sheet": opened.table.sheet or None,
        "sheets": [{"name": sheet.name, "rows": sheet.rows} for sheet in opened.table.sheets],
        "columns": [
            {"header": column.header, "field": column.code or None, "why": column.why}
            for column in opened.recognised.columns
        ],
        "rows": rows,
    }
    print(json.dumps(told, ensure_ascii=False, default=str))  # noqa: T201 (for other programs)


def _encoding(opened: Opened) -> str:
    """By its usual name: “utf-8-sig” only where the mark stands at the beginning."""
    name, source = opened.table.encoding.name, opened.table.source
    if name == "utf-8-sig" and isinstance(source, Path):
        with source.open("rb") as content:
            return name if content.read(3) == codecs.BOM_UTF8 else "utf-8"
    return name


def _person(draft: Draft) -> dict[str, Any]:
    if isinstance(draft, ActivityDraft):
        return {"full_name": draft.whom.told, "contact": _contact(draft)}
    if not isinstance(draft, PersonDraft):
        return {}
    others = set(Channel) - {Channel.EMAIL, Channel.PHONE, Channel.POST}
    return {
        "full_name": draft.full_name,
        "given_name": draft.given_name,
        "family_name": draft.family_name,
        "company": draft.company,
        "title": draft.title,
        "emails": list(draft.on(Channel.EMAIL)),
        "phones": list(draft.on(Channel.PHONE)),
        "profiles": {
            channel.value: list(draft.on(channel)) for channel in sorted(others) if draft.on(channel)
        },
        "address": {
            "street": draft.address.street,
            "city": draft.address.city,
            "region": draft.address.region,
            "postcode": draft.address.postcode,
            "country": draft.address.country,
        },
        "birthday": draft.birthday,
        "language": draft.language,
        "zone": draft.zone,
        "tags": list(draft.tags),
        "owner": draft.owner,
        "source": draft.source,
        "notes": draft.notes,
        "external_id": draft.external_id,
        "created_at": draft.created_at.isoformat() if draft.created_at else None,
        "last_contact_at": draft.last_contact_at.isoformat() if draft.last_contact_at else None,
        "email_opt_out": draft.email_opt_out,
        "phone_opt_out": draft.phone_opt_out,
        "own": {key: [value.text for value in values] for key, values in draft.own},
        "company_own": {key: [value.text for value in values] for key, values in draft.company_own},
        "deal": {"title": draft.deal.title, "amount": draft.deal.amount, "stage": draft.deal.stage}
        if draft.deal
        else None,
    }


def _contact(draft: ActivityDraft) -> dict[str, Any]:
    return {
        "channel": draft.channel,
        "direction": draft.direction,
        "outcome": draft.outcome,
        "is_done": draft.is_done,
        "at": draft.at.isoformat() if draft.at else None,
        "due": draft.day.isoformat() if draft.day else None,
        "title": draft.title,
        "text": draft.text,
        "by": draft.by,
    }


def _deal(deal: DealDraft) -> dict[str, Any]:
    return {"title": deal.title, "amount": deal.amount, "currency": deal.currency, "stage": deal.stage}
