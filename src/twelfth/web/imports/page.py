"""What the page of an import shows: how much became of what, and the rows one by one."""

from calendar import month_name
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from twelfth.accounts.actor import Permission
from twelfth.background.models import FileRow, Job
from twelfth.importing.dates import DayOrder
from twelfth.importing.drafts import DealOnly, Draft, PersonDraft
from twelfth.importing.fields import NEW_COMPANY_FIELD, NEW_FIELD, OF_COMPANY, Own, System, code_of
from twelfth.importing.own_fields import own_fields
from twelfth.importing.preview import Preview
from twelfth.importing.results import Outcome
from twelfth.importing.workbooks import fullest
from twelfth.people.models import Person
from twelfth.web.countries import names
from twelfth.web.imports.forms import DELIMITERS, ENCODINGS
from twelfth.web.middleware import ActorRequest

_NO_TEXT = (".xlsx", ".xls", ".xlsb", ".ods", ".vcf")
#: Rows on one page.
PAGE = 100

_LABELS = {
    Outcome.WRONG: "wrong",
    Outcome.UPDATED: "filled in",
    Outcome.MERGED: "the same person again",
    Outcome.SKIPPED: "nothing to add",
    Outcome.CREATED: "new",
}
#: What was kept when the import was taken back, as a choice beside the results.
_KEPT = "kept"


#: Which number of a date is the day.
ORDERS = {DayOrder.DAY_FIRST.value: "Day first", DayOrder.MONTH_FIRST.value: "Month first"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One way to look at the rows."""

    code: str
    label: str
    count: int
    is_current: bool


def result_context(request: ActorRequest, job: Job) -> dict[str, Any]:
    """In six queries, however many rows there are."""
    undo = Job.objects.filter(undoes=job).order_by("pk").first()
    counts = {str(outcome): job.result.get(outcome, 0) for outcome in _LABELS}
    labels = {str(outcome): label for outcome, label in _LABELS.items()}
    if undo is not None and undo.result.get("kept"):
        counts[_KEPT], labels[_KEPT] = undo.result["kept"], "kept when it was taken back"
    asked = request.GET.get("result", "")
    first = next((code for code, count in counts.items() if count), str(Outcome.CREATED))
    current = asked if asked in counts else first
    rows = _rows(request, job, current)
    shown = rows[:PAGE]
    may = request.actor.may(Permission.IMPORT) and (
        job.started_by_id == request.member.pk or request.actor.may(Permission.COLLEAGUES)
    )
    changing = (Outcome.CREATED, Outcome.UPDATED, Outcome.MERGED)
    changed = job.result.get("deals") or any(counts[outcome] for outcome in changing)
    people = Person.objects.filter(workspace=request.actor.workspace).in_bulk(
        [row.subject_id for row in shown if row.subject_id is not None]
    )
    return {
        "job": job,
        "undo": undo,
        "may_undo": may and undo is None and job.is_over and bool(changed),
        "choices": [
            Choice(code=code, label=labels[code], count=count, is_current=code == current)
            for code, count in counts.items()
            if count
        ],
        "current": current,
        "rows": [(row, people.get(row.subject_id or 0)) for row in shown],
        "asked_row": _number(request.GET.get("row", "")),
        "next": shown[-1].number if len(rows) > PAGE else None,
        "wrong": counts[Outcome.WRONG],
        "is_old": job.is_over and job.done and not rows and not request.GET,
    }


def reading_choices(job: Job, found: Preview) -> dict[str, Any]:
    """How the file may be read otherwise; nothing of a workbook or of cards, which say so themselves."""
    is_text = not job.title.lower().endswith(_NO_TEXT) and found.system is not System.VCARD
    return {
        "is_text": is_text,
        "sheets": _sheets(found) if len(found.sheets) > 1 else [],
        "encodings": ENCODINGS,
        "delimiters": DELIMITERS,
        "encoding": job.arguments.get("encoding") or "",
        "delimiter": job.arguments.get("delimiter") or "",
        "read_as": ENCODINGS.get(found.encoding.removesuffix("-sig"), found.encoding),
        "cells_by": DELIMITERS.get(found.delimiter, found.delimiter),
    }


def open_questions(job: Job, found: Preview) -> dict[str, Any]:
    """What the file leaves open, or somebody has said of it: which number of a date is the day, and where numbers
    without a country are from."""
    order, country = job.arguments.get("day_order") or "", job.arguments.get("country") or ""
    days = dict(zip(ORDERS, map(_day_in_words, found.unsure.days), strict=True)) if found.unsure.date else {}
    here = names().get(job.workspace.country, "")
    return {
        "unsure": found.unsure,
        "day_order": order,
        "orders": {code: (label, days.get(code, "")) for code, label in ORDERS.items()}
        if order or found.unsure.date
        else {},
        "country": country,
        "countries": names() if country or found.unsure.phone else {},
        "usual_country": f"here: {here}" if here else "not known",
    }


def _day_in_words(day: str) -> str:
    """ "2026-04-03" → "3 April 2026", "--04-03" → "3 April"."""
    year, month, number = day.rsplit("-", 2)
    return " ".join(filter(None, (str(int(number)), month_name[int(month)], year.strip("-"))))


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetChoice:
    """A sheet of a workbook that may be read; `code` is "" for the one that is read unless another is chosen."""

    code: str
    label: str
    is_empty: bool
    is_current: bool


def _sheets(found: Preview) -> list[SheetChoice]:
    usual = fullest(found.sheets)
    return [
        SheetChoice(
            code="" if sheet.name == usual else sheet.name,
            label=f"{sheet.name}, {'empty' if not sheet.filled else _rows_of(sheet.rows)}",
            is_empty=not sheet.filled,
            is_current=sheet.name == found.sheet,
        )
        for sheet in found.sheets
    ]


def _rows_of(count: int) -> str:
    return f"{count} row{'' if count == 1 else 's'}"


def targets(request: ActorRequest) -> dict[str, str]:
    """The fields of one's own that a column can be, by their codes, and a new one for whoever may make one."""
    fields = sorted(own_fields(request.actor.workspace), key=lambda one: one.is_of_company)
    own = {code_of(Own(one.key)): one.label for one in fields}
    new = {NEW_FIELD: "Make a new field of it", NEW_COMPANY_FIELD: "Make a new field of companies of it"}
    return own | (new if request.actor.may(Permission.MANAGE) else {})


def first_people(found: Preview) -> list[tuple[Draft, list[tuple[str, str]]]]:
    """The first rows, each with what it has in fields of one's own: (name, text)."""
    labels = {one.key_in(index): one.label for index, one in found.own.items()}
    return [(draft, _own(draft, labels)) for draft in found.drafts]


def _own(draft: Draft, labels: Mapping[str, str]) -> list[tuple[str, str]]:
    told = draft.own if isinstance(draft, PersonDraft) else ()
    if isinstance(draft, PersonDraft | DealOnly):
        told += tuple((f"{OF_COMPANY}{key}", values) for key, values in draft.company_own)
    return [(labels.get(key, key), ", ".join(value.text for value in values)) for key, values in told]


def _rows(request: ActorRequest, job: Job, current: str) -> list[FileRow]:
    rows: QuerySet[FileRow] = FileRow.objects.filter(job=job).defer("cells", "did").order_by("number")
    asked = _number(request.GET.get("row", ""))
    if asked is not None:
        return list(rows.filter(number=asked))
    rows = rows.filter(undo=FileRow.KEPT) if current == _KEPT else rows.filter(result=current)
    after = _number(request.GET.get("after", ""))
    return list((rows.filter(number__gt=after) if after else rows)[: PAGE + 1])


def _number(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
