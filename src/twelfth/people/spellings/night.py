"""Each night the spellings are brought in line with the search index: what was there before there were any, what was
taken out in bulk, what two added at the same moment. In short transactions, and resumed where it was stopped."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from twelfth.background.actions import go_on
from twelfth.background.models import Job
from twelfth.people.models import Person, SearchWord, Spelling
from twelfth.people.spellings.actions import forget, learn

_PEOPLE, _ROWS = 500, 2_000


def run_spellings(job: Job, clock: Callable[[], datetime]) -> None:
    """Learn the words of all people, then forget those that nobody has. The cursor says how far."""
    job.cursor = {"person": 0, "row": 0} | job.cursor
    while people := _people_behind(job):
        with transaction.atomic():
            words = SearchWord.objects.filter(person__in=people).values_list("word", flat=True)
            learn(job.workspace_id, words)
            job.cursor["person"] = people[-1]
            job.done += len(people)
            go_on(job, now=clock())
    while rows := _rows_behind(job):
        with transaction.atomic():
            forget(job.workspace_id, {word for _, word in rows})
            job.cursor["row"] = rows[-1][0]
            go_on(job, now=clock())


def _people_behind(job: Job) -> list[int]:
    people = Person.objects.filter(workspace=job.workspace_id, pk__gt=job.cursor["person"])
    return list(people.order_by("pk").values_list("pk", flat=True)[:_PEOPLE])


def _rows_behind(job: Job) -> list[tuple[int, str]]:
    rows = Spelling.objects.filter(workspace=job.workspace_id, pk__gt=job.cursor["row"])
    return list(rows.order_by("pk").values_list("pk", "word")[:_ROWS])
