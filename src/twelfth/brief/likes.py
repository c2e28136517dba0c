"""How somebody likes to be reached, in words."""

from twelfth.people.models import Person
from twelfth.rules.calendar import hours_left
from twelfth.rules.facts import Place
from twelfth.rules.hours import read_hours
from twelfth.rules.terms import Channel
from twelfth.rules.wording import ON, PLURALS, hours_in_words


def likes(person: Person) -> str:
    """As "Prefers by phone, Mon to Thu, 9:00 to 12:00. Rather no e-mails."; "" where nothing is known."""
    best = [ON[Channel(person.prefers_channel)]] if person.prefers_channel else []
    if person.prefers_hours:
        best.append(hours_in_words(person.prefers_hours))
    parts = [f"Prefers to be reached {', '.join(best)}."] if best else []
    if avoided := [PLURALS[Channel(channel)] for channel in person.avoids_channels.split()]:
        parts.append(f"Would rather get no {' and no '.join(avoided)}.")
    return " ".join(parts)


def hours_are_impossible(person: Person) -> bool:
    """Whether nothing is left of the ordinary hours: then nothing goes by itself."""
    place = Place(zone=person.zone or person.workspace.zone, prefers=read_hours(person.prefers_hours))
    return hours_left(place) is None
