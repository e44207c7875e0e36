"""Making, opening, and restoring stores, wherever they are."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from posture_app.adapters.keys.passphrases import DEFAULT_STRETCHING, Stretching
from posture_app.adapters.sql_store.engine import explained, file_engine, server_engine
from posture_app.adapters.sql_store.folder import Folder
from posture_app.adapters.sql_store.keys import KeyCase, Keys
from posture_app.adapters.sql_store.schema import bring_up_to_date, make_tables
from posture_app.adapters.sql_store.server import Server, read_case, write_case
from posture_app.adapters.sql_store.store import Backing, SqlStore
from posture_app.adapters.sql_store.withdrawals import withdrawn_in
from posture_app.domain.errors import RecordDamaged, RecordProblem, WrongPassphrase
from posture_app.domain.records import Deed
from posture_app.services.records.backups import KEPT_BACKUPS, failed_backup, made_at
from posture_app.services.records.places import is_server

if TYPE_CHECKING:
    from posture_app.domain.records import Actor


@dataclass(frozen=True, slots=True)
class SqlStores:
    """Makes and opens stores; implements `services.records.store.StoreOpener`.

    `dumps` is the folder for a server's backups; `stretching` is for what is wrapped from now on; opening
    makes a backup when the newest is older than `backup_after_s`, None leaves that to the caller. The newest
    `backups_kept` backups stay.
    """

    dumps: Path
    now: Callable[[], float] = time.time
    stretching: Stretching = DEFAULT_STRETCHING
    backup_after_s: float | None = None
    backups_kept: int = KEPT_BACKUPS

    def is_empty(self, place: str) -> bool:
        """Tell whether records can be made at a place, False where there are some."""
        with explained():
            if not is_server(place):
                return not self._folder(place).exists()
            try:
                self._case(place)
            except RecordProblem as problem:
                if problem.code != "no_store":
                    raise
                return True
        return False

    def make(self, place: str, passphrase: str, actor: Actor) -> tuple[SqlStore, str]:
        """Make a new store; give it and its recovery code, which is kept nowhere."""
        case, data_key, code = KeyCase.made(passphrase, self.stretching)
        keys = Keys(data_key)
        with explained():
            backing = (
                self._made_on_server(place, case, keys)
                if is_server(place)
                else _made(self._folder(place), case, keys)
            )
        store = SqlStore(backing, keys, self.now)
        store.note(Deed.STORE_MADE, actor)
        return store, code

    def open(self, place: str, passphrase: str, actor: Actor) -> SqlStore:
        """Open a store by its passphrase or its recovery code."""
        with explained():
            store = self._opened(place, self._data_key(place, passphrase), actor)
        return self._backed_up(store, place, actor)

    def open_with_key(self, place: str, data_key: bytes, actor: Actor) -> SqlStore:
        """Open a store with the data key that the operating system kept."""
        with explained():
            if self._case(place).key_print != Keys(data_key).key_print:
                raise RecordProblem("key_other")
            store = self._opened(place, data_key, actor)
        return self._backed_up(store, place, actor)

    def data_key(self, place: str, passphrase: str) -> bytes:
        """Give the data key, for the operating system to keep."""
        with explained():
            return self._data_key(place, passphrase)

    def change_passphrase(self, place: str, old: str, new: str, actor: Actor) -> None:
        """Wrap the data key anew; no photograph is rewritten."""
        with explained():
            data_key = self._data_key(place, old)
            self._change_case(place, lambda case: case.with_passphrase(data_key, new, self.stretching))
            store = self._opened(place, data_key, actor)
        store.note(Deed.PASSPHRASE_CHANGED, actor)
        store.close()

    def new_recovery_code(self, place: str, passphrase: str, actor: Actor) -> str:
        """Give a new recovery code; the old one opens nothing any more."""
        with explained():
            data_key = self._data_key(place, passphrase)
            codes: list[str] = []

            def with_code(case: KeyCase) -> KeyCase:
                changed, code = case.with_recovery(data_key, self.stretching)
                codes.append(code)
                return changed

            self._change_case(place, with_code)
            store = self._opened(place, data_key, actor)
        store.note(Deed.PASSPHRASE_CHANGED, actor, detail="recovery code")
        store.close()
        return codes[0]

    def backups(self, place: str) -> Sequence[str]:
        """Give the names of the backups, the newest first."""
        if not is_server(place):
            return self._folder(place).backups()
        with explained():
            return self._server(place, self._case(place).key_print).backups()

    def restore(self, place: str, passphrase: str, name: str, actor: Actor) -> None:
        """Put a backup in place of the records; erased patients and withdrawn consents stay so."""
        with explained():
            data_key = self._data_key(place, passphrase)
            withdrawn = self._withdrawn(place, Keys(data_key))
            if is_server(place):
                self._server(place, Keys(data_key).key_print).restore(name)
            else:
                self._folder(place).restore(Keys(data_key), name)
            store = self._opened(place, data_key, actor)
        store.note(Deed.RESTORED, actor, detail=name)
        store.withdraw_again(withdrawn, actor)
        store.outbox.hold(datetime.fromtimestamp(self.now(), timezone.utc), actor)
        store.close()

    # --- inside ---

    def _withdrawn(self, place: str, keys: Keys) -> Mapping[str, datetime]:
        """Give what was withdrawn until now, as far as the records can still be read."""
        if is_server(place):
            return withdrawn_in(server_engine(place))
        database = self._folder(place).records
        if not database.exists() or database.stat().st_size == 0:
            return {}
        return withdrawn_in(file_engine(database, keys.database))

    def _folder(self, place: str) -> Folder:
        return Folder(Path(place), self.now, self.backups_kept)

    def _server(self, place: str, key_print: str) -> Server:
        """Give the server; the dumps of every store are kept apart, however its URL is written."""
        return Server(place, self.dumps / key_print[:16], self.now, self.backups_kept)

    def _made_on_server(self, place: str, case: KeyCase, keys: Keys) -> Backing:
        server, engine = self._server(place, keys.key_print), server_engine(place)
        try:
            make_tables(engine)
            write_case(engine, case)
        except BaseException:
            engine.dispose()
            raise
        return server.backing(engine, keys)

    def _opened(self, place: str, data_key: bytes, actor: Actor) -> SqlStore:
        keys = Keys(data_key)
        if is_server(place):
            backing, named = (
                self._server(place, keys.key_print).backing(server_engine(place), keys),
                frozenset[str](),
            )
        else:
            folder = self._folder(place)
            if not folder.records.exists():
                raise RecordDamaged("records_missing")
            if folder.records.stat().st_size == 0:  # SQLite would take it for a new database
                raise RecordDamaged("store_damaged")
            backing, named = folder.backing(keys), folder.photos_in_backups()
        store = SqlStore(backing, keys, self.now)
        try:
            bring_up_to_date(backing.engine)
            store.sweep(named, actor)
            store.note(Deed.UNLOCKED, actor)
        except BaseException:
            store.close()
            raise
        return store

    def _backed_up(self, store: SqlStore, place: str, actor: Actor) -> SqlStore:
        """Make a backup when one is due; what stands in its way is noted and does not keep anybody out."""
        if self.backup_after_s is None:
            return store
        made = [at for name in self.backups(place) if (at := made_at(name)) is not None]
        if made and self.now() - max(made).timestamp() < self.backup_after_s:
            return store
        try:
            told = store.back_up()
        except RecordProblem as problem:
            told = failed_backup(problem)
        store.note(Deed.BACKED_UP, actor, detail=f"by itself {told}")
        return store

    def _data_key(self, place: str, secret: str) -> bytes:
        case = self._case(place)
        data_key = case.opened(secret, self.now)
        if data_key is None:
            self._change_case(place, lambda kept: kept.after_a_wrong_try(self.now))
            raise WrongPassphrase("wrong_passphrase")
        if case.wrong_tries:
            self._change_case(place, lambda kept: replace(kept, wrong_tries=0, wait_until=0.0))
        return data_key

    def _case(self, place: str) -> KeyCase:
        if not is_server(place):
            return self._folder(place).read_case()
        engine = server_engine(place)
        try:
            return read_case(engine)
        finally:
            engine.dispose()

    def _change_case(self, place: str, change: Callable[[KeyCase], KeyCase]) -> None:
        if not is_server(place):
            folder = self._folder(place)
            folder.write_case(change(folder.read_case()))
            return
        engine = server_engine(place)
        try:
            write_case(engine, change(read_case(engine)))
        finally:
            engine.dispose()


def _made(folder: Folder, case: KeyCase, keys: Keys) -> Backing:
    if folder.exists():
        raise RecordProblem("store_exists")
    folder.write_case(case)
    backing = folder.backing(keys)
    make_tables(backing.engine)
    return backing
