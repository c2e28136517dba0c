"""The composition root: the only place that builds adapters and reads the clock."""

from datetime import UTC, datetime
from functools import partial

from django.conf import settings

from twelfth.adapters.discovery import autoconfig
from twelfth.adapters.dns import DnsResolver
from twelfth.adapters.mail.imap import ImapReader
from twelfth.adapters.mail.smtp import SmtpTransport
from twelfth.messages.mailboxes.access import Access
from twelfth.messages.mailboxes.discovery import Autoconfig
from twelfth.messages.mailboxes.oauth import Authorizer
from twelfth.messages.models import Mailbox
from twelfth.messages.ports import Account, CheckResult, MailReader, MailTransport, Resolver
from twelfth.settings import keys


def now() -> datetime:
    """The current instant, in UTC."""
    return datetime.now(UTC)


class Wiring:
    """The real parts. Tests give a subclass with others."""

    def now(self) -> datetime:
        return now()

    def transport(self) -> MailTransport:
        return SmtpTransport(
            ca_file=settings.TWELFTH.mail_ca_file, private=settings.TWELFTH.mail_private_networks
        )

    def reader(self) -> MailReader:
        return ImapReader(
            ca_file=settings.TWELFTH.mail_ca_file, private=settings.TWELFTH.mail_private_networks
        )

    def vault(self) -> keys.Vault:
        return keys.vault(settings.TWELFTH.data_dir)

    def account(self, mailbox: Mailbox) -> Account:
        """How we get into the mailbox now, its token renewed where that is due. Raises CredentialsUnreadable, and
        MailError when nobody lets us in."""
        return Access(self.vault(), self.authorizer, self.now).account(mailbox)

    def authorizer(self) -> Authorizer:
        # The library for it takes longer to load than many a command runs.
        from twelfth.adapters.oauth import OAuthAuthorizer

        return OAuthAuthorizer()

    def resolver(self) -> Resolver:
        """A new one for each piece of work: it remembers the answers it got."""
        return DnsResolver()

    def autoconfig(self) -> Autoconfig:
        return partial(autoconfig, private=settings.TWELFTH.mail_private_networks)

    def check(self, account: Account) -> list[CheckResult]:
        """Go all the way of sending and of reading once, without sending anything. Takes up to a minute."""
        return [*self.transport().check(account), *self.reader().check(account)]
