"""Keeps a small database as this version makes it, so that every later version can show that it takes it over whole.

    python -m tests.upgrades.make NAME      writes tests/upgrades/NAME: sqlite.sql, postgresql.sql and what is in each

Run it once, with the code of the version to be kept (the first was made with commit c393ac7), and never again: what lies
in tests/upgrades/NAME is what users have. Everybody in it is invented.
"""

import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

#: The key that opens the mailbox's password in a kept database.
CREDENTIALS_KEY = "dGVzdHMtdXNlLXRoaXMta2V5LW9mLTMyLWJ5dGVzISE="


def main(name: str) -> None:
    from tests.servers.postgres import postgres_server

    folder = HERE / name
    folder.mkdir()
    with tempfile.TemporaryDirectory() as place:
        _make(folder / "sqlite.json", Path(place), "")
        with closing(sqlite3.connect(Path(place) / "twelfth.sqlite3")) as connection:
            (folder / "sqlite.sql").write_text("\n".join([*connection.iterdump(), ""]), encoding="utf-8")
    with tempfile.TemporaryDirectory() as place, postgres_server() as server:
        url = server.create("kept")
        _make(folder / "postgresql.json", Path(place), url)
        dumped = subprocess.run(
            ["pg_dump", "--inserts", "--no-owner", "--no-privileges", f"--dbname={url}"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        (folder / "postgresql.sql").write_text(_for_any_server(dumped), encoding="utf-8")


def _make(seen: Path, place: Path, url: str) -> None:
    """A fresh installation in `place`, filled; what is in it goes to `seen`."""
    environment = {
        **os.environ,
        "DATA_DIR": str(place),
        "DATABASE_URL": url,
        "CREDENTIALS_KEY": CREDENTIALS_KEY,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    for command in (["-m", "twelfth", "prepare"], ["-c", "from tests.upgrades.life import live; live()"]):
        subprocess.run([sys.executable, *command], env=environment, cwd=ROOT, check=True)
    told = subprocess.run(
        [sys.executable, "-m", "tests.upgrades.seen"],
        env=environment,
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    seen.write_text(told.stdout + "\n", encoding="utf-8")


def _for_any_server(dumped: str) -> str:
    """Without what only psql or one version of the server understands, and without remarks."""
    ours = re.sub(
        r"^(SET \w+ = |SELECT pg_catalog\.set_config|-- |--$|\\).*\n", "", dumped, flags=re.MULTILINE
    )
    return re.sub(r";\n{2,}", ";\n", ours).strip() + "\n"


if __name__ == "__main__":
    main(sys.argv[1])
