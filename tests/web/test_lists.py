"""Saved lists: kept under a name, opened with their filter, changed, shared, removed and brought back."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.flow.bulk import colleague
from tests.web.test_walk import client_of
from tests.world import World
from twelfth.accounts.models import Member
from twelfth.people.models import Person, SavedList

pytestmark = pytest.mark.django_db

CITY = {"f": "city", "o": "is", "v": "Lisbon", "j": "and"}


@pytest.fixture
def client(world: World) -> Client:
    Person.objects.filter(pk=world.person("Ana Lobo").pk).update(city="Lisbon")
    world.person("Eva Adler", email="e@adler.test")
    return client_of(world)


def saved(client: Client, **more: str) -> SavedList:
    assert (
        client.post(reverse("lists-save"), {**CITY, "q": "ana", "name": "Lisbon", **more}).status_code == 302
    )
    return SavedList.objects.get(name="Lisbon")


def page(client: Client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_list_is_saved_and_opens_with_its_filter(client: Client) -> None:
    assert "Save as a list" not in page(client, reverse("people"))
    assert "Save as a list" in page(client, "/people/?q=ana")
    row = saved(client)
    opened = client.get(reverse("list", args=[row.pk]))
    address = f"/people/?list={row.pk}&q=ana&f=city&o=is&v=Lisbon&j=and"
    assert opened.headers["Location"] == address
    text = page(client, address)
    assert "Ana Lobo" in text
    assert "Eva Adler" not in text
    assert "is changed" not in text
    assert client.get(reverse("list-count", args=[row.pk])).content == b"1"


def test_a_list_that_is_altered_is_saved_or_left(client: Client) -> None:
    row = saved(client)
    assert "“Lisbon” is changed" in page(client, f"/people/?list={row.pk}&q=eva")
    assert client.post(reverse("list-update", args=[row.pk]), {"q": "eva"}).status_code == 302
    assert "Eva Adler" in page(client, reverse("list", args=[row.pk]))


def test_a_list_of_ones_own_is_nobody_elses(world: World, client: Client) -> None:
    theirs = _client(world, colleague(world, "Rui Colleague"))
    row = saved(client)
    assert theirs.get(reverse("list", args=[row.pk])).status_code == 404
    assert "Lisbon" not in page(theirs, reverse("lists"))
    client.post(reverse("list-edit", args=[row.pk]), {"name": "Lisbon", "shared": "on"})
    assert "Lisbon" in page(theirs, reverse("lists"))


def test_a_shared_list_is_changed_by_its_owner_or_a_manager(world: World, client: Client) -> None:
    theirs = _client(world, colleague(world, "Rui Colleague"))
    row = saved(client, shared="on")
    for name, data in (("list-update", {"q": "x"}), ("list-edit", {"name": "Mine"}), ("list-remove", {})):
        theirs.post(reverse(name, args=[row.pk]), data)
    kept = SavedList.objects.get()
    assert (kept.name, kept.filter, kept.removed_at) == ("Lisbon", row.filter, None)


def test_a_removed_list_comes_back(client: Client) -> None:
    row = saved(client)
    client.post(reverse("list-remove", args=[row.pk]))
    assert client.get(reverse("list", args=[row.pk])).status_code == 404
    assert client.post(reverse("list-restore", args=[row.pk])).status_code == 302
    assert client.get(reverse("list", args=[row.pk])).status_code == 302


def test_lists_have_an_order(client: Client) -> None:
    first = saved(client)
    client.post(reverse("lists-save"), {"q": "eva", "name": "Evas"})
    second = SavedList.objects.get(name="Evas")
    for _ in range(2):
        client.post(reverse("list-up", args=[second.pk]))
    text = page(client, reverse("lists"))
    assert text.index("Evas") < text.index(first.name)


def test_a_list_needs_a_name(client: Client) -> None:
    client.post(reverse("lists-save"), {"q": "ana", "name": " "})
    assert not SavedList.objects.exists()


def _client(world: World, member: Member) -> Client:
    client = Client()
    client.force_login(member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
