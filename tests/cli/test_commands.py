"""The commands as an operator runs them: each in a process of its own, on a data folder of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

_FOUND = """
from twelfth.cli.process import django; django()
from datetime import timedelta
from tests.world import make_world
from twelfth import wiring
world = make_world()
# Overdue, whatever the hour and the day of the week are now.
world.now = wiring.now() - timedelta(days=4)
world.followup(world.person("Ines Carvalho"))
"""

EXPORT = (
    "First Name,Last Name,Email,Company Name,Lifecycle Stage\r\nOtto,Brandt,otto@brandt.test,Brandt,lead\r\n"
    ",,not an address,,\r\n"
)


class Place:
    """One installation; `run` gives (status, what it printed)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *arguments: str, typed: str = "") -> tuple[int, str]:
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
        environment = kept | {
            "DATA_DIR": str(self.folder / "data"),
            "PYTHONPATH": str(ROOT),
            "COLUMNS": "200",
        }
        done = subprocess.run(
            [sys.executable, *arguments],
            env=environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            input=typed,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    def twelfth(self, *arguments: str, typed: str = "") -> tuple[int, str]:
        return self.run("-m", "twelfth", *arguments, typed=typed)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    found = Place(tmp_path)
    assert found.twelfth("prepare") == (0, "")
    assert found.run("-c", _FOUND) == (0, "")
    return found


def test_today_says_who_and_why(place: Place) -> None:
    status, printed = place.twelfth("today", "--json")
    (item,) = json.loads(printed)
    assert status == 0
    assert (item["person"], item["step"]) == ("Ines Carvalho", 1)
    assert item["why"]
    assert item["reasons"]


def test_an_import_is_counted_and_a_wrong_file_is_refused(place: Place) -> None:
    (place.folder / "people.csv").write_bytes(EXPORT.encode())
    status, printed = place.twelfth("people", "import", "people.csv", "--json")
    assert status == 0, printed
    assert [row["result"] for row in json.loads(printed)["rows"]].count("created") == 1
    (place.folder / "photo.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    status, printed = place.twelfth("people", "import", "photo.csv")
    assert (status, "Traceback" in printed) == (1, False)
    assert len(printed.strip().splitlines()) == 1


def test_a_backup_comes_back_and_sending_waits(place: Place) -> None:
    assert place.twelfth("backup", "one.sqlite3")[0] == 0
    assert "exists already" in place.twelfth("backup", "one.sqlite3")[1]
    (place.folder / "people.csv").write_bytes(EXPORT.encode())
    place.twelfth("people", "import", "people.csv")
    status, printed = place.twelfth("restore", "one.sqlite3", "--yes")
    assert status == 0, printed
    assert "credentials-key" in printed, "it says where the key is"
    assert len(list((place.folder / "data" / "backups").glob("*before-restore*"))) == 1
    count = "from twelfth.cli.process import django; django();from twelfth.people.models import Person;print(Person.objects.count())"
    assert place.run("-c", count)[1].strip() == "1"
    assert "paused" in place.twelfth("doctor")[1]


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + b"\xff" * 5000])
def test_what_is_no_backup_changes_nothing(place: Place, content: bytes) -> None:
    (place.folder / "bad").write_bytes(content)
    status, printed = place.twelfth("restore", "bad", "--yes")
    assert status == 1
    assert "Traceback" not in printed
    assert json.loads(place.twelfth("today", "--json")[1])


def test_the_doctor_says_what_does_not_work_and_how_to_mend_it(place: Place) -> None:
    status, printed = place.twelfth("doctor", "--json")
    checks = {check["what"]: check for check in json.loads(printed)}
    assert status == 1
    assert (checks["Database"]["state"], checks["Worker"]["state"]) == ("fine", "broken")
    assert "twelfth start" in checks["Worker"]["mend"]


def test_a_password_is_set_from_the_shell(place: Place) -> None:
    assert place.twelfth("password", "set", "nobody@duarte.test")[0] == 1
    assert place.twelfth("password", "set", "clara@duarte.test", typed="short\n")[0] == 1
    status, printed = place.twelfth("password", "set", "clara@duarte.test", typed="an even longer phrase\n")
    assert (status, "is set" in printed) == (0, True)


def test_a_setting_that_is_nonsense_is_named(tmp_path: Path) -> None:
    place = Place(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "twelfth", "start"],
        env=dict(os.environ, PORT="eighty", DATA_DIR=str(tmp_path)),
        capture_output=True,
        text=True,
        check=False,
        cwd=place.folder,
    )
    assert done.returncode == 1
    assert done.stderr.strip() == "PORT is 'eighty'; give a whole number from 1 to 65535."


def test_doubles_are_found_and_listed(place: Place) -> None:
    twice = "First Name,Last Name,Email,Phone Number\r\nOtto,Brandt,otto@brandt.test,+49301234567\r\nBrandt,Otto,o@b.test,+49301234567\r\n"
    (place.folder / "people.csv").write_text(twice, encoding="utf-8")
    assert place.twelfth("people", "import", "people.csv")[0] == 0
    status, printed = place.twelfth("people", "doubles", "--search", "--json")
    assert status == 0, printed
    (pair,) = json.loads(printed)
    assert {pair["first"]["name"], pair["second"]["name"]} == {"Otto Brandt", "Brandt Otto"}
    assert {"thing": "phone", "level": "same"}.items() <= pair["evidence"][0].items()
    assert "Brandt Otto" in place.twelfth("people", "doubles")[1]
