"""A contract as the server sees it: its routes, and how it says no."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import APIRouter
    from starlette.responses import Response


class Refusal(Enum):
    """Why a request is refused by the server's frame; each contract has its own words for it."""

    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    BUSY = "busy"
    MALFORMED = "malformed"
    FAILED = "failed"
    """Something unforeseen went wrong here."""


class Refused(Exception):
    """Raise it anywhere below a route to answer with the contract's refusal."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Contract:
    """One guide.

    Attributes
    ----------
    name : in the metrics and in the OpenAPI page.
    router : its routes; those that take a body read it themselves, after the key was looked at.
    prefixes : what its paths begin with.
    refuse : makes the answer for a path that the frame refuses; must not fail.
    larger : paths whose body may be larger than the server's limit, in bytes.
    open : what has to run while the server does, such as jobs; entered before the first request, once where
        several contracts name the same.
    """

    name: str
    router: APIRouter
    prefixes: tuple[str, ...]
    refuse: Callable[[Refusal, str], Response]
    larger: Mapping[str, int] = field(default_factory=dict)
    open: Callable[[], AbstractAsyncContextManager[None]] | None = None

    def owns(self, path: str) -> bool:
        """Tell whether a path is this contract's."""
        return path.startswith(self.prefixes)
