"""What the operator decides, read from the environment once, typed, and refused loudly when it is nonsense.

Every variable NAME may be given as NAME_FILE instead: then the file's content, stripped, is the value.
Each is documented under its own heading in docs/reference/settings.md (a test compares the two).
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

Network = IPv4Network | IPv6Network

_LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class SettingRefused(Exception):
    """A setting cannot be used; the message names it, what is wrong, and what would be right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """Where the tables are: one SQLite file, or a PostgreSQL server."""

    engine: str
    name: str
    host: str = ""
    port: int | None = None
    user: str = ""
    password: str = ""
    options: tuple[tuple[str, str], ...] = ()

    @property
    def is_sqlite(self) -> bool:
        return self.engine == "sqlite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings; the field names are the variables' names in lower case."""

    data_dir: Path
    database_url: Database
    public_url: str
    host: str
    port: int
    web_threads: int
    log_level: str
    mail_ca_file: Path | None
    mail_private_networks: tuple[Network, ...]
    backups_kept: int
    trusted_proxies: int

    @property
    def public_host(self) -> str:
        return urlsplit(self.public_url).hostname or "localhost"

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def backup_dir(self) -> Path:
        return self.data_dir / "backups"


def read(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings from `environ` (the process's own when None).

    Raises SettingRefused on the first value that cannot be used.
    """
    env = _Environment(os.environ if environ is None else environ)
    data_dir = Path(env.text("DATA_DIR", "data")).expanduser().absolute()
    port = env.integer("PORT", 8012, lowest=1, highest=65535)
    host = env.text("HOST", "127.0.0.1")
    public_url = _public_url(env.text("PUBLIC_URL", f"http://localhost:{port}"))
    return Settings(
        data_dir=data_dir,
        database_url=_database(env.text("DATABASE_URL", ""), data_dir),
        public_url=public_url,
        host=host,
        port=port,
        web_threads=env.integer("WEB_THREADS", 4, lowest=1, highest=64),
        log_level=env.choice("LOG_LEVEL", "INFO", _LOG_LEVELS),
        mail_ca_file=env.existing_file("MAIL_CA_FILE"),
        mail_private_networks=_private_networks(env.text("MAIL_PRIVATE_NETWORKS", ""), public_url),
        backups_kept=env.integer("BACKUPS_KEPT", 10, lowest=1, highest=1000),
        trusted_proxies=env.integer("TRUSTED_PROXIES", 0, lowest=0, highest=10),
    )


class _Environment:
    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def text(self, name: str, default: str) -> str:
        value, file = self._environ.get(name), self._environ.get(f"{name}_FILE")
        if value is not None and file is not None:
            raise SettingRefused(f"{name} and {name}_FILE are both set; keep one of them.")
        if file is not None:
            try:
                value = Path(file).read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                raise SettingRefused(f"{name}_FILE names {file}, which cannot be read: {error}.") from error
        return default if value is None or value == "" else value

    def integer(self, name: str, default: int, *, lowest: int, highest: int) -> int:
        text = self.text(name, str(default))
        if not text.isascii() or not text.isdigit() or not lowest <= int(text) <= highest:
            raise SettingRefused(f"{name} is {text!r}; give a whole number from {lowest} to {highest}.")
        return int(text)

    def choice(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        text = self.text(name, default).upper()
        if text not in allowed:
            raise SettingRefused(f"{name} is {text!r}; give one of {', '.join(allowed)}.")
        return text

    def existing_file(self, name: str) -> Path | None:
        text = self.text(name, "")
        if not text:
            return None
        path = Path(text).expanduser()
        if not path.is_file():
            raise SettingRefused(f"{name} names {text}, which is not a file.")
        return path


def _public_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise SettingRefused(
            f"PUBLIC_URL is {text!r}; give the address at which others reach Twelfth, "
            "such as https://follow.example.com.",
        )
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise SettingRefused(f"PUBLIC_URL is {text!r}; leave out everything after the host and port.")
    return f"{parts.scheme}://{parts.netloc}"


def _private_networks(text: str, public_url: str) -> tuple[Network, ...]:
    """Where nobody but this machine's own user reaches Twelfth, mailboxes may be on this machine, as Proton Mail
    Bridge is. Elsewhere members could look around in the operator's network by typing names of servers."""
    if not text and urlsplit(public_url).hostname in {"localhost", "127.0.0.1", "::1"}:
        text = "127.0.0.0/8, ::1/128"
    if text.strip().lower() == "none":
        return ()
    try:
        return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())
    except ValueError as error:
        raise SettingRefused(
            f"MAIL_PRIVATE_NETWORKS holds something that is no network ({error}); give networks separated by commas, "
            "such as 10.0.0.0/8, or none.",
        ) from error


def _database(text: str, data_dir: Path) -> Database:
    if not text:
        return Database(engine="sqlite", name=str(data_dir / "twelfth.sqlite3"))
    parts = urlsplit(text)
    if parts.scheme == "sqlite":
        path = unquote(parts.path)
        if not path.strip("/"):
            raise SettingRefused("DATABASE_URL names no file; give sqlite:////absolute/path/twelfth.sqlite3.")
        return Database(engine="sqlite", name=path[1:] if path.startswith("//") else path)
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgresql(parts)
    raise SettingRefused(
        "DATABASE_URL starts with neither postgresql:// nor sqlite://; leave it unset for a SQLite file in DATA_DIR.",
    )


def _postgresql(parts: SplitResult) -> Database:
    try:
        port = parts.port
    except ValueError as error:
        raise SettingRefused("DATABASE_URL has a port that is not a number.") from error
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise SettingRefused("DATABASE_URL names no database; end it with /twelfth, for example.")
    options = tuple(tuple(pair.split("=", 1)) for pair in parts.query.split("&") if "=" in pair)
    return Database(
        engine="postgresql",
        name=name,
        host=unquote(parts.hostname or ""),
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        options=tuple((key, unquote(value)) for key, value in options),
    )
