"""What the OpenAPI page says of requests that are read by hand: behind the key, and off the event loop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import BaseModel


def json_body(kind: type[BaseModel], example: dict[str, Any] | None) -> dict[str, Any]:
    """Describe a JSON body by its shape and an example; for a route's ``openapi_extra``."""
    content = {"schema": kind.model_json_schema(), "example": example}
    return {"requestBody": {"required": True, "content": {"application/json": content}}}
