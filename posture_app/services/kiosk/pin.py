"""The staff PIN of the kiosk: kept as a salted scrypt hash, slow to guess, and the gate that asks for it."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from enum import Enum

_COST = {"n": 2**14, "r": 8, "p": 1}
"""OWASP's recommendation of 2023 for interactive logins is of this size: 16 MB, about 50 ms."""
SHORTEST = 4


def hashed(pin: str) -> str:
    """Give the hash to be kept, with its salt."""
    salt = secrets.token_bytes(16)
    return f"scrypt${salt.hex()}${_scrypt(pin, salt).hex()}"


def matches(pin: str, kept: str) -> bool:
    """Tell whether a PIN is the one that was kept; False for anything malformed."""
    try:
        name, salt, digest = kept.split("$")
        known = bytes.fromhex(digest)
        tried = _scrypt(pin, bytes.fromhex(salt))
    except ValueError:
        return False
    return name == "scrypt" and hmac.compare_digest(tried, known)


def _scrypt(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, **_COST)


FREE_TRIES = 5
FIRST_WAIT_S = 30.0
LONGEST_WAIT_S = 3600.0


class PinAnswer(str, Enum):
    """What came of a PIN."""

    RIGHT = "right"
    WRONG = "wrong"
    WAIT = "wait"
    """Not even looked at: too many were wrong."""


class PinGate:
    """Lets staff through, and slows guessing down: from the fifth wrong PIN on, ever longer waits."""

    def __init__(self, kept: str, matches: Callable[[str, str], bool] = matches) -> None:
        self._kept = kept
        self._matches = matches
        self._wrong = 0
        self._open_at_s = 0.0

    @property
    def is_set(self) -> bool:
        """Tell whether there is a PIN."""
        return bool(self._kept)

    def keep(self, kept: str) -> None:
        """Use another PIN from now on, given as its hash."""
        self._kept = kept
        self._wrong, self._open_at_s = 0, 0.0

    def wait_left_s(self, at_s: float) -> float:
        """Give how long no PIN is looked at; 0 when one may be tried."""
        return max(0.0, self._open_at_s - at_s)

    def try_pin(self, pin: str, at_s: float) -> PinAnswer:
        """Look at a PIN."""
        if self.wait_left_s(at_s) > 0.0:
            return PinAnswer.WAIT
        if self.is_set and self._matches(pin, self._kept):
            self._wrong = 0
            return PinAnswer.RIGHT
        self._wrong += 1
        if self._wrong >= FREE_TRIES:
            wait = FIRST_WAIT_S * 2.0 ** min(self._wrong - FREE_TRIES, 20)
            self._open_at_s = at_s + min(LONGEST_WAIT_S, wait)
        return PinAnswer.WRONG
