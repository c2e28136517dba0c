"""Loads what the rules look at, for one follow-up or many, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Max, QuerySet

from twelfth.accounts.models import Member, Workspace
from twelfth.agenda.queries import places
from twelfth.flow.plan_facts import PlanFacts, load_plans
from twelfth.followups.models import FollowUp, KeyDate
from twelfth.people.models import ContactPoint, OptOut, Person, PersonTag
from twelfth.people.points.postal import POSTAL, postal_line
from twelfth.promises.models import Promise
from twelfth.rules.facts import (
    DecisionFacts,
    Elsewhere,
    Facts,
    GuardPolicy,
    Pause,
    PersonFacts,
    Place,
    Postponement,
    PromiseFacts,
    TouchFacts,
)
from twelfth.rules.hours import read_hours
from twelfth.rules.terms import (
    NO_CONTACT,
    AnchorKind,
    Cause,
    Channel,
    DecisionKind,
    Direction,
    Outcome,
    Party,
    Postponed,
    PromiseState,
    Purpose,
)
from twelfth.touches.models import COUNTS, Touch, TouchState

#: What `load_many` needs to have been joined to the follow-ups it is given.
JOINS = ("person__workspace", "owner", "workspace", "deal")

#: How far back contacts with others of a company are looked at, and how many of them.
ELSEWHERE = timedelta(days=30)
MOST_ELSEWHERE = 200


def load(followup: FollowUp) -> Facts:
    """The facts of one follow-up."""
    return load_many([followup])[followup.pk]


def joined(rows: QuerySet[FollowUp]) -> list[FollowUp]:
    """The follow-ups with what `JOINS` names; workspaces and owners, of which many rows share a few, are read once."""
    followups = list(rows.select_related("person", "deal"))
    workspaces = Workspace.objects.in_bulk({followup.workspace_id for followup in followups})
    owners = Member.objects.in_bulk({followup.owner_id for followup in followups})
    for followup in followups:
        followup.workspace = followup.person.workspace = workspaces[followup.workspace_id]
        followup.owner = owners[followup.owner_id]
    return followups


def load_many(followups: Iterable[FollowUp], *, without_touches: Collection[int] = ()) -> dict[int, Facts]:
    """The facts of each, by follow-up id. Twelve queries at most, however many they are. `without_touches` leaves
    contacts out: those about to be made."""
    followups = list(followups)
    people = {followup.person_id: followup.person for followup in followups}
    known = _Known(
        plans=load_plans({followup.version_id for followup in followups}),
        touches=_touches(people, without_touches),
        promises=_promises(people),
        reachable=_reachable(people),
        refused=_refused(people),
        tags=_tags(people),
        key_dates=_key_dates([followup.pk for followup in followups]),
        elsewhere=_elsewhere(people.values()),
        sellers=places({followup.owner_id: followup.owner for followup in followups}.values()),
        policies={followup.workspace_id: followup.workspace.policy for followup in followups},
    )
    return {followup.pk: _facts(followup, known) for followup in followups}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What was read for a batch: plans by version, sellers by member, policies by workspace, key dates by follow-up,
    contacts elsewhere by company, all else by person."""

    plans: Mapping[int, PlanFacts]
    touches: Mapping[int, Sequence["_Made"]]
    promises: Mapping[int, Sequence[tuple[int | None, PromiseFacts]]]
    reachable: Mapping[int, set[Channel]]
    refused: Mapping[int, set[str]]
    tags: Mapping[int, set[str]]
    key_dates: Mapping[int, dict[AnchorKind, date]]
    elsewhere: Mapping[int | None, Sequence["_There"]]
    sellers: Mapping[int, Place]
    policies: Mapping[int, GuardPolicy]


def _facts(followup: FollowUp, known: _Known) -> Facts:
    # One that only tries something out has no version.
    person, plan = followup.person, known.plans.get(followup.version_id, PlanFacts())
    touches = known.touches[person.pk]
    return Facts(
        started_at=followup.leg_at or followup.started_at,
        after_step=followup.leg_after,
        steps=plan.steps,
        repeat_from=plan.repeat_from,
        stop_when=plan.stop_when,
        then=plan.then,
        touches=tuple(_touch_facts(touch, followup) for touch in touches),
        person=_person(person, known.reachable[person.pk], known.refused[person.pk], known.tags[person.pk]),
        seller=known.sellers[followup.owner_id],
        promises=tuple(facts for owner, facts in known.promises[person.pk] if owner in {followup.pk, None}),
        decision=_decision(followup),
        answer_waits_since=followup.answer_waits_since,
        resumed_at=followup.resumed_at,
        in_flight=any(
            touch.state == TouchState.IN_FLIGHT and touch.followup_id == followup.pk for touch in touches
        ),
        anchors=known.key_dates[followup.pk] | _birthday(person),
        deal_stage=followup.deal.stage if followup.deal else "",
        pause=_pause(followup),
        postponed=_postponed(followup),
        elsewhere=tuple(
            _elsewhere_facts(touch, followup)
            for touch in known.elsewhere[person.company_id]
            if touch.person_id != person.pk
        ),
        seed=followup.pk or 0,
        variants=followup.variants,
        policy=known.policies[followup.workspace_id],
    )


def person_place(person: Person) -> Place:
    return place_in(person.workspace, person.zone, person.country, person.prefers_hours)


def place_in(workspace: Workspace, zone: str, country: str, prefers: str) -> Place:
    """Where somebody is, and the hours they prefer as they are kept; the workspace's zone is assumed while nothing
    better is known."""
    return Place(zone=zone or workspace.zone, country=country, prefers=read_hours(prefers))


class _Made(NamedTuple):
    """A contact as `_touches` reads it: whole objects take several times as long, and a batch has thousands."""

    person_id: int
    followup_id: int | None
    at: datetime
    channel: str
    direction: str
    outcome: str
    number: int | None
    step: int | None
    leg: int
    purpose: str
    state: str
    member_id: int | None
    member: str | None


_MADE = (*_Made._fields[:-1], "member__name")


def _touches(people: Iterable[int], without: Collection[int]) -> dict[int, list[_Made]]:
    touches: dict[int, list[_Made]] = defaultdict(list)
    rows = Touch.objects.filter(COUNTS, person__in=people)
    if without:
        rows = rows.exclude(pk__in=without)
    for touch in map(_Made._make, rows.order_by("at", "pk").values_list(*_MADE)):
        touches[touch.person_id].append(touch)
    return touches


def _touch_facts(touch: _Made, followup: FollowUp) -> TouchFacts:
    own = touch.followup_id == followup.pk
    return TouchFacts(
        at=touch.at,
        channel=Channel(touch.channel),
        direction=Direction(touch.direction),
        outcome=Outcome(touch.outcome),
        own=own,
        number=touch.number if own else None,
        # Step numbers of an earlier plan mean nothing in this one.
        step=touch.step if own and touch.leg == followup.leg else None,
        purpose=Purpose(touch.purpose) if touch.purpose else None,
        # The rules say "your call" to whom the follow-up belongs, and name everybody else.
        by=touch.member if touch.member and touch.member_id != followup.owner_id else "",
    )


def _promises(people: Iterable[int]) -> dict[int, list[tuple[int | None, PromiseFacts]]]:
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


def _reachable(people: Iterable[int]) -> dict[int, set[Channel]]:
    reachable: dict[int, set[Channel]] = defaultdict(set)
    rows = ContactPoint.objects.filter(person__in=people, state=ContactPoint.WORKS)
    for person_id, channel in rows.values_list("person_id", "channel"):
        reachable[person_id].add(Channel(channel))
    return reachable


def _refused(people: Iterable[int]) -> dict[int, set[str]]:
    refused: dict[int, set[str]] = defaultdict(set)
    for person_id, channel in OptOut.objects.filter(person__in=people).values_list("person_id", "channel"):
        refused[person_id].add(channel)
    return refused


def _tags(people: Iterable[int]) -> dict[int, set[str]]:
    tags: dict[int, set[str]] = defaultdict(set)
    for person_id, name in PersonTag.objects.filter(person__in=people).values_list("person_id", "tag__name"):
        tags[person_id].add(name.lower())
    return tags


def _key_dates(followups: list[int]) -> dict[int, dict[AnchorKind, date]]:
    dates: dict[int, dict[AnchorKind, date]] = defaultdict(dict)
    rows = KeyDate.objects.filter(followup__in=followups)
    for followup_id, kind, on in rows.values_list("followup_id", "kind", "on"):
        dates[followup_id][AnchorKind(kind)] = on
    return dates


def _birthday(person: Person) -> dict[AnchorKind, date]:
    """The day they were born, in a leap year where the year is not known; nothing for what is no date."""
    text = person.birthday.replace("--", f"{_SOME_LEAP_YEAR}-", 1)
    try:
        return {AnchorKind.BIRTHDAY: date.fromisoformat(text)} if text else {}
    except ValueError:
        return {}


_SOME_LEAP_YEAR = 1904


class _There(NamedTuple):
    """A contact with somebody of a company, as `_elsewhere` reads it: a page of a list and a batch have thousands."""

    company_id: int
    at: datetime
    direction: str
    outcome: str
    channel: str
    person_id: int
    person: str
    member_id: int | None
    member: str | None


_THERE = ("person__company_id", "at", "direction", "outcome", "channel", "person_id", "person__full_name",
          "member_id", "member__name")  # fmt: skip


def _elsewhere(people: Iterable[Person]) -> dict[int | None, list[_There]]:
    """Contacts with anybody of their companies in the last 30 days, by company, oldest first.

    The time is counted from the latest of them, because the rules have no clock.
    """
    companies = {person.company_id for person in people if person.company_id is not None}
    touches: dict[int | None, list[_There]] = defaultdict(list)
    if not companies:
        return touches
    rows = Touch.objects.filter(COUNTS, person__company__in=companies).order_by("-at", "-pk")
    for touch in map(_There._make, rows.values_list(*_THERE)[: MOST_ELSEWHERE * len(companies)]):
        there = touches[touch.company_id]
        if not there or there[0].at - touch.at <= ELSEWHERE:
            there.append(touch)
    for there in touches.values():
        there.reverse()
    return touches


def _elsewhere_facts(touch: _There, followup: FollowUp) -> Elsewhere:
    return Elsewhere(
        at=touch.at,
        direction=Direction(touch.direction),
        outcome=Outcome(touch.outcome),
        channel=Channel(touch.channel),
        with_whom=touch.person,
        by=touch.member if touch.member and touch.member_id != followup.owner_id else "",
    )


def _person(person: Person, reachable: set[Channel], refused: set[str], tags: set[str]) -> PersonFacts:
    return PersonFacts(
        place=person_place(person),
        reachable=frozenset(reachable | POSTAL if postal_line(person) else reachable),
        opted_out=frozenset(Channel(channel) for channel in refused if channel),
        opted_out_of_all="" in refused,
        opted_out_at=person.opted_out_at,
        complained_at=person.complained_at,
        tags=frozenset(tags),
        away_until=person.away_until,
        away_since=person.away_since,
        prefers=Channel(person.prefers_channel) if person.prefers_channel else None,
        avoids=frozenset(map(Channel, person.avoids_channels.split())),
    )


def _pause(followup: FollowUp) -> Pause | None:
    return Pause(at=followup.paused_at, until=followup.paused_until) if followup.paused_at else None


def _postponed(followup: FollowUp) -> Postponement | None:
    if followup.postponed_step is None or followup.postponed_to is None:
        return None
    why = Postponed(followup.postponed_why)
    return Postponement(step=followup.postponed_step, to=followup.postponed_to, why=why)


def _decision(followup: FollowUp) -> DecisionFacts | None:
    if not followup.decision or followup.decided_at is None:
        return None
    return DecisionFacts(
        kind=DecisionKind(followup.decision),
        at=followup.decided_at,
        cause=Cause(followup.decision_cause) if followup.decision_cause else None,
        wake_on=followup.wake_on,
        wake_anchor=AnchorKind(followup.wake_anchor) if followup.wake_anchor else None,
    )


def heard_last(people: Iterable[int]) -> dict[int, datetime]:
    """When each of these people was heard last on any channel, by their keys; who never was is left out."""
    heard = Touch.objects.filter(COUNTS, person__in=people, direction=Direction.IN).exclude(
        outcome__in=NO_CONTACT
    )
    return dict(heard.values_list("person_id").annotate(last=Max("at")))
