"""The sync stage: read each mailbox, folder after folder, and look for what is unknown.

A round claims one mailbox by its lease. Whatever is stored is stored together with the cursor behind it, and only as
long as the claim is still ours, so a crash at any moment reads a batch again and stores nothing twice.
docs/explanation/reading-a-mailbox.md tells the whole of it.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, Q, QuerySet

from twelfth.accounts.actor import Actor
from twelfth.accounts.events import record
from twelfth.flow.hear import take_in
from twelfth.flow.letters import letter
from twelfth.flow.look import look
from twelfth.flow.understand import OwnCopy, Understood, understand
from twelfth.jobs.folders import Reading, next_try, plan, read_in_order, unread_for_trouble
from twelfth.messages.mailboxes.queries import LETTER_LOST, connected
from twelfth.messages.models import Mailbox, MailFolder
from twelfth.messages.ports import (
    Cursor,
    Fetched,
    FolderMissing,
    FolderUse,
    MailError,
    MailSession,
    ServerRefused,
)
from twelfth.settings.keys import CredentialsUnreadable
from twelfth.wiring import Wiring

log = logging.getLogger(__name__)


class ClaimLost(Exception):
    """Another worker reads this mailbox now, since our lease ran out, or it was connected anew. What was not committed
    is left to the next round."""


#: So many mailboxes are read at once by one worker: mostly it waits for their servers.
STAGES = ("sync", "sync 2", "sync 3", "sync 4")
SYNC_EVERY = timedelta(seconds=30)
#: Between two tries of a mailbox that cannot be read, at most.
LONGEST_PAUSE = timedelta(minutes=10)
LEASE = timedelta(minutes=10)
#: Messages, and bytes of them, that are taken in by one transaction.
GROUP = 50
GROUP_BYTES = 4 * 1024 * 1024
#: What goes wrong around a letter, not because of it.
_NOT_THE_LETTERS_FAULT = (ClaimLost, MailError, OperationalError, InterfaceError)
_UNFORESEEN = "It could not be read, for a reason that was not foreseen; the worker's log says more."


class Claim:
    """A mailbox that is ours to read until the lease ends. Every write of the round renews it, or fails."""

    def __init__(self, mailbox: Mailbox, worker: str, until: datetime) -> None:
        self.mailbox = mailbox
        self._worker = worker
        self._until = until

    def renew(self, *, now: datetime) -> datetime:
        """In the transaction of a write; `renewed` afterwards. Raises ClaimLost."""
        until = now + LEASE
        same = self._ours().filter(address=self.mailbox.address, imap_host=self.mailbox.imap_host)
        if not same.update(sync_lease_until=until):
            raise ClaimLost(ClaimLost.__doc__)
        return until

    def renewed(self, until: datetime) -> None:
        self._until = until

    def release(self, troubles: Sequence[str], *, now: datetime) -> None:
        """Free it until its next turn. Only a whole round without trouble is a proven round trip."""
        pause = SYNC_EVERY
        if troubles:
            pause = next_try(self.mailbox, every=SYNC_EVERY, longest=LONGEST_PAUSE, now=now)
        fields = {"sync_trouble": " ".join(troubles)[:500], "sync_lease_until": now + pause}
        if not troubles:
            fields["synced_at"] = now
        self._ours().update(sync_claimed_by="", **fields)

    def let_go(self) -> None:
        """The next round may begin at once."""
        self._ours().update(sync_claimed_by="", sync_lease_until=None)

    def _ours(self) -> QuerySet[Mailbox]:
        # The moment tells two claims of one process apart: each of its threads reads under the same name.
        return Mailbox.objects.filter(
            pk=self.mailbox.pk, sync_claimed_by=self._worker, sync_lease_until=self._until
        )


class Place:
    """How far a folder is read. It moves only from where we found it."""

    def __init__(self, row: MailFolder) -> None:
        self.row = row
        self._stored = (row.uidvalidity, row.uid)
        self._pk: int | None = row.pk
        # Known for good once it is committed.
        self._new_pk: int | None = None

    def move(self, cursor: Cursor, *, modseq: int | None = None) -> None:
        """Not stored yet."""
        self.row.uidvalidity, self.row.uid = cursor.uidvalidity, cursor.uid
        if modseq is not None:
            self.row.modseq = modseq

    def write(self) -> None:
        """In the transaction of what was read up to here; `written` afterwards. Raises ClaimLost."""
        columns = {name: getattr(self.row, name) for name in ("name", "use", "uidvalidity", "uid", "modseq")}
        if self._pk is None:
            same = {"workspace_id": self.row.workspace_id, "mailbox_id": self.row.mailbox_id}
            self._new_pk = MailFolder.objects.create(**same, **columns).pk
            return
        uidvalidity, uid = self._stored
        found = MailFolder.objects.filter(pk=self._pk, uidvalidity=uidvalidity, uid=uid)
        if not found.update(**columns):
            raise ClaimLost(ClaimLost.__doc__)

    def written(self) -> None:
        self._pk = self._pk or self._new_pk
        self._stored = (self.row.uidvalidity, self.row.uid)


def read_some(worker: str, wiring: Wiring) -> bool:
    """Read the mailbox that has waited longest, if its time has come; True when one was read without trouble."""
    claim = _claim(worker, now=wiring.now())
    if claim is None:
        return False
    troubles: list[str]
    try:
        with wiring.reader().open(wiring.account(claim.mailbox)) as session:
            troubles = read_mailbox(claim, session, wiring)
    except (MailError, CredentialsUnreadable) as error:
        troubles = [str(error)]
    except ClaimLost as lost:
        log.warning("%s: %s", claim.mailbox.address, lost)
        claim.let_go()
        return False
    except Exception:  # whatever it is, the mailbox must not stay claimed; the stage logs it
        claim.release([_UNFORESEEN], now=wiring.now())
        raise
    claim.release(troubles, now=wiring.now())
    return not troubles


def wake(mailbox_id: int) -> bool:
    """There is news: its turn is now. False while somebody reads it; then ask again, since they may be past it."""
    free = Mailbox.objects.filter(pk=mailbox_id, sync_claimed_by="")
    return bool(free.update(sync_lease_until=None))


def read_mailbox(claim: Claim, session: MailSession, wiring: Wiring) -> list[str]:
    """One round: take in what is new in every folder, and look for unknown messages.

    Returns what could not be read, a sentence each; the other folders were read all the same. Raises MailError where
    the conversation ended, and ClaimLost.
    """
    mailbox = claim.mailbox
    folders = read_in_order(
        session.folders(), sent_folder=mailbox.sent_folder, copies_come_in=not mailbox.sent_saved_by_server
    )
    states = session.states([folder.name for folder in folders])
    rows = list(MailFolder.objects.filter(mailbox=mailbox))
    troubles = [
        f"The folder “{name}” cannot be opened." for name in unread_for_trouble(folders, states, rows)
    ]
    planned = plan(mailbox, folders, states, rows)
    _note_ends(claim, session, [reading for reading in planned if reading.starts], wiring)
    for reading in (reading for reading in planned if not reading.starts):
        try:
            _read_folder(claim, session, reading, wiring)
        except FolderMissing:
            # Gone, or renamed, since it was listed: the next round sees it as it is now.
            log.info("%s: the folder %s is gone.", mailbox.address, reading.folder.name)
            troubles.append(f"The folder “{reading.folder.name}” went away while it was read.")
        except ServerRefused as error:
            troubles.append(f"The folder “{reading.folder.name}” cannot be read. {error}")
    look(mailbox, session, now=wiring.now())
    return troubles


def _note_ends(claim: Claim, session: MailSession, readings: Sequence[Reading], wiring: Wiring) -> None:
    """A mailbox begins behind what is there, with all its folders at once: one noted later would be taken for new."""
    places = [Place(reading.row) for reading in readings]
    for place, reading in zip(places, readings, strict=True):
        state = reading.state
        end = Cursor(state.uidvalidity, state.uidnext - 1)
        place.move(end if state.uidnext else session.newest(reading.folder.name), modseq=state.modseq)
    if places:
        _commit(claim, places, [], wiring.now())


def _read_folder(claim: Claim, session: MailSession, reading: Reading, wiring: Wiring) -> None:
    place, state = Place(reading.row), reading.state
    row, name = reading.row, reading.folder.name
    fetched = session.fetch_new(name, Cursor(row.uidvalidity, row.uid), since=reading.since)
    for group in _groups(fetched):
        _take_in(claim, session, reading, place, group, wiring)
    read = row.uid if row.uidvalidity == state.uidvalidity else 0
    if reading.anew:
        # What was there and came before `since` was seen where it lay then.
        read = max(read, state.uidnext - 1)
    # The state is from before reading: what came meanwhile makes it another.
    place.move(Cursor(state.uidvalidity, read), modseq=state.modseq)
    _commit(claim, [place], [], wiring.now())


def _groups(fetched: Iterable[Fetched]) -> Iterator[list[Fetched]]:
    group: list[Fetched] = []
    size = 0
    for one in fetched:
        group.append(one)
        size += len(one.raw)
        if len(group) == GROUP or size >= GROUP_BYTES:
            yield group
            group, size = [], 0
    if group:
        yield group


def _take_in(
    claim: Claim,
    session: MailSession,
    reading: Reading,
    place: Place,
    group: list[Fetched],
    wiring: Wiring,
) -> None:
    mailbox = claim.mailbox
    for fetched in group:
        if fetched.trouble:
            log.warning("%s, message %s: %s", mailbox.address, fetched.uid, fetched.trouble)
    now = wiring.now()
    place.move(group[-1].cursor_after)
    try:
        letters = [letter(fetched.raw, reading.folder.use) for fetched in group]
        understood = understand(mailbox, letters, now=now)
        if reading.folder.use == FolderUse.INBOX and not mailbox.sent_saved_by_server:
            # Before the cursor passes them: a crash in between finds them under Sent.
            _file(session, reading.folder.name, group, understood)
        _commit(claim, [place], understood, now)
    except _NOT_THE_LETTERS_FAULT:
        raise
    except Exception:  # a fault of ours that one letter brings out
        # One letter must not keep all that follow it from being read.
        log.exception("%s: a group of letters could not be taken in; now one by one.", mailbox.address)
        for fetched in group:
            _take_in_alone(claim, reading.folder.use, fetched, now)
        _commit(claim, [place], [], now)


def _take_in_alone(claim: Claim, use: FolderUse, fetched: Fetched, now: datetime) -> None:
    try:
        _commit(claim, [], understand(claim.mailbox, [letter(fetched.raw, use)], now=now), now)
    except _NOT_THE_LETTERS_FAULT:
        raise
    except Exception:  # as above
        log.exception("%s: a letter could not be taken in. It stays in the mailbox.", claim.mailbox.address)
        record(Actor(claim.mailbox.workspace), LETTER_LOST, claim.mailbox, now=now)


def _commit(claim: Claim, places: Sequence[Place], understood: Sequence[Understood], now: datetime) -> None:
    with transaction.atomic():
        until = claim.renew(now=now)
        if understood:
            take_in(claim.mailbox, understood, now=now)
        for place in places:
            place.write()
    claim.renewed(until)
    for place in places:
        place.written()


def _file(
    session: MailSession, folder: str, group: Sequence[Fetched], understood: Sequence[Understood]
) -> None:
    """Our own copies belong under Sent."""
    for fetched, one in zip(group, understood, strict=True):
        if isinstance(one, OwnCopy):
            try:
                session.file_in_sent(folder, fetched.uid)
            except FolderMissing:
                log.info("No Sent folder: the copy stays in the inbox.")
                return


def _claim(worker: str, *, now: datetime) -> Claim | None:
    free = Q(sync_lease_until=None) | Q(sync_lease_until__lte=now)
    waiting = connected().filter(free)
    # Those that were woken have none; PostgreSQL would put them last.
    in_turn = waiting.order_by(F("sync_lease_until").asc(nulls_first=True), "pk")
    until = now + LEASE
    for pk in list(in_turn.values_list("pk", flat=True)[:20]):
        if Mailbox.objects.filter(free, pk=pk).update(sync_claimed_by=worker, sync_lease_until=until):
            return Claim(Mailbox.objects.select_related("workspace", "owner").get(pk=pk), worker, until)
    return None
