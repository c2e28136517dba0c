"""Copies of a PostgreSQL database, there and back, by the server's own client programs."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import IO, cast

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from psycopg.conninfo import make_conninfo

from twelfth.accounts.models import Workspace
from twelfth.records.errors import BackupRefused
from twelfth.settings.env import Database

SUFFIX = ".dump"
_HEADER = b"PGDMP"


def write(database: Database, file: Path) -> None:
    """A consistent copy, while others write. Raises BackupRefused."""
    command = [_program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", f"--file={file}"]
    done = subprocess.run(
        [*command, f"--dbname={_place(database)}"],
        env=_environment(database),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupRefused(f"The backup could not be written: {_said(done.stderr)}")


def check(file: Path) -> None:
    """Raises BackupRefused where `file` is no backup of ours, or the programs to use it are missing."""
    with file.open("rb") as opened:
        if opened.read(len(_HEADER)) != _HEADER:
            raise BackupRefused(
                f"{file} is not a backup of a PostgreSQL workspace, so it cannot be restored here."
            )
    _program("psql")
    listed = subprocess.run(
        [_program("pg_restore"), "--list", str(file)], capture_output=True, text=True, check=False
    )
    if listed.returncode:
        raise BackupRefused(f"{file} is damaged: {_said(listed.stderr)}")
    if f" {Workspace._meta.db_table} " not in listed.stdout:
        raise BackupRefused(f"{file} is a PostgreSQL backup, but not one of Twelfth.")


def restore(database: Database, file: Path, then: str) -> None:
    """Put the backup in the place of our tables and run the SQL `then`, all or nothing. Raises BackupRefused.

    pg_restore by itself drops only what the backup holds: a table that a later version made would stay, and stand in
    the way of dropping what it points to, and of the upgrade that makes it. So all of ours go first, and psql runs the
    whole as one transaction, which is committed only when pg_restore has come to the end of the file.
    """
    drop = _drop_our_tables()
    connection.close()
    with tempfile.TemporaryFile() as read_errors, tempfile.TemporaryFile() as run_errors:
        run = subprocess.Popen(
            [
                _program("psql"),
                "--no-psqlrc",
                "--quiet",
                "--set=ON_ERROR_STOP=1",
                f"--dbname={_place(database)}",
            ],
            env=_environment(database),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=run_errors,
        )
        whole = _feed(cast("IO[bytes]", run.stdin), file, read_errors, before=drop, then=then)
        if run.wait() or not whole:
            why = _said(_text(run_errors) or _text(read_errors))
            raise BackupRefused(f"{file} could not be restored: {why} Nothing was changed.")


def _feed(stdin: IO[bytes], file: Path, errors: IO[bytes], *, before: str, then: str) -> bool:
    """Give psql the transaction; False where it could not be given to its end, so that it is rolled back."""
    try:
        stdin.write(f"BEGIN;\n{before}".encode())
        stdin.flush()
        # Functions and the like that are not in our tables are replaced one by one.
        read = [_program("pg_restore"), "--clean", "--if-exists", "--no-owner", "--no-privileges", "--file=-"]
        whole = subprocess.run([*read, str(file)], stdout=stdin, stderr=errors, check=False).returncode == 0
        if whole:
            stdin.write(f"\nSET search_path TO DEFAULT;\n{then}\nCOMMIT;\n".encode())
        stdin.close()
    except BrokenPipeError:
        # psql has given up; its own words say why.
        return False
    return whole


def _drop_our_tables() -> str:
    """One statement for every table of ours, also of a version that knew more rooms than this one; "" for none."""
    names = connection.introspection.table_names()
    if MigrationRecorder.Migration._meta.db_table not in names:
        return ""
    applied = MigrationRecorder(connection).applied_migrations()
    rooms = {f"{room}_" for room, _ in applied} | {"django_", "twelfth_"}
    ours = [connection.ops.quote_name(name) for name in names if name.startswith(tuple(rooms))]
    return f"DROP TABLE IF EXISTS {', '.join(ours)};\n"


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise BackupRefused(
            f"{name} is needed and not installed; it comes with PostgreSQL's client programs "
            "(on Debian: apt install postgresql-client)."
        )
    return found


def _place(database: Database) -> str:
    """Everything but the password, which other users of the machine could read on a command line."""
    given = {"host": database.host, "port": database.port, "user": database.user, "dbname": database.name}
    return make_conninfo(
        "", **{name: value for name, value in given.items() if value}, **dict(database.options)
    )


def _environment(database: Database) -> dict[str, str]:
    return {**os.environ, "PGPASSWORD": database.password} if database.password else dict(os.environ)


def _text(errors: IO[bytes]) -> str:
    errors.seek(0)
    return errors.read().decode(errors="replace")


def _said(errors: str) -> str:
    """The first thing a program complained about, as a sentence."""
    lines = [line.strip() for line in errors.splitlines() if line.strip()] or ["no reason was given"]
    first = next((line for line in lines if "error:" in line.lower()), lines[0])
    return first if first.endswith(".") else f"{first}."
