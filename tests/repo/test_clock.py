"""The clock is read by the shell, once for each request or tick; everything else is told what time it is."""

import ast
from collections.abc import Iterator

import pytest

from tests.repo.source import Module, dotted, modules, parsed

#: Where the clock may be read, and why.
ALLOWED = {
    "wiring.py": "the clock itself: wiring.clock()",
    "cli/letters.py": "works without Django, which wiring needs",
}

_READS = frozenset(
    {
        "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "timezone.now",
        "timezone.localdate", "timezone.localtime", "time.time", "time.time_ns", "time.localtime",
        "time.gmtime", "time.ctime",
        "email.utils.formatdate", "email.utils.localtime", "utils.formatdate", "utils.localtime",
    }
)  # fmt: skip
_IMPORTED = frozenset(
    {
        "django.utils.timezone.now", "django.utils.timezone.localdate", "django.utils.timezone.localtime",
        "django.db.models.functions.Now", "time.time", "time.time_ns", "email.utils.formatdate",
        "email.utils.localtime",
    }
)  # fmt: skip


def reads(module: Module) -> Iterator[str]:
    """Each place where the wall clock is read or handed on, as `place:line what`."""
    for name, line in module.imports():
        if name in _IMPORTED:
            yield f"{module.place}:{line} import {name}"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute):
            name = dotted(node)
            if name in _READS or any(name.endswith(f".{read}") for read in _READS):
                yield f"{module.place}:{node.lineno} {name}"
        elif isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
            yield f"{module.place}:{node.value.lineno} {node.arg}"


def test_the_clock_is_read_where_it_may_be() -> None:
    found = [read for module in modules() if module.place not in ALLOWED for read in reads(module)]
    assert not found, "\n".join(["Take `now: datetime` as an argument instead (aware, UTC):", *found])


def test_every_allowed_place_still_reads_it() -> None:
    reading = {module.place for module in modules() if any(reads(module))}
    assert ALLOWED.keys() <= reading, "Take off the list what no longer reads the clock."


@pytest.mark.parametrize(
    "line",
    [
        "now = datetime.now(UTC)",
        "now = datetime.datetime.now()",
        "today = date.today()",
        "models.DateTimeField(default=timezone.now)",
        "models.DateTimeField(auto_now_add=True)",
        "from django.utils.timezone import now",
        "from django.db.models.functions import Now",
        "seconds = time.time()",
    ],
)
def test_a_look_at_the_clock_is_seen(line: str) -> None:
    assert list(reads(parsed("people/actions.py", line)))


@pytest.mark.parametrize("line", ["started = time.monotonic()", "at = models.DateTimeField()", "time(9)"])
def test_what_is_no_look_at_the_clock_is_not(line: str) -> None:
    assert not list(reads(parsed("people/actions.py", line)))
