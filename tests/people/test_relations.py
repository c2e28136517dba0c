"""Who sways whom: roles, relations, and who is not known to decide."""

import pytest

from tests.world import World, make_world
from twelfth.accounts.models import Event
from twelfth.people.models import Person, PersonRole, Relation, Say, Tie
from twelfth.people.relations.actions import Circle, TheSamePerson, relate, set_roles, unrelate
from twelfth.people.relations.queries import around, deciders_near
from twelfth.records.merging.actions import merge_people
from twelfth.records.parting.actions import part_people

pytestmark = pytest.mark.django_db


def people(world: World, *names: str) -> list[Person]:
    return [world.person(name) for name in names]


def test_roles_are_those_given_last(world: World) -> None:
    ines = world.person()
    assert set_roles(world.by, ines, {Say.USER, Say.CHAMPION}, now=world.now)
    assert set_roles(world.by, ines, {Say.CHAMPION, Say.DECIDER}, now=world.now)
    events = Event.objects.count()
    assert not set_roles(world.by, ines, {Say.DECIDER, Say.CHAMPION}, now=world.now)
    assert Event.objects.count() == events
    assert set(PersonRole.objects.values_list("role", flat=True)) == {"champion", "decider"}


def test_a_relation_said_again_is_corrected(world: World) -> None:
    ines, rui = people(world, "Inês Carvalho", "Rui Alves")
    relate(world.by, ines, Tie.REPORTS_TO, rui, note="since March", now=world.now)
    relate(world.by, ines, Tie.REPORTS_TO, rui, note="since May", now=world.now)
    assert Relation.objects.get().note == "since May"
    unrelate(world.by, Relation.objects.get(), now=world.now)
    assert not Relation.objects.exists()


def test_nobody_stands_to_themselves_or_reports_in_a_circle(world: World) -> None:
    ines, rui, ana = people(world, "Inês Carvalho", "Rui Alves", "Ana Lobo")
    relate(world.by, ines, Tie.REPORTS_TO, rui, now=world.now)
    relate(world.by, rui, Tie.REPORTS_TO, ana, now=world.now)
    with pytest.raises(TheSamePerson):
        relate(world.by, ines, Tie.SWAYS, ines, now=world.now)
    with pytest.raises(Circle, match="Inês Carvalho already reports to Ana Lobo"):
        relate(world.by, ana, Tie.REPORTS_TO, ines, now=world.now)
    assert Relation.objects.count() == 2
    relate(world.by, ana, Tie.SWAYS, ines, now=world.now)


def test_a_circle_made_by_two_at_once_ends_the_search_all_the_same(world: World) -> None:
    ines, rui, ana = people(world, "Inês Carvalho", "Rui Alves", "Ana Lobo")
    for one, other in ((ines, rui), (rui, ines)):
        Relation.objects.create(
            workspace=world.by.workspace, person=one, other=other, kind=Tie.REPORTS_TO, by=world.member
        )
    relate(world.by, ana, Tie.REPORTS_TO, ines, now=world.now)
    assert Relation.objects.count() == 3


def test_a_decider_is_missing_until_somebody_at_the_company_decides(world: World) -> None:
    ines, rui = people(world, "Inês Carvalho", "Rui Alves")
    alone = world.person("Otto Brandt")
    alone.company = None
    alone.save(update_fields=["company"])
    assert not any(map(deciders_near([ines, alone]), [ines, alone]))
    set_roles(world.by, rui, {Say.DECIDER}, now=world.now)
    near = deciders_near([ines, alone])
    assert near(ines) == {rui.pk}
    assert not near(alone)
    assert around(ines).roles == {rui.pk: [Say.DECIDER]}


def test_another_workspace_is_not_around(world: World) -> None:
    other = make_world("Another", "otto@another.test")
    theirs = other.person("Otto Brandt")
    set_roles(other.by, theirs, {Say.DECIDER}, now=other.now)
    ines = world.person()
    assert set(around(ines).people) == {ines.pk}
    assert not deciders_near([ines])(ines)


def test_merging_carries_relations_and_parting_gives_them_back(world: World) -> None:
    ines, double, rui = people(world, "Inês Carvalho", "Ines Carvalho", "Rui Alves")
    relate(world.by, ines, Tie.REPORTS_TO, rui, now=world.now)
    relate(world.by, double, Tie.REPORTS_TO, rui, now=world.now)
    relate(world.by, double, Tie.SWAYS, ines, now=world.now)
    set_roles(world.by, double, {Say.CHAMPION}, now=world.now)
    before = set(Relation.objects.values_list("person", "kind", "other"))
    merge = merge_people(world.by, ines, double, now=world.now)
    circle = around(ines)
    assert [(one.person_id, one.kind) for one in circle.relations] == [(ines.pk, Tie.REPORTS_TO)]
    assert circle.roles[ines.pk] == [Say.CHAMPION]
    part_people(world.by, merge, now=world.now)
    assert set(Relation.objects.values_list("person", "kind", "other")) == before
