"""People are found by a name that is spelt wrongly, and nothing of a name stays when nobody has it any more."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.world import World, make_world
from twelfth.jobs import spellings
from twelfth.jobs.long_work import do_one
from twelfth.people.actions import change_person
from twelfth.people.models import Person, SearchWord, Spelling
from twelfth.people.named import first_found, named
from twelfth.people.queries import find
from twelfth.people.spellings.actions import forget, learn
from twelfth.people.spellings.keys import keys_of, nearest, own_key
from twelfth.people.spellings.queries import near

pytestmark = pytest.mark.django_db

_WORDS = st.text(alphabet="abcdefghiklmnoprstuvz", min_size=4, max_size=12)


#: A slow machine is no failure.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@patient
@given(word=_WORDS, at=st.integers(0, 11), letter=st.sampled_from("aeiourstn"))
def test_one_mistake_leaves_a_key_in_common(word: str, at: int, letter: str) -> None:
    at %= len(word)
    wrong = {
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    }
    for typed in wrong:
        assert keys_of(typed) & keys_of(word), (typed, word)
        assert typed == word or word in nearest(typed, [word])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Mueler", "Anna Müller"),
        ("Jonh Smiht", "John Smith"),
        ("smith jonh", "John Smith"),
        ("Catharine", "Katherine Shaw"),
        ("okafour", "Chidi Okafor"),
        ("Пертова", "Анна Петрова"),
    ],
)
def test_a_misspelt_name_is_found(world: World, typed: str, meant: str) -> None:
    for name in ("Anna Müller", "John Smith", "Katherine Shaw", "Chidi Okafor", "Анна Петрова", "Ana Lobo"):
        world.person(name, email=f"{name.split()[0].lower()}@{len(name)}.test")
    workspace = world.by.workspace
    assert [person.full_name for person in find(workspace, typed)] == [meant]
    assert named(workspace, typed).is_misspelt
    assert len(named(workspace, typed).ids) == 1
    assert first_found(workspace, typed, most=8)[0].full_name == meant


def test_who_is_called_so_comes_before_who_is_spelt_alike(world: World) -> None:
    for name in ("Jon Adler", "John Adler", "Joan Zahn"):
        world.person(name, email=f"{name.split()[0].lower()}@x.test")
    workspace = world.by.workspace
    assert [person.full_name for person in find(workspace, "jon")] == ["Jon Adler"]
    names = [person.full_name for person in first_found(workspace, "jon", most=8)]
    assert names == ["Jon Adler", "John Adler", "Joan Zahn"]


@pytest.mark.parametrize("typed", ["xq", "1234", "nobody@nowhere.test", "zzzzzz", ""])
def test_what_nobody_is_called_finds_nobody(world: World, typed: str) -> None:
    world.person("Ana Duarte")
    assert not named(world.by.workspace, "").is_misspelt
    assert [*find(world.by.workspace, typed)] == ([] if typed else [Person.objects.get()])
    assert first_found(world.by.workspace, typed, most=8) == []


def test_another_workspace_does_not_teach_us_words(world: World) -> None:
    other = make_world("Other", email="x@other.test")
    other.person("Anna Müller")
    assert near(world.by.workspace, "mueler") == {}
    assert not find(world.by.workspace, "mueler").exists()


def test_a_name_that_nobody_has_any_more_is_forgotten(world: World) -> None:
    one, two = world.person("Ana Okafor"), world.person("Ben Okafor", email="b@x.test")
    for person, is_left in ((one, True), (two, False)):
        person.full_name, person.family_name = "Eva Lobo", "Lobo"
        change_person(world.by, person, company="", now=world.now)
        assert Spelling.objects.filter(word="okafor").exists() == is_left


def test_learning_twice_writes_once(world: World) -> None:
    workspace = world.by.workspace.pk
    learn(workspace, ["okafor", "12", "a@b.test"])
    count = Spelling.objects.count()
    learn(workspace, ["okafor"])
    assert Spelling.objects.count() == count == len(keys_of("okafor"))
    assert Spelling.objects.filter(key=own_key("okafor")).count() == 1
    forget(workspace, ["okafor"])
    assert not Spelling.objects.exists()


def test_each_night_the_words_are_those_of_the_index(world: World) -> None:
    world.person("Ana Duarte")
    Spelling.objects.all().delete()  # as before an upgrade
    learn(world.by.workspace.pk, ["okafor"])  # as after an import that was taken back
    spellings.begin(world.wiring)
    while do_one("a worker", world.wiring):
        pass
    words = set(Spelling.objects.values_list("word", flat=True))
    assert words == {word for word in SearchWord.objects.values_list("word", flat=True) if keys_of(word)}
    assert "duarte" in words
    before = Spelling.objects.count()
    spellings.begin(world.wiring)
    assert not do_one("a worker", world.wiring)
    assert Spelling.objects.count() == before
