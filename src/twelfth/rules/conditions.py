"""Conditions: what a plan may ask of a follow-up before a step, at a branch, or to stop.

Each kind says what it asks for, how it is answered from the facts, and how it reads. They are written as one line,
`[not] kind[: value]`, in plan files and in the database alike:

    connected · not replied · has: phone · deal: proposal · tag: vip · no answer since: thank-you

A new kind is one entry of `KINDS`, together with the facts that answer it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from twelfth.rules.facts import Condition, Facts
from twelfth.rules.rounds import step_at
from twelfth.rules.terms import HEARD, NO_CONTACT, Channel, Direction, Outcome
from twelfth.rules.wording import ADDRESSES


class Asks(StrEnum):
    """What a kind of condition asks for after its colon."""

    NOTHING = ""
    CHANNEL = "channel"
    STEP = "step"
    STAGE = "stage"
    TAG = "tag"


#: The stages of a deal that a condition may name, and "none" for no deal.
STAGES = ("none", "open", "proposal", "won", "lost")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of condition. `says` gives its clause, and that of its opposite, for a value."""

    name: str
    asks: Asks
    holds: Callable[[Facts, str], bool]
    says: Callable[[str], tuple[str, str]]


class ConditionUnclear(ValueError):
    """A condition that cannot be read; its text says what to write."""


def holds(facts: Facts, condition: Condition) -> bool:
    """Whether a condition is true of a follow-up as it stands."""
    return KINDS[condition.kind].holds(facts, condition.value) is not condition.negated


def all_hold(facts: Facts, conditions: Iterable[Condition]) -> bool:
    return all(holds(facts, condition) for condition in conditions)


def says(condition: Condition) -> str:
    """The condition as a clause, such as "they have answered"."""
    yes, no = KINDS[condition.kind].says(condition.value)
    return no if condition.negated else yes


def write_condition(condition: Condition) -> str:
    """The line that `read_condition` reads."""
    colon = f": {condition.value}" if condition.value else ""
    return f"{'not ' if condition.negated else ''}{condition.kind}{colon}"


def read_condition(line: str) -> Condition:
    """Raises ConditionUnclear, with what to write."""
    words = " ".join(line.split())
    lowered = words.lower()
    negated = lowered.startswith("not ")
    name, colon, value = (words[4:] if negated else words).partition(":")
    kind = KINDS.get(name.strip().lower())
    if kind is None:
        raise ConditionUnclear(f"“{words}” is no condition. Use one of: {', '.join(EXAMPLES)}.")
    value = value.strip()
    if kind.asks is Asks.NOTHING:
        if colon:
            raise ConditionUnclear(f"“{kind.name}” stands alone: leave out “: {value}”.")
        return Condition(kind.name, negated=negated)
    return Condition(kind.name, _value(kind, value), negated)


def _value(kind: Kind, value: str) -> str:
    example = next(example for example in EXAMPLES if example.startswith(f"{kind.name}:"))
    if not value:
        raise ConditionUnclear(f"“{kind.name}” needs a {kind.asks} after a colon, as in “{example}”.")
    known = _KNOWN_VALUES.get(kind.asks)
    if known is not None and value.lower() not in known:
        raise ConditionUnclear(f"“{value}” is no {kind.asks}. Use one of: {', '.join(known)}.")
    return value if known is None and kind.asks is Asks.STEP else value.lower()


# How each is answered.


def _replied(facts: Facts, _: str) -> bool:
    return any(
        touch.direction is Direction.IN and touch.outcome in HEARD and touch.at >= facts.started_at
        for touch in facts.touches
    )


def _connected(facts: Facts, _: str) -> bool:
    return any(touch.outcome in _LIVE and touch.at >= facts.started_at for touch in facts.touches)


def _voicemail(facts: Facts, _: str) -> bool:
    """Whether the last call of this plan reached the voicemail."""
    calls = (touch for touch in reversed(facts.touches) if touch.own and touch.channel is Channel.PHONE)
    last = next((call for call in calls if call.direction is Direction.OUT), None)
    return last is not None and last.outcome is Outcome.VOICEMAIL and last.at >= facts.started_at


def _no_answer_since(facts: Facts, key: str) -> bool:
    """False until that step was carried out; in a plan that starts over, its last time counts."""
    for touch in reversed(facts.touches):
        if touch.outcome in HEARD:
            return False
        if touch.own and touch.step is not None and touch.outcome not in NO_CONTACT:
            step = step_at(facts, touch.step)
            if step is not None and step.key == key:
                return True
    return False


_LIVE = frozenset({Outcome.TALKED, Outcome.HESITATED, Outcome.CALL_BACK, Outcome.CALLED_US, Outcome.MET})


def _has(facts: Facts, channel: str) -> bool:
    return channel in facts.person.reachable and channel not in facts.person.opted_out


def _fixed(yes: str, no: str) -> Callable[[str], tuple[str, str]]:
    return lambda _: (yes, no)


def _says_has(channel: str) -> tuple[str, str]:
    address = ADDRESSES[Channel(channel)]
    article = "an" if address[0].lower() in "aeiou" else "a"
    return (f"{article} {address} is known", f"no {address} is known")


def _says_stage(stage: str) -> tuple[str, str]:
    if stage == "none":
        return "there is no deal", "there is a deal"
    return f"the deal stands at “{stage}”", f"the deal does not stand at “{stage}”"


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("replied", Asks.NOTHING, _replied, _fixed("they have answered", "they have not answered")),
        Kind(
            "connected",
            Asks.NOTHING,
            _connected,
            _fixed("you have talked to each other", "you have not talked to each other"),
        ),
        Kind(
            "voicemail",
            Asks.NOTHING,
            _voicemail,
            _fixed("the last call reached the voicemail", "the last call did not end at the voicemail"),
        ),
        Kind(
            "no answer since",
            Asks.STEP,
            _no_answer_since,
            lambda key: (f"nothing was heard since “{key}”", f"something was heard since “{key}”"),
        ),
        Kind("has", Asks.CHANNEL, _has, _says_has),
        Kind("deal", Asks.STAGE, lambda facts, stage: (facts.deal_stage or "none") == stage, _says_stage),
        Kind(
            "tag",
            Asks.TAG,
            lambda facts, tag: tag in facts.person.tags,
            lambda tag: (f"they carry the tag “{tag}”", f"they do not carry the tag “{tag}”"),
        ),
    )
}

#: One line of each kind, for messages and help.
EXAMPLES = (
    "replied",
    "connected",
    "voicemail",
    "no answer since: thank-you",
    "has: phone",
    "deal: proposal",
    "tag: vip",
)

_KNOWN_VALUES: dict[Asks, tuple[str, ...]] = {
    Asks.CHANNEL: tuple(str(channel) for channel in Channel),
    Asks.STAGE: STAGES,
}
