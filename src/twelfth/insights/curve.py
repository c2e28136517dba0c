"""At which contact decisions came, with everything still open or given up counted as censored.

The unit of time is the contact number. A follow-up that was stopped after contact 3 says nothing about contact 4, so
it leaves the risk set there instead of counting as a failure (discrete Kaplan–Meier; yes and no as competing risks,
Aalen–Johansen).

Whoever was contacted elsewhere before was not watched then: had they decided earlier, they would never have come here.
Such a case comes into the risk set with its first contact here (delayed entry), so that the chance at each contact is
right. What adds up over the contacts, and the shares of all sales, come from those who were watched from their first
contact on. Pure; tested against scipy.stats.ecdf, and against drawn lives of which the early ones are hidden.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Outcome = Literal["yes", "no", "censored"]

#: 95 %, two-sided.
_Z = 1.959963984540054
#: With fewer at risk than this, no figure is drawn as if it meant something.
TOO_FEW = 10


@dataclass(frozen=True, slots=True)
class Case:
    """A follow-up: its last contact number (at least 1) and how it stands. `count`: so many that are alike. `before`:
    how many of the contacts were made before it was watched."""

    contacts: int
    outcome: Outcome
    count: int = 1
    before: int = 0


@dataclass(frozen=True, slots=True)
class Interval:
    """A share between 0 and 1 with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What happened at one contact number.

    `at_risk`: follow-ups that got this contact while they were watched, and of these `yes`, `no`, `censored`.
    `chance_yes`: of a yes at this contact, among those. From those who were watched from the first contact on:
    `yes_of_whole` of them said yes at this one, `undecided` is the chance of being undecided after it (Kaplan–Meier),
    `yes_so_far` that of a yes by now (cumulative incidence; no interval); None where none of them got so far.
    """

    number: int
    at_risk: int
    yes: int
    no: int
    censored: int
    yes_of_whole: int
    chance_yes: Interval
    undecided: Interval | None
    yes_so_far: float | None

    @property
    def too_few(self) -> bool:
        return self.at_risk < TOO_FEW


@dataclass(frozen=True, slots=True)
class Share:
    """Of all sales, how many came at these contact numbers (`last` None: no upper end). Survivorship: see docs."""

    first: int
    last: int | None
    count: int
    of: int
    share: Interval


def curve(cases: Iterable[Case]) -> list[Point]:
    """The points from contact 1 to the highest that was watched; [] without cases."""
    seen, whole = _Counts(), _Counts()
    for case in cases:
        # Who had no contact while they were watched says nothing about any.
        if case.contacts > case.before:
            seen.add(case)
            if case.before == 0:
                whole.add(case)
    undecided, yes_so_far, greenwood = 1.0, 0.0, 0.0
    points: list[Point] = []
    for number in range(1, seen.highest + 1):
        at_risk, yes, no = seen.at_risk(number), seen.of[number, "yes"], seen.of[number, "no"]
        watched, decided = whole.at_risk(number), whole.of[number, "yes"] + whole.of[number, "no"]
        if watched:
            yes_so_far += undecided * whole.of[number, "yes"] / watched
            undecided *= 1 - decided / watched
            if watched > decided:
                greenwood += decided / (watched * (watched - decided))
        points.append(
            Point(
                number=number,
                at_risk=at_risk,
                yes=yes,
                no=no,
                censored=seen.of[number, "censored"],
                yes_of_whole=whole.of[number, "yes"],
                chance_yes=wilson(yes, at_risk),
                undecided=_log_log(undecided, greenwood) if watched else None,
                yes_so_far=yes_so_far if watched else None,
            )
        )
    return points


class _Counts:
    """Cases by their last contact and outcome, and how many came in before each contact."""

    def __init__(self) -> None:
        self.of: Counter[tuple[int, Outcome]] = Counter()
        self._begins: Counter[int] = Counter()
        self._ends: Counter[int] = Counter()
        self.highest = 0

    def add(self, case: Case) -> None:
        self.of[case.contacts, case.outcome] += case.count
        self._begins[case.before + 1] += case.count
        self._ends[case.contacts] += case.count
        self.highest = max(self.highest, case.contacts)

    def at_risk(self, number: int) -> int:
        """How many were watched at that contact."""
        began = sum(count for begin, count in self._begins.items() if begin <= number)
        return began - sum(count for end, count in self._ends.items() if end < number)


def shares(points: list[Point], bounds: Iterable[tuple[int, int | None]]) -> list[Share]:
    """Of all sales to those who were watched from the first contact on, the share at each range of contact numbers."""
    total = sum(point.yes_of_whole for point in points)
    found: list[Share] = []
    for first, last in bounds:
        count = sum(
            point.yes_of_whole
            for point in points
            if point.number >= first and (last is None or point.number <= last)
        )
        found.append(Share(first, last, count, total, wilson(count, total)))
    return found


def wilson(successes: int, trials: int) -> Interval:
    """Wilson's score interval, 95 %; (0, 0, 1) without trials."""
    if trials == 0:
        return Interval(0.0, 0.0, 1.0)
    share = successes / trials
    spread = 1 + _Z**2 / trials
    middle = (share + _Z**2 / (2 * trials)) / spread
    half = _Z * math.sqrt(share * (1 - share) / trials + _Z**2 / (4 * trials**2)) / spread
    low = 0.0 if successes == 0 else middle - half
    high = 1.0 if successes == trials else middle + half
    return Interval(share, low, high)


def _log_log(survival: float, greenwood: float) -> Interval:
    """Kaplan–Meier's interval on the log(-log) scale, which stays between 0 and 1."""
    if survival in {0.0, 1.0} or greenwood == 0.0:
        return Interval(survival, survival, survival)
    half = _Z * math.sqrt(greenwood) / abs(math.log(survival))
    return Interval(survival, survival ** math.exp(half), survival ** math.exp(-half))
