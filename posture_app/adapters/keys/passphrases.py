"""From passphrases to keys, and users' passwords: argon2id."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type, hash_secret_raw

SALT_BYTES = 16
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Stretching:
    """How much work a guess costs: RFC 9106's second recommended choice (64 MiB, 3 passes, 4 lanes)."""

    passes: int = 3
    memory_kib: int = 65536
    lanes: int = 4

    def key(self, passphrase: str, salt: bytes) -> bytes:
        """Give the 32-byte key of a passphrase; a tenth of a second."""
        return hash_secret_raw(
            as_typed(passphrase), salt, self.passes, self.memory_kib, self.lanes, KEY_BYTES, Type.ID
        )


DEFAULT_STRETCHING = Stretching()


def new_salt() -> bytes:
    """Give 16 random bytes."""
    return os.urandom(SALT_BYTES)


def as_typed(secret: str) -> bytes:
    """Give the bytes of a secret, the same however a keyboard or a file puts its letters together.

    Korean syllables and accented letters come whole or in parts (NFC as in RFC 8265); what is no text at
    all, such as stray bytes of an environment variable, stays what it is.
    """
    return unicodedata.normalize("NFC", secret).encode("utf-8", "surrogatepass")


def hashed(password: str) -> str:
    """Give the text to keep of a user's password."""
    return PasswordHasher().hash(as_typed(password))


def is_password(password: str, kept: str) -> bool:
    """Tell whether a password is the one that was kept."""
    try:
        return PasswordHasher().verify(kept, as_typed(password))
    except (VerificationError, InvalidHashError):
        return False
