"""Bringing an exported workspace in: a new workspace with new numbers, in one transaction. Nothing is sent from it."""

import base64
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import ForeignKey, Model

from twelfth.accounts.actions import pause_sending
from twelfth.accounts.actor import Actor
from twelfth.accounts.events import record
from twelfth.accounts.models import Event, Member, Role, User, Workspace
from twelfth.messages.models import Mailbox, MessageState, OutgoingMessage
from twelfth.people.actions import hash_anew
from twelfth.people.models import Suppression
from twelfth.people.spellings.actions import look_again
from twelfth.records.carrying.tables import carried_fields, renumber, tables
from twelfth.records.carrying.taking_out import FORMAT, VERSION, is_binary

BROUGHT_IN = "workspace.brought_in"
PAUSED_WHY = (
    "The workspace was brought in from a file. Messages that were queued may have been sent from elsewhere."
)
_SOME = 500
#: Numbers left free for whoever else adds rows while ours are reserved.
_MARGIN = 1000
#: Nobody has an address there (RFC 2606).
_NOBODYS = "brought-in.invalid"


class CannotBeBroughtIn(Exception):
    """The file cannot be brought in; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What came in. `without_log_in` are members whose address somebody here has already."""

    workspace: Workspace
    rows: int
    without_log_in: tuple[str, ...]
    lost_fingerprints: int


def bring_in(file: Path, *, owner: str = "", now: datetime) -> Brought:
    """`owner` is another e-mail address for the first owner to log in with. Raises CannotBeBroughtIn, and then nothing
    was stored."""
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = _manifest(archive)
            with transaction.atomic():
                return _Bringing(archive, manifest, now).all(owner.strip().lower())
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise CannotBeBroughtIn(
            f"{file.name} is damaged, or was changed since it was exported ({error}). Export it again."
        ) from error


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        manifest = json.loads(archive.read("manifest.json"))
    except KeyError:
        manifest = {}
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise CannotBeBroughtIn("This is not the export of a workspace: it has no manifest.json of one.")
    if manifest["version"] > VERSION:
        raise CannotBeBroughtIn(
            f"The file was made by a newer version ({manifest.get('made_by', 'unknown')}, format "
            f"{manifest['version']}). Upgrade Twelfth here first."
        )
    if Event.objects.filter(verb=BROUGHT_IN, data__export=manifest["id"]).exists():
        raise CannotBeBroughtIn(
            "This very file was brought in here before. Export again to bring in a newer state."
        )
    return manifest


class _Bringing:
    """One file on its way in; all numbers of a table are moved by one amount."""

    def __init__(self, archive: zipfile.ZipFile, manifest: dict[str, Any], now: datetime) -> None:
        self._archive = archive
        self._manifest = manifest
        self._now = now
        self._moved: dict[type[Model], int] = {}
        self._without_log_in: list[str] = []

    def all(self, owner: str) -> Brought:
        highest = {table["name"]: table["highest_id"] for table in self._manifest["tables"]}
        self._workspace = self._new_workspace()
        for model in tables():
            self._moved[model] = _reserve(model, highest.get(model._meta.label_lower, 0))
        rows = sum(self._table(model, owner) for model in tables())
        lost = Suppression.objects.filter(workspace=self._workspace, value="").count()
        hash_anew()
        by = Actor(self._workspace)
        self._send_nothing(by)
        look_again(by, since=self._now, now=self._now)
        record(by, BROUGHT_IN, self._workspace, now=self._now, export=self._manifest["id"], rows=rows)
        return Brought(self._workspace, rows, tuple(self._without_log_in), lost)

    def _new_workspace(self) -> Workspace:
        values = self._values(Workspace, self._manifest["workspace"])
        del values["id"]
        return Workspace.objects.create(**values)

    def _table(self, model: type[Model], owner: str) -> int:
        count, batch = 0, []
        for told in self._lines(model):
            if model is Member:
                told["user_id"] = self._user(told.pop("user"), told, owner).pk
            values = self._values(model, told)
            if model is OutgoingMessage:
                _as_unknown(values, self._now)
            batch.append(model(workspace=self._workspace, **values))
            if len(batch) == _SOME:
                count += self._store(model, batch)
                batch = []
        return count + self._store(model, batch)

    def _store(self, model: type[Model], batch: list[Any]) -> int:
        if model is OutgoingMessage:
            self._own_message_ids(batch)
        model._default_manager.bulk_create(batch)
        return len(batch)

    def _own_message_ids(self, batch: list[OutgoingMessage]) -> None:
        """One that is here already is this installation's own: the copy gets another."""
        known = OutgoingMessage.objects.filter(message_id__in=[message.message_id for message in batch])
        taken = set(known.values_list("message_id", flat=True))
        for message in batch:
            if message.message_id in taken:
                message.message_id = f"<w{self._workspace.pk}.{message.message_id.lstrip('<')}"

    def _lines(self, model: type[Model]) -> Iterator[dict[str, Any]]:
        name = f"tables/{model._meta.label_lower}.jsonl"
        if name not in self._archive.namelist():
            return  # The table is younger than the file.
        with self._archive.open(name) as opened:
            for line in opened:
                yield json.loads(line)

    def _values(self, model: type[Model], told: dict[str, Any]) -> dict[str, Any]:
        """What a line says, as values of this model. A column that is younger than the file has its default, one that
        there is no more is passed over."""
        renumber(model, told, self._shift)
        values = {}
        for field in carried_fields(model):
            if field.attname not in told:
                continue
            value = told[field.attname]
            if value is not None:
                if field.primary_key and model is not Workspace:
                    value = self._shift(model, value)
                elif isinstance(field, ForeignKey) and field.remote_field.model is not User:
                    value = self._shift(field.remote_field.model, value)
                elif is_binary(field):
                    value = base64.b64decode(value)
                else:
                    value = field.to_python(value)
            values[field.attname] = value
        return values

    def _shift(self, model: type[Model], pk: int) -> int:
        return self._workspace.pk if model is Workspace else pk + self._moved.get(model, 0)

    def _user(self, told: dict[str, Any], member: dict[str, Any], owner: str) -> User:
        """Their log-in, without a password. Where somebody here has the address, they get none until they are invited
        again."""
        email = str(told["email"]).lower()
        if owner and member["role"] == Role.OWNER and not self._has_owner():
            email = owner
        is_taken = User.objects.filter(email__iexact=email).exists()
        if is_taken and email == owner:
            raise CannotBeBroughtIn(f"Somebody here logs in with {owner} already. Name another address.")
        if is_taken:
            self._without_log_in.append(str(member["name"]))
            email = f"member{member['id']}.{self._workspace.pk}@{_NOBODYS}"
        user = User(email=email, created_at=self._now, is_active=bool(told["is_active"]) and not is_taken)
        user.set_unusable_password()
        user.save()
        return user

    def _has_owner(self) -> bool:
        return Member.objects.filter(workspace=self._workspace, role=Role.OWNER).exists()

    def _send_nothing(self, by: Actor) -> None:
        """As after a restore: what was queued is unknown, mailboxes have to be connected, a person lets it go on."""
        if not Member.objects.filter(workspace=by.workspace, role=Role.OWNER, user__is_active=True).exists():
            raise CannotBeBroughtIn(
                "Every owner’s address is somebody’s here, so nobody could log in. Give another with --owner ADDRESS."
            )
        Mailbox.objects.filter(workspace=by.workspace).update(synced_at=None)
        pause_sending(by, PAUSED_WHY, now=self._now)


def _as_unknown(values: dict[str, Any], now: datetime) -> None:
    if values["state"] in {MessageState.QUEUED, MessageState.CLAIMED}:
        values |= {
            "state": MessageState.UNKNOWN,
            "unknown_since": now,
            "from_restore": True,
            "trouble": PAUSED_WHY,
        }


def _reserve(model: type[Model], highest: int) -> int:
    """Take as many numbers of a table as the file needs; by how much those in the file are to be moved.

    Both databases count in a place of their own, which is set past ours before the first row comes. On SQLite nobody
    else writes meanwhile; on PostgreSQL others take the next numbers, for which some are left free.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            found = cursor.fetchone()
            moved = found[0] if found else 0
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, moved + highest]
            )
            return int(moved)
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
        [sequence] = cursor.fetchone()
        cursor.execute("SELECT nextval(%s)", [sequence])
        moved = cursor.fetchone()[0] + _MARGIN
        cursor.execute("SELECT setval(%s, %s)", [sequence, moved + highest + 1])
    return int(moved)
