"""How long the server takes for a page, measured inside the process: median and p95 over repeats, and the bare limit
(one indexed SELECT of one row on the same connection) in the same run."""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial

from django.db import connection
from django.test import Client

from bench.generate import NOW, workspace_of
from twelfth import wiring
from twelfth.flow.due import due
from twelfth.followups.models import FollowUp
from twelfth.people.models import Person

REPEATS = 60


def measure(size: int) -> Iterator[tuple[str, float, float, float]]:
    """(what, median ms, p95 ms, p95 of its own processor time in ms) for each page, and for the bare limit.

    The processor time is what a busy machine leaves comparable; what PostgreSQL spends is not in it.
    """
    workspace = workspace_of(size)
    wiring.now = lambda: NOW
    client = Client()
    client.force_login(
        workspace.members.get().user, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    dice = random.Random(1)
    people = list(
        Person.objects.filter(workspace=workspace).order_by("pk").values_list("pk", flat=True)[: size // 2]
    )
    followups = list(
        FollowUp.objects.filter(workspace=workspace).order_by("pk").values_list("pk", flat=True)[:1000]
    )
    words = ["ana car", "okaf", "duarte timber", "p4711", "+35191000", "z", "wolff gl"]
    pages: dict[str, Callable[[], str]] = {
        "Today": lambda: "/",
        "people list": lambda: "/people/",
        "people list, later page": lambda: f"/people/?after=keller%20lars~{dice.choice(people)}",
        "search": lambda: f"/people/?q={dice.choice(words).replace(' ', '+')}",
        "palette": lambda: f"/find/?q={dice.choice(words).replace(' ', '+')}",
        "person page": lambda: f"/people/{dice.choice(people)}/",
        "contact page": lambda: f"/contact/{dice.choice(followups)}/",
        "insights": lambda: "/insights/",
    }
    for name, address in pages.items():
        yield name, *_timed(partial(_visit, client, address))
    yield "tick, finding what is due", *_timed(lambda: due(now=NOW))
    yield "bare limit: one row by its key", *_timed(lambda: _bare(dice.choice(people)))


def _visit(client: Client, address: Callable[[], str]) -> None:
    _get(client, address())


def _get(client: Client, address: str) -> None:
    response = client.get(address, headers={"HX-Request": "true"} if "/find/" in address else {})
    assert response.status_code == 200, (address, response.status_code)


def _bare(pk: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT full_name FROM people_person WHERE id = %s", [pk])
        cursor.fetchone()


def _timed(work: Callable[[], object]) -> tuple[float, float, float]:
    for _ in range(3):
        work()
    passed, spent = [], []
    for _ in range(REPEATS):
        begun, begun_own = time.perf_counter(), time.process_time()
        work()
        passed.append((time.perf_counter() - begun) * 1000)
        spent.append((time.process_time() - begun_own) * 1000)
    return statistics.median(passed), _p95(passed), _p95(spent)


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[18]
