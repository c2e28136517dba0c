"""The export of one person: an archive with their data for machines and for reading, and the files sent to them."""

import json
import zipfile
from datetime import datetime
from typing import IO
from zoneinfo import ZoneInfo

from django.db import transaction

from twelfth.accounts.actor import Actor, Permission
from twelfth.messages.models import OutgoingFile
from twelfth.people.models import Person
from twelfth.records.actions import note_export
from twelfth.records.person_data import file_name, person_data
from twelfth.records.readable import sections
from twelfth.records.readable_html import as_html, as_text


def write_person(by: Actor, person: Person, to: IO[bytes], *, now: datetime) -> None:
    """Write the archive, and an Event that it was given out. `to` is open for writing; it needs no seeking."""
    by.require(Permission.WORK)
    # One transaction, so that what is read table by table belongs together on both databases as far as they can.
    with transaction.atomic(), zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        data = person_data(person, now=now)
        title, intro = person.full_name, _intro(person, now)
        told = sections(data, ZoneInfo(person.workspace.zone))
        archive.writestr("person.json", json.dumps(data, ensure_ascii=False, indent=1))
        archive.writestr("person.html", as_html(title, intro, told))
        archive.writestr("person.txt", as_text(title, intro, told))
        files = OutgoingFile.objects.filter(message__person=person).order_by("pk")
        for file in files.iterator(chunk_size=1):
            archive.writestr(file_name(file), bytes(file.content))
        note_export(by, person, now=now)


def _intro(person: Person, now: datetime) -> list[str]:
    local = now.astimezone(ZoneInfo(person.workspace.zone))
    kept_by = ", ".join(filter(None, (person.workspace.name, person.workspace.postal_address)))
    kept = (
        f"This is everything that {kept_by} keeps about {person.full_name} in its follow-up system, Twelfth"
    )
    moment = f"{local.day} {local:%B %Y, %H:%M} ({person.workspace.zone})"
    return [
        f"{kept}, as of {moment}. The file person.json holds the same, with every number, for other programs.",
        "Files that were sent lie in the folder “files”; of files that came in, only the names were kept.",
    ]
