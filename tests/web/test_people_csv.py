"""The people of a list as a file: all of them, those alone, and nothing that a spreadsheet would run."""

import csv
import io
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.flow.bulk import acting, colleague
from tests.web.test_walk import client_of
from tests.world import World, make_world
from twelfth.accounts.models import Event, Role
from twelfth.flow.opt_out import stop
from twelfth.people.actions import tag
from twelfth.people.custom.actions import define_field, fill
from twelfth.people.custom.kinds import Kind
from twelfth.people.models import Person
from twelfth.rules.terms import Channel

pytestmark = pytest.mark.django_db


def taken_out(client: Client, **asked: object) -> list[dict[str, str]]:
    response = client.post(reverse("people-csv"), {"of": "people", **asked})
    assert response.status_code == 200
    text = b"".join(response).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_everything_of_everybody(world: World) -> None:
    client, followup = client_of(world), world.followup()
    person = followup.person
    tag(world.by, person, "fair", now=world.now)
    field = define_field(world.by, "Shoe size", Kind.NUMBER, now=world.now)
    fill(world.by, person, {field: "39"}, now=world.now)
    other = world.person("=HYPERLINK(1) Evil", email="evil@x.test")
    stop(other, Channel.EMAIL, "told us", now=world.now)
    rows = {row["Full Name"]: row for row in taken_out(client)}
    assert len(rows) == 2
    ines = rows["Inês Carvalho"]
    assert "@ribeiro.test" in ines["Email"]
    assert ines["Phone"] == "'+351912555014"
    assert (ines["Tags"], ines["Shoe size"], ines["Email Opt Out"]) == ("fair", "39", "0")
    assert followup.next_day is not None
    assert ines["Next Step On"] == followup.next_day.isoformat()
    evil = rows["'=HYPERLINK(1) Evil"]
    assert evil["Email Opt Out"] == "1"
    assert Event.objects.filter(verb="people.listed").count() == 1


def test_what_is_filtered_or_ticked_alone(world: World) -> None:
    client = client_of(world)
    ana = world.person("Ana Um")
    world.person("Rui Dois")
    assert [row["Full Name"] for row in taken_out(client, q="rui")] == ["Rui Dois"]
    assert [row["Full Name"] for row in taken_out(client, id=[ana.pk])] == ["Ana Um"]
    assert len(taken_out(client)) == 2


def test_nobody_of_another_workspace(world: World) -> None:
    other = make_world("Other", "otto@other.test")
    stranger = other.person("Stranger One")
    world.person("Ana Um")
    client = client_of(world)
    assert [row["Full Name"] for row in taken_out(client)] == ["Ana Um"]
    assert taken_out(client, id=[stranger.pk]) == []


def test_who_may_not_take_data_out_gets_none(world: World) -> None:
    world.person("Ana Um")
    seller = colleague(world, role=Role.SELLER)
    client = client_of(replace(world, by=acting(seller)))
    response = client.post(reverse("people-csv"), {"of": "people"})
    assert response.status_code in {403, 404}
    assert not Event.objects.filter(verb="people.listed").exists()


def test_a_long_list_comes_in_batches(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(7):
        world.person(f"Ana Nº{number}")
    client = client_of(world)
    monkeypatch.setattr("twelfth.records.listed.BATCH", 3)
    with CaptureQueriesContext(connection) as seen:
        rows = taken_out(client)
    assert [row["Full Name"] for row in rows] == sorted(row["Full Name"] for row in rows)
    assert len(rows) == Person.objects.count() == 7
    assert len(seen) < 60
