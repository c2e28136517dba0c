"""Reads of what the search for doubles has found."""

from collections.abc import Sequence

from django.db.models import Count, Q, QuerySet

from twelfth.accounts.models import Workspace
from twelfth.background.models import Job
from twelfth.people.actions import NewPerson, company_key
from twelfth.people.models import ContactPoint, Person
from twelfth.records.doubles.actions import DOUBLES
from twelfth.records.doubles.loading import told
from twelfth.records.linkage.facts import Told, facts
from twelfth.records.linkage.keys import MOST_ALIKE, keys
from twelfth.records.linkage.weights import SUGGESTED, Frequencies, weigh
from twelfth.records.models import Double, MatchKey

#: How many are shown to somebody who is typing in a new person.
MOST_HINTS = 5


def doubles(workspace: Workspace, state: str = Double.OPEN) -> QuerySet[Double]:
    """The likeliest first; those that were decided, the last decided first."""
    rows = Double.objects.filter(workspace=workspace, state=state)
    rows = rows.select_related("first__company", "second__company", "decided_by")
    return rows.order_by("-weight", "pk") if state == Double.OPEN else rows.order_by("-decided_at", "-pk")


def doubles_of(person: Person) -> list[Double]:
    """Open suggestions that name this person."""
    rows = Double.objects.filter(Q(first=person) | Q(second=person), state=Double.OPEN)
    return list(rows.select_related("first", "second").order_by("-weight", "pk"))


def last_search(workspace: Workspace) -> Job | None:
    return Job.objects.filter(workspace=workspace, kind=DOUBLES).order_by("-created_at").first()


def which_stays(one: Person, other: Person) -> tuple[Person, Person]:
    """Who stays when nobody says: the one with more contacts, then the one who was here first."""
    touches = dict(
        Person.objects.filter(pk__in=[one.pk, other.pk])
        .annotate(count=Count("touches"))
        .values_list("pk", "count")
    )
    both = sorted((one, other), key=lambda each: (-touches.get(each.pk, 0), each.pk))
    return both[0], both[1]


def typed(new: NewPerson) -> Told:
    """A person who is just being typed in, as they are compared."""
    return Told(
        full_name=new.full_name,
        given_name=new.given_name,
        family_name=new.family_name,
        company=company_key(new.company) if new.company else "",
        city=new.city,
        country=new.country,
        birthday=new.birthday,
        points=[(channel, value) for channel, value in new.points.items() if value],
    )


def already_here(workspace: Workspace, new: Told) -> Sequence[Person]:
    """Who a new person may be, the likeliest first: found by the keys of the last search, and by exact addresses also
    of people who came since."""
    typed = facts(new)
    rows = MatchKey.objects.filter(workspace=workspace, key__in=keys(typed))
    alike = rows.values("key").annotate(people=Count("person")).filter(people__lte=MOST_ALIKE)
    ids = set(rows.filter(key__in=alike.values("key")).values_list("person_id", flat=True))
    values = [value for _, value in new.points]
    shared = ContactPoint.objects.filter(workspace=workspace, value__in=values)
    ids.update(shared.values_list("person_id", flat=True)[:MOST_ALIKE])
    people = Person.objects.filter(workspace=workspace, pk__in=ids)
    # How common names are here takes long to count, and a hint that is not needed costs one look.
    known = Frequencies(people=1_000, sampled=0, counts={})
    weighed = {pk: weigh(typed, facts(words), known).total for pk, words in told(people).items()}
    likely = sorted((pk for pk in weighed if weighed[pk] >= SUGGESTED), key=lambda pk: -weighed[pk])
    found = people.select_related("company").in_bulk(likely[:MOST_HINTS])
    return [found[pk] for pk in likely[:MOST_HINTS]]
