"""What happens is seen where it is called: no signals, no models looked up by name, no drawers."""

from collections.abc import Iterator

import pytest

from tests.repo.source import Module, dotted, modules, parsed

_DRAWERS = frozenset({"utils.py", "util.py", "helpers.py", "common.py", "misc.py"})


def hidden(module: Module) -> Iterator[str]:
    """Each use of a signal or of a model looked up by name, as `place:line what`."""
    for name, line in module.imports():
        if name.startswith("django.dispatch") or "signals" in name.split("."):
            yield f"{module.place}:{line} import {name}"
    for call in module.calls():
        name = dotted(call.func)
        if name.rpartition(".")[2] == "get_model" and not module.is_migration:
            yield f"{module.place}:{call.lineno} {name}"


def test_nothing_is_wired_behind_the_readers_back() -> None:
    found = [use for module in modules() for use in hidden(module)]
    advice = "Call the action that shall happen, from the one that makes it happen; import models by name:"
    assert not found, "\n".join([advice, *found])


@pytest.mark.parametrize(
    "line",
    [
        "from django.db.models.signals import post_save",
        "from django.dispatch import receiver",
        "from allauth.account.signals import user_logged_in",
        "from django.db.models import signals",
        "model = apps.get_model('people', 'Person')",
    ],
)
def test_hidden_wiring_is_seen(line: str) -> None:
    assert list(hidden(parsed("people/apps.py", line)))


def test_a_migration_may_look_a_model_up() -> None:
    line = "model = apps.get_model('people', 'Person')"
    assert not list(hidden(parsed("people/migrations/0002_names.py", line)))


def test_there_is_no_drawer_for_odd_pieces() -> None:
    drawers = [module.place for module in modules() if module.place.rpartition("/")[2] in _DRAWERS]
    assert not drawers, f"Name these for what is in them: {', '.join(drawers)}"
