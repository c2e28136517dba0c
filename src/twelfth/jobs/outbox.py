"""The outbox stage: claim a group of one mailbox's messages, and hand them over on one connection."""

from twelfth.flow.deliver import deliver, put_off
from twelfth.flow.pacing import take
from twelfth.messages.models import OutgoingMessage
from twelfth.messages.ports import MailError, TransportSession
from twelfth.settings.keys import CredentialsUnreadable
from twelfth.wiring import Wiring

#: A server that is slow to answer keeps one of these busy; the others go on with other mailboxes.
STAGES = ("outbox", "outbox 2", "outbox 3")
#: What is claimed at once: no more than this is unknown after a crash of the thread that had it.
GROUP = 20
#: How many groups go over one connection before another mailbox has its turn.
IN_A_ROW = 10


def send_some(worker: str, wiring: Wiring) -> bool:
    """Send what is due from the mailbox that waits longest; True when there was anything, so that there may be more."""
    claimed = take(worker, GROUP, now=wiring.now())
    if not claimed:
        return False
    try:
        account = wiring.account(claimed[0].mailbox)
        with wiring.transport().session(account) as session:
            _send(claimed, session, worker, wiring)
    except (MailError, CredentialsUnreadable) as error:
        # Raised before anything was handed over, so what is still claimed certainly did not go out.
        put_off(claimed, str(error), now=wiring.now())
    return True


def _send(claimed: list[OutgoingMessage], session: TransportSession, worker: str, wiring: Wiring) -> None:
    mailbox = claimed[0].mailbox_id
    for _ in range(IN_A_ROW):
        deliver(claimed, session, wiring.now)
        claimed = take(worker, GROUP, mailbox=mailbox, now=wiring.now())
        if not claimed:
            return
    deliver(claimed, session, wiring.now)
