"""Everybody in the demo is invented, can be reached by nobody real, and has something to say."""

import random
import re
from collections import Counter
from zoneinfo import ZoneInfo

import phonenumbers
import pytest

from twelfth.demo import lines
from twelfth.demo.cast import cast
from twelfth.demo.places import PLACES
from twelfth.rules.words import render

PEOPLE = cast(random.Random(12))

#: Ranges kept free for films and books by Ofcom, the Bundesnetzagentur, ARCEP, NANPA and PTS.
FREE = re.compile(
    r"\+44(113|114|117|131|161)4960\d{3}|\+442079460\d{3}"
    r"|\+49(3023125|6990009|4066969|2214710|8999998)\d{3}"
    r"|\+33(19900|26191|35301|46571|53649)\d{4}"
    r"|\+1\d{3}55501\d\d"
    r"|\+46(313900|406280|846500)\d{3}"
)


def test_the_same_seed_gives_the_same_people() -> None:
    assert cast(random.Random(12)) == PEOPLE
    assert cast(random.Random(13)) != PEOPLE


def test_it_is_300_people_in_120_companies_of_many_countries() -> None:
    assert len(PEOPLE) == len({person.full_name for person in PEOPLE}) == 300
    assert len({person.company for person in PEOPLE}) == 120
    assert len(Counter(person.country for person in PEOPLE)) >= 10


def test_nobody_real_can_be_written_to_or_rung() -> None:
    for person in PEOPLE:
        assert re.fullmatch(r"[a-z-]+\.[a-z-]+@[a-z-]+\.example", person.email), person.email
        assert not person.phone or FREE.fullmatch(person.phone), person.phone
        assert not person.linkedin or person.linkedin.startswith("https://www.linkedin.example/in/")
    assert len({person.email for person in PEOPLE}) == 300
    phones = [person.phone for person in PEOPLE if person.phone]
    assert len(set(phones)) == len(phones) > 150
    assert all(phonenumbers.is_possible_number(phonenumbers.parse(phone)) for phone in phones)


def test_everybody_has_a_clock_and_fits_into_the_columns() -> None:
    for person in PEOPLE:
        assert ZoneInfo(person.zone).key == person.zone
        assert len(person.title) <= 200
        assert len(person.company) <= 200
        assert set(person.points.values()) <= {person.email, person.phone, person.linkedin}


def test_what_they_said_belongs_to_what_it_is_about() -> None:
    assert sum(map(len, lines.PROBLEMS.values())) >= 60
    assert all(person.said in lines.PROBLEMS[person.matter] for person in PEOPLE)


def test_where_it_was_reads_well_in_a_sentence() -> None:
    for where in lines.WHERE:
        written = render("We spoke {{ said_where | at }}.", {"said_where": where}).text
        assert re.fullmatch(r"We spoke (at|over|after|on|through) .+\.", written), written


def test_no_line_is_told_twice() -> None:
    told = [line for said in lines.PROBLEMS.values() for line in said]
    for texts in (told, lines.SHARED, lines.INTERESTS, lines.OURS, lines.THEIRS, lines.TALKED, lines.REPLIES):
        assert len(set(texts)) == len(texts)
    for place in PLACES:
        assert len(set(place.given)) == len(place.given)
        assert len(set(place.family)) == len(place.family)


@pytest.mark.parametrize("size", [0, 601])
def test_more_people_than_there_are_names_are_refused(size: int) -> None:
    with pytest.raises(ValueError, match="between 1 and 600"):
        cast(random.Random(1), size)


def test_the_largest_cast_comes_to_an_end() -> None:
    assert len(cast(random.Random(1), 600)) == 600
