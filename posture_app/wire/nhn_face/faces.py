"""Faces as the answers describe them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator

from posture_app.wire.shape import Shape

_MISSPELT = {"rightLib": "rightLip"}


def _spelt(value: object) -> object:
    return _MISSPELT.get(value, value) if isinstance(value, str) else value


class Box(Shape):
    """The box around a face, as shares of the picture's width and height: upper left, lower right."""

    x0: float
    y0: float
    x1: float
    y1: float


class FaceLandmark(Shape):
    """A point of a face, as shares of the picture's width and height; left is the subject's left.

    The guide's tables misspell one type "rightLib": it is read, and never written.
    """

    type: Annotated[Literal["leftEye", "rightEye", "nose", "leftLip", "rightLip"], BeforeValidator(_spelt)]
    x: float
    y: float


class Orientation(Shape):
    """How a face is turned, in degrees.

    `x` yaw, + = towards the subject's left (image right); `y` pitch, + = up; `z` roll, + = clockwise on the
    picture. The guide gives no signs.
    """

    x: float
    y: float
    z: float


class SourceFace(Shape):
    """The face that others were held against; `confidence` 0 to 100."""

    bbox: Box
    confidence: float


class FaceDetail(SourceFace):
    """A face with its points and its direction."""

    landmarks: list[FaceLandmark]
    orientation: Orientation


class Face(SourceFace):
    """A registered face. All faces of one picture share an `imageId`."""

    faceId: str
    imageId: str
    externalImageId: str | None = None


class FaceMatch(Shape):
    """A registered face and how similar it is, 0 to 100."""

    face: Face
    similarity: float


class DetailMatch(Shape):
    """A face of the other picture and how similar it is, 0 to 100."""

    faceDetail: FaceDetail
    similarity: float
