"""Reads for insights."""

from dataclasses import dataclass

from django.db.models import BooleanField, Count, ExpressionWrapper, Q

from twelfth.accounts.models import Workspace
from twelfth.followups.models import FollowUp
from twelfth.insights.curve import Case, Outcome, Point, Share, curve, shares
from twelfth.rules.terms import DecisionKind

#: The ranges in which the claims are told, so that both can stand side by side.
CLAIMED_RANGES = ((1, 1), (2, 2), (3, 3), (4, 4), (5, 12), (13, None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Persistence:
    """How many follow-ups stopped undecided after so many contacts."""

    contacts: int
    stopped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacts:
    """The first insight: contacts until decision. `joined` of the `total` had been contacted elsewhere before."""

    points: list[Point]
    shares: list[Share]
    total: int
    yes: int
    no: int
    open: int
    joined: int
    given_up: list[Persistence]


def contacts_until_decision(workspace: Workspace) -> Contacts:
    """One grouped query, whatever the size of the workspace."""
    rows = (
        FollowUp.objects.filter(workspace=workspace)
        .filter(Q(touch_count__gte=1) | Q(decision_number__gte=1))
        .annotate(is_open=ExpressionWrapper(Q(ended_at__isnull=True), output_field=BooleanField()))
        .values("decision", "touch_count", "decision_number", "is_open", "contacts_before")
    )
    groups = rows.annotate(count=Count("pk")).order_by()
    cases: list[Case] = []
    given_up: dict[int, int] = {}
    running = joined = 0
    for group in groups:
        outcome = _outcome(group["decision"])
        contacts = group["decision_number"] if outcome != "censored" else group["touch_count"]
        contacts = contacts or group["touch_count"]
        before = group["contacts_before"]
        cases.append(Case(contacts, outcome, group["count"], before))
        joined += group["count"] if before else 0
        if group["is_open"]:
            running += group["count"]
        elif outcome == "censored":
            given_up[contacts] = given_up.get(contacts, 0) + group["count"]
    points = curve(cases)
    return Contacts(
        points=points,
        shares=shares(points, CLAIMED_RANGES),
        total=sum(case.count for case in cases),
        yes=sum(point.yes for point in points),
        no=sum(point.no for point in points),
        open=running,
        joined=joined,
        given_up=[
            Persistence(contacts=contacts, stopped=count) for contacts, count in sorted(given_up.items())
        ],
    )


def _outcome(decision: str) -> Outcome:
    if decision == DecisionKind.YES:
        return "yes"
    if decision == DecisionKind.NO:
        return "no"
    return "censored"
