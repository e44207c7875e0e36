"""Who may call the server, and what they have left: the keys of the service contracts.

These are not the key of the records: they open nothing but the server's addresses.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from posture_app.domain.cloud import Service


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody whose name is known; `id` is the number of the credentials in the book."""

    id: int
    service: Service


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One set of credentials as it is listed: no secret; `email` and `credit` of skeleton-v2 only."""

    id: int
    service: Service
    email: str | None
    credit: int | None
    since: str


@dataclass(frozen=True, slots=True)
class Hold:
    """Credits put aside while a call is worked on; `cost` is 0 for a task that was paid before."""

    id: int
    caller: Caller
    cost: int


@dataclass(frozen=True, slots=True)
class Paid:
    """What a call has cost in the end, and what is left."""

    cost: int
    credit: int


class KeyBook(Protocol):
    """Keeps credentials; secrets only as hashes. May be called from any thread."""

    def add(
        self, service: Service, email: str | None = None, credit: int | None = None
    ) -> dict[str, str | int]:
        """Make new credentials and give them in the guide's words, this once.

        Raises
        ------
        UsageError
            ``email_taken``.
        """

    def listed(self) -> tuple[KeyLine, ...]:
        """Give everybody, oldest first."""

    def remove(self, number: int) -> bool:
        """Remove credentials; tell whether there were any."""

    def find(self, service: Service, name: str) -> Caller | None:
        """Find who goes by the first of the service's `KEY_NAMES`."""

    def is_right(self, caller: Caller, field: str, given: str) -> bool:
        """Compare a secret with the one that was given out, in constant time.

        `field` is another of the service's `KEY_NAMES`.
        """

    def credit(self, caller: Caller) -> int:
        """Give what is left, without what is on hold."""

    def hold(self, caller: Caller, cost: int, task: bytes | None = None) -> Hold | None:
        """Put credits aside; None when there are too few.

        `task` tells one piece of work from another: one that was paid costs nothing when it comes again.
        """

    def settle(self, hold: Hold) -> Paid:
        """Take what was put aside: the work is done."""

    def release(self, hold: Hold) -> int:
        """Give back what was put aside, and tell what is left: the work failed."""


LIKELY_GUESSES = 20
"""Failures of one name from one address within the window, before further ones are refused unlooked."""
MOST_GUESSES = 200
"""Failures of an address under any names, likewise; names that were right there before are spared."""
WINDOW_S = 60.0
REMEMBERED = 10_000
"""Addresses and names that are remembered at most; the ones unheard of for longest are forgotten."""


class Throttle:
    """Counts wrong keys by name and address. Keys of 256 bits cannot be guessed; this keeps the trying cheap.

    Who was right before is not shut out by somebody else's failures at the same address.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._failures: OrderedDict[tuple[str, str | None], tuple[float, int]] = OrderedDict()
        self._right: OrderedDict[tuple[str, str], None] = OrderedDict()

    def may_try(self, address: str, name: str) -> bool:
        """Tell whether a name may be looked at that comes from an address."""
        if self._count((address, name)) >= LIKELY_GUESSES:
            return False
        return (address, name) in self._right or self._count((address, None)) < MOST_GUESSES

    def failed(self, address: str, name: str) -> None:
        """Note a wrong key."""
        for who in ((address, name), (address, None)):
            since = self._failures[who][0] if self._count(who) else self._clock()
            self._failures[who] = (since, self._count(who) + 1)
            self._failures.move_to_end(who)
        _forget_oldest(self._failures)

    def succeeded(self, address: str, name: str) -> None:
        """Note a right key."""
        self._right[(address, name)] = None
        self._right.move_to_end((address, name))
        _forget_oldest(self._right)

    def _count(self, who: tuple[str, str | None]) -> int:
        since, count = self._failures.get(who, (0.0, 0))
        return count if self._clock() - since < WINDOW_S else 0


def _forget_oldest(remembered: OrderedDict[Any, Any]) -> None:
    while len(remembered) > REMEMBERED:
        remembered.popitem(last=False)
