"""What all shapes have in common."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema


class Shape(BaseModel):
    """A JSON object of a contract.

    Types are strict (no number out of a string, no integer out of a boolean; a whole number may stand
    for a float), NaN and infinity are refused, and what a guide does not name is passed over. A refusal
    does not repeat what was sent: requests hold photographs and keys.
    """

    model_config = ConfigDict(
        strict=True,
        frozen=True,
        extra="ignore",
        allow_inf_nan=False,
        populate_by_name=True,
        hide_input_in_errors=True,
    )

    def written(self) -> dict[str, Any]:
        """Give what is sent: plain values under the guide's names, without what is not there."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


class Query(Shape):
    """Parameters of an address or a form, where every value arrives as text."""

    model_config = ConfigDict(strict=False)


def _numbers(count: int) -> WithJsonSchema:
    """Describe so many numbers by what every reader of a JSON schema knows (tuples are new to some)."""
    return WithJsonSchema(
        {"type": "array", "items": {"type": "number"}, "minItems": count, "maxItems": count}
    )


Point2 = Annotated[tuple[float, float], Field(strict=False), _numbers(2)]
"""x, y: a JSON array of two numbers."""
Point3 = Annotated[tuple[float, float, float], Field(strict=False), _numbers(3)]
Box = Annotated[tuple[float, float, float, float], Field(strict=False), _numbers(4)]
"""x, y, width, height."""

Picture = Annotated[str, Field(repr=False)]
"""A photograph as base64 text; see `pictures`."""
MaybePicture = Annotated[str | None, Field(repr=False)]
Secret = Annotated[str, Field(repr=False)]
"""A key, kept out of every printed shape."""
