"""The keys of the records, as the window handles them: the passphrase, the recovery code, the keyring.

A key in the keyring opens the records and lets nobody in: a user with a password of their own has to log
in next. So records without users are never opened that way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_app.domain.errors import RecordProblem
from posture_app.domain.records import Actor, Deed
from posture_app.services.records.places import is_server, split_password, with_password, without_password

if TYPE_CHECKING:
    from posture_app.domain.errors import PostureError
    from posture_app.gui.records.desk import RecordsDesk
    from posture_app.services.records.store import KeyKeeper, Store, StoreOpener

    Failed = Callable[[PostureError], None]


@dataclass(frozen=True, slots=True)
class Keyring:
    """What the operating system offers: a keyring by its name, or why there is none."""

    name: str = ""
    trouble: PostureError | None = None


def kept_password(keeper: Callable[[], KeyKeeper], place: str) -> str:
    """Give a server's place with the password that the keyring keeps; without one as it is."""
    if not is_server(place) or split_password(place)[1]:
        return place
    return with_password(place, keeper().recall_password(place) or "")


def keep_key(
    keeper: KeyKeeper, stores: StoreOpener, store: Store, place: str, secret: str, actor: Actor
) -> None:
    """Keep the key of open records, and the server's password, in the keyring.

    Raises RecordProblem (``key_needs_users``) where nobody would be asked for a password of their own.
    """
    if not store.users():
        raise RecordProblem("key_needs_users")
    bare, password = split_password(place)
    keeper.remember(bare, stores.data_key(place, secret))
    if password:
        keeper.remember_password(bare, password)
    store.note(Deed.UNLOCKED, actor, detail="key kept in the system's keyring")


def open_with_kept_key(keeper: KeyKeeper, stores: StoreOpener, place: str, actor: Actor) -> Store:
    """Open records with the key from the keyring.

    Raises RecordProblem (``key_not_kept``, ``key_needs_users``) and what `open_with_key` raises.
    """
    data_key = keeper.recall(without_password(place))
    if data_key is None:
        raise RecordProblem("key_not_kept")
    store = stores.open_with_key(place, data_key, actor)
    if store.users():
        return store
    store.close()
    raise RecordProblem("key_needs_users")


class RecordsKeys:
    """Does it all on the records' worker; every method calls back on the GUI thread."""

    def __init__(self, desk: RecordsDesk) -> None:
        self._desk = desk

    def look(self, then: Callable[[Keyring], None]) -> None:
        """Tell which keyring there is; no secret is asked for, so no keyring asks anybody anything."""

        def job() -> Keyring:
            try:
                return Keyring(self._desk.keeper().name())
            except RecordProblem as problem:
                return Keyring(trouble=problem)

        self._desk.aside(job, then, lambda error: then(Keyring("", error)))

    def remember(self, secret: str, then: Callable[[None], object], failed: Failed) -> None:
        """Keep the key of the open records in the keyring, for their passphrase or recovery code."""
        desk, place, actor = self._desk, self._desk.place, self._desk.actor
        desk.with_store(
            lambda stores, store: keep_key(desk.keeper(), stores, store, place, secret, actor), then, failed
        )

    def forget(self, place: str, then: Callable[[bool], object], failed: Failed) -> None:
        """Let the keyring forget the key of some records and their server's password."""
        self._desk.aside(lambda: self._desk.keeper().forget(without_password(place)), then, failed)

    def change_passphrase(
        self, secret: str, new: str, then: Callable[[None], object], failed: Failed
    ) -> None:
        """Give the open records another passphrase, for the present one or the recovery code."""
        place, actor = self._desk.place, self._desk.actor
        self._desk.with_opener(
            lambda stores: stores.change_passphrase(place, secret, new, actor), then, failed
        )

    def new_recovery_code(self, secret: str, then: Callable[[], object], failed: Failed) -> None:
        """Make a new recovery code, for the passphrase or the old one; the desk holds it until it is kept."""
        desk, place, actor = self._desk, self._desk.place, self._desk.actor

        def made(code: str) -> None:
            desk.recovery_code = code
            then()

        desk.with_opener(lambda stores: stores.new_recovery_code(place, secret, actor), made, failed)
