"""Sent once, whatever is killed: no Message-ID arrives twice, and none that says sent is missing."""

import email
import os
import random
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.installation import Installation
from tests.servers.mail import MailServers
from tests.servers.waiting import until
from twelfth.jobs.outbox import GROUP

pytestmark = [pytest.mark.servers, pytest.mark.faults]


def arrived(mail: MailServers, states: list[list[str]]) -> Counter[str]:
    """How often each Message-ID lies in its recipient's mailbox."""
    mail.wait_until_delivered()
    return Counter(
        str(email.message_from_bytes(raw)["Message-ID"])
        for _, _, to, _ in states
        for raw in mail.messages(to)
    )


def stop(workers: "list[subprocess.Popen[bytes]]") -> None:
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.wait(timeout=40)


def test_killed_at_random_moments(tmp_path: Path, mail: MailServers, faults_are_long: bool) -> None:
    letters, kills = (200, 50) if faults_are_long else (60, 6)
    place = Installation(tmp_path, mail, "")
    place.prepare(letters, "kill@example.test")
    dice = random.Random(os.getpid())
    for _ in range(kills):
        worker = place.worker()
        time.sleep(dice.uniform(0.9, 2.2))
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    after_kills = place.states()
    workers = [place.worker(), place.worker()]
    try:
        until(
            lambda: not {"queued", "claimed"} & {state for _, state, _, _ in place.states()},
            "every letter is settled or unknown",
            limit=120,
        )
        before_looking = place.states()
        count = arrived(mail, before_looking)
        unknown = {message_id for message_id, state, _, _ in before_looking if state == "unknown"}
        # Looking settles as sent exactly those that arrived.
        until(
            lambda: (
                {i for i, state, _, _ in place.states() if state == "unknown"}
                == {i for i in unknown if not count[i]}
            ),
            "looking settles what arrived",
            limit=120,
        )
    finally:
        stop(workers)
    states = place.states()
    assert max(count.values(), default=0) <= 1, "a letter arrived twice"
    for message_id, state, _, trouble in states:
        if state == "sent":
            assert count[message_id] == 1, f"says sent and did not arrive: {trouble}"
        else:
            assert state == "unknown"
            assert count[message_id] == 0
    assert sum(state == "claimed" for _, state, _, _ in after_kills) <= GROUP
    assert len(unknown) <= kills * GROUP
    assert len(states) == letters


def test_without_the_claim_letters_arrive_twice(tmp_path: Path, mail: MailServers) -> None:
    """The check above can fail: a worker that does not claim sends the same letters again."""
    place = Installation(tmp_path, mail, "")
    place.prepare(5, "unclaimed@example.test")
    worker = place.worker("tests.faults.without_claim")
    try:
        states = place.states()
        until(lambda: max(arrived(mail, states).values(), default=0) > 1, "a letter arrives twice", limit=60)
    finally:
        stop([worker])
