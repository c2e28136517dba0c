"""`twelfth mail check` and `twelfth mail rotate-key`, as an operator runs them."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.cli.test_commands import Place

_FOUND = """
from twelfth.cli.process import django; django()
from django.conf import settings
from tests.world import make_world
from twelfth.messages.models import Mailbox, OAuthApp
from twelfth.settings import keys
world = make_world()
mailbox = world.mailbox()
vault = keys.vault(settings.TWELFTH.data_dir)
Mailbox.objects.update(tokens_locked=vault.lock("tokens"), smtp_host="127.0.0.1", smtp_port=1, imap_host="127.0.0.1", imap_port=1)
OAuthApp.objects.create(
    workspace=world.by.workspace, provider="google", client_id="id", secret_locked=vault.lock("app"), changed_at=world.now
)
"""
# Reads every secret with the keys that are there now, and says how many are locked with the first.
_READ = """
from twelfth.cli.process import django; django()
from django.conf import settings
from twelfth.messages.mailboxes.queries import locked_secrets
from twelfth.settings import keys
vault = keys.vault(settings.TWELFTH.data_dir)
locked = locked_secrets()
print(sorted(vault.unlock(one) for one in locked), sum(vault.is_current(one) for one in locked))
"""
SECRETS = "['app', 'secret', 'tokens']"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    found = Place(tmp_path)
    assert found.twelfth("prepare") == (0, "")
    assert found.run("-c", _FOUND) == (0, "")
    return found


def key_file(place: Place) -> Path:
    return place.folder / "data" / "keys" / "credentials-key"


def test_a_check_says_what_is_wrong_and_ends_with_one(place: Place) -> None:
    status, printed = place.twelfth("mail", "check", "Clara@example.test")
    assert status == 1
    assert "127.0.0.1 takes no connections on port 1" in printed
    status, printed = place.twelfth("mail", "check", "clara@example.test", "--json")
    assert status == 1
    assert [(result["step"], result["ok"]) for result in json.loads(printed)] == [
        ("smtp_connect", False),
        ("imap_connect", False),
    ]


def test_an_address_that_is_no_mailbox_is_refused_with_those_there_are(place: Place) -> None:
    status, printed = place.twelfth("mail", "check", "nobody@example.test")
    assert status == 1
    assert "No mailbox has the address nobody@example.test. There is: clara@example.test." in printed


def test_a_password_that_no_key_reads_is_said(place: Place) -> None:
    key_file(place).unlink()
    status, printed = place.twelfth("mail", "check", "clara@example.test")
    assert status == 1
    assert "encrypted with another key" in printed
    status, printed = place.twelfth("doctor")
    assert "its password cannot be read" in printed


def test_a_new_key_locks_everything_and_the_old_one_goes_later(place: Place) -> None:
    old = key_file(place).read_text()
    status, printed = place.twelfth("mail", "rotate-key")
    assert status == 0
    assert "3 secrets are locked with the new key" in printed
    new, kept = key_file(place).read_text().split()
    assert kept == old
    assert new not in printed
    assert place.run("-c", _READ) == (0, f"{SECRETS} 3\n")
    status, printed = place.twelfth("mail", "rotate-key", "--forget-old")
    assert (status, key_file(place).read_text()) == (0, new)
    assert "One old key is forgotten" in printed
    assert place.run("-c", _READ) == (0, f"{SECRETS} 3\n")
    assert key_file(place).stat().st_mode & 0o077 == 0


def test_doctor_says_what_is_locked_with_an_old_key(place: Place) -> None:
    assert "rotate-key" not in place.twelfth("doctor")[1]
    code = (
        "from twelfth.settings import keys; from pathlib import Path; data = Path('data').absolute()\n"
        "held = keys.credentials_keys(data)\n"
        "keys.keep_credentials_keys(data, (keys.new_credentials_key(), *held))"
    )
    assert place.run("-c", code) == (0, "")
    printed = place.twelfth("doctor")[1]
    assert "3 are not locked with the first key of CREDENTIALS_KEY" in printed
    assert "twelfth mail rotate-key" in printed


def test_what_no_key_reads_is_named_and_keeps_the_old_keys(place: Place) -> None:
    code = (
        "from twelfth.cli.process import django; django()\n"
        "from twelfth.messages.models import Mailbox\n"
        "from twelfth.settings.keys import Vault, new_credentials_key\n"
        "Mailbox.objects.update(password_locked=Vault(new_credentials_key()).lock('lost'))"
    )
    assert place.run("-c", code) == (0, "")
    status, printed = place.twelfth("mail", "rotate-key")
    assert status == 0
    assert "No key reads the password of clara@example.test: enter it anew." in printed
    held = key_file(place).read_text()
    status, printed = place.twelfth("mail", "rotate-key", "--forget-old")
    assert status == 1
    assert "Nothing was forgotten" in printed
    assert key_file(place).read_text() == held


def test_a_key_from_the_environment_is_changed_there(place: Place) -> None:
    old = key_file(place).read_text()
    key_file(place).unlink()

    def with_keys(given: str, *arguments: str) -> tuple[int, str]:
        environment = {
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(place.folder / "data"),
            "CREDENTIALS_KEY": given,
        }
        done = subprocess.run(
            [sys.executable, "-m", "twelfth", *arguments],
            env=environment, cwd=place.folder, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.returncode, " ".join((done.stdout + done.stderr).split())

    status, printed = with_keys(old, "mail", "rotate-key")
    assert status == 1
    assert "put the new key in front of the old one" in printed
    new = printed.rpartition("A new one is: ")[2].strip()
    status, printed = with_keys(f"{new},{old}", "mail", "rotate-key")
    assert status == 0
    assert "3 secrets are locked with the new key" in printed
    assert with_keys(new, "doctor")[1].count("cannot be read") == 0
    assert not key_file(place).exists()


# Each ends the process as a power cut would, at one point of the work.
_CUTS = {
    "before the file is written": "keys.keep_credentials_keys = cut",
    "before the draft takes its place": "Path.replace = cut",
    "when the file is there": "mailboxes.relock_all = cut",
    "after the first row": "models.Model.save = cut_after(1, models.Model.save)",
    "before the last row": "models.Model.save = cut_after(2, models.Model.save)",
    "before the rows are committed": "transaction.Atomic.__exit__ = cut",
    "when all is done": "mailboxes._say = cut",
}
_CUT_OFF = """
from twelfth.cli.process import django; django()
import os
from pathlib import Path
from django.db import models, transaction
from twelfth.cli import mailboxes
from twelfth.settings import keys
def cut(*_, **__):
    os._exit(9)
def cut_after(count, save):
    done = []
    def saving(row, *arguments, **named):
        save(row, *arguments, **named)
        done.append(row)
        if len(done) == count:
            cut()
    return saving
{cut}
mailboxes.rotate_key(forget_old={forget})
"""


def read_all(place: Place) -> int:
    """Every secret can be read; how many are locked with the first key: all or none, never some."""
    status, printed = place.run("-c", _READ)
    assert (status, printed[: len(SECRETS)]) == (0, SECRETS)
    current = int(printed.split()[-1])
    assert current in {0, 3}
    return current


@pytest.mark.faults
def test_cut_off_at_any_point_everything_stays_readable(place: Place) -> None:
    for cut in _CUTS.values():
        assert place.run("-c", _CUT_OFF.format(cut=cut, forget=False))[0] == 9, cut
        read_all(place)
    assert place.twelfth("mail", "rotate-key")[0] == 0
    assert read_all(place) == 3


@pytest.mark.faults
def test_forgetting_cut_off_loses_nothing(place: Place) -> None:
    assert place.twelfth("mail", "rotate-key")[0] == 0
    for where in ("when the file is there", "before the file is written", "before the draft takes its place"):
        assert place.run("-c", _CUT_OFF.format(cut=_CUTS[where], forget=True))[0] == 9, where
        assert len(key_file(place).read_text().split()) == 2
        assert read_all(place) == 3
    assert place.twelfth("mail", "rotate-key", "--forget-old")[0] == 0
    assert len(key_file(place).read_text().split()) == 1


def test_two_at_once_keep_each_others_keys(place: Place) -> None:
    results: list[int] = []
    threads = [
        threading.Thread(target=lambda: results.append(place.twelfth("mail", "rotate-key")[0]))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [0, 0]
    assert len(key_file(place).read_text().split()) == 3
    assert place.run("-c", _READ) == (0, f"{SECRETS} 3\n")
