"""Sent once, whatever is killed: no Message-ID arrives twice, none that says sent is missing, and nothing that was taken
back arrives."""

import email
import os
import random
import subprocess
import time
from collections import Counter
from pathlib import Path

import psutil
import pytest

from tests.faults.clicking import Clicking
from tests.faults.installation import Installation
from tests.servers.mail import MailServers
from tests.servers.waiting import until
from twelfth.jobs.outbox import GROUP, STAGES

pytestmark = [pytest.mark.servers, pytest.mark.faults]

_OPEN = "SELECT message_id FROM mail_outgoingmessage WHERE state = 'claimed'"


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


def settle_all(place: Installation, mail: MailServers) -> tuple[set[str], Counter[str]]:
    """Let whole workers end the work: (Message-IDs that were unknown before looking, how often each arrived)."""
    workers = [place.worker(), place.worker()]

    def is_settled() -> bool:
        # What was refused for now, or met a mailbox that was away, would be tried again in minutes.
        place.change("UPDATE mail_outgoingmessage SET send_after = queued_at WHERE state = 'queued'")
        return not {"queued", "claimed"} & {state for _, state, _, _ in place.states()}

    try:
        until(is_settled, "every letter is settled or unknown", limit=240)
        # One that looking has found meanwhile says who it was by when it was unknown.
        unknown = {row[0] for row in place.select(_EVER_UNKNOWN)}
        count = arrived(mail, place.states())
        until(
            lambda: (
                {i for i, state, _, _ in place.states() if state == "unknown"}
                == {i for i in unknown if not count[i]}
            ),
            "looking settles exactly what arrived",
            limit=240,
        )
    finally:
        stop(workers)
    return unknown, count


_EVER_UNKNOWN = "SELECT message_id FROM mail_outgoingmessage WHERE unknown_since IS NOT NULL"


def check(states: list[list[str]], count: Counter[str]) -> None:
    assert max(count.values(), default=0) <= 1, "a letter arrived twice"
    for message_id, state, _, trouble in states:
        if state == "sent":
            assert count[message_id] == 1, f"says sent and did not arrive: {trouble}"
        else:
            assert state in {"unknown", "held"}, f"{state}: {trouble}"
            assert count[message_id] == 0, f"says {state} and arrived: {trouble}"


def test_killed_at_random_moments(tmp_path: Path, mail: MailServers, faults_are_long: bool) -> None:
    """Workers and the web are killed in turn while letters go out and others are taken back by clicks."""
    letters, kills = (2000, 200) if faults_are_long else (60, 5)
    place = Installation(tmp_path, mail, "")
    # They come due over the time that the kills take, so that every kill has work to fall into.
    place.prepare(letters, "kill@example.test", apart=kills * 0.9 / letters)
    dice = random.Random(os.getpid())
    open_at_kills: set[str] = set()
    with Clicking(place, dice) as clicking:
        for number in range(kills):
            if number % 4 == 3:
                clicking.kill_web()
                continue
            worker = place.worker()
            time.sleep(dice.uniform(0.9, 2.2))
            worker.kill()
            worker.wait()
            now_open = {row[0] for row in place.select(_OPEN)}
            assert len(now_open - open_at_kills) <= GROUP * len(STAGES)
            open_at_kills |= now_open
    unknown, count = settle_all(place, mail)
    states = place.states()
    check(states, count)
    assert unknown <= open_at_kills, "unknown are only those that a kill found in a worker's hands"
    assert len(states) == letters
    assert clicking.killed > 0
    assert clicking.taken_back > 0, "no click got through: the web was not part of it"


def test_the_mail_server_killed_at_random_moments(
    tmp_path: Path, mail: MailServers, faults_are_long: bool
) -> None:
    """The processes of Postfix that talk to us and put mail into its queue; its master starts them again."""
    letters, kills = (600, 60) if faults_are_long else (40, 4)
    place = Installation(tmp_path, mail, "")
    place.prepare(letters, "smtpkill@example.test", apart=kills * 0.5 / letters)
    dice = random.Random(os.getpid())
    worker = place.worker()
    try:
        struck = sum(kill_one(mail, dice) for _ in range(kills))
    finally:
        stop([worker])
    assert struck > 0, "no process of the mail server was there to be killed"
    _, count = settle_all(place, mail)
    check(place.states(), count)


def kill_one(mail: MailServers, dice: random.Random) -> int:
    time.sleep(dice.uniform(0.2, 0.8))
    family = [each for each in mail.family("postfix") if named(each) in {"smtpd", "cleanup"}]
    if not family:
        return 0
    psutil.Process(dice.choice(family).pid).kill()
    return 1


def named(process: psutil.Process) -> str:
    try:
        return process.name()
    except psutil.NoSuchProcess:
        return ""


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
