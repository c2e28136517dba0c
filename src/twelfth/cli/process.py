"""The processes: one supervisor for `start`, which keeps a web and a worker process alive; each also runs alone."""

import contextlib
import gc
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

from rich.console import Console

from twelfth.settings import env

console = Console(highlight=False)

#: A child that dies is started again, after a pause that grows while it keeps dying.
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
_PATIENCE = 35.0


def django() -> None:
    """Load Django for a command."""
    import django as framework

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twelfth.config.django")
    framework.setup()


def start(*, demo: bool) -> int:
    """Prepare, then run web and worker until stopped; the exit status. Raises SettingRefused."""
    settings = env.read()
    # In a child that ends again: the supervisor stays small, and Django is loaded once.
    prepared = subprocess.run(
        [sys.executable, "-c", _PREPARE], check=False, stdout=subprocess.PIPE, text=True
    )
    if prepared.returncode:
        return prepared.returncode
    *said, code = prepared.stdout.rstrip("\n").split("\n")
    for line in said:
        console.print(line)
    _announce(settings, code, demo=demo)
    return Supervisor(["web", "worker"]).run()


def web() -> None:
    """Serve with gunicorn: one process with threads. Run more of these behind a proxy to use more cores."""
    from gunicorn.app.base import BaseApplication

    settings = env.read()

    class Web(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
        def load_config(self) -> None:
            options: dict[str, Any] = {
                "bind": f"{settings.host}:{settings.port}",
                "workers": 1,
                "worker_class": "gthread",
                "threads": settings.web_threads,
                "loglevel": "warning",
                "graceful_timeout": 10,
                "timeout": 60,
                "control_socket_disable": True,
                "forwarded_allow_ips": "*" if settings.trusted_proxies else "127.0.0.1",
            }
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            # Only in the process that answers: the one that watches over it stays small.
            django()
            from django.core.wsgi import get_wsgi_application

            application = get_wsgi_application()
            settle()
            return application

    Web().run()


def settle() -> None:
    """Load the pages and their templates, then leave all that was loaded out of the garbage collector's rounds: walking
    it stopped a page for 50 to 100 ms now and then."""
    from django.template.loader import get_template
    from django.urls import get_resolver

    from twelfth import web

    get_resolver().reverse_dict.keys()  # what the first request would do
    templates = Path(web.__file__).with_name("templates")
    for page in templates.rglob("*.html"):
        get_template(page.relative_to(templates).as_posix())
    gc.collect()
    gc.freeze()


def worker() -> None:
    django()
    from twelfth.jobs.worker import Worker
    from twelfth.wiring import Wiring

    Worker(Wiring()).run()


def prepare() -> None:
    """Migrate (after a backup where there is something to lose), make the cache table, collect static files."""
    django()
    from django.core.management import call_command
    from django.db import OperationalError

    from twelfth import wiring
    from twelfth.records import backups

    settings = env.read()
    try:
        pending = backups.pending_migrations()
    except OperationalError as error:
        print(f"The database cannot be used: {error}".strip(), file=sys.stderr)  # noqa: T201 (to whoever starts it)
        print("Check DATABASE_URL, and that the server runs.", file=sys.stderr)  # noqa: T201 (as above)
        sys.exit(1)
    if pending and backups.has_tables():
        try:
            file = backups.automatic(settings, "before-upgrade", now=wiring.now())
        except backups.BackupRefused as error:
            print(f"{error} Nothing was upgraded: that waits for a backup.", file=sys.stderr)  # noqa: T201 (as above)
            sys.exit(1)
        # Beside what it prints for `start`, which reads the code of the first visit there.
        print(f"A backup was written before the upgrade: {file}", file=sys.stderr)  # noqa: T201 (as above)
    if pending:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    _keep_the_list()
    _collect_static(settings)


def _keep_the_list() -> None:
    """Who is left alone is known by hashes made with SECRET_KEY; another key must not let anybody be written to."""
    from twelfth.people.actions import hash_anew

    hash_anew()


def _collect_static(settings: env.Settings) -> None:
    """Only when something in the package changed: hashing and compressing takes longer than a start should."""
    from django.core.management import call_command

    stamp = settings.data_dir / "static.stamp"
    now = _static_state()
    if stamp.exists() and stamp.read_text() == now:
        return
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(now)


def _static_state() -> str:
    import hashlib

    import django
    import django_htmx

    own = Path(__file__).parents[1] / "web" / "static"
    files = sorted(
        (str(path.relative_to(own)), path.stat().st_size, path.stat().st_mtime_ns)
        for path in own.rglob("*")
        if path.is_file()
    )
    version = getattr(django_htmx, "__version__", "")
    return hashlib.sha256(repr((files, django.VERSION, version)).encode()).hexdigest()


def _announce(settings: env.Settings, code: str, *, demo: bool) -> None:
    address = f"http://{'localhost' if settings.host in {'127.0.0.1', '0.0.0.0'} else settings.host}:{settings.port}"  # noqa: S104 (compared, not bound)
    console.print()
    console.print("  [bold]Twelfth[/bold] is starting.")
    if code:
        where = f"{address}/welcome/{code}" + ("?demo=1" if demo else "")
        console.print(f"  First visit: [bold]{where}[/bold]", soft_wrap=True)
    else:
        console.print(f"  Open [bold]{address}[/bold]")
    console.print(f"  Data is kept in {settings.data_dir}. Stop with Ctrl-C.")
    console.print()


_PREPARE = (
    "from twelfth.cli.process import prepare; prepare();"
    "from twelfth.web.welcome.token import first_visit_token; print(first_visit_token() or '')"
)


class Supervisor:
    """Keeps children alive, passes the end on to them, and waits for theirs."""

    def __init__(self, commands: list[str]) -> None:
        self._commands = commands
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._pause = dict.fromkeys(commands, _FIRST_PAUSE)
        self._due = dict.fromkeys(commands, 0.0)
        self._stopping = False

    def run(self) -> int:
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        while not self._stopping:
            for command in self._commands:
                self._keep_alive(command)
            time.sleep(0.3)
        self._end()
        return 0

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True

    def _keep_alive(self, command: str) -> None:
        child = self._children.get(command)
        now = time.monotonic()
        if child is not None and child.poll() is None:
            if now - self._due[command] > _LONGEST_PAUSE:
                self._pause[command] = _FIRST_PAUSE
            return
        if child is not None:
            console.print(f"The {command} process ended with status {child.returncode}; it is started again.")
            del self._children[command]
            self._due[command] = now + self._pause[command]
            self._pause[command] = min(self._pause[command] * 2, _LONGEST_PAUSE)
            return
        if now >= self._due[command]:
            self._due[command] = now
            # A session of its own: Ctrl-C reaches the supervisor alone, which ends its children in order.
            self._children[command] = subprocess.Popen(
                [sys.executable, "-m", "twelfth", command], start_new_session=True
            )

    def _end(self) -> None:
        for child in self._children.values():
            with contextlib.suppress(ProcessLookupError):
                child.terminate()
        deadline = time.monotonic() + _PATIENCE
        for child in self._children.values():
            try:
                child.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
