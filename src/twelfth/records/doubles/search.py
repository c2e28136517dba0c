"""The search itself: long work in two parts, each in batches that are committed with the place they have come to.

1. Everybody's words are read and digested; of those that are new or have changed since the last search, the keys are
   made anew and they wait. Reading a million takes a minute or two, and needs nobody to say what has changed.
2. Those that wait are compared with everybody they have a key in common with. A pair is compared once: with the later
   of the two that waits.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Count

from twelfth.accounts.models import Workspace
from twelfth.background.actions import go_on
from twelfth.background.models import Job
from twelfth.background.turns import give_way
from twelfth.people.models import Person
from twelfth.records.doubles.actions import store_found, store_keys
from twelfth.records.doubles.loading import common, digest, load_facts, told
from twelfth.records.linkage.facts import facts
from twelfth.records.linkage.keys import MOST_ALIKE, keys
from twelfth.records.linkage.weights import SUGGESTED, Frequencies, Weighed, weigh
from twelfth.records.models import MatchKey, MatchState

READ, COMPARE = 1_000, 200


def run_search(job: Job, clock: Callable[[], datetime]) -> None:
    """May be killed at any moment, and goes on where the last commit was."""
    if not job.cursor:
        job.cursor = {"read_to": 0}
        job.result = {"changed": 0, "found": 0}
        job.total = Person.objects.filter(workspace=job.workspace).count()
    while "read_to" in job.cursor:
        _read_some(job, clock)
        give_way()
    waiting = MatchState.objects.filter(workspace=job.workspace, waits=True)
    known = common(job.workspace) if waiting.exists() else None
    while known is not None and _compare_some(job, known, clock):
        give_way()


@transaction.atomic
def _read_some(job: Job, clock: Callable[[], datetime]) -> None:
    people = Person.objects.filter(workspace=job.workspace, pk__gt=job.cursor["read_to"]).order_by("pk")
    words = told(people[:READ])
    digests = {pk: digest(each) for pk, each in words.items()}
    stored = dict(MatchState.objects.filter(person__in=words).values_list("person_id", "digest"))
    changed = {pk: each for pk, each in digests.items() if stored.get(pk) != each}
    store_keys(job.workspace, {pk: (each, keys(facts(words[pk]))) for pk, each in changed.items()})
    job.done += len(words)
    job.result["changed"] += len(changed)
    job.cursor = {"read_to": max(words)} if words else {"compare": True}
    go_on(job, now=clock())


@transaction.atomic
def _compare_some(job: Job, known: Frequencies, clock: Callable[[], datetime]) -> bool:
    """False when nobody waits any more."""
    waiting = MatchState.objects.filter(workspace=job.workspace, waits=True).order_by("person")
    batch = list(waiting.values_list("person_id", flat=True)[:COMPARE])
    found = suggestions(job.workspace, batch, known)
    now = clock()
    job.result["found"] += store_found(job.workspace, batch, found, now=now)
    go_on(job, now=now)
    return len(batch) == COMPARE


def suggestions(
    workspace: Workspace, batch: Sequence[int], known: Frequencies
) -> dict[tuple[int, int], Weighed]:
    """The pairs of these people, and of them with those who do not wait, that may be one."""
    pairs = _pairs(workspace, batch)
    people = load_facts(workspace, {pk for pair in pairs for pk in pair})
    weighed = {pair: weigh(people[pair[0]], people[pair[1]], known) for pair in pairs}
    return {pair: each for pair, each in weighed.items() if each.total >= SUGGESTED}


def _pairs(workspace: Workspace, batch: Sequence[int]) -> list[tuple[int, int]]:
    rows = MatchKey.objects.filter(workspace=workspace)
    mine = set(rows.filter(person__in=batch).values_list("key", flat=True))
    alike = rows.filter(key__in=mine).values("key").annotate(people=Count("person"))
    few = alike.filter(people__gt=1, people__lte=MOST_ALIKE).values_list("key", flat=True)
    blocks: dict[int, list[int]] = defaultdict(list)
    for key, person in rows.filter(key__in=list(few)).values_list("key", "person_id"):
        blocks[key].append(person)
    ours = set(batch)
    others = {person for block in blocks.values() for person in block} - ours
    later = set(MatchState.objects.filter(person__in=others, waits=True).values_list("person_id", flat=True))
    return sorted(_of_blocks(blocks.values(), ours, later))


def _of_blocks(blocks: Iterable[list[int]], ours: set[int], later: set[int]) -> set[tuple[int, int]]:
    return {
        (min(one, other), max(one, other))
        for block in blocks
        for one in block
        if one in ours
        for other in block
        if other != one and other not in later
    }
