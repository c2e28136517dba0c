"""What a merge would do, and which there were."""

from collections import Counter

from django.db.models import Model, QuerySet

from twelfth.accounts.models import Workspace
from twelfth.followups.models import RUNNING, FollowUp
from twelfth.people.models import Company, Person
from twelfth.records.belongings import OnMerge, of, rows
from twelfth.records.models import Merge


def would_move(gone: Person | Company) -> dict[type[Model], int]:
    """How many rows of each table would hang on the other one afterwards, or are there already."""
    counts: Counter[type[Model]] = Counter()
    for belonging in of(type(gone)):
        if belonging.merge in {OnMerge.MOVE, OnMerge.UNLESS_THERE}:
            counts[belonging.model] += rows(belonging, gone).count()
    return {model: count for model, count in counts.items() if count}


def about_the_same(kept: Person, gone: Person) -> list[str]:
    """The matters that are followed up with both: of the two follow-ups one would end."""
    mine = FollowUp.objects.filter(RUNNING, person=kept).values_list("matter", flat=True)
    both = FollowUp.objects.filter(RUNNING, person=gone, matter__in=list(mine))
    return list(both.order_by("matter").values_list("matter", flat=True))


def merges(workspace: Workspace) -> QuerySet[Merge]:
    """Those that stand, the last first."""
    rows = Merge.objects.filter(workspace=workspace, undone_at=None)
    return rows.select_related("into", "into_company", "by").order_by("-at", "-pk")
