"""What stands at the head of a clinic's report: its name, and its logo where there is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The clinic's name and its logo, a PNG without transparency; None where there is none."""

    clinic: str | None = None
    logo: bytes | None = None


PLAIN = Letterhead()
"""A report of nobody in particular."""


class LogoKeeper(Protocol):
    """Keeps the clinic's logo where the program finds it again."""

    def keep(self, source: Path) -> Path:
        """Check a picture file and keep a copy; give where.

        Raises EnvironmentProblem ``logo_unreadable``, ``logo_too_small``, ``logo_too_large``, or
        ``logo_unwritable``; then the logo that was there stays.
        """

    def read(self, path: Path) -> bytes | None:
        """Give the logo as PNG; None when there is none any more, or none that can be read."""


def letterhead(clinic: str, logo: Path | None, keeper: LogoKeeper | None) -> Letterhead:
    """Put the head together; a logo that is gone is no failure."""
    picture = None if logo is None or keeper is None else keeper.read(logo)
    return Letterhead(clinic or None, picture)
