"""A test process that is killed leaves no server behind."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.repo.source import ROOT
from tests.servers import postgres
from tests.servers.waiting import until

_KILLED_IN_THE_MIDDLE = """
import os, signal, sys
from tests.servers.postgres import postgres_server

with postgres_server() as server:
    print(server.folder, server.url(), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(postgres.programs() is None, reason="PostgreSQL is not installed")
def test_a_killed_process_leaves_no_server_and_no_folder() -> None:
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED_IN_THE_MIDDLE],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    folder, url = killed.stdout.split()
    until(lambda: not Path(folder).exists(), "The keeper has removed the folder")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)
