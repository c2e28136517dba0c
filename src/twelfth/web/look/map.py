"""The map of who sways whom: people in rows, superiors above those who report to them, lines between them.

Geometry in, nothing but coordinates and texts out; the list below the map says the same. It is two people wide, so
that it can be read on a phone without being moved.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

_ACROSS = 2
_WIDTH, _HEIGHT, _BETWEEN, _BELOW = 152, 50, 16, 40
_MARGIN = 6
#: As many letters as a box takes.
_LONGEST_NAME, _LONGEST_NOTE = 17, 22
#: Between two lines that would lie upon each other.
_ASIDE = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Somebody. `note` is what they have to say, or what they do."""

    key: int
    name: str
    note: str = ""
    href: str = ""
    is_top: bool = False
    is_subject: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A line from one box to another; `is_upward`: the other stands above."""

    start: int
    end: int
    kind: str
    is_upward: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    box: Box
    x: int
    y: int
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line as an SVG path, and its arrowhead ("" where it has none)."""

    kind: str
    path: str
    head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    width: int
    height: int
    boxes: list[Placed]
    links: list[Drawn]
    box_width: int = field(default=_WIDTH)
    box_height: int = field(default=_HEIGHT)


def layout(boxes: Sequence[Box], links: Sequence[Link]) -> Map:
    """Where everything stands; links to boxes that are not there are left out."""
    keys = {box.key for box in boxes}
    kept = [link for link in links if link.start in keys and link.end in keys and link.start != link.end]
    linked = {link.start for link in kept if link.is_upward}
    # Those who report to somebody stand nearest to them.
    placed = _placed(sorted(boxes, key=lambda box: box.key not in linked), _levels(boxes, kept))
    height = max((one.y for one in placed.values()), default=0) + _HEIGHT + _MARGIN
    return Map(
        width=2 * _MARGIN + _ACROSS * _WIDTH + (_ACROSS - 1) * _BETWEEN,
        height=height,
        boxes=list(placed.values()),
        links=_drawn(kept, placed),
    )


def _levels(boxes: Sequence[Box], links: Iterable[Link]) -> Mapping[int, int]:
    """How far from the top each one stands: below whoever they report to; those who decide at the top, others of whom
    nothing is known below them. A circle, which two people may have made at once, ends where it began."""
    above: dict[int, list[int]] = defaultdict(list)
    for link in links:
        if link.is_upward:
            above[link.start].append(link.end)
    superiors = {key for keys in above.values() for key in keys}
    in_line = superiors | above.keys()
    has_top = bool(superiors) or any(box.is_top for box in boxes)

    def level(key: int, seen: frozenset[int]) -> int:
        ups = [up for up in above[key] if up not in seen] if key in above else []
        return 1 + max(level(up, seen | {up}) for up in ups) if ups else 0

    return {
        box.key: level(box.key, frozenset({box.key}))
        if box.key in in_line
        else 0
        if box.is_top or not has_top
        else 1
        for box in boxes
    }


def _placed(boxes: Sequence[Box], levels: Mapping[int, int]) -> dict[int, Placed]:
    rows: list[list[Box]] = []
    for level in sorted(set(levels.values())):
        here = [box for box in boxes if levels[box.key] == level]
        rows += [here[start : start + _ACROSS] for start in range(0, len(here), _ACROSS)]
    found: dict[int, Placed] = {}
    for number, row in enumerate(rows):
        left = _MARGIN + (_ACROSS - len(row)) * (_WIDTH + _BETWEEN) // 2
        for place, box in enumerate(row):
            found[box.key] = Placed(
                box=box,
                x=left + place * (_WIDTH + _BETWEEN),
                y=_MARGIN + number * (_HEIGHT + _BELOW),
                name=_short(box.name, _LONGEST_NAME),
                note=_short(box.note, _LONGEST_NOTE),
            )
    return found


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _drawn(links: Iterable[Link], placed: Mapping[int, Placed]) -> list[Drawn]:
    met: Counter[frozenset[int]] = Counter()
    found = []
    for link in links:
        pair = frozenset({link.start, link.end})
        # The first straight, the others beside it, to the left and to the right by turns.
        beside = (met[pair] + 1) // 2 * _ASIDE * (-1 if met[pair] % 2 else 1)
        met[pair] += 1
        start, end = placed[link.start], placed[link.end]
        found.append(
            _level(link, start, end, beside) if start.y == end.y else _steep(link, start, end, beside)
        )
    return found


def _level(link: Link, start: Placed, end: Placed, beside: int) -> Drawn:
    """Between two of a row."""
    is_right = start.x < end.x
    y = start.y + _HEIGHT // 2 + beside
    x, to = (start.x + _WIDTH, end.x) if is_right else (start.x, end.x + _WIDTH)
    point = -5 if is_right else 5
    return Drawn(link.kind, f"M{x} {y}H{to}", f"M{to} {y}l{point}-4v8Z")


def _steep(link: Link, start: Placed, end: Placed, beside: int) -> Drawn:
    is_down = start.y < end.y
    y, to = (start.y + _HEIGHT, end.y) if is_down else (start.y, end.y + _HEIGHT)
    x, across = (one.x + _WIDTH // 2 + beside for one in (start, end))
    middle = (y + to) // 2
    point = -6 if is_down else 6
    return Drawn(
        link.kind, f"M{x} {y}C{x} {middle} {across} {middle} {across} {to}", f"M{across} {to}l-4 {point}h8Z"
    )
