"""What happened stays as it was written, whoever asks the database to change it."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import ProtectedError

from tests.world import World, make_world
from twelfth.accounts.append_only import SENTENCE, guarding, unguarding
from twelfth.accounts.models import Event, EventIsForever


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def everything() -> list[tuple[object, ...]]:
    return list(Event.objects.order_by("pk").values_list())


def execute(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE accounts_event SET verb = 'person.blessed'",
        "UPDATE accounts_event SET at = at WHERE id = (SELECT min(id) FROM accounts_event)",
        "UPDATE accounts_event SET member_id = NULL",
        "DELETE FROM accounts_event",
        "DELETE FROM accounts_event WHERE id = (SELECT max(id) FROM accounts_event)",
        "INSERT INTO accounts_event SELECT * FROM accounts_event WHERE true ON CONFLICT (id) DO UPDATE SET verb = 'x'",
        pytest.param(
            "REPLACE INTO accounts_event SELECT * FROM accounts_event", marks=pytest.mark.sqlite_only
        ),
    ],
)
def test_raw_sql_changes_nothing(world: World, sql: str) -> None:
    before = everything()
    assert before
    with pytest.raises(IntegrityError, match=SENTENCE):
        execute(sql)
    assert everything() == before


def test_neither_do_objects_and_querysets(world: World) -> None:
    before = everything()
    event = Event.objects.earliest("pk")
    with pytest.raises(EventIsForever):
        event.save()
    with pytest.raises(EventIsForever):
        event.delete()
    with pytest.raises(IntegrityError, match=SENTENCE), transaction.atomic():
        Event.objects.all().delete()
    with pytest.raises(IntegrityError, match=SENTENCE), transaction.atomic():
        Event.objects.update(verb="person.blessed")
    for doer in (world.by.workspace, world.member):
        with pytest.raises(ProtectedError):
            doer.delete()
    assert everything() == before


def test_events_are_still_added_one_by_one_and_many_at_once(world: World) -> None:
    before = Event.objects.count()
    world.person()
    again = [
        Event(workspace=world.by.workspace, at=world.now, verb="person.added", subject_type="people.person")
        for _ in range(3)
    ]
    Event.objects.bulk_create(again)
    assert Event.objects.count() == before + 4


@pytest.mark.django_db(transaction=True)
def test_a_migration_takes_it_off_and_puts_it_on() -> None:
    """Back and forth, as an operator who goes back a version does; and the same twice, as a later migration may."""
    world = make_world()
    try:
        _migrate("0002_guard_policy")
        execute("UPDATE accounts_event SET data = '{\"changed\": 1}'")
    finally:
        _migrate(None)
    assert Event.objects.exclude(data={"changed": 1}).count() == 0
    with connection.schema_editor() as editor:
        for statement in guarding(connection.vendor):
            editor.execute(statement)
    with pytest.raises(IntegrityError, match=SENTENCE):
        execute("DELETE FROM accounts_event")
    assert Event.objects.filter(workspace=world.by.workspace).exists()


def _migrate(to: str | None) -> None:
    executor = MigrationExecutor(connection)
    targets = executor.loader.graph.leaf_nodes()
    executor.migrate([("accounts", to)] if to else targets)


class _Broken(Exception):
    """What went wrong half-way."""


@transaction.atomic
def _take_all_away_and_fail() -> None:
    for statement in (*unguarding(connection.vendor), "DELETE FROM accounts_event"):
        execute(statement)
    raise _Broken


def test_taking_it_off_in_a_transaction_that_fails_leaves_it_on(world: World) -> None:
    before = everything()
    with pytest.raises(_Broken):
        _take_all_away_and_fail()
    assert everything() == before
    with pytest.raises(IntegrityError, match=SENTENCE):
        execute("DELETE FROM accounts_event")
