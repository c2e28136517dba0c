"""Runs all tests, in parts, each on what it needs.

    python scripts/test.py              everything
    python scripts/test.py PATH …       one quick run of these tests on SQLite; what pytest takes, this takes
    python scripts/test.py --faults     the long form of the kill, cut and race tests, on both databases

Pure tests run once, database tests on SQLite and again on PostgreSQL, tests with real mail servers on
PostgreSQL, tests in a browser on SQLite. The last line sums up: "1234 passed, 0 failed, 3 skipped". With
CI=true a missing server is a failure; elsewhere its tests are skipped and the reason is told.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts import checks, parts, sizes  # noqa: E402 (the repository has to be on the path first)
from tests.servers import postgres  # noqa: E402 (as above)

#: Seconds after which a part hangs rather than runs: it is ended, and counts as failed.
LIMIT = 900
#: Seconds after which a single test that has not ended shows where it is.
SHOW_AFTER = 240


@dataclass(frozen=True, slots=True)
class Part:
    """One run of pytest: which tests, on which database, how many at a time."""

    name: str
    marks: str
    needs: tuple[parts.Part, ...] = ()
    on_postgresql: bool = False
    at_once: int = 2
    as_root: bool = False


ALL = (
    Part("pure", "not database and not servers and not browser"),
    Part("database on SQLite", "database and not servers and not browser"),
    Part(
        "database on PostgreSQL",
        "database and not servers and not browser and not sqlite_only",
        (parts.POSTGRESQL,),
        on_postgresql=True,
    ),
    Part("mail", "servers and not browser", (parts.MAIL, parts.POSTGRESQL), on_postgresql=True, as_root=True),
    Part("browser", "browser", (parts.CHROMIUM, parts.MAIL), as_root=True, at_once=1),
)
FAULTS = (
    Part("fuzzing", "fuzz", at_once=1),
    Part("faults on SQLite", "faults and not servers", at_once=1),
    Part(
        "faults on PostgreSQL", "faults and not servers", (parts.POSTGRESQL,), on_postgresql=True, at_once=1
    ),
    Part(
        "faults with mail",
        "faults and servers",
        (parts.MAIL, parts.POSTGRESQL),
        on_postgresql=True,
        at_once=1,
        as_root=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Count:
    """What came out of one part."""

    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    remark: str = ""


def run_all(chosen: Sequence[Part], environment: dict[str, str]) -> list[Count]:
    absent = parts.bring_in()
    parts.report(absent)
    counts: list[Count] = []
    with _database(absent) as url:
        for part in chosen:
            lacking = next((need for need in part.needs if need in absent), None)
            if lacking is not None:
                counts.append(_left_out(part, lacking))
                continue
            own = environment | ({"TWELFTH_TEST_DATABASE_URL": url} if part.on_postgresql else {})
            counts.append(_run(part, own))
    return counts


def _left_out(part: Part, lacking: parts.Part) -> Count:
    remark = f"not run: {lacking.name} cannot be used here"
    return Count(part.name, failed=1 if _everything_must_be_here() else 0, remark=remark)


def _everything_must_be_here() -> bool:
    return os.environ.get("CI", "").lower() in {"1", "true"}


@contextmanager
def _database(absent: dict[parts.Part, str]) -> Iterator[str]:
    """The URL of a PostgreSQL server for the whole run; "" where there is none."""
    if parts.POSTGRESQL in absent:
        yield ""
        return
    with postgres.postgres_server() as server:
        yield server.url("twelfth")


def _run(part: Part, environment: dict[str, str]) -> Count:
    print(f"\n── {part.name} ──", flush=True)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="twelfth-test-report-") as folder:
        report = Path(folder) / "report.xml"
        command = _pytest(part, report, environment)
        code = _within_limit(command, environment)
        count = _read(part.name, report)
    seconds = time.monotonic() - started
    if code == 5:
        return Count(part.name, failed=1, seconds=seconds, remark="no tests were found")
    if code != 0 and count.failed == 0:
        return Count(part.name, count.passed, 1, count.skipped, seconds, f"pytest ended with {code}")
    return Count(part.name, count.passed, count.failed, count.skipped, seconds)


def _pytest(part: Part, report: Path, environment: dict[str, str]) -> list[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-m", part.marks, f"--junitxml={report}"]
    command += ["-o", f"faulthandler_timeout={SHOW_AFTER}"]
    if part.at_once > 1:
        command += ["-n", str(part.at_once), "--dist", "worksteal"]
    if part.as_root and os.geteuid() != 0 and (root := parts.as_root()):
        # Root leaves nothing in the checkout that its owner could not remove.
        given = {**environment, "PYTHONDONTWRITEBYTECODE": "1"}
        ours = ("TWELFTH_", "PYTHON", "CI")
        kept = [f"{name}={value}" for name, value in given.items() if name.startswith(ours)]
        return [*root, "env", *kept, *command, "-p", "no:cacheprovider"]
    return command


def _within_limit(command: list[str], environment: dict[str, str]) -> int:
    """Runs it in a group of its own, which is ended as a whole when it hangs or when we are interrupted."""
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, start_new_session=True
    )
    try:
        return process.wait(timeout=LIMIT)
    except subprocess.TimeoutExpired:
        print(f"This part did not end within {LIMIT} seconds.", flush=True)
        return 124
    finally:
        if process.poll() is None:
            # An interrupt first: pytest then ends its fixtures, and with them the servers.
            _end(process, signal.SIGINT)


def _end(process: "subprocess.Popen[bytes]", first: signal.Signals) -> None:
    for how in (first, signal.SIGTERM, signal.SIGKILL):
        os.killpg(process.pid, how)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            continue
        return


def _read(name: str, report: Path) -> Count:
    if not report.exists():
        return Count(name)
    passed = failed = skipped = 0
    for suite in ET.parse(report).getroot().iter("testsuite"):  # noqa: S314 (pytest wrote it just now)
        broken = int(suite.get("failures", "0")) + int(suite.get("errors", "0"))
        left = int(suite.get("skipped", "0"))
        failed += broken
        skipped += left
        passed += int(suite.get("tests", "0")) - broken - left
    return Count(name, passed, failed, skipped)


def run_checks() -> Count:
    print("\n── checks ──", flush=True)
    started = time.monotonic()
    results = checks.run()
    print("\n".join(sizes.table(sizes.measure())), flush=True)
    passed = sum(result.passed for result in results)
    return Count("checks", passed, len(results) - passed, seconds=time.monotonic() - started)


def show(counts: Sequence[Count]) -> int:
    """Prints the table and the last line; returns the exit code."""
    print(f"\n{'part':<24}{'passed':>8}{'failed':>8}{'skipped':>9}{'seconds':>9}")
    for count in counts:
        figures = f"{count.passed:>8}{count.failed:>8}{count.skipped:>9}{count.seconds:>9.1f}"
        print(f"{count.name:<24}{figures}{'   ' + count.remark if count.remark else ''}")
    passed = sum(count.passed for count in counts)
    failed = sum(count.failed for count in counts)
    skipped = sum(count.skipped for count in counts)
    print(f"\n{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    return 1 if failed or not passed else 0


def quick(arguments: Sequence[str], environment: dict[str, str]) -> int:
    """These tests alone, on SQLite, with pytest's own report."""
    parts.report(parts.missing())
    return subprocess.call([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=environment)


def main(arguments: Sequence[str]) -> int:
    # A request to end has to reach the fixtures, which stop the servers.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    environment = dict(os.environ)
    if "--faults" in arguments:
        return show(run_all(FAULTS, environment | {"TWELFTH_FAULTS": "long"}))
    if arguments:
        return quick(arguments, environment)
    return show([run_checks(), *run_all(ALL, environment)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
