"""All that a decision about one follow-up may look at: plain frozen values, loaded by `flow.facts`.

Every moment is timezone-aware; `wall` values are naive and belong to the zone beside them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from twelfth.rules.reasons import Reasons
from twelfth.rules.terms import (
    AnchorKind,
    Cause,
    Channel,
    DecisionKind,
    Direction,
    NextKind,
    OffsetUnit,
    Outcome,
    Party,
    Postponed,
    Purpose,
)


@dataclass(frozen=True, slots=True)
class Offset:
    """How long after the previous contact a step falls: `amount` of `unit`, never negative (0 days = the same
    day)."""

    amount: int
    unit: OffsetUnit = OffsetUnit.WORKING_DAYS


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date of the matter from which a step counts its offset instead of from the previous contact.
    `before`: it lies before that date."""

    kind: AnchorKind
    before: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that is true of a follow-up or not: `kind` is one of `conditions.KINDS`, `value` what that kind
    asks for ("" where it asks for nothing)."""

    kind: str
    value: str = ""
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Branch:
    """Where the plan goes on once its step is done: at step `go_to`, a later one, if all of `when` hold."""

    when: tuple[Condition, ...]
    go_to: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFacts:
    """One step of a cadence version. `number` counts from 1; `key` is what branches and later versions know it
    by; `fallbacks` are tried in order when the person has no working contact point on `channel`. `automatic` is
    only ever true for e-mail. It is passed over unless all of `only_if` hold. `variants` names its wordings, the
    first being its own; () where there is but one."""

    number: int
    offset: Offset
    channel: Channel
    purpose: Purpose
    key: str = ""
    anchor: Anchor | None = None
    fallbacks: tuple[Channel, ...] = ()
    automatic: bool = False
    only_if: tuple[Condition, ...] = ()
    branches: tuple[Branch, ...] = ()
    variants: tuple[str, ...] = ()


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

    `days_off` are whole local days on which the seller is away; `prefers` are the hours in which the person likes to
    be contacted: they narrow `hours`, and count for nothing where they leave none of them.
    """

    zone: str
    country: str = ""
    hours: Hours = Hours()
    days_off: frozenset[date] = frozenset()
    prefers: Hours | None = None


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
    """The standing decision. `wake_on` is a day at the seller's place, `wake_anchor` a date of the matter that
    wakes it instead; both for NOT_YET only."""

    kind: DecisionKind
    at: datetime
    cause: Cause | None = None
    wake_on: date | None = None
    wake_anchor: AnchorKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Paused by a person at `at`, until a day at the seller's place or (None) until somebody takes it up."""

    at: datetime
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Postponement:
    """The step with that number was put off: not before `to`, a day at the person's place. It lapses with the
    step."""

    step: int
    to: date
    why: Postponed


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A contact with somebody else of the person's company. `by` names the colleague ("" the owner of the
    follow-up being decided), `with_whom` the person."""

    at: datetime
    direction: Direction
    outcome: Outcome
    channel: Channel
    with_whom: str
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardPolicy:
    """What a workspace calls too much. Caps count outgoing contacts to one person over all plans and
    colleagues; `company_most_in_7_days` those to all the people of one company. `channel_gaps` are least times
    between two contacts on the same channel, where it needs more than `least_gap`."""

    least_gap: timedelta = timedelta(hours=20)
    channel_gaps: tuple[tuple[Channel, timedelta], ...] = ()
    most_in_1_day: int = 1
    most_in_7_days: int = 3
    most_in_30_days: int = 8
    company_most_in_7_days: int = 5
    #: Nothing goes to a company by itself for so long after somebody there answered a colleague.
    live_exchange: timedelta = timedelta(days=7)
    #: An ask on an overdrawn account is refused to people too, not only warned of.
    refuses_overdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """Who is contacted: their place (hours = when contact is welcome), the channels on which there is a
    working contact point, and what they have refused. `away_until` is the first day back after an
    out-of-office reply, which came at `away_since`; `opted_out_at` is when they refused all contact;
    `complained_at` when they complained. `tags` are in lower case. `prefers` is the channel they like best, `avoids`
    are those they would rather not be contacted on: nothing goes there by itself."""

    place: Place
    reachable: frozenset[Channel]
    opted_out: frozenset[Channel] = frozenset()
    opted_out_of_all: bool = False
    away_until: date | None = None
    away_since: datetime | None = None
    opted_out_at: datetime | None = None
    complained_at: datetime | None = None
    tags: frozenset[str] = frozenset()
    prefers: Channel | None = None
    avoids: frozenset[Channel] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything one decision looks at. `touches` holds *all* contacts with the person, oldest first."""

    #: When the present plan began with them.
    started_at: datetime
    #: In order of their numbers, 1 and up.
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
    #: The step after which the plan began (0: at the first), because the follow-up was moved into it.
    after_step: int = 0
    #: The number of the step at which the plan starts over after its last, again and again.
    repeat_from: int | None = None
    #: Any of these stops the plan.
    stop_when: tuple[Condition, ...] = ()
    #: The name of the plan into which an undecided follow-up goes over by itself ("" = a person decides).
    then: str = ""
    #: The dates of the matter that are known.
    anchors: Mapping[AnchorKind, date] = field(default_factory=dict)
    #: The stage of the deal, "" when there is none.
    deal_stage: str = ""
    pause: Pause | None = None
    postponed: Postponement | None = None
    #: Contacts with others of the company in the last 30 days, oldest first.
    elsewhere: tuple[Elsewhere, ...] = ()
    #: What the choice between wordings is drawn from, and the choices made so far by step key.
    seed: int = 0
    variants: Mapping[str, str] = field(default_factory=dict)
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
    #: The step's key, and the wording it gets ("" where there is but one).
    step_key: str = ""
    variant: str = ""


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
