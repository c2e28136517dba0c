"""The workspace's own fields in the settings, on a person's form and on their page."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.test_walk import client_of
from tests.world import World
from twelfth.accounts.models import Role
from twelfth.people.custom.actions import define_field
from twelfth.people.custom.kinds import Kind
from twelfth.people.models import CustomField, CustomValue, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(world: World) -> Client:
    return client_of(world)


def test_a_field_is_made_filled_in_and_shown(world: World, client: Client) -> None:
    new = {"label": "Tier", "of": "person", "kind": "several", "choices": "Gold\nSilver"}
    assert client.post(reverse("fields"), new).status_code == 302
    tier = CustomField.objects.get()
    person = world.person()
    edit = reverse("person-edit", args=[person.pk])
    assert "Silver" in client.get(edit).content.decode()
    typed = {"full_name": person.full_name, f"custom_{tier.pk}": ["Gold", "Silver"]}
    assert client.post(edit, typed).status_code == 302
    page = client.get(reverse("person", args=[person.pk])).content.decode()
    assert "Gold, Silver" in page
    assert client.get(edit).content.decode().count('" checked>') == 2


def test_a_wrong_value_is_told_and_keeps_nothing(world: World, client: Client) -> None:
    size = define_field(world.by, "Size", Kind.NUMBER, now=world.now)
    answer = client.post(reverse("person-add"), {"full_name": "Ana Lobo", f"custom_{size.pk}": "many"})
    assert answer.status_code == 422
    assert "is no number" in answer.content.decode()
    assert not Person.objects.filter(full_name="Ana Lobo").exists()
    answer = client.post(reverse("person-add"), {"full_name": "Ana Lobo", f"custom_{size.pk}": "1,200"})
    assert answer.status_code == 302
    assert CustomValue.objects.get().text == "1200"


def test_a_field_is_changed_removed_and_brought_back(world: World, client: Client) -> None:
    tier = define_field(world.by, "Tier", Kind.ONE, choices=["A"], now=world.now)
    page = reverse("field", args=[tier.pk])
    assert client.post(page, {"label": "Class", "choices": "A\nB"}).status_code == 302
    assert client.post(page, {"label": "Class", "choices": ""}).status_code == 422
    assert "Class" in client.get(reverse("fields")).content.decode()
    assert client.post(reverse("field-remove", args=[tier.pk])).status_code == 302
    client.get(reverse("people"))  # which tells that it is gone
    assert "Class" not in client.get(reverse("person-add")).content.decode()
    assert client.post(reverse("field-restore", args=[tier.pk])).status_code == 302
    assert "Class" in client.get(reverse("person-add")).content.decode()


def test_a_seller_sees_the_fields_and_makes_none(world: World) -> None:
    world.member.role = Role.SELLER
    world.member.save()
    client = client_of(world)
    assert "A new field" not in client.get(reverse("fields")).content.decode()
    new = {"label": "Tier", "of": "person", "kind": "text"}
    assert client.post(reverse("fields"), new).status_code == 403
    assert not CustomField.objects.exists()
