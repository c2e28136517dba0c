"""The pages on which people get their data."""

import io
import zipfile

import pytest
from django.test import Client

from tests.world import World, make_world

pytestmark = pytest.mark.django_db


def test_the_page_hands_it_over_and_only_to_ones_own(client: Client, world: World) -> None:
    person = world.person()
    client.force_login(world.member.user)
    assert "Export their data" in client.get(f"/people/{person.pk}/").content.decode()
    assert client.get(f"/people/{person.pk}/export/").status_code == 405
    response = client.post(f"/people/{person.pk}/export/")
    assert f"person-{person.pk}.zip" in response["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(b"".join(response))) as opened:
        assert "person.json" in opened.namelist()
    stranger = make_world("Elsewhere", "elsewhere@elsewhere.test")
    client.force_login(stranger.member.user)
    assert client.post(f"/people/{person.pk}/export/").status_code == 404
