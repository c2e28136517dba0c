"""The cadences that come with the product: TOML files beside this one, checked as they are read."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from twelfth.rules.facts import Offset
from twelfth.rules.terms import Channel, FollowUpKind, OffsetUnit, Purpose
from twelfth.rules.words import WordsError, parse

KEYS = ("first-meeting",)


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
    """Raises CadenceRefused."""
    text = resources.files(__package__).joinpath(f"{key}.toml").read_text(encoding="utf-8")
    return read(key, tomllib.loads(text))


def all() -> tuple[ShippedCadence, ...]:  # noqa: A001 (read as shipped.all())
    return tuple(load(key) for key in KEYS)


def read(key: str, data: dict[str, Any]) -> ShippedCadence:
    """A cadence from its data. Raises CadenceRefused."""
    steps = tuple(_step(number, step) for number, step in enumerate(data["steps"], start=1))
    return ShippedCadence(
        key=key,
        name=data["name"],
        description=" ".join(data["description"].split()),
        kind=FollowUpKind(data["kind"]),
        steps=steps,
    )


def _step(number: int, data: dict[str, Any]) -> ShippedStep:
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
            opening=" ".join(data["call"].split()),
            talking_points=tuple(data["points"]),
            voicemail=" ".join(data["voicemail"].split()),
            short_text=" ".join(data["short"].split()),
        )
    except KeyError as error:
        raise CadenceRefused(f"Step {number} has no {error.args[0]}. Write it.") from error
    except ValueError as error:
        raise CadenceRefused(
            f"Step {number}: {error}. Use one of the words in docs/reference/terms.md."
        ) from error
    if step.offset.amount < 0:
        raise CadenceRefused(f"Step {number} lies before the one it follows. Its “after” must be 0 or more.")
    if step.automatic and step.channel != Channel.EMAIL:
        raise CadenceRefused(f"Step {number} cannot go by itself: only an e-mail can. Leave “automatic” out.")
    for name in ("subject", "body", "opening", "voicemail", "short_text"):
        _check_words(number, name, getattr(step, name))
    for point in step.talking_points:
        _check_words(number, "point", point)
    return step


def _check_words(number: int, name: str, text: str) -> None:
    if not text.strip():
        raise CadenceRefused(f"Step {number} has no words for its {name}. Write them.")
    try:
        parse(text)
    except WordsError as error:
        raise CadenceRefused(f"Step {number}, {name}: {error}") from error
