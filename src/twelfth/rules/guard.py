"""The pest guard: is this contact welcome, when is it, and why not before?

It looks at *all* contacts with the person, over all plans and colleagues, and is asked twice: when a
contact is planned and again in the moment of acting. It cannot be switched off. An opt-out is passed by
nobody; for automatic contacts everything else is as hard; for a person's own contacts the rest is a
warning, passed with one key.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from twelfth.rules.balance import WITHDRAWALS, balance, is_invited
from twelfth.rules.calendar import closed, first_open, holiday, local_day, moment_at, open_hours, start_of_day
from twelfth.rules.contacts import is_ours, unanswered_answer
from twelfth.rules.facts import Facts, Moment, Place, TouchFacts
from twelfth.rules.reasons import Reason, Reasons
from twelfth.rules.terms import HEARD, Channel, Party, Purpose

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


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that speaks against a contact. `hard`: no key passes it."""

    reason: Reason
    hard: bool


@dataclass(frozen=True, slots=True)
class _Answer:
    grounds: tuple[Ground, ...]

    @property
    def reasons(self) -> Reasons:
        return tuple(ground.reason for ground in self.grounds)

    @property
    def hard(self) -> bool:
        return any(ground.hard for ground in self.grounds)


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
        return Never(tuple(Ground(reason, hard=True) for reason in refused))
    warned = tuple(Ground(reason, hard=False) for reason in warnings(facts, contact))
    held: list[Ground] = []
    at = contact.at
    # Leaving one hold may lead into another (the gap ends on a Sunday): go on until nothing holds any more.
    # Every hold ends after the moment that it holds, and there are finitely many, so this ends.
    while (hold := _hold(facts, contact, at)) is not None:
        # That a later day begins with the night needs no saying.
        if at == contact.at or hold.reason.code != "quiet_hours":
            held.append(Ground(hold.reason, hard=contact.automatic))
        if contact.promised and not contact.automatic:
            break
        at = hold.until
    if at == contact.at:
        return Clear((*held, *warned))
    return NotBefore((*held, *warned), moment_at(at, facts.person.place.zone))


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
    if (answer := _waiting_answer(facts)) is not None:
        return (answer,)
    if (answered := unanswered_answer(facts.touches)) is not None:
        return (Reason("unanswered", {"at": answered.at.isoformat(), "channel": answered.channel}),)
    return _overdrawn(facts, contact)


def warnings(facts: Facts, contact: Contact) -> Reasons:
    """What a person should know before a contact of their own."""
    if contact.automatic or is_owed(facts, contact):
        return ()
    answer = _waiting_answer(facts)
    return (*(() if answer is None else (answer,)), *_overdrawn(facts, contact))


def holds(facts: Facts, contact: Contact, at: datetime) -> list[Hold]:
    """What makes the contact wait at `at`, apart from the hours and days of the person's place."""
    found = [] if (away := _away(facts, at)) is None else [away]
    if not is_owed(facts, contact):
        ours = [touch for touch in facts.touches if is_ours(touch)]
        policy = facts.policy
        found += _gap(ours, policy.least_gap, at)
        found += _cap(ours, policy.most_in_7_days, 7, at)
        found += _cap(ours, policy.most_in_30_days, 30, at)
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


def _waiting_answer(facts: Facts) -> Reason | None:
    since = facts.answer_waits_since
    return None if since is None else Reason("answer_waits", {"at": since.isoformat()})


def _overdrawn(facts: Facts, contact: Contact) -> Reasons:
    if contact.promised or contact.purpose not in WITHDRAWALS or is_invited(facts.touches):
        return ()
    account = balance(facts.touches)
    return (Reason("overdrawn", {"gave": account.gave, "asked": account.asked}),) if account.overdrawn else ()


def _away(facts: Facts, at: datetime) -> Hold | None:
    back = first_day_back(facts)
    if back is None:
        return None
    until = start_of_day(back, facts.person.place.zone)
    if at >= until:
        return None
    said = facts.person.away_until is not None
    return Hold(until, Reason("away" if said else "away_undated", {"back": back.isoformat()}))


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
    span = open_hours(place, day)
    if span is not None and span[0] <= at < span[1]:
        return None
    until = first_open(at, place)
    if until == at:
        return None
    if (closure := closed(place, day)) is None:
        wall = at.astimezone(start_of_day(day, place.zone).tzinfo)
        return Hold(until, Reason("quiet_hours", {"at": wall.isoformat(), "zone": place.zone}))
    values = {"day": day.isoformat()} | ({"name": holiday(place, day)} if closure.code == "holiday" else {})
    return Hold(until, Reason(f"closed_{closure.code}", dict(values)))
