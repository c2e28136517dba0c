"""Databases of earlier versions, as users have them, come over whole: nobody lost, nothing moved, nothing sent.

Each folder here holds one, made once by `make` with the code of its version.
"""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.faults.installation import Installation
from tests.upgrades.make import CREDENTIALS_KEY

HERE = Path(__file__).parent
VERSIONS = sorted(path.parent.name for path in HERE.glob("*/sqlite.sql"))


@dataclass(frozen=True)
class Kept:
    """An installation whose database is that of an earlier version, and what its version said was in it."""

    place: Installation
    held: dict[str, list[dict[str, Any]]]

    def holds(self) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = json.loads(self.place.python("-m", "tests.upgrades.seen"))
        return found


def keep(version: str, folder: Path, database_url: str) -> Kept:
    """The database of `version` in an installation of its own, not upgraded yet."""
    kind = "postgresql" if database_url else "sqlite"
    sql = (HERE / version / f"{kind}.sql").read_text(encoding="utf-8")
    if database_url:
        with psycopg.connect(database_url) as server:
            server.execute(sql.encode())
    else:
        with closing(sqlite3.connect(folder / "twelfth.sqlite3")) as file:
            file.executescript(sql)
    held = json.loads((HERE / version / f"{kind}.json").read_text(encoding="utf-8"))
    return Kept(Installation(folder, None, database_url, {"CREDENTIALS_KEY": CREDENTIALS_KEY}), held)


@pytest.fixture(params=VERSIONS)
def kept(request: pytest.FixtureRequest, tmp_path: Path, empty_database: str) -> Kept:
    return keep(request.param, tmp_path, empty_database)


def test_everybody_and_every_next_moment_comes_over(kept: Kept) -> None:
    kept.place.python("-m", "twelfth", "prepare")
    holds, held = kept.holds(), dict(kept.held)
    events = held.pop("events")
    assert {what: holds[what] for what in held} == held
    assert holds["events"][: len(events)] == events, "what happened stays as it was written"
    _, printed = kept.place.twelfth("doctor", "--json")
    found = {check["what"]: check["finding"] for check in json.loads(printed)}
    assert found["Database"].endswith("up to date")
    assert "cannot be read" not in found["Mailbox clara@example.test"], "its password still opens"


def test_today_lists_who_was_due(kept: Kept) -> None:
    kept.place.python("-m", "twelfth", "prepare")
    listed = json.loads(kept.place.python("-m", "twelfth", "today", "--json"))
    due = [one for one in kept.held["followups"] if one["next"]["due"]]
    come = [one for one in due if datetime.fromisoformat(one["next"]["at"]) < datetime.now(UTC)]
    assert {one["person"] for one in come} <= {item["person"] for item in listed}
    assert {item["person"] for item in listed} <= {one["person"] for one in due}
    assert all(item["why"] for item in listed)


_WAITING = """
import json
from twelfth.cli.process import django; django()
from twelfth.messages.models import IncomingMessage
waiting = IncomingMessage.objects.filter(settled_at=None).select_related("person").order_by("received_at")
print(json.dumps([one.person.full_name for one in waiting]))
"""


def test_the_inbox_holds_the_answers_that_still_wait_and_no_others(kept: Kept) -> None:
    kept.place.python("-m", "twelfth", "prepare")
    waits = [one["person"] for one in kept.held["followups"] if one["answer_waits"]]
    assert json.loads(kept.place.python("-c", _WAITING)) == waits


def test_the_kept_database_was_worth_keeping() -> None:
    """It holds of each kind what could be lost."""
    held = json.loads((HERE / VERSIONS[0] / "sqlite.json").read_text(encoding="utf-8"))
    assert all(held.values())
    assert {one["state"] for one in held["outgoing"]} >= {"queued", "sent"}
    assert {one["decision"] for one in held["followups"]} >= {"", "yes", "no", "not_yet"}
    assert {one["next"]["kind"] for one in held["followups"]} >= {"step", "promise", "answer", "wake"}


@pytest.mark.django_db
def test_the_next_version_can_be_kept_too() -> None:
    """`make` is run but once a version; what it lives through works at any time."""
    from tests.upgrades.life import live
    from tests.upgrades.seen import seen

    live()
    assert all(seen().values())
