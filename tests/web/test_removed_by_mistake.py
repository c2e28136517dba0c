"""What was removed from a person's page by mistake comes back as it was, once, and to nobody else."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.test_walk import client_of
from tests.world import World, make_world
from twelfth.people.actions import remember
from twelfth.people.models import Relation, Remark, Tie
from twelfth.people.relations.actions import relate

pytestmark = pytest.mark.django_db


def removed(client: Client, address: str) -> str:
    """Where its undo is posted to."""
    client.post(address, {"remove": "1"})
    text = client.get("/people/").content.decode()
    found = re.search(r'action="([^"]*restore[^"]*)"', text)
    assert found is not None
    return found[1].replace("&amp;", "&")


def test_a_remark(world: World) -> None:
    client, person = client_of(world), world.person()
    remember(
        world.by, person, Remark.SAID, "Closes too late", where="fair", on=date(2026, 5, 1), now=world.now
    )
    kept = list(Remark.objects.values("kind", "text", "where", "learnt_on"))
    undo = removed(client, reverse("remark-edit", args=[Remark.objects.get().pk]))
    assert not Remark.objects.exists()
    for _ in range(2):
        assert client.post(undo).status_code == 302
    assert list(Remark.objects.values("kind", "text", "where", "learnt_on")) == kept


def test_a_relation(world: World) -> None:
    client, ana, rui = client_of(world), world.person("Ana Um"), world.person("Rui Dois")
    relate(
        world.by, ana, Tie.REPORTS_TO, rui, note="since May", where="call", on=date(2026, 5, 1), now=world.now
    )
    kept = list(Relation.objects.values("person", "other", "kind", "note", "where", "learnt_on"))
    undo = removed(client, reverse("relation-remove", args=[Relation.objects.get().pk]))
    assert not Relation.objects.exists()
    for _ in range(2):
        assert client.post(undo).status_code == 302
    assert list(Relation.objects.values("person", "other", "kind", "note", "where", "learnt_on")) == kept


def test_it_comes_back_to_nobody_else(world: World) -> None:
    client, person, other = client_of(world), world.person("Ana Um"), world.person("Rui Dois")
    remember(world.by, person, Remark.SAID, "Closes too late", where="", on=None, now=world.now)
    undo = removed(client, reverse("remark-edit", args=[Remark.objects.get().pk]))
    elsewhere = undo.replace(f"/{person.pk}/", f"/{other.pk}/", 1)
    assert client.post(elsewhere).status_code == 404
    stranger = client_of(make_world("Other", "otto@other.test"))
    assert stranger.post(undo).status_code == 404
    assert not Remark.objects.exists()
