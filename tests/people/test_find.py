import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.world import World, make_world
from twelfth.flow.selection import PeopleFilter, Selection
from twelfth.people import named
from twelfth.people.models import Person
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
    monkeypatch.setattr(named, "FEW", few)
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


def test_a_name_that_very_many_bear_is_looked_through_in_part(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page shows some of them; what is done to all that match still takes all."""
    monkeypatch.setattr(named, "FEW", 3)
    for number in range(5):
        world.person(f"Ana Okafor {number}")
    Person.objects.filter(full_name="Ana Okafor 4").update(country="BR")
    selection = Selection(world.by.workspace, PeopleFilter(words="okaf"))
    looked = selection.look_through(today=world.now.date())
    assert looked.is_cut
    assert len(looked.rows) == 3
    assert looked.count(1_000) == 4  # more than three, and no more is known
    assert len(selection.people(today=world.now.date())) == 5
    # With one condition more, nobody who matches is left out.
    narrow = Selection(world.by.workspace, PeopleFilter(words="okaf", country="BR"))
    looked = narrow.look_through(today=world.now.date())
    assert not looked.is_cut
    assert [person.full_name for person in looked.rows] == ["Ana Okafor 4"]


@pytest.mark.parametrize("text", ["okafor", "ana okafor", "ana lobo okafour"])
def test_a_search_reads_ranges_of_the_index_only(world: World, text: str) -> None:
    """With a name that everybody bears, one look at each entry of the index for each other word."""
    if connection.vendor == "postgresql":
        pytest.skip("what PostgreSQL takes follows from its statistics, which a handful of rows has not")
    world.person("Ana Lobo Okafor")
    with CaptureQueriesContext(connection) as asked:
        named.named(world.by.workspace, text)
    plans = []
    with connection.cursor() as cursor:
        for sql in (one["sql"] for one in asked.captured_queries if "people_searchword" in one["sql"]):
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            plans += [row[3] for row in cursor.fetchall()]
    looks = [plan for plan in plans if "people_searchword" in plan or " U0 " in plan]
    assert looks
    for plan in looks:
        assert (
            "search_word_prefix (workspace_id=? AND word" in plan or "search_word_borne (person_id=?" in plan
        ), plans
