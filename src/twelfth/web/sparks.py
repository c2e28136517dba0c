"""Lines of twelve at the size of a word, for a page of a list: two queries, however many follow-ups it shows."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from twelfth.cadences.models import Step
from twelfth.followups.models import FollowUp
from twelfth.rules.balance import weight
from twelfth.rules.terms import DecisionKind, Direction, NextKind, Outcome, Purpose
from twelfth.touches.models import Touch, TouchState
from twelfth.web.labels import DECISION_LABELS
from twelfth.web.look.line import Dot, Side

#: Direction, number, outcome, state, balance.
_Made = tuple[str, int | None, str, str, int]
#: Number, purpose.
_Planned = tuple[int, str]


def sparks(followups: Sequence[FollowUp]) -> dict[int, list[Dot]]:
    """The dots of each follow-up, by its id: what was made and heard, then its decision or what its plan has left.

    No day is worked out but the one of the next or last dot, since a spark shows none.
    """
    made: dict[int, list[_Made]] = defaultdict(list)
    touches = Touch.objects.filter(followup__in=[followup.pk for followup in followups]).exclude(
        state=TouchState.UNDONE
    )
    columns = ("followup_id", "direction", "number", "outcome", "state", "balance")
    for followup_id, *rest in touches.order_by("at", "pk").values_list(*columns):
        made[followup_id].append(tuple(rest))
    planned: dict[int, list[_Planned]] = defaultdict(list)
    steps = Step.objects.filter(version__in={followup.version_id for followup in followups})
    for version_id, number, purpose in steps.order_by("number").values_list(
        "version_id", "number", "purpose"
    ):
        planned[version_id].append((number, purpose))
    return {
        followup.pk: list(_dots(followup, made[followup.pk], planned[followup.version_id]))
        for followup in followups
    }


def _dots(followup: FollowUp, made: Sequence[_Made], planned: Sequence[_Planned]) -> Iterator[Dot]:
    began = followup.started_at.date()
    for direction, number, outcome, state, balance in made:
        if direction == Direction.IN:
            yield Dot(on=began, state="heard", title="")
        elif number:
            failed = outcome == Outcome.BOUNCED or state == TouchState.FAILED
            yield Dot(on=began, state="failed" if failed else "done", title="", side=_side(balance))
    if followup.ended_at is not None:
        day = followup.ended_at.date()
        label = DECISION_LABELS[DecisionKind(followup.decision)] if followup.decision else "Ended"
        yield Dot(on=day, state="decided", title=f"{label} on {_day(day)}")
    elif followup.next_day is not None:
        yield from _ahead(followup, followup.next_day, planned)


def _ahead(followup: FollowUp, day: date, planned: Sequence[_Planned]) -> Iterator[Dot]:
    purposes = dict(planned)
    step = followup.next_step or 0
    yield Dot(
        on=day,
        state="next",
        title=f"Next: {_day(day)}",
        side=_side(weight(Purpose(purposes[step]))) if step in purposes else "neutral",
        flag=followup.next_kind == NextKind.PROMISE,
    )
    for number, purpose in planned:
        if step and number > step:
            yield Dot(on=day, state="planned", title="", side=_side(weight(Purpose(purpose))))
    yield Dot(on=day, state="open_end", title="")


def _side(balance: int) -> Side:
    return "gave" if balance > 0 else "asked" if balance < 0 else "neutral"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
