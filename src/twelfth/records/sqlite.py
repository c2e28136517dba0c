"""Copies of a SQLite database, there and back."""

import contextlib
import sqlite3
import tempfile
from pathlib import Path

from twelfth.accounts.models import Workspace
from twelfth.records.errors import BackupRefused
from twelfth.settings.env import Database

SUFFIX = ".sqlite3"
_HEADER = b"SQLite format 3\x00"


def write(database: Database, file: Path) -> None:
    """A consistent copy, while others write. Raises BackupRefused."""
    try:
        _copy(Path(database.name), file)
    except sqlite3.Error as error:
        raise BackupRefused(f"The backup could not be written: {error}. Is the disk full?") from error


def check(file: Path) -> None:
    """Raises BackupRefused where `file` is no whole backup of ours."""
    with file.open("rb") as opened:
        if opened.read(len(_HEADER)) != _HEADER:
            raise BackupRefused(
                f"{file} is not a backup of a SQLite workspace, so it cannot be restored here."
            )
    with contextlib.closing(_reading(file)) as source:
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


def restore(database: Database, file: Path, then: str) -> None:
    """Put the backup in the database's place after the SQL `then`, all or nothing. Raises BackupRefused."""
    target = Path(database.name)
    try:
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            ready = Path(folder) / "ready.sqlite3"
            _copy(file, ready)
            with contextlib.closing(sqlite3.connect(ready)) as opened:
                opened.executescript(then)
            _copy(ready, target)
    except (sqlite3.Error, OSError) as error:
        raise BackupRefused(f"{file} could not be restored: {error}. Nothing was changed.") from error


def _copy(source: Path, target: Path) -> None:
    # SQLite's own backup copies a consistent state while others write, and into a database that others have open; it
    # is one transaction of the target.
    with (
        contextlib.closing(_reading(source)) as from_,
        contextlib.closing(sqlite3.connect(target, timeout=60)) as to,
    ):
        from_.backup(to)


def _reading(file: Path) -> sqlite3.Connection:
    """Never to be made by opening it: a file that has gone would be an empty database, copied over a full one."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=60)
