"""What every test stands on: a data folder of its own, no way out to the network, real servers on demand.

Tests sort themselves into parts by what they need, so that `scripts/test.py` can run each part on the right
database: `servers` and `browser` are marks that a test carries; `database` is added here to every test that
asks for one.
"""

import atexit
import os
import shutil
import sys
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import pytest
from django.conf import settings

from tests.servers import chromium, guard
from tests.servers import mail as mail_module
from tests.servers.mail import MailServers, mail_servers
from tests.servers.postgres import PostgresServer, postgres_server, programs

# Before Django reads its settings, and in every process of a parallel run: tests never see the user's data.
_DATA_DIR = Path(tempfile.mkdtemp(prefix="twelfth-test-data-"))
atexit.register(shutil.rmtree, _DATA_DIR, ignore_errors=True)

_SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "twelfth.config.django",
    "DATA_DIR": str(_DATA_DIR),
    "DATABASE_URL": os.environ.get("TWELFTH_TEST_DATABASE_URL", ""),
    "PUBLIC_URL": "http://localhost:8012",
    "SECRET_KEY": "only-for-tests-" + "0" * 40,
    "CREDENTIALS_KEY": "dGVzdHMtdXNlLXRoaXMta2V5LW9mLTMyLWJ5dGVzISE=",
}
for _name in [*_SETTINGS, "HOST", "PORT", "MAIL_CA_FILE", "TRUSTED_PROXIES", "LOG_LEVEL"]:
    os.environ.pop(_name, None)
    os.environ.pop(f"{_name}_FILE", None)
os.environ.update({name: value for name, value in _SETTINGS.items() if value})

_DATABASE_FIXTURES = frozenset(
    {"db", "transactional_db", "django_db_reset_sequences", "django_db_serialized_rollback"}
)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "database: asks for the database (added by itself)")
    config.addinivalue_line("markers", "sqlite_only: what it shows exists on SQLite alone")
    config.addinivalue_line("markers", "postgresql_only: what it shows exists on PostgreSQL alone")
    guard.close_the_way_out()
    # pytest-django looked for the settings before this file named them; now it finds them and takes over.
    django.setup()
    _keep_the_test_database_in_a_file()
    _let_tests_empty_the_events()
    if config.getoption("numprocesses", None):
        # The processes of a parallel run inherit this. With the name of the settings in it, pytest-django would load
        # them before this file gives each its own folder, and all would write their static files into one.
        del os.environ["DJANGO_SETTINGS_MODULE"]


def _keep_the_test_database_in_a_file() -> None:
    """SQLite as users have it: a file with a write-ahead log, which threads and other processes can open.

    Django's own choice for tests, a database in memory, locks whole tables between threads and fails at once.
    Nothing has to survive a power cut here, so writes are not waited for.
    """
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(_DATA_DIR / "test.sqlite3")
        options = database["OPTIONS"]
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")


def _let_tests_empty_the_events() -> None:
    """After a test with transactions of its own Django empties every table, on SQLite by DELETE: the guard of the
    events is taken off for that and put on again. (PostgreSQL's TRUNCATE is not held up by it.)"""
    from django.db import connection

    from twelfth.accounts.append_only import guarding, unguarding

    if connection.vendor != "sqlite":
        return
    operations = connection.ops
    flush = operations.sql_flush

    def sql_flush(*arguments: Any, **how: Any) -> list[str]:
        return [*unguarding("sqlite"), *flush(*arguments, **how), *guarding("sqlite")]

    operations.sql_flush = sql_flush  # type: ignore[method-assign]  # in tests alone


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    # The processes of a parallel run end without coming to what atexit holds.
    shutil.rmtree(_DATA_DIR, ignore_errors=True)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        fixtures = frozenset(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or fixtures & _DATABASE_FIXTURES:
            item.add_marker("database")
    other = "sqlite_only" if os.environ.get("DATABASE_URL") else "postgresql_only"
    dropped = [item for item in items if item.get_closest_marker(other)]
    if dropped:
        config.hook.pytest_deselected(items=dropped)
        items[:] = [item for item in items if not item.get_closest_marker(other)]


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark, missing in (("servers", mail_module.missing), ("browser", chromium.missing)):
        if item.get_closest_marker(mark) and (reason := missing()):
            _do_without(reason)


def _do_without(reason: str) -> None:
    """A test whose part is missing is skipped and says why; with CI=true it fails."""
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(f"This cannot be tested here: {reason}", pytrace=False)
    pytest.skip(f"not tested here: {reason}")


@pytest.fixture(autouse=True)
def _plans_forgotten() -> Iterator[None]:
    """A process remembers versions of plans; the next test may use their numbers for others."""
    yield
    if "twelfth.flow.plan_facts" in sys.modules:
        sys.modules["twelfth.flow.plan_facts"].forget_plans()


@pytest.fixture(autouse=True)
def _no_way_out() -> Iterator[None]:
    """Fails a test that tried to leave this machine, even where the code tested swallowed the refusal."""
    guard.forget()
    yield
    tried = guard.forget()
    assert not tried, (
        f"This test tried to reach {', '.join(tried)}. Tests talk to this machine alone: use a fake."
    )


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The data folder that the settings of this run name."""
    return _DATA_DIR


@pytest.fixture(scope="session")
def mail() -> Iterator[MailServers]:
    """Postfix and Dovecot, started once. Use another user name in each test, and carry the mark `servers`."""
    with mail_servers() as servers:
        yield servers


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server beside the run's own database, for whole installations. Use another database in each test."""
    if programs() is None:
        _do_without("PostgreSQL is not installed.")
    with postgres_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest) -> str:
    """The value for DATABASE_URL of an installation with an empty database: each test runs on both kinds."""
    if request.param == "sqlite":
        return ""
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.create(f"empty_{uuid.uuid4().hex}")


@pytest.fixture(scope="session")
def faults_are_long() -> bool:
    """True under `make faults`: tests marked `faults` then try many more moments."""
    return os.environ.get("TWELFTH_FAULTS") == "long"
