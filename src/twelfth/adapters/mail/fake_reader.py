"""The reading half of the mail server in memory."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from email.parser import BytesHeaderParser

from twelfth.adapters.mail.fake_server import Box, FakeServer, Stored, check
from twelfth.messages.ports import (
    LARGEST_READ,
    TRUNCATED_TO,
    Account,
    CheckResult,
    CheckStep,
    ConnectionLost,
    Cursor,
    Fetched,
    Folder,
    FolderMissing,
    FolderState,
    FolderUse,
    MailSession,
    ServerRefused,
)


class FakeReader:
    def __init__(self, mail: FakeServer) -> None:
        self._mail = mail

    @contextmanager
    def open(self, account: Account) -> Iterator[MailSession]:
        if self._mail.reader_error is not None:
            raise self._mail.reader_error
        self._mail.log_in(account)
        yield _FakeMailSession(self._mail, account)

    def check(self, account: Account) -> list[CheckResult]:
        steps = (CheckStep.IMAP_CONNECT, CheckStep.IMAP_TLS, CheckStep.IMAP_LOGIN)
        results = check(self._mail, account, self._mail.reader_error, steps)
        if not all(result.ok for result in results):
            return results
        try:
            sentence = f"Sent mail lies in {_FakeMailSession(self._mail, account).sent_folder()}."
        except FolderMissing as error:
            return [*results, CheckResult(CheckStep.IMAP_SENT, ok=False, sentence=str(error))]
        return [*results, CheckResult(CheckStep.IMAP_SENT, ok=True, sentence=sentence)]


class _FakeMailSession:
    def __init__(self, mail: FakeServer, account: Account) -> None:
        self._mail = mail
        self._account = account
        self._inbox_read = (0, 0)

    def folders(self) -> tuple[Folder, ...]:
        boxes = self._mail.folders_of(self._account.address)
        return tuple(Folder(name, box.use) for name, box in boxes.items())

    def states(self, folders: Collection[str]) -> dict[str, FolderState]:
        boxes = self._mail.folders_of(self._account.address)
        return {
            name: FolderState(boxes[name].uidvalidity, boxes[name].uidnext, boxes[name].modseq)
            for name in folders
            if name in boxes
        }

    def pushes(self) -> bool:
        return self._mail.pushes

    def sent_folder(self) -> str:
        chosen = self._account.sent_folder
        uses = {folder.use: folder.name for folder in self.folders()}
        sent = chosen or uses.get(FolderUse.SENT, "Sent")
        self._box(sent)
        return sent

    def newest(self, folder: str) -> Cursor:
        box = self._box(folder)
        return Cursor(box.uidvalidity, box.uidnext - 1)

    def fetch_new(self, folder: str, cursor: Cursor, *, since: date | None = None) -> Iterator[Fetched]:
        box = self._box(folder)
        if folder in self._mail.unreadable:
            raise ServerRefused("The server refused to do what was asked.")
        if box.use == FolderUse.INBOX:
            self._inbox_read = (box.uidvalidity, box.uidnext)
        after = cursor.uid if cursor.uidvalidity == box.uidvalidity else 0
        for stored in list(box.stored):
            if stored.uid <= after or _is_before(stored, since):
                continue
            self._may_break()
            is_large = len(stored.raw) > LARGEST_READ
            yield Fetched(
                uid=stored.uid,
                raw=stored.raw[:TRUNCATED_TO] if is_large else stored.raw,
                cursor_after=Cursor(box.uidvalidity, stored.uid),
                truncated=is_large,
                rescan=cursor.uidvalidity not in {0, box.uidvalidity},
            )

    def find(self, message_id: str) -> str | None:
        for folder in self.folders():
            is_chosen = folder.name == self._account.sent_folder
            if folder.use in {FolderUse.DRAFTS, FolderUse.OTHER} and not is_chosen:
                continue
            raws = self._mail.messages(self._account.address, folder.name)
            if any(_message_id(raw) == message_id for raw in raws):
                return folder.name
        return None

    def file_in_sent(self, folder: str, uid: int) -> None:
        sent = self.sent_folder()
        if sent == folder:
            return
        box = self._box(folder)
        for stored in [stored for stored in box.stored if stored.uid == uid]:
            box.stored.remove(stored)
            target = self._box(sent)
            target.add(stored.raw, stored.received_on)
            target.stored[-1].seen = True

    def idle(self, seconds: float) -> bool:
        """Never waits: what is going to arrive is there already, or does not arrive."""
        del seconds
        box = self._box("INBOX")
        has_news = self._inbox_read not in {(0, 0), (box.uidvalidity, box.uidnext)}
        self._inbox_read = (box.uidvalidity, box.uidnext)
        return has_news

    def _box(self, folder: str) -> Box:
        boxes = self._mail.folders_of(self._account.address)
        if folder not in boxes:
            raise FolderMissing(folder)
        return boxes[folder]

    def _may_break(self) -> None:
        if self._mail.breaks_after is None:
            return
        if self._mail.breaks_after == 0:
            self._mail.breaks_after = None
            raise ConnectionLost(
                "The conversation with the mail server broke off. It is tried again by itself."
            )
        self._mail.breaks_after -= 1


def _is_before(stored: Stored, since: date | None) -> bool:
    return since is not None and stored.received_on is not None and stored.received_on < since


def _message_id(raw: bytes) -> str:
    return str(BytesHeaderParser().parsebytes(raw).get("Message-ID", "")).strip()
