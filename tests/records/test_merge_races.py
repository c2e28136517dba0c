"""Merges that meet each other, and a worker: one after the other, and nothing falls between."""

import pytest

from tests.flow.together import at_once
from tests.world import World, make_world
from twelfth.flow.act import Approved, Logged, log_contact, send_mail
from twelfth.followups.models import FollowUp
from twelfth.jobs.outbox import send_some
from twelfth.messages.models import MessageState, OutgoingMessage
from twelfth.people.models import FormerPerson, Person
from twelfth.records.errors import CannotMerge, LetterOnItsWay, NoLongerThere
from twelfth.records.merging.actions import merge_people
from twelfth.records.models import Merge
from twelfth.records.parting.actions import part_people
from twelfth.rules.terms import Channel, Outcome
from twelfth.touches.models import Touch

pytestmark = pytest.mark.django_db(transaction=True)


def three(world: World) -> list[Person]:
    return [
        world.person(name, email=f"{name.split()[0].lower()}@ribeiro.test")
        for name in ("Ines Carvalho", "Ines Carvallo", "I Carvalho")
    ]


def test_each_into_the_other_at_once_is_one_merge() -> None:
    world = make_world()
    one, other, _ = three(world)
    results = at_once(
        lambda: merge_people(world.by, one, other, now=world.now),
        lambda: merge_people(world.by, other, one, now=world.now),
    )
    assert {type(result) for result in results} == {Merge, NoLongerThere}
    assert Merge.objects.count() == 1
    assert Person.objects.count() == 2


def test_a_chain_made_at_once_loses_nobody() -> None:
    world = make_world()
    one, other, third = three(world)
    at_once(
        lambda: merge_people(world.by, other, one, now=world.now),
        lambda: merge_people(world.by, third, other, now=world.now),
    )
    gone = set(Merge.objects.values_list("gone", flat=True))
    there = set(Person.objects.values_list("pk", flat=True))
    assert gone | there == {one.pk, other.pk, third.pk}
    assert not gone & there
    assert set(FormerPerson.objects.values_list("person", flat=True)) <= there


def test_a_contact_logged_while_they_are_merged_is_hers() -> None:
    world = make_world()
    one, other, _ = three(world)
    followup = world.followup(other)
    call = Logged(channel=Channel.PHONE, outcome=Outcome.TALKED, number=1)
    results = at_once(
        lambda: merge_people(world.by, one, other, now=world.now),
        lambda: log_contact(world.by, FollowUp.objects.get(pk=followup.pk), call, now=world.now),
    )
    assert isinstance(results[0], Merge)
    assert set(Touch.objects.values_list("person", flat=True)) <= {one.pk}


def test_a_letter_sent_while_they_are_merged_goes_once_and_is_hers() -> None:
    world = make_world()
    world.mailbox()
    one, other, _ = three(world)
    followup = world.followup(other)
    message = send_mail(world.by, followup, Approved(number=1, subject="s", body="b"), now=world.now)
    world.later(minutes=1)
    results = at_once(
        lambda: merge_people(world.by, one, other, now=world.now),
        lambda: send_some("a:1:x", world.wiring),
    )
    assert isinstance(results[0], Merge | LetterOnItsWay)
    if isinstance(results[0], LetterOnItsWay):
        merge_people(world.by, one, other, now=world.now)
    while send_some("a:1:x", world.wiring):
        pass
    message.refresh_from_db()
    assert (message.state, message.person_id) == (MessageState.SENT, one.pk)
    one.refresh_from_db()
    assert one.last_contact_at is not None
    assert OutgoingMessage.objects.count() == 1


def test_taken_back_by_two_at_once_is_taken_back_once() -> None:
    world = make_world()
    one, other, _ = three(world)
    merge = merge_people(world.by, one, other, now=world.now)
    results = at_once(
        lambda: part_people(world.by, merge, now=world.now),
        lambda: part_people(world.by, merge, now=world.now),
    )
    assert sum(isinstance(result, CannotMerge) for result in results) == 1
    assert Person.objects.count() == 3
