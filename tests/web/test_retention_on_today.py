"""Today says how many people are kept for longer than the workspace wants to keep anybody."""

import pytest
from django.urls import reverse

from tests.web.test_walk import client_of, queries_of
from tests.world import World
from twelfth import wiring
from twelfth.accounts.models import Role
from twelfth.jobs import housekeeping
from twelfth.records.keeping.actions import save_retention

pytestmark = pytest.mark.django_db


def test_today_says_whose_time_is_over_to_whoever_may_erase(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "now", lambda: world.now)
    world.person()
    save_retention(world.by, people_months=12, letters_months=None, files_days=None, now=world.now)
    client, said = client_of(world), b"for longer than you wanted"
    housekeeping.tidy(world.wiring)
    assert said not in client.get("/").content, "not before the rule begins"
    world.later(days=700)
    before = queries_of(lambda: client.get("/"))
    housekeeping.tidy(world.wiring)
    assert said in client.get("/").content
    assert queries_of(lambda: client.get("/")) == before
    assert client.post(reverse("data-later")).status_code == 302
    assert said not in client.get("/").content
    world.later(days=7)
    assert said in client.get("/").content
    world.member.role = Role.SELLER
    world.member.save(update_fields=["role"])
    assert said not in client.get("/").content
    assert queries_of(lambda: client.get("/")) < before
