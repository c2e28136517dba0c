"""Checks of the whole installation, each with what was found and how to mend it."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.db import DatabaseError, connection
from django.db.models import Q

from twelfth.accounts.models import Workspace
from twelfth.background.queries import SILENT_AFTER, last_beat
from twelfth.cli.doctor_domains import domain_lines
from twelfth.flow.may_go import SYNC_TOO_OLD
from twelfth.flow.opt_out import lacks_identity
from twelfth.messages.account import account_of
from twelfth.messages.mailboxes.queries import connected, letters_lost, locked_secrets
from twelfth.messages.models import MessageState, OutgoingMessage
from twelfth.records import backups
from twelfth.settings import keys
from twelfth.settings.env import Settings
from twelfth.wiring import Wiring

State = Literal["fine", "look", "broken"]
_LITTLE_SPACE = 500 * 1024 * 1024
_BACKUP_AGE = timedelta(days=8)


@dataclass(frozen=True, slots=True)
class Check:
    """`state`: fine, look (it works, but see `mend`), or broken."""

    what: str
    state: State
    finding: str
    mend: str = ""


def check_all(settings: Settings, *, now: datetime) -> list[Check]:
    """Every check there is; what depends on the database is left out while that is broken."""
    database = _database(settings)
    checks = [database, _space(settings), *_keys(settings), _address(settings)]
    if database.state == "broken":
        return checks
    more: tuple[Callable[[Settings, datetime], Iterator[Check]], ...] = (_worker, _mail, _domains, _backups)
    for check in more:
        checks.extend(check(settings, now))
    return checks


def _database(settings: Settings) -> Check:
    where = settings.database_url.name if settings.database_url.is_sqlite else "PostgreSQL"
    try:
        pending = backups.pending_migrations()
        if settings.database_url.is_sqlite:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA quick_check")
                if (found := cursor.fetchone()[0]) != "ok":
                    return Check(
                        "Database",
                        "broken",
                        f"{where} is damaged: {found}",
                        "Restore a backup: twelfth restore FILE.",
                    )
    except (DatabaseError, sqlite3.Error) as error:
        return Check(
            "Database",
            "broken",
            f"{where} cannot be used: {error}".strip(),
            "Check DATABASE_URL, and that the server runs.",
        )
    if pending:
        return Check("Database", "broken", f"{where} is older than this version.", "Run: twelfth prepare.")
    return Check("Database", "fine", f"{where}, up to date")


def _space(settings: Settings) -> Check:
    free = shutil.disk_usage(settings.data_dir).free
    text = f"{free // 1024**2:,} MB free in {settings.data_dir}"
    if free < _LITTLE_SPACE:
        return Check(
            "Disk", "look", text, "Make room: with a full disk nothing can be recorded, so nothing is sent."
        )
    return Check("Disk", "fine", text)


def _keys(settings: Settings) -> Iterator[Check]:
    for name in (keys.SECRET_KEY, keys.CREDENTIALS_KEY):
        if keys.is_from_environment(name):
            yield Check(name, "fine", "from the environment")
            continue
        file = keys.key_file(settings.data_dir, name)
        if not file.exists():
            yield Check(name, "fine", f"will be made in {file} when it is first needed")
        elif file.stat().st_mode & 0o077:
            yield Check(name, "look", f"{file} can be read by others", f"Run: chmod 600 {file}")
        else:
            yield Check(name, "fine", f"{file}; keep a copy away from this machine, backups do not hold it")


def _address(settings: Settings) -> Check:
    if settings.is_https:
        return Check("PUBLIC_URL", "fine", settings.public_url)
    return Check(
        "PUBLIC_URL",
        "look",
        f"{settings.public_url} cannot be reached by your contacts, so e-mails say “answer ‘stop’” instead of a link",
        "Set PUBLIC_URL to an https address: docs/how-to/reach-it-from-a-phone.md.",
    )


def _worker(_settings: Settings, now: datetime) -> Iterator[Check]:
    last = last_beat()
    if last is None:
        yield Check("Worker", "broken", "it has never run", "Run: twelfth start (or twelfth worker).")
    elif now - last > SILENT_AFTER:
        yield Check(
            "Worker",
            "broken",
            f"silent since {last:%Y-%m-%d %H:%M} UTC",
            "Run: twelfth start (or twelfth worker).",
        )
    else:
        yield Check("Worker", "fine", f"last heard {(now - last).seconds} s ago")


def _mail(settings: Settings, now: datetime) -> Iterator[Check]:
    if not connected().exists():
        yield Check("Mailbox", "look", "none is connected", "Connect one under Settings, Mailbox.")
    yield from _secrets(settings)
    for mailbox in connected():
        what = f"Mailbox {mailbox.address}"
        try:
            account_of(mailbox, keys.vault(settings.data_dir))
        except keys.CredentialsUnreadable as error:
            yield Check(what, "broken", "its password cannot be read", str(error))
            continue
        if mailbox.synced_at is None or now - mailbox.synced_at > SYNC_TOO_OLD:
            finding = mailbox.sync_trouble or "it was not read for more than 15 minutes"
            yield Check(
                what,
                "broken",
                finding,
                "Check it under Settings, Mailbox; nothing goes out by itself meanwhile.",
            )
        else:
            yield Check(what, "fine", f"read {(now - mailbox.synced_at).seconds} s ago")
        if lost := letters_lost(mailbox, now=now):
            yield Check(
                what,
                "look",
                f"{len(lost)} letters could not be worked through, the last on {lost[0]:%Y-%m-%d %H:%M} UTC",
                "Look for answers in the mailbox itself; the worker's log says what went wrong.",
            )
    yield from _identity()
    open_ones = OutgoingMessage.objects.filter(Q(state=MessageState.UNKNOWN)).count()
    if open_ones:
        yield Check("Outbox", "look", f"{open_ones} messages are unknown", "Settle them in the outbox.")
    for workspace in Workspace.objects.exclude(sending_paused_at=None):
        yield Check(
            "Sending",
            "look",
            f"paused in {workspace.name}: {workspace.sending_paused_why}",
            "Confirm it in the outbox.",
        )


def _identity() -> Iterator[Check]:
    """Who sends must be told under every e-mail to somebody new."""
    senders = connected().values("workspace")
    for workspace in Workspace.objects.filter(pk__in=senders, is_demo=False).order_by("pk"):
        if lacks_identity(workspace):
            yield Check(
                f"Identity of {workspace.name}",
                "look",
                "its postal address is missing, so first e-mails do not go out by themselves",
                "Enter it under Settings, Workspace.",
            )


def _secrets(settings: Settings) -> Iterator[Check]:
    """What is locked with a key that is about to go, or has gone."""
    vault = keys.vault(settings.data_dir)
    old = sum(not vault.is_current(locked) for locked in locked_secrets())
    if old:
        yield Check(
            "Passwords and tokens",
            "look",
            f"{old} are not locked with the first key of {keys.CREDENTIALS_KEY}",
            "Run: twelfth mail rotate-key.",
        )


def _domains(_settings: Settings, _now: datetime) -> Iterator[Check]:
    for what, state, finding, mend in domain_lines(Wiring().resolver()):
        yield Check(what, state, finding, mend)


def _backups(settings: Settings, now: datetime) -> Iterator[Check]:
    files = sorted(settings.backup_dir.glob("twelfth-*"))
    mend = "Run twelfth backup FILE every day, and keep the file elsewhere."
    if not files:
        yield Check("Backup", "look", f"none in {settings.backup_dir}", mend)
        return
    age = now.timestamp() - files[-1].stat().st_mtime
    state: State = "look" if age > _BACKUP_AGE.total_seconds() else "fine"
    yield Check("Backup", state, f"the newest is {files[-1].name}", mend if state == "look" else "")
