"""A person's main postal address. Further ones are contact points on the channel "post", each with its label."""

from twelfth.people.models import ContactPoint, Person
from twelfth.rules.terms import Channel

#: What one can do with a street and a place.
POSTAL = frozenset({Channel.POST, Channel.VISIT})


def postal_line(person: Person) -> str:
    """As "Rua Nova 12, 1200 Lisboa, PT"; "" where no street or no place is known: a card would not arrive."""
    place = " ".join(part for part in (person.postcode, person.city) if part)
    if not person.street or not place:
        return ""
    return ", ".join(part for part in (person.street, place, person.region, person.country) if part)


def postal_points(person: Person) -> list[ContactPoint]:
    """The main address as one reads it beside the others; these rows are not stored."""
    line = postal_line(person)
    return (
        [ContactPoint(person=person, channel=channel, value=line) for channel in sorted(POSTAL)]
        if line
        else []
    )
