"""Django's own mail (a forgotten password) goes out through a mailbox of the member's workspace.

There is no other mail server to configure. Without a mailbox nothing can be sent; the operator then sets the
password with `twelfth password set`.
"""

import logging
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from twelfth.accounts.models import Member
from twelfth.adapters.mail.smtp import SmtpTransport
from twelfth.messages.account import account_of
from twelfth.messages.mailboxes.queries import connected
from twelfth.messages.models import Mailbox
from twelfth.messages.ports import Handed, MailError
from twelfth.settings import keys
from twelfth.settings.keys import CredentialsUnreadable

log = logging.getLogger(__name__)


class WorkspaceMailbox(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        return sum(self._send(message) for message in email_messages)

    def _send(self, message: EmailMessage) -> bool:
        mailbox = _mailbox_for(message.to[0]) if message.to else None
        if mailbox is None:
            log.error(
                "No mailbox is connected, so mail to a member cannot be sent. "
                "Use: twelfth password set EMAIL."
            )
            return False
        message.from_email = f"Twelfth <{mailbox.address}>"
        try:
            # A token of Google or Microsoft is as good as the last sync left it: that renews it in time.
            account = account_of(mailbox, keys.vault(settings.TWELFTH.data_dir))
            transport = SmtpTransport(
                ca_file=settings.TWELFTH.mail_ca_file, private=settings.TWELFTH.mail_private_networks
            )
            result = transport.send(account, mailbox.address, tuple(message.to), message.message().as_bytes())
        except (MailError, CredentialsUnreadable) as error:
            log.error("Mail to a member could not be sent: %s", error)  # noqa: TRY400 (expected; the sentence says all)
            return False
        return isinstance(result, Handed)


def _mailbox_for(address: str) -> Mailbox | None:
    """The member's own mailbox; else one of an owner or manager of their workspace; else any there."""
    member = Member.objects.filter(user__email__iexact=address, left_at=None).first()
    if member is None:
        return None
    mailboxes = connected().filter(workspace=member.workspace_id)
    own_first = sorted(
        mailboxes.select_related("owner"), key=lambda box: (box.owner_id != member.pk, box.owner.role)
    )
    return own_first[0] if own_first else None
