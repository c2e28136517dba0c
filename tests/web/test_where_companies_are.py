"""A company's address, and the company that it is a part of: never of itself, nor of one of its own parts."""

import pytest
from django.urls import reverse

from tests.web.test_walk import client_of
from tests.world import World, make_world
from twelfth.people.companies.actions import Address, InACircle, NoSuchCompany, place_company
from twelfth.people.models import Company

pytestmark = pytest.mark.django_db


def company(world: World, name: str) -> Company:
    return Company.objects.create(
        workspace=world.by.workspace, name=name, match_key=name.lower(), created_at=world.now
    )


def under(world: World, part: Company, name: str) -> None:
    place_company(world.by, part, Address(), part_of=name, now=world.now)


def test_an_address_and_what_it_is_a_part_of(world: World) -> None:
    group, works = company(world, "Oak Group"), company(world, "Oak Works")
    address = Address(street="Rua Augusta 1", city="Lisboa", postcode="1100-048", country="PT")
    place_company(world.by, works, address, part_of="oak group", now=world.now)
    works.refresh_from_db()
    assert (works.parent, works.city, works.country) == (group, "Lisboa", "PT")
    client = client_of(world)
    page = client.get(reverse("company", args=[works.pk])).content.decode()
    assert "part of" in page
    assert "1100-048 Lisboa" in page
    assert "Oak Works" in client.get(reverse("company", args=[group.pk])).content.decode()


def test_no_circle_however_long(world: World) -> None:
    first, second, third = (company(world, name) for name in ("First", "Second", "Third"))
    under(world, second, "First")
    under(world, third, "Second")
    for part, name in ((first, "Third"), (first, "Second"), (first, "First")):
        with pytest.raises(InACircle):
            under(world, part, name)
    first.refresh_from_db()
    assert first.parent is None


def test_a_name_that_nobody_has_here(world: World) -> None:
    make_world("Other", "otto@other.test").by.workspace.company_set.create(
        name="Theirs", match_key="theirs", created_at=world.now
    )
    mine = company(world, "Mine")
    for name in ("Nowhere", "Theirs"):
        with pytest.raises(NoSuchCompany):
            under(world, mine, name)


def test_what_is_wrong_is_said_and_nothing_is_stored(world: World) -> None:
    mine = company(world, "Mine")
    data = {"name": "Renamed", "city": "Porto", "part_of": "Nowhere"}
    response = client_of(world).post(reverse("company-edit", args=[mine.pk]), data)
    assert response.status_code == 422
    assert "There is no company called Nowhere" in response.content.decode()
    mine.refresh_from_db()
    assert (mine.name, mine.city) == ("Mine", "")
    data["part_of"] = ""
    assert client_of(world).post(reverse("company-edit", args=[mine.pk]), data).status_code == 302
    mine.refresh_from_db()
    assert (mine.name, mine.city) == ("Renamed", "Porto")
