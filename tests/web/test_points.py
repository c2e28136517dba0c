"""One address of a person: what it is good for, changed in place."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.test_walk import client_of
from tests.world import World
from twelfth import wiring
from twelfth.accounts.models import Event, Role
from twelfth.flow import act
from twelfth.flow.act import emails_of
from twelfth.flow.may_go import holds
from twelfth.people.actions import add_contact_point, mark_contact_point
from twelfth.people.models import ContactPoint, OptOut, Person, Suppression
from twelfth.rules.terms import Channel

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(world: World, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(wiring, "now", lambda: world.now)
    return client_of(world)


@pytest.fixture
def ines(world: World) -> Person:
    person = world.person()
    add_contact_point(world.by, person, Channel.EMAIL, "ines@home.test", now=world.now)
    return person


def say(client: Client, point: ContactPoint, state: str) -> int:
    return client.post(reverse("point-state", args=[point.pk]), {"state": state}).status_code


def address(world: World, person: Person) -> str | None:
    return emails_of(world.by.workspace, [person.pk]).get(person.pk)


def test_who_asked_not_to_be_reached_at_one_address_is_reached_at_the_other(
    client: Client, world: World, ines: Person
) -> None:
    work, home = ines.contact_points.filter(channel="email").order_by("pk")
    assert address(world, ines) == work.value
    assert say(client, work, "opted_out") == 302
    assert address(world, ines) == home.value
    assert not OptOut.objects.exists()
    assert not Suppression.objects.exists()
    assert Event.objects.filter(verb="contact_point.opted_out").count() == 1


def test_the_wish_outlives_a_bounce_and_being_typed_in_again(world: World, ines: Person) -> None:
    work = ines.contact_points.get(value="inês@ribeiro.test")
    mark_contact_point(world.by, work, ContactPoint.OPTED_OUT, now=world.now)
    mark_contact_point(world.by, work, ContactPoint.BOUNCED, now=world.now)
    add_contact_point(world.by, ines, Channel.EMAIL, work.value, now=world.now)
    work.refresh_from_db()
    assert work.state == ContactPoint.OPTED_OUT
    mark_contact_point(world.by, work, ContactPoint.WORKS, now=world.now)
    work.refresh_from_db()
    assert work.state == ContactPoint.WORKS


def test_a_letter_that_waits_for_such_an_address_does_not_go(world: World, ines: Person) -> None:
    world.mailbox()
    followup = world.followup(ines)
    message = act.send_mail(world.by, followup, act.Approved(number=1, subject="s", body="b"), now=world.now)
    assert not holds([message], now=world.now)
    point = ines.contact_points.get(value=message.to_address)
    mark_contact_point(world.by, point, ContactPoint.OPTED_OUT, now=world.now)
    assert "asked not to be written to at this address" in holds([message], now=world.now)[message.pk].why


def test_another_one_is_taken_first_and_the_next_takes_over_when_it_bounces(
    client: Client, world: World, ines: Person
) -> None:
    work, home = ines.contact_points.filter(channel="email").order_by("pk")
    say(client, home, "first")
    assert address(world, ines) == home.value
    mark_contact_point(world.by, home, ContactPoint.BOUNCED, now=world.now)
    assert address(world, ines) == work.value


def test_what_was_said_by_mistake_is_undone(client: Client, world: World, ines: Person) -> None:
    point = ines.contact_points.get(channel="phone")
    response = client.post(reverse("point-state", args=[point.pk]), {"state": "wrong"}, follow=True)
    undo = f"{reverse('point-state', args=[point.pk])}?state=works"
    assert undo in response.content.decode()
    client.post(undo)
    point.refresh_from_db()
    assert point.state == ContactPoint.WORKS


def test_a_state_that_there_is_not_and_a_viewer_change_nothing(
    client: Client, world: World, ines: Person
) -> None:
    point = ines.contact_points.get(channel="phone")
    say(client, point, "splendid")
    world.member.role = Role.VIEWER
    world.member.save(update_fields=["role"])
    assert say(client, point, "wrong") == 403
    point.refresh_from_db()
    assert point.state == ContactPoint.WORKS
