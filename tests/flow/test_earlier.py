"""A follow-up counts on from contacts that were made before it was started here, and takes exactly those."""

from datetime import timedelta

import pytest

from tests.flow.bulk import changed, selection, undone
from tests.world import World
from twelfth.flow import act
from twelfth.flow.bulk_changes import Enrol
from twelfth.flow.earlier import earlier_contacts
from twelfth.flow.enrol import enrol
from twelfth.flow.selection import PeopleFilter
from twelfth.flow.settle import NewDecision, decide_followup
from twelfth.followups.models import FollowUp
from twelfth.insights.queries import contacts_until_decision
from twelfth.people.models import Person
from twelfth.rules.terms import Channel, DecisionKind, Direction, Outcome
from twelfth.touches.actions import NewTouch, add_touch
from twelfth.touches.models import Touch

pytestmark = pytest.mark.django_db


def called(world: World, person: Person, *, days: int, outcome: Outcome = Outcome.VOICEMAIL) -> Touch:
    direction = Direction.IN if outcome is Outcome.CALLED_US else Direction.OUT
    new = NewTouch(
        channel=Channel.PHONE, direction=direction, outcome=outcome, at=world.now - timedelta(days=days)
    )
    return add_touch(world.by, person, None, new, number=None, now=world.now)


def started(world: World, person: Person, before: int) -> FollowUp:
    return enrol(
        world.by,
        person,
        world.version,
        owner=world.member,
        matter="papers",
        contacts_before=before,
        now=world.now,
    )


def numbers(person: Person) -> list[int | None]:
    return list(Touch.objects.filter(person=person).order_by("at").values_list("number", flat=True))


def count(person: Person) -> int:
    return earlier_contacts([person])[person.pk].count


def test_the_next_contact_has_the_next_number_and_the_plan_goes_on_at_its_step(world: World) -> None:
    person = world.person()
    for days in (40, 30, 20):
        called(world, person, days=days)
    called(world, person, days=10, outcome=Outcome.CALLED_US)
    called(world, person, days=9, outcome=Outcome.WRONG_NUMBER)
    assert count(person) == 3
    followup = started(world, person, 3)
    assert (followup.touch_count, followup.contacts_before, followup.next_step) == (3, 3, 4)
    assert numbers(person) == [1, 2, 3, None, None]
    # It counts from when they were heard last, whoever called, not from the day of the start.
    assert any(reason["code"] == "after_contact" for reason in followup.next_reasons)


def test_more_contacts_were_told_of_than_are_here(world: World) -> None:
    person = world.person()
    called(world, person, days=20)
    Person.objects.filter(pk=person.pk).update(contacts_told=4)
    person.refresh_from_db()
    assert count(person) == 4
    followup = started(world, person, 4)
    assert (followup.touch_count, followup.next_step) == (4, 5)
    assert numbers(person) == [4]


def test_fewer_may_be_counted_and_none(world: World) -> None:
    person, other = world.person("Ana Um"), world.person("Rui Dois")
    for each in (person, other):
        called(world, each, days=20)
        called(world, each, days=10)
    assert started(world, person, 1).touch_count == 1
    assert numbers(person) == [None, 1]
    followup = started(world, other, 0)
    assert (followup.touch_count, followup.next_step) == (0, 1)
    assert numbers(other) == [None, None]


def test_a_plan_with_fewer_steps_begins_at_its_first(world: World) -> None:
    person = world.person()
    Person.objects.filter(pk=person.pk).update(contacts_told=30)
    person.refresh_from_db()
    followup = started(world, person, count(person))
    assert (followup.touch_count, followup.next_step) == (30, 1)


def test_an_attempt_long_ago_or_about_something_that_ended_is_not_counted(world: World) -> None:
    person = world.person()
    called(world, person, days=700)
    called(world, person, days=10)
    assert count(person) == 1
    followup = started(world, person, 0)
    decide_followup(
        world.by, followup, NewDecision(kind=DecisionKind.NO), today=world.now.date(), now=world.later(days=1)
    )
    person.refresh_from_db()
    assert count(person) == 0
    world.later(days=5)
    called(world, person, days=1)
    assert count(person) == 1


def test_many_at_once_count_on_and_taking_it_back_leaves_the_contacts(world: World) -> None:
    person, other = world.person("Ana Um"), world.person("Rui Dois")
    called(world, person, days=20)
    called(world, person, days=10)
    before = list(Touch.objects.order_by("pk").values())
    meant = Enrol(version=world.version.pk, matter="papers", go_on=True)
    job = changed(world, selection(world, PeopleFilter()), meant)
    followups = {followup.person_id: followup for followup in FollowUp.objects.all()}
    assert (followups[person.pk].touch_count, followups[person.pk].next_step) == (2, 3)
    assert (followups[other.pk].touch_count, followups[other.pk].next_step) == (0, 1)
    assert numbers(person) == [1, 2]
    undone(world, job)
    assert not FollowUp.objects.exists()
    assert list(Touch.objects.order_by("pk").values()) == before


def test_what_was_not_watched_is_not_measured(world: World) -> None:
    """A yes at contact 5 of somebody contacted four times elsewhere: nothing is said of contacts 1 to 4."""
    person = world.person()
    Person.objects.filter(pk=person.pk).update(contacts_told=4)
    person.refresh_from_db()
    followup = started(world, person, 4)
    logged = act.Logged(channel=Channel.PHONE, outcome=Outcome.TALKED, number=5)
    world.later(days=1)
    act.log_contact(world.by, followup, logged, now=world.now)
    followup.refresh_from_db()
    decide_followup(
        world.by, followup, NewDecision(kind=DecisionKind.YES), today=world.now.date(), now=world.now
    )
    found = contacts_until_decision(world.by.workspace)
    assert [(point.number, point.at_risk, point.yes) for point in found.points][-1] == (5, 1, 1)
    assert all(point.at_risk == 0 for point in found.points[:4])
    assert (found.joined, sum(share.count for share in found.shares)) == (1, 0)
