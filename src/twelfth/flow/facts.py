"""Loads what the rules look at, for one follow-up or many, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from twelfth.accounts.models import Member
from twelfth.agenda.queries import places
from twelfth.cadences.models import Step
from twelfth.followups.models import FollowUp
from twelfth.people.models import ContactPoint, OptOut, Person
from twelfth.promises.models import Promise
from twelfth.rules.facts import (
    DecisionFacts,
    Facts,
    Offset,
    PersonFacts,
    Place,
    PromiseFacts,
    StepFacts,
    TouchFacts,
)
from twelfth.rules.terms import (
    NO_CONTACT,
    Cause,
    Channel,
    DecisionKind,
    Direction,
    OffsetUnit,
    Outcome,
    Party,
    PromiseState,
    Purpose,
)
from twelfth.touches.models import COUNTS, Touch, TouchState

#: What `load_many` needs to have been joined to the follow-ups it is given.
JOINS = ("person__workspace", "owner", "workspace")


def load(followup: FollowUp, *, without_touch: int | None = None) -> Facts:
    """The facts of one follow-up; `without_touch` leaves one contact out (the one about to be made)."""
    return load_many([followup], without_touch=without_touch)[followup.pk]


def load_many(followups: Iterable[FollowUp], *, without_touch: int | None = None) -> dict[int, Facts]:
    """The facts of each, by follow-up id. Nine queries, however many they are."""
    followups = list(followups)
    people = [followup.person_id for followup in followups]
    steps = _steps({followup.version_id for followup in followups})
    touches = _touches(people, without_touch)
    promises = _promises(people)
    reachable = _reachable(people)
    refused = _refused(people)
    sellers = places(Member.objects.filter(pk__in={followup.owner_id for followup in followups}))
    return {
        followup.pk: Facts(
            started_at=followup.started_at,
            steps=steps[followup.version_id],
            touches=tuple(_touch_facts(touch, followup) for touch in touches[followup.person_id]),
            person=_person(followup.person, reachable[followup.person_id], refused[followup.person_id]),
            seller=sellers[followup.owner_id],
            promises=tuple(
                facts for owner, facts in promises[followup.person_id] if owner in {followup.pk, None}
            ),
            decision=_decision(followup),
            answer_waits_since=followup.answer_waits_since,
            resumed_at=followup.resumed_at,
            in_flight=any(
                touch.state == TouchState.IN_FLIGHT and touch.followup_id == followup.pk
                for touch in touches[followup.person_id]
            ),
            policy=followup.workspace.policy,
        )
        for followup in followups
    }


def person_place(person: Person) -> Place:
    """Where the person is; the workspace's zone is assumed while nothing better is known."""
    return Place(zone=person.zone or person.workspace.zone, country=person.country)


def _steps(versions: set[int]) -> dict[int, tuple[StepFacts, ...]]:
    steps: dict[int, list[StepFacts]] = defaultdict(list)
    for step in Step.objects.filter(version__in=versions).order_by("version", "number"):
        steps[step.version_id].append(step_facts(step))
    return defaultdict(tuple, {version: tuple(rows) for version, rows in steps.items()})


def step_facts(step: Step) -> StepFacts:
    return StepFacts(
        number=step.number,
        offset=Offset(step.offset_amount, OffsetUnit(step.offset_unit)),
        channel=Channel(step.channel),
        purpose=Purpose(step.purpose),
        fallbacks=tuple(Channel(channel) for channel in step.fallbacks),
        automatic=step.automatic,
    )


def _touches(people: list[int], without: int | None) -> dict[int, list[Touch]]:
    touches: dict[int, list[Touch]] = defaultdict(list)
    rows = Touch.objects.filter(COUNTS, person__in=people).select_related("member")
    if without is not None:
        rows = rows.exclude(pk=without)
    for touch in rows.order_by("at", "pk"):
        touches[touch.person_id].append(touch)
    return touches


def _touch_facts(touch: Touch, followup: FollowUp) -> TouchFacts:
    own = touch.followup_id == followup.pk
    return TouchFacts(
        at=touch.at,
        channel=Channel(touch.channel),
        direction=Direction(touch.direction),
        outcome=Outcome(touch.outcome),
        own=own,
        number=touch.number if own else None,
        step=touch.step if own else None,
        purpose=Purpose(touch.purpose) if touch.purpose else None,
        # The rules say "your call" to whom the follow-up belongs, and name everybody else.
        by=touch.member.name if touch.member and touch.member_id != followup.owner_id else "",
    )


def _promises(people: list[int]) -> dict[int, list[tuple[int | None, PromiseFacts]]]:
    promises: dict[int, list[tuple[int | None, PromiseFacts]]] = defaultdict(list)
    rows = Promise.objects.filter(person__in=people, state=PromiseState.OPEN).order_by("due_at", "pk")
    for promise in rows:
        facts = PromiseFacts(
            id=promise.pk,
            party=Party(promise.party),
            due_at=promise.due_at,
            timed=promise.is_timed,
            channel=Channel(promise.channel) if promise.channel else None,
        )
        promises[promise.person_id].append((promise.followup_id, facts))
    return promises


def _reachable(people: list[int]) -> dict[int, set[Channel]]:
    reachable: dict[int, set[Channel]] = defaultdict(set)
    rows = ContactPoint.objects.filter(person__in=people, state=ContactPoint.WORKS)
    for person_id, channel in rows.values_list("person_id", "channel"):
        reachable[person_id].add(Channel(channel))
    return reachable


def _refused(people: list[int]) -> dict[int, set[str]]:
    refused: dict[int, set[str]] = defaultdict(set)
    for person_id, channel in OptOut.objects.filter(person__in=people).values_list("person_id", "channel"):
        refused[person_id].add(channel)
    return refused


def _person(person: Person, reachable: set[Channel], refused: set[str]) -> PersonFacts:
    return PersonFacts(
        place=person_place(person),
        reachable=frozenset(reachable),
        opted_out=frozenset(Channel(channel) for channel in refused if channel),
        opted_out_of_all="" in refused,
        opted_out_at=person.opted_out_at,
        away_until=person.away_until,
        away_since=person.away_since,
    )


def _decision(followup: FollowUp) -> DecisionFacts | None:
    if not followup.decision or followup.decided_at is None:
        return None
    return DecisionFacts(
        kind=DecisionKind(followup.decision),
        at=followup.decided_at,
        cause=Cause(followup.decision_cause) if followup.decision_cause else None,
        wake_on=followup.wake_on,
    )


def heard_since(person_id: int, moment: datetime) -> bool:
    """Whether the person was heard on any channel after that moment."""
    return (
        Touch.objects.filter(Q(direction=Direction.IN), COUNTS, person=person_id, at__gt=moment)
        .exclude(outcome__in=NO_CONTACT)
        .exists()
    )
