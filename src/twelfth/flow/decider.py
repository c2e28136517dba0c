"""When somebody who decides has to be known: a proposal is out, or we have been in contact more than twice.

Who decides is asked of the open deal that a follow-up is about, or of the open deals of its person where it is about
none; and where nothing was said of a deal, of what people have to say otherwise.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, Value

from twelfth.deals.models import OPEN_STAGES, Deal, DealRole
from twelfth.deals.queries import OPEN
from twelfth.followups.models import RUNNING, FollowUp
from twelfth.people.models import Person, PersonRole, Say
from twelfth.people.relations.queries import deciders_near
from twelfth.rules.terms import FollowUpKind

#: From the next contact after so many on, the right person matters more than one more contact.
ENOUGH_CONTACTS = 3

_IN_OPEN_DEAL = Q(deal__stage__in=OPEN_STAGES)


def asks_for_decider(followup: FollowUp) -> bool:
    """Whether it is time to ask who decides, where nobody is known to."""
    if followup.ended_at is not None:
        return False
    return followup.kind == FollowUpKind.PROPOSAL or followup.touch_count >= ENOUGH_CONTACTS


def missing_deciders(followups: Iterable[FollowUp]) -> set[int]:
    """Those of these follow-ups (by key) in which it is time to ask and nobody is known to decide, in two queries.
    Their people have to be loaded."""
    asking = [followup for followup in followups if asks_for_decider(followup)]
    if not asking:
        return set()
    said = _said(asking)
    near = deciders_near([followup.person for followup in asking])
    return {
        followup.pk
        for followup in asking
        if not any(Say.DECIDER in roles for roles in said[followup.pk].values())
        and not near(followup.person) - said[followup.pk].keys()
    }


@dataclass(frozen=True, slots=True, order=True)
class Decider:
    """Somebody who decides, in the order of their names."""

    sort_name: str
    pk: int
    full_name: str
    title: str


_NAMES = ("person__sort_name", "person_id", "person__full_name", "person__title", "role")


def deciders_of(followup: FollowUp) -> list[Decider]:
    """Those who are known to decide in what a follow-up is about, in one query beside its deal."""
    person, deal = followup.person, followup.deal
    is_open = deal is not None and deal.stage in OPEN_STAGES
    about = Q(deal=deal) if is_open else Q(deal__person=person)
    near = Q(pk=person.pk)
    if person.company_id is not None:
        near |= Q(company=person.company_id)
    in_deal = DealRole.objects.filter(_IN_OPEN_DEAL, about).annotate(in_deal=Value(1))
    colleagues = Person.objects.filter(near).values("pk")
    otherwise = PersonRole.objects.filter(person__in=colleagues, role=Say.DECIDER).annotate(in_deal=Value(0))
    rows = otherwise.values_list(*_NAMES, "in_deal").union(in_deal.values_list(*_NAMES, "in_deal"))
    found = [(Decider(*names), role, bool(is_said)) for *names, role, is_said in rows]
    said = {one.pk for one, _, is_said in found if is_said}
    named = {one for one, role, is_said in found if is_said and role == Say.DECIDER}
    return sorted(named or {one for one, _, is_said in found if not is_said and one.pk not in said})


def open_deal_of(followup: FollowUp) -> Deal | None:
    """The open deal that a follow-up is about, or its person's newest; None where there is none."""
    mine = Deal.objects.filter(OPEN, workspace=followup.workspace_id)
    about = mine.filter(pk=followup.deal_id).first() if followup.deal_id else None
    return about or mine.filter(person=followup.person_id).order_by("-created_at", "-pk").first()


def decides_for(person: str, company: str) -> Q:
    """That it is known who decides, for people of an outer query: `person` and `company` name the fields of it in which
    their keys stand."""
    of_theirs = DealRole.objects.filter(_IN_OPEN_DEAL, deal__person=OuterRef(person))
    followed = FollowUp.objects.filter(RUNNING, person=OuterRef(OuterRef(person))).values("deal")
    of_followed = DealRole.objects.filter(_IN_OPEN_DEAL, deal__in=followed)
    named = Q(Exists(of_theirs.filter(role=Say.DECIDER))) | Q(Exists(of_followed.filter(role=Say.DECIDER)))
    return named | _otherwise(person, company)


def _otherwise(person: str, company: str) -> Q:
    """That somebody who decides otherwise, and of whom nothing else was said in an open deal, is the person or a
    colleague."""
    said = DealRole.objects.filter(_IN_OPEN_DEAL, person=OuterRef("person"))
    theirs = said.filter(deal__person=OuterRef(OuterRef(person)))
    followed = FollowUp.objects.filter(
        RUNNING, deal=OuterRef("deal"), person=OuterRef(OuterRef(OuterRef(person)))
    )
    general = PersonRole.objects.filter(
        ~Exists(theirs), ~Exists(said.filter(Exists(followed))), role=Say.DECIDER
    )
    return Q(Exists(general.filter(person=OuterRef(person)))) | Q(
        Exists(general.filter(person__company=OuterRef(company)))
    )


def _said(followups: Iterable[FollowUp]) -> Mapping[int, dict[int, set[str]]]:
    """What was said of roles in the open deals that matter, by follow-up and person, in one query."""
    rows = list(followups)
    deals = {one.deal_id for one in rows if one.deal_id}
    people = {one.person_id for one in rows}
    told = Deal.objects.filter(OPEN, Q(pk__in=deals) | Q(person__in=people))
    by_deal: dict[int, dict[int, set[str]]] = {}
    by_person: dict[int | None, dict[int, set[str]]] = defaultdict(dict)
    for deal, owner, person, role in told.values_list("pk", "person_id", "roles__person_id", "roles__role"):
        by_deal.setdefault(deal, {})
        if person is not None:
            by_deal[deal].setdefault(person, set()).add(role)
            by_person[owner].setdefault(person, set()).add(role)
    return {
        one.pk: by_deal[one.deal_id] if one.deal_id in by_deal else by_person[one.person_id] for one in rows
    }
