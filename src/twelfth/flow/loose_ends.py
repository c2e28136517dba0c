"""What has no next step: follow-ups that only a person can take further, people and deals that nobody follows up."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from twelfth.accounts.models import Member, Workspace
from twelfth.deals.models import Deal, Stage
from twelfth.followups.models import FollowUp
from twelfth.people.models import Person
from twelfth.rules.terms import NO_CONTACT, NextKind
from twelfth.touches.models import COUNTS, Touch

#: Somebody contacted within this time is somebody one means to go on with.
LATELY = timedelta(days=30)
#: As many of each kind are shown and counted; whoever has more begins with these.
MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class LooseEnds:
    """At most MOST of each."""

    followups: list[FollowUp]
    people: list[Person]
    deals: list[Deal]


def loose_ends(workspace: Workspace, member: Member | None, *, now: datetime) -> LooseEnds:
    """Of one member, or (None) of everybody. Three queries."""
    followups = followups_without_step(workspace, member).select_related(
        "person__company", "owner", "workspace"
    )
    people = people_without_followup(workspace, member, now=now).select_related("company")
    deals = deals_without_followup(workspace, member).select_related("person", "company")
    return LooseEnds(
        followups=list(followups.order_by("next_at", "pk")[:MOST]),
        people=list(people.order_by(F("last_contact_at").desc(nulls_last=True), "pk")[:MOST]),
        deals=list(deals.order_by("-created_at", "pk")[:MOST]),
    )


def count_loose_ends(workspace: Workspace, member: Member, *, now: datetime) -> int:
    """How many the list would show. Three queries."""
    return (
        followups_without_step(workspace, member)[:MOST].count()
        + people_without_followup(workspace, member, now=now)[:MOST].count()
        + deals_without_followup(workspace, member)[:MOST].count()
    )


def followups_without_step(workspace: Workspace, member: Member | None) -> QuerySet[FollowUp]:
    """The plan is done or was stopped, every way is refused, or it rests without an end: a person says what is next."""
    # The kinds first, and alone: that is what the index is looked up by.
    rows = FollowUp.objects.filter(
        Q(next_kind=NextKind.REVIEW) | Q(paused_until=None),
        workspace=workspace,
        ended_at=None,
        next_kind__in=[NextKind.REVIEW, NextKind.PAUSE],
    )
    return rows if member is None else rows.filter(owner=member)


def people_without_followup(
    workspace: Workspace, member: Member | None, *, now: datetime
) -> QuerySet[Person]:
    """Contacted lately, decided nothing since, and nobody follows them up."""
    touches = Touch.objects.filter(COUNTS, workspace=workspace, at__gte=now - LATELY)
    touches = touches.exclude(outcome__in=NO_CONTACT)
    if member is not None:
        touches = touches.filter(member=member)
    theirs = FollowUp.objects.filter(person=OuterRef("pk"))
    return Person.objects.filter(
        ~Exists(theirs.filter(ended_at=None)),
        ~Exists(theirs.filter(decided_at__gte=OuterRef("last_contact_at"))),
        workspace=workspace,
        opted_out_at=None,
        pk__in=touches.values("person"),
    )


def deals_without_followup(workspace: Workspace, member: Member | None) -> QuerySet[Deal]:
    """Open, and nobody follows it up."""
    running = FollowUp.objects.filter(deal=OuterRef("pk"), ended_at=None)
    rows = Deal.objects.filter(~Exists(running), workspace=workspace, stage__in=[Stage.OPEN, Stage.PROPOSAL])
    return rows if member is None else rows.filter(owner=member)
