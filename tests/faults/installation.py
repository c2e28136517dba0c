"""An installation of its own for fault tests: real processes on a real database, which may be killed at any moment."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
from twelfth.messages.ports import Account
count, smtps, imaps, address = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
world = make_world()
world.now = wiring.now()
world.mailbox(Account(address=address, display_name="Clara", smtp_host="localhost", smtp_port=smtps, smtp_security="tls",
    imap_host="localhost", imap_port=imaps, imap_security="tls", username=address, password="secret"))
for number in range(count):
    followup = world.followup(world.person(f"Person{number} Test", email=f"killed{number}.{address}"))
    approved = act.Approved(number=1, subject=f"Letter {number}", body="Hello\\n")
    act.send_mail(world.by, followup, approved, now=world.now - timedelta(minutes=1))
"""

_STATES = """
import json
from twelfth.cli.process import django; django()
from twelfth.messages.models import OutgoingMessage
print(json.dumps([[m.message_id, m.state, m.to_address, m.trouble] for m in OutgoingMessage.objects.all()]))
"""


@dataclass
class Installation:
    folder: Path
    mail: MailServers
    database_url: str

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}
        }
        return kept | {
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": self.database_url,
            "MAIL_CA_FILE": str(self.mail.ca_file),
            "PYTHONPATH": str(ROOT),
            "LOG_LEVEL": "ERROR",
        }

    def python(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    def prepare(self, count: int, address: str) -> None:
        """Tables, a mailbox, and `count` letters to different people, all due."""
        self.python("-m", "twelfth", "prepare")
        self.python("-c", _FILL, str(count), str(self.mail.smtps_port), str(self.mail.imaps_port), address)

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
