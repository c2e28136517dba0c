"""Who plays in the demo: invented people at reserved addresses, made from lists and one seed. Nobody is real."""

import random
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from twelfth.demo.lines import INTERESTS, PROBLEMS, SHARED, TITLES, WHERE
from twelfth.demo.places import PLACES, Place, Town
from twelfth.rules.terms import Channel

#: Letters that do not come apart into a plain one and a mark.
_PLAIN = str.maketrans({"ł": "l", "Ł": "L", "ß": "ss", "ø": "o", "ı": "i", "æ": "ae"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CastCompany:
    name: str
    domain: str
    place: Place
    town: Town


@dataclass(frozen=True, slots=True, kw_only=True)
class CastPerson:
    """`phone` in E.164, "" where no number is free for fiction; `linkedin` at a reserved domain, "" for half of them.
    `matter` and `said` belong together: what the follow-up is about, and what they told us about it."""

    given: str
    family: str
    title: str
    company: str
    city: str
    country: str
    zone: str
    email: str
    phone: str
    linkedin: str
    said: str
    where: str
    matter: str
    shared: str
    interest: str

    @property
    def full_name(self) -> str:
        return f"{self.given} {self.family}"

    @property
    def points(self) -> Mapping[Channel, str]:
        """Their addresses by channel."""
        points = {Channel.EMAIL: self.email, Channel.PHONE: self.phone, Channel.LINKEDIN: self.linkedin}
        return {channel: value for channel, value in points.items() if value}


def cast(dice: random.Random, size: int = 300) -> list[CastPerson]:
    """So many people in two fifths as many companies, everybody with a name of their own.

    The same dice give the same people. Raises ValueError for more than the lists have names for (600).
    """
    if not 1 <= size <= 600:
        raise ValueError(f"The demo has between 1 and 600 people, not {size}.")
    companies = _companies(dice, max(1, size * 2 // 5))
    people: dict[str, CastPerson] = {}
    phones: set[str] = set()
    while len(people) < size:
        # First somebody for each company, then some companies grow.
        company = companies[len(people)] if len(people) < len(companies) else dice.choice(companies)
        person = _person(company, dice)
        if person.full_name not in people and person.phone not in phones:
            people[person.full_name] = person
            phones.update({person.phone} - {""})
    found = list(people.values())
    dice.shuffle(found)
    return found


def _companies(dice: random.Random, count: int) -> list[CastCompany]:
    companies: dict[str, CastCompany] = {}
    while len(companies) < count:
        place = dice.choices(PLACES, [place.weight for place in PLACES])[0]
        name = f"{dice.choice(place.stems)} {dice.choice(place.trades)}"
        town = dice.choice(place.towns)
        companies.setdefault(
            name, CastCompany(name=name, domain=f"{_plain(name)}.example", place=place, town=town)
        )
    return list(companies.values())


def _person(company: CastCompany, dice: random.Random) -> CastPerson:
    place, town = company.place, company.town
    given, family = dice.choice(place.given), dice.choice(place.family)
    slug = f"{_plain(given)}-{_plain(family)}"
    matter = dice.choice(tuple(PROBLEMS))
    return CastPerson(
        given=given,
        family=family,
        title=dice.choice(TITLES),
        company=company.name,
        city=town.name,
        country=place.country,
        zone=town.zone,
        email=f"{_plain(given)}.{_plain(family)}@{company.domain}",
        phone=_fictional_phone(town, dice) if dice.random() < 0.9 else "",
        linkedin=f"https://www.linkedin.example/in/{slug}" if dice.random() < 0.5 else "",
        said=dice.choice(PROBLEMS[matter]),
        where=dice.choice(WHERE),
        matter=matter,
        shared=dice.choice(SHARED) if dice.random() < 0.4 else "",
        interest=dice.choice(INTERESTS) if dice.random() < 0.5 else "",
    )


def _fictional_phone(town: Town, dice: random.Random) -> str:
    if town.numbers is None:
        return ""
    start, digits = town.numbers
    return f"{start}{dice.randrange(10**digits):0{digits}}"


def _plain(name: str) -> str:
    """For an address: "Élodie" is elodie, "van Dijk" van-dijk."""
    letters = unicodedata.normalize("NFKD", name.translate(_PLAIN)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-")
