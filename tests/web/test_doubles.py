"""The pages of doubles: decided one after the other with two keys, and taken back."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.world import World
from twelfth.background.models import Job
from twelfth.jobs.long_work import do_one
from twelfth.people.models import Person
from twelfth.records.doubles.actions import search
from twelfth.records.merging.actions import merge_people
from twelfth.records.models import Double, Merge


@pytest.fixture
def client(world: World, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("twelfth.wiring.now", lambda: world.now)
    client = Client()
    client.force_login(world.member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def look(world: World) -> None:
    search(world.by, now=world.now)
    assert do_one("a:1:x", world.wiring)
    world.later(days=1)


def twice(world: World, name: str = "Inês Carvalho", phone: str = "+351912555014") -> tuple[Person, Person]:
    one = world.person(name, email="ines@ribeiro.test", phone=phone)
    return one, world.person(name, email="i@acme.test", phone=phone)


def test_an_empty_list_says_what_comes_onto_it(world: World, client: Client) -> None:
    assert "Nobody has looked yet." in text(client, reverse("doubles"))
    world.person()
    response = client.post(reverse("doubles-look"))
    assert response.headers["Location"] == reverse("job", args=[Job.objects.get().pk])
    assert "A search is going on." in text(client, reverse("doubles"))
    assert do_one("a:1:x", world.wiring)
    assert "Nobody seems to be here twice." in text(client, reverse("doubles"))


def test_one_goes_from_pair_to_pair_and_takes_back(world: World, client: Client) -> None:
    one, other = twice(world)
    third, fourth = twice(world, "Rui Sá", "+351912555099")
    look(world)
    first, second = Double.objects.order_by("-weight", "pk")
    page = text(client, reverse("double", args=[first.pk]))
    assert "The same telephone number" in page
    assert "Different e-mail addresses" in page
    response = client.post(
        reverse("person-merge", args=[first.first_id]), {"with": first.second_id, "following": second.pk}
    )
    assert response.headers["Location"] == reverse("double", args=[second.pk])
    assert Person.objects.count() == 3
    response = client.post(reverse("double-apart", args=[second.pk]), {"following": ""})
    assert response.headers["Location"] == reverse("doubles")
    second.refresh_from_db()
    assert second.state == Double.NOT_SAME
    assert third.full_name in text(client, reverse("doubles-apart"))
    merge = Merge.objects.get()
    assert "Take apart" in text(client, reverse("doubles-merged"))
    response = client.post(reverse("merge-part", args=[merge.pk]))
    assert response.headers["Location"] == reverse("person", args=[merge.gone])
    assert set(Person.objects.all()) == {one, other, third, fourth}
    client.post(reverse("double-ask-again", args=[second.pk]))
    second.refresh_from_db()
    assert second.state == Double.OPEN


def test_a_value_is_chosen_field_by_field(world: World, client: Client) -> None:
    one, other = twice(world)
    Person.objects.filter(pk=one.pk).update(title="Head", city="Porto")
    Person.objects.filter(pk=other.pk).update(title="Chief", city="Lisboa")
    page = text(client, reverse("person-merge", args=[one.pk]) + f"?with={other.pk}")
    assert 'name="title" value="gone"' in page
    client.post(reverse("person-merge", args=[one.pk]), {"with": other.pk, "title": "gone", "city": "kept"})
    one.refresh_from_db()
    assert (one.title, one.city) == ("Chief", "Porto")


def test_an_old_address_leads_to_who_they_are_now(world: World, client: Client) -> None:
    one, other = twice(world)
    merge_people(world.by, one, other, now=world.now)
    response = client.get(reverse("person", args=[other.pk]))
    assert response.headers["Location"] == reverse("person", args=[one.pk])


def test_what_cannot_be_merged_says_why(world: World, client: Client) -> None:
    one, _ = twice(world)
    response = client.post(reverse("person-merge", args=[one.pk]), {"with": one.pk}, follow=True)
    assert "Choose two different ones." in response.content.decode()
    assert Person.objects.count() == 2


def test_the_other_entry_is_looked_for(world: World, client: Client) -> None:
    one, other = twice(world)
    page = text(client, reverse("person-merge", args=[one.pk]) + "?q=carvalho")
    assert f"?with={other.pk}" in page
    assert f"?with={one.pk}" not in page


def test_somebody_who_may_be_here_is_not_typed_in_twice_unawares(world: World, client: Client) -> None:
    one, _ = twice(world)
    look(world)
    typed = {"full_name": "Ines Carvalho", "company": "Ribeiro", "phone": "+351912555014"}
    response = client.post(reverse("person-add"), typed)
    assert response.status_code == 422
    page = response.content.decode()
    assert reverse("person", args=[one.pk]) in page
    assert Person.objects.count() == 2, "Nothing was added."
    client.post(reverse("person-add"), {**typed, "anyway": "1"})
    assert Person.objects.count() == 3
    client.post(reverse("person-add"), {"full_name": "Somebody Else"})
    assert Person.objects.count() == 4, "Whom nobody is like comes in without a question."


def test_a_persons_page_says_that_they_may_be_here_twice(world: World, client: Client) -> None:
    one, _ = twice(world)
    look(world)
    assert "may be the same person" in text(client, reverse("person", args=[one.pk]))


def test_the_list_asks_as_many_questions_for_many_as_for_few(world: World, client: Client) -> None:
    twice(world)
    look(world)
    client.get(reverse("doubles"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("doubles"))
    for number in range(5):
        twice(world, f"Name{number} Family{number}", f"+3519125550{number}1")
    look(world)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("doubles"))
    assert Double.objects.count() > 5
    assert len(many) == len(few)
