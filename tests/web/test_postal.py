"""Where post reaches somebody: shown, changed, and known to the plan and the brief."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.test_walk import client_of
from tests.world import World
from twelfth import wiring
from twelfth.accounts.models import Event, Role
from twelfth.brief import brief as briefs
from twelfth.flow.facts import load
from twelfth.people.models import Person
from twelfth.people.queries import find
from twelfth.rules.terms import Channel

pytestmark = pytest.mark.django_db

LISBON = {"street": "Rua Nova 12", "postcode": "1200", "city": "Lisboa", "region": "", "country": "PT"}


@pytest.fixture
def client(world: World, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(wiring, "now", lambda: world.now)
    return client_of(world)


@pytest.fixture
def ines(world: World) -> Person:
    return world.person()


def save(client: Client, person: Person, **other: str) -> int:
    return client.post(reverse("person-postal", args=[person.pk]), LISBON | other).status_code


def test_it_is_changed_and_shown(client: Client, world: World, ines: Person) -> None:
    page = reverse("person", args=[ines.pk])
    assert "Say where post reaches them" in client.get(page).content.decode()
    assert client.get(reverse("person-postal", args=[ines.pk])).status_code == 200
    assert save(client, ines) == 302
    assert "Rua Nova 12, 1200 Lisboa, PT" in client.get(page).content.decode()
    assert list(find(world.by.workspace, "lisboa")) == [ines]
    save(client, ines)
    assert Event.objects.filter(verb="person.postal_address_set").count() == 1


def test_who_has_one_is_reached_by_post_without_another_address(
    client: Client, world: World, ines: Person
) -> None:
    followup = world.followup(ines)
    assert Channel.POST not in load(followup).person.reachable
    save(client, ines)
    followup.person.refresh_from_db()
    assert {Channel.POST, Channel.VISIT} <= load(followup).person.reachable
    brief = briefs.load(followup, today=world.now.date(), now=world.now)
    point = brief.address(Channel.POST)
    assert point is not None
    assert point.value == "Rua Nova 12, 1200 Lisboa, PT"


def test_a_place_without_a_street_is_no_postal_address(client: Client, world: World, ines: Person) -> None:
    save(client, ines, street="")
    assert Channel.POST not in load(world.followup(ines)).person.reachable


def test_the_zone_follows_the_country_unless_it_was_told(client: Client, world: World, ines: Person) -> None:
    save(client, ines, country="JP", city="Tokyo")
    ines.refresh_from_db()
    assert ines.zone == "Europe/Lisbon"
    Person.objects.filter(pk=ines.pk).update(zone_source="address", country="PT")
    save(client, ines, country="JP", city="Tokyo")
    ines.refresh_from_db()
    assert ines.zone == "Asia/Tokyo"


def test_a_viewer_changes_nothing(client: Client, world: World, ines: Person) -> None:
    world.member.role = Role.VIEWER
    world.member.save(update_fields=["role"])
    assert save(client, ines) == 403
    ines.refresh_from_db()
    assert ines.street == ""
