"""Who is calling: keys are looked at off the event loop, and wrong ones are counted."""

from __future__ import annotations

import time
from ipaddress import ip_address
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool

from posture_app.services.service_keys import Caller, Service, Throttle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from posture_app.services.service_keys import KeyBook


_NOBODY = "Email"
MOST_NAME_CHARACTERS = 320
"""What is longer is nobody's name: the longest e-mail address is shorter."""


class Gate:
    """Lets callers in, by the keys that a guide asks for."""

    def __init__(self, keys: KeyBook) -> None:
        self._keys = keys
        self._throttle = Throttle(time.monotonic)

    async def nhn(self, request: Request, app_key: str, secret_key: str | None = None) -> Caller | None:
        """Give who goes by an appKey; pose estimation also has the secretKey in ``Authorization``.

        None for a wrong key.
        """
        secrets = {} if secret_key is None else {"secretKey": secret_key}
        return (await self._checked(request, Service.NHN, app_key, secrets))[0]

    async def kakao(self, request: Request) -> Caller | None:
        """Give who stands in ``Authorization: KakaoAK KEY``; None for a wrong key or none."""
        scheme, _, key = request.headers.get("authorization", "").strip().partition(" ")
        if scheme.lower() != "kakaoak" or not key.strip():
            return None
        return (await self._checked(request, Service.KAKAO, key.strip(), {}))[0]

    async def remo(self, request: Request, email: str, keys: Mapping[str, str]) -> tuple[Caller | None, str]:
        """Give who goes by an e-mail address, and which of `keys` (UserKey, APIKey) is wrong, "" for none.

        The name of the first wrong field comes without a caller; ``Email`` for nobody of that address.
        """
        return await self._checked(request, Service.REMO, email, keys)

    async def _checked(
        self, request: Request, service: Service, name: str, secrets: Mapping[str, str]
    ) -> tuple[Caller | None, str]:
        if not self._may_try(request, name):
            return None, _NOBODY
        caller, wrong = await run_in_threadpool(self._looked_up, service, name, secrets)
        self._note(request, name, right=not wrong)
        return (None if wrong else caller), wrong

    def _looked_up(
        self, service: Service, name: str, secrets: Mapping[str, str]
    ) -> tuple[Caller | None, str]:
        caller = self._keys.find(service, name)
        if caller is None:
            return None, _NOBODY
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
