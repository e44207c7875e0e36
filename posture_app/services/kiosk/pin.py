"""The staff PIN of the kiosk: kept as a salted scrypt hash, slow to guess."""

from __future__ import annotations

import hashlib
import hmac
import secrets

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
