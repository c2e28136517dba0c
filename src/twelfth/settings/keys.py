"""The two keys that must not lie in the database, each from the environment or from a file in the data folder.

SECRET_KEY signs sessions and links. CREDENTIALS_KEY encrypts mailbox passwords and tokens at rest; without it they
cannot be read, so a backup without this key has to be given the passwords again (doctor and restore say so). It may
be several keys, separated by commas or line ends: the first locks, each unlocks. That is how a key is replaced
(docs/how-to/connect-a-mailbox.md).
"""

import fcntl
import os
import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from twelfth.settings.env import SettingRefused

SECRET_KEY = "SECRET_KEY"  # noqa: S105 (the name of the setting, not a secret)
CREDENTIALS_KEY = "CREDENTIALS_KEY"


class CredentialsUnreadable(Exception):
    """This password was encrypted with another key. Put the old key back, or enter the password again."""


def key_file(data_dir: Path, name: str) -> Path:
    """Where the key lies when the environment does not give it."""
    return data_dir / "keys" / name.lower().replace("_", "-")


def is_from_environment(name: str) -> bool:
    return name in os.environ or f"{name}_FILE" in os.environ


def secret_key(data_dir: Path) -> str:
    """Django's SECRET_KEY; made on first use when nobody gave one."""
    return _given(SECRET_KEY) or _from_file(key_file(data_dir, SECRET_KEY), secrets.token_urlsafe(50))


def vault(data_dir: Path) -> "Vault":
    """The vault for mailbox passwords; its key is made on first use when nobody gave one.

    Raises SettingRefused when a key is no Fernet key.
    """
    return _vault(credentials_keys(data_dir))


def credentials_keys(data_dir: Path) -> tuple[str, ...]:
    """All keys of CREDENTIALS_KEY, at least one; the first locks."""
    text = _given(CREDENTIALS_KEY) or _from_file(key_file(data_dir, CREDENTIALS_KEY), new_credentials_key())
    return tuple(key for key in re.split(r"[,\s]+", text) if key)


def new_credentials_key() -> str:
    return Fernet.generate_key().decode()


@contextmanager
def replacing_keys(data_dir: Path) -> Iterator[None]:
    """One at a time: of two processes that each put a key in front, one's would be lost with all it locked."""
    path = key_file(data_dir, CREDENTIALS_KEY).with_suffix(".lock")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def keep_credentials_keys(data_dir: Path, credentials: Sequence[str]) -> None:
    """Write the key file anew, wholly or not at all, whenever the power goes. Call it within `replacing_keys`."""
    path = key_file(data_dir, CREDENTIALS_KEY)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        _write_new(draft, "\n".join(credentials))
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


class Vault:
    """Encrypts short secrets with the first of its keys, and reads them with each. Texts in, texts out."""

    def __init__(self, *credentials: str) -> None:
        try:
            fernets = [Fernet(key.encode()) for key in credentials]
        except ValueError as error:
            raise SettingRefused(
                f"{CREDENTIALS_KEY} is not a key: it must be 32 bytes in URL-safe base64, as Twelfth makes them; "
                "several are separated by commas.",
            ) from error
        if not fernets:
            raise SettingRefused(f"{CREDENTIALS_KEY} holds no key. Give one, or leave it unset.")
        self._first = fernets[0]
        self._all = MultiFernet(fernets)

    def lock(self, secret: str) -> str:
        return self._first.encrypt(secret.encode()).decode()

    def unlock(self, locked: str) -> str:
        """The secret. Raises CredentialsUnreadable when it was locked with another key."""
        try:
            return self._all.decrypt(locked.encode()).decode()
        except InvalidToken as error:
            raise CredentialsUnreadable(CredentialsUnreadable.__doc__) from error

    def is_current(self, locked: str) -> bool:
        """Was it locked with the first key?"""
        try:
            self._first.decrypt(locked.encode())
        except InvalidToken:
            return False
        return True


@lru_cache(maxsize=4)
def _vault(credentials: tuple[str, ...]) -> Vault:
    return Vault(*credentials)


def _given(name: str) -> str:
    if file := os.environ.get(f"{name}_FILE"):
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise SettingRefused(f"{name}_FILE names {file}, which cannot be read: {error}.") from error
    return os.environ.get(name, "")


def _from_file(path: Path, new: str) -> str:
    """The key in `path`; when there is none, `new` is written there, readable by the owner alone.

    Two processes may start at once: creating exclusively lets one win, and the other reads what it wrote.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    if not path.exists():
        _write_new(draft, new)
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="utf-8").strip()


def _write_new(path: Path, text: str) -> None:
    """A file that only its owner reads, on the disk when this returns."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
