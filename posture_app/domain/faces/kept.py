"""What is kept of faces: the groups of the face contract, and the faces in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

MOST_FACES = 100_000
"""In a group, as the contract allows."""


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group; `made_at` in UTC."""

    group_id: str
    model_version: str
    made_at: datetime
    faces: int


@dataclass(frozen=True, slots=True)
class KeptFace:
    """What is kept of a registered face beside its vector; never a picture.

    Attributes
    ----------
    box : x0, y0, x1, y1 as shares of the picture's width and height.
    confidence : the detector's, 0..100.
    """

    face_id: str
    image_id: str
    external_id: str | None
    box: tuple[float, float, float, float]
    confidence: float


@dataclass(frozen=True, slots=True)
class Match:
    """A kept face and how similar it is, 0..100."""

    face: KeptFace
    similarity: float
