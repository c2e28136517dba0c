"""The programs that the tests need beside Python: which are here, and how the rest is brought in.

    python scripts/parts.py         install what is missing, as far as that works without asking
    python scripts/parts.py --look  only say what is missing

Debian's package manager is used as root, or through sudo where that needs no password; on macOS Homebrew.
Nothing that is installed here starts by itself, now or at the next boot: the tests start their own servers.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.servers import chromium, mail, postgres

POLICY = Path("/usr/sbin/policy-rc.d")


@dataclass(frozen=True, slots=True)
class Part:
    """Something the tests need; where its programs come from, and what it is that would start by itself."""

    name: str
    debian: tuple[str, ...]
    brew: tuple[str, ...]
    services: tuple[str, ...] = ()


POSTGRESQL = Part("PostgreSQL", ("postgresql",), ("postgresql@17",), ("postgresql",))
MAIL = Part(
    "the mail servers",
    ("postfix", "dovecot-imapd", "dovecot-lmtpd"),
    (),
    ("postfix", "dovecot"),
)
CHROMIUM = Part(
    "Chromium", ("chromium", "fonts-noto-color-emoji", "fonts-inter"), ("--cask", "google-chrome")
)


def missing() -> dict[Part, str]:
    """What cannot be tested on this machine, each with the reason in one sentence."""
    reasons = {
        POSTGRESQL: "" if postgres.programs() else "PostgreSQL's server programs are not installed.",
        MAIL: "" if mail_programs_are_here() and as_root() is not None else mail.missing(),
        CHROMIUM: chromium.missing(),
    }
    return {part: reason for part, reason in reasons.items() if reason}


def bring_in() -> dict[Part, str]:
    """Installs what is missing where that needs no question; returns what is still missing."""
    absent = list(missing())
    if mail_programs_are_here() and MAIL in absent:
        # Something else is in the way than what could be installed.
        absent.remove(MAIL)
    if absent and shutil.which("apt-get"):
        _with_apt(absent)
    elif absent and sys.platform == "darwin" and shutil.which("brew"):
        _with_brew(absent)
    return missing()


def advice(part: Part) -> str:
    """One line: the command that installs `part`, or "" where none does."""
    if shutil.which("apt-get"):
        return f"sudo apt-get install --no-install-recommends {' '.join(part.debian)}"
    if sys.platform == "darwin":
        return f"brew install {' '.join(part.brew)}" if part.brew else ""
    return f"install {part.name} with your system's package manager"


def as_root() -> list[str] | None:
    """What to put before a command so that it runs as root without a question; None where that cannot be."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        tried = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
        return ["sudo", "-n"] if tried.returncode == 0 else None
    return None


def mail_programs_are_here() -> bool:
    if sys.platform == "darwin":
        return False
    return all(shutil.which(name, path="/usr/sbin:/usr/bin") for name in ("postfix", "dovecot", "doveadm"))


def _with_apt(parts: Sequence[Part]) -> None:
    root = as_root()
    if root is None:
        return
    packages = [package for part in parts for package in part.debian]
    print(f"Installing {', '.join(packages)} for the tests …", flush=True)
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300", "-qq"]
    _quietly([*apt, "update"])
    if MAIL in parts:
        # Else Postfix's installation would set this machine up as a mail host.
        choice = b"postfix postfix/main_mailer_type select Local only\n"
        subprocess.run([*root, "debconf-set-selections"], input=choice, check=False)
    with _nothing_starts(root):
        _quietly([*apt, "install", "-y", "--no-install-recommends", *packages])
    if Path("/run/systemd/system").is_dir():
        services = [service for part in parts for service in part.services]
        _quietly([*root, "systemctl", "disable", *services])


@contextmanager
def _nothing_starts(root: list[str]) -> Iterator[None]:
    """While packages are installed, Debian asks this file whether their services may start: they may not."""
    if POLICY.exists():
        yield
        return
    with tempfile.NamedTemporaryFile("w", suffix="-policy") as draft:
        draft.write("#!/bin/sh\nexit 101\n")
        draft.flush()
        subprocess.run([*root, "install", "-m", "755", draft.name, str(POLICY)], check=True)
    try:
        yield
    finally:
        subprocess.run([*root, "rm", "-f", str(POLICY)], check=True)


def _with_brew(parts: Sequence[Part]) -> None:
    for part in parts:
        if part.brew:
            print(f"Installing {part.name} for the tests …", flush=True)
            _quietly(["brew", "install", "--quiet", *part.brew])


def _quietly(command: Sequence[str]) -> None:
    """Runs it, and shows what it said only when it failed; what is still missing is reported later."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        print(done.stdout[-2000:], file=sys.stderr)


def report(absent: dict[Part, str]) -> None:
    for part, reason in absent.items():
        command = advice(part)
        print(f"Cannot test {part.name}: {reason}" + (f"\n    {command}" if command else ""))


if __name__ == "__main__":
    report(missing() if "--look" in sys.argv[1:] else bring_in())
