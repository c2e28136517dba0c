"""The rules of retention: set by a person, carried out once a day."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.background.models import Job, JobFile
from twelfth.messages.models import IncomingMessage, OutgoingFile, OutgoingMessage
from twelfth.records.keeping.queries import old_files, old_letters, quiet_people
from twelfth.records.models import Retention

#: Between setting a rule and the first time that it deletes anything.
GRACE = timedelta(days=14)
#: So long Today says nothing of it, once somebody has put it off.
QUIET = timedelta(days=7)
_SOME = 500
_FILE_GONE = "The file was deleted, because it waited for so long. Upload it again."


@transaction.atomic
def save_retention(
    by: Actor,
    *,
    people_months: int | None,
    letters_months: int | None,
    files_days: int | None,
    now: datetime,
) -> Retention:
    """Set how long things are kept; None is for ever. It begins after the GRACE, also where a rule is changed."""
    by.require(Permission.ERASE)
    kept = {"people_months": people_months, "letters_months": letters_months, "files_days": files_days}
    rule, _ = Retention.objects.update_or_create(
        workspace=by.workspace,
        defaults={**kept, "starts_at": now + GRACE, "suggested": 0, "told_again_at": None},
    )
    record(by, "retention.changed", by.workspace, now=now, rule=kept)
    return rule


@transaction.atomic
def put_off_suggestions(by: Actor, *, now: datetime) -> None:
    """Whoever is suggested for erasure is not spoken of on Today for a week, to nobody. Raises NotAllowed."""
    by.require(Permission.ERASE)
    rules = Retention.objects.filter(workspace=by.workspace)
    if rules.update(told_again_at=now + QUIET):
        record(by, "retention.put_off", by.workspace, now=now)


def keep_to_the_rules(*, now: datetime) -> None:
    """Of every workspace whose day is over. Claimed by one worker; killed, it goes on the next day."""
    day = timedelta(days=1)
    due = Q(starts_at__lte=now) & (Q(ran_at=None) | Q(ran_at__lte=now - day))
    for rule in Retention.objects.select_related("workspace").filter(due):
        if Retention.objects.filter(due, pk=rule.pk).update(ran_at=now):
            _carry_out(rule, now=now)


def _carry_out(rule: Retention, *, now: datetime) -> None:
    by = Actor(rule.workspace)
    if rule.people_months is not None:
        # Counted here, once a day, so that Today has only to read it.
        count = quiet_people(rule.workspace, rule.people_months, now=now).count()
        Retention.objects.filter(pk=rule.pk, people_months=rule.people_months).update(suggested=count)
    if rule.letters_months is not None:
        sent, came = old_letters(rule.workspace, rule.letters_months, now=now)
        letters = [("out", pk) for pk in sent.values_list("pk", flat=True)]
        letters += [("in", pk) for pk in came.values_list("pk", flat=True)]
        for start in range(0, len(letters), _SOME):
            _forget_texts(by, letters[start : start + _SOME], now=now)
    if rule.files_days is not None:
        _forget_files(by, list(old_files(rule.workspace, rule.files_days, now=now)), now=now)


@transaction.atomic
def _forget_texts(by: Actor, letters: list[tuple[str, int]], *, now: datetime) -> None:
    """The words go, and the files; that there was a letter, its subject and its moment stay."""
    out = [pk for which, pk in letters if which == "out"]
    OutgoingMessage.objects.filter(pk__in=out).update(body="")
    OutgoingFile.objects.filter(message__in=out).delete()
    came = [pk for which, pk in letters if which == "in"]
    IncomingMessage.objects.filter(pk__in=came).update(text="", full_text="")
    record(by, "letters.forgotten", by.workspace, now=now, count=len(letters))


@transaction.atomic
def _forget_files(by: Actor, jobs: list[Job], *, now: datetime) -> None:
    if not jobs:
        return
    ids = [job.pk for job in jobs]
    JobFile.objects.filter(job__in=ids).delete()
    Job.objects.filter(pk__in=ids, state=Job.DRAFT).update(state=Job.FAILED, error=_FILE_GONE)
    record(by, "files.forgotten", by.workspace, now=now, count=len(ids))
