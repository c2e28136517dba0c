"""What the plan commands do: look at a plan with real dates, write it to a file, bring one in."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from rich.table import Table

from twelfth.cli.main import refuse
from twelfth.cli.process import console, django

django()

from twelfth.accounts.actor import Actor
from twelfth.cadences.actions import PlanExists, create_plan, save_version
from twelfth.cadences.models import Cadence
from twelfth.cadences.plan_file import read, write
from twelfth.cadences.queries import plan_of
from twelfth.cadences.shipped import shipped
from twelfth.cli.commands import member_of
from twelfth.flow.plan_preview import Preview, preview_anywhere
from twelfth.rules.cadence import Projected
from twelfth.rules.calendar import UnknownZone, holidays_known, instant, zone_of
from twelfth.rules.facts import GuardPolicy, Place
from twelfth.rules.plan import Plan, PlanRefused
from twelfth.rules.plan_steps import step_like
from twelfth.rules.sentences import explain
from twelfth.wiring import now


def preview(name: str, *, start: str, here: Place, there: Place, most: int, as_json: bool) -> None:
    """The dated contacts of a plan for somebody who can be reached on every channel and never answers.

    `here` is the seller's place, `there` the person's.
    """
    plan = _plan(name)
    day = _day(start)
    for place in (here, there):
        try:
            zone_of(place.zone)
        except UnknownZone as error:
            refuse(str(error))
        if place.country and not holidays_known(place.country):
            refuse(
                f"No holidays are known of “{place.country}”. Write the country in two letters, like PT or US."
            )
    start_at = instant(datetime.combine(day, here.hours.start), here.zone)
    shown = preview_anywhere(plan, GuardPolicy(), person=there, seller=here, start=start_at, most=most)
    contacts = [_contact(plan, shown, ahead, today=day) for ahead in shown.contacts[:most]]
    if as_json:
        print(json.dumps(contacts, ensure_ascii=False, indent=2))  # noqa: T201 (for other programs)
        return
    table = Table(box=None, pad_edge=False, title=plan.name, title_justify="left")
    for title in ("Step", "When", "How", "What", "Why"):
        table.add_column(title)
    for contact in contacts:
        step = f"{contact['step']}"
        table.add_row(
            step, contact["wall"].replace("T", " "), contact["channel"], contact["title"], contact["why"]
        )
    console.print(table)


def listed(email: str | None) -> None:
    """The plans of a workspace."""
    member = member_of(email)
    for cadence in Cadence.objects.filter(workspace=member.workspace).order_by("name"):
        retired = " (retired)" if cadence.retired_at else ""
        console.print(f"{cadence.key}: {cadence.name}{retired}", soft_wrap=True)


def export(name: str, email: str | None, file: Path | None) -> None:
    """Write a plan as a text file, or print it."""
    text = write(_plan(name, email))
    if file is None:
        print(text, end="")  # noqa: T201 (the file itself)
        return
    file.write_text(text, encoding="utf-8")
    console.print(f"Written: {file}")


def bring_in(file: Path, email: str | None) -> None:
    """Make a plan of a file; one whose key is there already becomes its next version."""
    member = member_of(email)
    by = Actor(member.workspace, member)
    try:
        plan = read(file.read_text(encoding="utf-8"), key=file.stem)
        cadence = Cadence.objects.filter(workspace=member.workspace, key=plan.key).first()
        if cadence is None:
            version = create_plan(by, plan, now=now())
        else:
            latest = cadence.versions.order_by("-number")[0].number
            version = save_version(by, cadence, plan, based_on=latest, now=now())
    except UnicodeDecodeError:
        refuse("The file is no text in UTF-8. Save it as UTF-8 and try again.")
    except (PlanRefused, PlanExists) as error:
        refuse(str(error))
    console.print(
        f"“{plan.name}” is there, version {version.number}. What runs stays on the version it is on."
    )


def _plan(name: str, email: str | None = None) -> Plan:
    """A plan by a file's path, or by the key or name of one of the workspace, or of one that is shipped."""
    path = Path(name)
    try:
        if path.suffix == ".toml" and path.is_file():
            return read(path.read_text(encoding="utf-8"), key=path.stem)
        own = Cadence.objects.filter(key=name) | Cadence.objects.filter(name__iexact=name)
        if email is not None:
            own = own.filter(workspace=member_of(email).workspace)
        cadence = own.order_by("pk").first()
        if cadence is not None:
            return plan_of(cadence.versions.order_by("-number")[0])
        named = {plan.name.lower(): plan for plan in shipped.all()}
        return named[name.lower()] if name.lower() in named else shipped.load(name)
    except PlanRefused as error:
        refuse(str(error))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        refuse(f"“{text}” is no day. Write it like 2026-12-18.")


def _contact(plan: Plan, shown: Preview, ahead: Projected, *, today: date) -> dict[str, Any]:
    step = step_like(plan, ahead.step)
    moment = ahead.moment
    return {
        "step": ahead.step,
        "key": step.key,
        "title": step.title,
        "channel": str(ahead.channel or step.channel),
        "purpose": str(step.purpose),
        "gives": step.gives,
        "asks": step.asks,
        "at": moment.at.isoformat(),
        "wall": moment.wall.isoformat(timespec="minutes"),
        "zone": moment.zone,
        "why": explain(ahead.reasons, zone=shown.seller.zone, today=today),
        "reasons": [reason.to_json() for reason in ahead.reasons],
    }
