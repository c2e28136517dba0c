"""Backups and restores of the whole database, on SQLite and on PostgreSQL.

A backup holds everything but the keys (`settings.keys`). After a restore, what the backup believes to be queued may
have been sent since it was made: it becomes unknown, and every workspace's sending waits for a person.
"""

import contextlib
import os
import shutil
import sqlite3
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from twelfth.accounts.actions import pause_sending
from twelfth.accounts.actor import Actor
from twelfth.accounts.models import Workspace
from twelfth.messages.actions import all_queued_unknown
from twelfth.settings.env import Database, Settings

_SQLITE_HEADER = b"SQLite format 3\x00"
_POSTGRES_HEADER = b"PGDMP"
PAUSED_WHY = "A backup was restored. Messages that were queued may have been sent since it was made."


class BackupRefused(Exception):
    """The backup cannot be made or used; the message says why and what to do."""


def pending_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def has_tables() -> bool:
    """Whether there is anything to lose yet."""
    return Workspace._meta.db_table in connection.introspection.table_names()


def automatic(settings: Settings, why: str, *, now: datetime) -> Path:
    """A backup into the data folder, named by the moment; only the newest BACKUPS_KEPT stay."""
    settings.backup_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    moment = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    file = settings.backup_dir / f"twelfth-{moment}-{why}{_suffix(settings.database_url)}"
    write(settings.database_url, file)
    for old in sorted(settings.backup_dir.glob("twelfth-*"))[: -settings.backups_kept]:
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
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        if database.is_sqlite:
            _copy_sqlite(Path(database.name), part)
        else:
            _run(["pg_dump", "--format=custom", "--no-owner", f"--file={part}"], database)
        part.rename(file)
    except (sqlite3.Error, OSError) as error:
        raise BackupRefused(f"The backup could not be written: {error}. Is the disk full?") from error
    finally:
        part.unlink(missing_ok=True)


def restore(settings: Settings, file: Path, *, now: datetime) -> Path:
    """Replace the database by a backup, then hold all mail; returns the backup made of what was there before.

    Raises BackupRefused before anything was changed.
    """
    _check(settings.database_url, file)
    before = automatic(settings, "before-restore", now=now)
    connections.close_all()
    if settings.database_url.is_sqlite:
        _copy_sqlite(file, Path(settings.database_url.name))
    else:
        _run(
            [
                "pg_restore",
                "--clean",
                "--if-exists",
                "--no-owner",
                "--single-transaction",
                "--exit-on-error",
                str(file),
            ],
            settings.database_url,
        )
    return before


@transaction.atomic
def hold_all_mail(*, now: datetime) -> int:
    """After a restore: queued mail is unknown, sending waits for a person. How many messages that were."""
    for workspace in Workspace.objects.all():
        pause_sending(Actor(workspace), PAUSED_WHY, now=now)
    return all_queued_unknown(now=now)


def _check(database: Database, file: Path) -> None:
    with file.open("rb") as opened:
        head = opened.read(16)
    if database.is_sqlite:
        if head != _SQLITE_HEADER:
            raise BackupRefused(
                f"{file} is not a backup of a SQLite workspace, so it cannot be restored here."
            )
        with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as source:
            try:
                sound = source.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
                ours = source.execute(
                    "SELECT count(*) FROM sqlite_master WHERE name = ?", [Workspace._meta.db_table]
                ).fetchone()[0]
            except sqlite3.DatabaseError as error:
                raise BackupRefused(f"{file} is damaged: {error}.") from error
        if not sound:
            raise BackupRefused(f"{file} is damaged and was not restored. Try an older backup.")
        if not ours:
            raise BackupRefused(f"{file} is a SQLite file, but not one of Twelfth.")
    elif not head.startswith(_POSTGRES_HEADER):
        raise BackupRefused(
            f"{file} is not a backup of a PostgreSQL workspace, so it cannot be restored here."
        )


def _copy_sqlite(source: Path, target: Path) -> None:
    # SQLite's own backup copies a consistent state while others write, and into a database that others have open.
    with (
        contextlib.closing(sqlite3.connect(source, timeout=60)) as from_,
        contextlib.closing(sqlite3.connect(target, timeout=60)) as to,
    ):
        from_.backup(to)


def _run(command: list[str], database: Database) -> None:
    program = shutil.which(command[0])
    if program is None:
        raise BackupRefused(
            f"{command[0]} is needed and not installed; it comes with PostgreSQL's client programs."
        )
    place = {"--host": database.host, "--port": str(database.port or ""), "--username": database.user}
    options = [f"{name}={value}" for name, value in place.items() if value]
    environment = {**os.environ, "PGPASSWORD": database.password} if database.password else dict(os.environ)
    done = subprocess.run(
        [program, *command[1:], *options, f"--dbname={database.name}"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupRefused(f"{command[0]} failed: {done.stderr.strip() or 'no reason given'}")


def _suffix(database: Database) -> str:
    return ".sqlite3" if database.is_sqlite else ".dump"
