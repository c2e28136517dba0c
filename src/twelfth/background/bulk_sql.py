"""Many rows at once, below Django's objects: long work writes some fifteen small rows for each of its own, and
bulk_create and bulk_update take several times as long over them.

Tables and columns come from the models, never from a file; values are always passed beside the statement.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection
from django.db.models import DateField, DateTimeField, Field, JSONField, Model

Rows = Sequence[tuple[Any, ...]]


def insert_rows(model: type[Model], columns: Sequence[str], rows: Rows) -> None:
    """Insert rows given as tuples in the order of `columns` (such as "person_id"). One that would break
    a unique constraint is left out: it is there already."""
    if not rows:
        return
    fields = [_field(model, column) for column in columns]
    table = _quoted(model._meta.db_table)
    names = ", ".join(_quoted(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # One array for each column: a single statement of constant text, whatever the number of rows.
            arrays = ", ".join(f"%s::{field.db_type(connection)}[]" for field in fields)
            values = [list(column) for column in zip(*_adapted(fields, rows), strict=True)]
            cursor.execute(
                f"INSERT INTO {table} ({names}) SELECT * FROM unnest({arrays}) ON CONFLICT DO NOTHING",  # noqa: S608 (own names)
                values,
            )
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING",  # noqa: S608 (own names)
                _adapted(fields, rows),
            )


def update_rows(model: type[Model], columns: Sequence[str], rows: Rows) -> None:
    """Set `columns` of rows that are there: each tuple holds their new values in that order and the key last.
    Django's bulk_update writes a CASE for every value, which both databases take long to plan."""
    if not rows:
        return
    fields = [_field(model, column) for column in (*columns, "id")]
    table = _quoted(model._meta.db_table)
    names = [_quoted(column) for column in columns]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            arrays = ", ".join(f"%s::{field.db_type(connection)}[]" for field in fields)
            to = ", ".join(f"{name} = told.{name}" for name in names)
            told = f"unnest({arrays}) AS told ({', '.join(names)}, id)"
            cursor.execute(
                f"UPDATE {table} SET {to} FROM {told} WHERE {table}.id = told.id",  # noqa: S608 (own names)
                [list(column) for column in zip(*_adapted(fields, rows), strict=True)],
            )
        else:
            to = ", ".join(f"{name} = %s" for name in names)
            cursor.executemany(f"UPDATE {table} SET {to} WHERE id = %s", _adapted(fields, rows))  # noqa: S608 (own names)


def add_rows(model: type[Model], columns: Sequence[str], rows: Rows) -> None:
    """Insert rows that can't be there already, such as those of somebody new: by COPY where there is one.
    One that is there stops the whole on PostgreSQL; nothing is written then."""
    if connection.vendor != "postgresql":
        insert_rows(model, columns, rows)
        return
    fields = [_field(model, column) for column in columns]
    names = ", ".join(_quoted(column) for column in columns)
    with connection.cursor() as cursor:
        raw = cursor.cursor  # Django's wrapper has no copy()
        with raw.copy(f"COPY {_quoted(model._meta.db_table)} ({names}) FROM STDIN") as copy:
            for row in _adapted(fields, rows):
                copy.write_row(row)


def copy_rows(model: type[Model], columns: Sequence[str], lines: Sequence[str]) -> None:
    """PostgreSQL's COPY, for rows that can't be there already. `lines` are the rows in its text format (cells
    separated by tabs); the caller knows that nothing in them needs escaping."""
    names = ", ".join(_quoted(column) for column in columns)
    with connection.cursor() as cursor:
        raw = cursor.cursor  # Django's wrapper has no copy()
        with raw.copy(f"COPY {_quoted(model._meta.db_table)} ({names}) FROM STDIN") as copy:
            copy.write("\n".join([*lines, ""]))


def insert_objects(objects: Sequence[Model]) -> None:
    """Insert new objects of one model and set their keys, as bulk_create does.

    The keys are taken first, so that the rows need not be read back. On SQLite that is safe because the
    transaction has the only write lock (BEGIN IMMEDIATE), on PostgreSQL because the sequence hands out
    each number once.
    """
    if not objects:
        return
    model = type(objects[0])
    for item, key in zip(objects, reserve(model, len(objects)), strict=True):
        item.pk = key
    names = [field.attname for field in model._meta.concrete_fields]
    insert_rows(model, names, [tuple(getattr(item, name) for name in names) for item in objects])


def reserve(model: type[Model], count: int) -> Sequence[int]:
    """Keys for so many new rows; call it inside the transaction that inserts them."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [_quoted(table), count],
            )
            return [int(row[0]) for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        last = int(row[0]) if row else 0
        return range(last + 1, last + 1 + count)


def _adapted(fields: Sequence["Field[Any, Any]"], rows: Rows) -> Rows:
    """The rows with JSON as text, and on SQLite, which keeps them as text, moments, days and hours too. All else both
    databases take as it is."""
    texts: dict[int, Callable[[Any], Any]] = {}
    for place, field in enumerate(fields):
        if isinstance(field, JSONField):
            texts[place] = json.dumps
        elif connection.vendor != "postgresql" and isinstance(field, DateTimeField):
            texts[place] = connection.ops.adapt_datetimefield_value
        elif connection.vendor != "postgresql" and isinstance(field, DateField):
            texts[place] = connection.ops.adapt_datefield_value
    if not texts:
        return rows
    kept: Callable[[Any], Any] = _as_it_is
    how = [texts.get(place, kept) for place in range(len(fields))]
    return [tuple(adapt(value) for adapt, value in zip(how, row, strict=True)) for row in rows]


def _as_it_is(value: Any) -> Any:
    return value


def _field(model: type[Model], column: str) -> "Field[Any, Any]":
    return next(field for field in model._meta.concrete_fields if field.column == column)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
