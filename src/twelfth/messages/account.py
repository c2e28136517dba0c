"""A mailbox as the adapters take it, with its secrets unlocked."""

from twelfth.messages.mailboxes.queries import is_connected
from twelfth.messages.mailboxes.tokens import StoredTokens
from twelfth.messages.models import Mailbox
from twelfth.messages.ports import Account, LoginRefused
from twelfth.settings.keys import Vault


class NotConnected(LoginRefused):
    """There is nothing to log in with any more."""


def account_of(mailbox: Mailbox, vault: Vault) -> Account:
    """The account with what is stored now; `mailboxes.access` also renews a token that has run out.

    Raises CredentialsUnreadable when its secrets were locked with another key, NotConnected when it has none.
    """
    if not is_connected(mailbox):
        raise NotConnected(
            f"{mailbox.address} is disconnected: nothing is read or sent. Connect it again under Settings, Mailbox."
        )
    token = ""
    if mailbox.auth != Mailbox.PASSWORD:
        token = StoredTokens.from_text(vault.unlock(mailbox.tokens_locked)).tokens.access
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
        password="" if token else vault.unlock(mailbox.password_locked),
        token=token,
        sent_folder_by_server=mailbox.sent_saved_by_server,
        sent_folder=mailbox.sent_folder,
    )
