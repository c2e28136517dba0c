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
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bench.__main__ import CACHE

REPEATS = 3
MESSAGES_TO_OURSELVES = False


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
            for count in range(2, options.workers + 1):
                together(call, environment, count, options.letters)


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
                time.sleep(0.05)
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
    from twelfth.flow.act import Approved

    rendering, queueing, sending, peak = [], [], [], []
    for _ in range(REPEATS):
        mailing = Mailing(port)
        followups = mailing.people(letters)
        ready: list[Approved] = []
        rendering.append(letters / timed(lambda: ready.extend(mailing.render(followups))))
        queueing.append(letters / timed(lambda: mailing.queue(followups, ready)))
        sending.append(letters / timed(mailing.send))
        peak.append(mailing.peak())
        assert mailing.left() == 0, mailing.left()
    tell("words with merge fields, from the rows", rendering)
    tell("queue one at a time, as a click does", queueing)
    tell("outbox: claim, guard, compose, hand over, settle", sending)
    tell("words and outbox", [1 / (1 / a + 1 / b) for a, b in zip(rendering, sending, strict=True)])
    print(f"{'most memory':52}{peak[0]:8} MB, then {peak[-1]} MB")


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def tell(what: str, rates: list[float]) -> None:
    print(f"{what:52}{statistics.median(rates):8.0f}/s   {min(rates):.0f} to {max(rates):.0f}", flush=True)


PARTS = {"bare": bare, "outbox": outbox}

if __name__ == "__main__":
    main()
