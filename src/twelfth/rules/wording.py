"""The nouns and dates of the sentences: what contacts, channels and days are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from twelfth.rules.calendar import zone_of
from twelfth.rules.hours import read_hours
from twelfth.rules.reasons import Reason
from twelfth.rules.terms import AnchorKind, Cause, Channel, DecisionKind, Direction, Outcome

# Not strftime: these words must not change with the server's locale.
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom it is written: days are those of `zone`; the year is left out where it is that of `today`."""

    zone: str
    today: date

    def day(self, moment: str) -> str:
        """The reader's day of a moment (ISO 8601), as "Tue 24 Nov"."""
        return self.date(self._local(moment).date().isoformat())

    def date(self, day: str) -> str:
        """A day that is one already (YYYY-MM-DD), as "Tue 24 Nov"."""
        meant = date.fromisoformat(day)
        shown = f"{_WEEKDAYS[meant.weekday()]} {meant.day} {_MONTHS[meant.month - 1]}"
        return shown if meant.year == self.today.year else f"{shown} {meant.year}"

    def when(self, moment: str) -> str:
        """Day and hour, as "Tue 24 Nov at 16:10"."""
        return f"{self.day(moment)} at {self._local(moment):%H:%M}"

    def _local(self, moment: str) -> datetime:
        return datetime.fromisoformat(moment).astimezone(zone_of(self.zone))


class Values:
    """Read access to the values of one reason, by type."""

    def __init__(self, reason: Reason) -> None:
        self._values = reason.values

    def text(self, name: str) -> str:
        value = self._values.get(name)
        return "" if value is None else str(value)

    def number(self, name: str) -> int:
        value = self._values.get(name)
        return value if isinstance(value, int) else 0

    def flag(self, name: str) -> bool:
        return self._values.get(name) is True

    def channel(self, name: str = "channel") -> Channel:
        return Channel(self.text(name))


def count(number: int, thing: str) -> str:
    """As "one contact", "three contacts", "13 contacts"."""
    word = _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)
    return f"{word} {thing}" if number == 1 else f"{word} {thing}s"


def times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, count(number, "time"))


def city(zone: str) -> str:
    """As " in Buenos Aires"; "" for zones that name no place."""
    area, _, name = zone.rpartition("/")
    return "" if not area or area == "Etc" else f" in {name.replace('_', ' ')}"


def hours_in_words(kept: str) -> str:
    """Hours as they are kept, as "Mon to Thu, 9:00 to 12:00"."""
    hours = read_hours(kept)
    if hours is None:
        return "other hours"
    days = _days_in_words(sorted(hours.weekdays))
    start, end = (f"{at.hour}:{at.minute:02}" for at in (hours.start, hours.end))
    return f"{days}, {start} to {'24:00' if end == '0:00' else end}"


def _days_in_words(days: list[int]) -> str:
    if len(days) == len(_WEEKDAYS):
        return "any day"
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{_WEEKDAYS[days[0]]} to {_WEEKDAYS[days[-1]]}"
    names = [_WEEKDAYS[day] for day in days]
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def contact(values: Values) -> str:
    """As "your voicemail", "Ana Silva's call", "their reply"."""
    noun = _noun(values)
    if Direction(values.text("direction")) is Direction.IN and values.text("outcome") != Outcome.MET:
        return f"their {noun}"
    by = values.text("by")
    return f"{_possessive(by)} {noun}" if by else f"your {noun}"


def deed(values: Values) -> str:
    """As "you called", "Ana Silva left a voicemail", "step 4 falls"."""
    if values.flag("planned"):
        return f"{planned_contact(values)} falls"
    return f"{values.text('by') or 'you'} {_did(values)}"


def planned_contact(values: Values) -> str:
    """What a projection assumes, as "step 4"."""
    return f"step {values.number('step')}" if values.text("step") else "the promised contact"


def because(values: Values) -> str:
    """As " because there was no budget"; "" where no cause was given."""
    given = values.text("cause")
    cause = _CAUSES.get(Cause(given)) if given else None
    return f" because {cause}" if cause else ""


def _noun(values: Values) -> str:
    outcome, channel = Outcome(values.text("outcome")), values.channel()
    if outcome in {Outcome.REPLIED, Outcome.ANSWERED_THERE}:
        return "reply" if channel is Channel.EMAIL else f"answer {ON[channel]}"
    by_outcome = {
        Outcome.VOICEMAIL: "voicemail",
        Outcome.NO_ANSWER: "unanswered call",
        Outcome.CALLED_US: "call",
        Outcome.MET: "meeting",
    }
    return by_outcome.get(outcome, NOUNS[channel])


def _did(values: Values) -> str:
    outcome, channel = Outcome(values.text("outcome")), values.channel()
    if outcome is Outcome.VOICEMAIL:
        return "left a voicemail"
    if outcome is Outcome.NO_ANSWER:
        return "called without an answer"
    by_channel = {
        Channel.PHONE: "called",
        Channel.EMAIL: "sent an e-mail",
        Channel.INSTAGRAM: "sent an Instagram message",
        Channel.VISIT: "visited them",
        Channel.EVENT: "met them at an event",
    }
    return by_channel.get(channel, f"sent a {NOUNS[channel]}")


def _possessive(name: str) -> str:
    return f"{name}’" if name.endswith("s") else f"{name}’s"


#: One contact on each channel.
NOUNS: Mapping[Channel, str] = {
    Channel.PHONE: "call",
    Channel.EMAIL: "e-mail",
    Channel.SMS: "text message",
    Channel.WHATSAPP: "WhatsApp message",
    Channel.LINKEDIN: "LinkedIn message",
    Channel.FACEBOOK: "Facebook message",
    Channel.X: "message on X",
    Channel.INSTAGRAM: "Instagram message",
    Channel.PINTEREST: "Pinterest message",
    Channel.SNAPCHAT: "Snapchat message",
    Channel.VIDEO: "video",
    Channel.POST: "card",
    Channel.VISIT: "visit",
    Channel.EVENT: "event",
}

#: More of them, for what somebody no longer wants.
PLURALS: Mapping[Channel, str] = {channel: f"{noun}s" for channel, noun in NOUNS.items()} | {
    Channel.X: "messages on X",
    Channel.EVENT: "invitations to events",
}

#: What we have of a person when we can reach them there.
ADDRESSES: Mapping[Channel, str] = {
    Channel.PHONE: "phone number",
    Channel.EMAIL: "e-mail address",
    Channel.SMS: "mobile number",
    Channel.WHATSAPP: "WhatsApp number",
    Channel.LINKEDIN: "LinkedIn profile",
    Channel.FACEBOOK: "Facebook profile",
    Channel.X: "profile on X",
    Channel.INSTAGRAM: "Instagram profile",
    Channel.PINTEREST: "Pinterest profile",
    Channel.SNAPCHAT: "Snapchat name",
    Channel.VIDEO: "address for a video",
    Channel.POST: "postal address",
    Channel.VISIT: "address for a visit",
    Channel.EVENT: "address for an invitation",
}

#: The way itself.
ON: Mapping[Channel, str] = {
    Channel.PHONE: "by phone",
    Channel.EMAIL: "by e-mail",
    Channel.SMS: "by text message",
    Channel.WHATSAPP: "on WhatsApp",
    Channel.LINKEDIN: "on LinkedIn",
    Channel.FACEBOOK: "on Facebook",
    Channel.X: "on X",
    Channel.INSTAGRAM: "on Instagram",
    Channel.PINTEREST: "on Pinterest",
    Channel.SNAPCHAT: "on Snapchat",
    Channel.VIDEO: "by video",
    Channel.POST: "by post",
    Channel.VISIT: "in person",
    Channel.EVENT: "at an event",
}

#: A date of the matter, as one names it.
ANCHORS: Mapping[AnchorKind, str] = {
    AnchorKind.MEETING: "the meeting",
    AnchorKind.PROPOSAL: "the proposal",
    AnchorKind.SALE: "the sale",
    AnchorKind.CONTRACT_END: "the end of their contract",
    AnchorKind.BIRTHDAY: "their birthday",
}

DECISIONS: Mapping[DecisionKind, str] = {
    DecisionKind.YES: "they said yes",
    DecisionKind.NO: "they said no",
    DecisionKind.NOT_YET: "they said not yet",
    DecisionKind.MOVED: "they are no longer there",
    DecisionKind.UNREACHABLE: "they could not be reached",
    DecisionKind.DROPPED: "it was dropped",
}

_CAUSES: Mapping[Cause, str] = {
    Cause.TIMING: "the time was not right",
    Cause.BUDGET: "there was no budget",
    Cause.PERSON_CHANGED: "somebody else had taken over",
    Cause.LIFE_EVENT: "something in their life came first",
    Cause.COMPETITOR_CONTRACT: "they were bound to another contract",
    Cause.COMPETITOR: "they chose somebody else",
    Cause.NO_NEED: "they had no need",
    Cause.NO_ANSWER: "they never answered",
}
