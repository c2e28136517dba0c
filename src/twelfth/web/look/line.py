"""The line of twelve: contacts as numbered dots on a time axis, given above and asked below.

Pure geometry. The axis is compressed: days between dots count logarithmically, so that a week with four contacts and
a pause of six weeks both stay readable, and no two dots ever overlap.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

State = Literal["done", "next", "planned", "skipped", "failed", "heard", "decided", "open_end"]
Side = Literal["gave", "asked", "neutral"]

_AXIS, _UP, _DOWN = 64, 40, 88
_LABELS_UP, _LABELS_DOWN = (32, 16), (102, 118)
_DATES = 140
_HEIGHT = 146
_LEAST_GAP, _MARGIN, _WIDTH = 40.0, 30.0, 780.0
_CHARACTER = 6.4
_RADIUS = {"done": 11.0, "next": 13.0, "planned": 10.0, "skipped": 10.0, "failed": 11.0, "heard": 5.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One contact on the line. `text` stands in the dot (its number), `label` beside it; `title` is the sentence that
    a screen reader and a hovering mouse get. `flag`: a promise hangs on it."""

    on: date
    state: State
    title: str
    text: str = ""
    label: str = ""
    side: Side = "neutral"
    flag: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A dot with its place: `x`, radius, the end of its stem, and where its label goes ("" when there is no room)."""

    dot: Dot
    x: float
    r: float
    stem: int
    label: str
    label_y: int
    anchor: str
    date_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A whole drawing, in units of its viewBox; `past_x` is where the travelled part of the axis ends."""

    width: float
    height: int
    axis: int
    dates: int
    past_x: float
    drawn: list[Drawn]
    words: str


def layout(dots: Sequence[Dot], *, today: date) -> Line:
    """Place the dots, oldest first, without collisions."""
    ordered = list(dots)
    xs = _places([dot.on for dot in ordered])
    width = max(_WIDTH, (xs[-1] + _MARGIN) if xs else _WIDTH)
    ends_up, ends_down = [0.0, 0.0], [0.0, 0.0]
    last_date = -100.0
    drawn: list[Drawn] = []
    for dot, x in zip(ordered, xs, strict=True):
        below = dot.side == "asked"
        label, level = _fit(dot.label, x, width, ends_down if below else ends_up)
        date_text = ""
        if x - last_date >= 50:
            date_text = "today" if dot.on == today and dot.state == "next" else f"{dot.on.day} {dot.on:%b}"
            last_date = x
        drawn.append(
            Drawn(
                dot=dot,
                x=round(x, 1),
                r=_RADIUS.get(dot.state, 9.0),
                stem=_DOWN if below else _UP,
                label=label,
                label_y=(_LABELS_DOWN if below else _LABELS_UP)[level],
                anchor=_anchor(x, width),
                date_text=date_text,
            )
        )
    past = [place.x for place in drawn if place.dot.state in {"done", "heard", "failed", "skipped", "decided"}]
    return Line(
        width=round(width, 1),
        height=_HEIGHT,
        axis=_AXIS,
        dates=_DATES,
        past_x=max(past, default=0.0),
        drawn=drawn,
        words=_words(ordered),
    )


def spark(dots: Sequence[Dot]) -> list[tuple[float, Dot]]:
    """A small line for lists: equal steps of 12 units, without text."""
    return [(8.0 + 12.0 * index, dot) for index, dot in enumerate(dots)]


def _places(days: Sequence[date]) -> list[float]:
    """The x of each day: gaps grow with the logarithm of the days between, and share out what width there is."""
    if not days:
        return []
    if len(days) == 1:
        return [_MARGIN]
    weights = [math.log1p(max(0, (after - before).days)) for before, after in zip(days, days[1:], strict=False)]
    gaps = len(weights)
    spare = max(0.0, _WIDTH - 2 * _MARGIN - _LEAST_GAP * gaps)
    total = sum(weights) or 1.0
    x, places = _MARGIN, [_MARGIN]
    for weight in weights:
        x += _LEAST_GAP + spare * (weight / total if sum(weights) else 1 / gaps)
        places.append(x)
    return places


def _fit(label: str, x: float, width: float, ends: list[float]) -> tuple[str, int]:
    """The label and its level, or "" when it would touch another one on both."""
    if not label:
        return "", 0
    text = label if len(label) <= 20 else f"{label[:19].rstrip()}…"
    size = len(text) * _CHARACTER
    anchor = _anchor(x, width)
    left = x if anchor == "start" else x - size if anchor == "end" else x - size / 2
    for level, end in enumerate(ends):
        if left >= end + 8:
            ends[level] = left + size
            return text, level
    return "", 0


def _anchor(x: float, width: float) -> str:
    if x < 60:
        return "start"
    return "end" if x > width - 60 else "middle"


def _words(dots: Sequence[Dot]) -> str:
    """The whole line in a sentence."""
    if not dots:
        return "No contact yet."
    made = sum(dot.state in {"done", "failed"} for dot in dots)
    ahead = sum(dot.state in {"next", "planned"} for dot in dots)
    gave = sum(dot.state == "done" and dot.side == "gave" for dot in dots)
    asked = sum(dot.state == "done" and dot.side == "asked" for dot in dots)
    heard = sum(dot.state == "heard" for dot in dots)
    words = f"{_many(made, 'contact')} made, {ahead} planned; {gave} gave, {asked} asked"
    if heard:
        words += f"; they were heard {'once' if heard == 1 else f'{heard} times'}"
    return f"{words}."


def _many(count: int, what: str) -> str:
    return f"{count} {what}" + ("" if count == 1 else "s")
