"""Which folders of a mailbox are read, and from where on. Pure: decided from what the server and our rows say."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from twelfth.messages.models import Mailbox, MailFolder
from twelfth.messages.ports import Folder, FolderState, FolderUse

#: The order of reading: what we wrote before what may answer it, and then no answer should wait for an archive.
_ORDER = (
    FolderUse.SENT,
    FolderUse.INBOX,
    FolderUse.ALL,
    FolderUse.JUNK,
    FolderUse.ARCHIVE,
    FolderUse.OTHER,
)
#: Where a folder holds all mail, that one is read instead of these.
_IN_ALL = frozenset({FolderUse.INBOX, FolderUse.ARCHIVE, FolderUse.OTHER})
#: What a server dates and numbers by itself may be off by so much against the last whole round.
_MARGIN = timedelta(days=2)
#: A UIDVALIDITY from here on is made from the time, so that no two folders share one; small ones may be constant.
_TELLING = 1_000_000
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One folder to be read behind (`row.uidvalidity`, `row.uid`); of older mail only what came `since` that day.
    `anew`: it is new to us, or numbered anew. `starts`: it is not read at all, its end is only noted."""

    folder: Folder
    row: MailFolder
    state: FolderState
    since: date
    anew: bool = False
    starts: bool = False


def read_in_order(folders: Iterable[Folder], *, sent_folder: str, copies_come_in: bool) -> list[Folder]:
    """Everything but drafts and what was thrown away. `copies_come_in`: our own copies arrive in the inbox and have to
    be filed from there, so it is read even where another folder holds all."""
    chosen = [
        Folder(folder.name, FolderUse.SENT) if sent_folder and folder.name == sent_folder else folder
        for folder in folders
    ]
    wanted = [folder for folder in chosen if folder.use in _ORDER]
    if any(folder.use == FolderUse.ALL for folder in wanted):
        left_out = _IN_ALL - {FolderUse.INBOX} if copies_come_in else _IN_ALL
        wanted = [folder for folder in wanted if folder.use not in left_out]
    return sorted(wanted, key=lambda folder: (_ORDER.index(folder.use), folder.name))


def plan(
    mailbox: Mailbox,
    folders: Sequence[Folder],
    states: Mapping[str, FolderState],
    rows: Sequence[MailFolder],
) -> list[Reading]:
    """What is to be read now. A folder in which nothing changed is left out.

    The first round of a mailbox notes where each folder ends: what was there before is not ours to answer. Later a
    folder that is new to us is read from the last whole round on, since what arrived until then was seen wherever it
    lay; what was seen is recognised. So neither a renamed folder, nor one that a rule sorts into, nor one numbered
    anew leaves a gap.
    """
    by_name = {row.name: row for row in rows}
    vanished = [row for row in rows if row.name not in {key_of(folder.name) for folder in folders}]
    found = [
        _reading(
            mailbox, folder, states[folder.name], by_name.get(key_of(folder.name)), vanished, first=not rows
        )
        for folder in folders
        if folder.name in states
    ]
    return [reading for reading in found if reading.starts or not _unchanged(reading)]


def _reading(
    mailbox: Mailbox,
    folder: Folder,
    state: FolderState,
    row: MailFolder | None,
    vanished: Sequence[MailFolder],
    *,
    first: bool,
) -> Reading:
    row = row or _renamed(state, vanished)
    begun = (mailbox.created_at - timedelta(days=1)).date()
    if row is None or row.uidvalidity != state.uidvalidity:
        row = row or MailFolder(workspace_id=mailbox.workspace_id, mailbox=mailbox)
        row.name, row.use = key_of(folder.name), folder.use
        seen = ((mailbox.synced_at or mailbox.created_at) - _MARGIN).date()
        return Reading(folder=folder, row=row, state=state, since=max(begun, seen), anew=True, starts=first)
    row.name, row.use = key_of(folder.name), folder.use
    return Reading(folder=folder, row=row, state=state, since=begun)


def _renamed(state: FolderState, vanished: Sequence[MailFolder]) -> MailFolder | None:
    """The row of a folder that has another name now. Only a UIDVALIDITY that no other folder can have proves it."""
    same = [row for row in vanished if row.uidvalidity == state.uidvalidity]
    if len(same) != 1 or state.uidvalidity < _TELLING or state.uidnext <= same[0].uid:
        return None
    return same[0]


def _unchanged(reading: Reading) -> bool:
    row, state = reading.row, reading.state
    if reading.anew:
        return False
    if state.modseq and row.modseq == state.modseq:
        return True
    return bool(state.uidnext) and state.uidnext <= row.uid + 1


def unread_for_trouble(
    folders: Sequence[Folder], states: Mapping[str, FolderState], rows: Sequence[MailFolder]
) -> list[str]:
    """The folders that the server lists and does not open. One without a use that was never read is not ours (a shared
    one, say); any other is missed."""
    read_before = {row.name for row in rows}
    return [
        folder.name
        for folder in folders
        if folder.name not in states and (folder.use != FolderUse.OTHER or key_of(folder.name) in read_before)
    ]


def key_of(name: str) -> str:
    """The name under which a folder is remembered."""
    if len(name) <= _LONGEST_NAME:
        return name
    return f"{name[: _LONGEST_NAME - 41]} {hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest()}"


def next_try(mailbox: Mailbox, *, every: timedelta, longest: timedelta, now: datetime) -> timedelta:
    """How long to wait after a round that failed: the longer the mailbox has not been read, the longer, so that a
    server is not hammered and an account not locked for a password that no longer holds."""
    age = now - (mailbox.synced_at or mailbox.created_at)
    return max(every, min(age / 8, longest))
