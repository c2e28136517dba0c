"""The plan: which step is next, on which channel, on what day, and how the steps after it would fall."""

from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from twelfth.rules.calendar import (
    first_open,
    first_welcome,
    later_by,
    local_day,
    moment_at,
    start_of_day,
    welcome,
    zone_of,
)
from twelfth.rules.conditions import all_hold
from twelfth.rules.contacts import CAME_BACK, is_contact
from twelfth.rules.facts import Facts, Moment, Offset, StepFacts, TouchFacts
from twelfth.rules.guard import Contact, holds, refusals, warnings
from twelfth.rules.position import anchor_day, counted_from, position, wake_day
from twelfth.rules.reasons import Reason, Reasons, Value
from twelfth.rules.rounds import step_at
from twelfth.rules.terms import Channel, DecisionKind, Direction, Outcome, Party

#: An automatic step that is later than this was missed (a sleep, an outage): it gets another chance.
MISSED = timedelta(hours=24)
#: Steps ahead that are worked out when nobody says how many: what one can look at.
MOST_AHEAD = 40
#: Such chances come every hour of the welcome hours, and each lasts for a few rounds of the tick.
CHANCE_EVERY = timedelta(hours=1)
CHANCE_LASTS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Projected:
    """A step that lies ahead, by its number, as it would fall. `channel` None: every channel of it is
    refused."""

    step: int
    moment: Moment
    channel: Channel | None
    reasons: Reasons


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the next step falls. Nothing here depends on the time of day at which one asks, but for a missed
    automatic step."""

    at: datetime
    channel: Channel | None
    automatic: bool
    reasons: Reasons


@dataclass(frozen=True, slots=True)
class Base:
    """What a step's offset counts from: `touch` if a contact was the last to happen, else the (re)start of
    the plan.

    `skipped` are the steps left out since: the offsets of those pass as well. `floor` is when something
    happened last that was no contact but shaped the plan (a skip, a bounce): nothing is planned before it.
    """

    at: datetime
    touch: TouchFacts | None
    skipped: tuple[int, ...]
    floor: datetime


def choose_channel(facts: Facts, step: StepFacts) -> tuple[Channel | None, Reasons]:
    """The channel for a step: its own, else the first fall-back that reaches the person and is not refused.

    Where none reaches them it is still its own, with a reason, so that a person sees what is missing. None
    only when every channel of the step is refused.
    """
    person = facts.person
    came_back = {
        t.channel for t in facts.touches if t.own and t.step == step.number and t.outcome in CAME_BACK
    }
    open_to_us = [channel for channel in (step.channel, *step.fallbacks) if channel not in person.opted_out]
    if not open_to_us:
        return None, (Reason("all_channels_refused", {"channel": step.channel}),)
    usable = (channel for channel in open_to_us if channel in person.reachable and channel not in came_back)
    chosen = next(usable, open_to_us[0])
    works = chosen in person.reachable and chosen not in came_back
    reasons: list[Reason] = []
    if chosen is not step.channel:
        why = _why_not(step.channel, person.opted_out, came_back)
        reasons.append(Reason("other_channel", {"wanted": step.channel, "channel": chosen, "why": why}))
    if not works:
        reasons.append(Reason(_why_not(chosen, person.opted_out, came_back), {"channel": chosen}))
    return chosen, tuple(reasons)


def _better_channel(facts: Facts, channel: Channel | None) -> Reasons:
    """The step keeps its channel; but they can be reached on the one that they prefer, and a person may choose it."""
    person = facts.person
    prefers = person.prefers
    if prefers is None or channel is None or prefers is channel:
        return ()
    if prefers in person.opted_out or prefers not in person.reachable:
        return ()
    return (Reason("prefers_channel", {"channel": prefers}),)


def _why_not(channel: Channel, refused: Set[Channel], came_back: Set[Channel]) -> str:
    if channel in refused:
        return "refused"
    return "came_back" if channel in came_back else "no_address"


def base_of(facts: Facts) -> Base:
    """What the next offset counts from: any real contact with the person moves the clock, whoever made it.

    A pause does not move the clock; but nothing is planned before its end.
    """
    start = max(facts.started_at, facts.resumed_at or facts.started_at)
    floor = max(start, pause_ends(facts) or start)
    skipped: list[int] = []
    for touch in reversed(facts.touches):
        if touch.at < start:
            break
        if is_contact(touch):
            return Base(touch.at, touch, tuple(skipped), max(floor, touch.at))
        if touch.own and touch.step is not None:
            floor = max(floor, touch.at)
            if touch.outcome is Outcome.SKIPPED:
                skipped.append(touch.step)
    return Base(start, None, tuple(skipped), floor)


def place(facts: Facts, step: StepFacts, now: datetime) -> Placed:
    """Where a step falls.

    1. Count its offset from the last contact. 2. Take the first moment welcome at both places. 3. While the
    guard holds it, go to where the hold ends and take the first welcome moment from there. 4. If it is
    automatic and the guard refuses that, leave it to a person. 5. If it is automatic and was missed, take
    the next chance.
    """
    base = base_of(facts)
    channel, channel_reasons = choose_channel(facts, step)
    automatic = step.automatic and not channel_reasons
    earliest, reasons = _earliest(facts, step, base)
    earliest, put_off = _postponed(facts, step, earliest)
    reasons = (*reasons, *put_off)
    contact = Contact(at=earliest, channel=channel, purpose=step.purpose, automatic=automatic)
    at, moved = first_welcome(earliest, facts.person.place, facts.seller)
    reasons = (*reasons, *moved)
    while found := holds(facts, contact, at):
        longest = max(found, key=lambda hold: hold.until)
        at, moved = first_welcome(longest.until, facts.person.place, facts.seller)
        reasons = (*reasons, longest.reason, *moved)
    if automatic and (refused := refusals(facts, contact)):
        automatic, reasons = False, (*reasons, *refused, Reason("by_hand"))
    elif not automatic:
        reasons = (*reasons, *warnings(facts, contact, at))
    if automatic and now > at + MISSED:
        reasons = (*reasons, Reason("planned_anew", {"at": at.isoformat()}))
        at = next_chance(facts, now)
    better = () if automatic else _better_channel(facts, channel)
    return Placed(at, channel, automatic, (*reasons, *channel_reasons, *better, *_their_time(facts, at)))


def next_chance(facts: Facts, now: datetime) -> datetime:
    """When a missed automatic step may go: the current or next full hour of the welcome hours.

    The hours of the day are cut into chances, each good for some minutes from its start. All of time
    between the ends of two chances leads to the second, so asking again gives the same answer until that
    chance has passed, without remembering any earlier answer; and after an outage nothing goes out in the
    moment of waking up, before the answers of the meantime were read, unless a chance has just begun.
    """
    since = now - CHANCE_LASTS
    person, seller = facts.person.place, facts.seller
    at, _ = first_welcome(since, person, seller)
    if at > since:
        return at
    for start, end in welcome(person, seller, local_day(since, person.zone)).spans:
        if start <= since < end:
            chance = start + -((start - since) // CHANCE_EVERY) * CHANCE_EVERY
            return chance if chance < end else first_welcome(end, person, seller)[0]
    return at  # The seller never is in: the person's own hours were taken.


def project(facts: Facts, now: datetime, *, most: int = MOST_AHEAD) -> tuple[Projected, ...]:
    """The steps still to come, as they would fall if each were made on its day and nothing were heard; what is late
    counts as made next. At most `most` of them: a plan that starts over has no last step.

    The plan waits behind our dated promise and behind a day to wake on, as in `decide`. A step whose
    sending is under way is taken as made.
    """
    decision = facts.decision
    if facts.person.opted_out_of_all or (decision is not None and decision.kind is not DecisionKind.NOT_YET):
        return ()
    facts, behind = _without_obstacles(facts, now)
    ahead: list[Projected] = []
    while len(ahead) < most and (step := position(facts).step) is not None:
        if any(all_hold(facts, (condition,)) for condition in facts.stop_when):
            break
        placed = place(facts, step, now)
        at = placed.at
        if at < behind:
            at, _ = first_welcome(behind, facts.person.place, facts.seller)
        moment = moment_at(at, facts.person.place.zone)
        ahead.append(
            Projected(step=step.number, moment=moment, channel=placed.channel, reasons=placed.reasons)
        )
        behind = at
        facts = _as_if_made(facts, step, placed.channel, at)
    return tuple(ahead)


def _without_obstacles(facts: Facts, now: datetime) -> tuple[Facts, datetime]:
    """The facts as they will be when the plan goes on, and when that is at the earliest. (A pause is kept: no step
    falls before its end.)"""
    behind = [now.astimezone(UTC)]
    touches = list(facts.touches)
    decision = facts.decision
    if decision is not None and (wake_on := wake_day(facts, decision)) is not None:
        behind.append(start_of_day(wake_on, facts.seller.zone))
    for promise in facts.promises:
        if promise.party is Party.US:
            at = max(promise.due_at, behind[0])
            behind.append(at)
            kept = TouchFacts(
                at=at,
                channel=promise.channel or Channel.PHONE,
                direction=Direction.OUT,
                outcome=Outcome.DONE,
                planned=True,
            )
            touches.append(kept)
    touches.sort(key=lambda touch: touch.at)
    facts = replace(
        facts,
        touches=tuple(touches),
        promises=(),
        answer_waits_since=None,
        in_flight=False,
        decision=None,
    )
    return facts, max(behind)


def _as_if_made(facts: Facts, step: StepFacts, channel: Channel | None, at: datetime) -> Facts:
    made = TouchFacts(
        at=at,
        channel=channel or step.channel,
        direction=Direction.OUT,
        outcome=Outcome.DONE,
        step=step.number,
        purpose=step.purpose,
        planned=True,
    )
    return replace(facts, touches=(*facts.touches, made))


def pause_ends(facts: Facts) -> datetime | None:
    """The first moment of the seller's working time on the day a pause ends; None without a pause or an end."""
    if facts.pause is None or facts.pause.until is None:
        return None
    return first_open(start_of_day(facts.pause.until, facts.seller.zone), facts.seller)


def _earliest(facts: Facts, step: StepFacts, base: Base) -> tuple[datetime, Reasons]:
    """The first moment that the offset allows, whether welcome or not, and how it was counted."""
    head = Reason("step", step_numbers(facts, step))
    if step.anchor is not None:
        return _from_anchor(facts, step, base, head)
    person, seller = facts.person.place, facts.seller
    at = base.at
    left_out = [number for number in base.skipped if number < step.number]
    for number in sorted(left_out):
        if (other := step_at(facts, number)) is not None and other.anchor is None:
            at, _ = later_by(at, other.offset, person, seller)
    at, not_counted = later_by(at, step.offset, person, seller)
    reasons = [head, _since(base, step.offset)]
    if left_out:
        numbers = ", ".join(str(number) for number in sorted(left_out))
        reasons.append(Reason("after_skipped", {"steps": numbers, "count": len(left_out)}))
    return max(at, base.floor), (*reasons, *not_counted)


def _from_anchor(facts: Facts, step: StepFacts, base: Base, head: Reason) -> tuple[datetime, Reasons]:
    """A step that counts from a date of the matter. What that date makes late is made next."""
    anchor, person = step.anchor, facts.person.place
    on = None if anchor is None else anchor_day(facts, anchor.kind)
    if anchor is None or on is None:  # `position` passes such a step over.
        return base.floor, (head,)
    day, not_counted = counted_from(facts, anchor, step.offset, on)
    values: dict[str, Value] = {
        "amount": step.offset.amount,
        "unit": step.offset.unit,
        "anchor": anchor.kind,
        "on": on.isoformat(),
        "before": anchor.before,
        "is_known": anchor.kind in facts.anchors,
    }
    return max(start_of_day(day, person.zone), base.floor), (
        head,
        Reason("from_anchor", values),
        *not_counted,
    )


def step_numbers(facts: Facts, step: StepFacts) -> dict[str, Value]:
    """Which step of how many. A plan that starts over has no last one."""
    if facts.repeat_from is None:
        return {"number": step.number, "of": len(facts.steps)}
    return {"number": step.number}


def _postponed(facts: Facts, step: StepFacts, at: datetime) -> tuple[datetime, Reasons]:
    """The step may have been put off, never forwards: what is late already stays late."""
    put_off = facts.postponed
    if put_off is None or put_off.step != step.number:
        return at, ()
    until = start_of_day(put_off.to, facts.person.place.zone)
    if until <= at:
        return at, ()
    day = local_day(at, facts.person.place.zone)
    return until, (
        Reason(f"postponed_{put_off.why}", {"day": day.isoformat(), "to": put_off.to.isoformat()}),
    )


def _since(base: Base, offset: Offset) -> Reason:
    """How long after what."""
    values: dict[str, Value] = {"amount": offset.amount, "unit": offset.unit, "at": base.at.isoformat()}
    touch = base.touch
    if touch is None:
        return Reason("after_start", values)
    if touch.planned:
        return Reason("after_planned", values | {"step": touch.step})
    return Reason(
        "after_contact",
        values
        | {
            "channel": touch.channel,
            "outcome": touch.outcome,
            "direction": touch.direction,
            "by": touch.by,
        },
    )


def _their_time(facts: Facts, at: datetime) -> Reasons:
    """The hour at their place, where it is another one than the seller's."""
    theirs, ours = facts.person.place.zone, facts.seller.zone
    if theirs == ours:
        return ()
    wall = at.astimezone(zone_of(theirs))
    if wall.utcoffset() == at.astimezone(zone_of(ours)).utcoffset():
        return ()
    return (Reason("their_time", {"at": wall.isoformat(), "zone": theirs}),)
