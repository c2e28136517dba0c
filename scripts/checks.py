"""The checks that need no test to run: lint, formatting, types, the direction of imports.

python scripts/checks.py        all of them; exits with 1 when one finds something
"""

import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from scripts import sizes  # noqa: E402 (the repository has to be on the path first)

#: Of what a check says, more than this helps nobody.
MOST_LINES = 60
BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    command: tuple[str, ...]
    mend: str


#: The rules' and the import's tests build values of every shape on purpose; they are run, not typed.
TYPED_TESTS = tuple(
    f"tests/{name}"
    for name in (
        "servers",
        "adapters",
        "faults",
        "browser",
        "flow",
        "web",
        "insights",
        "cadences",
        "accounts",
        "cli",
        "people",
        "records",
        "upgrades",
        "world.py",
    )
)

CHECKS = (
    Check("lint", ("ruff", "check", "--quiet", "--output-format=concise", "."), "make fix mends most of it"),
    Check("formatting", ("ruff", "format", "--check", "--quiet", "."), "make fix"),
    Check("imports", ("lint-imports", "--no-logo"), "see docs/adr/0001 for which room may import which"),
    Check(
        "types", ("mypy", "src", "scripts", "bench", *TYPED_TESTS), "no ignores without a reason beside them"
    ),
)


@dataclass(frozen=True, slots=True)
class Result:
    check: Check
    passed: bool
    output: str
    seconds: float


def run(checks: Sequence[Check] = CHECKS) -> list[Result]:
    """Runs the checks two at a time; prints what each that failed has to say."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(_run, checks))
    for result in results:
        if not result.passed:
            print(
                f"\n{result.check.name} found something ({result.check.mend}):\n{_shortened(result.output)}"
            )
    return results


def _run(check: Check) -> Result:
    started = time.monotonic()
    done = subprocess.run(
        [str(BIN / check.command[0]), *check.command[1:]],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Result(check, done.returncode == 0, done.stdout.strip(), time.monotonic() - started)


def _shortened(output: str) -> str:
    lines = output.splitlines()
    left = len(lines) - MOST_LINES
    return output if left <= 0 else "\n".join([*lines[:MOST_LINES], f"… and {left} more lines"])


def main() -> int:
    results = run()
    print("\n".join(sizes.table(sizes.measure())))
    for result in results:
        print(f"{'ok    ' if result.passed else 'FAILED'}  {result.check.name:<12} {result.seconds:5.1f} s")
    return 0 if all(result.passed for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
