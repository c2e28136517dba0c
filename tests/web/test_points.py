"""One address of a person: what it is good for, changed in place."""

import html
import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.web.test_walk import client_of
from tests.world import World
from twelfth import wiring
from twelfth.accounts.models import Event, Role
from twelfth.flow import act
from twelfth.flow.act import emails_of
from twelfth.flow.may_go import holds
from twelfth.flow.opt_out import stop
from twelfth.messages.models import MessageState
from twelfth.people.actions import add_contact_point, mark_contact_point
from twelfth.people.models import ContactPoint, OptOut, Person, Suppression
from twelfth.people.queries import find
from twelfth.people.suppressions import suppressed
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


def edit(client: Client, point: ContactPoint, **values: str) -> HttpResponse:
    typed = {"value": point.value, "label": point.label, "state": point.state} | values
    response = client.post(reverse("point-edit", args=[point.pk]), typed)
    assert isinstance(response, HttpResponse)
    return response


def test_it_is_changed_as_it_would_be_added(client: Client, world: World, ines: Person) -> None:
    phone = ines.contact_points.get(channel="phone")
    mark_contact_point(world.by, phone, ContactPoint.WRONG, now=world.now)
    phone.refresh_from_db()
    assert client.get(reverse("point-edit", args=[phone.pk])).status_code == 200
    assert edit(client, phone, value="912 555 099", label="at home").status_code == 302
    phone.refresh_from_db()
    assert (phone.value, phone.label, phone.state) == ("+351912555099", "at home", ContactPoint.WORKS)
    assert list(find(world.by.workspace, "+351912555099")) == [ines]
    assert not find(world.by.workspace, "+351912555014").exists()
    page = client.get(reverse("person", args=[ines.pk])).content.decode()
    assert "at home" in page


def test_what_is_no_address_or_theirs_already_changes_nothing(client: Client, ines: Person) -> None:
    work, home = ines.contact_points.filter(channel="email").order_by("pk")
    events = Event.objects.count()
    assert b"no e-mail address" in edit(client, home, value="home").content
    answer = edit(client, home, value=work.value.upper())
    assert (answer.status_code, b"have this address already" in answer.content) == (422, True)
    home.refresh_from_db()
    assert home.value == "ines@home.test"
    assert Event.objects.count() == events


def test_each_state_is_said_by_hand(client: Client, ines: Person) -> None:
    point = ines.contact_points.get(value="ines@home.test")
    for state in ("bounced", "wrong", "works", "opted_out", "works"):
        assert edit(client, point, state=state).status_code == 302
        point.refresh_from_db()
        assert point.state == state


def test_the_address_where_they_asked_not_to_be_reached_stays_whatever_is_done(
    client: Client, world: World, ines: Person
) -> None:
    point = ines.contact_points.get(value="ines@home.test")
    mark_contact_point(world.by, point, ContactPoint.OPTED_OUT, now=world.now)
    point.refresh_from_db()
    assert edit(client, point, state="bounced").status_code == 422
    client.post(reverse("point-remove", args=[point.pk]))
    edit(client, point, value="ines@elsewhere.test")
    point.refresh_from_db()
    assert (point.value, point.state) == ("ines@home.test", ContactPoint.OPTED_OUT)
    assert ines.contact_points.get(value="ines@elsewhere.test").state == ContactPoint.WORKS


def test_a_wish_outlives_the_address_it_came_from(client: Client, world: World, ines: Person) -> None:
    point = ines.contact_points.get(value="ines@home.test")
    stop(ines, Channel.EMAIL, "told us", now=world.now)
    client.post(reverse("point-remove", args=[point.pk]))
    assert OptOut.objects.get(person=ines).channel == Channel.EMAIL
    assert suppressed(world.by.workspace, ["ines@home.test"]) == {"ines@home.test"}
    other = ines.contact_points.get(channel="email")
    edit(client, other, value="new@ribeiro.test")
    assert suppressed(world.by.workspace, [other.value]) == {other.value}
    assert OptOut.objects.filter(person=ines, channel=Channel.EMAIL).exists()


def test_an_address_on_the_list_brings_its_wish_when_one_is_changed_into_it(
    client: Client, world: World, ines: Person
) -> None:
    stop(world.person("Rui", email="rui@old.test"), Channel.EMAIL, "told us", now=world.now)
    edit(client, ines.contact_points.get(value="ines@home.test"), value="rui@old.test")
    assert OptOut.objects.filter(person=ines, channel=Channel.EMAIL).exists()


def test_what_was_removed_comes_back_as_it_was(client: Client, ines: Person) -> None:
    point = ines.contact_points.get(value="ines@home.test")
    say(client, point, "first")
    edit(client, point, label="at home", state="bounced")
    response = client.post(reverse("point-remove", args=[point.pk]), follow=True)
    assert not ContactPoint.objects.filter(value="ines@home.test").exists()
    [undo] = re.findall(r'action="([^"]*restore/[^"]*)"', response.content.decode())
    assert "home" not in undo
    client.post(html.unescape(undo))
    back = ines.contact_points.get(value="ines@home.test")
    assert (back.label, back.state, back.is_primary) == ("at home", ContactPoint.BOUNCED, True)
    assert Event.objects.filter(verb="contact_point.removed").count() == 1


def test_the_way_back_is_no_way_to_somebody_else(client: Client, world: World, ines: Person) -> None:
    point = ines.contact_points.get(value="ines@home.test")
    response = client.post(reverse("point-remove", args=[point.pk]), follow=True)
    [undo] = re.findall(r'action="([^"]*restore/[^"]*)"', response.content.decode())
    other = world.person("Rui", email="rui@else.test")
    here = undo.replace(f"/people/{ines.pk}/", f"/people/{other.pk}/")
    assert client.post(here).status_code == 404
    assert client.post(reverse("person-point-restore", args=[ines.pk])).status_code == 404
    assert other.contact_points.count() == 1


@pytest.mark.parametrize("how", ["change", "remove", "wrong"])
def test_a_letter_that_waits_for_it_is_taken_back(
    client: Client, world: World, ines: Person, how: str
) -> None:
    world.mailbox()
    message = act.send_mail(
        world.by, world.followup(ines), act.Approved(number=1, subject="s", body="b"), now=world.now
    )
    point = ines.contact_points.get(value=message.to_address)
    match how:
        case "change":
            edit(client, point, value="new@ribeiro.test")
        case "remove":
            client.post(reverse("point-remove", args=[point.pk]))
        case _:
            say(client, point, "wrong")
    message.refresh_from_db()
    assert message.state == MessageState.HELD
    assert address(world, ines) != message.to_address


def test_a_viewer_neither_changes_nor_removes_one(client: Client, world: World, ines: Person) -> None:
    point = ines.contact_points.get(channel="phone")
    world.member.role = Role.VIEWER
    world.member.save(update_fields=["role"])
    assert edit(client, point, value="912 555 099").status_code == 403
    assert client.post(reverse("point-remove", args=[point.pk])).status_code == 403
    assert ines.contact_points.filter(pk=point.pk, value=point.value).exists()
