"""All for one contact: who they are, what they said, what is owed, what was given, and why now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from twelfth.cadences.models import Step
from twelfth.cadences.queries import step_at
from twelfth.deals.models import Deal
from twelfth.followups.models import FollowUp
from twelfth.messages.models import IncomingMessage
from twelfth.people.models import ContactPoint, OptOut, Person, Remark, Tag
from twelfth.promises.models import Promise
from twelfth.rules.reasons import Reason
from twelfth.rules.sentences import explain
from twelfth.rules.terms import Channel, PromiseState
from twelfth.touches.models import Touch, TouchState


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """The relation's account: how often we gave and how often we asked."""

    gave: int
    asked: int

    @property
    def may_ask(self) -> bool:
        return self.gave >= self.asked

    @property
    def is_empty(self) -> bool:
        return not self.gave and not self.asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """Everything for one contact on one screen. Lists are newest first unless they say otherwise."""

    followup: FollowUp
    person: Person
    points: Mapping[Channel, list[ContactPoint]]
    refused: frozenset[str]
    said: list[Remark]
    interests: list[Remark]
    shared: list[Remark]
    #: Open ones, the next due first.
    promises: list[Promise]
    #: Oldest first, undone ones left out.
    touches: list[Touch]
    balance: Balance
    deal: Deal | None
    step: Step | None
    steps: list[Step]
    tags: list[Tag]
    answer: IncomingMessage | None
    why: str
    local_time: datetime

    @property
    def zone_is_assumed(self) -> bool:
        return not self.person.zone

    @property
    def last_touch(self) -> Touch | None:
        done = [touch for touch in self.touches if touch.state == TouchState.DONE]
        return done[-1] if done else None

    @property
    def number(self) -> int:
        """The number the next outgoing contact will have."""
        return self.followup.touch_count + 1

    def address(self, channel: Channel) -> ContactPoint | None:
        """The first working contact point on a channel."""
        works = [point for point in self.points.get(channel, []) if point.state == ContactPoint.WORKS]
        return works[0] if works else None


def load(followup: FollowUp, *, today: date, now: datetime) -> Brief:
    """The brief of one follow-up, in a fixed number of queries. `today` is the reader's day."""
    person = followup.person
    remarks = list(person.remarks.order_by("-learnt_on", "-pk"))
    touches = list(
        Touch.objects.filter(person=person)
        .exclude(state=TouchState.UNDONE)
        .select_related("member")
        .order_by("at", "pk")
    )
    steps = list(followup.version.steps.order_by("number"))
    return Brief(
        followup=followup,
        person=person,
        points=_points(person),
        refused=frozenset(OptOut.objects.filter(person=person).values_list("channel", flat=True)),
        said=[remark for remark in remarks if remark.kind == Remark.SAID],
        interests=[remark for remark in remarks if remark.kind == Remark.INTEREST],
        shared=[remark for remark in remarks if remark.kind == Remark.SHARED],
        promises=list(Promise.objects.filter(person=person, state=PromiseState.OPEN).order_by("due_at")),
        touches=touches,
        balance=balance_of(touches),
        deal=followup.deal,
        step=step_at(followup.version, steps, followup.next_step),
        steps=steps,
        tags=list(person.tags.order_by("name")),
        answer=_answer(followup),
        why=why(followup, today=today),
        local_time=now.astimezone(ZoneInfo(person.zone or person.workspace.zone)),
    )


def why(followup: FollowUp, *, today: date) -> str:
    """The stored reasons of the next moment, in words."""
    reasons = tuple(Reason.from_json(data) for data in followup.next_reasons)
    return explain(reasons, zone=followup.next_zone or followup.workspace.zone, today=today)


def balance_of(touches: list[Touch]) -> Balance:
    weights = [touch.balance for touch in touches if touch.state == TouchState.DONE]
    return Balance(gave=sum(weight > 0 for weight in weights), asked=sum(weight < 0 for weight in weights))


def _points(person: Person) -> dict[Channel, list[ContactPoint]]:
    points: dict[Channel, list[ContactPoint]] = {}
    for point in person.contact_points.order_by("channel", "-is_primary", "pk"):
        points.setdefault(Channel(point.channel), []).append(point)
    return points


def _answer(followup: FollowUp) -> IncomingMessage | None:
    if followup.answer_waits_since is None:
        return None
    return (
        IncomingMessage.objects.filter(person=followup.person_id, kind__in=("reply", "unsubscribe"))
        .order_by("-received_at")
        .first()
    )
