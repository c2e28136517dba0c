"""A story longer than a page goes on under "Earlier": every entry once, in its order, by script and without."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.web.test_walk import client_of, queries_of
from tests.world import World
from twelfth.promises.actions import NewPromise, make_promise
from twelfth.rules.terms import Channel, Direction, Outcome, Party
from twelfth.touches.actions import NewTouch, add_touch
from twelfth.web.people import page

pytestmark = pytest.mark.django_db

_BEFORE = re.compile(r'hx-get="([^"]+before=[^"]+)"')


def long_story(world: World, many: int) -> int:
    person = world.person()
    for number in range(many):
        at = world.now - timedelta(days=number // 2)  # two at one moment
        new = NewTouch(
            channel=Channel.PHONE,
            direction=Direction.OUT,
            outcome=Outcome.VOICEMAIL,
            at=at,
            note=f"N{number}.",
        )
        add_touch(world.by, person, None, new, number=None, now=world.now)
    told = NewPromise(party=Party.US, text="A promise of old.", day=world.now.date(), zone="Europe/Lisbon")
    made_at = world.now - timedelta(days=many)
    make_promise(world.by, world.member, person, told, followup=None, touch=None, now=made_at)
    return person.pk


def notes(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"N(\d+)\.", text)]


def test_every_entry_once_in_its_order(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "MOST", 5)
    person = long_story(world, 13)
    client = client_of(world)
    for headers in ({"HX-Request": "true"}, {}):
        text = client.get(reverse("person", args=[person])).content.decode()
        seen, pages = notes(text), 1
        while found := _BEFORE.search(text):
            text = client.get(found[1].replace("&amp;", "&"), headers=headers).content.decode()
            seen += notes(text)
            pages += 1
        # Of two at one moment the later written stands first.
        assert sorted(seen) == list(range(13))
        assert [number // 2 for number in seen] == sorted(number // 2 for number in seen)
        assert "A promise of old." in text
        assert pages == 3


def test_a_short_story_has_one_page(world: World) -> None:
    text = client_of(world).get(reverse("person", args=[long_story(world, 3)])).content.decode()
    assert "Earlier</a>" not in text


def test_an_address_that_names_no_moment_shows_the_newest(world: World) -> None:
    person = long_story(world, 3)
    text = client_of(world).get(reverse("person", args=[person]) + "?before=yesterday").content.decode()
    assert notes(text)


def test_a_later_page_costs_as_many_queries_however_long_it_is(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "MOST", 5)
    client = client_of(world)
    address = reverse("person", args=[long_story(world, 40)]) + "?before="

    def asked(days: int) -> int:
        before = (world.now - timedelta(days=days)).isoformat().replace("+", "%2B")
        return queries_of(lambda: client.get(address + before, headers={"HX-Request": "true"}))

    asked(1)
    assert asked(1) == asked(10)
