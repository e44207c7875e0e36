"""Reading answers: JSON into a contract's shapes, and what is none into an error of ours."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

from posture_app.adapters.http_clients.connection import unexpected

if TYPE_CHECKING:
    from posture_app.adapters.http_clients.connection import Reply
    from posture_app.wire.shape import Shape

S = TypeVar("S", bound="Shape")


def json_of(reply: Reply) -> Any:
    """Give the body's values, None for a body that is no JSON."""
    try:
        return json.loads(reply.body)
    except (ValueError, RecursionError):
        return None


def shaped(kind: type[S], values: Any) -> S | None:
    """Make a shape of values, None when they are none."""
    try:
        return kind.model_validate(values)
    except ValueError:
        return None


MOST_SAID = 200
"""Characters of a sentence, and sentences: what a service says is shown to people."""


def said(text: str) -> str:
    """Give what a service says without what could move a cursor or is too long to be read."""
    return "".join(one for one in text if one.isprintable())[:MOST_SAID]


def answer_of(kind: type[S], reply: Reply) -> S:
    """Make the shape of a success; raise what anything else means."""
    made = shaped(kind, json_of(reply)) if reply.status < 400 else None
    if made is None:
        raise unexpected(reply)
    return made
