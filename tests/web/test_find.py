"""One box over everything: grouped, marked, forgiving, and of one workspace alone."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.test_walk import client_of, queries_of
from tests.world import World, make_world
from twelfth.accounts.models import Role
from twelfth.deals.models import Deal
from twelfth.flow import act
from twelfth.people.actions import remember
from twelfth.people.models import Remark
from twelfth.promises.actions import NewPromise, make_promise
from twelfth.rules.terms import Channel, Outcome, Party
from twelfth.web.system.find import around, marked

pytestmark = pytest.mark.django_db


def fill(world: World) -> None:
    ana = world.person("Ana Müller")
    followup = world.followup(ana)
    logged = act.Logged(
        channel=Channel.PHONE, outcome=Outcome.TALKED, number=1, note="wants the oak staircase"
    )
    act.log_contact(world.by, followup, logged, now=world.now)
    remember(world.by, ana, Remark.INTEREST, "collects oak chairs", where="fair", on=None, now=world.now)
    Deal.objects.create(workspace=world.by.workspace, title="Oak floor", person=ana, created_at=world.now)
    new = NewPromise(party=Party.US, text="Send oak samples", day=world.now.date(), zone="Europe/Lisbon")
    make_promise(world.by, world.member, ana, new, followup=followup, touch=None, now=world.now)


@pytest.fixture
def client(world: World) -> Client:
    fill(make_world("Other", email="x@other.test"))
    return client_of(world)


def found(client: Client, text: str) -> str:
    answer = client.get(reverse("palette"), {"q": text}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_all_kinds_are_found_and_marked(world: World, client: Client) -> None:
    fill(world)
    page = found(client, "oak")
    for words in (
        "<mark>Oak</mark> floor",
        "the <mark>oak</mark> staircase",
        "collects <mark>oak</mark>",
        "Send <mark>oak</mark> samples",
    ):
        assert words in page, words
    assert page.count("staircase") == 1, "another workspace's"


@pytest.mark.parametrize("text", ["muler", "Mueler", "ribiero"])
def test_a_misspelt_name_or_company_is_found(world: World, client: Client, text: str) -> None:
    fill(world)
    assert "Müller" in found(client, text)
    if text == "ribiero":
        assert 'aria-label="Companies"' in found(client, text)


def test_another_workspace_is_not_found(client: Client) -> None:
    page = found(client, "oak")
    assert "Nothing found" in page


def test_nothing_typed_shows_whom_one_was_in_touch_with(world: World, client: Client) -> None:
    fill(world)
    page = found(client, "")
    assert "Lately" in page
    assert "Ana Müller" in page
    assert "Add a person" in page


def test_pages_and_things_to_do_are_found(world: World, client: Client) -> None:
    assert reverse("suppressions") in found(client, "do not")
    assert reverse("person-add") in found(client, "add")
    world.member.role = Role.VIEWER
    world.member.save()
    assert reverse("person-add") not in found(client_of(world), "add")


def test_without_javascript_it_is_a_page(world: World, client: Client) -> None:
    fill(world)
    answer = client.get(reverse("palette"), {"q": "oak"})
    assert '<h2 class="group-title">Deals</h2>' in answer.content.decode()
    assert client.get(reverse("palette"), {"q": "xyzzy"}).status_code == 200


def test_more_found_costs_no_more_queries(world: World, client: Client) -> None:
    fill(world)
    world.person("Oak One", email="one@oak.test")
    few = queries_of(lambda: found(client, "oak"))
    for number in range(4):
        world.followup(world.person(f"Oak{number} Test", email=f"oak{number}@x.test"))
    assert queries_of(lambda: found(client, "oak")) <= few <= 24


def test_what_matches_is_marked_and_the_rest_is_escaped() -> None:
    assert marked("Müller <b>", "mul b") == "<mark>Mül</mark>ler &lt;b&gt;"
    assert marked("Straße", "strasse") == "<mark>Straße</mark>"
    assert marked("Ana", "") == "Ana"
    text = f"{'x ' * 100}oak{' y' * 100}"
    assert "oak" in around(text, "OAK")
    assert len(around(text, "oak")) < 140
