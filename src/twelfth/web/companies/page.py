"""What a company's page shows: who is there, who spoke to whom last, and all contacts as one story."""

from typing import Any

from django.db.models import F, OuterRef, Subquery

from twelfth.deals.models import OPEN_STAGES, Deal
from twelfth.deals.queries import matters_of, roles_in_all
from twelfth.followups.models import FollowUp
from twelfth.messages.models import IncomingMessage
from twelfth.people.custom.queries import fields_of, filled
from twelfth.people.models import Company, CustomField, Person
from twelfth.people.relations.queries import within
from twelfth.touches.models import Touch, TouchState
from twelfth.web.countries import names
from twelfth.web.story import Entry, story
from twelfth.web.ties.labels import ROLE_WORDS
from twelfth.web.ties.page import has_decider, ties

MOST_PEOPLE, MOST_ENTRIES = 100, 50


def company_context(company: Company) -> dict[str, Any]:
    """Everything on the page, in a fixed number of queries."""
    people = _people(company)
    circle = within(company)
    running = list(
        FollowUp.objects.filter(person__company=company, ended_at=None)
        .select_related("person", "owner", "version__cadence")
        .order_by("next_at")[:MOST_PEOPLE]
    )
    deals = list(Deal.objects.filter(company=company).select_related("person").order_by("-created_at")[:50])
    matters = matters_of(deals)
    roles = roles_in_all(matters, circle.roles)
    tied = ties(circle, matters, subject=None, asks=bool(running) and not has_decider(roles))
    return {
        "company": company,
        "people": [
            (one, ", ".join(ROLE_WORDS[role] for role in roles.get(one.pk, ())))
            for one in people[:MOST_PEOPLE]
        ],
        "has_more": len(people) > MOST_PEOPLE,
        "running": running,
        "ties": tied,
        "deals": deals,
        "open_stages": OPEN_STAGES,
        "custom": [
            one for one in filled(company, fields_of(company.workspace, CustomField.COMPANY)) if one.values
        ],
        "story": _story(company),
        "where": _where(company),
        "parts": list(company.parts.order_by("name")[:MOST_PEOPLE]),
    }


def _where(company: Company) -> str:
    """The address as it is written on a letter."""
    town = " ".join(part for part in (company.postcode, company.city) if part)
    lines = (company.street, town, company.region, names().get(company.country, company.country))
    return "\n".join(line for line in lines if line)


def _people(company: Company) -> list[Person]:
    """Whoever was spoken to last first, each with `last_by`: the colleague who made or noted that contact."""
    last = (
        Touch.objects.filter(person=OuterRef("pk"), state=TouchState.DONE)
        .order_by("-at", "-pk")
        .values("member__name")[:1]
    )
    rows = Person.objects.filter(company=company).annotate(last_by=Subquery(last))
    return list(
        rows.order_by(F("last_contact_at").desc(nulls_last=True), "sort_name", "pk")[: MOST_PEOPLE + 1]
    )


def _story(company: Company) -> list[tuple[Entry, Person]]:
    """The newest contacts with anybody there, each with whom."""
    touches = (
        Touch.objects.filter(person__company=company)
        .exclude(state=TouchState.UNDONE)
        .select_related("person", "member", "message", "incoming")
        .order_by("-at", "-pk")[:MOST_ENTRIES]
    )
    found = []
    for touch in touches:
        sent = {touch.pk: touch.message} if hasattr(touch, "message") else {}
        heard: dict[int | None, IncomingMessage] = (
            {touch.pk: touch.incoming} if hasattr(touch, "incoming") else {}
        )
        found += [(entry, touch.person) for entry in story([touch], [], [], sent, heard)]
    return found
