"""All for one contact: who they are, what they said, what is owed, what was given, and why now."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from django.db.models import prefetch_related_objects

from twelfth.brief.likes import likes
from twelfth.brief.milestones import milestones_ahead
from twelfth.cadences.models import Step
from twelfth.cadences.queries import step_at
from twelfth.deals.models import Deal
from twelfth.followups.models import FollowUp
from twelfth.messages.models import IncomingMessage, MessageState, OutgoingMessage
from twelfth.people.custom.words import NOTHING, OwnTexts, own_texts
from twelfth.people.models import ContactPoint, OptOut, Person, PersonTag, Remark, Tag
from twelfth.people.points.postal import postal_points
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
class Thread:
    """The last e-mail of a conversation, theirs or ours: the next one answers it. `references` names those before."""

    subject: str
    message_id: str
    references: str
    at: datetime


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
    #: Days ahead that matter to them, in words: "in 6 days: with the firm (10 years)".
    milestones: list[str]
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
    #: What the next e-mail goes on with, if it does.
    thread: Thread | None
    why: str
    local_time: datetime
    #: The workspace's own fields, where the words of the step may ask for them.
    own: OwnTexts = NOTHING

    @property
    def zone_is_assumed(self) -> bool:
        return not self.person.zone

    @property
    def last_touch(self) -> Touch | None:
        done = [touch for touch in self.touches if touch.state == TouchState.DONE]
        return done[-1] if done else None

    @property
    def likes(self) -> str:
        """How they like to be reached, in words."""
        return likes(self.person)

    @property
    def liked(self) -> Channel | None:
        """The channel that they prefer, where they can be reached on it and have not refused it."""
        channel = Channel(self.person.prefers_channel) if self.person.prefers_channel else None
        if channel is None or {"", channel} & self.refused or self.address(channel) is None:
            return None
        return channel

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
    return load_many([followup], today=today, now=now)[followup.pk]


def load_many(followups: Sequence[FollowUp], *, today: date, now: datetime) -> dict[int, Brief]:
    """The briefs of these follow-ups by their keys, in as many queries for twenty as for one."""
    prefetch_related_objects(followups, "version")
    steps = _steps({followup.version_id for followup in followups})
    next_steps = {
        followup.pk: step_at(followup.version, steps[followup.version_id], followup.next_step)
        for followup in followups
    }
    threaded = [pk for pk, step in next_steps.items() if step is not None and step.same_thread]
    asking = [followup.person for followup in followups if _asks_own(next_steps[followup.pk])]
    people = {followup.person_id: followup.person for followup in followups}
    prefetch_related_objects(list(people.values()), "company")
    known = _Known(
        remarks=_of(Remark.objects.filter(person__in=people).order_by("-learnt_on", "-pk")),
        touches=_of(
            Touch.objects.filter(person__in=people)
            .exclude(state=TouchState.UNDONE)
            .select_related("member")
            .order_by("at", "pk")
        ),
        points=_of(ContactPoint.objects.filter(person__in=people).order_by("channel", "-is_primary", "pk")),
        refused=_of(OptOut.objects.filter(person__in=people)),
        promises=_of(Promise.objects.filter(person__in=people, state=PromiseState.OPEN).order_by("due_at")),
        tags=_of(PersonTag.objects.filter(person__in=people).select_related("tag").order_by("tag__name")),
        steps=steps,
        next_steps=next_steps,
        answers=_answers(followups),
        threads=_threads(threaded),
        own=own_texts(asking),
    )
    return {followup.pk: _brief(followup, known, today=today, now=now) for followup in followups}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What was read for a batch: steps by version, next steps and threads by follow-up, all else by
    person."""

    remarks: Mapping[int, list[Remark]]
    touches: Mapping[int, list[Touch]]
    points: Mapping[int, list[ContactPoint]]
    refused: Mapping[int, list[OptOut]]
    promises: Mapping[int, list[Promise]]
    tags: Mapping[int, list[PersonTag]]
    steps: Mapping[int, list[Step]]
    next_steps: Mapping[int, Step | None]
    answers: Mapping[int, IncomingMessage]
    threads: Mapping[int, Thread]
    own: Mapping[int, OwnTexts]


def _brief(followup: FollowUp, known: _Known, *, today: date, now: datetime) -> Brief:
    person = followup.person
    remarks, touches = known.remarks[person.pk], known.touches[person.pk]
    steps = known.steps[followup.version_id]
    return Brief(
        followup=followup,
        person=person,
        points=_points([*known.points[person.pk], *postal_points(person)]),
        refused=frozenset(wish.channel for wish in known.refused[person.pk]),
        said=[remark for remark in remarks if remark.kind == Remark.SAID],
        interests=[remark for remark in remarks if remark.kind == Remark.INTEREST],
        shared=[remark for remark in remarks if remark.kind == Remark.SHARED],
        milestones=[one.words(today) for one in milestones_ahead(person, remarks, today=today)],
        promises=known.promises[person.pk],
        touches=touches,
        balance=balance_of(touches),
        deal=followup.deal,
        step=known.next_steps[followup.pk],
        steps=steps,
        tags=[row.tag for row in known.tags[person.pk]],
        answer=known.answers.get(person.pk) if followup.answer_waits_since else None,
        thread=known.threads.get(followup.pk),
        why=why(followup, today=today),
        local_time=now.astimezone(ZoneInfo(person.zone or person.workspace.zone)),
        own=known.own.get(person.pk, NOTHING),
    )


_OWN = re.compile(r"""\.\s*own\b|\[\s*\\?["']own\b""")


def _asks_own(step: Step | None) -> bool:
    """Whether its words may name a field of one's own, as people write it in Liquid."""
    if step is None:
        return False
    words = (step.subject, step.body, step.opening, step.talking_points, step.voicemail, step.short_text)
    return _OWN.search(f"{words} {step.alternatives}") is not None


class _Theirs(Protocol):
    """A row that belongs to a person."""

    person_id: int


_Row = TypeVar("_Row", bound=_Theirs)


def _of(rows: Iterable[_Row]) -> Mapping[int, list[_Row]]:
    """Rows by the person they belong to."""
    found: dict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(row)
    return found


def _steps(versions: Iterable[int]) -> Mapping[int, list[Step]]:
    found: dict[int, list[Step]] = defaultdict(list)
    for step in Step.objects.filter(version__in=versions).order_by("version", "number"):
        found[step.version_id].append(step)
    return found


def why(followup: FollowUp, *, today: date) -> str:
    """The stored reasons of the next moment, in words."""
    reasons = tuple(Reason.from_json(data) for data in followup.next_reasons)
    return explain(reasons, zone=followup.next_zone or followup.workspace.zone, today=today)


def balance_of(touches: list[Touch]) -> Balance:
    weights = [touch.balance for touch in touches if touch.state == TouchState.DONE]
    return Balance(gave=sum(weight > 0 for weight in weights), asked=sum(weight < 0 for weight in weights))


def _points(rows: Iterable[ContactPoint]) -> dict[Channel, list[ContactPoint]]:
    points: dict[Channel, list[ContactPoint]] = {}
    for point in rows:
        points.setdefault(Channel(point.channel), []).append(point)
    return points


def _answers(followups: Iterable[FollowUp]) -> dict[int, IncomingMessage]:
    """The latest answer of each person who waits for one of ours."""
    waiting = [followup.person_id for followup in followups if followup.answer_waits_since is not None]
    if not waiting:
        return {}
    rows = IncomingMessage.objects.filter(person__in=waiting, kind__in=("reply", "unsubscribe"))
    return {message.person_id: message for message in rows.order_by("received_at", "pk")}


def _threads(followups: Sequence[int]) -> dict[int, Thread]:
    """The last e-mail of each of these follow-ups, whoever wrote it."""
    if not followups:
        return {}
    sent = OutgoingMessage.objects.filter(touch__followup__in=followups, state=MessageState.SENT)
    heard = IncomingMessage.objects.filter(followup__in=followups, kind__in=("reply", "unsubscribe"))
    letters = [
        *sent.values_list("touch__followup", "subject", "message_id", "references", "sent_at"),
        *heard.values_list("followup", "subject", "identity", "references", "received_at"),
    ]
    found: dict[int, Thread] = {}
    for followup, subject, message_id, references, at in letters:
        if at is not None and (followup not in found or found[followup].at < at):
            found[followup] = Thread(subject=subject, message_id=message_id, references=references, at=at)
    return found
