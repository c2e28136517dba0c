"""Rows are written in actions.py and in flow/, nowhere else, so that each write is a verb with its Event."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.repo.source import Module, dotted, modules, parsed

#: Other places that write, and why they may.
ALLOWED = {
    "accounts/events.py": "the one place that appends Events; every action calls it",
    "background/bulk_sql.py": "the SQL of batches, called by importing/actions.py and flow/ alone",
    "jobs/sync.py": "the claim of a mailbox by conditional UPDATE, and the cursors of its folders",
    "jobs/housekeeping.py": "gives back what a dead worker had claimed",
}

_ALWAYS = frozenset(
    {
        "bulk_create", "bulk_update", "get_or_create", "update_or_create", "acreate", "asave", "adelete",
        "aupdate", "abulk_create", "abulk_update", "aget_or_create", "aupdate_or_create",
    }
)  # fmt: skip
_SQL = re.compile(r"\s*(insert|update|delete|replace|merge|truncate|copy)\b", re.IGNORECASE)


def writes(module: Module) -> Iterator[str]:
    """Each call that looks like writing to the database, as `place:line what`."""
    for call in module.calls():
        if isinstance(call.func, ast.Attribute) and _writes(call, call.func):
            yield f"{module.place}:{call.lineno} .{call.func.attr}(…)"


def _writes(call: ast.Call, function: ast.Attribute) -> bool:
    name = function.attr
    if name in _ALWAYS:
        return True
    if name == "create":
        return ".objects" in f".{dotted(function.value)}" or "_set" in dotted(function.value)
    if name == "save":
        # form.save(commit=False) writes nothing, and super().save() is the model's own.
        return not _is_given(call, "commit", value=False) and dotted(function.value) != "super"
    if name == "delete":
        # A model's and a queryset's delete take no argument but `using`; a cache's takes a key.
        return not call.args
    if name == "update":
        # A queryset's takes keywords alone; a dictionary's or a set's takes something to update from.
        return bool(call.keywords) and not call.args
    if name in {"execute", "executemany"}:
        return bool(call.args) and _is_writing_sql(call.args[0])
    return False


def _is_given(call: ast.Call, name: str, *, value: object) -> bool:
    return any(
        keyword.arg == name and isinstance(keyword.value, ast.Constant) and keyword.value.value is value
        for keyword in call.keywords
    )


def _is_writing_sql(argument: ast.expr) -> bool:
    first = argument.values[0] if isinstance(argument, ast.JoinedStr) and argument.values else argument
    return isinstance(first, ast.Constant) and isinstance(first.value, str) and bool(_SQL.match(first.value))


def _may_write(place: str) -> bool:
    return place.endswith("/actions.py") or place.startswith("flow/") or "/migrations/" in place


def test_rows_are_written_in_actions_and_flow_alone() -> None:
    found = [
        write
        for module in modules()
        if not _may_write(module.place) and module.place not in ALLOWED
        for write in writes(module)
    ]
    advice = "Give each of these a verb in its room's actions.py, which records an Event, and call that:"
    assert not found, "\n".join([advice, *found])


def test_every_allowed_place_still_writes() -> None:
    writing = {module.place for module in modules() if any(writes(module))}
    assert ALLOWED.keys() <= writing, "Take off the list what no longer writes."


@pytest.mark.parametrize(
    "line",
    [
        "person.save()",
        "person.save(update_fields=['name'])",
        "Person.objects.create(name='A')",
        "Person.objects.filter(pk=1).update(name='A')",
        "Person.objects.all().delete()",
        "person.tags.get_or_create(name='A')",
        "person.touch_set.create()",
        "cursor.execute('  UPDATE people_person SET name = 1')",
        "cursor.executemany(f'INSERT INTO {table} VALUES (%s)', rows)",
    ],
)
def test_a_write_is_seen(line: str) -> None:
    assert list(writes(parsed("people/views.py", line)))


@pytest.mark.parametrize(
    "line",
    [
        "form.save(commit=False)",
        "super().save(*arguments)",
        "cache.delete('key')",
        "counts.update({'a': 1})",
        "words.update(part for part in parts)",
        "Message.create('x')",
        "cursor.execute('SELECT 1')",
        "actions.update(person, name='A')",
    ],
)
def test_what_only_looks_like_a_write_is_not(line: str) -> None:
    assert not list(writes(parsed("people/views.py", line)))
