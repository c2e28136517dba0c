"""How people answer us, measured from the last quarter: what a simulation throws its dice for."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from twelfth.accounts.models import Workspace
from twelfth.followups.models import FollowUp
from twelfth.people.models import ContactPoint, Person
from twelfth.rules.simulate import Rates
from twelfth.rules.terms import DECIDED, HEARD, NO_CONTACT, Channel, Direction, Outcome
from twelfth.touches.models import COUNTS, Touch

QUARTER = timedelta(days=91)
#: Fewer contacts than this tell nothing.
ENOUGH = 30
#: Of more contacts, the latest stand for all; of more people too.
MOST_TOUCHES = 20_000
MOST_PEOPLE = 2_000

#: What is taken where too little was measured. Guesses on the careful side, shown as such and open to change.
ASSUMED = Rates(
    answered={Channel.PHONE: 0.2, Channel.EMAIL: 0.08},
    other=0.1,
    decided=0.03,
    reached={Channel.PHONE: 0.8, Channel.EMAIL: 0.95, Channel.LINKEDIN: 0.5},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """`contacts` were counted in the quarter; fewer than `ENOUGH`, and the rates are those assumed. `sampled`: there
    were more than could be looked at."""

    rates: Rates
    contacts: int
    sampled: bool = False

    @property
    def is_assumed(self) -> bool:
        return self.contacts < ENOUGH


class _Row(NamedTuple):
    followup: int
    channel: str
    direction: str
    outcome: str
    number: int | None


def measured(workspace: Workspace, *, now: datetime) -> Measured:
    """The rates of the last quarter; a channel with too few contacts of its own takes the rate of all together."""
    since = now - QUARTER
    rows = Touch.objects.filter(COUNTS, workspace=workspace, at__gte=since, at__lte=now).exclude(
        followup=None
    )
    latest = rows.order_by("-at", "-pk").values_list("followup", "channel", "direction", "outcome", "number")
    found = [_Row(*row) for row in latest[:MOST_TOUCHES]]
    made, answered = _counted(reversed_rows=found)
    contacts = made.total()
    reached = _reached(workspace)
    if contacts < ENOUGH:
        rates = Rates(
            answered=ASSUMED.answered, other=ASSUMED.other, decided=ASSUMED.decided, reached=reached
        )
        return Measured(rates=rates, contacts=contacts)
    decided = FollowUp.objects.filter(
        workspace=workspace, decided_at__gte=since, decision__in=DECIDED
    ).count()
    rates = Rates(
        answered={
            Channel(channel): answered[channel] / count for channel, count in made.items() if count >= ENOUGH
        },
        other=answered.total() / contacts,
        decided=min(1.0, decided / contacts),
        reached=reached,
    )
    return Measured(rates=rates, contacts=contacts, sampled=len(found) == MOST_TOUCHES)


def _counted(*, reversed_rows: list[_Row]) -> tuple[Counter[str], Counter[str]]:
    """Contacts made and contacts answered, by channel: an answer belongs to the contact before it."""
    made, answered = Counter[str](), Counter[str]()
    open_: dict[int, str] = {}
    for row in reversed(reversed_rows):
        if row.direction == Direction.OUT and row.number is not None:
            if row.outcome in NO_CONTACT:
                continue
            made[row.channel] += 1
            if row.outcome in HEARD:
                answered[row.channel] += 1
                open_.pop(row.followup, None)
            else:
                open_[row.followup] = row.channel
        elif Outcome(row.outcome) in HEARD and (channel := open_.pop(row.followup, None)) is not None:
            answered[channel] += 1
    return made, answered


def _reached(workspace: Workspace) -> dict[Channel, float]:
    """The share of people who can be reached on each channel; what is assumed while there is nobody."""
    latest = Person.objects.filter(workspace=workspace).order_by("-pk").values("pk")[:MOST_PEOPLE]
    people = latest.count()
    if not people:
        return dict(ASSUMED.reached)
    reached: dict[str, set[int]] = defaultdict(set)
    rows = ContactPoint.objects.filter(person__in=latest, state=ContactPoint.WORKS)
    for person, channel in rows.values_list("person", "channel"):
        reached[channel].add(person)
    return {Channel(channel): len(found) / people for channel, found in reached.items()}
