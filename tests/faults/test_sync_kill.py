"""A mailbox is read by a process that is killed again and again: every answer is stored, and counts once."""

import os
import random
import signal
import time
from pathlib import Path

import pytest

from tests.faults.installation import Installation
from tests.flow.mailroom import letter
from tests.servers.mail import MailServers
from tests.servers.waiting import until

pytestmark = [pytest.mark.servers, pytest.mark.faults]

PEOPLE = 60


def deliver(mail: MailServers, address: str, count: int) -> None:
    """Straight into the Maildir: the inbox, and a folder that a rule has just made."""
    box = mail.folder / "mail" / address
    for number in range(count):
        to = box / "new"
        if number % 3 == 0:
            to = box / ".Kunden" / "new"
            for part in ("new", "cur", "tmp"):
                (to.parent / part).mkdir(parents=True, exist_ok=True)
        raw = letter(f"Answer {number}", sender=f"killed{number % PEOPLE}.{address}", to=address)
        (to / f"1700000000.M{number:06d}P1.test").write_bytes(raw)
    for path in [box / ".Kunden", *box.rglob("*")]:
        os.chown(path, mail.owner.uid, mail.owner.gid)


def counted(place: Installation) -> tuple[int, int, int]:
    """Letters, different ones among them, and contacts that came in."""
    letters = place.select("SELECT count(*), count(DISTINCT identity) FROM mail_incomingmessage")[0]
    [(touches,)] = place.select("SELECT count(*) FROM touches_touch WHERE direction = 'in'")
    return letters[0], letters[1], touches


def test_killed_while_reading(
    tmp_path: Path, mail: MailServers, empty_database: str, faults_are_long: bool
) -> None:
    answers, kills = (900, 40) if faults_are_long else (300, 5)
    # Of its own for each database: the mail servers are started once.
    address = f"read-by-{'postgresql' if empty_database else 'sqlite'}@example.test"
    place = Installation(tmp_path, mail, empty_database)
    place.prepare(PEOPLE, address)
    worker = place.worker()
    try:
        until(
            lambda: bool(place.select("SELECT 1 FROM mail_mailbox WHERE synced_at > created_at")),
            "the first round is over",
        )
    finally:
        worker.kill()
        worker.wait()
    deliver(mail, address, answers)
    dice = random.Random(os.getpid())
    for _ in range(kills):
        worker = place.worker()
        time.sleep(dice.uniform(1.0, 2.5))
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    worker = place.worker()
    try:
        until(lambda: counted(place)[0] >= answers, "every answer is stored", limit=120)
        proven = place.select("SELECT synced_at FROM mail_mailbox")
        until(
            lambda: place.select("SELECT synced_at FROM mail_mailbox") != proven,
            "one whole round more",
            limit=90,
        )
    finally:
        worker.terminate()
        worker.wait(timeout=40)
    assert counted(place) == (answers, answers, answers)
