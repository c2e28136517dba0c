"""What the forms about people offer, and what they take for told."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.test_walk import client_of
from tests.world import World
from twelfth import wiring
from twelfth.cadences.actions import retire
from twelfth.people.actions import NewPerson, add_person
from twelfth.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(world: World, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(wiring, "now", lambda: world.now)
    return client_of(world)


def test_a_zone_that_was_worked_out_and_left_alone_was_not_told(client: Client, world: World) -> None:
    person = add_person(world.by, NewPerson(full_name="Otto Brandt", country="DE"), now=world.now)
    form = {"full_name": "Otto Brandt", "country": "JP", "zone": person.zone}
    assert client.post(reverse("person-edit", args=[person.pk]), form).status_code == 302
    person = Person.objects.get(pk=person.pk)
    assert (person.zone, person.zone_source) == ("Asia/Tokyo", "address")
    form["zone"] = "Europe/Lisbon"
    client.post(reverse("person-edit", args=[person.pk]), form)
    person = Person.objects.get(pk=person.pk)
    assert (person.zone, person.zone_source) == ("Europe/Lisbon", "told")


def test_a_retired_plan_is_offered_to_nobody(client: Client, world: World) -> None:
    person = world.person()
    running = world.followup(world.person("Ana Lobo"), "another matter")
    pages = [
        reverse("person", args=[person.pk]),
        reverse("contact-plan", args=[running.pk]),
        reverse("contact-moved", args=[running.pk]),
    ]
    assert all(b"Ten-day close" in client.get(page).content for page in pages)
    plan = world.by.workspace.cadence_set.get(key="ten-day-close")
    retire(world.by, plan, now=world.now)
    assert not any(b"Ten-day close" in client.get(page).content for page in pages)
