"""The data key under lock: wrapped by the passphrase and by the recovery code.

The data key never changes, so neither a new passphrase nor a new recovery code rewrites a
photograph. From it are derived the keys of the database file, of the patients' keys, of the
code's fingerprints, and of the audit trail.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from posture_app.adapters.keys.passphrases import Stretching, new_salt
from posture_app.adapters.keys.sealing import KEY_BYTES, NotTheSeal, derived, new_key, seal, unseal
from posture_app.domain.errors import RecordDamaged, RecordProblem, WrongPassphrase

LEAST_PASSPHRASE = 10
FREE_TRIES = 5
FIRST_WAIT_S = 30.0
LONGEST_WAIT_S = 900.0
_GROUP = 4
_LOOK_ALIKE = str.maketrans("018", "OIB")
"""What is read for a letter of Base32, which has no such digits (RFC 4648, 3.4)."""


@dataclass(frozen=True, slots=True)
class Wrap:
    """The data key, sealed with a key that comes from a secret."""

    salt: bytes
    sealed: bytes
    stretching: Stretching

    @classmethod
    def around(cls, data_key: bytes, secret: str, use: str, stretching: Stretching) -> Wrap:
        """Seal the data key with what a secret stretches to."""
        salt = new_salt()
        return cls(salt, seal(stretching.key(secret, salt), data_key, use), stretching)

    def opened(self, secret: str, use: str) -> bytes | None:
        """Give the data key, None when it is not the secret."""
        try:
            return unseal(self.stretching.key(secret, self.salt), self.sealed, use)
        except NotTheSeal:
            return None


@dataclass(frozen=True, slots=True)
class KeyCase:
    """What stands beside the records in the open: the wraps and the count of wrong tries.

    `key_print` tells the data key from another one without telling anything about it.
    """

    passphrase: Wrap
    recovery: Wrap
    key_print: str
    wrong_tries: int = 0
    wait_until: float = 0.0

    @classmethod
    def made(cls, passphrase: str, stretching: Stretching) -> tuple[KeyCase, bytes, str]:
        """Make a new data key; give its case, the key, and the recovery code, which is kept nowhere."""
        data_key, code = new_key(), new_recovery_code()
        check_passphrase(passphrase)
        case = cls(
            Wrap.around(data_key, passphrase, "passphrase", stretching),
            Wrap.around(data_key, plain_code(code), "recovery", stretching),
            Keys(data_key).key_print,
        )
        return case, data_key, code

    def opened(self, secret: str, now: Callable[[], float] = time.time) -> bytes | None:
        """Give the data key for the passphrase or the recovery code; None when it is neither.

        Raises
        ------
        WrongPassphrase
            ``too_many_tries`` with ``wait_s``, without looking at the secret.
        """
        left = self.wait_until - now()
        if left > 0:
            raise WrongPassphrase("too_many_tries", wait_s=round(min(left, LONGEST_WAIT_S)))
        return self.passphrase.opened(secret, "passphrase") or self.recovery.opened(
            plain_code(secret), "recovery"
        )

    def after_a_wrong_try(self, now: Callable[[], float] = time.time) -> KeyCase:
        """Count it; from the fifth on every further try has to wait twice as long."""
        tries, wait_until = tried_wrongly(self.wrong_tries, now())
        return replace(self, wrong_tries=tries, wait_until=wait_until)

    def with_passphrase(self, data_key: bytes, passphrase: str, stretching: Stretching) -> KeyCase:
        """Wrap the same key with another passphrase."""
        check_passphrase(passphrase)
        return replace(self, passphrase=Wrap.around(data_key, passphrase, "passphrase", stretching))

    def with_recovery(self, data_key: bytes, stretching: Stretching) -> tuple[KeyCase, str]:
        """Wrap the same key with a new recovery code; the old sheet opens nothing any more."""
        code = new_recovery_code()
        return replace(self, recovery=Wrap.around(data_key, plain_code(code), "recovery", stretching)), code

    def as_dict(self) -> dict[str, Any]:
        """Give it as plain JSON values."""
        return {
            "schema": 1,
            "passphrase": _wrap_as_dict(self.passphrase),
            "recovery": _wrap_as_dict(self.recovery),
            "key_print": self.key_print,
            "wrong_tries": self.wrong_tries,
            "wait_until": self.wait_until,
        }


def case_from(data: Any) -> KeyCase:
    """Read a key case from its JSON values; raise RecordDamaged (``keys_damaged``)."""
    try:
        if data["schema"] != 1:
            raise RecordProblem("store_newer")
        return KeyCase(
            _wrap_from(data["passphrase"]),
            _wrap_from(data["recovery"]),
            str(data["key_print"]),
            int(data["wrong_tries"]),
            float(data["wait_until"]),
        )
    except (KeyError, TypeError, ValueError):
        raise RecordDamaged("keys_damaged") from None


def tried_wrongly(tries: int, now: float) -> tuple[int, float]:
    """Give the new count of wrong tries and until when, in seconds since 1970, the next must wait."""
    tries += 1
    if tries < FREE_TRIES:
        return tries, 0.0
    return tries, now + min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** min(tries - FREE_TRIES, 20))


def check_passphrase(passphrase: str) -> None:
    """Raise RecordProblem (``passphrase_short``)."""
    if len(passphrase) < LEAST_PASSPHRASE:
        raise RecordProblem("passphrase_short", least=LEAST_PASSPHRASE)


def new_recovery_code() -> str:
    """Give 32 random characters in eights of four: 160 bit."""
    text = base64.b32encode(new_key()[:20]).decode()
    return "-".join(text[i : i + _GROUP] for i in range(0, len(text), _GROUP))


def plain_code(code: str) -> str:
    """Give a recovery code as it is wrapped, however it was typed; digits that no code has are letters."""
    return "".join(code.split()).replace("-", "").upper().translate(_LOOK_ALIKE)


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """The keys of the uses, all derived from the data key."""

    data: bytes

    @property
    def database(self) -> bytes:
        """The raw key of the SQLCipher file."""
        return derived(self.data, "database")

    @property
    def patients(self) -> bytes:
        """What wraps the patients' keys."""
        return derived(self.data, "patient keys")

    @property
    def codes(self) -> bytes:
        """What makes the fingerprints by which a patient's code is found."""
        return derived(self.data, "codes")

    @property
    def audit(self) -> bytes:
        """What makes the chain of the audit trail."""
        return derived(self.data, "audit")

    @property
    def key_print(self) -> str:
        """What tells the data key from another one."""
        return derived(self.data, "key print").hex()


def _wrap_as_dict(wrap: Wrap) -> dict[str, Any]:
    work = wrap.stretching
    return {
        "salt": wrap.salt.hex(),
        "sealed": wrap.sealed.hex(),
        "passes": work.passes,
        "memory_kib": work.memory_kib,
        "lanes": work.lanes,
    }


def _wrap_from(data: Any) -> Wrap:
    salt, sealed = bytes.fromhex(data["salt"]), bytes.fromhex(data["sealed"])
    if len(sealed) <= KEY_BYTES:
        raise ValueError("a wrapped key is longer than a key")
    work = Stretching(int(data["passes"]), int(data["memory_kib"]), int(data["lanes"]))
    if not (1 <= work.passes <= 20 and 8192 <= work.memory_kib <= 1 << 21 and 1 <= work.lanes <= 64):
        raise ValueError("stretching out of bounds")  # an edited file must not make us fill the memory
    return Wrap(salt, sealed, work)
