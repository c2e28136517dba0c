"""A real installation with its own database and worker, and a browser to look at it."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.servers.chromium import chromium
from tests.servers.mail import MailServers
from tests.servers.ports import reserve
from tests.servers.waiting import until

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]


@dataclass
class Started:
    """`twelfth start`, running."""

    address: str
    lines: list[str] = field(default_factory=list)

    @property
    def first_visit(self) -> str:
        """The address that `start` prints for the first visit, with its token."""
        found = re.search(r"(/welcome/\w+)", "".join(self.lines))
        return f"{self.address}{found[1]}" if found else ""


@pytest.fixture
def started(tmp_path: Path, mail: MailServers) -> Iterator[Started]:
    port = reserve()
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    environment = kept | {
        "DATA_DIR": str(tmp_path / "data"),
        "PORT": str(port),
        "MAIL_CA_FILE": str(mail.ca_file),
        "COLUMNS": "200",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "twelfth", "start"],
        env=environment,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    running = Started(f"http://localhost:{port}")

    def keep() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            running.lines.append(line)

    reader = threading.Thread(target=keep)
    reader.start()
    try:
        until(lambda: bool(running.first_visit), f"start prints the first visit: {running.lines}", limit=60)
        yield running
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
        reader.join()
        assert process.stdout is not None
        process.stdout.close()


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    with chromium() as running:
        yield running
