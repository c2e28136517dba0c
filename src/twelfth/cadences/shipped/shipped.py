"""The cadences that come with the product: TOML files beside this one, checked as they are read."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from twelfth.rules.balance import weight
from twelfth.rules.facts import Offset
from twelfth.rules.terms import Channel, FollowUpKind, OffsetUnit, Purpose
from twelfth.rules.words import WordsError, parse, render

KEYS = ("first-meeting",)

_STEP_KEYS = frozenset(
    {"title", "after", "unit", "channel", "fallbacks", "purpose", "automatic", "gives", "asks"}
    | {"subject", "mail", "call", "points", "voicemail", "short"}
)
_SEE_TERMS = "Use one of the words in docs/reference/terms.md."


class CadenceRefused(Exception):
    """A cadence cannot be used; the message names the step and the mend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedStep:
    """One step with all its words. Each carries mail, call and voicemail whatever its channel, because the person may
    lack the one it is meant for; `short_text` is for the channels where one writes a line or two."""

    number: int
    title: str
    offset: Offset
    channel: Channel
    fallbacks: tuple[Channel, ...]
    purpose: Purpose
    automatic: bool
    gives: str
    asks: str
    subject: str
    body: str
    opening: str
    talking_points: tuple[str, ...]
    voicemail: str
    short_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedCadence:
    key: str
    name: str
    description: str
    kind: FollowUpKind
    steps: tuple[ShippedStep, ...]


@lru_cache(maxsize=8)
def load(key: str) -> ShippedCadence:
    """A cadence by its key, one of `KEYS`. Raises CadenceRefused."""
    if key not in KEYS:
        raise CadenceRefused(f"No cadence “{key}” is shipped. Use one of: {', '.join(KEYS)}.")
    text = resources.files(__package__).joinpath(f"{key}.toml").read_text(encoding="utf-8")
    return read(key, tomllib.loads(text))


def all() -> tuple[ShippedCadence, ...]:  # noqa: A001 (read as shipped.all())
    return tuple(load(key) for key in KEYS)


def read(key: str, data: dict[str, Any]) -> ShippedCadence:
    """A cadence from its data: every step is checked, with all its words. Raises CadenceRefused."""
    try:
        name, description, kind = data["name"], data["description"], FollowUpKind(data["kind"])
        steps = tuple(_step(number, step) for number, step in enumerate(data["steps"], start=1))
    except KeyError as error:
        raise CadenceRefused(f"The cadence “{key}” has no {error.args[0]}. Write it.") from error
    except ValueError as error:
        raise CadenceRefused(f"The cadence “{key}”: {error}. {_SEE_TERMS}") from error
    return ShippedCadence(key=key, name=name, description=_flowing(description), kind=kind, steps=steps)


def _step(number: int, data: dict[str, Any]) -> ShippedStep:
    if unknown := data.keys() - _STEP_KEYS:
        raise CadenceRefused(
            f"Step {number} has an unknown “{min(unknown)}”. Use: {', '.join(sorted(_STEP_KEYS))}."
        )
    try:
        step = ShippedStep(
            number=number,
            title=data["title"],
            offset=Offset(data["after"], OffsetUnit(data.get("unit", OffsetUnit.WORKING_DAYS))),
            channel=Channel(data["channel"]),
            fallbacks=tuple(Channel(channel) for channel in data.get("fallbacks", [])),
            purpose=Purpose(data["purpose"]),
            automatic=data.get("automatic", False),
            gives=data.get("gives", ""),
            asks=data.get("asks", ""),
            subject=data["subject"],
            body=data["mail"].strip() + "\n",
            opening=_flowing(data["call"]),
            talking_points=tuple(data["points"]),
            voicemail=_flowing(data["voicemail"]),
            short_text=_flowing(data["short"]),
        )
    except KeyError as error:
        raise CadenceRefused(f"Step {number} has no {error.args[0]}. Write it.") from error
    except ValueError as error:
        raise CadenceRefused(f"Step {number}: {error}. {_SEE_TERMS}") from error
    _check_plan(step)
    for name in ("title", "subject", "body", "opening", "voicemail", "short_text"):
        _check_words(number, name, getattr(step, name))
    for point in step.talking_points:
        _check_words(number, "point", point)
    return step


def _check_plan(step: ShippedStep) -> None:
    number, channels = step.number, (step.channel, *step.fallbacks)
    if step.offset.amount < 0:
        raise CadenceRefused(f"Step {number} lies before the one it follows. Its “after” must be 0 or more.")
    if step.automatic and step.channel != Channel.EMAIL:
        raise CadenceRefused(f"Step {number} cannot go by itself: only an e-mail can. Leave “automatic” out.")
    if len(set(channels)) < len(channels):
        raise CadenceRefused(
            f"Step {number} names a channel twice. Name each once in “channel” and “fallbacks”."
        )
    if weight(step.purpose) > 0 and not step.gives:
        raise CadenceRefused(f"Step {number} is a gift and does not say of what. Write its “gives”.")
    if weight(step.purpose) < 0 and not step.asks:
        raise CadenceRefused(f"Step {number} asks and does not say for what. Write its “asks”.")
    if not step.talking_points:
        raise CadenceRefused(f"Step {number} has no talking points. Write at least one.")


def _check_words(number: int, name: str, text: str) -> None:
    if not text.strip():
        raise CadenceRefused(f"Step {number} has no words for its {name}. Write them.")
    try:
        parse(text)
        written = render(text, {}).text
    except WordsError as error:
        raise CadenceRefused(f"Step {number}, {name}: {error}") from error
    if not written.strip():
        raise CadenceRefused(
            f"Step {number}, {name}: it says nothing while the brief is empty. Add an {{% else %}}."
        )


def _flowing(text: str) -> str:
    return " ".join(text.split())
