"""Sealing what is personal: AES-256-GCM, keys derived and wrapped, chains that show a changed line."""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12
"""Random for every sealing; NIST SP 800-38D allows 2³² of them under one key."""


class NotTheSeal(Exception):
    """The bytes were not sealed with this key for this place, or were changed since."""


def new_key() -> bytes:
    """Give 32 random bytes."""
    return AESGCM.generate_key(bit_length=8 * KEY_BYTES)


def seal(key: bytes, plain: bytes, place: str) -> bytes:
    """Encrypt for one place (such as ``photos/3f…``): nonce, ciphertext, tag.

    Moved to another place the bytes do not open, so rows and files cannot be exchanged.
    """
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, place.encode())


def unseal(key: bytes, sealed: bytes, place: str) -> bytes:
    """Decrypt; raise NotTheSeal."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
    except (InvalidTag, ValueError):
        raise NotTheSeal(place) from None


def derived(key: bytes, use: str) -> bytes:
    """Derive the key of one use from the data key (HKDF-SHA256)."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=use.encode()).derive(key)


def fingerprint(key: bytes, text: str) -> bytes:
    """Give a keyed digest by which equal texts are found without being readable."""
    return hmac.new(key, text.encode(), hashlib.sha256).digest()
