"""How each mailbox stands with its readers, and the automatic stop: what comes back is counted, and never in silence.

A stopped mailbox sends nothing by itself any more (the claim and the tick pass over it) until somebody has looked. What
a person writes and approves still goes out.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.messages.models import Mailbox, MessageState, OutgoingMessage
from twelfth.reading.bounce_reason import BounceClass
from twelfth.rules import standing
from twelfth.rules.standing import WINDOW, Judgement, Standing, Tally

_HARD = Q(bounce_class=BounceClass.HARD, bounced_at__isnull=False)


@transaction.atomic
def judge(mailbox_id: int, now: datetime) -> Judgement:
    """Count what came back of the mailbox's letters, and stop what it sends by itself when it is too much.

    Called whenever a bounce or a complaint was stored, in the same transaction, and by the worker now and then. Stops
    once: what is stopped stays so until `go_on`. Two queries, or four where it stops.
    """
    mailbox = Mailbox.objects.select_related("workspace").get(pk=mailbox_id)
    judgement = standing.judge(tally(mailbox, now=now))
    if mailbox.stopped_at is not None:
        return judgement
    # Whoever lets it go on meanwhile has looked at what was counted here.
    running = Mailbox.objects.filter(pk=mailbox_id, stopped_at=None, judged_from=mailbox.judged_from)
    if judgement.standing is Standing.STOP:
        if running.update(stopped_at=now, stopped_why=judgement.why):
            record(Actor(mailbox.workspace), "mailbox.stopped", mailbox, now=now)
    elif judgement.why != mailbox.stopped_why:
        running.update(stopped_why=judgement.why)
    return judgement


def judge_all(*, now: datetime) -> int:
    """Judge every mailbox that sent lately, or that there was something to say of; how many are stopped by it now."""
    lately = Q(sent_at__gte=now - WINDOW) | ~Q(stopped_why="")
    to_judge = Mailbox.objects.filter(lately, stopped_at=None).values_list("pk", flat=True)
    found = [judge(pk, now) for pk in list(to_judge)]
    return sum(judgement.standing is Standing.STOP for judgement in found)


def tally(mailbox: Mailbox, *, now: datetime) -> Tally:
    """What is counted: the letters of the last seven days, since somebody last looked. One query."""
    counts = _judged(mailbox, now=now).aggregate(
        sent=Count("pk"),
        bounced=Count("pk", filter=_HARD),
        complained=Count("pk", filter=Q(complained_at__isnull=False)),
    )
    return Tally(**counts)


def came_back(mailbox: Mailbox, *, now: datetime) -> QuerySet[OutgoingMessage]:
    """What bounced, of whatever kind, or was complained about, of all letters of the last seven days; newest first.

    Also what is settled, and what says nothing about the address (a full mailbox): to be looked at, not counted.
    """
    rows = OutgoingMessage.objects.filter(
        Q(bounced_at__isnull=False) | Q(complained_at__isnull=False),
        mailbox=mailbox,
        claimed_at__gte=now - WINDOW,
    )
    return rows.select_related("person").order_by(F("claimed_at").desc())


def may_let_go_on(by: Actor, mailbox: Mailbox) -> bool:
    """The mailbox is theirs, or they manage the workspace."""
    return by.may(Permission.MANAGE) or (by.member is not None and by.member.pk == mailbox.owner_id)


@transaction.atomic
def go_on(by: Actor, mailbox: Mailbox, *, now: datetime) -> bool:
    """Somebody looked: the mailbox sends by itself again, and counts anew from here. False when it was not stopped.

    Raises NotAllowed.
    """
    if not may_let_go_on(by, mailbox):
        by.require(Permission.MANAGE)
    stopped = Mailbox.objects.filter(pk=mailbox.pk, workspace=by.workspace).exclude(stopped_at=None)
    if not stopped.update(stopped_at=None, stopped_why="", judged_from=now):
        return False
    record(by, "mailbox.let_go_on", mailbox, now=now)
    return True


def _judged(mailbox: Mailbox, *, now: datetime) -> QuerySet[OutgoingMessage]:
    since = now - WINDOW
    if mailbox.judged_from is not None:
        since = max(since, mailbox.judged_from)
    attempted = Q(state=MessageState.SENT) | Q(bounced_at__isnull=False)
    return OutgoingMessage.objects.filter(attempted, mailbox=mailbox, claimed_at__gte=since)
