"""How fast mail goes out: claimed, guarded, composed, handed over and settled, to Postfix's smtp-sink on loopback.

    python -m bench.mail                      on SQLite and PostgreSQL, and what others do in the same run
    python -m bench.mail --letters 2000       fewer

The sink speaks no TLS, so the connection here is a plain one (in the product there is no such); the others get the same.
"""

import argparse
import os
import shutil
import smtplib
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.__main__ import CACHE

REPEATS = 3


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.mail")
    parser.add_argument("--letters", type=int, default=3_000)
    parser.add_argument("--workers", type=int, default=2, help="processes at most, on PostgreSQL")
    parser.add_argument("--part", help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        PARTS[options.part](options.letters, options.port)
        return
    print(f"{os.cpu_count()} processors with a load of {os.getloadavg()[0]:.1f}, {options.letters} letters")
    with sink() as port:
        call = [
            sys.executable,
            "-m",
            "bench.mail",
            "--letters",
            str(options.letters),
            "--port",
            str(port),
            "--part",
        ]
        subprocess.run([*call, "bare"], check=True)
        place = CACHE / "mail"
        shutil.rmtree(place, ignore_errors=True)
        environment = dict(os.environ, DATA_DIR=str(place), DATABASE_URL="")
        print("\nSQLite")
        subprocess.run([*call, "outbox"], env=environment, check=True)
        from tests.servers.postgres import postgres_server

        with postgres_server(durable=True) as server:
            environment["DATABASE_URL"] = server.create("bench")
            print("\nPostgreSQL")
            subprocess.run([*call, "outbox"], env=environment, check=True)
            for count in range(1, options.workers + 1):
                together(call, environment, count, options.letters)
            others(options.letters, port, server.create("others"))


@contextmanager
def sink() -> Iterator[int]:
    """Postfix's smtp-sink: takes everything and forgets it. Its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    program = subprocess.Popen(["smtp-sink", *user, f"127.0.0.1:{port}", "100"])
    try:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)  # until the sink listens
        yield port
    finally:
        program.terminate()
        program.wait()


def bare(letters: int, port: int) -> None:
    """A loop over ready-made messages on one connection: what smtplib and the sink take at most."""
    from twelfth.messages.compose import compose

    ready = [compose(letter(number)) for number in range(letters)]
    rates = []
    for _ in range(REPEATS):
        with smtplib.SMTP("127.0.0.1", port) as smtp:
            begun = time.perf_counter()
            for number, message in enumerate(ready):
                smtp.sendmail("clara@bench.test", [f"p{number}@buyer.test"], message)
            rates.append(letters / (time.perf_counter() - begun))
    tell("bare smtplib loop, ready-made", rates)


def letter(number: int):
    from datetime import UTC, datetime

    from twelfth.messages.compose import Letter

    return Letter(
        from_name="Clara", from_address="clara@bench.test", to_name=f"Person {number}", to_address=f"p{number}@buyer.test",
        subject=f"Letter {number}", text="Hello\n\nthank you for your time on Monday.\n", message_id=f"<{number:032d}@bench.test>",
        date=datetime(2026, 5, 5, tzinfo=UTC), unsubscribe_mailto="mailto:clara@bench.test?subject=stop",
    )  # fmt: skip


def outbox(letters: int, port: int) -> None:
    """Queue so many letters of one mailbox (rendering them), then send them by one worker."""
    from twelfth.cli.process import django, prepare

    django()
    prepare()
    from bench.mail_world import Mailing

    rendering, queueing, sending, ticking, peak = [], [], [], [], []
    for _ in range(REPEATS):
        mailing = Mailing(port)
        followups = mailing.people(letters)
        begun = time.perf_counter()
        ready = mailing.render(followups)
        rendering.append(letters / (time.perf_counter() - begun))
        begun = time.perf_counter()
        mailing.queue(followups, ready)
        queueing.append(letters / (time.perf_counter() - begun))
        sending.append(letters / timed(mailing.send))
        peak.append(mailing.peak())
        assert mailing.left() == 0, mailing.left()
        followups = mailing.people(letters, automatic=True)
        ticking.append(letters / timed(mailing.tick))
        # They have places over the days ahead, so they are not sent here.
        assert mailing.left() == letters, mailing.left()
    tell("words with merge fields, from the rows", rendering)
    tell("queue one at a time, as a click does", queueing)
    tell("the tick: decide, words, place, queue", ticking)
    tell("outbox: claim, guard, compose, hand over, settle", sending)
    tell("words and outbox", [1 / (1 / a + 1 / b) for a, b in zip(rendering, sending, strict=True)])
    tell("tick and outbox: all of it", [1 / (1 / a + 1 / b) for a, b in zip(ticking, sending, strict=True)])
    print(f"{'most memory':52}{peak[0]:8} MB, then {peak[-1]} MB")


def queued(letters: int, port: int) -> None:
    """Two mailboxes with so many letters each, ready to go."""
    from twelfth.cli.process import django

    django()
    from bench.mail_world import Mailing

    for _ in range(2):
        mailing = Mailing(port)
        followups = mailing.people(letters)
        mailing.queue(followups, mailing.render(followups))


def send(_letters: int, _port: int) -> None:
    """One worker of several, with as many threads as it has for sending: begins at the moment that the environment
    names, and says when it ended."""
    from twelfth.cli.process import django

    django()
    from bench.mail_world import Mailing
    from twelfth.jobs import outbox as outbox_stage

    mailing = Mailing.any()
    time.sleep(max(0.0, float(os.environ["BENCH_AT"]) - time.time()))  # all workers begin together
    threads = [
        threading.Thread(target=mailing.send, args=(f"worker {os.getpid()}",)) for _ in outbox_stage.STAGES
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(time.time())


def together(call: list[str], environment: dict[str, str], count: int, letters: int) -> None:
    """So many workers on what two mailboxes have queued."""
    rates = []
    for _ in range(REPEATS):
        subprocess.run([*call, "queued"], env=environment, check=True)
        at = time.time() + 8
        workers = [
            subprocess.Popen([*call, "send"], env=environment | {"BENCH_AT": str(at)}, stdout=subprocess.PIPE)
            for _ in range(count)
        ]
        ended = [float(worker.communicate()[0].decode().split()[-1]) for worker in workers]
        rates.append(2 * letters / (max(ended) - at))
    tell(f"outbox, two mailboxes, {count} worker{'s' if count > 1 else ''}", rates)


def others(letters: int, port: int, database: str) -> None:
    """django-post-office and django-mailer on the same PostgreSQL and the same sink, in an environment of their own."""
    place = CACHE / "others"
    python = place / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
        needs = ["django>=5.2,<5.3", "django-post-office>=3.10", "django-mailer>=2.3", "psycopg[binary]>=3.2"]
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *needs], check=True)
    script = Path(__file__).with_name("mail_others.py")
    subprocess.run([str(python), str(script), str(letters), str(port), database], check=True)


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def tell(what: str, rates: list[float]) -> None:
    print(f"{what:52}{statistics.median(rates):8.0f}/s   {min(rates):.0f} to {max(rates):.0f}", flush=True)


PARTS = {"bare": bare, "outbox": outbox, "queued": queued, "send": send}

if __name__ == "__main__":
    main()
