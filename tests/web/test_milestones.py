"""The days that matter to somebody: kept, corrected, said in the brief, and found by a filter."""

import html
import re
from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.web.test_walk import client_of
from tests.world import World
from twelfth import wiring
from twelfth.flow.coming import count_coming
from twelfth.flow.filtering.conditions import Condition
from twelfth.flow.filtering.fields import Asked
from twelfth.flow.filtering.registry import narrowed
from twelfth.flow.opt_out import stop
from twelfth.people.actions import remember
from twelfth.people.models import Person, Remark
from twelfth.people.queries import people
from twelfth.people.remarks.actions import Milestone, add_milestone
from twelfth.records.erasing.actions import erase
from twelfth.records.person_data import person_data
from twelfth.rules.milestone import Repeats

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(world: World, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(wiring, "now", lambda: world.now)
    return client_of(world)


@pytest.fixture
def ines(world: World) -> Person:
    return world.person()


def typed(**other: str) -> dict[str, str]:
    given = {"text": "with the firm", "on": "2016-05-11", "repeats": "counted", "where": "over lunch"} | other
    return {f"milestone-{name}": value for name, value in given.items()}


def add(client: Client, person: Person, **other: str) -> HttpResponse:
    response = client.post(reverse("person-milestone", args=[person.pk]), typed(**other))
    assert isinstance(response, HttpResponse)
    return response


def noted(world: World, person: Person, on: date, repeats: Repeats = Repeats.ONCE) -> Remark:
    new = Milestone(text="with the firm", on=on, repeats=repeats)
    return add_milestone(world.by, person, new, learnt_on=world.now.date(), now=world.now)


def test_it_is_kept_with_where_and_when_it_was_learnt_and_said_in_the_brief(
    client: Client, world: World, ines: Person
) -> None:
    assert add(client, ines).status_code == 302
    row = Remark.objects.get()
    assert (row.kind, row.where, row.learnt_on, row.by) == (
        "milestone",
        "over lunch",
        world.now.date(),
        world.member,
    )
    page = client.get(reverse("person", args=[ines.pk])).content.decode()
    assert "In 6 days: with the firm (10 years)" in page
    assert "every 11 May, since 2016" in page
    brief = client.get(reverse("contact", args=[world.followup(ines).pk])).content.decode()
    assert "In 6 days: with the firm (10 years)" in brief


@pytest.mark.parametrize("missing", [{"text": " "}, {"on": ""}, {"on": "the 11th"}, {"repeats": "monthly"}])
def test_what_is_missing_is_told(client: Client, ines: Person, missing: dict[str, str]) -> None:
    assert add(client, ines, **missing).status_code == 422
    assert not Remark.objects.exists()


def test_it_is_corrected_and_removed(client: Client, world: World, ines: Person) -> None:
    row = noted(world, ines, date(2016, 5, 11), Repeats.COUNTED)
    url = reverse("milestone-edit", args=[row.pk])
    assert b"with the firm" in client.get(url).content
    assert client.post(url, typed(on="2017-05-11")).status_code == 302
    row.refresh_from_db()
    assert (row.on, row.learnt_on) == (date(2017, 5, 11), world.now.date())
    assert client.post(url, typed(text="")).status_code == 422
    page = client.post(url, {"remove": "1"}, follow=True).content.decode()
    assert not Remark.objects.exists()
    [undo] = re.findall(r'action="([^"]*restore/[^"]*)"', page)
    for _ in range(2):
        client.post(html.unescape(undo))
    back = Remark.objects.get()
    assert (back.on, back.repeats, back.text, back.learnt_on) == (row.on, "counted", row.text, row.learnt_on)
    assert client.post(reverse("person-milestone-restore", args=[ines.pk])).status_code == 404


def test_each_kind_is_changed_on_its_own_page(client: Client, world: World, ines: Person) -> None:
    milestone = noted(world, ines, date(2016, 5, 11))
    said = remember(world.by, ines, Remark.SAID, "x", where="", on=None, now=world.now)
    assert client.get(reverse("remark-edit", args=[milestone.pk])).status_code == 404
    assert client.get(reverse("milestone-edit", args=[said.pk])).status_code == 404


def test_their_birthday_is_said_without_their_age(client: Client, world: World, ines: Person) -> None:
    ines.birthday = "1980-05-06"
    ines.save(update_fields=["birthday"])
    page = client.get(reverse("person", args=[ines.pk])).content.decode()
    assert "Tomorrow: their birthday" in page
    assert "years)" not in page


@pytest.mark.parametrize(
    ("on", "repeats", "is_found"),
    [
        (date(2026, 5, 5), Repeats.ONCE, True),
        (date(2026, 6, 4), Repeats.ONCE, True),
        (date(2026, 6, 5), Repeats.ONCE, False),
        (date(2026, 5, 4), Repeats.ONCE, False),
        (date(2016, 5, 20), Repeats.ONCE, False),
        (date(2016, 5, 20), Repeats.YEARLY, True),
        (date(2016, 6, 4), Repeats.COUNTED, True),
        (date(2016, 6, 5), Repeats.COUNTED, False),
        (date(2027, 5, 20), Repeats.COUNTED, False),
    ],
)
def test_who_has_one_in_the_next_days_is_found(
    world: World, ines: Person, on: date, repeats: Repeats, is_found: bool
) -> None:
    world.person("Rui", email="rui@x.test")
    noted(world, ines, on, repeats)
    asked = Asked(world.by.workspace, date(2026, 5, 5))
    found = narrowed(people(world.by.workspace), asked, ((Condition("milestone", "next", "30"),),))
    assert list(found) == ([ines] if is_found else [])
    assert list(narrowed(people(world.by.workspace), asked, ((Condition("milestone", "filled"),),))) == [ines]


def test_the_29th_of_february_is_found_in_every_year(world: World, ines: Person) -> None:
    noted(world, ines, date(2020, 2, 29), Repeats.YEARLY)
    for today in (date(2027, 2, 20), date(2028, 2, 20)):
        asked = Asked(world.by.workspace, today)
        groups = ((Condition("milestone", "next", "20"),),)
        assert narrowed(people(world.by.workspace), asked, groups).count() == 1


def test_today_counts_them_and_links_to_exactly_those(client: Client, world: World, ines: Person) -> None:
    noted(world, ines, world.now.date() + timedelta(days=3))
    left = world.person("Rui", email="rui@x.test")
    noted(world, left, world.now.date() + timedelta(days=3))
    stop(left, None, "told us", now=world.now)
    assert count_coming(world.member, today=world.now.date()) == 1
    page = client.get(reverse("today"))
    assert "1 of your people has a milestone" in page.content.decode()
    listed = client.get(f"{reverse('people')}?{page.context['coming_query']}").content.decode()
    assert ines.full_name in listed
    assert reverse("person", args=[left.pk]) not in listed


def test_it_is_handed_over_and_erased_with_them(world: World, ines: Person) -> None:
    noted(world, ines, date(2016, 5, 11), Repeats.COUNTED)
    [row] = person_data(ines, now=world.now)["tables"]["people.remark"]
    assert (row["text"], row["on"], row["repeats"]) == ("with the firm", "2016-05-11", "counted")
    erase(world.by, ines, leave_alone=False, now=world.now)
    assert not Remark.objects.exists()
