"""`make bench`: pages at scale and the import, on SQLite and on PostgreSQL. `make bench ARGS="--size 20000"` for less.

Data is kept under .cache/bench and used again.
"""

import argparse
import os
import platform
import subprocess
import sys
from pathlib import Path

CACHE = Path(".cache/bench").absolute()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--size", type=int, default=100_000, help="people; five touches each")
    parser.add_argument("--on", choices=("sqlite", "postgresql"), help="only this database, in this process")
    options = parser.parse_args()
    CACHE.mkdir(parents=True, exist_ok=True)
    if options.on:
        run(options.size)
        return
    load = os.getloadavg()[0]
    print(
        f"{platform.machine()}, {os.cpu_count()} processors with a load of {load:.1f}, Python {platform.python_version()}"
    )
    environment = dict(os.environ, DATA_DIR=str(CACHE / "sqlite"), DATABASE_URL="")
    call = [sys.executable, "-m", "bench", "--size", str(options.size), "--on"]
    subprocess.run([*call, "sqlite"], env=environment, check=True)
    from tests.servers.postgres import postgres_server

    with postgres_server() as server:
        environment |= {"DATABASE_URL": server.create("bench"), "DATA_DIR": str(CACHE / "postgresql")}
        subprocess.run([*call, "postgresql"], env=environment, check=True)


def run(size: int) -> None:
    from twelfth.cli.process import django, prepare, settle

    django()
    prepare()
    settle()
    from django.conf import settings

    settings.ALLOWED_HOSTS.append("testserver")
    from bench import bulk
    from bench.importing import rows_a_second
    from bench.pages import measure

    kind = "SQLite" if settings.TWELFTH.database_url.is_sqlite else "PostgreSQL"
    print(f"\n{kind}, {size:,} people, {size * 5:,} touches".replace(",", " "))
    print(f"{'':34}{'median':>10}{'p95':>10}{'own p95':>10}")
    for what, median, p95, own in measure(size):
        print(f"{what:34}{median:8.1f} ms{p95:7.1f} ms{own:7.1f} ms")
    print(f"{'import, 20 000 HubSpot rows':34}{rows_a_second(20_000):8.0f} rows/s")
    for what, rows, rate in bulk.rows_a_second(size):
        print(f"{f'bulk: {what}, {rows} rows':34}{rate:8.0f} rows/s")
    print(f"{'most memory':34}{bulk.peak():8} MB")


if __name__ == "__main__":
    main()
