"""The nightly search, against a database."""

from datetime import timedelta
from typing import Any

import pytest

from tests.world import World, make_world
from twelfth.background.models import Job
from twelfth.jobs import doubles, long_work
from twelfth.people.actions import change_person
from twelfth.people.models import Person
from twelfth.records.doubles.actions import ask_again, not_the_same, search
from twelfth.records.models import Double, MatchKey, MatchState


def look(world: World) -> Job:
    job = search(world.by, now=world.later(minutes=1))
    assert job is not None
    while long_work.do_one("a:1:x", world.wiring):
        pass
    job.refresh_from_db()
    assert job.state == Job.DONE, job.error
    return job


def twice(world: World) -> tuple[Person, Person]:
    one = world.person("Inês Carvalho")
    return one, world.person("Ines Carvallo", email="ines.c@ribeiro.test", phone="+351912555014")


def test_a_double_is_suggested_with_its_evidence(world: World) -> None:
    one, other = twice(world)
    world.person("Rui Ribeiro", phone="+351912555099")
    assert look(world).result == {"changed": 3, "found": 1}
    double = Double.objects.get()
    assert (double.first, double.second, double.state) == (one, other, Double.OPEN)
    assert {"thing": "phone", "level": "same", "weight": double.evidence[0]["weight"]} in double.evidence
    assert "ines" not in str(double.evidence).lower()


def test_only_what_changed_is_compared_again(world: World) -> None:
    one, other = twice(world)
    look(world)
    assert look(world).result == {"changed": 0, "found": 0}
    other.given_name, other.family_name, other.full_name = "Pedro", "Sá", "Pedro Sá"
    change_person(world.by, other, company="", now=world.now)
    assert look(world).result == {"changed": 1, "found": 0}
    assert not Double.objects.exists(), "They are no longer alike."
    assert set(MatchKey.objects.values_list("person", flat=True)) == {one.pk, other.pk}


def test_not_the_same_is_remembered_for_ever(world: World) -> None:
    _, other = twice(world)
    look(world)
    double = Double.objects.get()
    assert not_the_same(world.by, double, now=world.now)
    assert not not_the_same(world.by, double, now=world.now), "A second click changes nothing."
    other.city = "Lisboa"
    change_person(world.by, other, company="Ribeiro & Filhos", now=world.now)
    look(world)
    double.refresh_from_db()
    assert double.state == Double.NOT_SAME
    assert ask_again(world.by, double, now=world.now)
    assert Double.objects.get().state == Double.OPEN


def test_a_search_that_was_cut_goes_on_and_finds_the_same(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("twelfth.records.doubles.search.READ", 2)
    monkeypatch.setattr("twelfth.records.doubles.search.COMPARE", 1)
    for _ in range(3):
        twice(world)
    search(world.by, now=world.now)
    from twelfth.records.doubles import search as module

    whole = module._compare_some
    calls = []

    def cut(*arguments: Any) -> bool:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return whole(*arguments)

    monkeypatch.setattr(module, "_compare_some", cut)
    with pytest.raises(KeyboardInterrupt):
        long_work.do_one("a:1:x", world.wiring)
    assert MatchState.objects.filter(waits=True).exists()
    world.later(minutes=10)
    assert long_work.do_one("a:2:x", world.wiring)
    assert Job.objects.get().state == Job.DONE
    assert Double.objects.count() == 15, "Each of the six with each."
    assert not MatchState.objects.filter(waits=True).exists()


def test_nobody_is_a_double_of_somebody_in_another_workspace(world: World) -> None:
    world.person()
    other = make_world("Elsewhere", "other@elsewhere.test")
    other.person()
    look(world)
    assert not Double.objects.exists()
    assert set(MatchState.objects.values_list("workspace", flat=True)) == {world.by.workspace.pk}


def test_the_night_comes_once(world: World) -> None:
    doubles.begin(world.wiring)
    doubles.begin(world.wiring)
    assert Job.objects.count() == 1
    long_work.do_one("a:1:x", world.wiring)
    doubles.begin(world.wiring)
    assert Job.objects.count() == 1
    world.later(days=1)
    doubles.begin(world.wiring)
    assert Job.objects.count() == 2


def test_the_night_is_the_workspaces(world: World) -> None:
    night = doubles.last_night("Europe/Lisbon", world.now)
    assert night == world.now.replace(hour=1, minute=0), "Two in the morning, an hour ahead of UTC."
    assert doubles.last_night("Europe/Lisbon", night - timedelta(seconds=1)) == night - timedelta(days=1)


def test_a_search_asks_as_many_questions_for_many_as_for_few(
    world: World, django_assert_max_num_queries
) -> None:
    for _ in range(6):
        twice(world)
    search(world.by, now=world.now)
    with django_assert_max_num_queries(45):
        long_work.do_one("a:1:x", world.wiring)
    assert Double.objects.count() == 66
