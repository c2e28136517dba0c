"""Backups and restores of the whole database, on SQLite and on PostgreSQL.

A backup holds everything but the keys (`settings.keys`). After a restore, what the backup believes to be queued may
have been sent since it was made: it becomes unknown, and every workspace's sending waits for a person.
"""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from django.db import connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from twelfth.accounts.actions import pause_sending
from twelfth.accounts.actor import Actor
from twelfth.accounts.models import Workspace
from twelfth.messages.actions import all_queued_unknown
from twelfth.records import postgres, sqlite
from twelfth.records.erasing.work import erase_again, erased_so_far
from twelfth.records.errors import BackupRefused
from twelfth.settings.env import Database, Settings

__all__ = [
    "BackupRefused",
    "automatic",
    "erase_again",
    "erased_so_far",
    "has_tables",
    "hold_all_mail",
    "pending_migrations",
    "restore",
    "write",
]

PAUSED_WHY = "A backup was restored. Messages that were queued may have been sent since it was made."


class Engine(Protocol):
    """What `sqlite` and `postgres` both do; each raises BackupRefused."""

    SUFFIX: str

    def write(self, database: Database, file: Path) -> None: ...

    def check(self, file: Path) -> None: ...

    def restore(self, database: Database, file: Path, then: str) -> None: ...


def pending_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def has_tables() -> bool:
    """Whether there is anything to lose yet."""
    return Workspace._meta.db_table in connection.introspection.table_names()


def automatic(settings: Settings, why: str, *, now: datetime, spared: Path | None = None) -> Path:
    """A backup into the data folder, named by the moment; only the newest BACKUPS_KEPT stay, and what is `spared`."""
    try:
        settings.backup_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise BackupRefused(f"The folder for backups cannot be made: {error}.") from error
    moment = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    file = settings.backup_dir / f"twelfth-{moment}-{why}{_engine(settings.database_url).SUFFIX}"
    write(settings.database_url, file)
    for old in sorted(settings.backup_dir.glob("twelfth-*"))[: -settings.backups_kept]:
        if spared is None or not old.samefile(spared):
            old.unlink()
    return file


def write(database: Database, file: Path) -> None:
    """A complete, consistent copy in `file`, which appears only when it is whole. Raises BackupRefused."""
    if file.exists():
        raise BackupRefused(f"{file} exists already; choose another name so that no backup is lost.")
    if not file.parent.is_dir():
        raise BackupRefused(f"The folder {file.parent} does not exist.")
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        _engine(database).write(database, part)
        part.rename(file)
    except OSError as error:
        raise BackupRefused(f"The backup could not be written: {error}. Is the disk full?") from error
    finally:
        part.unlink(missing_ok=True)


def restore(settings: Settings, file: Path, *, now: datetime) -> Path:
    """Replace the database by a backup; `hold_all_mail` has to follow. Returns the backup made of what was there.

    Raises BackupRefused, and then nothing was changed.
    """
    engine = _engine(settings.database_url)
    engine.check(file)
    before = automatic(settings, "before-restore", now=now, spared=file)
    connections.close_all()
    engine.restore(settings.database_url, file, then=_pause(now))
    return before


def _pause(now: datetime) -> str:
    """Pauses all sending in the step that brings the old rows back, so that no worker that runs meanwhile finds queued
    mail before `hold_all_mail` does. In SQL, because the tables are still those of the backup's version."""
    why = PAUSED_WHY.replace("'", "''")
    at = now.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    zone = "" if connection.vendor == "sqlite" else "+00"
    table = Workspace._meta.db_table
    return f"UPDATE {table} SET sending_paused_at = '{at}{zone}', sending_paused_why = '{why}';"  # noqa: S608 (own words)


@transaction.atomic
def hold_all_mail(*, now: datetime) -> int:
    """After a restore: queued mail is unknown, sending waits for a person. How many messages that were."""
    for workspace in Workspace.objects.all():
        pause_sending(Actor(workspace), PAUSED_WHY, now=now)
    return all_queued_unknown(now=now)


def _engine(database: Database) -> Engine:
    return sqlite if database.is_sqlite else postgres
