"""The worker: stages that each run in a thread of their own, so that a slow mailbox never holds up sending.

No stage keeps anything in memory between rounds but open connections: all state is rows, all claims have leases, any
number of workers may run, and each may be killed at any moment.
"""

import logging
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import close_old_connections, connection

from twelfth.background.actions import beat
from twelfth.flow.due import tick
from twelfth.flow.level import level_all
from twelfth.jobs import doubles, housekeeping, long_work, outbox, records, spellings, standing, sync
from twelfth.jobs.names import worker_name
from twelfth.jobs.watch import STAGE, Watch
from twelfth.wiring import Wiring

log = logging.getLogger(__name__)

BEAT_EVERY = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Stage:
    """A round of work. It returns True while there is more to do, so that it is called again at once."""

    name: str
    pause: float
    work: Callable[[], bool]


class Worker:
    """Runs all stages until it is stopped."""

    def __init__(self, wiring: Wiring) -> None:
        self.name = worker_name()
        self._wiring = wiring
        self._stop = threading.Event()
        self._watch = Watch(self.name, wiring)
        self._stages = [
            Stage("tick", 2, lambda: tick(now=wiring.now()) > 0),
            *(Stage(name, 1, lambda: outbox.send_some(self.name, wiring)) for name in outbox.STAGES),
            *(Stage(name, 1, lambda: sync.read_some(self.name, wiring)) for name in sync.STAGES),
            Stage(STAGE, 1, self._watch.work),
            Stage("long work", 1, lambda: long_work.do_one(self.name, wiring)),
            Stage("levelling", 300, lambda: _level(wiring)),
            Stage("standing", 300, lambda: standing.look_at_all(wiring)),
            Stage("sending records", 3600, lambda: records.look_at_all(wiring)),
            Stage("doubles", 600, lambda: doubles.begin(wiring)),
            Stage("spellings", 600, lambda: spellings.begin(wiring)),
            Stage("housekeeping", 10, lambda: housekeeping.tidy(wiring)),
        ]

    def run(self) -> None:
        """Until SIGTERM or SIGINT; then every stage ends its round."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._stop.set())
        housekeeping.tidy(self._wiring)
        threads = [
            threading.Thread(target=self._loop, args=(stage,), name=stage.name, daemon=True)
            for stage in self._stages
        ]
        for thread in threads:
            thread.start()
        # A plain wait() would keep the main thread from seeing signals on some platforms.
        while not self._stop.wait(1):
            pass
        self._watch.stop()
        for thread in threads:
            thread.join(timeout=30)

    def stop(self) -> None:
        self._stop.set()

    def _loop(self, stage: Stage) -> None:
        beaten: datetime | None = None
        trouble = ""
        while not self._stop.is_set():
            close_old_connections()
            more = False
            try:
                more = stage.work()
                trouble_now = ""
            except Exception as error:
                log.exception("The stage %s failed; it goes on.", stage.name)
                trouble_now = f"{type(error).__name__}: {error}"
            now = self._wiring.now()
            if trouble_now != trouble or beaten is None or now - beaten >= BEAT_EVERY:
                beaten, trouble = now, trouble_now
                self._beat(stage, trouble)
            if not more or trouble:
                self._stop.wait(stage.pause)
        connection.close()

    def _beat(self, stage: Stage, trouble: str) -> None:
        try:
            beat(self.name, stage.name, trouble, now=self._wiring.now())
        except Exception:
            log.exception("The heartbeat of %s could not be written.", stage.name)


def _level(wiring: Wiring) -> bool:
    """Once is enough: what moved will not move again."""
    level_all(now=wiring.now())
    return False
