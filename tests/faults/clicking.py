"""Somebody at the web pages who takes letters back while they go out, and whose web is killed meanwhile."""

import contextlib
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from types import TracebackType

import httpx

from tests.faults.installation import ROOT, Installation
from tests.servers.ports import reserve
from tests.servers.waiting import until

_QUEUED = "SELECT id FROM mail_outgoingmessage WHERE state = 'queued' ORDER BY send_after"
_SESSION = """
from twelfth.cli.process import django; django()
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from twelfth.accounts.models import User
user, session = User.objects.get(), SessionStore()
session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
session.save()
print(session.session_key)
"""


class Clicking:
    """`twelfth web` on a port of its own, and a thread that presses "take back" at random letters."""

    def __init__(self, place: Installation, dice: random.Random) -> None:
        self._place = place
        self._dice = dice
        self._port = reserve()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._click, daemon=True)
        self._web: subprocess.Popen[bytes] | None = None
        self._session = ""
        self.killed = 0
        self.taken_back = 0

    def __enter__(self) -> "Clicking":
        self._session = self._place.python("-c", _SESSION).strip().splitlines()[-1]
        self._start()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join(timeout=60)
        self._end()

    def kill_web(self) -> None:
        """kill -9 of every process of it, at a random moment; then it is started again."""
        time.sleep(self._dice.uniform(0.2, 1.2))
        self._end()
        self.killed += 1
        self._start()

    def _start(self) -> None:
        address = {
            "HOST": "127.0.0.1",
            "PORT": str(self._port),
            "PUBLIC_URL": f"http://localhost:{self._port}",
        }
        self._web = subprocess.Popen(
            [sys.executable, "-m", "twelfth", "web"],
            env=self._place.environment | address,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until(self._answers, "the web answers", limit=60)

    def _end(self) -> None:
        if self._web is not None:
            os.killpg(self._web.pid, signal.SIGKILL)
            self._web.wait()
            self._web = None

    def _answers(self) -> bool:
        try:
            return httpx.get(f"http://localhost:{self._port}/healthz", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False

    def _click(self) -> None:
        dice = random.Random(self._port)
        client = httpx.Client(
            base_url=f"http://localhost:{self._port}", cookies={"twelfth_session": self._session}, timeout=10
        )
        with client:
            while not self._stop.wait(0.15):
                # Its web may be killed at any of these.
                with contextlib.suppress(httpx.HTTPError, IndexError):
                    token = re.findall(
                        r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get("/outbox/").text
                    )[0]
                    # Mostly one that is due about now: a worker may be taking it at this moment.
                    key = dice.choice(self._place.select(_QUEUED)[:3])[0]
                    answer = client.post(f"/outbox/{key}/take-back/", data={"csrfmiddlewaretoken": token})
                    self.taken_back += answer.status_code in {200, 302}
