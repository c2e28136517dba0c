"""What is compared of people, read in batches."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from django.db.models import F, QuerySet
from django.db.models.functions import Mod

from twelfth.accounts.models import Workspace
from twelfth.people.models import ContactPoint, Person
from twelfth.records.linkage.facts import Facts, Told, facts
from twelfth.records.linkage.weights import Frequencies, frequencies

_FIELDS = (
    "full_name", "given_name", "family_name", "street", "city", "region", "postcode", "country", "birthday",
    "external_id",
)  # fmt: skip

#: So many people tell how common names and places are; more would say it no better.
SAMPLE = 20_000


def told(people: QuerySet[Person]) -> dict[int, Told]:
    """The words of these people, by their keys, in two queries."""
    rows = list(people.values_list("pk", "company__match_key", *_FIELDS))
    points: dict[int, list[tuple[str, str]]] = defaultdict(list)
    addresses = ContactPoint.objects.filter(person__in=[row[0] for row in rows])
    for person, channel, value in addresses.values_list("person_id", "channel", "value"):
        points[person].append((channel, value))
    return {
        pk: Told(company=company or "", points=sorted(points[pk]), **dict(zip(_FIELDS, words, strict=True)))
        for pk, company, *words in rows
    }


def digest(words: Told) -> int:
    """Changes when anything changes that people are compared by."""
    return int.from_bytes(blake2b(repr(words).encode(), digest_size=8).digest(), "big", signed=True)


def load_facts(workspace: Workspace, ids: Iterable[int]) -> Mapping[int, Facts]:
    people = Person.objects.filter(workspace=workspace, pk__in=list(ids))
    return {pk: facts(words) for pk, words in told(people).items()}


def common(workspace: Workspace) -> Frequencies:
    """How common names and places are here, from a sample spread over all."""
    people = Person.objects.filter(workspace=workspace)
    count = people.count()
    sample = people.annotate(lot=Mod(F("pk"), count // SAMPLE + 1)).filter(lot=0)
    rows = sample.values_list("company__match_key", *_FIELDS).iterator(chunk_size=2000)
    return frequencies(
        count,
        (
            facts(Told(company=company or "", **dict(zip(_FIELDS, words, strict=True))))
            for company, *words in rows
        ),
    )
