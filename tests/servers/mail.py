"""Real mail servers on loopback: Postfix takes mail in and hands it to Dovecot, which keeps and serves it.

    with mail_servers() as mail:
        …smtplib.SMTP_SSL(mail.host, mail.smtps_port, context=…mail.ca_file…)
        …imapclient.IMAPClient(mail.host, mail.imaps_port, ssl_context=…)

Every address @example.test has a mailbox, made when it is first used; its user name is the address, its
password "secret" until `set_password` gives it one of its own. Nothing ever leaves the machine: mail to any
other domain comes back as a bounce. TLS is signed by an authority made at start, so a client has to trust
`ca_file`.

Tokens that `oauth` issued are taken in place of a password, by XOAUTH2.

`relay_port` is where the outside world delivers (no log-in, no TLS); `deliver` uses it. Postfix starts as
root only: where it cannot, `missing()` says in one line what is in the way.
"""

import os
import shutil
import smtplib
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.servers import certificates, keeper, mail_config
from tests.servers.mail_config import DOMAIN, PASSWORD
from tests.servers.oauth import OAuthServer, oauth_server
from tests.servers.ports import listens, reserve
from tests.servers.waiting import until

_DAEMONS = (Path("/usr/lib/postfix/sbin"), Path("/usr/libexec/postfix"), Path("/usr/lib/postfix/bin"))


class MailServersMissing(Exception):
    """The mail servers cannot be started on this machine; the message says why and what to do."""


def missing() -> str:
    """What keeps the mail servers from starting here, as one sentence; "" when nothing does."""
    absent = [name for name in ("postfix", "dovecot", "doveadm") if _program(name) is None]
    if absent:
        return f"{' and '.join(absent)} are not installed (Debian: postfix, dovecot-imapd and dovecot-lmtpd)."
    if sys.platform == "darwin":
        return "the mail servers of the tests are set up for Linux only."
    if os.geteuid() != 0:
        return "Postfix starts as root only."
    return ""


def _program(name: str) -> str | None:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


@dataclass
class MailServers:
    """Both servers, running. Ports are on 127.0.0.1 and stay the same over `stop_…` and `start_…`."""

    folder: Path
    ports: mail_config.Ports
    certificates: certificates.Certificates
    owner: mail_config.Owner
    oauth: OAuthServer
    host: str = "localhost"
    domain: str = DOMAIN
    password: str = PASSWORD
    _running: "dict[str, subprocess.Popen[bytes]]" = field(default_factory=dict, repr=False)

    @property
    def smtp_port(self) -> int:
        """Submission: STARTTLS, then log-in."""
        return self.ports.smtp

    @property
    def smtps_port(self) -> int:
        """Submission with TLS from the first byte."""
        return self.ports.smtps

    @property
    def relay_port(self) -> int:
        """Where the outside world delivers: neither TLS nor log-in."""
        return self.ports.relay

    @property
    def imap_port(self) -> int:
        """IMAP that asks for STARTTLS before log-in."""
        return self.ports.imap

    @property
    def imaps_port(self) -> int:
        return self.ports.imaps

    @property
    def ca_file(self) -> Path:
        return self.certificates.ca_file

    def address(self, user: str) -> str:
        """The full address of `user`, who may be given by either."""
        return user if "@" in user else f"{user}@{self.domain}"

    def deliver(
        self, message: bytes, *, to: str | Sequence[str], sender: str = "someone@elsewhere.test"
    ) -> None:
        """Hands `message` in as the outside world would. Returns once Postfix has taken it."""
        recipients = [self.address(user) for user in ([to] if isinstance(to, str) else to)]
        with smtplib.SMTP("127.0.0.1", self.relay_port, timeout=30) as connection:
            connection.sendmail(sender, recipients, message, mail_options=["BODY=8BITMIME"])

    def messages(self, user: str, folder: str = "INBOX") -> list[bytes]:
        """All messages of a folder, oldest first, as they lie on disk (lines end in LF)."""
        box = self.folder / "mail" / self.address(user).lower()
        if folder != "INBOX":
            box /= "." + folder.replace("/", ".")
        # Maildir's file names begin with the second and microsecond of arrival.
        files = [file for part in ("new", "cur") for file in (box / part).glob("*")]
        return [file.read_bytes() for file in sorted(files, key=lambda file: _arrival(file.name))]

    def wait_for(self, user: str, count: int = 1, folder: str = "INBOX") -> list[bytes]:
        """The messages of a folder as soon as there are at least `count`.

        Raises NeverHappened when there never are.
        """
        until(lambda: len(self.messages(user, folder)) >= count, f"{count} messages in {folder} of {user}")
        return self.messages(user, folder)

    def wait_until_delivered(self) -> None:
        """Returns when Postfix has nothing more to deliver: what has not arrived by then never will."""
        until(lambda: not self._queued(), "Postfix has delivered everything")

    def _queued(self) -> list[Path]:
        stages = ("maildrop", "incoming", "active", "deferred")
        return [
            file for stage in stages for file in (self.folder / "queue" / stage).rglob("*") if file.is_file()
        ]

    def set_password(self, user: str, password: str) -> None:
        """From now on `user` logs in with `password`, and with no other."""
        path = self.folder / "passwords"
        lines = [line for line in path.read_text().splitlines() if line.split(":")[0] != self.address(user)]
        stamp = path.stat().st_mtime_ns
        path.write_text(
            "".join(f"{line}\n" for line in [*lines, f"{self.address(user)}:{{PLAIN}}{password}"])
        )
        # Dovecot reads the file again when its second of change differs, and looks at that once a second.
        os.utime(path, ns=(stamp + 10**9, stamp + 10**9))
        until(lambda: self._admits(user, password), f"Dovecot knows the new password of {user}")

    def _admits(self, user: str, password: str) -> bool:
        program = _program("doveadm") or "doveadm"
        config = str(self.folder / "dovecot.conf")
        command = [program, "-c", config, "auth", "test", self.address(user), password]
        return subprocess.run(command, capture_output=True, check=False, cwd=self.folder).returncode == 0

    def start_smtp(self) -> None:
        config = str(self.folder / "postfix")
        # The daemon itself, not the script that would start it and could be ended without it.
        subprocess.run([_program("postfix") or "postfix", "-c", config, "check"], check=True)
        self._start("postfix", str(_daemons() / "master"), "-c", config, "-s")
        until(
            lambda: self._listens("postfix", self.ports.smtp, self.ports.smtps, self.ports.relay),
            "Postfix listens",
        )

    def stop_smtp(self) -> None:
        """Ends Postfix as an operator would; what it has taken stays in its queue."""
        self._stop("postfix")

    def family(self, name: str) -> list[psutil.Process]:
        """All processes that belong to "postfix" or "dovecot" now."""
        return _descendants(self._running[name].pid)

    def start_imap(self) -> None:
        self._start(
            "dovecot", _program("dovecot") or "dovecot", "-F", "-c", str(self.folder / "dovecot.conf")
        )
        until(
            lambda: self._listens("dovecot", self.ports.imap, self.ports.imaps, self.ports.lmtp),
            "Dovecot listens",
        )
        self._forget_the_old_auth()

    def _forget_the_old_auth(self) -> None:
        """Postfix's processes that still hold a connection to the Dovecot before would turn the next log-in away, for
        now ("connection lost to authentication server"). Its master starts others."""
        if "postfix" not in self._running:
            return
        for process in self.family("postfix"):
            with suppress(psutil.NoSuchProcess):
                if process.name() == "smtpd":
                    process.terminate()

    def stop_imap(self) -> None:
        """Ends Dovecot and every connection to it; mail waits in Postfix's queue meanwhile."""
        self._stop("dovecot")

    def _start(self, name: str, *command: str) -> None:
        with (self.folder / f"{name}.out").open("ab") as out:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                cwd=self.folder,
                start_new_session=True,
            )
        self._running[name] = process
        keeper.note(self.folder, process.pid)

    def _listens(self, name: str, *ports: int) -> bool:
        if self._running[name].poll() is not None:
            raise RuntimeError(f"{name} did not start:\n{self._log(name)}")
        return all(listens(port) for port in ports)

    def _log(self, name: str) -> str:
        files = (self.folder / f"{name}.out", self.folder / f"{name}.log")
        return "\n".join(file.read_text(errors="replace") for file in files if file.exists())

    def _stop(self, name: str) -> None:
        """Ends a server with all its processes.

        Dovecot's auth process would else outlive its master for as long as Postfix holds a connection to it,
        and answer Postfix from what it remembers.
        """
        process = self._running.pop(name, None)
        if process is None:
            return
        family = _descendants(process.pid)
        process.terminate()
        process.wait(timeout=60)
        keeper.forget(self.folder, process.pid)
        for member in family:
            with suppress(psutil.NoSuchProcess):
                member.terminate()
        until(lambda: not any(_lives(member) for member in family), f"All of {name} has ended")
        for member in family:
            keeper.forget(self.folder, member.pid)


def _descendants(pid: int) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def _lives(process: psutil.Process) -> bool:
    # A dead one stays in the table as a zombie where nobody collects orphans, as in many containers.
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _arrival(file_name: str) -> tuple[int, int]:
    """Seconds and microseconds out of `1700000000.M123456P789.host,S=…`."""
    second, _, rest = file_name.partition(".")
    microsecond = rest.removeprefix("M").partition("P")[0]
    return int(second), int(microsecond)


@contextmanager
def mail_servers() -> Iterator[MailServers]:
    """Fresh servers with empty mailboxes for as long as the block lasts.

    Raises MailServersMissing where they cannot be started.
    """
    if reason := missing():
        raise MailServersMissing(f"The mail servers cannot be started: {reason}")
    # Not pytest's own folder: the accounts behind the servers have to be able to walk down to it.
    folder = Path(tempfile.mkdtemp(prefix="twelfth-mail-"))
    with keeper.kept(folder), oauth_server() as oauth:
        servers = _prepare(folder, oauth)
        try:
            servers.start_imap()
            servers.start_smtp()
            yield servers
        finally:
            servers.stop_smtp()
            servers.stop_imap()


def _prepare(folder: Path, oauth: OAuthServer) -> MailServers:
    folder.chmod(0o755)
    # A number that no account has: nobody's files can be touched, and no account has to be made.
    owner = mail_config.Owner(uid=61_912, gid=61_912)
    names = ("smtp", "smtps", "relay", "imap", "imaps", "lmtp", "auth", "elsewhere")
    ports = mail_config.Ports(**{name: reserve() for name in names}, oauth=oauth.port)
    made = certificates.make(folder)
    for name in ("postfix", "queue", "data", "mail", "run"):
        (folder / name).mkdir()
    os.chown(folder / "mail", owner.uid, owner.gid)
    shutil.chown(folder / "data", "postfix")
    (folder / "passwords").write_text("")
    (folder / "postfix/main.cf").write_text(mail_config.postfix_main(folder, ports, made, str(_daemons())))
    (folder / "postfix/master.cf").write_text(mail_config.postfix_master(ports))
    text = mail_config.dovecot(folder, ports, made, owner, _dovecot_version())
    (folder / "dovecot.conf").write_text(text)
    (folder / "dovecot-oauth2.conf").write_text(mail_config.dovecot_oauth2(ports))
    return MailServers(folder, ports, made, owner, oauth)


def _daemons() -> Path:
    found = next((place for place in _DAEMONS if (place / "master").exists()), None)
    if found is None:
        raise MailServersMissing(f"Postfix's daemons are in none of {', '.join(map(str, _DAEMONS))}.")
    return found


def _dovecot_version() -> tuple[int, int]:
    program = _program("dovecot") or "dovecot"
    shown = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    major, minor = shown.split()[0].split(".")[:2]
    return int(major), int(minor)
