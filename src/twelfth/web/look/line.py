"""The line of twelve: contacts as numbered dots on a time axis, given above and asked below.

Pure geometry. Across, everything is a share of the drawing's width, so that it may be stretched without its
text growing; down, everything is in pixels from the axis, growing downwards. The axis is compressed: the days
between two dots count logarithmically, so that four contacts in a week and a pause of six weeks both stay readable.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal

State = Literal["done", "next", "planned", "skipped", "failed", "heard", "decided", "open_end"]
Side = Literal["gave", "asked", "neutral"]
Size = Literal["full", "header"]
Anchor = Literal["start", "middle", "end"]

#: What has happened: it lies on the travelled part of the axis.
PAST: frozenset[State] = frozenset({"done", "heard", "failed", "skipped", "decided"})
_RADIUS: dict[State, int] = {"next": 13, "heard": 5, "decided": 11, "open_end": 10}
_STEM = 26
_KNOB = 3
_FLAG_WIDTH, _FLAG_TOP = 19, 40
#: A pause of more days than this is drawn dotted: the axis is too short there to be believed.
LONG_PAUSE = 45
_AIR, _MARGIN, _LEAST_WIDTH = 14, 26, 600
#: 12 px of the sans face, on average; wide enough that no face of the stack exceeds it by more than the air.
#: Figures are all of one width, and wider than letters.
_CHARACTER, _DIGIT, _LONGEST = 6.5, 7.7, 24
_ASCENT, _DESCENT = 11, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One contact on the line. `text` stands in the dot (its number), `label` beside it; `title` is the sentence
    that a screen reader and a hovering mouse get. `flag`: a promise hangs on it. `href`: where it leads."""

    on: date
    state: State
    title: str
    text: str = ""
    label: str = ""
    side: Side = "neutral"
    flag: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle that something occupies, in pixels of the least width."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text beside a dot: `dx` pixels right of it, with its baseline at `y`. `leader`: where a hair line from
    the dot to it begins, when it stands further off than the first level."""

    text: str
    y: int
    dx: int = 0
    anchor: Anchor = "middle"
    leader: int | None = None

    def box(self, x: float) -> Box:
        width = sum(_DIGIT if character.isdigit() else _CHARACTER for character in self.text)
        left = x + self.dx - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return Box(left=left - 3, right=left + width + 3, top=self.y - _ASCENT, bottom=self.y + _DESCENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A dot with its place: `x` in pixels of the least width, `at` the same as "12.5%". `label` and `when` are
    None where there was no room (the title says both). `stem`: where the stem of what was given or asked ends."""

    dot: Dot
    x: float
    at: str
    r: int
    stem: int | None = None
    label: Text | None = None
    when: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A piece of the axis between two places."""

    start: str
    end: str
    is_past: bool
    is_long: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """Where today is, when no dot stands there."""

    at: str
    when: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A whole drawing: its least width and its height in pixels, and how far down the axis lies."""

    width: int
    height: int
    axis: int
    drawn: tuple[Drawn, ...]
    segments: tuple[Segment, ...]
    today: Today | None
    words: str


def layout(dots: Sequence[Dot], *, today: date, size: Size = "full") -> Line:
    """Place the dots, oldest first, so that neither dots nor texts touch. "header" labels only what comes next."""
    xs, width = _places(dots)
    drawn = [_placed(dot, x, width) for dot, x in zip(dots, xs, strict=True)]
    drawn = _labelled(drawn, width, only_next=size == "header")
    marker = _today_x(drawn, today)
    bottom = max((box.bottom for one in drawn for box in _occupied(one)), default=float(_STEM))
    drawn, when_today = _dated(drawn, width, today, marker, y=int(bottom) + _ASCENT + 5)
    top = min((box.top for one in drawn for box in _occupied(one)), default=-float(_STEM))
    axis = int(-top) + 3
    lowest = max((one.when.y for one in drawn if one.when), default=int(bottom))
    return Line(
        width=width,
        height=axis + lowest + _DESCENT + 2,
        axis=axis,
        drawn=tuple(drawn),
        segments=tuple(_segments(drawn, width, marker)),
        today=Today(at=_share(marker, width), when=when_today) if marker is not None else None,
        words=words_of(dots),
    )


def _places(dots: Sequence[Dot]) -> tuple[list[float], int]:
    """The x of each dot and the least width: between two there is room for both, and what width is left over
    is shared out by the logarithm of the days between."""
    if not dots:
        return [], _LEAST_WIDTH
    least = [_radius(before) + _radius(after) + _AIR for before, after in pairwise(dots)]
    weights = [math.log1p(max(0, (after.on - before.on).days)) for before, after in pairwise(dots)]
    width = max(_LEAST_WIDTH, math.ceil(sum(least)) + 2 * _MARGIN)
    spare = width - 2 * _MARGIN - sum(least)
    total = sum(weights)
    x = float(_MARGIN)
    places = [x]
    for room, weight in zip(least, weights, strict=True):
        x += room + (spare * weight / total if total else spare / len(weights))
        places.append(x)
    return places, width


def _placed(dot: Dot, x: float, width: int) -> Drawn:
    stem = {"gave": -_STEM, "asked": _STEM, "neutral": None}[dot.side]
    return Drawn(dot=dot, x=x, at=_share(x, width), r=_radius(dot), stem=stem)


def _radius(dot: Dot) -> int:
    return _RADIUS.get(dot.state, 11)


def _share(x: float, width: int) -> str:
    return f"{100 * x / width:.3f}%"


def _labelled(drawn: list[Drawn], width: int, *, only_next: bool) -> list[Drawn]:
    """Give each label the first free place near its dot, the most telling ones first."""
    found = list(drawn)
    for index in sorted(range(len(drawn)), key=lambda index: (_rank(drawn[index].dot), -index)):
        if not drawn[index].dot.label or (only_next and drawn[index].dot.state != "next"):
            continue
        taken = [box for at, one in enumerate(found) for box in _occupied(one) if at != index]
        for text in _candidates(drawn[index], width):
            with_text = replace(drawn[index], label=text)
            mine = [text.box(with_text.x), *_leader_box(with_text)]
            inside = mine[0].left >= -3 and mine[0].right <= width + 3
            if inside and not any(box.meets(other) for box in mine for other in taken):
                found[index] = with_text
                break
    return found


def _rank(dot: Dot) -> int:
    """What tells most: what comes next, how it ended, what was promised; then what happened, latest first."""
    if dot.state == "next":
        return 0
    if dot.state in {"decided", "open_end"} or dot.flag:
        return 1
    return 2 if dot.state in PAST else 3


def _candidates(one: Drawn, width: int) -> Iterator[Text]:
    """Where a label may stand, nearest first: above what was given, below what was asked."""
    words = one.dot.label
    text = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
    if one.dot.flag:
        # The flag flies where the label would be: it stands beside the flag, or over it.
        yield Text(text=text, y=-28, dx=_FLAG_WIDTH + 4, anchor="start")
        yield Text(text=text, y=-28, dx=-6, anchor="end")
        yield _within(Text(text=text, y=-_FLAG_TOP - 6), one, width)
        return
    if one.dot.side == "asked":
        ys = [_STEM + _KNOB + 14, _STEM + _KNOB + 30]
    elif one.dot.side == "gave":
        ys = [-_STEM - _KNOB - 6, -_STEM - _KNOB - 22]
    else:
        ys = [-one.r - 7, -one.r - 23, -one.r - 39]
    first = ys[0]
    for y in ys:
        leader = None if y == first else one.stem if one.stem is not None else -one.r
        centred = Text(text=text, y=y, leader=leader)
        yield _within(centred, one, width)


def _within(text: Text, one: Drawn, width: int) -> Text:
    """The same text, turned to one side where it would leave the drawing."""
    box = text.box(one.x)
    if box.left < 0:
        return replace(text, anchor="start", dx=-one.r)
    if box.right > width:
        return replace(text, anchor="end", dx=one.r)
    return text


def _occupied(one: Drawn) -> Iterator[Box]:
    """Everything that a dot with its stem, flag, leader and texts covers."""
    yield Box(left=one.x - one.r, right=one.x + one.r, top=-one.r, bottom=one.r)
    if one.stem is not None:
        low, high = sorted((one.stem, 0))
        yield Box(left=one.x - _KNOB, right=one.x + _KNOB, top=low - _KNOB, bottom=high + _KNOB)
    if one.dot.flag:
        yield Box(left=one.x - 1, right=one.x + _FLAG_WIDTH, top=-_FLAG_TOP, bottom=0)
    yield from _leader_box(one)
    for text in (one.label, one.when):
        if text is not None:
            yield text.box(one.x)


def _leader_box(one: Drawn) -> Iterator[Box]:
    if one.label is not None and one.label.leader is not None:
        low, high = sorted((one.label.leader, one.label.y))
        yield Box(left=one.x - 2, right=one.x + 2, top=low, bottom=high)


def _today_x(drawn: Sequence[Drawn], today: date) -> float | None:
    """Where today is between two dots; None when a dot stands there or today is outside."""
    for before, after in pairwise(drawn):
        if before.dot.on < today < after.dot.on and before.dot.state in PAST and after.dot.state not in PAST:
            left, right = before.x + before.r + 5, after.x - after.r - 5
            days = (after.dot.on - before.dot.on).days
            return left + (right - left) * ((today - before.dot.on).days / days)
    return None


def _dated(
    drawn: list[Drawn], width: int, today: date, marker: float | None, *, y: int
) -> tuple[list[Drawn], Text | None]:
    """Dates in one row below everything, as many as fit: today and next first, then both ends, then the rest."""
    found = list(drawn)
    taken: list[Box] = []
    when_today = None
    if marker is not None:
        when_today = Text(text="today", y=y)
        taken.append(when_today.box(marker))
    ends = {0, len(drawn) - 1}
    ranked = sorted(
        range(len(drawn)), key=lambda index: _date_rank(drawn[index].dot, today, is_end=index in ends)
    )
    for index in ranked:
        one = drawn[index]
        text = _within(Text(text=_day(one.dot, today), y=y), one, width)
        box = text.box(one.x)
        if not any(box.meets(other) for other in taken):
            taken.append(box)
            found[index] = replace(one, when=text)
    return _with_years(found, width, today), when_today


def _date_rank(dot: Dot, today: date, *, is_end: bool) -> int:
    if dot.state == "next":
        return 0
    return 1 if dot.on == today else 2 if is_end else 3


def _day(dot: Dot, today: date) -> str:
    return "today" if dot.on == today else f"{dot.on.day} {dot.on:%b}"


def _with_years(drawn: list[Drawn], width: int, today: date) -> list[Drawn]:
    """The first date of another year says so, where there is room."""
    found = list(drawn)
    year = today.year
    dated = [index for index, one in enumerate(drawn) if one.when is not None]
    for index in dated:
        one = found[index]
        if one.when is None or one.dot.on.year == year:
            continue
        plain = replace(one.when, text=f"{one.when.text} {one.dot.on.year}", anchor="middle", dx=0)
        longer = _within(plain, one, width)
        others = [(found[at].when, found[at].x) for at in dated if at != index]
        if not any(text is not None and longer.box(one.x).meets(text.box(x)) for text, x in others):
            found[index] = replace(one, when=longer)
            year = one.dot.on.year
    return found


def _segments(drawn: Sequence[Drawn], width: int, marker: float | None) -> Iterator[Segment]:
    for before, after in pairwise(drawn):
        is_long = (after.dot.on - before.dot.on).days > LONG_PAUSE
        is_past = before.dot.state in PAST and (after.dot.state in PAST or after.dot.state == "next")
        if marker is not None and before.x < marker < after.x:
            middle = _share(marker, width)
            yield Segment(start=before.at, end=middle, is_past=True, is_long=is_long)
            yield Segment(start=middle, end=after.at, is_past=False, is_long=is_long)
        else:
            yield Segment(start=before.at, end=after.at, is_past=is_past, is_long=is_long)


def words_of(dots: Sequence[Dot]) -> str:
    """The whole line in a sentence or two."""
    if not dots:
        return "No contact yet."
    made = [dot for dot in dots if dot.state in {"done", "failed"}]
    ahead = sum(dot.state in {"next", "planned"} for dot in dots)
    gave, asked = (sum(dot.side == side for dot in made) for side in ("gave", "asked"))
    heard = sum(dot.state == "heard" for dot in dots)
    plural = "" if len(made) == 1 else "s"
    words = f"{len(made)} contact{plural} made, {ahead} planned; {gave} gave, {asked} asked"
    if heard:
        words += f"; they were heard {'once' if heard == 1 else f'{heard} times'}"
    telling = [dot.title for dot in dots if dot.state in {"next", "decided"}]
    return ". ".join([words, *telling]) + "."
