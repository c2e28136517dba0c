"""The key of passwords and tokens: several of them, one made on first use, replaced without a moment of loss."""

import stat
from pathlib import Path

import pytest

from twelfth.settings import keys
from twelfth.settings.env import SettingRefused, read
from twelfth.settings.keys import CREDENTIALS_KEY, CredentialsUnreadable, Vault

OLD, NEW, OTHER = (keys.new_credentials_key() for _ in range(3))


@pytest.fixture(autouse=True)
def _no_key_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CREDENTIALS_KEY, raising=False)
    monkeypatch.delenv(f"{CREDENTIALS_KEY}_FILE", raising=False)


def test_the_first_locks_and_each_unlocks() -> None:
    by_old, by_both = Vault(OLD), Vault(NEW, OLD)
    locked = by_old.lock("pâss")
    assert by_both.unlock(locked) == "pâss"
    assert not by_both.is_current(locked)
    assert by_both.is_current(by_both.lock("pâss"))
    with pytest.raises(CredentialsUnreadable, match="enter the password again"):
        by_old.unlock(by_both.lock("pâss"))
    with pytest.raises(CredentialsUnreadable):
        by_both.unlock("no ciphertext")


@pytest.mark.parametrize("between", [",", ", ", "\n", "\r\n", " ,\n"])
def test_several_keys_are_given_in_one_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, between: str
) -> None:
    monkeypatch.setenv(CREDENTIALS_KEY, f"{NEW}{between}{OLD}\n")
    assert keys.credentials_keys(tmp_path) == (NEW, OLD)
    assert keys.vault(tmp_path).unlock(Vault(OLD).lock("secret")) == "secret"
    assert not keys.key_file(tmp_path, CREDENTIALS_KEY).exists()


@pytest.mark.parametrize("given", ["short", f"{NEW},short", ","], ids=["short", "one is short", "none"])
def test_what_is_no_key_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv(CREDENTIALS_KEY, given)
    with pytest.raises(SettingRefused, match=CREDENTIALS_KEY):
        keys.vault(tmp_path)


def test_a_key_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    locked = keys.vault(tmp_path).lock("secret")
    path = keys.key_file(tmp_path, CREDENTIALS_KEY)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert keys.vault(tmp_path).unlock(locked) == "secret"


def test_the_file_is_replaced_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys.vault(tmp_path)
    path = keys.key_file(tmp_path, CREDENTIALS_KEY)
    before = path.read_text()
    with keys.replacing_keys(tmp_path):
        with monkeypatch.context() as cut:
            cut.setattr(Path, "replace", _power_cut)
            with pytest.raises(KeyboardInterrupt):
                keys.keep_credentials_keys(tmp_path, (NEW, before))
        assert path.read_text() == before
        keys.keep_credentials_keys(tmp_path, (NEW, before))
    assert keys.credentials_keys(tmp_path) == (NEW, before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(file.name for file in path.parent.iterdir()) == ["credentials-key", "credentials-key.lock"]


def _power_cut(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("public_url", "given", "networks"),
    [
        ("http://localhost:8012", "", ["127.0.0.0/8", "::1/128"]),
        ("http://localhost:8012", "none", []),
        ("https://follow.example.com", "", []),
        ("https://follow.example.com", "10.1.0.0/16, fd00::/8", ["10.1.0.0/16", "fd00::/8"]),
        ("https://follow.example.com", "192.168.1.7", ["192.168.1.7/32"]),
    ],
)
def test_private_networks(public_url: str, given: str, networks: list[str]) -> None:
    settings = read({"PUBLIC_URL": public_url, "MAIL_PRIVATE_NETWORKS": given})
    assert [str(network) for network in settings.mail_private_networks] == networks


@pytest.mark.parametrize("given", ["home", "10.0.0.1/8", "10.0.0.0/33"])
def test_what_is_no_network_is_refused(given: str) -> None:
    with pytest.raises(SettingRefused, match="MAIL_PRIVATE_NETWORKS"):
        read({"MAIL_PRIVATE_NETWORKS": given})
