"""What we know of somebody, corrected and removed."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.test_walk import client_of
from tests.world import World
from twelfth.accounts.models import Event
from twelfth.people.actions import remember
from twelfth.people.models import Remark

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(world: World) -> Client:
    return client_of(world)


@pytest.fixture
def remark(world: World) -> Remark:
    said = "Month end takes two weeks."
    return remember(
        world.by, world.person(), "said", said, where="the fair", on=world.now.date(), now=world.now
    )


def test_it_is_corrected_and_keeps_when_it_was_learnt(client: Client, world: World, remark: Remark) -> None:
    url = reverse("remark-edit", args=[remark.pk])
    assert b"Month end takes two weeks." in client.get(url).content
    assert (
        client.post(url, {"kind": "said", "text": "It takes three.", "where": "the fair"}).status_code == 302
    )
    remark.refresh_from_db()
    assert (remark.text, remark.learnt_on, remark.by) == ("It takes three.", world.now.date(), world.member)


def test_without_words_nothing_is_changed(client: Client, remark: Remark) -> None:
    events = Event.objects.count()
    url = reverse("remark-edit", args=[remark.pk])
    assert client.post(url, {"kind": "said", "text": " "}).status_code == 422
    remark.refresh_from_db()
    assert remark.text == "Month end takes two weeks."
    assert Event.objects.count() == events


def test_it_is_removed(client: Client, remark: Remark) -> None:
    client.post(reverse("remark-edit", args=[remark.pk]), {"remove": "1"})
    assert not Remark.objects.exists()
    assert Event.objects.filter(verb="remark.removed").count() == 1
