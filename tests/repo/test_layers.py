"""Imports point one way, and the contracts that say so would notice if they did not."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter import api

from tests.repo.source import PACKAGE, ROOT

#: File planted in a copy of the package, its text, and the words that name the broken contract or import.
PLANTED = {
    "rules/planted.py": ("import django.db\n", "twelfth.rules.planted -> django"),
    "reading/planted.py": ("import socket\n", "twelfth.reading.planted -> socket"),
    "people/planted.py": ("from twelfth.flow import enrol\n", "twelfth.people.planted -> twelfth.flow"),
    "messages/planted.py": ("import twelfth.promises\n", "twelfth.messages.planted -> twelfth.promises"),
    "web/planted.py": ("import twelfth.cli\n", "twelfth.web.planted -> twelfth.cli"),
    "attic/__init__.py": ("", "twelfth.attic"),
}


def lint(source: Path) -> subprocess.CompletedProcess[str]:
    """Checks the contracts against the package in `source`, in a process of its own that finds that copy."""
    return subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(source), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the check says about a copy of the package in which every contract is broken."""
    source = tmp_path_factory.mktemp("planted")
    ignored = shutil.ignore_patterns("__pycache__", "static", "templates")
    shutil.copytree(PACKAGE, source / "twelfth", ignore=ignored)
    for place, (text, _) in PLANTED.items():
        path = source / "twelfth" / place
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    checked = lint(source)
    assert checked.returncode == 1, checked.stdout + checked.stderr
    return checked.stdout


def test_the_contracts_hold() -> None:
    checked = lint(ROOT / "src")
    assert checked.returncode == 0, f"See docs/adr/0001 for which room may import which.\n{checked.stdout}"


@pytest.mark.parametrize("place", PLANTED)
def test_a_planted_violation_is_found(broken: str, place: str) -> None:
    assert PLANTED[place][1] in broken


def test_every_contract_has_been_broken_once(broken: str) -> None:
    options = api.read_configuration(str(ROOT / "pyproject.toml"))["contracts_options"]
    contracts = [contract["name"] for contract in options]
    kept = [name for name in contracts if f"{name} BROKEN" not in broken]
    assert contracts
    assert not kept, f"Plant a violation for: {', '.join(kept)}"
