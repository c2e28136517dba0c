"""The pest guard: is this contact welcome, when is it, and why not before?

It looks at *all* contacts with the person, over all plans and colleagues, and is asked twice: when a
contact is planned and again in the moment of acting. It cannot be switched off. An opt-out is passed by
nobody, and a machine passes nothing. For a person's own contacts most grounds are warnings, passed with one
key; three are hard (they said not now, they complained, the account is overdrawn where the workspace refuses
that) and are passed only by a person with the right role and a written reason.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from twelfth.rules.balance import WITHDRAWALS, balance, is_invited
from twelfth.rules.calendar import (
    closed,
    first_open,
    holiday,
    hours_left,
    is_open,
    local_day,
    moment_at,
    ordinary,
    prefers_hours,
    start_of_day,
    zone_of,
)
from twelfth.rules.contacts import is_ours, unanswered_answer
from twelfth.rules.facts import Facts, GuardPolicy, Moment, Place, TouchFacts
from twelfth.rules.hours import write_hours
from twelfth.rules.position import wake_day
from twelfth.rules.reasons import Reason, Reasons, Value
from twelfth.rules.terms import HEARD, Channel, DecisionKind, Party, Purpose

#: How long somebody counts as away whose out-of-office reply gave no date.
ABSENCE = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A contact that is planned or about to be made. `channel` None: not chosen yet."""

    at: datetime
    channel: Channel | None = None
    purpose: Purpose | None = None
    promised: bool = False
    automatic: bool = False


class PassedBy(StrEnum):
    """Who may make a contact all the same."""

    #: Whoever does it, with one key.
    KEY = "key"
    #: A person with the role for it, who writes down why.
    ROLE = "role"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that speaks against a contact, and who may pass it."""

    reason: Reason
    passed_by: PassedBy

    @property
    def hard(self) -> bool:
        """No key passes it."""
        return self.passed_by is not PassedBy.KEY


@dataclass(frozen=True, slots=True)
class _Answer:
    grounds: tuple[Ground, ...]

    @property
    def reasons(self) -> Reasons:
        return tuple(ground.reason for ground in self.grounds)

    @property
    def hard(self) -> bool:
        return any(ground.hard for ground in self.grounds)

    @property
    def passed_by(self) -> PassedBy:
        """Who may pass all of it."""
        ways = {ground.passed_by for ground in self.grounds}
        return next((way for way in (PassedBy.NOBODY, PassedBy.ROLE) if way in ways), PassedBy.KEY)


@dataclass(frozen=True, slots=True)
class Clear(_Answer):
    """Welcome. Any grounds are warnings."""

    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True)
class NotBefore(_Answer):
    """Welcome from `moment` on, which is itself clear; a person may pass it earlier unless it is hard."""

    moment: Moment


@dataclass(frozen=True, slots=True)
class Never(_Answer):
    """Not at all, as things stand."""


Verdict = Clear | NotBefore | Never


@dataclass(frozen=True, slots=True)
class Hold:
    """Why a contact has to wait, and until when."""

    until: datetime
    reason: Reason
    passed_by: PassedBy = PassedBy.KEY


def verdict(
    facts: Facts,
    *,
    channel: Channel | None,
    at: datetime,
    now: datetime,
    promised: bool,
    automatic: bool,
    purpose: Purpose | None,
) -> Verdict:
    """Whether a contact meant for `at` is welcome. What was meant for the past can only be made now."""
    return judge(
        facts,
        Contact(at=max(at, now), channel=channel, purpose=purpose, promised=promised, automatic=automatic),
    )


def judge(facts: Facts, contact: Contact) -> Verdict:
    """The verdict on one contact, at its own moment."""
    if refused := refusals(facts, contact):
        return Never(tuple(Ground(reason, PassedBy.NOBODY) for reason in refused))
    if forbidden := _forbidden(facts, contact):
        return Never(tuple(Ground(reason, PassedBy.ROLE) for reason in forbidden))
    warned = tuple(Ground(reason, PassedBy.KEY) for reason in warnings(facts, contact, contact.at))
    held: list[Ground] = []
    at = contact.at
    # Leaving one hold may lead into another (the gap ends on a Sunday): go on until nothing holds any more.
    # Every hold ends after the moment that it holds, and there are finitely many, so this ends.
    while (hold := _hold(facts, contact, at)) is not None:
        # That a later day begins with the night needs no saying.
        if at == contact.at or hold.reason.code != "quiet_hours":
            held.append(Ground(hold.reason, PassedBy.NOBODY if contact.automatic else hold.passed_by))
        if contact.promised and not contact.automatic:
            break
        at = hold.until
    held[:0] = _hidden(facts, contact, held)
    if at == contact.at:
        return Clear((*held, *warned))
    return NotBefore((*held, *warned), moment_at(at, facts.person.place.zone))


def _hidden(facts: Facts, contact: Contact, held: list[Ground]) -> list[Ground]:
    """The longest hold hides the others, but never one that no key passes: they said not now, whoever is away."""
    if contact.automatic:
        return []
    hard = (hold for hold in holds(facts, contact, contact.at) if hold.passed_by is PassedBy.ROLE)
    grounds = (Ground(hold.reason, hold.passed_by) for hold in hard)
    return [ground for ground in grounds if ground not in held]


def is_owed(facts: Facts, contact: Contact) -> bool:
    """Whether they wait for it: what was promised and what answers them is never too much.

    The purpose alone is no proof: a step that calls itself an answer is none while nobody has asked.
    """
    if contact.promised:
        return True
    if contact.purpose is Purpose.ANSWER:
        return facts.answer_waits_since is not None or unanswered_answer(facts.touches) is not None
    return contact.purpose is Purpose.KEEP_PROMISE and any(owed.party is Party.US for owed in facts.promises)


def refusals(facts: Facts, contact: Contact) -> Reasons:
    """What forbids the contact altogether. An opt-out forbids it to everybody; the rest only to the
    machine."""
    person = facts.person
    if person.opted_out_of_all:
        return (Reason("opted_out_of_all"),)
    if contact.channel in person.opted_out:
        return (Reason("opted_out_of_channel", {"channel": contact.channel}),)
    if not contact.automatic:
        return ()
    if against := _complained(facts) or _waiting_answer(facts):
        return against
    if (answered := unanswered_answer(facts.touches)) is not None:
        return (Reason("unanswered", {"at": answered.at.isoformat(), "channel": answered.channel}),)
    return (*_overdrawn(facts, contact), *_rather_not(facts, contact), *_hours_impossible(facts))


def _forbidden(facts: Facts, contact: Contact) -> Reasons:
    """What forbids the contact to a person, unless one with the right role has a reason to make it."""
    if contact.automatic or is_owed(facts, contact):
        return ()
    return _complained(facts) or (_overdrawn(facts, contact) if facts.policy.refuses_overdrawn else ())


def warnings(facts: Facts, contact: Contact, at: datetime) -> Reasons:
    """What a person should know before a contact of their own at `at`, even where it is forbidden to them."""
    if contact.automatic or is_owed(facts, contact):
        return ()
    live = _live_exchange(facts, at)
    talking = () if live is None else (live.reason,)
    return (
        *_complained(facts),
        *_waiting_answer(facts),
        *talking,
        *_overdrawn(facts, contact),
        *_rather_not(facts, contact),
        *_hours_impossible(facts),
    )


def holds(facts: Facts, contact: Contact, at: datetime) -> list[Hold]:
    """What makes the contact wait at `at`, apart from the hours and days of the person's place."""
    found = [] if (away := _away(facts, at)) is None else [away]
    if not is_owed(facts, contact):
        ours = [touch for touch in facts.touches if is_ours(touch)]
        policy = facts.policy
        found += _deferred(facts, at)
        found += _gap(ours, policy.least_gap, at)
        found += _channel_gap(ours, policy, contact.channel, at)
        found += _day_cap(ours, policy.most_in_1_day, facts.person.place.zone, at)
        found += _cap(ours, policy.most_in_7_days, 7, at)
        found += _cap(ours, policy.most_in_30_days, 30, at)
        found += _company_cap(ours, facts, at)
        if contact.automatic and (live := _live_exchange(facts, at)) is not None:
            found.append(live)
    return found


def first_day_back(facts: Facts) -> date | None:
    """The first day on which the person is back; None when they are not away, or were heard since they said
    so."""
    person = facts.person
    since = person.away_since
    if since is not None and any(touch.outcome in HEARD and touch.at > since for touch in facts.touches):
        return None
    if person.away_until is not None:
        return person.away_until
    return None if since is None else local_day(since + ABSENCE, person.place.zone)


def _hold(facts: Facts, contact: Contact, at: datetime) -> Hold | None:
    """The longest hold at `at`: first what was too much, then the place."""
    found = holds(facts, contact, at)
    if found:
        return max(found, key=lambda hold: hold.until)
    return _closed(facts.person.place, at)


def _waiting_answer(facts: Facts) -> Reasons:
    since = facts.answer_waits_since
    return () if since is None else (Reason("answer_waits", {"at": since.isoformat()}),)


def _complained(facts: Facts) -> Reasons:
    at = facts.person.complained_at
    return () if at is None else (Reason("complained", {"at": at.isoformat()}),)


def _overdrawn(facts: Facts, contact: Contact) -> Reasons:
    if contact.promised or contact.purpose not in WITHDRAWALS or is_invited(facts.touches):
        return ()
    account = balance(facts.touches)
    return (Reason("overdrawn", {"gave": account.gave, "asked": account.asked}),) if account.overdrawn else ()


def _rather_not(facts: Facts, contact: Contact) -> Reasons:
    """They would rather not be contacted on this channel: the machine keeps to it, a person is told."""
    if contact.channel is None or contact.channel not in facts.person.avoids:
        return ()
    return (Reason("rather_not", {"channel": contact.channel}),)


def _hours_impossible(facts: Facts) -> Reasons:
    """The hours they prefer leave none of the ordinary ones: nothing goes by itself, and a person looks."""
    place = facts.person.place
    if place.prefers is None or hours_left(place) is not None:
        return ()
    return (Reason("hours_impossible", {"hours": write_hours(place.prefers)}),)


def _away(facts: Facts, at: datetime) -> Hold | None:
    back = first_day_back(facts)
    if back is None:
        return None
    until = start_of_day(back, facts.person.place.zone)
    if at >= until:
        return None
    said = facts.person.away_until is not None
    return Hold(until, Reason("away" if said else "away_undated", {"back": back.isoformat()}))


def _deferred(facts: Facts, at: datetime) -> list[Hold]:
    """They said not now, until a day: honoured to the day, unless they have come to us since."""
    decision = facts.decision
    if decision is None or decision.kind is not DecisionKind.NOT_YET:
        return []
    wake_on = wake_day(facts, decision)
    if wake_on is None or any(touch.outcome in HEARD and touch.at > decision.at for touch in facts.touches):
        return []
    until = start_of_day(wake_on, facts.seller.zone)
    if at >= until:
        return []
    reason = Reason("not_now", {"at": decision.at.isoformat(), "on": wake_on.isoformat()})
    return [Hold(until, reason, PassedBy.ROLE)]


def _live_exchange(facts: Facts, at: datetime) -> Hold | None:
    """A colleague is talking to somebody of the same company."""
    for touch in reversed(facts.elsewhere):
        until = touch.at + facts.policy.live_exchange
        if at >= until:
            return None
        if touch.by and touch.at <= at and touch.outcome in HEARD:
            values: dict[str, Value] = {"by": touch.by, "with": touch.with_whom, "at": touch.at.isoformat()}
            return Hold(until, Reason("live_exchange", values))
    return None


def _company_cap(ours: list[TouchFacts], facts: Facts, at: datetime) -> list[Hold]:
    """At most so many contacts with all the people of one company in 7 times 24 hours."""
    theirs = [touch for touch in facts.elsewhere if is_ours(touch)]
    if not theirs:
        return []
    most, length = max(facts.policy.company_most_in_7_days, 1), timedelta(days=7)
    moments = sorted([touch.at for touch in ours if touch.at > at - length] + [touch.at for touch in theirs])
    if len(moments) < most or at >= moments[-most] + length:
        return []
    last = theirs[-1]
    values: dict[str, Value] = {
        "most": most,
        "days": 7,
        "by": last.by,
        "with": last.with_whom,
        "at": last.at.isoformat(),
        "channel": last.channel,
        "outcome": last.outcome,
    }
    return [Hold(moments[-most] + length, Reason("company_most", values))]


def _channel_gap(
    ours: list[TouchFacts], policy: GuardPolicy, channel: Channel | None, at: datetime
) -> list[Hold]:
    """Some channels bear less: two cards in one week are one too many."""
    least = next((gap for limited, gap in policy.channel_gaps if limited is channel), None)
    last = next((touch for touch in reversed(ours) if touch.channel is channel), None)
    if least is None or last is None or at >= last.at + least:
        return []
    minutes = int(least.total_seconds() // 60)
    return [Hold(last.at + least, Reason("channel_gap", {"minutes": minutes, **_who(last)}))]


def _day_cap(ours: list[TouchFacts], most: int, zone: str, at: datetime) -> list[Hold]:
    """At most `most` contacts on one day of the person."""
    most = max(most, 1)
    if len(ours) < most or at >= ours[-most].at + timedelta(days=2):
        return []
    day = local_day(at, zone)
    if local_day(ours[-most].at, zone) < day:
        return []
    until = start_of_day(local_day(ours[-1].at, zone) + timedelta(days=1), zone)
    return [Hold(until, Reason("most_in_a_day", {"most": most, **_who(ours[-1])}))]


def _gap(ours: list[TouchFacts], least: timedelta, at: datetime) -> list[Hold]:
    if not ours or at >= ours[-1].at + least:
        return []
    minutes = int(least.total_seconds() // 60)
    return [Hold(ours[-1].at + least, Reason("least_gap", {"minutes": minutes, **_who(ours[-1])}))]


def _cap(ours: list[TouchFacts], most: int, days: int, at: datetime) -> list[Hold]:
    """At most `most` contacts in any `days` times 24 hours; a cap below one is taken as one."""
    most, length = max(most, 1), timedelta(days=days)
    if len(ours) < most or at >= ours[-most].at + length:
        return []
    reason = Reason("most_in_days", {"most": most, "days": days, **_who(ours[-1])})
    return [Hold(ours[-most].at + length, reason)]


def _who(touch: TouchFacts) -> dict[str, str | int | bool | None]:
    return {
        "at": touch.at.isoformat(),
        "channel": touch.channel,
        "outcome": touch.outcome,
        "direction": touch.direction,
        "by": touch.by,
        "planned": touch.planned,
        "step": touch.step,
    }


def _closed(place: Place, at: datetime) -> Hold | None:
    """The person's own hours and days: those of the seller are the seller's business."""
    day = local_day(at, place.zone)
    if is_open(place, at):
        return None
    until = first_open(at, place)
    if until == at:
        return None
    if is_open(ordinary(place), at):
        return Hold(until, prefers_hours(place))
    if (closure := closed(ordinary(place), day)) is None:
        wall = at.astimezone(zone_of(place.zone))
        return Hold(until, Reason("quiet_hours", {"at": wall.isoformat(), "zone": place.zone}))
    values = {"day": day.isoformat()} | ({"name": holiday(place, day)} if closure.code == "holiday" else {})
    return Hold(until, Reason(f"closed_{closure.code}", dict(values)))
