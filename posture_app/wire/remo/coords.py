"""The ``…_coords`` fields: 22 integer pixel pairs as a JSON *string* inside the JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from math import floor
from typing import Annotated

from pydantic import AfterValidator, TypeAdapter, ValidationError

COUNT = 22

_PAIRS = TypeAdapter(list[tuple[int, int]])


def written(points: Iterable[Iterable[float]]) -> str:
    """Write positions as the pixels they stand in: rounded down, as in the guide's sample."""
    return json.dumps([[floor(number) for number in point] for point in points])


def read(text: str) -> list[tuple[int, int]]:
    """Read the 22 pixel pairs.

    Raises
    ------
    ValueError
        When the text is anything else.
    """
    try:
        pairs = _PAIRS.validate_json(text, strict=True)
    except ValidationError as error:
        raise ValueError("not a JSON array of integer pairs") from error
    if len(pairs) != COUNT:
        raise ValueError(f"{COUNT} pairs, not {len(pairs)}")
    return pairs


def _checked(text: str) -> str:
    read(text)
    return text


Coords = Annotated[str, AfterValidator(_checked)]
