"""The load of the coming days, drawn: for each day the middle and the band within which most runs lie.

As in the other charts, x is a share of the width and y is in pixels, growing downwards.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from twelfth.rules.simulate import Load, LoadDay

_WIDTH, _HEIGHT = 720, 240
_TOP, _BOTTOM = 20, 34
_LEFT, _RIGHT = 6.0, 1.0
_LINES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class DayBar:
    """One day: `band` is (y, height), `y` where the middle lies. `tick`: the Monday it begins a week with."""

    x: str
    width: str
    middle: str
    y: float
    band_y: float
    band_height: float
    title: str
    tick: str
    is_above: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadChart:
    """`grid` holds (y, text); `most` is where what one can do in a day lies, None where that is off the scale."""

    width: int
    height: int
    base: int
    grid: tuple[tuple[float, str], ...]
    bars: tuple[DayBar, ...]
    most: float | None
    words: str


def load_chart(load: Load, words: str) -> LoadChart:
    highest = max((day.high for day in load.days), default=0.0)
    top = _round_up(max(highest, 4.0))
    room = (100 - _LEFT - _RIGHT) / max(1, len(load.days))
    return LoadChart(
        width=_WIDTH,
        height=_HEIGHT,
        base=_HEIGHT - _BOTTOM,
        grid=tuple((_y(top * at / _LINES, top), f"{top * at / _LINES:g}") for at in range(_LINES + 1)),
        bars=tuple(_bars(load.days, room, top, load.most)),
        most=_y(load.most, top) if load.most <= top else None,
        words=words,
    )


def _bars(days: Sequence[LoadDay], room: float, top: float, most: int) -> list[DayBar]:
    found, month = [], 0
    for at, day in enumerate(days):
        left = _LEFT + room * at
        is_new = at == 0 or day.on.isocalendar()[:2] != days[at - 1].on.isocalendar()[:2]
        tick = ""
        if is_new:
            tick = f"{day.on.day} {day.on:%b}" if day.on.month != month else str(day.on.day)
            month = day.on.month
        found.append(
            DayBar(
                x=f"{left + room * 0.12:.3f}%",
                width=f"{room * 0.76:.3f}%",
                middle=f"{left + room / 2:.3f}%",
                y=_y(day.middle, top),
                band_y=_y(day.high, top),
                band_height=round(max(1.0, _y(day.low, top) - _y(day.high, top)), 1),
                title=f"{day.on:%A} {day.on.day} {day.on:%B}: {round(day.middle)} contacts, "
                f"in most runs {round(day.low)} to {round(day.high)}",
                tick=tick,
                is_above=day.middle > most,
            )
        )
    return found


def _y(value: float, top: float) -> float:
    base = _HEIGHT - _BOTTOM
    return round(base - (base - _TOP) * min(value, top) / top, 1)


def _round_up(value: float) -> float:
    """The next number that parts into four whole ones at sight: 4, 8, 12, 20, 40, 60, 80 …"""
    step = 10 ** math.floor(math.log10(value / 4)) if value > 4 else 1
    factors = (1, 2, 3, 5, 10, 20) if step == 1 else (1, 1.5, 2, 3, 5, 10, 20)
    return float(next(4 * step * factor for factor in factors if 4 * step * factor >= value))
