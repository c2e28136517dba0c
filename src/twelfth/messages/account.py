"""A mailbox as the adapters take it, with its password unlocked."""

from twelfth.messages.models import Mailbox
from twelfth.messages.ports import Account
from twelfth.settings.keys import Vault


def account_of(mailbox: Mailbox, vault: Vault) -> Account:
    """Raises CredentialsUnreadable when the password was locked with another key."""
    return Account(
        address=mailbox.address,
        display_name=mailbox.display_name,
        smtp_host=mailbox.smtp_host,
        smtp_port=mailbox.smtp_port,
        smtp_security=mailbox.smtp_security,
        imap_host=mailbox.imap_host,
        imap_port=mailbox.imap_port,
        imap_security=mailbox.imap_security,
        username=mailbox.username,
        password=vault.unlock(mailbox.password_locked),
        sent_folder_by_server=mailbox.sent_saved_by_server,
        sent_folder=mailbox.sent_folder,
    )
