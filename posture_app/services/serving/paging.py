"""Tokens for the next page of a list: signed, for one list and one page size, and for a while."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass

VALID_S = 3600.0
_SIGN_BYTES = 32


class BadToken(Exception):
    """The token was not made here, not for this list, or too long ago."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list goes on: after which entry, and with how many."""

    after: str
    limit: int


class Pages:
    """Makes and reads tokens.

    Parameters
    ----------
    key : signs them; a new one makes all older tokens worthless.
    clock : seconds that only rise.
    """

    def __init__(self, key: bytes, clock: Callable[[], float]) -> None:
        self._key, self._clock = key, clock

    def token(self, of: str, place: Place) -> str:
        """Make the token of a list's next page; `of` names the list and whose it is."""
        plain = json.dumps([of, place.after, place.limit, self._clock() + VALID_S]).encode()
        return base64.urlsafe_b64encode(self._sign(plain) + plain).decode().rstrip("=")

    def place(self, of: str, token: str) -> Place:
        """Read a token of this list; raise BadToken."""
        try:
            signed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            raise BadToken from None
        sign, plain = signed[:_SIGN_BYTES], signed[_SIGN_BYTES:]
        if not hmac.compare_digest(sign, self._sign(plain)):
            raise BadToken
        named, after, limit, until = json.loads(plain)
        if named != of or self._clock() > until:
            raise BadToken
        return Place(after, limit)

    def _sign(self, plain: bytes) -> bytes:
        return hmac.new(self._key, plain, hashlib.sha256).digest()
