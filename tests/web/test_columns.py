"""The columns of the list of people: chosen, remembered, filled in one go, and taken out as a file."""

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.flow.bulk import acting, colleague
from tests.web.test_walk import client_of
from tests.world import World, make_world
from twelfth.people.actions import tag
from twelfth.people.custom.actions import define_field, fill, remove_field
from twelfth.people.custom.kinds import Kind
from twelfth.people.lists.actions import TooManyColumns, choose_columns, save_list
from twelfth.people.lists.columns import USUAL
from twelfth.people.lists.queries import column_keys
from twelfth.people.models import CustomField, ListColumns, Person, SavedList

pytestmark = pytest.mark.django_db

ALL = ["company", "owner", "city", "country", "tags", "source", "custom:tier", "company_custom:size", "last"]


@pytest.fixture
def client(world: World) -> Client:
    return client_of(world)


@pytest.fixture
def ines(world: World) -> Person:
    tier = define_field(world.by, "Tier", Kind.SEVERAL, choices=["Gold", "Silver"], now=world.now)
    size = define_field(world.by, "Size", Kind.NUMBER, of=CustomField.COMPANY, now=world.now)
    person = world.person()
    fill(world.by, person, {tier: "Gold;Silver"}, now=world.now)
    assert person.company is not None
    fill(world.by, person.company, {size: "14"}, now=world.now)
    tag(world.by, person, "fair", now=world.now)
    Person.objects.filter(pk=person.pk).update(owner=world.member, city="Lisbon", source="the fair")
    return person


def heads(client: Client, address: str = "/people/") -> list[str]:
    return [column.label for column in client.get(address).context["columns"]]


def cells(client: Client, address: str = "/people/") -> dict[str, str]:
    [[_, shown, *_]] = client.get(address).context["people"]
    return {cell.column.label: cell.text for cell in shown}


def test_they_are_as_usual_until_somebody_chooses(world: World, client: Client, ines: Person) -> None:
    assert heads(client) == ["Company", "So far", "Last contact", "Next"]
    answer = client.post(reverse("people-columns"), {"column": [*ALL, "nonsense"], "query": "q=in"})
    assert answer.headers["Location"] == "/people/?q=in"
    assert cells(client) == {
        "Company": "Ribeiro & Filhos", "Owner": "Clara Duarte", "City": "Lisbon", "Country": "Portugal",
        "Tags": "fair", "Source": "the fair", "Tier": "Gold, Silver", "Size (company)": "14", "Last contact": "",
    }  # fmt: skip
    assert "Gold, Silver" in client.get("/people/").content.decode()
    assert client.post(reverse("people-columns"), {"usual": "yes"}).status_code == 302
    assert heads(client) == ["Company", "So far", "Last contact", "Next"]
    assert not ListColumns.objects.exists()


def test_each_member_has_their_own(world: World, client: Client, ines: Person) -> None:
    rui = acting(colleague(world, "Rui Colleague"))
    choose_columns(world.by, ["owner"], now=world.now)
    choose_columns(rui, [], now=world.now)
    assert (column_keys(world.by), column_keys(rui)) == (("owner",), ())
    assert column_keys(make_world("Other", email="x@other.test").by) == USUAL
    assert heads(client) == ["Owner"]


def test_a_saved_list_keeps_those_it_was_saved_with(world: World, client: Client, ines: Person) -> None:
    client.post(reverse("people-columns"), {"column": ["custom:tier"]})
    client.post(reverse("lists-save"), {"q": "ines", "name": "Mine", "shared": "on"})
    row = SavedList.objects.get()
    client.post(reverse("people-columns"), {"column": ["owner"]})
    assert heads(client, f"/people/?list={row.pk}&q=ines") == ["Tier"]
    assert heads(client) == ["Owner"]
    rui = acting(colleague(world, "Rui Colleague"))
    assert column_keys(rui, row) == ("custom:tier",)
    choose_columns(rui, ["city"], on=row, now=world.now)
    assert column_keys(rui, row) == ("city",)
    assert column_keys(world.by, row) == ("custom:tier",)
    client.post(reverse("people-columns"), {"usual": "yes", "list": row.pk})
    assert column_keys(world.by, row) == ("owner",)


def test_nobody_chooses_for_a_list_that_they_do_not_see(world: World, client: Client) -> None:
    other = make_world("Other", email="x@other.test")
    foreign = save_list(other.by, "Theirs", {"of": "people.person"}, is_shared=True, now=other.now)
    answer = client.post(reverse("people-columns"), {"column": ["owner"], "list": foreign.pk})
    assert answer.status_code == 404
    assert not ListColumns.objects.exists()


def test_more_than_fit_are_refused_and_a_removed_field_is_left_out(
    world: World, client: Client, ines: Person
) -> None:
    choose_columns(world.by, ["owner", "custom:tier"], now=world.now)
    for number in range(13):
        define_field(world.by, f"Field {number}", Kind.TEXT, now=world.now)
    many = [f"custom:field_{number}" for number in range(13)]
    with pytest.raises(TooManyColumns):
        choose_columns(world.by, many, now=world.now)
    answer = client.post(reverse("people-columns"), {"column": many}, follow=True)
    assert "More than twelve columns" in answer.content.decode()
    remove_field(world.by, CustomField.objects.get(key="tier"), now=world.now)
    assert heads(client) == ["Owner"]


def test_a_page_of_many_asks_as_often_as_one_of_two(world: World, client: Client, ines: Person) -> None:
    choose_columns(world.by, [*ALL, "so_far", "next"], now=world.now)
    world.followup(world.person("Ben Keller", email="b@keller.test"))
    client.get("/people/")
    with CaptureQueriesContext(connection) as two:
        client.get("/people/")
    for number in range(12):
        world.followup(world.person(f"Person{number} Test", email=f"p{number}@house{number}.test"))
    with CaptureQueriesContext(connection) as many:
        client.get("/people/")
    assert len(many) == len(two)


def test_the_file_has_the_same_columns_or_all(world: World, client: Client, ines: Person) -> None:
    choose_columns(world.by, ALL, now=world.now)
    shown = client.get("/people/").content.decode()
    assert "These columns as a file" in shown
    keys = client.get("/people/").context["column_keys"]
    [row] = _taken_out(client, columns=keys)
    assert row == {
        "Id": str(ines.pk), "Full Name": "Inês Carvalho", "Company": "Ribeiro & Filhos", "Owner": "Clara Duarte",
        "City": "Lisbon", "Country": "PT", "Tags": "fair", "Source": "the fair", "Tier": "Gold; Silver",
        "Company: Size": "14", "Last Contact": "",
    }  # fmt: skip
    assert list(row)[2] == "Company"
    [everything] = _taken_out(client)
    assert everything.items() >= row.items()
    assert "Email" in everything


def _taken_out(client: Client, **asked: str) -> list[dict[str, str]]:
    answer = client.post(reverse("people-csv"), {"of": "people", **asked})
    text = b"".join(answer).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))
