"""The pages on which people get their data."""

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from tests.world import World, make_world
from twelfth.accounts.models import Role
from twelfth.background.models import Job, JobFile
from twelfth.jobs import housekeeping
from twelfth.jobs.long_work import do_one
from twelfth.people.models import Person
from twelfth.records.models import Retention

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


def test_erasing_says_what_goes_and_wants_the_name(client: Client, world: World) -> None:
    person = world.person()
    client.force_login(world.member.user)
    page = f"/people/{person.pk}/erase/"
    assert "cannot be undone" in client.get(page).content.decode()
    assert client.post(page, {"typed": "Somebody"}).status_code == 422
    assert not Job.objects.exists()
    response = client.post(page, {"typed": "Inês  Carvalho", "leave_alone": "on"})
    assert response.headers["Location"] == reverse("job", args=[Job.objects.get().pk])
    assert do_one("worker", world.wiring)
    assert "They are erased" in client.get(response.headers["Location"]).content.decode()
    assert client.get(f"/people/{person.pk}/").status_code == 404
    assert (
        "only a fingerprint is kept" in client.get("/settings/do-not-contact/", follow=True).content.decode()
    )


def test_a_seller_is_not_offered_to_erase(client: Client, world: World) -> None:
    person = world.person()
    world.member.role = Role.SELLER
    world.member.save()
    client.force_login(world.member.user)
    assert "Erase them" not in client.get(f"/people/{person.pk}/").content.decode()
    assert client.get(f"/people/{person.pk}/erase/").status_code == 403


def test_the_whole_workspace_is_taken_out_and_downloaded(client: Client, world: World) -> None:
    world.person()
    client.force_login(world.member.user)
    assert "Export the workspace" in client.get("/settings/data/").content.decode()
    page = client.post("/settings/data/export/").headers["Location"]
    file = f"/settings/data/{Job.objects.get().pk}/file/"
    assert client.get(file).status_code == 404
    assert do_one("worker", world.wiring)
    assert file in client.get(page).content.decode()
    assert "Download" in client.get("/settings/data/").content.decode()
    response = client.get(file)
    content = b"".join(response)
    assert int(response.headers["Content-Length"]) == len(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "manifest.json" in archive.namelist()
    stranger = make_world("Elsewhere", "elsewhere@elsewhere.test")
    client.force_login(stranger.member.user)
    assert client.get(file).status_code == 404


def test_a_file_that_was_taken_out_is_deleted_after_a_week(client: Client, world: World) -> None:
    client.force_login(world.member.user)
    client.post("/settings/data/export/")
    do_one("worker", world.wiring)
    housekeeping.tidy(world.wiring)
    assert JobFile.objects.exists()
    world.later(days=8)
    housekeeping.tidy(world.wiring)
    assert not JobFile.objects.exists()
    assert client.get(f"/settings/data/{Job.objects.get().pk}/file/").status_code == 404


@pytest.mark.parametrize("role", [Role.SELLER, Role.VIEWER])
def test_whoever_may_not_take_it_out_sees_nothing_of_it(client: Client, world: World, role: Role) -> None:
    client.force_login(world.member.user)
    client.post("/settings/data/export/")
    do_one("worker", world.wiring)
    world.member.role = role
    world.member.save()
    assert client.get("/settings/data/").status_code == 403
    assert client.post("/settings/data/export/").status_code == 403
    assert client.get(f"/settings/data/{Job.objects.get().pk}/file/").status_code == 403
    assert Job.objects.count() == 1


def test_a_rule_is_looked_at_before_it_is_saved(client: Client, world: World) -> None:
    world.person("Quiet One", email="q@q.test")
    Person.objects.update(created_at=world.now.replace(year=2010))
    client.force_login(world.member.user)
    asked = {"people_months": "12", "letters_months": "24"}
    looked = client.post("/settings/data/", {**asked, "look": "1"}).content.decode()
    assert "It would touch 1 person" in looked
    assert not Retention.objects.exists()
    assert client.post("/settings/data/", {"people_months": "0"}).status_code == 422
    client.post("/settings/data/", asked)
    rule = Retention.objects.get()
    assert (rule.people_months, rule.letters_months, rule.files_days) == (12, 24, None)
    assert "Quiet One" in client.get("/settings/data/").content.decode()
