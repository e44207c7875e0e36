"""Who is calling: keys are looked at off the event loop, and wrong ones are counted."""

from __future__ import annotations

import time
from ipaddress import ip_address
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool

from posture_app.domain.cloud import KEY_NAMES
from posture_app.services.serving.service_keys import Throttle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from posture_app.domain.cloud import Service
    from posture_app.services.serving.service_keys import Caller, KeyBook

MOST_NAME_CHARACTERS = 320
"""What is longer is nobody's name: the longest e-mail address is shorter."""


class Gate:
    """Lets callers in, by the keys that a guide asks for; where they stand in a request is the contract's."""

    def __init__(self, keys: KeyBook) -> None:
        self._keys = keys
        self._throttle = Throttle(time.monotonic)

    async def caller(
        self, request: Request, service: Service, name: str, secrets: Mapping[str, str] | None = None
    ) -> Caller | None:
        """Give who goes by a name and these secrets, by `domain.cloud.KEY_NAMES`; None when one is wrong."""
        return (await self.checked(request, service, name, secrets or {}))[0]

    async def checked(
        self, request: Request, service: Service, name: str, secrets: Mapping[str, str]
    ) -> tuple[Caller | None, str]:
        """Give who goes by a name, and which of the secrets is wrong, "" for none.

        The first wrong field comes without a caller; the name's own field for nobody of that name.
        """
        if not self._may_try(request, name):
            return None, KEY_NAMES[service][0]
        caller, wrong = await run_in_threadpool(self._looked_up, service, name, secrets)
        self._note(request, name, right=not wrong)
        return (None if wrong else caller), wrong

    def _looked_up(
        self, service: Service, name: str, secrets: Mapping[str, str]
    ) -> tuple[Caller | None, str]:
        caller = self._keys.find(service, name)
        if caller is None:
            return None, KEY_NAMES[service][0]
        wrong = [field for field, given in secrets.items() if not self._keys.is_right(caller, field, given)]
        return caller, (wrong[0] if wrong else "")

    def _may_try(self, request: Request, name: str) -> bool:
        return len(name) <= MOST_NAME_CHARACTERS and self._throttle.may_try(_address(request), name)

    def _note(self, request: Request, name: str, *, right: bool) -> None:
        note = self._throttle.succeeded if right else self._throttle.failed
        note(_address(request), name)


def is_here(request: Request) -> bool:
    """Whether somebody on this machine asks; behind a proxy on this machine, everybody seems to."""
    try:
        return ip_address(_address(request)).is_loopback
    except ValueError:
        return False


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
