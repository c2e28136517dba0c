"""The storyboard: touches, promises and decisions as one story, and as dots of the line of twelve."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from twelfth.cadences.models import Step
from twelfth.followups.models import FollowUp
from twelfth.messages.models import IncomingMessage, OutgoingMessage, Override
from twelfth.promises.models import Promise
from twelfth.rules.balance import weight
from twelfth.rules.cadence import Projected
from twelfth.rules.terms import (
    NO_CONTACT,
    Channel,
    DecisionKind,
    Direction,
    NextKind,
    Outcome,
    Party,
    Purpose,
)
from twelfth.touches.models import Touch, TouchState
from twelfth.web.labels import CHANNEL_ICONS, CHANNEL_LABELS, DECISION_LABELS, OUTCOME_LABELS
from twelfth.web.look.line import Dot, Side, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the story. `kind`: "out", "in", "none" (no contact), "promise" or "decision"."""

    at: datetime
    kind: str
    title: str
    text: str = ""
    by: str = ""
    number: int | None = None
    icon: str = ""
    more: str = ""
    more_label: str = ""


def story(
    touches: Iterable[Touch],
    promises: Iterable[Promise],
    followups: Iterable[FollowUp],
    sent: Mapping[int, OutgoingMessage],
    heard: Mapping[int | None, IncomingMessage],
    overrides: Iterable[Override] = (),
) -> list[Entry]:
    """Everything that happened, newest first."""
    entries = [_touched(touch, sent.get(touch.pk), heard.get(touch.pk)) for touch in touches]
    entries += [_promised(promise) for promise in promises]
    entries += [_passed(override) for override in overrides]
    entries += [_decided(followup) for followup in followups if followup.decided_at]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _touched(touch: Touch, sent: OutgoingMessage | None, heard: IncomingMessage | None) -> Entry:
    channel = CHANNEL_LABELS[Channel(touch.channel)]
    outcome = OUTCOME_LABELS[Outcome(touch.outcome)]
    kind = "none" if Outcome(touch.outcome) in NO_CONTACT else touch.direction
    title = f"{channel}: {outcome}"
    if touch.state == TouchState.FAILED:
        kind, title = "none", f"{channel}: could not be sent"
    elif touch.state == TouchState.IN_FLIGHT:
        title = f"{channel}: on its way"
    if heard is not None:
        return Entry(
            at=touch.at,
            kind=kind,
            title=f"{title}: {heard.subject}" if heard.subject else title,
            text=heard.text,
            icon=CHANNEL_ICONS[Channel(touch.channel)],
        )
    return Entry(
        at=touch.at,
        kind=kind,
        title=f"{title}: {sent.subject}" if sent else title,
        text=touch.note,
        by=touch.member.name if touch.member else "",
        number=touch.number,
        icon=CHANNEL_ICONS[Channel(touch.channel)],
        more=sent.body if sent else "",
        more_label="The e-mail" if sent else "",
    )


def _promised(promise: Promise) -> Entry:
    who = "We promised" if promise.party == Party.US else "They promised"
    when = f"{promise.due_day.day} {promise.due_day:%B}"
    return Entry(
        at=promise.made_at,
        kind="promise",
        title=f"{who}, by {when}: {promise.state}",
        text=promise.text,
        icon="flag",
    )


def _passed(override: Override) -> Entry:
    """A contact that the guard refused, and why it was made all the same."""
    return Entry(
        at=override.at,
        kind="none",
        title=f"The guard was passed for one contact ({CHANNEL_LABELS[Channel(override.channel)]})",
        text=override.reason,
        by=override.member.name if override.member else "",
        icon="shield-off",
    )


def _decided(followup: FollowUp) -> Entry:
    assert followup.decided_at is not None  # noqa: S101 (the caller looked)
    label = DECISION_LABELS[DecisionKind(followup.decision)]
    until = f", until {followup.wake_on.day} {followup.wake_on:%B %Y}" if followup.wake_on else ""
    return Entry(
        at=followup.decided_at,
        kind="decision",
        title=f"{label}{until}",
        text=followup.decision_note,
        icon="diamond",
    )


def dots(
    followup: FollowUp,
    touches: Sequence[Touch],
    steps: Sequence[Step],
    ahead: Sequence[Projected],
    today: date,
) -> list[Dot]:
    """The follow-up's line: what was (touches, oldest first), what is next, what is planned, how it was decided."""
    zone = ZoneInfo(followup.next_zone or followup.owner.zone)
    past = [_past(touch, zone) for touch in touches if touch.number or touch.direction == Direction.IN]
    if followup.ended_at is not None and followup.decided_at is not None:
        label = DECISION_LABELS[DecisionKind(followup.decision)]
        day = followup.decided_at.astimezone(zone).date()
        return [*past, Dot(on=day, state="decided", title=f"{label} on {_day(day)}", label=label)]
    coming = _coming(followup, steps, ahead, today)
    if not coming:
        return past
    end = coming[-1].on + timedelta(days=7)
    return [*past, *coming, Dot(on=end, state="open_end", title="Then it is decided")]


def _past(touch: Touch, zone: ZoneInfo) -> Dot:
    day = touch.at.astimezone(zone).date()
    channel = CHANNEL_LABELS[Channel(touch.channel)]
    outcome = OUTCOME_LABELS[Outcome(touch.outcome)]
    if touch.direction == Direction.IN:
        return Dot(on=day, state="heard", title=f"{_day(day)}: they {outcome} ({channel})", label=outcome)
    state: State = (
        "failed" if touch.outcome == Outcome.BOUNCED or touch.state == TouchState.FAILED else "done"
    )
    side = _side(touch.balance)
    gave = {"gave": ", gave", "asked": ", asked", "neutral": ""}[side]
    number = str(touch.number or "")
    label = channel.lower() if touch.outcome in {Outcome.SENT, Outcome.DONE} else outcome
    title = f"Contact {number}, {_day(day)}: {channel}, {outcome}{gave}"
    return Dot(on=day, state=state, title=title, text=number, label=label, side=side)


def _coming(
    followup: FollowUp,
    steps: Sequence[Step],
    ahead: Sequence[Projected],
    today: date,
) -> list[Dot]:
    if followup.next_day is None:
        return []
    by_number = {step.number: step for step in steps}
    number = followup.touch_count + 1
    planned = list(ahead)
    found: list[Dot] = []
    if followup.next_is_due or not planned:
        due = max(followup.next_day, today) if followup.next_kind != NextKind.WAKE else followup.next_day
        step = by_number.get(followup.next_step or 0)
        found.append(_next(followup, step, due, number))
        if planned and planned[0].step == followup.next_step:
            planned = planned[1:]
    for index, projected in enumerate(planned, start=number + len(found)):
        step = by_number[projected.step]
        day = projected.moment.wall.date()
        title = f"Contact {index}, planned for {_day(day)}: {step.title}"
        side = _side(weight(Purpose(step.purpose)))
        found.append(
            Dot(
                on=max(day, found[-1].on if found else day),
                state="planned",
                title=title,
                text=str(index),
                side=side,
            )
        )
    return found


def _next(followup: FollowUp, step: Step | None, day: date, number: int) -> Dot:
    what = {
        NextKind.PROMISE: "as promised",
        NextKind.ANSWER: "answer them",
        NextKind.WAKE: "wakes",
        NextKind.REVIEW: "decide",
    }.get(NextKind(followup.next_kind), step.title if step else "next")
    return Dot(
        on=day,
        state="next",
        title=f"Next, {_day(day)}: {what}",
        text=str(number),
        label=what,
        side=_side(weight(Purpose(step.purpose))) if step else "neutral",
        flag=followup.next_kind == NextKind.PROMISE,
    )


def _side(balance: int) -> Side:
    return "gave" if balance > 0 else "asked" if balance < 0 else "neutral"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
