"""An open mailbox: what is read from it, looked for in it and moved in it."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, IMAPClientReadOnlyError

from twelfth.adapters.mail.connecting import Patience, quoted, reason
from twelfth.adapters.mail.folder_states import state_of, states_in_one
from twelfth.adapters.mail.folders import recognise
from twelfth.adapters.mail.idle import IdleRefused, pause, wait_for_news
from twelfth.messages.ports import (
    LARGEST_READ,
    TRUNCATED_TO,
    Account,
    ConnectionLost,
    Cursor,
    Fetched,
    Folder,
    FolderMissing,
    FolderState,
    FolderUse,
    ServerRefused,
)

#: What the library raises for an answer that is no IMAP, besides its own errors.
GARBLED = (ValueError, IndexError)

#: Messages asked for at once, and bytes of them that may be in memory at once (one message may be larger).
_BATCH = 25
_BATCH_BYTES = 8 * 1024 * 1024
#: UIDs whose sizes are asked for at once.
_SIZES = 500
#: Seconds between two questions for news where the server knows no IDLE.
_ASK_EVERY = 15.0

# Where a message that we sent, or its copy, may lie. A filter or a person may have moved it.
_LOOKED_IN = (
    FolderUse.INBOX,
    FolderUse.SENT,
    FolderUse.ARCHIVE,
    FolderUse.ALL,
    FolderUse.JUNK,
    FolderUse.TRASH,
)
_MESSAGE_ID = re.compile(r"<[\x21-\x7e]+>")


@dataclass(frozen=True, slots=True)
class _Selected:
    name: str
    writable: bool
    uidvalidity: int
    uidnext: int
    exists: int


class ImapSession:
    """The real MailSession."""

    def __init__(
        self, client: IMAPClient, account: Account, patience: Patience, monotonic: Callable[[], float]
    ) -> None:
        self._client = client
        self._account = account
        self._patience = patience
        self._monotonic = monotonic
        self._folders: tuple[Folder, ...] | None = None
        self._selected: _Selected | None = None
        self._inbox_read: _Selected | None = None
        #: The conversation broke off; there is nobody to say goodbye to.
        self.is_lost = False

    def folders(self) -> tuple[Folder, ...]:
        if self._folders is None:
            with self._talking():
                self._folders = recognise(self._client.list_folders())
        return self._folders

    def states(self, folders: Collection[str]) -> dict[str, FolderState]:
        self._leave()
        if self._can("LIST-STATUS"):
            with self._talking():
                told = states_in_one(self._client)
            return {name: told[name] for name in folders if name in told}
        found: dict[str, FolderState] = {}
        for name in folders:
            with suppress(ServerRefused), self._talking():
                found[name] = state_of(self._client, name)
        return found

    def sent_folder(self) -> str:
        """Raises FolderMissing."""
        names = [folder.name for folder in self.folders()]
        if self._account.sent_folder:
            if self._account.sent_folder in names:
                return self._account.sent_folder
            raise FolderMissing(self._account.sent_folder)
        found = self._used_for(FolderUse.SENT)
        if found is None:
            raise FolderMissing(
                "Sent", "The mailbox has no folder for sent mail. Make one named “Sent”, or choose another."
            )
        return found

    def newest(self, folder: str) -> Cursor:
        state = self._select(folder, writable=False)
        if state.uidnext:
            return Cursor(state.uidvalidity, state.uidnext - 1)
        with self._talking():
            return Cursor(state.uidvalidity, max(self._client.search("ALL"), default=0))

    def fetch_new(self, folder: str, cursor: Cursor, *, since: date | None = None) -> Iterator[Fetched]:
        state = self._select(folder, writable=False)
        if folder == self._used_for(FolderUse.INBOX):
            self._inbox_read = state
        rescan = cursor.uidvalidity not in {0, state.uidvalidity}
        after = cursor.uid if cursor.uidvalidity == state.uidvalidity else 0
        for uids in _parts(self._uids_behind(after, since), _SIZES):
            for batch in self._batches(state, uids):
                for uid, message in self._messages(state, batch):
                    yield Fetched(
                        uid=uid,
                        raw=message.raw,
                        cursor_after=Cursor(state.uidvalidity, uid),
                        truncated=message.truncated,
                        rescan=rescan,
                        trouble=message.trouble,
                    )

    def find(self, message_id: str) -> str | None:
        if not _MESSAGE_ID.fullmatch(message_id):
            return None
        for use in _LOOKED_IN:
            name = self._used_for(use)
            if use == FolderUse.SENT and self._account.sent_folder:
                name = self._account.sent_folder
            if name is not None and self._holds(name, message_id):
                return name
        return None

    def file_in_sent(self, folder: str, uid: int) -> None:
        sent = self.sent_folder()
        if sent == folder:
            return
        self._select(folder, writable=True)
        with self._talking():
            self._client.add_flags([uid], [b"\\Seen"], silent=True)
            if self._client.has_capability("MOVE"):
                self._client.move([uid], sent)
                return
            self._client.copy([uid], sent)
            self._client.add_flags([uid], [b"\\Deleted"], silent=True)
            # A plain EXPUNGE would also take what the owner marked for deletion and may want back.
            if self._client.has_capability("UIDPLUS"):
                self._client.uid_expunge([uid])

    def pushes(self) -> bool:
        return self._can("IDLE")

    def idle(self, seconds: float) -> bool:
        inbox = self._used_for(FolderUse.INBOX) or "INBOX"
        read = self._inbox_read
        state = self._select(inbox, writable=False)
        self._inbox_read = state
        if read is not None and (state.uidvalidity, state.uidnext) != (read.uidvalidity, read.uidnext):
            return True
        with self._talking():
            if not self._client.has_capability("IDLE"):
                return self._ask_for_news(state, seconds)
            try:
                return wait_for_news(self._client.socket(), seconds, self._patience.command, self._monotonic)
            except IdleRefused:
                return self._ask_for_news(state, seconds)

    # --- in the folder --------------------------------------------------------------------------------------

    def _used_for(self, use: FolderUse) -> str | None:
        return next((folder.name for folder in self.folders() if folder.use == use), None)

    def _select(self, folder: str, *, writable: bool) -> _Selected:
        """Always anew: what arrived since the last time is not seen otherwise. Raises FolderMissing."""
        self._selected = None
        if folder not in [known.name for known in self.folders()] and folder.upper() != "INBOX":
            raise FolderMissing(folder)
        with self._talking():
            answer = self._client.select_folder(folder, readonly=not writable)
            self._selected = _Selected(
                folder,
                writable,
                int(answer.get(b"UIDVALIDITY", 0)),
                int(answer.get(b"UIDNEXT", 0)),
                int(answer.get(b"EXISTS", 0)),
            )
            return self._selected

    def _can(self, ability: str) -> bool:
        with self._talking():
            return bool(self._client.has_capability(ability))

    def _leave(self) -> None:
        """Of an open folder a server may tell how it stood when it was opened."""
        if self._selected is None or not self._can("UNSELECT"):
            return
        self._selected = None
        with self._talking():
            self._client.unselect_folder()

    def _be_in(self, state: _Selected) -> bool:
        """Back into the folder when the caller was in another meanwhile; False when it is another one now."""
        if self._selected is not None and self._selected.name == state.name:
            return True
        return self._select(state.name, writable=False).uidvalidity == state.uidvalidity

    def _uids_behind(self, after: int, since: date | None) -> list[int]:
        criteria: list[str | date] = ["UID", f"{after + 1}:*"]
        if since is not None:
            criteria += ["SINCE", since]
        with self._talking():
            found = self._client.search(criteria)
        # "*" is the last message even when its UID is below the range, so it comes every time.
        return sorted(uid for uid in found if uid > after)

    def _batches(self, state: _Selected, uids: Sequence[int]) -> Iterator[list["_Wanted"]]:
        """So many at a time that memory stays bounded."""
        if not self._be_in(state):
            return
        with self._talking():
            told = self._client.fetch(uids, ["RFC822.SIZE"])
            sizes = [int(told.get(uid, {}).get(b"RFC822.SIZE", 0)) for uid in uids]
        batch: list[_Wanted] = []
        for wanted in map(_Wanted, uids, sizes):
            if batch and (
                wanted.is_large
                or batch[-1].is_large
                or len(batch) == _BATCH
                or sum(each.size for each in batch) + wanted.size > _BATCH_BYTES
            ):
                yield batch
                batch = []
            batch.append(wanted)
        if batch:
            yield batch

    def _messages(self, state: _Selected, batch: list["_Wanted"]) -> Iterator[tuple[int, "_Message"]]:
        if not self._be_in(state):
            return
        try:
            got = self._fetch([wanted.uid for wanted in batch], truncated=batch[0].is_large)
        except ServerRefused:
            # One message that the server cannot read must not keep the others from being read.
            got = {}
        for wanted in batch:
            if wanted.uid in got:
                yield wanted.uid, got.pop(wanted.uid)
            elif (message := self._one(state, wanted)) is not None:
                yield wanted.uid, message

    def _one(self, state: _Selected, wanted: "_Wanted") -> "_Message | None":
        """A message that did not come with its batch: asked for again, then in part. None: it is gone."""
        trouble = ""
        for truncated in dict.fromkeys((wanted.is_large, True)):
            if not self._be_in(state):
                return None
            try:
                got = self._fetch([wanted.uid], truncated=truncated)
            except ServerRefused as error:
                trouble = str(error)
                continue
            if wanted.uid in got:
                return _Message(got[wanted.uid].raw, truncated, trouble)
            with self._talking():
                if not self._client.search(["UID", str(wanted.uid)]):
                    return None
        return _Message(b"", truncated=True, trouble=trouble or "The server does not give out this message.")

    def _fetch(self, uids: list[int], *, truncated: bool) -> dict[int, "_Message"]:
        item = f"BODY.PEEK[]<0.{TRUNCATED_TO}>" if truncated else "BODY.PEEK[]"
        key = b"BODY[]<0>" if truncated else b"BODY[]"
        with self._talking():
            answer = self._client.fetch(uids, [item])
        return {
            uid: _Message(items[key] or b"", truncated)
            for uid, items in answer.items()
            if items.get(key) is not None
        }

    def _holds(self, folder: str, message_id: str) -> bool:
        try:
            self._select(folder, writable=False)
        except FolderMissing:
            return False
        # The library leaves some characters unquoted that a server then stumbles over.
        escaped = message_id.replace("\\", "\\\\").replace('"', '\\"')
        with self._talking():
            return bool(self._client.search(f'HEADER Message-ID "{escaped}"'))

    def _ask_for_news(self, state: _Selected, seconds: float) -> bool:
        until = self._monotonic() + seconds
        while (left := until - self._monotonic()) > 0:
            pause(self._client.socket(), min(left, _ASK_EVERY))
            _, lines = self._client.noop()
            if any(len(line) > 1 and line[1] == b"EXISTS" and line[0] > state.exists for line in lines):
                return True
        return False

    @contextmanager
    def _talking(self) -> Iterator[None]:
        """The library's errors become the port's."""
        try:
            yield
        except IMAPClientReadOnlyError as error:
            raise ServerRefused("The server does not let this folder be changed.") from error
        except (IMAPClientAbortError, OSError, *GARBLED) as error:
            self.is_lost = True
            raise ConnectionLost(
                f"The conversation with {self._account.imap_host} broke off ({reason(error)}). "
                "It is tried again by itself; if it stays so, ask whoever runs the server."
            ) from error
        except IMAPClientError as error:
            raise ServerRefused(
                f"{self._account.imap_host} refused to do what was asked: {quoted(said(error))}. "
                "If it stays so, ask whoever runs the server."
            ) from error


@dataclass(frozen=True, slots=True)
class _Wanted:
    uid: int
    size: int

    @property
    def is_large(self) -> bool:
        return self.size > LARGEST_READ


@dataclass(frozen=True, slots=True)
class _Message:
    raw: bytes
    truncated: bool
    trouble: str = ""


def said(error: IMAPClientError) -> str:
    """The server's words: the library adds advice, and in places turns them into the text "b'…'"."""
    return str(error).partition("\n")[0].strip().removeprefix("b'").removesuffix("'")


def _parts(uids: list[int], size: int) -> Iterator[list[int]]:
    return (uids[start : start + size] for start in range(0, len(uids), size))
