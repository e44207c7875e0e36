"""The key of the server's face groups: from a passphrase in the environment, else from the system's keyring.

A server without a keyring keeps it in a file of its own user, never beside the groups: who has the folder
must not have the faces.
"""

from __future__ import annotations

import hashlib
import os
from functools import partial
from typing import TYPE_CHECKING

from posture_app.adapters.keys.passphrases import DEFAULT_STRETCHING, SALT_BYTES, Stretching, new_salt
from posture_app.adapters.keys.sealing import KEY_BYTES, new_key
from posture_app.adapters.serving.face_groups_file import FILE_NAME
from posture_app.domain.errors import EnvironmentProblem, RecordProblem
from posture_app.services.serving.face_groups import FaceProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from posture_app.services.records.store import KeyKeeper

VARIABLE = "POSTURE_FACE_PASSPHRASE"
SALT_NAME = "faces.salt"
LEAST_PASSPHRASE = 10


def face_key(
    folder: Path,
    environment: Mapping[str, str],
    keyring: KeyKeeper,
    own_keys: Path,
    stretching: Stretching = DEFAULT_STRETCHING,
) -> bytes:
    """Give the key of the groups in a folder; the first call makes it.

    Parameters
    ----------
    own_keys : folder of this user where the key is kept on a system that has no keyring.

    Raises
    ------
    FaceProblem
        ``face_store_locked``: there are groups, and their key is not in the keyring.
    EnvironmentProblem
        ``face_passphrase_short``, ``face_store_unusable``.
    RecordProblem
        ``keyring_plain``, ``keyring_locked``.
    """
    passphrase = environment.get(VARIABLE, "")
    if passphrase:
        if len(passphrase) < LEAST_PASSPHRASE:
            raise EnvironmentProblem("face_passphrase_short", least=LEAST_PASSPHRASE)
        return stretching.key(passphrase, _salt(folder))
    own = _own_file(folder, own_keys)
    if own.exists():
        return _own_key(own)
    try:
        kept = keyring.recall(str(folder / FILE_NAME))
    except RecordProblem as problem:
        if problem.code != "keyring_missing":
            raise
        return _made(folder, partial(_keep_own, own))
    return _made(folder, partial(keyring.remember, str(folder / FILE_NAME))) if kept is None else kept


def _made(folder: Path, keep: Callable[[bytes], None]) -> bytes:
    if (folder / FILE_NAME).exists():
        raise FaceProblem("face_store_locked")
    key = new_key()
    keep(key)
    return key


def _own_file(folder: Path, own_keys: Path) -> Path:
    name = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
    return own_keys / f"faces-{name[:32]}.key"


def _own_key(path: Path) -> bytes:
    try:
        key = path.read_bytes()
    except OSError as error:
        raise EnvironmentProblem("face_store_unusable", file=str(path)) from error
    if len(key) != KEY_BYTES:
        raise EnvironmentProblem("face_store_unusable", file=str(path))
    return key


def _keep_own(path: Path, key: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise EnvironmentProblem("face_store_unusable", file=str(path)) from error


def _salt(folder: Path) -> bytes:
    path = folder / SALT_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            path.write_bytes(new_salt())
        salt = path.read_bytes()
    except OSError as error:
        raise EnvironmentProblem("face_store_unusable", file=str(path)) from error
    if len(salt) != SALT_BYTES:
        raise EnvironmentProblem("face_store_unusable", file=str(path))
    return salt
