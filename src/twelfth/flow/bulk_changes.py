"""What can be done to many at once, as values that a job keeps as JSON."""

from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from twelfth.rules.terms import Cause


class Verb(StrEnum):
    ENROL = "enrol"
    PAUSE = "pause"
    RESUME = "resume"
    MOVE = "move"
    HAND_OVER = "hand_over"
    STOP = "stop"
    TAG = "tag"
    UNTAG = "untag"
    SET = "set"
    LEAVE_ALONE = "leave_alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrol:
    """Start a plan with people. `owner` None: whoever owns the person, else who asks. `alongside`: also with those
    who are being followed up already, about another matter. `go_on`: counting on from the contacts that were made
    before."""

    version: int
    owner: int | None = None
    matter: str = ""
    alongside: bool = False
    go_on: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Until a day at the owner's place, or (None) until somebody takes it up again."""

    until: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """To a version of another plan, from its first step; or to another version of the same, from where it stands."""

    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """To a colleague; `with_people`: the people too, not only what runs with them."""

    to: int
    with_people: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Drop it, for a cause."""

    cause: Cause
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagging:
    """Put a tag on people."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Untagging:
    """Take a tag off people."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Put a value into a field of people: one of `bulk_fields.OWN`, or "custom:" and the id of a field of one's own. An
    empty one empties it. `only_empty`: where there is none yet."""

    field: str
    value: str
    only_empty: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveAlone:
    """No more contact on any channel. `why` is for whoever looks at the work later; it is kept with it alone."""

    why: str = ""


FollowUpChange = Enrol | Pause | Resume | Move | HandOver | Stop
OfPeople = Tagging | Untagging | Setting | LeaveAlone
Change = FollowUpChange | OfPeople

#: What is done to people themselves, whatever runs with them.
OF_PEOPLE = frozenset({Verb.ENROL, Verb.TAG, Verb.UNTAG, Verb.SET, Verb.LEAVE_ALONE})

KINDS: dict[Verb, type[Change]] = {
    Verb.ENROL: Enrol,
    Verb.PAUSE: Pause,
    Verb.RESUME: Resume,
    Verb.MOVE: Move,
    Verb.HAND_OVER: HandOver,
    Verb.STOP: Stop,
    Verb.TAG: Tagging,
    Verb.UNTAG: Untagging,
    Verb.SET: Setting,
    Verb.LEAVE_ALONE: LeaveAlone,
}


def verb_of(change: Change) -> Verb:
    return next(verb for verb, kind in KINDS.items() if kind is type(change))


def to_json(change: Change) -> dict[str, Any]:
    told = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(change).items()
    }
    return {"verb": verb_of(change), **told}


def from_json(told: dict[str, Any]) -> Change:
    """The change that `to_json` wrote."""
    kind = KINDS[Verb(told["verb"])]
    # What an earlier version of the program queued does not name everything.
    values = {one.name: told[one.name] for one in fields(kind) if one.name in told}
    if values.get("until"):
        values["until"] = date.fromisoformat(values["until"])
    if "cause" in values:
        values["cause"] = Cause(values["cause"])
    return kind(**values)
