"""Charts drawn on the server: geometry in, nothing but coordinates and texts out. The table behind says the same."""

from collections.abc import Sequence
from dataclasses import dataclass

_WIDTH, _HEIGHT = 760.0, 300.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 48.0, 12.0, 18.0, 44.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One place on the x axis: a value with its interval, all shares between 0 and 1; a claim beside it, if any."""

    label: str
    title: str
    value: float | None = None
    low: float = 0.0
    high: float = 0.0
    few: bool = False
    claim: float | None = None
    claim_title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A value drawn. `y…` grow downwards."""

    value: Value
    x: float
    y: float | None
    y_low: float
    y_high: float
    bar_x: float
    bar_width: float
    claim_x: float
    claim_y: float
    claim_height: float
    bar_height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    width: float
    height: float
    left: float
    right: float
    base: float
    #: (y, text) of the horizontal lines.
    grid: list[tuple[float, str]]
    marks: list[Mark]


def chart(values: Sequence[Value], *, width: float = _WIDTH) -> Chart:
    """Lay out values side by side on a scale that begins at 0 and ends at a round share."""
    top = _round_up(
        max([value.high for value in values] + [value.claim or 0.0 for value in values], default=0.1)
    )
    base = _HEIGHT - _BOTTOM
    room = (width - _LEFT - _RIGHT) / max(1, len(values))

    def y(share: float) -> float:
        return round(base - (base - _TOP) * min(share, top) / top, 1)

    marks = []
    for index, value in enumerate(values):
        middle = _LEFT + room * (index + 0.5)
        half = min(room * 0.34, 34.0)
        marks.append(
            Mark(
                value=value,
                x=round(middle, 1),
                y=None if value.value is None else y(value.value),
                y_low=y(value.low),
                y_high=y(value.high),
                bar_x=round(middle - half, 1),
                bar_width=round(half, 1),
                bar_height=0.0 if value.value is None else round(base - y(value.value), 1),
                claim_x=round(middle, 1),
                claim_y=y(value.claim or 0.0),
                claim_height=round(base - y(value.claim or 0.0), 1),
            )
        )
    steps = 4
    grid = [(y(top * step / steps), f"{top * step / steps * 100:g} %") for step in range(steps + 1)]
    return Chart(
        width=width, height=_HEIGHT, left=_LEFT, right=width - _RIGHT, base=base, grid=grid, marks=marks
    )


def _round_up(share: float) -> float:
    for top in (0.04, 0.08, 0.12, 0.2, 0.4, 0.6, 0.8):
        if share <= top:
            return top
    return 1.0
