"""The lock files hold what pyproject.toml asks for, each pinned and with the hashes of its files."""

import re
import tomllib
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.repo.source import ROOT

_PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==([^ ;\\]+)", re.MULTILINE)


def pins(lock: str) -> dict[str, set[Version]]:
    """Name and versions of a lock file: a package may be pinned once for each kind of machine."""
    found: dict[str, set[Version]] = {}
    for name, version in _PIN.findall((ROOT / lock).read_text()):
        found.setdefault(canonicalize_name(name), set()).add(Version(version))
    return found


def project() -> dict[str, Any]:
    data = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert isinstance(data, dict)
    return data


def unmet(wanted: list[str], lock: str) -> list[str]:
    pinned = pins(lock)
    return [
        text
        for text in wanted
        if not any(
            Requirement(text).specifier.contains(version)
            for version in pinned.get(canonicalize_name(Requirement(text).name), ())
        )
    ]


def test_the_lock_of_running_holds_every_dependency() -> None:
    assert unmet(project()["dependencies"], "requirements.lock") == []


def test_the_lock_of_the_tests_holds_everything() -> None:
    given = project()
    wanted = [*given["dependencies"], *given["optional-dependencies"]["dev"]]
    assert unmet(wanted, "requirements-dev.lock") == []


def test_tests_run_with_the_versions_that_users_get() -> None:
    running, testing = pins("requirements.lock"), pins("requirements-dev.lock")
    assert {name: versions for name, versions in running.items() if testing.get(name) != versions} == {}


def test_every_pin_has_its_hashes() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text().strip())
        assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
