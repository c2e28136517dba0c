"""The rows of a file become drafts ahead of the database: while one batch is written, the next is read.

Reading is nearly half of an import's work and needs nothing of the database, so for a long file it is done by a program
of its own (this module), on the other processor. It ends when the import does, however that ends: its pipe is closed
then.
"""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection

from twelfth.importing.drafts import Draft
from twelfth.importing.rows import Reading, read_row
from twelfth.importing.tabular import Row

#: Of fewer rows another program would not be worth its start (half a second).
WORTH_IT = 5_000
#: Seconds that it has to end by itself.
_PATIENCE = 5


class Ahead:
    """Asked for one batch after the other; each has to be fetched before the next is asked for, or both programs would
    wait with full pipes for each other."""

    def __init__(self, how: Reading) -> None:
        self._how = how
        self._asked: Sequence[Row] = ()

    def ask(self, rows: Sequence[Row]) -> None:
        """Let these rows be read."""
        self._asked = rows

    def drafts(self) -> list[Draft]:
        """Those of the batch that was asked for."""
        return _read(self._asked, self._how)


class Elsewhere(Ahead):
    """Reads in another program; here, should that one fail."""

    def __init__(self, how: Reading, to: Connection, back: Connection, pid: int) -> None:
        super().__init__(how)
        self.pid = pid
        self._to, self._back = to, back
        self._is_there = True
        self._tell(how)

    def ask(self, rows: Sequence[Row]) -> None:
        super().ask(rows)
        self._tell(rows)

    def drafts(self) -> list[Draft]:
        if self._is_there:
            try:
                drafts: list[Draft] = self._back.recv()
            except (EOFError, OSError):
                self._is_there = False
            else:
                return drafts
        return super().drafts()

    def _tell(self, what: object) -> None:
        if self._is_there:
            try:
                self._to.send(what)
            except OSError:
                self._is_there = False


@contextlib.contextmanager
def ahead(how: Reading, rows: int) -> Iterator[Ahead]:
    """A reader for so many rows to come."""
    if rows < WORTH_IT:
        yield Ahead(how)
        return
    program = subprocess.Popen(
        [sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert program.stdin is not None  # noqa: S101 (asked for)
    assert program.stdout is not None  # noqa: S101 (asked for)
    with (
        program,
        Connection(os.dup(program.stdin.fileno()), readable=False) as to,
        Connection(os.dup(program.stdout.fileno()), writable=False) as back,
    ):
        program.stdin.close()
        program.stdout.close()
        try:
            yield Elsewhere(how, to, back, program.pid)
        finally:
            # Both: it may be waiting to be heard as well as to be asked.
            to.close()
            back.close()
            _end(program)


def _end(program: subprocess.Popen[bytes]) -> None:
    try:
        program.wait(timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        program.kill()


def _read(rows: Sequence[Row], how: Reading) -> list[Draft]:
    return [read_row(row, how) for row in rows]


def _serve() -> None:
    """The other program: read batch after batch, until there is nobody to read for."""
    asked, back = Connection(0, writable=False), Connection(1, readable=False)
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        how = asked.recv()
        while True:
            back.send(_read(asked.recv(), how))


if __name__ == "__main__":
    _serve()
