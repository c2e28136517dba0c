"""The line of twelve at the size of a word, for lists: equal steps, no text. Written by hand, not by a template: a
list draws fifty of them."""

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from twelfth.web.look.line import Dot, words_of

_STEP, _MIDDLE, _HEIGHT = 11, 9, 18
_RISE = {"gave": -4, "asked": 4, "neutral": 0}
_RADIUS = {"next": 3.5, "heard": 2.0}


def spark(dots: Sequence[Dot]) -> SafeString:
    """An inline SVG, its meaning in words as its label. What was given lies above the axis, what was asked below."""
    marks = "".join(_mark(dot, 5 + _STEP * index) for index, dot in enumerate(dots))
    width = _STEP * max(1, len(dots))
    return mark_safe(  # noqa: S308 (numbers of ours and escaped words)
        f'<svg class="spark" width="{width}" height="{_HEIGHT}" role="img" aria-label="{escape(words_of(dots))}">'
        f'<path class="l-axis" d="M1 {_MIDDLE}H{width - 1}"/>{marks}</svg>'
    )


def _mark(dot: Dot, x: int) -> str:
    y = _MIDDLE + _RISE[dot.side]
    flag = f'<path class="l-flag" d="M{x - 0.5} {y - 3}v-6h5l-1.5 2 1.5 2h-4v2Z"/>' if dot.flag else ""
    if dot.state in {"decided", "open_end"}:
        return f'<path class="l-{dot.state}" d="M{x} {y - 4}l4 4-4 4-4-4Z"/>{flag}'
    return f'<circle class="l-{dot.state}" cx="{x}" cy="{y}" r="{_RADIUS.get(dot.state, 3)}"/>{flag}'
