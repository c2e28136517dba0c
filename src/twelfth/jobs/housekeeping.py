"""The housekeeping stage: dead workers' claims, old heartbeats."""

from twelfth.background.actions import bury, forget_made_files
from twelfth.background.models import Heartbeat, Job
from twelfth.flow.look import expire_claims
from twelfth.jobs.names import dead
from twelfth.messages.models import Mailbox, MessageState, OutgoingMessage
from twelfth.records.carrying.work import KEPT_FOR, TAKE_OUT
from twelfth.records.keeping.actions import keep_to_the_rules
from twelfth.wiring import Wiring


def tidy(wiring: Wiring) -> bool:
    """Settle what dead workers left behind. Never more to do at once, so always False."""
    now = wiring.now()
    gone = dead(_names())
    expire_claims(now=now, dead_workers=gone)
    # An empty claim is free at once; the job and the mailbox go on with the next worker.
    Mailbox.objects.filter(sync_claimed_by__in=gone).update(sync_claimed_by="", sync_lease_until=None)
    Job.objects.filter(state=Job.RUNNING, claimed_by__in=gone).update(lease_until=now)
    bury(gone)
    forget_made_files(TAKE_OUT, before=now - KEPT_FOR)
    keep_to_the_rules(now=now)
    return False


def _names() -> set[str]:
    names = set(Heartbeat.objects.values_list("worker", flat=True))
    names |= set(
        OutgoingMessage.objects.filter(state=MessageState.CLAIMED).values_list("claimed_by", flat=True)
    )
    names |= set(Mailbox.objects.exclude(sync_claimed_by="").values_list("sync_claimed_by", flat=True))
    names |= set(Job.objects.filter(state=Job.RUNNING).values_list("claimed_by", flat=True))
    return names
