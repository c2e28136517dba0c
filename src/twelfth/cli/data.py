"""Giving out data from a shell."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from twelfth.cli.main import refuse
from twelfth.cli.process import console, django

django()

from twelfth.accounts.actor import Actor
from twelfth.cli.commands import member_of
from twelfth.people.models import Person
from twelfth.records.carrying.actions import CannotBeBroughtIn, bring_in
from twelfth.records.carrying.taking_out import write_workspace
from twelfth.records.person_export import write_person
from twelfth.wiring import now


def export_one(pk: int, file: Path, workspace: int | None, email: str | None) -> None:
    member = member_of(email, workspace)
    person = Person.objects.select_related("workspace").filter(workspace=member.workspace, pk=pk).first()
    if person is None:
        refuse(
            f"Nobody in {member.workspace.name} has the number {pk}; it stands in the address of their page."
        )
    with _new_file(file) as opened:
        write_person(Actor(member.workspace, member), person, opened, now=now())
    console.print(f"Everything that is kept about {person.full_name} is in {file}.")


def export_workspace(file: Path, workspace: int | None, email: str | None) -> None:
    member = member_of(email, workspace)
    with _new_file(file) as opened:
        write_workspace(Actor(member.workspace, member), opened, now=now())
    console.print(f"{member.workspace.name} is in {file}. It has no passwords and no keys.")


def import_workspace(file: Path, owner: str) -> None:
    try:
        brought = bring_in(file, owner=owner, now=now())
    except CannotBeBroughtIn as error:
        refuse(str(error))
    console.print(
        f"{brought.workspace.name} is in, as workspace {brought.workspace.pk}: {brought.rows} rows."
    )
    console.print(
        "Sending is paused until a person confirms it in the outbox, and mailboxes have to be connected."
    )
    console.print("Nobody has a password yet: “twelfth password set ADDRESS”.")
    if brought.without_log_in:
        console.print(
            f"Cannot log in, because somebody here has their address: {', '.join(brought.without_log_in)}."
        )
    if brought.lost_fingerprints:
        console.print(
            f"{brought.lost_fingerprints} entries of the do-not-contact list are fingerprints alone, which fit only "
            "the installation they come from."
        )


@contextmanager
def _new_file(file: Path) -> Iterator[IO[bytes]]:
    """A file that only its owner may read, and that appears only when it is whole; none is overwritten."""
    if file.exists():
        refuse(f"{file} exists already; choose another name so that nothing is lost.")
    part = file.with_name(f"{file.name}.part")
    try:
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
            yield opened
        part.rename(file)
    except OSError as error:
        refuse(f"{file} could not be written: {error.strerror or error}.")
    finally:
        part.unlink(missing_ok=True)
