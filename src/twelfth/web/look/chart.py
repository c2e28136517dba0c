"""Charts drawn on the server: geometry in, nothing but coordinates and texts out. The table behind says the same.

As in the line of twelve, x is a share of the width, so that a chart stretches while its text does not; y is in
pixels, growing downwards.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

_LEAST_WIDTH, _HEIGHT = 620, 300
_TOP, _BOTTOM = 30, 46
#: Room for the texts of the scale, in per cent.
_LEFT, _RIGHT = 8.0, 1.0
_STEPS = 4
_TOPS = (0.04, 0.08, 0.12, 0.16, 0.2, 0.24, 0.32, 0.4, 0.6, 0.8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One place on the x axis: a value with its interval, all shares between 0 and 1, and a claim beside it, if any.
    `few`: there are too few cases to tell; the place is shaded."""

    label: str
    title: str
    value: float | None = None
    low: float = 0.0
    high: float = 0.0
    few: bool = False
    claim: float | None = None
    claim_title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar standing on the axis."""

    x: str
    width: str
    y: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A value drawn: as a point at (`x`, `y`), or as a bar with the interval at `own_x`, its claim beside it."""

    value: Value
    x: str
    y: float | None
    y_low: float
    y_high: float
    own_x: str
    own: Bar | None
    claim: Bar | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """`grid` holds (y, text) of each horizontal line; `few` the (x, width, middle) of each shaded
    stretch, which is `band` high."""

    width: int
    height: int
    base: int
    top: int
    band: int
    grid: tuple[tuple[float, str], ...]
    marks: tuple[Mark, ...]
    few: tuple[tuple[str, str, str], ...]


def chart(values: Sequence[Value]) -> Chart:
    """Lay out values side by side on a scale that begins at 0 and ends at a round share."""
    highest = max((max(value.high, value.value or 0.0, value.claim or 0.0) for value in values), default=0.0)
    scale = _Scale(next((top for top in _TOPS if highest <= top), 1.0))
    room = (100 - _LEFT - _RIGHT) / max(1, len(values))
    steps = [scale.top * step / _STEPS for step in range(_STEPS + 1)]
    return Chart(
        width=_LEAST_WIDTH,
        height=_HEIGHT,
        base=_HEIGHT - _BOTTOM,
        top=_TOP,
        band=_HEIGHT - _BOTTOM - _TOP,
        grid=tuple((scale.y(share), f"{share * 100:g} %") for share in steps),
        marks=tuple(
            _mark(value, scale, middle=_LEFT + room * (index + 0.5), room=room)
            for index, value in enumerate(values)
        ),
        few=tuple(_stretches(values, room)),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """From shares to pixels."""

    top: float

    def y(self, share: float) -> float:
        base = _HEIGHT - _BOTTOM
        return round(base - (base - _TOP) * min(share, self.top) / self.top, 1)

    def bar(self, share: float, *, left: float, width: float) -> Bar:
        y = self.y(share)
        return Bar(x=_percent(left), width=_percent(width), y=y, height=round(_HEIGHT - _BOTTOM - y, 1))


def _mark(value: Value, scale: _Scale, *, middle: float, room: float) -> Mark:
    width = min(room * 0.34, 5.0)
    return Mark(
        value=value,
        x=_percent(middle),
        y=None if value.value is None else scale.y(value.value),
        y_low=scale.y(value.low),
        y_high=scale.y(value.high),
        own_x=_percent(middle - width / 2),
        own=None if value.value is None else scale.bar(value.value, left=middle - width, width=width),
        claim=None if value.claim is None else scale.bar(value.claim, left=middle, width=width),
    )


def _stretches(values: Sequence[Value], room: float) -> Iterator[tuple[str, str, str]]:
    """Where values with too few cases stand side by side."""
    at = 0
    for is_few, run in groupby(values, key=lambda value: value.few):
        count = len(list(run))
        if is_few:
            left, width = _LEFT + room * at, room * count
            yield _percent(left), _percent(width), _percent(left + width / 2)
        at += count


def _percent(share: float) -> str:
    return f"{share:.3f}%"
