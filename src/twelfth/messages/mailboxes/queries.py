"""Which mailboxes there are, and how far they are connected."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from twelfth.accounts.models import Event, Workspace
from twelfth.messages.mailboxes.oauth import Provider
from twelfth.messages.models import Mailbox, OAuthApp

#: An Event of the mailbox: one letter in it could not be worked through, for a fault of ours, and was passed over.
LETTER_LOST = "mailbox.letter_lost"
#: For so long it is told.
_TOLD_FOR = timedelta(days=30)


def connected() -> QuerySet[Mailbox]:
    """Mailboxes of members who are here, with something to log in with. Others are neither read nor sent from."""
    return Mailbox.objects.filter(owner__left_at=None).exclude(password_locked="", tokens_locked="")


def is_connected(mailbox: Mailbox) -> bool:
    return bool(mailbox.password_locked or mailbox.tokens_locked)


def apps_of(workspace: Workspace) -> dict[Provider, OAuthApp]:
    """The workspace's apps, by provider."""
    return {Provider(app.provider): app for app in OAuthApp.objects.filter(workspace=workspace)}


def letters_lost(mailbox: Mailbox, *, now: datetime) -> list[datetime]:
    """When letters in it were passed over lately, newest first. They still lie in the mailbox. One query."""
    told = Event.objects.filter(
        workspace=mailbox.workspace_id,
        subject_type=Mailbox._meta.label_lower,
        subject_id=mailbox.pk,
        at__gte=now - _TOLD_FOR,
        verb=LETTER_LOST,
    )
    return list(told.order_by("-at", "-pk").values_list("at", flat=True)[:20])


def locked_secrets() -> list[str]:
    """Every locked text there is, of all workspaces."""
    found: list[str] = []
    for password, tokens in Mailbox.objects.values_list("password_locked", "tokens_locked"):
        found += [password, tokens]
    found += OAuthApp.objects.values_list("secret_locked", flat=True)
    return [locked for locked in found if locked]
