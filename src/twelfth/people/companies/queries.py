"""Reads of companies."""

from collections.abc import Sequence

from django.db.models import Count, IntegerField, Max, OuterRef, QuerySet, Subquery

from twelfth.accounts.models import Workspace
from twelfth.people.models import Company, FormerCompany, Person
from twelfth.people.search import fold

#: The list has as many on a page.
PAGE = 50


def companies(workspace: Workspace, begins: str = "") -> QuerySet[Company]:
    """Those of a workspace, or those whose name begins so."""
    rows = Company.objects.filter(workspace=workspace)
    begins = fold(begins).strip()
    # A range of the index by which companies are matched, on both databases.
    return rows.filter(match_key__gte=begins, match_key__lt=f"{begins}\U0010ffff") if begins else rows


def page_of(rows: QuerySet[Company], after: str) -> Sequence[Company]:
    """A page behind the company with that key, and one more if there are more; each with `headcount` and
    `last_contact`."""
    theirs = Person.objects.filter(company=OuterRef("pk")).order_by().values("company")
    if after:
        rows = rows.filter(match_key__gt=after)
    return list(
        rows.annotate(
            headcount=Subquery(theirs.annotate(many=Count("pk")).values("many"), output_field=IntegerField()),
            last_contact=Subquery(theirs.annotate(last=Max("last_contact_at")).values("last")),
        ).order_by("match_key")[: PAGE + 1]
    )


def merged_company(workspace: Workspace, company_id: int) -> int | None:
    """The key of the company that the one with this key was merged into."""
    rows = FormerCompany.objects.filter(workspace=workspace, key=company_id)
    return rows.values_list("company_id", flat=True).first()
