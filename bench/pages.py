"""How long the server takes for a page, measured inside the process: median and p95 over repeats, and the bare limit
(one indexed SELECT of one row on the same connection) in the same run."""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import urlencode

from django.db import connection
from django.test import Client

from bench.generate import NOW, workspace_of
from twelfth import wiring
from twelfth.flow.due import due
from twelfth.followups.models import FollowUp
from twelfth.people.models import Person

REPEATS = 60

#: Conditions of the list of people, as their addresses have them: some that many match, some that hardly anybody does.
FILTERS = {
    "no contact for 60 days": "last_contact~older~60",
    "contacted today": "last_contact~within~1",
    "promised and not done": "overdue~yes~",
    "asked twice, gave nothing": "asked~least~2",
    "nobody reacted": "answered~yes~",
    "without a next step": "no_step~yes~",
    "a rare tag": "tag~is~VIP",
    "a common tag": "tag~is~Fair",
    "a rare country": "country~is~LI",
    "birthday in 7 days": "birthday~next~7",
    "no e-mail that works": "email_works~no~",
    "own field, a number, few": "custom:employees~is~4711",
    "own field, a number, many": "custom:employees~least~2500",
    "own field, one of a list": "custom:tier~is~Gold",
    "two own fields": "custom:tier~is~Gold custom:employees~most~100",
}


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
    misspelt = ["carvahlo", "ximenez", "hartly+gretta", "zielinsky", "okafour+duarte"]
    pages: dict[str, Callable[[], str]] = {
        "Today": lambda: "/",
        "people list": lambda: "/people/",
        "people list, later page": lambda: f"/people/?after=keller%20lars~{dice.choice(people)}",
        "search": lambda: f"/people/?q={dice.choice(words).replace(' ', '+')}",
        "search, misspelt": lambda: f"/people/?q={dice.choice(misspelt)}",
        "palette, misspelt": lambda: f"/find/?q={dice.choice(misspelt)}",
        **{f"list: {name}": partial(_list, address) for name, address in FILTERS.items()},
        "palette": lambda: f"/find/?q={dice.choice(words).replace(' ', '+')}",
        "person page": lambda: f"/people/{dice.choice(people)}/",
        "contact page": lambda: f"/contact/{dice.choice(followups)}/",
        "insights": lambda: "/insights/",
    }
    for name, address in pages.items():
        yield name, *_timed(partial(_visit, client, address))
    yield "tick, finding what is due", *_timed(lambda: due(now=NOW))
    yield "bare limit: one row by its key", *_timed(lambda: _bare(dice.choice(people)))


def _list(conditions: str) -> str:
    told = [one.split("~") for one in conditions.split()]
    rows = [(("f", field), ("o", op), ("v", value), ("j", "and")) for field, op, value in told]
    return f"/people/?{urlencode([pair for row in rows for pair in row])}"


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
