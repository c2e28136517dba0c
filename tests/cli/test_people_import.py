"""`twelfth people import --dry-run`: what would come of a file, before anything is set up and after."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FILE = "First Name,Last Name,Email,Score\nAda,King,ada@x.example,7\nAda,King,ada@x.example,7\nJust a title\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    found = tmp_path / "people.csv"
    found.write_text(FILE)
    return found


def tried(file: Path, *more: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "DATA_DIR": str(file.parent / "data"), "DATABASE_URL": ""}
    command = [sys.executable, "-m", "twelfth", "people", "import", str(file), "--dry-run", *more]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_it_says_what_each_column_and_row_is(file: Path) -> None:
    done = tried(file, "--json", "--map", "Score=notes")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["encoding"], told["delimiter"]) == ("utf-8", ",")
    assert [(one["header"], one["field"]) for one in told["columns"]] == [
        ("First Name", "given_name"),
        ("Last Name", "family_name"),
        ("Email", "email"),
        ("Score", "notes"),
    ]
    assert all(one["why"] for one in told["columns"])
    assert [(one["row"], one["result"]) for one in told["rows"]] == [
        (2, "created"),
        (3, "created"),
        (4, "wrong"),
    ]
    assert told["rows"][0]["person"]["emails"] == ["ada@x.example"]


@pytest.mark.parametrize(
    ("mapped", "said"),
    [
        ("Score", "HEADER=FIELD"),
        ("Nothing=email", "There is no column"),
        ("Score=nonsense", "is no field. Fields are"),
        ("Score=custom:Lot", "There is no field of your own called “Lot”"),
    ],
)
def test_a_mapping_that_says_nothing_is_answered(file: Path, mapped: str, said: str) -> None:
    done = tried(file, "--map", mapped)
    assert done.returncode != 0
    assert said in " ".join((done.stdout + done.stderr).split())


def test_a_field_of_ones_own_is_tried(file: Path) -> None:
    told = json.loads(tried(file, "--json", "--map", "Score=new-field").stdout)
    assert told["columns"][3]["field"] == "new-field"
    assert told["rows"][0]["person"]["own"] == {"column 3": ["7"]}


def test_a_field_of_companies_is_tried(file: Path) -> None:
    file.write_text("Name,Email,Company,Score\nAda King,ada@x.example,Norrby,7\n")
    told = json.loads(tried(file, "--json", "--map", "Score=new-company-field").stdout)
    assert told["columns"][3]["field"] == "new-company-field"
    assert told["rows"][0]["person"]["company_own"] == {"column 3": ["7"]}


def test_what_dates_and_numbers_mean_is_said(file: Path) -> None:
    file.write_text("Name,Email,Phone,Birthday\nAda King,ada@x.example,030 1234567,3/4/1980\n")

    def person(*more: str) -> dict[str, object]:
        done = tried(file, "--json", *more)
        assert done.returncode == 0, done.stderr
        found: dict[str, object] = json.loads(done.stdout)["rows"][0]["person"]
        return found

    assert person()["birthday"] == ""
    assert person("--day-first")["birthday"] == "1980-04-03"
    told = person("--month-first", "--country", "Germany")
    assert (told["birthday"], told["phones"]) == ("1980-03-04", ["+49301234567"])
    assert "is no country" in tried(file, "--country", "Atlantis").stderr
