"""Conditions above the list of people: rows of controls, a sentence, an address that can be passed on."""

from collections.abc import Mapping

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.test_walk import client_of, queries_of
from tests.world import World
from twelfth.background.models import Job
from twelfth.people.actions import tag
from twelfth.people.models import Person

pytestmark = pytest.mark.django_db

CITY = {"f": "city", "o": "is", "v": "Lisbon", "j": "and"}


@pytest.fixture
def client(world: World) -> Client:
    Person.objects.filter(pk=world.person("Ana Lobo").pk).update(city="Lisbon")
    tag(world.by, world.person("Ben Keller", email="b@keller.test"), "VIP", now=world.now)
    world.person("Eva Adler", email="e@adler.test")
    return client_of(world)


def shown(client: Client, data: Mapping[str, str | list[str]]) -> str:
    response = client.get(reverse("people"), data)
    assert response.status_code == 200
    return str(response.content.decode())


def test_a_condition_narrows_the_list_and_is_said(client: Client) -> None:
    page = shown(client, CITY)
    assert "City is “Lisbon”." in page
    assert "Ana Lobo" in page
    assert "Ben Keller" not in page


def test_an_alternative_widens_it(client: Client) -> None:
    either = {"f": ["city", "tag"], "o": ["is", "is"], "v": ["Lisbon", "VIP"], "j": ["and", "or"]}
    page = shown(client, either)
    assert "City is “Lisbon” or tag is “VIP”." in page
    assert "Ana Lobo" in page
    assert "Ben Keller" in page
    assert "Eva Adler" not in page
    both = shown(client, {**either, "j": ["and", "and"]})
    assert "Nobody is found" in both


def test_a_row_without_its_value_waits(client: Client) -> None:
    """Without JavaScript: choose a field, find, fill in the row, find."""
    page = shown(client, {"add": "birthday"})
    assert "Birthday: how it is compared" in page
    assert "Eva Adler" in page
    assert (
        "Birthday"
        not in shown(client, {"f": "birthday", "o": "next", "v": "", "j": "and", "drop": "0"}).split(
            "<optgroup"
        )[0]
    )


def test_what_cannot_be_read_finds_nobody(client: Client) -> None:
    for wrong in ({"f": "custom:gone", "o": "is", "v": "1"}, {"f": "city", "o": "near", "v": "1"}):
        page = shown(client, {**wrong, "j": "and"})
        assert "Nobody is found" in page
        assert "Ana Lobo" not in page


def test_the_address_that_is_kept_says_only_what_is_asked(client: Client) -> None:
    told = {**CITY, "q": "", "owner": "", "add": "tag"}
    answer = client.get(reverse("people"), told, headers={"HX-Request": "true"})
    assert answer.headers["HX-Push-Url"] == "/people/?f=city&o=is&v=Lisbon&j=and"
    answer = client.get(reverse("people-conditions"), told, headers={"HX-Request": "true"})
    assert "Tag: which" in answer.content.decode()
    assert "conditions" in answer.headers["HX-Trigger-After-Settle"]


def test_a_button_that_has_the_focus_takes_nothing_out(client: Client) -> None:
    """htmx sends it along with the list; a click on it asks for the conditions, and without JavaScript for the page."""
    told = {**CITY, "drop": "0"}
    listed = client.get(reverse("people"), told, headers={"HX-Request": "true"})
    assert listed.headers["HX-Push-Url"] == "/people/?f=city&o=is&v=Lisbon&j=and"
    assert "Eva Adler" not in listed.content.decode()
    assert "Eva Adler" in shown(client, told)
    answer = client.get(reverse("people-conditions"), told, headers={"HX-Request": "true"})
    assert "City: what" not in answer.content.decode()


def test_what_is_done_to_many_is_done_to_those_who_match(world: World, client: Client) -> None:
    assert 'name="f" value="city"' in shown(client, CITY)
    answer = client.post(reverse("bulk-draft"), {**CITY, "of": "people", "verb": "enrol"})
    assert answer.status_code == 302
    assert Job.objects.get().title == "Start a plan with 1 person"


def test_a_longer_list_of_conditions_costs_few_queries(client: Client) -> None:
    many = {"f": ["city"] * 8, "o": ["has"] * 8, "v": ["Lis"] * 8, "j": ["and"] * 8}
    few = queries_of(lambda: client.get(reverse("people"), CITY))
    assert queries_of(lambda: client.get(reverse("people"), many)) == few <= 24
