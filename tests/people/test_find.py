import pytest
from django.db import connection

from tests.world import World, make_world
from twelfth.people import queries
from twelfth.people.queries import find, with_external_id


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.mark.parametrize("few", [0, 1, 2_000])
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("an", ["Ana Carvalho", "Ana Duarte", "Andre Carvalho"]),
        ("carv ana", ["Ana Carvalho"]),
        ("ana zielinski", []),
        ("nobody", []),
    ],
)
def test_many_are_found_as_few_are(
    world: World, monkeypatch: pytest.MonkeyPatch, few: int, text: str, names: list[str]
) -> None:
    monkeypatch.setattr(queries, "FEW", few)
    for name in ("Ana Carvalho", "Ana Duarte", "Andre Carvalho"):
        world.person(name)
    found = find(world.by.workspace, text)
    assert sorted(person.full_name for person in found) == names


def test_a_page_pasted_into_the_search_is_no_error(world: World) -> None:
    world.person("Ana Carvalho")
    assert not find(world.by.workspace, " ".join(f"word{number}" for number in range(2_000))).exists()


def test_a_long_list_of_ids_is_looked_up_in_the_index(world: World) -> None:
    """Both databases read every person when the query does not say that it means none without an id."""
    ids = [f"hubspot:{number}" for number in range(500)]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # With a handful of rows it would read them all anyway; whether it could do otherwise is the question.
            cursor.execute("SET LOCAL enable_seqscan = off")
    assert "person_external" in with_external_id(world.by.workspace, ids).explain()
