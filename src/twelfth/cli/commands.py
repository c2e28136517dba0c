"""What the commands do, once Django is loaded."""

import json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import typer
from rich.table import Table

from twelfth.cli.main import refuse
from twelfth.cli.process import console, django

django()

from django.conf import settings
from django.core.management import call_command

from twelfth.accounts import actions as accounts
from twelfth.accounts.models import Member, Role, User, Workspace
from twelfth.cli.doctor import Check, check_all
from twelfth.flow.today import Item
from twelfth.flow.today import today as today_of
from twelfth.records import backups
from twelfth.wiring import now


def member_of(email: str | None, workspace: int | None = None) -> Member:
    """The member meant: by e-mail, or the only (else the first) owner."""
    members = Member.objects.select_related("workspace", "user").filter(left_at=None)
    if workspace is not None:
        members = members.filter(workspace=workspace)
    if email is not None:
        member = members.filter(user__email__iexact=email).first()
        if member is None:
            refuse(f"No member has the e-mail address {email}.")
        return member
    if Workspace.objects.count() == 0:
        refuse("There is no workspace yet. Run “twelfth start” and open the address it prints.")
    if workspace is None and Workspace.objects.count() > 1:
        refuse("There are several workspaces; say whose with --as EMAIL or --workspace NUMBER.")
    member = members.filter(role=Role.OWNER).order_by("pk").first()
    if member is None:
        refuse("That workspace has no owner.")
    return member


def today(email: str | None, *, as_json: bool) -> None:
    member = member_of(email)
    listed = today_of(member, now=now())
    if as_json:
        print(json.dumps([_item(item) for item in listed.items], ensure_ascii=False, indent=2))  # noqa: T201 (for other programs)
        return
    if not listed.items:
        console.print("Nothing is due today. What comes next is planned.")
        return
    table = Table(box=None, pad_edge=False)
    for title in ("When", "Who", "How", "Why"):
        table.add_column(title)
    for item in listed.items:
        followup = item.followup
        table.add_row(
            followup.next_wall.replace("T", " "),
            followup.person.full_name,
            followup.next_channel or "look",
            item.why,
        )
    console.print(table)


def _item(item: Item) -> dict[str, Any]:
    followup = item.followup
    return {
        "followup": followup.pk,
        "person": followup.person.full_name,
        "company": followup.person.company.name if followup.person.company else None,
        "group": item.group,
        "due": followup.next_at.isoformat() if followup.next_at else None,
        "wall": followup.next_wall,
        "zone": followup.next_zone,
        "channel": followup.next_channel or None,
        "step": followup.next_step,
        "late": item.is_late,
        "why": item.why,
        "reasons": followup.next_reasons,
    }


def backup(file: Path) -> None:
    try:
        backups.write(settings.TWELFTH.database_url, file.absolute())
    except backups.BackupRefused as error:
        refuse(str(error))
    console.print(f"Backup written: {file}")
    console.print(_where_keys())


def restore(file: Path, *, yes: bool) -> None:
    if not yes and not typer.confirm(f"Replace everything in this installation by {file}?"):
        raise typer.Exit(1)
    moment: datetime = now()
    erased = backups.erased_so_far() if backups.has_tables() and not backups.pending_migrations() else []
    try:
        before = backups.restore(settings.TWELFTH, file.absolute(), now=moment)
    except backups.BackupRefused as error:
        refuse(str(error))
    call_command("migrate", verbosity=0, interactive=False)
    held = backups.hold_all_mail(now=moment)
    if again := backups.erase_again(erased, now=moment):
        console.print(f"{again} people who were erased since that backup are erased again.")
    console.print(f"Restored from {file}. What was there before is in {before}.")
    console.print(
        f"Sending is paused until a person confirms it in the outbox; {held} queued messages are unknown."
    )
    console.print(_where_keys())


def _where_keys() -> str:
    from twelfth.settings.keys import CREDENTIALS_KEY, is_from_environment, key_file

    place = (
        f"the environment ({CREDENTIALS_KEY})"
        if is_from_environment(CREDENTIALS_KEY)
        else str(key_file(settings.TWELFTH.data_dir, CREDENTIALS_KEY))
    )
    return f"Mailbox passwords are readable only with the key in {place}; keep a copy of it elsewhere."


def doctor(*, as_json: bool) -> int:
    checks = check_all(settings.TWELFTH, now=now())
    if as_json:
        print(json.dumps([asdict(check) for check in checks], ensure_ascii=False, indent=2))  # noqa: T201 (for other programs)
    else:
        for check in checks:
            console.print(_line(check), soft_wrap=True)
    return 1 if any(check.state == "broken" for check in checks) else 0


def _line(check: Check) -> str:
    mark = {"fine": "[green]✓[/green]", "look": "[yellow]![/yellow]", "broken": "[red]✗[/red]"}[check.state]
    return f"{mark} {check.what}: {check.finding}" + (f"\n    {check.mend}" if check.mend else "")


def set_password(email: str) -> None:
    if not User.objects.filter(email__iexact=email).exists():
        refuse(f"No member has the e-mail address {email}.")
    new = typer.prompt("New password", hide_input=True, confirmation_prompt=sys.stdin.isatty())
    try:
        accounts.set_password(email, new, now=now())
    except accounts.PasswordTooWeak as error:
        refuse(str(error))
    console.print(f"The password of {email} is set.")
