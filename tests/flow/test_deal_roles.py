"""Who decides in a deal: what was said of the deal, else what people have to say otherwise."""

import pytest

from tests.world import World
from twelfth.accounts.models import Event
from twelfth.deals.actions import move_deal, open_deal, set_deal_roles
from twelfth.deals.models import Deal, DealRole, Stage
from twelfth.deals.queries import deals_around, matters_of, roles_in
from twelfth.flow.decider import deciders_of, missing_deciders
from twelfth.flow.filtering.conditions import Condition
from twelfth.flow.filtering.fields import Asked
from twelfth.flow.filtering.registry import narrowed
from twelfth.followups.models import FollowUp
from twelfth.people.models import Person, Say
from twelfth.people.relations.actions import set_roles
from twelfth.records.erasing.actions import erase
from twelfth.records.merging.actions import merge_people
from twelfth.records.parting.actions import part_people
from twelfth.records.person_data import person_data

pytestmark = pytest.mark.django_db


def deal_of(world: World, person: Person, title: str = "Looms") -> Deal:
    return open_deal(world.by, person, title, amount=None, currency="EUR", now=world.now)


@pytest.fixture
def followup(world: World) -> FollowUp:
    found = world.followup()
    found.touch_count = 3
    found.save(update_fields=["touch_count"])
    return found


def listed(world: World) -> set[int]:
    asked = Condition("no_decider", "yes")
    people = Person.objects.filter(workspace=world.by.workspace)
    found = narrowed(people, Asked(world.by.workspace, world.now.date()), ((asked,),))
    return set(found.values_list("pk", flat=True))


def test_roles_of_a_deal_are_those_given_last(world: World) -> None:
    ines = world.person()
    deal = deal_of(world, ines)
    assert set_deal_roles(world.by, deal, ines, {Say.USER, Say.CHAMPION}, now=world.now)
    assert set_deal_roles(world.by, deal, ines, {Say.DECIDER}, now=world.now)
    assert not set_deal_roles(world.by, deal, ines, {Say.DECIDER}, now=world.now)
    assert list(DealRole.objects.values_list("role", flat=True)) == ["decider"]
    events = Event.objects.filter(verb="deal.roles_set").order_by("pk")
    assert [event.data["roles"] for event in events] == [["champion", "user"], ["decider"]]


def test_what_is_said_of_a_deal_goes_before_what_holds_otherwise() -> None:
    otherwise = {1: [Say.DECIDER, Say.USER], 2: [Say.BLOCKER]}
    assert roles_in({}, otherwise) == otherwise
    assert roles_in({1: [Say.USER]}, otherwise) == {1: [Say.USER], 2: [Say.BLOCKER]}
    assert roles_in({3: [Say.DECIDER]}, otherwise) == {1: [Say.USER], 2: [Say.BLOCKER], 3: [Say.DECIDER]}


def test_one_decides_in_one_deal_and_uses_in_another(world: World, followup: FollowUp) -> None:
    ines = followup.person
    looms, yarn = deal_of(world, ines), deal_of(world, ines, "Yarn")
    set_roles(world.by, ines, {Say.DECIDER}, now=world.now)
    set_deal_roles(world.by, yarn, ines, {Say.USER}, now=world.now)
    followup.deal = looms
    assert missing_deciders([followup]) == set()
    assert [one.pk for one in deciders_of(followup)] == [ines.pk]
    followup.deal = yarn
    assert missing_deciders([followup]) == {followup.pk}
    assert deciders_of(followup) == []
    move_deal(world.by, yarn, Stage.LOST, now=world.now)
    assert missing_deciders([followup]) == set()


def test_all_that_asks_who_decides_asks_the_open_deal(world: World, followup: FollowUp) -> None:
    ines, rui = followup.person, world.person("Rui Alves")
    deal = deal_of(world, ines)
    assert listed(world) == missing_people(followup) == {ines.pk}
    set_deal_roles(world.by, deal, rui, {Say.DECIDER}, now=world.now)
    assert listed(world) == missing_people(followup) == set()
    assert [one.pk for one in deciders_of(followup)] == [rui.pk]
    set_deal_roles(world.by, deal, rui, {Say.BLOCKER}, now=world.now)
    set_roles(world.by, rui, {Say.DECIDER}, now=world.now)
    assert listed(world) == missing_people(followup) == {ines.pk}
    Deal.objects.update(person=None)
    FollowUp.objects.update(deal=deal)
    followup.deal = deal
    assert listed(world) == missing_people(followup) == {ines.pk}
    set_deal_roles(world.by, deal, rui, [], now=world.now)
    assert listed(world) == missing_people(followup) == set()


def missing_people(followup: FollowUp) -> set[int]:
    return {followup.person_id} if missing_deciders([followup]) else set()


def test_merging_carries_them_and_parting_gives_them_back(world: World) -> None:
    ines, double = world.person(), world.person("Ines Carvalho")
    deal = deal_of(world, ines)
    for one in (ines, double):
        set_deal_roles(world.by, deal, one, {Say.USER}, now=world.now)
    set_deal_roles(world.by, deal, double, {Say.USER, Say.DECIDER}, now=world.now)
    before = set(DealRole.objects.values_list("person", "role"))
    merge = merge_people(world.by, ines, double, now=world.now)
    assert set(DealRole.objects.values_list("person", "role")) == {(ines.pk, "user"), (ines.pk, "decider")}
    part_people(world.by, merge, now=world.now)
    assert set(DealRole.objects.values_list("person", "role")) == before


def test_they_are_in_the_export_of_a_person_and_go_with_them(world: World) -> None:
    ines, rui = world.person(), world.person("Rui Alves")
    deal = deal_of(world, ines)
    Deal.objects.update(company=None)
    set_deal_roles(world.by, deal, rui, {Say.USER}, now=world.now)
    set_deal_roles(world.by, deal, ines, {Say.DECIDER}, now=world.now)
    (row,) = person_data(rui, now=world.now)["tables"]["deals.dealrole"]
    assert (row["role"], row["deal"]["name"]) == ("user", "Looms")
    erase(world.by, ines, leave_alone=False, now=world.now)
    # The deal is not hers alone: somebody else has a say in it.
    assert list(DealRole.objects.values_list("person", "deal")) == [(rui.pk, deal.pk)]


def test_deals_of_others_are_not_around(world: World) -> None:
    ines = world.person()
    other = world.person("Otto Brandt", email="otto@elsewhere.test")
    Person.objects.filter(pk=other.pk).update(company=None)
    deal = deal_of(world, Person.objects.get(pk=other.pk))
    assert deals_around(ines) == []
    set_deal_roles(world.by, deal, ines, {Say.INFLUENCER}, now=world.now)
    (matter,) = matters_of(deals_around(ines))
    assert matter.roles == {ines.pk: [Say.INFLUENCER]}
