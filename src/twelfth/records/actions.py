"""Writes that go over whole lives: what was given out, erased, brought back."""

from datetime import datetime

from django.db import transaction

from twelfth.accounts.actor import Actor
from twelfth.accounts.events import record
from twelfth.people.models import Person


@transaction.atomic
def note_export(by: Actor, person: Person, *, now: datetime) -> None:
    """Somebody took a copy of what we hold of this person."""
    record(by, "person.exported", person, now=now)


@transaction.atomic
def note_taken_out(by: Actor, export: str, *, now: datetime) -> None:
    """Somebody took a copy of the whole workspace. `export` is the random name that the file bears inside."""
    record(by, "workspace.exported", by.workspace, now=now, export=export)


@transaction.atomic
def note_listed(by: Actor, *, now: datetime) -> None:
    """Somebody took the people of a list out as a file."""
    record(by, "people.listed", by.workspace, now=now)
