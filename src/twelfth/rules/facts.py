"""All that a decision about one follow-up may look at: plain frozen values, loaded by `flow.facts`.

Every moment is timezone-aware; `wall` values are naive and belong to the zone beside them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from twelfth.rules.reasons import Reasons
from twelfth.rules.terms import (
    Cause,
    Channel,
    DecisionKind,
    Direction,
    NextKind,
    OffsetUnit,
    Outcome,
    Party,
    Purpose,
)


@dataclass(frozen=True, slots=True)
class Offset:
    """How long after the previous contact a step falls: `amount` days (0 = the same day), counted in
    `unit`."""

    amount: int
    unit: OffsetUnit = OffsetUnit.WORKING_DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFacts:
    """One step of a cadence version. `number` counts from 1; `fallbacks` are tried in order when the person
    has no working contact point on `channel`. `automatic` is only ever true for e-mail."""

    number: int
    offset: Offset
    channel: Channel
    purpose: Purpose
    fallbacks: tuple[Channel, ...] = ()
    automatic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchFacts:
    """One contact with the person that happened, whoever made it and about whatever matter.

    `own` says that it belongs to the follow-up being decided; `step` is the step it carried out there
    (None: outside the plan). `number` is set for executed outgoing attempts of a follow-up only. `by` names
    the colleague who made it; "" is the owner of the follow-up. `invited` says that they had asked for it,
    so it is never a withdrawal. `planned` marks a contact that a projection only assumes.
    """

    at: datetime
    channel: Channel
    direction: Direction
    outcome: Outcome
    own: bool = True
    number: int | None = None
    step: int | None = None
    purpose: Purpose | None = None
    by: str = ""
    invited: bool = False
    planned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The working week at one place: weekdays (0 = Monday) and the wall times between which one works or
    may be contacted; `end` is exclusive, and 00:00 as the end means the end of the day."""

    weekdays: frozenset[int] = frozenset({0, 1, 2, 3, 4})
    start: time = time(9)
    end: time = time(18)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where somebody is: IANA zone, ISO 3166 country for the public holidays ("" = unknown, none are
    assumed), hours.

    `days_off` are whole local days on which the seller is away.
    """

    zone: str
    country: str = ""
    hours: Hours = Hours()
    days_off: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseFacts:
    """An open promise. `timed` is false when only the day was promised: then `due_at` is the seller's start
    of work on that day."""

    id: int
    party: Party
    due_at: datetime
    timed: bool = False
    channel: Channel | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFacts:
    """The standing decision. `wake_on` is a day at the seller's place, for NOT_YET only."""

    kind: DecisionKind
    at: datetime
    cause: Cause | None = None
    wake_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardPolicy:
    """What a workspace calls too much. Caps count outgoing contacts to one person over all plans and
    colleagues."""

    least_gap: timedelta = timedelta(hours=20)
    most_in_7_days: int = 3
    most_in_30_days: int = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """Who is contacted: their place (hours = when contact is welcome), the channels on which there is a
    working contact point, and what they have refused. `away_until` is the first day back after an
    out-of-office reply, which came at `away_since`; `opted_out_at` is when they refused all contact."""

    place: Place
    reachable: frozenset[Channel]
    opted_out: frozenset[Channel] = frozenset()
    opted_out_of_all: bool = False
    away_until: date | None = None
    away_since: datetime | None = None
    opted_out_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything one decision looks at. `touches` holds *all* contacts with the person, oldest first."""

    started_at: datetime
    #: In order of their numbers.
    steps: tuple[StepFacts, ...]
    touches: tuple[TouchFacts, ...]
    person: PersonFacts
    seller: Place
    promises: tuple[PromiseFacts, ...] = ()
    decision: DecisionFacts | None = None
    #: When the oldest answer came that nobody has looked at yet; None when none waits.
    answer_waits_since: datetime | None = None
    #: Sending of the current step is under way (queued, claimed or unknown): nothing more may be planned on
    #: top.
    in_flight: bool = False
    #: When the plan was last taken up again (after a deferral, a reopening): its clock never starts before
    #: that.
    resumed_at: datetime | None = None
    policy: GuardPolicy = field(default_factory=GuardPolicy)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """An instant together with the wall time and zone in which it was meant."""

    at: datetime
    wall: datetime
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The one next moment of a running follow-up.

    `timed` is true where the hour was promised; otherwise the day counts and `moment` is its earliest
    welcome time. `channel` is None for ANSWER, WAKE and REVIEW: a person looks and chooses.
    """

    moment: Moment
    kind: NextKind
    reasons: Reasons
    step: int | None = None
    channel: Channel | None = None
    promise: int | None = None
    automatic: bool = False
    timed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Nothing to do before `moment` (a deferral, an absence, a message under way); then it is decided
    again."""

    moment: Moment
    kind: NextKind
    reasons: Reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    decision: DecisionKind
    reasons: Reasons


Decided = Due | Waiting | Ended

#: Public holidays by day: the name of each, for one country. Given to the rules so that they stay free of
#: I/O and cost.
Holidays = Mapping[date, str]
