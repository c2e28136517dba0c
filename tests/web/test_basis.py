"""Why we may contact somebody: stated, shown, kept."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.test_walk import client_of
from tests.world import World
from twelfth import wiring
from twelfth.accounts.models import Event
from twelfth.people.models import LawfulBasis

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(world: World, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(wiring, "now", lambda: world.now)
    return client_of(world)


def test_the_newest_is_shown_and_those_before_are_kept(client: Client, world: World) -> None:
    person = world.person()
    url, page = (reverse(name, args=[person.pk]) for name in ("person-basis", "person"))
    assert "Not stated yet" in client.get(page).content.decode()
    assert client.post(url, {"kind": "interest", "note": "Same trade."}).status_code == 302
    world.later(days=1)
    consent = {"kind": "consent", "note": "Write to me.", "where": "the fair", "on": "2026-05-04"}
    assert client.post(url, consent).status_code == 302
    shown = client.get(page).content.decode()
    assert "They agreed to it: the fair, 4 May 2026" in shown
    assert "Same trade." not in shown
    assert LawfulBasis.objects.count() == 2
    assert not any("Write" in str(event.data) for event in Event.objects.filter(verb="person.basis_stated"))


def test_consent_without_its_wording_is_not_kept(client: Client, world: World) -> None:
    person = world.person()
    response = client.post(
        reverse("person-basis", args=[person.pk]), {"kind": "consent", "where": "the fair"}
    )
    assert response.status_code == 422
    assert "you may have to show it" in response.content.decode()
    assert not LawfulBasis.objects.exists()
