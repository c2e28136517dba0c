"""Where somebody is: told, by their country, by their number; and never a guess."""

import pytest

from tests.world import make_world
from twelfth.people.actions import NewPerson, add_contact_point, add_person, change_person, set_zone
from twelfth.people.whereabouts import whereabouts
from twelfth.rules.terms import Channel


@pytest.mark.parametrize(
    ("known", "where"),
    [
        ({"told": "Asia/Tokyo", "country": "PT", "phones": ["+351912555014"]}, ("Asia/Tokyo", "told")),
        ({"country": "DE"}, ("Europe/Berlin", "address")),
        ({"country": "DE", "phones": ["+12125550100"]}, ("Europe/Berlin", "address")),
        ({"country": "US"}, ("", "")),
        ({"country": "US", "phones": ["+12125550100"]}, ("America/New_York", "phone")),
        ({"country": "US", "phones": ["+351912555014"]}, ("", "")),
        ({"phones": ["+4930123456"]}, ("Europe/Berlin", "phone")),
        ({"phones": ["+4930123456", "+12125550100"]}, ("", "")),
        ({"phones": ["extension 12", ""]}, ("", "")),
        ({"country": "XX"}, ("", "")),
        ({}, ("", "")),
    ],
)
def test_only_what_can_be_one_zone_is_taken(known: dict[str, object], where: tuple[str, str]) -> None:
    assert whereabouts(**known) == where  # type: ignore[arg-type]  # (a table of cases)


@pytest.mark.django_db
def test_a_person_is_where_we_learn_that_they_are() -> None:
    world = make_world()
    person = add_person(world.by, NewPerson(full_name="Otto Brandt"), now=world.now)
    assert (person.zone, person.zone_source) == ("", "")
    add_contact_point(world.by, person, Channel.PHONE, "+12125550100", now=world.now)
    assert (person.zone, person.zone_source) == ("America/New_York", "phone")
    person.country = "JP"
    change_person(world.by, person, company="", now=world.now)
    assert (person.zone, person.zone_source) == ("Asia/Tokyo", "address")
    set_zone(world.by, person, "Europe/Lisbon", now=world.now)
    person.country = "DE"
    change_person(world.by, person, company="", now=world.now)
    assert (person.zone, person.zone_source) == ("Europe/Lisbon", "told")
    set_zone(world.by, person, "", now=world.now)
    assert (person.zone, person.zone_source) == ("Europe/Berlin", "address")
