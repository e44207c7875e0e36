"""Shapes as HTTP answers, and bodies as shapes; both off the event loop, for both may be megabytes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from pydantic import BaseModel, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

Asked = TypeVar("Asked", bound=BaseModel)


class Writable(Protocol):
    """A shape of `wire`."""

    def written(self) -> Any:
        """Give what is sent."""


def answer(shape: Writable, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Answer with a small shape."""
    return Response(_text(shape), status, headers, "application/json")


async def large_answer(shape: Writable) -> Response:
    """Answer with a shape that holds pictures."""
    return Response(await run_in_threadpool(_text, shape), media_type="application/json")


def _text(shape: Writable) -> bytes:
    return json.dumps(shape.written(), ensure_ascii=False, separators=(",", ":")).encode()


async def asked(request: Request, kind: type[Asked]) -> Asked | ValidationError:
    """Read a JSON body as a shape, whatever type its header says; give why it is none."""
    body = await request.body()
    return await run_in_threadpool(_read, kind, body)


def _read(kind: type[Asked], body: bytes) -> Asked | ValidationError:
    try:
        return kind.model_validate_json(body)
    except ValidationError as error:
        return error
