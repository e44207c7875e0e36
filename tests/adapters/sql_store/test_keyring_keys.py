"""The data key in a keyring that keeps it in memory, and keyrings that are refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import SecretService, Windows, chainer, fail, kwallet, macOS, null
from keyring.errors import KeyringLocked, PasswordDeleteError

from posture_app.adapters.keys.keyring_keys import SERVICE, KeyringKeys, account, fit
from posture_app.adapters.sql_store.opener import SqlStores
from posture_app.app import make_program
from posture_app.cli import run
from posture_app.domain.errors import RecordProblem
from tests.adapters.sql_store.conftest import ANNA, PASSPHRASE


class InMemory(KeyringBackend):
    """A keyring for one test; it is not offered to anybody by itself."""

    priority = -1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError(username)


class Locked(InMemory):
    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("nobody is there to unlock it")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked("nobody is there to unlock it")


class ReadableFile(InMemory):
    __module__ = "keyrings.alt.file"


class PlaintextOfSomebody(InMemory):
    pass


def chain(*backends: KeyringBackend) -> chainer.ChainerBackend:
    class Chain(chainer.ChainerBackend):
        pass

    Chain.backends = list(backends)  # type: ignore[assignment]
    return Chain()


def test_a_store_is_opened_with_the_key_that_was_kept(stores: SqlStores, place: str) -> None:
    stores.make(place, PASSPHRASE, ANNA)[0].close()
    backend = InMemory()
    keeper = KeyringKeys(lambda: backend)
    assert keeper.recall(place) is None
    keeper.remember(place, stores.data_key(place, PASSPHRASE))

    kept = keeper.recall(place)
    assert kept is not None
    stores.open_with_key(place, kept, ANNA).close()
    assert keeper.forget(place)
    assert not keeper.forget(place)
    assert keeper.recall(place) is None


def test_the_servers_password_is_kept_beside_the_key_and_forgotten_with_it() -> None:
    backend = InMemory()
    keeper = KeyringKeys(lambda: backend)
    place = "postgresql://anna@server/records"
    assert keeper.recall_password(place) is None
    keeper.remember_password(place, "secret")
    keeper.remember(place, b"k" * 32)
    assert keeper.recall_password("postgresql://anna:another@server/records") == "secret"
    assert keeper.forget(place)
    assert backend.kept == {}


def test_a_key_of_other_records_opens_nothing(stores: SqlStores, place: str, tmp_path: Path) -> None:
    stores.make(place, PASSPHRASE, ANNA)[0].close()
    other = str(tmp_path / "other")
    stores.make(other, PASSPHRASE, ANNA)[0].close()
    with pytest.raises(RecordProblem, match="key_other"):
        stores.open_with_key(place, stores.data_key(other, PASSPHRASE), ANNA)


@pytest.mark.parametrize(
    ("backend", "code"),
    [
        (fail.Keyring(), "keyring_missing"),
        (null.Keyring(), "keyring_missing"),
        (ReadableFile(), "keyring_plain"),
        (PlaintextOfSomebody(), "keyring_plain"),
        (chain(), "keyring_missing"),
        (chain(fail.Keyring(), null.Keyring()), "keyring_missing"),
        (chain(null.Keyring(), ReadableFile()), "keyring_plain"),
        (Locked(), "keyring_locked"),
    ],
)
def test_what_keeps_no_secret_is_refused(backend: KeyringBackend, code: str) -> None:
    keeper = KeyringKeys(lambda: backend)
    for deed in (
        lambda: keeper.remember("records", b"k" * 32),
        lambda: keeper.recall("records"),
        lambda: keeper.forget("records"),
    ):
        with pytest.raises(RecordProblem, match=code):
            deed()


@pytest.mark.parametrize(
    "kind", [Windows.WinVaultKeyring, macOS.Keyring, SecretService.Keyring, kwallet.DBusKeyring]
)
def test_the_keyring_of_every_system_is_fit(kind: type[KeyringBackend]) -> None:
    backend = kind.__new__(kind)  # none is there that could be asked
    assert fit(backend) is backend


def test_of_a_chain_only_the_keyring_that_is_fit_is_used() -> None:
    fit, readable = InMemory(), ReadableFile()
    keeper = KeyringKeys(lambda: chain(readable, fit))
    keeper.remember("records", b"k" * 32)
    assert readable.kept == {}
    assert fit.kept
    assert keeper.name() == fit.name


def test_the_place_is_named_the_same_from_everywhere_and_without_a_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert account("records") == account(str(tmp_path / "records"))
    assert account("postgresql://anna:secret@server:5432/records") == "postgresql://anna@server:5432/records"
    assert account("postgresql:///records?host=x") == "postgresql:///records?host=x"
    assert account("postgresql://a:b@c@s/r?password=d&x=1") == "postgresql://a@s/r?x=1"


def test_what_is_no_key_counts_as_none(tmp_path: Path) -> None:
    backend = InMemory()
    backend.kept[SERVICE, account(str(tmp_path))] = "no key!"
    assert KeyringKeys(lambda: backend).recall(str(tmp_path)) is None


def test_the_desk_keeps_asks_and_forgets_and_never_shows_the_key(
    stores: SqlStores, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    place = str(tmp_path / "records")
    stores.make(place, PASSPHRASE, ANNA)[0].close()
    backend = InMemory()
    monkeypatch.setattr("posture_app.app.records.keyring", lambda: KeyringKeys(lambda: backend))
    monkeypatch.setenv("POSTURE_PASSPHRASE", PASSPHRASE)

    def keys(*action: str) -> tuple[int, str]:
        code = run(["keys", *action, "--store", place], make_program())
        return code, capfd.readouterr().out

    assert keys("status") == (0, f"Keyring: {backend.name}.\nIt keeps no key of these records.\n")
    assert keys("remember")[0] == 0
    (kept,) = backend.kept.values()
    code, told = keys("status")
    assert (code, "It keeps the key" in told, kept in told) == (0, True, False)
    assert "removed" in keys("forget")[1]
    assert backend.kept == {}
    monkeypatch.setattr("posture_app.app.records.keyring", lambda: KeyringKeys(fail.Keyring))
    assert keys("status") == (5, "")
