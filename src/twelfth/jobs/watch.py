"""The watch stage: connections on which mail servers tell of news, so that an answer is read within seconds.

It only wakes the sync: what reads is always a round of that, and its polling goes on whatever happens here. One thread
per connection, none of which touches the database, and no more of them than MOST_WATCHED in a process: the mailboxes
beyond are polled (docs/adr/0013). Which worker watches which mailbox follows from the names of the workers that live,
so nothing is claimed; two that disagree for a moment hold one connection too many, and nothing else.
"""

import hashlib
import logging
import random
import threading
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from queue import Empty, SimpleQueue

from django.db.models import F

from twelfth.background.queries import alive
from twelfth.jobs.sync import wake
from twelfth.messages.mailboxes.queries import connected
from twelfth.messages.models import Mailbox
from twelfth.messages.ports import Account, MailError
from twelfth.settings.keys import CredentialsUnreadable
from twelfth.wiring import Wiring

log = logging.getLogger(__name__)

STAGE = "watch"
#: Connections of one process.
MOST_WATCHED = 100
#: Seconds that one IDLE lasts. RFC 2177 allows 29 minutes; many a router forgets a silent connection after five.
IDLE_FOR = 280.0
#: Seconds between two of them, so that a flood of mail does not become a flood of rounds.
BETWEEN = 1.0
#: Between two looks at which mailboxes are to be watched, and how many connections are made at each.
ARRANGE_EVERY = timedelta(seconds=15)
MOST_STARTED = 10
#: Pauses after a connection was lost or refused, doubled with each failure.
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=10), timedelta(minutes=30)
#: When a server that does not tell of news is asked again whether it does.
ASK_AGAIN = timedelta(hours=6)


class Ended(StrEnum):
    """Why a connection is no longer watched."""

    LOST = "lost"
    SILENT = "silent"
    UNWANTED = "unwanted"


@dataclass(slots=True, kw_only=True)
class _Watched:
    """One connection. `ended` is written by its thread, last of all."""

    mailbox: int
    unwanted: threading.Event = field(default_factory=threading.Event)
    was_open: bool = False
    ended: Ended | None = None


@dataclass(slots=True)
class _Rest:
    """No connection is made before `until`, after so many failures in a row."""

    failures: int = 0
    until: datetime | None = None


class Watch:
    """The connections of one worker. Nothing is lost with them: the next worker makes its own."""

    def __init__(
        self, worker: str, wiring: Wiring, *, most: int = MOST_WATCHED, between: float = BETWEEN
    ) -> None:
        self._worker = worker
        self._wiring = wiring
        self._most = most
        self._between = between
        self._news: SimpleQueue[int] = SimpleQueue()
        self._to_wake: set[int] = set()
        self._watched: dict[int, _Watched] = {}
        self._rests: dict[int, _Rest] = defaultdict(_Rest)
        self._arranged_at: datetime | None = None

    def work(self) -> bool:
        """One round: pass on what was told, and now and then see that the right connections are open. Never more to
        do at once, so always False."""
        now = self._wiring.now()
        with suppress(Empty):
            while True:
                self._to_wake.add(self._news.get_nowait())
        self._to_wake = {mailbox for mailbox in self._to_wake if not wake(mailbox)}
        if self._arranged_at is None or now - self._arranged_at >= ARRANGE_EVERY:
            self._arranged_at = now
            self._arrange(now)
        return False

    def stop(self) -> None:
        for watched in self._watched.values():
            watched.unwanted.set()

    @property
    def watching(self) -> frozenset[int]:
        """The mailboxes with an open connection."""
        return frozenset(pk for pk, one in self._watched.items() if one.was_open and one.ended is None)

    def _arrange(self, now: datetime) -> None:
        self._reap(now)
        wanted = self._wanted(now)
        for pk, watched in self._watched.items():
            if pk not in wanted:
                watched.unwanted.set()
        # What was deleted meanwhile is not woken again and again.
        self._to_wake &= wanted.keys()
        for pk in self._rests.keys() - wanted.keys():
            del self._rests[pk]
        ready = [pk for pk in wanted if pk not in self._watched and self._may_start(pk, now)]
        for pk in ready[: min(MOST_STARTED, max(0, self._most - len(self._watched)))]:
            self._start(wanted[pk], now)

    def _wanted(self, now: datetime) -> dict[int, Mailbox]:
        """Those that are this worker's to watch. Where there are too many: those that sent last, since answers come
        soon."""
        workers = sorted({self._worker, *alive(STAGE, now=now)})
        rows = connected().order_by(F("sent_at").desc(nulls_last=True), "pk")
        mine = [mailbox for mailbox in rows if watcher_of(mailbox.pk, workers) == self._worker]
        return {mailbox.pk: mailbox for mailbox in mine[: self._most]}

    def _may_start(self, pk: int, now: datetime) -> bool:
        until = self._rests[pk].until
        return until is None or until <= now

    def _start(self, mailbox: Mailbox, now: datetime) -> None:
        try:
            account = self._wiring.account(mailbox)
        except (MailError, CredentialsUnreadable):
            # The sync says so, where people see it.
            self._rest_after_failure(mailbox.pk, now)
            return
        watched = self._watched[mailbox.pk] = _Watched(mailbox=mailbox.pk)
        name = f"watch {mailbox.pk}"
        threading.Thread(target=self._listen, args=(watched, account), name=name, daemon=True).start()

    def _reap(self, now: datetime) -> None:
        for pk, watched in [(pk, one) for pk, one in self._watched.items() if one.ended is not None]:
            del self._watched[pk]
            if watched.was_open:
                self._rests[pk].failures = 0
            if watched.ended == Ended.SILENT:
                self._rests[pk].until = now + ASK_AGAIN
            elif watched.ended == Ended.LOST:
                self._rest_after_failure(pk, now)

    def _rest_after_failure(self, pk: int, now: datetime) -> None:
        rest = self._rests[pk]
        # Not all at once when a server comes back.
        jitter = random.uniform(0.75, 1.25)  # noqa: S311 (nothing secret)
        rest.until = now + min(FIRST_PAUSE * 2 ** min(rest.failures, 20), LONGEST_PAUSE) * jitter
        rest.failures += 1

    def _listen(self, watched: _Watched, account: Account) -> None:
        """In a thread of its own, without the database."""
        ended = Ended.LOST
        try:
            with self._wiring.reader().open(account) as session:
                if not session.pushes():
                    ended = Ended.SILENT
                    return
                watched.was_open = True
                # What came while nobody listened.
                self._news.put(watched.mailbox)
                while not watched.unwanted.wait(self._between):
                    if session.idle(IDLE_FOR):
                        self._news.put(watched.mailbox)
                ended = Ended.UNWANTED
        except MailError as error:
            log.info("Watching %s ended: %s", account.address, error)
        except Exception:  # a thread must not end in silence: polling takes over
            log.exception("Watching %s failed; it is polled.", account.address)
        finally:
            watched.ended = ended


def watcher_of(mailbox: int, workers: Sequence[str]) -> str:
    """Which of the workers watches it: the same answer everywhere, and when one goes only its own move."""
    return max(workers, key=lambda worker: hashlib.sha256(f"{worker} {mailbox}".encode()).digest())
