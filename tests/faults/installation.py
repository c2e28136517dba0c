"""An installation of its own for fault tests: real processes on a real database, which may be killed at any moment."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from tests.servers.mail import MailServers

ROOT = Path(__file__).parents[2]

_FILL = """
import sys
from datetime import timedelta
from twelfth.cli.process import django; django()
from django.conf import settings
from tests.world import make_world
from twelfth import wiring
from twelfth.flow import act
from twelfth.messages.models import Mailbox, OutgoingMessage
from twelfth.messages.ports import Account
count, smtps, imaps, address = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
world = make_world()
world.now = wiring.now()
world.mailbox(Account(address=address, display_name="Clara", smtp_host="localhost", smtp_port=smtps, smtp_security="tls",
    imap_host="localhost", imap_port=imaps, imap_security="tls", username=address, password="secret"))
Mailbox.objects.update(most_in_1_day=30_000, most_in_1_hour=30_000)
for number in range(count):
    followup = world.followup(world.person(f"Person{number} Test", email=f"killed{number}.{address}"))
    approved = act.Approved(number=1, subject=f"Letter {number}", body="Hello\\n")
    act.send_mail(world.by, followup, approved, now=world.now - timedelta(minutes=1))
now = wiring.now()
for place, message in enumerate(OutgoingMessage.objects.order_by("pk")):
    message.send_after = now + timedelta(seconds=place * float(sys.argv[5]))
    message.save(update_fields=["send_after"])
"""

_STATES = """
import json
from twelfth.cli.process import django; django()
from twelfth.messages.models import OutgoingMessage
print(json.dumps([[m.message_id, m.state, m.to_address, m.trouble] for m in OutgoingMessage.objects.all()]))
"""


_IMPORT = """
import sys
from pathlib import Path
from twelfth.cli.process import django; django()
from tests.world import make_world
from twelfth import wiring
from twelfth.importing.load import start_import
file = Path(sys.argv[1])
start_import(make_world().by, file.name, [file.read_bytes()], now=wiring.now())
"""


_BULK = """
import sys
from twelfth.cli.process import django; django()
from tests.world import make_world
from twelfth import wiring
from twelfth.flow.bulk import begin_bulk, draft_bulk
from twelfth.flow.bulk_changes import Enrol, Verb
from twelfth.flow.selection import PeopleFilter, Selection
from twelfth.people.models import Person
world = make_world()
by, workspace, now = world.by, world.by.workspace, wiring.now()
Person.objects.bulk_create(
    Person(workspace=workspace, full_name=f"Person{n} Test", sort_name=f"test person{n}", created_at=now)
    for n in range(int(sys.argv[1]))
)
job = draft_bulk(by, Selection(workspace, PeopleFilter()), Verb.ENROL, "Start a plan", now=now)
begin_bulk(by, job, Enrol(version=world.version.pk), now=now)
"""

_IMPORT_UNDO = """
from twelfth.cli.process import django; django()
from twelfth import wiring
from twelfth.accounts.actor import Actor
from twelfth.background.models import Job
from twelfth.importing.undo.actions import start_undo
job = Job.objects.select_related("workspace", "started_by").get(kind="import")
start_undo(Actor(job.workspace, job.started_by), job, now=wiring.now())
"""

_BULK_UNDO = """
from twelfth.cli.process import django; django()
from twelfth import wiring
from twelfth.accounts.actor import Actor
from twelfth.background.models import Job
from twelfth.flow.bulk_undo import start_undo
job = Job.objects.select_related("workspace", "started_by").get()
start_undo(Actor(job.workspace, job.started_by), job, now=wiring.now())
"""


@dataclass
class Installation:
    """A data folder, a database (SQLite in that folder where `database_url` is ""), and mail where one needs it."""

    folder: Path
    mail: MailServers | None = None
    database_url: str = ""
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}
        }
        return kept | {
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": self.database_url,
            "MAIL_CA_FILE": str(self.mail.ca_file) if self.mail else "",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
            "LOG_LEVEL": "ERROR",
            "COLUMNS": "300",
            **self.more,
        }

    def run(self, *arguments: str) -> tuple[int, str]:
        """(status, what it printed) of Python with these arguments."""
        done = subprocess.run(
            [sys.executable, *arguments],
            env=self.environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout

    def twelfth(self, *arguments: str) -> tuple[int, str]:
        return self.run("-m", "twelfth", *arguments)

    def python(self, *arguments: str) -> str:
        """What Python printed; it must end well."""
        status, printed = self.run(*arguments)
        assert status == 0, printed[-2000:]
        return printed

    def select(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query, read beside whatever runs."""
        if self.database_url:
            with psycopg.connect(self.database_url) as connection:
                return connection.execute(sql.encode()).fetchall()
        address = f"file:{self.folder / 'twelfth.sqlite3'}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=20)) as connection:
            return connection.execute(sql).fetchall()

    def change(self, sql: str) -> None:
        """Change rows beside whatever runs."""
        if self.database_url:
            with psycopg.connect(self.database_url) as server:
                server.execute(sql.encode())
            return
        with closing(sqlite3.connect(self.folder / "twelfth.sqlite3", timeout=20)) as file, file:
            file.execute(sql)

    def prepare(self, count: int, address: str, *, apart: float = 0, smtps_port: int = 0) -> None:
        """Tables, a mailbox, and `count` letters to different people, due one after the other, so many seconds apart.
        They go out through that port, where it is not the mail server's own."""
        assert self.mail is not None
        self.python("-m", "twelfth", "prepare")
        ports = (str(smtps_port or self.mail.smtps_port), str(self.mail.imaps_port))
        self.python("-c", _FILL, str(count), *ports, address, str(apart))

    def prepare_import(self, file: Path) -> None:
        """Tables, a workspace, and the import of `file` waiting for a worker."""
        self.python("-m", "twelfth", "prepare")
        self.python("-c", _IMPORT, str(file))

    def take_import_back(self) -> None:
        """The undo of that waits for a worker."""
        self.python("-c", _IMPORT_UNDO)

    def prepare_bulk(self, people: int) -> None:
        """Tables, so many people, and the start of a plan with all of them waiting for a worker."""
        self.python("-m", "twelfth", "prepare")
        self.python("-c", _BULK, str(people))

    def take_bulk_back(self) -> None:
        """The undo of that waits for a worker."""
        self.python("-c", _BULK_UNDO)

    def worker(self, module: str = "twelfth") -> "subprocess.Popen[bytes]":
        arguments = ["worker"] if module == "twelfth" else []
        return subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            env=self.environment,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def states(self) -> list[list[Any]]:
        """[Message-ID, state, to, trouble] of every letter."""
        found: list[list[Any]] = json.loads(self.python("-c", _STATES))
        return found
