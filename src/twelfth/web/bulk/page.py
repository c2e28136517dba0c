"""What the pages of a bulk change show."""

from typing import Any

from django.db.models import Count

from twelfth.accounts.actor import Permission
from twelfth.background.models import Job, JobRow
from twelfth.flow.bulk_changes import OF_PEOPLE, Verb
from twelfth.flow.bulk_undo import BULK_UNDO
from twelfth.flow.selection import FOLLOWUP, PERSON
from twelfth.followups.models import FollowUp
from twelfth.people.models import Person
from twelfth.web.middleware import ActorRequest

#: Rows of which there is something to say that are listed; the rest is counted.
MOST = 200

_TITLES = {
    Verb.ENROL: "Start a plan with {}",
    Verb.PAUSE: "Pause {}",
    Verb.RESUME: "Take up {} again",
    Verb.MOVE: "Move {} to another plan",
    Verb.HAND_OVER: "Hand over {}",
    Verb.STOP: "Stop {}",
    Verb.TAG: "Put a tag on {}",
    Verb.UNTAG: "Take a tag off {}",
    Verb.SET: "Set a field of {}",
    Verb.LEAVE_ALONE: "Leave {} alone",
}


def title_of(verb: Verb, count: int, *, of_people: bool) -> str:
    """As "Pause 4 312 follow-ups"."""
    what = ("person", "people") if of_people else ("follow-up", "follow-ups")
    number = f"{count:,}".replace(",", "\N{NO-BREAK SPACE}")
    return _TITLES[verb].format(f"{number} {what[count != 1]}")


def result_context(request: ActorRequest, job: Job) -> dict[str, Any]:
    """What was done: how many, who not and why; of an undo, what was kept and why."""
    is_undo = job.kind == BULK_UNDO
    told, state = (job.undoes, JobRow.KEPT) if is_undo else (job, JobRow.LEFT_OUT)
    rows = JobRow.objects.filter(job=told, state=state)
    reasons = rows.values_list("note").annotate(count=Count("pk")).order_by("-count")
    shown = list(rows.order_by("pk")[:MOST])
    undo = None if is_undo else Job.objects.filter(undoes=job).order_by("pk").first()
    done = job.result.get("taken back" if is_undo else "changed", 0)
    may = request.actor.may(Permission.WORK) and (
        job.started_by_id == request.member.pk or request.actor.may(Permission.COLLEAGUES)
    )
    return {
        "job": job,
        "is_undo": is_undo,
        "done": done,
        "left": job.result.get("kept" if is_undo else "left out", 0),
        "reasons": list(reasons),
        "rows": _named(shown),
        "more": max(0, sum(count for _, count in reasons) - len(shown)) if shown else 0,
        "undo": undo,
        "why": job.arguments.get("change", {}).get("why", ""),
        "may_undo": may and not is_undo and undo is None and done > 0,
        "can_choose_again": not is_undo
        and undo is None
        and done > 0
        and job.arguments["verb"] not in OF_PEOPLE,
    }


def _named(rows: list[JobRow]) -> list[tuple[JobRow, Person | None, int | None]]:
    """Each row with its person, and with the id of its follow-up where there is one to look at."""
    followups = FollowUp.objects.select_related("person").in_bulk(
        [row.subject_id for row in rows if row.subject_type == FOLLOWUP]
    )
    people = Person.objects.in_bulk([row.subject_id for row in rows if row.subject_type == PERSON])
    found: list[tuple[JobRow, Person | None, int | None]] = []
    for row in rows:
        followup = followups.get(row.subject_id) if row.subject_type == FOLLOWUP else None
        person = followup.person if followup else people.get(row.subject_id)
        found.append((row, person, followup.pk if followup else None))
    return found
