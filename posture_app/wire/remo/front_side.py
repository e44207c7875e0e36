"""``POST /analyze/skeleton-v2``: front and side photograph in one call.

The success body is flat, as in the sample; the table's `data` wraps errors only, and a wrapped success is
read all the same. Angles are integers in 1/1000 degree, + = the subject's left higher, varus, forward.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from posture_app.wire.remo.coords import COUNT, Coords
from posture_app.wire.shape import Box, MaybePicture, Picture, Point2, Point3, Shape

PATH = "/analyze/skeleton-v2"
COMMAND = "keypoint"
SMPL_POINTS = 42
DRAWN_POINTS = 17

Letter = Literal["A", "B", "C", "D"]
Milli = Annotated[int, Field(ge=-180_000, le=180_000)]
"""An angle in 1/1000 degree."""
Placed = Annotated[list[Point3], Field(min_length=COUNT, max_length=COUNT)]
"""22 points in millimetres, seen from the camera: x right, y down, z away."""
Smpl = Annotated[list[Point2], Field(min_length=SMPL_POINTS, max_length=SMPL_POINTS)]
Drawn = Annotated[list[Point2], Field(min_length=DRAWN_POINTS, max_length=DRAWN_POINTS)]
_Loose = Field(default=None, strict=False)


class FrontSideRequest(Shape):
    """The two photographs as base64, who asks (`id`, a registered e-mail address), and a `uuid` of the task.

    The guide's first sentence also names height, weight, age, gender, and birthday, its table does not: they
    are taken where they come, height in cm and weight in kg, also as text.
    """

    id: str
    uuid: str
    forigimg: Picture
    sorigimg: Picture
    height: float | None = _Loose
    weight: float | None = _Loose
    age: int | None = _Loose
    gender: str | None = None
    birthday: str | None = None


class FrontSideAnswer(Shape):
    """What both photographs tell.

    `uuid`, `forigimg`, and `sorigimg` stand in the guide's table and not in its sample: always written, not
    asked for when read. `far_grade` is a letter as in the sample (the table says int). `side_part`: below 0
    the person faces the picture's left, above 0 its right; its size is the distance from ear to nose in
    pixels. `pose2df1`, `pose2df2` (front) and `pose2ds3` (side) hold one list of points a person, in pixels,
    [-1, -1] for a hidden one; `box1` (front) and `box2` (side) one box a person.
    """

    uuid: str | None = None
    forigimg: MaybePicture = None
    sorigimg: MaybePicture = None
    state: Literal[0]
    command: str
    far_coords: Coords
    far_grade: Letter
    side_part: float
    sar_coords: Coords
    sar_grade: Letter
    sar_fwd_head: int = Field(ge=0, le=2)
    far_coords3D: Placed
    sar_coords3D: Placed
    far_head_bal_m_: Milli
    far_pelvic_bal_m_: Milli
    far_shoulder_bal_m_: Milli
    far_left_qang_m_: Milli
    far_right_qang_m_: Milli
    far_knee_bal_m_: Milli
    far_tilt_m_: Milli
    turtle_neck_m_: Milli
    round_shoulder_m_: Milli
    sar_tilt_m_: Milli
    sar_head_tilt_m_: Milli
    pose2df1: list[Smpl]
    pose2df2: list[Drawn]
    pose2ds3: list[Drawn]
    box1: list[Box]
    box2: list[Box]
    message: list[str]

    @model_validator(mode="before")
    @classmethod
    def _unwrapped(cls, body: Any) -> Any:
        if isinstance(body, dict) and isinstance(body.get("data"), dict):
            return {**body, **body["data"]}
        return body


class Trouble(Shape):
    """What went wrong: under `errors` for a picture that cannot be read, under `message` otherwise."""

    state: Literal[-1]
    errors: str | None = None
    message: str | None = None


class FrontSideFailure(Shape):
    """The body of an error."""

    data: Trouble


@dataclass(frozen=True, slots=True)
class Fault:
    """An error with its HTTP status."""

    http_status: int
    body: FrontSideFailure


IMAGE_LOAD_ERROR = Fault(400, FrontSideFailure(data=Trouble(state=-1, errors="image load error")))
PROCESSING_ERROR = Fault(400, FrontSideFailure(data=Trouble(state=-1, message="processing error")))
"""Also for whatever else goes wrong: the guide knows these two."""
