"""The words of the search index by their keys: learnt with the people, forgotten with them. Derived from the index, and
so without Events."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from twelfth.accounts.actor import Actor
from twelfth.background.actions import start_job
from twelfth.background.bulk_sql import insert_rows
from twelfth.background.models import Job
from twelfth.people.models import SearchWord, Spelling
from twelfth.people.spellings.keys import is_spelt, keys_of, own_key

#: The kind of the nightly job.
SPELLINGS = "people.spellings"

# So many words are asked for in one statement.
_SOME = 2_000


@transaction.atomic
def learn(workspace_id: int, words: Iterable[str]) -> None:
    """Take new words into the spellings; those known already, and those nobody spells, cost a look."""
    spelt = sorted(word for word in set(words) if is_spelt(word))
    for start in range(0, len(spelt), _SOME):
        some = spelt[start : start + _SOME]
        new = sorted(set(some) - _known(workspace_id, some))
        rows = [(workspace_id, key, word) for word in new for key in sorted(keys_of(word))]
        insert_rows(Spelling, ("workspace_id", "key", "word"), rows)


@transaction.atomic
def forget(workspace_id: int, words: Iterable[str]) -> None:
    """Leave out those of these words by which nobody is found any more: a name is a trace of its person."""
    spelt = sorted(word for word in set(words) if is_spelt(word))
    for start in range(0, len(spelt), _SOME):
        some = spelt[start : start + _SOME]
        left = SearchWord.objects.filter(workspace=workspace_id, word__in=some)
        gone = set(some) - set(left.values_list("word", flat=True).distinct())
        if gone:
            keys = {key for word in gone for key in keys_of(word)}
            Spelling.objects.filter(workspace=workspace_id, key__in=keys, word__in=gone).delete()


def look_again(by: Actor, *, since: datetime, now: datetime) -> None:
    """Queue the nightly look at the workspace's spellings, unless there was one since then. Two are no harm."""
    if not Job.objects.filter(workspace=by.workspace, kind=SPELLINGS, created_at__gte=since).exists():
        start_job(by, SPELLINGS, "Looking through the search index", arguments={}, now=now)


def _known(workspace_id: int, words: list[str]) -> set[str]:
    keys = [own_key(word) for word in words]
    rows = Spelling.objects.filter(workspace=workspace_id, key__in=keys, word__in=words)
    return set(rows.values_list("word", flat=True))
