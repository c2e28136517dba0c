"""The stage "sending records": what receivers look up of each mailbox's domain, looked at once a day."""

from contextlib import AbstractContextManager
from datetime import timedelta
from functools import partial

from django.db.models.functions import Coalesce

from twelfth.accounts.actor import Actor
from twelfth.flow.sender_check import check_records, last_copy, store_findings
from twelfth.messages.mailboxes.queries import connected
from twelfth.messages.models import Mailbox
from twelfth.messages.ports import DnsUnreachable, MailSession
from twelfth.wiring import Wiring

#: A record that somebody broke is noticed within a day; a mailbox just connected is looked at by whoever connects it.
EVERY = timedelta(days=1)


def look_at_all(wiring: Wiring) -> bool:
    """Those whose day is over. What cannot be looked up now is left as it was; the next round tries again.

    Once is enough, so always False.
    """
    now = wiring.now()
    looked_at = Coalesce("records_checked_at", "created_at")
    rows = connected().select_related("workspace", "owner").filter(workspace__is_demo=False)
    for mailbox in list(rows.alias(at=looked_at).filter(at__lte=now - EVERY).order_by("pk")):
        try:
            findings = check_records(
                mailbox, wiring.resolver(), last_copy(mailbox, partial(_open, wiring, mailbox))
            )
        except DnsUnreachable:
            continue
        store_findings(Actor(mailbox.workspace), mailbox, findings, now=now)
    return False


def _open(wiring: Wiring, mailbox: Mailbox) -> AbstractContextManager[MailSession]:
    return wiring.reader().open(wiring.account(mailbox))
