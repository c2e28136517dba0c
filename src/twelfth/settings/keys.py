"""The two keys that must not lie in the database, each from the environment or from a file in the data folder.

SECRET_KEY signs sessions and links. CREDENTIALS_KEY encrypts mailbox passwords at rest; without it they cannot be
read, so a backup without this key has to be given the passwords again (doctor and restore say so).
"""

import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

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

    Raises SettingRefused when the key is no Fernet key.
    """
    new = Fernet.generate_key().decode()
    return _vault(_given(CREDENTIALS_KEY) or _from_file(key_file(data_dir, CREDENTIALS_KEY), new))


class Vault:
    """Encrypts and reads short secrets with one key. Texts in, texts out."""

    def __init__(self, key: str) -> None:
        try:
            self._fernet = Fernet(key.encode())
        except ValueError as error:
            raise SettingRefused(
                f"{CREDENTIALS_KEY} is not a key: it must be 32 bytes in URL-safe base64, as Twelfth makes them.",
            ) from error

    def lock(self, secret: str) -> str:
        return self._fernet.encrypt(secret.encode()).decode()

    def unlock(self, locked: str) -> str:
        """The secret. Raises CredentialsUnreadable when it was locked with another key."""
        try:
            return self._fernet.decrypt(locked.encode()).decode()
        except InvalidToken as error:
            raise CredentialsUnreadable(CredentialsUnreadable.__doc__) from error


@lru_cache(maxsize=4)
def _vault(key: str) -> Vault:
    return Vault(key)


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
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(new)
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="utf-8").strip()
