"""The sync stage: read each mailbox, a mailbox at a time, and look for what is unknown."""

import logging
from datetime import datetime, timedelta

from django.db.models import Q

from twelfth.flow.hear import Heard, hear
from twelfth.flow.look import look
from twelfth.messages.models import Mailbox, MailFolder
from twelfth.messages.ports import Cursor, FolderMissing, MailError, MailSession
from twelfth.settings.keys import CredentialsUnreadable
from twelfth.wiring import Wiring

log = logging.getLogger(__name__)

SYNC_EVERY = timedelta(seconds=30)
LEASE = timedelta(minutes=10)
INBOX = "INBOX"


def read_some(worker: str, wiring: Wiring) -> bool:
    """Read the mailbox that has waited longest, if its time has come; True when one was read."""
    mailbox = _claim(worker, now=wiring.now())
    if mailbox is None:
        return False
    trouble = ""
    try:
        with wiring.reader().open(wiring.account(mailbox)) as session:
            read_mailbox(mailbox, session, wiring)
    except (MailError, CredentialsUnreadable) as error:
        trouble = str(error)
    _release(mailbox, worker, trouble, now=wiring.now())
    return not trouble


def read_mailbox(mailbox: Mailbox, session: MailSession, wiring: Wiring) -> None:
    """Take in what is new, file our own copies under Sent, and look for unknown messages.

    The cursor moves after each message; a crash between reads it again, and what was stored is recognised.
    """
    folder = _folder(mailbox, session)
    # A server that numbers its mail anew makes us read again, but never further back than we were here.
    since = (mailbox.created_at - timedelta(days=1)).date()
    for fetched in session.fetch_new(INBOX, Cursor(folder.uidvalidity, folder.uid), since=since):
        if fetched.trouble:
            log.warning("%s, message %s: %s", mailbox.address, fetched.uid, fetched.trouble)
        heard = hear(mailbox, fetched.raw, now=wiring.now())
        if heard == Heard.OWN_COPY and not mailbox.sent_saved_by_server:
            _file(session, fetched.uid)
        folder.uidvalidity, folder.uid = fetched.cursor_after.uidvalidity, fetched.cursor_after.uid
        folder.save(update_fields=["uidvalidity", "uid"])
    look(mailbox, session, now=wiring.now())


def _file(session: MailSession, uid: int) -> None:
    try:
        session.file_in_sent(INBOX, uid)
    except FolderMissing:
        log.info("No Sent folder: the copy stays in the inbox.")


def _folder(mailbox: Mailbox, session: MailSession) -> MailFolder:
    """How far INBOX was read. A new mailbox starts at its end: what was there before is not ours to answer."""
    folder = MailFolder.objects.filter(mailbox=mailbox, name=INBOX).first()
    if folder is None:
        end = session.newest(INBOX)
        folder = MailFolder.objects.create(
            workspace_id=mailbox.workspace_id,
            mailbox=mailbox,
            name=INBOX,
            uidvalidity=end.uidvalidity,
            uid=end.uid,
        )
    return folder


def _claim(worker: str, *, now: datetime) -> Mailbox | None:
    free = Q(sync_lease_until=None) | Q(sync_lease_until__lte=now)
    waiting = Mailbox.objects.filter(free, owner__left_at=None).order_by("sync_lease_until")
    for pk in list(waiting.values_list("pk", flat=True)[:20]):
        if Mailbox.objects.filter(free, pk=pk).update(sync_claimed_by=worker, sync_lease_until=now + LEASE):
            return Mailbox.objects.select_related("workspace", "owner").get(pk=pk)
    return None


def _release(mailbox: Mailbox, worker: str, trouble: str, *, now: datetime) -> None:
    """Free it until its next turn. Only a whole round without trouble is a proven round trip."""
    fields: dict[str, object] = {"sync_trouble": trouble[:500], "sync_lease_until": now + SYNC_EVERY}
    if not trouble:
        fields["synced_at"] = now
    Mailbox.objects.filter(pk=mailbox.pk, sync_claimed_by=worker).update(sync_claimed_by="", **fields)
