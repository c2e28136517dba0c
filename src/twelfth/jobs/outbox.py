"""The outbox stage: claim, then hand over one by one, each mailbox on one connection."""

from itertools import groupby

from twelfth.flow.deliver import deliver, put_off
from twelfth.messages import actions
from twelfth.messages.models import OutgoingMessage
from twelfth.messages.ports import MailError
from twelfth.settings.keys import CredentialsUnreadable
from twelfth.wiring import Wiring

#: What one worker holds claimed at once: no more than this is unknown after a crash.
BATCH = 10


def send_some(worker: str, wiring: Wiring) -> bool:
    """Send what is due; True when a whole batch was claimed, so that there may be more."""
    claimed = actions.claim(worker, BATCH, now=wiring.now())
    claimed.sort(key=lambda message: message.mailbox_id)
    for _, messages in groupby(claimed, key=lambda message: message.mailbox_id):
        _send(list(messages), wiring)
    return len(claimed) == BATCH


def _send(messages: list[OutgoingMessage], wiring: Wiring) -> None:
    mailbox = messages[0].mailbox
    try:
        account = wiring.account(mailbox)
        with wiring.transport().session(account) as session:
            for message in messages:
                deliver(message, session, wiring.now)
    except (MailError, CredentialsUnreadable) as error:
        # Raised before anything was handed over, so what is still claimed certainly did not go out.
        put_off(messages, str(error), now=wiring.now())
