"""Which mailboxes there are, and how far they are connected."""

from django.db.models import QuerySet

from twelfth.accounts.models import Workspace
from twelfth.messages.mailboxes.oauth import Provider
from twelfth.messages.models import Mailbox, OAuthApp


def connected() -> QuerySet[Mailbox]:
    """Mailboxes of members who are here, with something to log in with. Others are neither read nor sent from."""
    return Mailbox.objects.filter(owner__left_at=None).exclude(password_locked="", tokens_locked="")


def is_connected(mailbox: Mailbox) -> bool:
    return bool(mailbox.password_locked or mailbox.tokens_locked)


def apps_of(workspace: Workspace) -> dict[Provider, OAuthApp]:
    """The workspace's apps, by provider."""
    return {Provider(app.provider): app for app in OAuthApp.objects.filter(workspace=workspace)}


def locked_secrets() -> list[str]:
    """Every locked text there is, of all workspaces."""
    found: list[str] = []
    for password, tokens in Mailbox.objects.values_list("password_locked", "tokens_locked"):
        found += [password, tokens]
    found += OAuthApp.objects.values_list("secret_locked", flat=True)
    return [locked for locked in found if locked]
