"""Ends the servers of a test process that could not do it itself, because it was killed.

A server left behind keeps its port and its memory until somebody notices. So each group of servers has a keeper: a
small process of its own that reads from a pipe held open by the test process. However that process ends, the pipe
ends with it; the keeper then ends what still runs and removes the folder.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

#: Seconds that a server has to end in good order.
_PATIENCE = 10.0


@contextmanager
def kept(folder: Path) -> Iterator[None]:
    """For as long as the block lasts, servers noted in `folder` are watched; afterwards the folder is removed."""
    (folder / "pids").mkdir()
    keeper = subprocess.Popen(
        [sys.executable, __file__, folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # Whoever interrupts the tests must not end the keeper first.
        start_new_session=True,
    )
    try:
        yield
    finally:
        assert keeper.stdin is not None
        keeper.stdin.close()
        keeper.wait(timeout=60)


def note(folder: Path, pid: int) -> None:
    """Has the keeper of `folder` end this process, which leads a group of its own, should we not come to it."""
    (folder / "pids" / str(pid)).touch()


def forget(folder: Path, pid: int) -> None:
    """This process has ended."""
    (folder / "pids" / str(pid)).unlink(missing_ok=True)


def _keep(folder: Path) -> None:
    sys.stdin.buffer.read()
    for file in (folder / "pids").iterdir():
        _end(int(file.name))
    shutil.rmtree(folder, ignore_errors=True)


def _end(leader: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(leader, signal.SIGTERM)
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            os.kill(leader, 0)
            time.sleep(0.05)
    with suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)


if __name__ == "__main__":
    _keep(Path(sys.argv[1]))
