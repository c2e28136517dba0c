"""At which contact decisions came, with everything still open or given up counted as censored.

The unit of time is the contact number. A follow-up that was stopped after contact 3 says nothing about contact 4, so
it leaves the risk set there instead of counting as a failure (discrete Kaplan–Meier; yes and no as competing risks,
Aalen–Johansen). Pure; tested against scipy.stats.ecdf.
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
    """A follow-up: its last contact number (at least 1) and how it stands. `count`: so many that are alike."""

    contacts: int
    outcome: Outcome
    count: int = 1


@dataclass(frozen=True, slots=True)
class Interval:
    """A share between 0 and 1 with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What happened at one contact number.

    `at_risk`: follow-ups that got this contact. `chance_yes`: of a yes at this contact, among those. `undecided`:
    of being undecided after it (Kaplan–Meier). `yes_so_far`: of a yes by now (cumulative incidence; no interval).
    """

    number: int
    at_risk: int
    yes: int
    no: int
    censored: int
    chance_yes: Interval
    undecided: Interval
    yes_so_far: float

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
    """The points from contact 1 to the highest there is; [] without cases."""
    counts: Counter[tuple[int, Outcome]] = Counter()
    for case in cases:
        if case.contacts >= 1:
            counts[case.contacts, case.outcome] += case.count
    if not counts:
        return []
    highest = max(number for number, _ in counts)
    at_risk = sum(counts.values())
    undecided, yes_so_far, greenwood = 1.0, 0.0, 0.0
    points: list[Point] = []
    for number in range(1, highest + 1):
        yes, no, censored = (counts[number, outcome] for outcome in ("yes", "no", "censored"))
        yes_so_far += undecided * yes / at_risk
        undecided *= 1 - (yes + no) / at_risk
        if at_risk > yes + no:
            greenwood += (yes + no) / (at_risk * (at_risk - yes - no))
        points.append(
            Point(
                number=number,
                at_risk=at_risk,
                yes=yes,
                no=no,
                censored=censored,
                chance_yes=wilson(yes, at_risk),
                undecided=_log_log(undecided, greenwood),
                yes_so_far=yes_so_far,
            )
        )
        at_risk -= yes + no + censored
        if at_risk == 0:
            break
    return points


def shares(points: list[Point], bounds: Iterable[tuple[int, int | None]]) -> list[Share]:
    """Of all sales, the share that came at each range of contact numbers."""
    total = sum(point.yes for point in points)
    found: list[Share] = []
    for first, last in bounds:
        count = sum(
            point.yes for point in points if point.number >= first and (last is None or point.number <= last)
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
