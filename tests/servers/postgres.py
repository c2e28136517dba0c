"""A PostgreSQL server of our own: started in a moment, on a free port, gone after the tests.

Nothing is durable here unless asked (fsync off): the data is thrown away anyway, and a commit costs 4 ms less.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.servers import keeper, ports
from tests.servers.waiting import until

USER = "twelfth"

_OPTIONS = {
    "fsync": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "200",
    "listen_addresses": "127.0.0.1",
    "timezone": "UTC",
}
#: What a benchmark needs for honest figures.
_DURABLE = {"fsync": "on", "full_page_writes": "on"}


class PostgresMissing(Exception):
    """PostgreSQL's server programs are not on this machine."""


def programs() -> Path | None:
    """The folder with `initdb` and `postgres`, the newest version there is; None when there is none."""
    places = [
        *Path("/usr/lib/postgresql").glob("*/bin"),
        *Path("/opt/homebrew/opt").glob("postgresql@*/bin"),
        *Path("/usr/local/opt").glob("postgresql@*/bin"),
    ]
    places.sort(key=_version, reverse=True)
    if found := shutil.which("initdb"):
        places.append(Path(found).parent)
    return next(
        (place for place in places if (place / "initdb").exists() and (place / "postgres").exists()), None
    )


def _version(place: Path) -> int:
    digits = "".join(character for character in place.parent.name if character.isdigit())
    return int(digits or 0)


@dataclass
class PostgresServer:
    """A running server. `stop`, `start` and `kill` are for tests of what happens without it."""

    port: int
    folder: Path
    programs: Path
    account: pwd.struct_passwd | None
    durable: bool = False
    _process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    def url(self, database: str = "postgres") -> str:
        """The value for DATABASE_URL."""
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"

    def create(self, database: str) -> str:
        """Makes an empty database; returns its URL."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(database)))
        return self.url(database)

    def start(self) -> None:
        options = {**_OPTIONS, **(_DURABLE if self.durable else {})}
        settings = [f"--{key}={value}" for key, value in options.items()]
        arguments = ["-D", str(self.folder / "data"), "-p", str(self.port), "-k", str(self.folder), *settings]
        self._process = _run([str(self.programs / "postgres"), *arguments], self.folder, self.account)
        keeper.note(self.folder, self._process.pid)
        until(self._answers, "PostgreSQL accepts connections")

    def stop(self) -> None:
        """Ends it in good order, cutting open connections."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """Ends it as a crash would."""
        self._end(signal.SIGQUIT)

    def _end(self, with_signal: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(with_signal)
            self._process.wait(timeout=60)
            keeper.forget(self.folder, self._process.pid)
            self._process = None

    def _answers(self) -> bool:
        if self._process is not None and self._process.poll() is not None:
            raise RuntimeError(f"PostgreSQL did not start:\n{_log(self.folder)}")
        try:
            psycopg.connect(self.url(), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True


@contextmanager
def postgres_server(*, durable: bool = False) -> Iterator[PostgresServer]:
    """A fresh server for as long as the block lasts; `durable` as one in use would be. Raises PostgresMissing where it cannot be had."""
    found = programs()
    if found is None:
        raise PostgresMissing(PostgresMissing.__doc__)
    # Not pytest's own folder: the account that runs the server has to be able to walk down to it.
    folder = Path(tempfile.mkdtemp(prefix="twelfth-pg-"))
    with keeper.kept(folder):
        account = _account()
        if account is not None:
            os.chown(folder, account.pw_uid, account.pw_gid)
        _initialise(found, folder, account)
        server = PostgresServer(ports.reserve(), folder, found, account, durable)
        try:
            server.start()
            yield server
        finally:
            server.stop()


def _account() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: the account to run it as then, None for our own."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "_postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise PostgresMissing("PostgreSQL does not run as root, and there is no account 'postgres' or 'nobody'.")


def _initialise(found: Path, folder: Path, account: pwd.struct_passwd | None) -> None:
    locale = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
    arguments = ["-D", str(folder / "data"), "-U", USER, "-A", "trust", "-E", "UTF8", f"--locale={locale}"]
    if _run([str(found / "initdb"), "--no-sync", *arguments], folder, account).wait(timeout=120) != 0:
        raise RuntimeError(f"initdb failed:\n{_log(folder)}")


def _run(command: list[str], folder: Path, account: pwd.struct_passwd | None) -> "subprocess.Popen[bytes]":
    """Starts `command` as `account` (None: as ourselves), its output going to the log."""
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=folder,
            user=account and account.pw_uid,
            group=account and account.pw_gid,
            extra_groups=None if account is None else [],
            start_new_session=True,
        )


def _log(folder: Path) -> str:
    return (folder / "log").read_text(errors="replace")
