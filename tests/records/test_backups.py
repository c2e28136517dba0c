"""Whole installations on both databases: backed up before an upgrade, restored, and nothing sent by that."""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.faults.installation import Installation
from tests.servers.postgres import PostgresServer
from tests.servers.waiting import until
from tests.upgrades.test_upgrade import VERSIONS, Kept, keep
from twelfth.records import sqlite
from twelfth.records.errors import BackupRefused
from twelfth.settings.env import Database

_QUEUED = "SELECT count(*) FROM mail_outgoingmessage WHERE state = 'queued'"
_STATES = "SELECT state, from_restore FROM mail_outgoingmessage WHERE state <> 'sent' ORDER BY id"
_PAUSED = "SELECT sending_paused_at IS NOT NULL, sending_paused_why <> '' FROM accounts_workspace"
_PEOPLE = "SELECT full_name FROM people_person ORDER BY id"
_APPLIED = "SELECT app, name FROM django_migrations ORDER BY app, name"
_BEATS = "SELECT count(*) FROM background_heartbeat WHERE stage = 'outbox'"

_FORGET = """
from twelfth.cli.process import django; django()
from twelfth.people.models import Person
Person.objects.filter(full_name="Otto Brandt").update(full_name="Somebody Else")
"""
_CONFIRM = """
from twelfth.cli.process import django; django()
from twelfth.accounts.actions import resume_sending
from twelfth.accounts.actor import Actor
from twelfth.accounts.models import Member
from twelfth import wiring
member = Member.objects.select_related("workspace").get()
resume_sending(Actor(member.workspace, member), now=wiring.now())
"""
_RESTORE_ALONE = """
import sys
from pathlib import Path
from twelfth.cli.process import django; django()
from django.conf import settings
from twelfth import wiring
from twelfth.records import backups
backups.restore(settings.TWELFTH, Path(sys.argv[1]), now=wiring.now())
"""
_BACKUP_ON_A_FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from twelfth.cli.process import django; django()
from twelfth.cli.commands import backup
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
backup(Path(sys.argv[1]))
"""


@pytest.fixture
def old(tmp_path: Path, empty_database: str) -> Kept:
    """An installation that was not upgraded yet, with two letters in its outbox."""
    return keep(VERSIONS[0], tmp_path, empty_database)


@pytest.fixture(scope="module")
def _models() -> dict[str, Installation]:
    """The upgraded installations so far, sqlite's and postgresql's, to be copied: each takes a while to make."""
    return {}


@pytest.fixture
def place(
    _models: dict[str, Installation],
    tmp_path: Path,
    empty_database: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Installation:
    """The same, upgraded."""
    kind = empty_database and "postgresql"
    if kind not in _models:
        _models[kind] = keep(VERSIONS[0], tmp_path_factory.mktemp("model"), empty_database).place
        _models[kind].python("-m", "twelfth", "prepare")
    model = _models[kind]
    shutil.copytree(model.folder, tmp_path / "data", ignore=shutil.ignore_patterns("backups"))
    url = f"{empty_database}_copy" if kind else ""
    if kind:
        copied, name = (one.rpartition("/")[2] for one in (model.database_url, url))
        with psycopg.connect(empty_database.rpartition("/")[0] + "/postgres", autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{copied}"'.encode())
    return Installation(tmp_path / "data", None, url, model.more)


def backups(place: Installation, why: str) -> list[Path]:
    return sorted((place.folder / "backups").glob(f"twelfth-*-{why}.*"))


def refused(place: Installation, *arguments: str) -> str:
    """The one sentence with which a command ends that is refused."""
    status, printed = place.twelfth(*arguments)
    assert status == 1, printed
    (sentence,) = printed.strip().splitlines()
    return sentence


def test_an_upgrade_begins_with_a_backup_that_brings_the_old_state_back(old: Kept) -> None:
    # Of the backups that were made by themselves one alone is kept: the one to be restored must not be cleared away.
    more = {**old.place.more, "BACKUPS_KEPT": "1"}
    place = Installation(old.place.folder, None, old.place.database_url, more)
    before, people = place.select(_APPLIED), place.select(_PEOPLE)
    printed = place.python("-m", "twelfth", "prepare")
    (file,) = backups(place, "before-upgrade")
    assert str(file) in printed
    assert file.stat().st_mode & 0o077 == 0, "it holds people's data"
    after = place.select(_APPLIED)
    assert set(before) < set(after), "the upgrade ran"
    assert place.python("-m", "twelfth", "prepare") == ""
    assert backups(place, "*") == [file], "nothing to upgrade, no backup"
    place.python("-c", _FORGET)
    assert place.select(_PEOPLE) != people
    # The tables that came with the upgrade are not in the backup: they go away, and are made again.
    place.python("-m", "twelfth", "restore", str(file), "--yes")
    assert (place.select(_PEOPLE), place.select(_APPLIED)) == (people, after)
    assert place.select(_STATES) == [("unknown", 1), ("unknown", 1)]
    assert file.exists()


def test_a_backup_that_is_gone_is_never_restored_as_an_empty_one(tmp_path: Path) -> None:
    database = Database(engine="sqlite", name=str(tmp_path / "full"))
    with closing(sqlite3.connect(database.name)) as file:
        file.execute("CREATE TABLE full_one (number integer)")
    with pytest.raises(BackupRefused):
        sqlite.restore(database, tmp_path / "gone", then="")
    with closing(sqlite3.connect(database.name)) as file:
        assert file.execute("SELECT count(*) FROM full_one").fetchone() == (0,)
    assert not (tmp_path / "gone").exists()


def test_without_a_backup_there_is_no_upgrade(old: Kept) -> None:
    before = old.place.select(_APPLIED)
    (old.place.folder / "backups").write_text("in the way")
    assert "Nothing was upgraded" in refused(old.place, "prepare")
    assert old.place.select(_APPLIED) == before


def test_after_a_restore_mail_is_unknown_and_waits_for_a_person(place: Installation, tmp_path: Path) -> None:
    saved, people = tmp_path / "saved", place.select(_PEOPLE)
    place.python("-m", "twelfth", "backup", str(saved))
    place.python("-c", _FORGET)
    printed = place.python("-m", "twelfth", "restore", str(saved), "--yes")
    assert "2 queued messages are unknown" in printed
    assert place.select(_PEOPLE) == people
    assert place.select(_STATES) == [("unknown", 1), ("unknown", 1)]
    assert place.select(_PAUSED) == [(1, 1)]
    place.python("-c", _CONFIRM)
    assert place.select(_PAUSED) == [(0, 0)]
    assert place.select(_QUEUED) == [(0,)], "going on queues nothing of what is unknown"


def test_a_worker_that_runs_meanwhile_sends_nothing(place: Installation, tmp_path: Path) -> None:
    """The rows come back with sending paused already, before anything else is done with them."""
    saved = tmp_path / "saved"
    place.python("-m", "twelfth", "backup", str(saved))
    place.python("-c", _RESTORE_ALONE, str(saved))
    assert place.select(_PAUSED) == [(1, 1)]
    assert place.select(_QUEUED) == [(2,)]
    worker = place.worker()
    try:
        until(lambda: place.select(_BEATS) == [(1,)], "the outbox has had its round", limit=60)
    finally:
        worker.terminate()
        worker.wait(timeout=40)
    assert place.select(_QUEUED) == [(2,)]


def test_a_backup_that_breaks_off_changes_nothing(place: Installation, tmp_path: Path) -> None:
    saved, broken = tmp_path / "saved", tmp_path / "broken"
    place.python("-m", "twelfth", "backup", str(saved))
    place.python("-c", _FORGET)
    people = place.select(_PEOPLE)
    content = saved.read_bytes()
    for size in (len(content) // 4, len(content) - 5_000):
        broken.write_bytes(content[:size])
        refused(place, "restore", str(broken), "--yes")
        assert place.select(_PEOPLE) == people
    assert place.select(_PAUSED) == [(0, 0)]


def test_a_backup_of_something_else_is_refused(
    place: Installation, tmp_path: Path, postgres: PostgresServer
) -> None:
    small, large = tmp_path / "small", tmp_path / "large"
    with closing(sqlite3.connect(small)) as file:
        file.execute("CREATE TABLE foreign_one (number integer)")
    empty = postgres.create(f"foreign_to_{'postgresql' if place.database_url else 'sqlite'}")
    subprocess.run(["pg_dump", "--format=custom", f"--file={large}", empty], check=True)
    other, own = (small, large) if place.database_url else (large, small)
    assert "cannot be restored here" in refused(place, "restore", str(other), "--yes")
    assert "not one of Twelfth" in refused(place, "restore", str(own), "--yes")
    assert backups(place, "*") == []
    assert place.select(_PAUSED) == [(0, 0)]


@pytest.mark.parametrize("empty_database", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    ("program", "command"),
    [("pg_dump", "backup"), ("pg_dump", "restore"), ("pg_restore", "restore"), ("psql", "restore")],
)
def test_a_missing_program_is_named(place: Installation, tmp_path: Path, program: str, command: str) -> None:
    saved = tmp_path / "saved"
    if command == "restore":
        place.python("-m", "twelfth", "backup", str(saved))
    bare = without(program, place, tmp_path / "programs")
    sentence = refused(bare, command, str(saved), *(["--yes"] if command == "restore" else []))
    assert f"{program} is needed and not installed" in sentence
    assert place.select(_PAUSED) == [(0, 0)]
    assert command == "restore" or not list(tmp_path.glob("saved*"))


@pytest.mark.parametrize("empty_database", ["postgresql"], indirect=True)
def test_without_pg_dump_there_is_no_upgrade(old: Kept, tmp_path: Path) -> None:
    before = old.place.select(_APPLIED)
    bare = without("pg_dump", old.place, tmp_path / "programs")
    assert "pg_dump is needed and not installed" in refused(bare, "prepare")
    assert old.place.select(_APPLIED) == before


def without(program: str, place: Installation, folder: Path) -> Installation:
    """The same installation on a machine that has PostgreSQL's other client programs, but not this one."""
    folder.mkdir()
    for name in {"pg_dump", "pg_restore", "psql"} - {program}:
        (folder / name).symlink_to(shutil.which(name) or name)
    return Installation(place.folder, None, place.database_url, {**place.more, "PATH": str(folder)})


@pytest.mark.parametrize("empty_database", ["sqlite"], indirect=True)
def test_a_full_disk_leaves_no_half_backup(place: Installation, tmp_path: Path) -> None:
    status, printed = place.run("-c", _BACKUP_ON_A_FULL_DISK, str(tmp_path / "saved"))
    assert status == 1
    assert "Is the disk full?" in printed
    assert not list(tmp_path.glob("saved*"))
