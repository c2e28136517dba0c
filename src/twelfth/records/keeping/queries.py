"""What a rule of retention would touch."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.models import Workspace
from twelfth.background.models import Job
from twelfth.deals.models import Deal, Stage
from twelfth.followups.models import RUNNING, FollowUp
from twelfth.messages.models import IncomingMessage, MessageState, OutgoingMessage
from twelfth.people.models import Person
from twelfth.promises.models import Promise
from twelfth.records.models import Retention
from twelfth.rules.terms import PromiseState
from twelfth.touches.models import Touch

_MONTH = timedelta(days=30.44)


def months_before(now: datetime, months: int) -> datetime:
    return now - months * _MONTH


def quiet_people(workspace: Workspace, months: int, *, now: datetime) -> QuerySet[Person]:
    """Whoever nothing was heard or said to for so long, and about whom nothing runs: no plan, no promise, no deal."""
    until = months_before(now, months)
    of_them = {"person": OuterRef("pk")}
    open_deals = Deal.objects.filter(stage__in=[Stage.OPEN, Stage.PROPOSAL], **of_them)
    return Person.objects.filter(
        Q(last_contact_at=None) | Q(last_contact_at__lt=until),
        ~Exists(FollowUp.objects.filter(RUNNING, **of_them)),
        ~Exists(Promise.objects.filter(state=PromiseState.OPEN, **of_them)),
        ~Exists(open_deals),
        ~Exists(Touch.objects.filter(at__gte=until, **of_them)),
        workspace=workspace,
        created_at__lt=until,
    )


def suggested(by: Actor, *, now: datetime) -> int:
    """How many people are suggested for erasure, as counted last, for whoever may erase them; 0 where nobody is, and
    for a week after it was put off. One query at most."""
    if not by.may(Permission.ERASE):
        return 0
    told = Q(told_again_at=None) | Q(told_again_at__lte=now)
    found = Retention.objects.filter(told, workspace=by.workspace, people_months__isnull=False)
    return found.values_list("suggested", flat=True).first() or 0


def old_letters(
    workspace: Workspace, months: int, *, now: datetime
) -> tuple[QuerySet[OutgoingMessage], QuerySet[IncomingMessage]]:
    """E-mails whose text would go: those that are over. What waits for somebody keeps its text."""
    until = months_before(now, months)
    over = [MessageState.SENT, MessageState.FAILED, MessageState.HELD]
    sent = OutgoingMessage.objects.filter(workspace=workspace, state__in=over, queued_at__lt=until)
    waiting = Q(settled_at=None, kind__in=["reply", "unsubscribe"])
    came = IncomingMessage.objects.filter(workspace=workspace, received_at__lt=until).exclude(waiting)
    return sent.exclude(body=""), came.exclude(text="", full_text="")


def old_files(workspace: Workspace, days: int, *, now: datetime) -> QuerySet[Job]:
    """Imports that wait or failed for so long, and still have their file."""
    idle = Job.objects.filter(workspace=workspace, state__in=[Job.DRAFT, Job.FAILED])
    return idle.filter(created_at__lt=now - timedelta(days=days), pieces__isnull=False).distinct()
