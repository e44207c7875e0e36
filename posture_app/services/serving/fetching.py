"""Getting what an address names, for the contracts that take addresses instead of files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from posture_app.domain.errors import PostureError

if TYPE_CHECKING:
    from pathlib import Path


class FetchProblem(PostureError):
    """What an address names cannot be had; the code tells why.

    ``url_refused``      not http or https, another port than 80 or 443, a user name in it, too long
    ``url_not_allowed``  it leads to this machine or into the house, which is not allowed
    ``url_unreachable``  no such host, refused, broken off, or answered with anything but success
    ``url_too_slow``     the time is over
    ``url_too_large``    more than is taken
    """


@dataclass(frozen=True, slots=True)
class Fetching:
    """How much, how long, and whether redirects are followed."""

    most_bytes: int
    seconds: float
    redirects: bool = True


class UrlFetcher(Protocol):
    """Fetches from the web, never from inside the house unless a setting allows it.

    Every method raises FetchProblem.
    """

    async def fetch(self, url: str, how: Fetching) -> bytes:
        """Give what is there; what it is, its content tells, not its header."""

    async def save(self, url: str, to: Path, how: Fetching) -> int:
        """Write what is there into a file and give its size in bytes; a file broken off is removed."""

    async def post(self, url: str, body: bytes, how: Fetching) -> None:
        """Send JSON there, once; redirects are not followed, the answer's body is not read."""
