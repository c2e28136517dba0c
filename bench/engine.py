"""The follow-up engine at scale: deciding alone, from rows to stored decisions, finding what is due, and levelling.

    python -m bench.engine                      # pure parts, then both databases with 1 000 000 follow-ups
    python -m bench.engine --size 200000        # less

Each figure is the median of several runs of one process, with its slowest; the bare limit beside it is what the same
machine does without the rules: reading and writing the same rows, or one indexed read.
"""

import argparse
import cProfile
import os
import platform
import pstats
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

CACHE = Path(".cache/bench").absolute()
NOW = datetime(2026, 5, 5, 9, 30, tzinfo=UTC)
REPEATS = 7
#: Past contacts of each follow-up, as the public figure has it.
CONTACTS = 6
BATCH = 500


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.engine")
    parser.add_argument("--size", type=int, default=1_000_000, help="follow-ups")
    parser.add_argument("--on", choices=("pure", "sqlite", "postgresql"), help="only this, in this process")
    parser.add_argument("--profile", action="store_true", help="where deciding spends its time")
    options = parser.parse_args()
    CACHE.mkdir(parents=True, exist_ok=True)
    if options.on == "pure":
        pure(profile=options.profile)
        return
    if options.on:
        on_database(options.size)
        return
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    call = [sys.executable, "-m", "bench.engine", "--size", str(options.size), "--on"]
    subprocess.run([*call, "pure", *(["--profile"] if options.profile else [])], check=True)
    environment = dict(os.environ, DATA_DIR=str(CACHE / f"engine-{options.size}"), DATABASE_URL="")
    subprocess.run([*call, "sqlite"], env=environment, check=True)
    from tests.servers.postgres import postgres_server

    with postgres_server() as server:
        environment |= {"DATABASE_URL": server.create("engine"), "DATA_DIR": str(CACHE / "engine-postgresql")}
        subprocess.run([*call, "postgresql"], env=environment, check=True)


def tell(what: str, times: list[float], *, count: int = 0) -> None:
    """Median and slowest; a rate where something was counted."""
    middle, slowest = statistics.median(times), max(times)
    if count:
        print(f"{what:52}{count / middle:12,.0f}/s{count / slowest:12,.0f}/s slowest", flush=True)
    else:
        print(f"{what:52}{middle * 1000:11,.1f} ms{slowest * 1000:11,.1f} ms slowest", flush=True)


def timed(
    work: Callable[[], Any], repeats: int = REPEATS, clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    times = []
    for _ in range(repeats):
        began = clock()
        work()
        times.append(clock() - began)
    return times


def memory() -> float:
    """The most this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


# Without a database.


def pure(*, profile: bool) -> None:
    from twelfth.rules.decide import decide
    from twelfth.rules.level import level

    print("\nThe rules alone")
    for name, followups in (
        ("the shipped first meeting", _many(5_000)),
        ("with conditions and a company", _many(5_000, rich=True)),
    ):
        facts = [made[0] for made in followups]
        for known in facts:
            decide(known, NOW)
        tell(
            f"deciding, {CONTACTS} contacts each, {name}",
            timed(partial(_decide_all, facts), clock=time.process_time),
            count=len(facts),
        )
    before = memory()
    for _ in range(4):
        for known, _ in _many(5_000):
            decide(known, NOW)
    print(f"{'memory, 20 000 more decided':52}{memory() - before:11.1f} MB more, {memory():.0f} MB in all")
    for what, planned in (
        ("spread over a quarter", _plate(10_000, days=64)),
        ("all on one day", _plate(10_000, days=1)),
    ):
        seller = planned[0].person
        tell(
            f"levelling 10 000 contacts, {what}",
            timed(partial(level, planned, seller=seller, most=170, first=NOW.date()), 5),
        )
    if profile:
        facts = [made[0] for made in _many(20_000)]
        profiler = cProfile.Profile()
        profiler.runcall(lambda: [decide(known, NOW) for known in facts])
        pstats.Stats(profiler).sort_stats("tottime").print_stats(14)


def _decide_all(facts: list[Any]) -> None:
    from twelfth.rules.decide import decide

    for known in facts:
        decide(known, NOW)


def _many(count: int, *, rich: bool = False) -> list[tuple[Any, int]]:
    """Follow-ups of people in several countries, each with contacts that lie some days apart."""
    from twelfth.cadences.shipped import shipped
    from twelfth.rules.facts import Condition, Elsewhere, Facts, PersonFacts, Place, TouchFacts
    from twelfth.rules.plan_steps import steps_of
    from twelfth.rules.terms import Channel, Direction, Outcome, Purpose

    dice = random.Random(count)
    steps = steps_of(shipped.load("first-meeting"))
    places = [Place(zone=zone, country=country) for zone, country in (
        ("Europe/Lisbon", "PT"), ("Europe/Berlin", "DE"), ("America/New_York", "US"), ("Asia/Tokyo", "JP"), ("America/Sao_Paulo", "BR"),
    )]  # fmt: skip
    seller = Place(zone="Europe/Lisbon", country="PT")
    outcomes = (Outcome.VOICEMAIL, Outcome.SENT, Outcome.NO_ANSWER, Outcome.TALKED)
    made = []
    for number in range(count):
        started = NOW - timedelta(days=dice.randrange(60, 100), minutes=dice.randrange(400))
        at, touches = started, []
        for step in range(1, CONTACTS + 1):
            at += timedelta(days=dice.randrange(2, 9), minutes=dice.randrange(200))
            touches.append(
                TouchFacts(
                    at=at, channel=Channel.PHONE, direction=Direction.OUT, outcome=dice.choice(outcomes), number=step,
                    step=step, purpose=Purpose.SHARE,
                )
            )  # fmt: skip
        more: dict[str, Any] = {}
        if rich:
            more["stop_when"] = (Condition("deal", "won"),)
            more["elsewhere"] = tuple(
                Elsewhere(at=at - timedelta(days=days), direction=Direction.OUT, outcome=Outcome.SENT, channel=Channel.EMAIL,
                          with_whom="Somebody", by="A colleague")
                for days in (20, 9, 3)
            )  # fmt: skip
        person = PersonFacts(
            place=places[number % len(places)], reachable=frozenset({Channel.PHONE, Channel.EMAIL})
        )
        made.append(
            (
                Facts(
                    started_at=started,
                    steps=steps,
                    touches=tuple(touches),
                    person=person,
                    seller=seller,
                    **more,
                ),
                number,
            )
        )
    return made


def _plate(count: int, *, days: int) -> list[Any]:
    from twelfth.rules.facts import Place
    from twelfth.rules.level import Planned

    dice = random.Random(count)
    lisbon = Place(zone="Europe/Lisbon", country="PT")
    return [
        Planned(
            id=n, at=NOW + timedelta(days=dice.randrange(days), minutes=dice.randrange(300)), person=lisbon
        )
        for n in range(count)
    ]


# With one.


def on_database(size: int) -> None:
    from twelfth.cli.process import django, prepare

    django()
    prepare()
    from django.conf import settings
    from django.db import connection, reset_queries, transaction

    from bench.followups import followups_of
    from twelfth.flow.due import decide_anew, due
    from twelfth.flow.facts import joined, load_many
    from twelfth.flow.next_moment import store_many
    from twelfth.followups.models import FollowUp

    settings.DEBUG = False
    is_sqlite = settings.TWELFTH.database_url.is_sqlite
    kind = "SQLite" if is_sqlite else "PostgreSQL"
    # SQLite works inside this process, so its own processor time tells all, whatever else the machine does.
    clock = time.process_time if is_sqlite else time.perf_counter
    workspace = followups_of(size)
    print(f"\n{kind}, {size:,} follow-ups, {CONTACTS} contacts each")
    tell("finding 500 of 2 000 that are due", timed(lambda: due(now=NOW), 30))
    found = due(now=NOW, most=10_000)
    tell(f"finding all {len(found):,}", timed(lambda: due(now=NOW, most=10_000), 30))
    key = found[0]
    tell(
        "bare limit: one row by its key",
        timed(lambda: FollowUp.objects.filter(pk=key).values_list("next_at").get(), 30),
    )

    ids = list(
        FollowUp.objects.filter(workspace=workspace)
        .order_by("pk")
        .values_list("pk", flat=True)[100_000 : 100_000 + 10 * BATCH]
    )
    batches = [ids[start : start + BATCH] for start in range(0, len(ids), BATCH)]

    def rows(batch: list[int]) -> list[FollowUp]:
        return joined(FollowUp.objects.filter(pk__in=batch))

    def whole() -> float:
        """Seconds for all batches; what makes them change is not counted."""
        spent = 0.0
        for batch in batches:
            FollowUp.objects.filter(pk__in=batch).update(next_at=NOW, next_is_due=False)
            began = clock()
            with transaction.atomic():
                store_many(rows(batch), now=NOW)
            spent += clock() - began
        return spent

    before = memory()
    tell("rows to stored decisions", [whole() for _ in range(5)], count=len(ids))
    tell(
        "of that: loading the facts",
        timed(lambda: [load_many(rows(batch)) for batch in batches], 5, clock),
        count=len(ids),
    )
    tell(
        "bare limit: reading the follow-ups alone",
        timed(lambda: [rows(batch) for batch in batches], 5, clock),
        count=len(ids),
    )

    def tick() -> None:
        with transaction.atomic():
            decide_anew(due(now=NOW), now=NOW)
            transaction.set_rollback(True)

    tell("a tick of 500", timed(tick, 5, clock), count=500)
    reset_queries()
    print(f"{'memory':52}{memory() - before:11.1f} MB more, {memory():.0f} MB in all")
    connection.close()


if __name__ == "__main__":
    main()
