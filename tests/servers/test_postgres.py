"""The PostgreSQL server does what the tests on it rely on."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.servers import postgres
from tests.servers.postgres import PostgresServer, postgres_server

pytestmark = pytest.mark.skipif(postgres.programs() is None, reason="PostgreSQL is not installed")


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with postgres_server() as running:
        yield running


def test_it_sorts_and_lowers_every_script(server: PostgresServer) -> None:
    with psycopg.connect(server.create("letters")) as connection:
        row = connection.execute("SELECT lower('ÄÉŁ'), current_setting('server_encoding')").fetchone()
    assert row == ("äéł", "UTF8")


@pytest.mark.parametrize("end", [PostgresServer.stop, PostgresServer.kill])
def test_it_goes_and_comes_back_with_its_tables(server: PostgresServer, end: object) -> None:
    assert callable(end)
    name = f"kept_by_{getattr(end, '__name__', '')}"
    with psycopg.connect(server.create(name), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (number integer)")
        end(server)
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.url())
    server.start()
    with psycopg.connect(server.url(name)) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)


def test_it_is_gone_after_the_block() -> None:
    with postgres_server() as passing:
        url, folder = passing.url(), passing.folder
        psycopg.connect(url).close()
    assert not folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)
