"""Who may be there twice, from a shell."""

import json
from typing import Any

from rich.table import Table

from twelfth.cli.main import refuse
from twelfth.cli.process import console, django

django()

from twelfth.accounts.actor import Actor
from twelfth.background.actions import claim_job, finish
from twelfth.cli.commands import member_of
from twelfth.jobs.names import worker_name
from twelfth.people.models import Person
from twelfth.records.doubles.actions import search
from twelfth.records.doubles.queries import doubles
from twelfth.records.doubles.search import run_search
from twelfth.records.models import Double
from twelfth.wiring import now


def list_doubles(workspace: int | None, email: str | None, *, searches: bool, as_json: bool) -> None:
    member = member_of(email, workspace)
    if searches:
        _search(Actor(member.workspace, member))
    found = list(doubles(member.workspace))
    if as_json:
        print(json.dumps([_pair(double) for double in found], ensure_ascii=False, indent=2))  # noqa: T201 (for other programs)
        return
    if not found:
        console.print("Nobody seems to be here twice. Search anew with --search.")
        return
    table = Table(box=None, pad_edge=False)
    for title in ("One", "The other", "How likely"):
        table.add_column(title)
    for double in found:
        table.add_row(_who(double.first), _who(double.second), "certain" if double.is_certain else "likely")
    console.print(table)


def _search(by: Actor) -> None:
    job = search(by, now=now())
    claimed = claim_job(worker_name(), now=now())
    if job is None or claimed is None or claimed.pk != job.pk:
        refuse("Other work goes first; the worker searches after it. Ask again later, without --search.")
    run_search(claimed, now)
    finish(claimed, now=now())


def _who(person: Person) -> str:
    company = f", {person.company.name}" if person.company else ""
    return f"{person.pk} {person.full_name}{company}"


def _pair(double: Double) -> dict[str, Any]:
    return {
        "double": double.pk,
        "first": _person(double.first),
        "second": _person(double.second),
        "weight": double.weight,
        "certain": double.is_certain,
        "evidence": double.evidence,
    }


def _person(person: Person) -> dict[str, Any]:
    return {
        "person": person.pk,
        "name": person.full_name,
        "company": person.company.name if person.company else None,
        "external_id": person.external_id or None,
    }
