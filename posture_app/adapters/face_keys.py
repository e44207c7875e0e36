"""The key of the server's face groups: from a passphrase in the environment, else from the system's keyring.

Never from a file beside the groups: who has the folder must not have the faces.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_app.adapters.face_groups_file import FILE_NAME
from posture_app.adapters.passphrases import DEFAULT_STRETCHING, SALT_BYTES, Stretching, new_salt
from posture_app.adapters.sealing import new_key
from posture_app.domain.errors import EnvironmentProblem
from posture_app.services.face_groups import FaceProblem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from posture_app.services.store import KeyKeeper

VARIABLE = "POSTURE_FACE_PASSPHRASE"
SALT_NAME = "faces.salt"
LEAST_PASSPHRASE = 10


def face_key(
    folder: Path,
    environment: Mapping[str, str],
    keyring: KeyKeeper,
    stretching: Stretching = DEFAULT_STRETCHING,
) -> bytes:
    """Give the key of the groups in a folder; the first call makes it.

    Raises
    ------
    FaceProblem
        ``face_store_locked``: there are groups, and their key is not in the keyring.
    EnvironmentProblem
        ``face_passphrase_short``, ``face_store_unusable``.
    RecordProblem
        ``keyring_missing``, ``keyring_plain``, ``keyring_locked``.
    """
    passphrase = environment.get(VARIABLE, "")
    if passphrase:
        if len(passphrase) < LEAST_PASSPHRASE:
            raise EnvironmentProblem("face_passphrase_short", least=LEAST_PASSPHRASE)
        return stretching.key(passphrase, _salt(folder))
    place = folder / FILE_NAME
    kept = keyring.recall(str(place))
    if kept is None:
        if place.exists():
            raise FaceProblem("face_store_locked")
        kept = new_key()
        keyring.remember(str(place), kept)
    return kept


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
