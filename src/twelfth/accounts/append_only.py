"""Events are append-only in the database too: it refuses to change or delete one, whoever asks.

Deleting a whole workspace is no exception, because nothing deletes one yet; what will, takes the guard off and puts it
back in its own transaction (both databases undo that with it), and says so in an ADR. Emptying a table by TRUNCATE,
which only the owner of a PostgreSQL database may, is not stopped.

On SQLite, a migration that rebuilds the table of events (nearly every change of a field does) loses the guard with the
old table, and has to end with `RunPython(append_only.guard, append_only.unguard)`. A test tells when it was forgotten.
"""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SENTENCE = "An event is never changed or deleted; record a new one."

_SQLITE = {
    "event_is_not_changed": "BEFORE UPDATE ON accounts_event",
    "event_is_not_deleted": "BEFORE DELETE ON accounts_event",
    # INSERT OR REPLACE deletes the old row without a word to the trigger on deleting.
    "event_is_not_replaced": "BEFORE INSERT ON accounts_event "
    "WHEN EXISTS (SELECT 1 FROM accounts_event WHERE id = NEW.id)",
}
# The code is that of a broken constraint, as which SQLite reports its own refusal too.
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION accounts_event_is_forever() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
_TRIGGER = """
CREATE TRIGGER accounts_event_is_forever BEFORE UPDATE OR DELETE ON accounts_event
FOR EACH ROW EXECUTE FUNCTION accounts_event_is_forever()
"""
_NO_TRIGGER = "DROP TRIGGER IF EXISTS accounts_event_is_forever ON accounts_event"


def guarding(vendor: str) -> list[str]:
    """The statements that put the guard on; where it is on already, they put it on anew."""
    if vendor != "sqlite":
        return [_FUNCTION, _NO_TRIGGER, _TRIGGER]
    made = [
        f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
        for name, when in _SQLITE.items()
    ]
    return [*unguarding(vendor), *made]


def unguarding(vendor: str) -> list[str]:
    """The statements that take it off."""
    if vendor != "sqlite":
        return [_NO_TRIGGER, "DROP FUNCTION IF EXISTS accounts_event_is_forever()"]
    return [f"DROP TRIGGER IF EXISTS {name}" for name in _SQLITE]


def guard(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """For migrations."""
    for statement in guarding(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def unguard(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """For migrations, backwards."""
    for statement in unguarding(schema_editor.connection.vendor):
        schema_editor.execute(statement)
