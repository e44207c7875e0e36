"""``POST /api/analysis-skeleton-v2-back``: the photograph from behind.

Angles are floats in degrees here, and every one has a grade, -2 to 2. `status_code` tells of a success,
`status` of an error, and `state` is a boolean: another dialect than front and side, kept as written.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from posture_app.wire.remo.coords import Coords
from posture_app.wire.shape import MaybePicture, Picture, Secret, Shape

HOST = "http://api.remo.re.kr"
PATH = "/api/analysis-skeleton-v2-back"
ALIAS_PATH = "/api/analysis-skeleton"
"""Where the guide's sample that shows the picture posts to; takes the photographs of any of the views."""
API_NAME = "Analysis-skeleton-v2"

Degrees = Annotated[float, Field(ge=-180.0, le=180.0)]
Grade = Annotated[int, Field(ge=-2, le=2)]


class Credentials(Shape):
    """Who asks."""

    Email: str
    UserKey: Secret
    APIKey: Secret


class BackRequest(Credentials):
    """The photograph from behind. `uuid` stands in one of the guide's samples and not in its table."""

    borigimg: Picture
    uuid: str | None = None


class ViewsRequest(Credentials):
    """Photographs of any of the views, for the alias path.

    The guide counts a second side photograph and names no field for it: it has each side sent in a call of
    its own. So it is `sorigimg` too, beside the photograph from behind.
    """

    forigimg: MaybePicture = None
    sorigimg: MaybePicture = None
    borigimg: MaybePicture = None
    uuid: str | None = None


class BackAnswer(Shape):
    """What the photograph from behind tells.

    `credit_change` is below 0 by what the call has cost, `credit` what is left. `borigimg` is a data URI.
    `forigimg` and `sorigimg` stand in the table and not in the sample. `APIName` the other way round.
    """

    state: Literal[True]
    status_code: Literal[200]
    APIName: str | None = None
    credit_change: int = Field(le=0)
    credit: int
    uuid: str
    forigimg: MaybePicture = None
    sorigimg: MaybePicture = None
    borigimg: Picture
    bar_coords: Coords
    bar_head_bal_m_: Degrees
    bar_head_bal_grade: Grade
    bar_pelvic_bal_m_: Degrees
    bar_pelvic_bal_grade: Grade
    bar_shoulder_bal_m_: Degrees
    bar_shoulder_bal_grade: Grade
    bar_left_qang_m_: Degrees
    bar_left_qang_grade: Grade
    bar_right_qang_m_: Degrees
    bar_right_qang_grade: Grade
    bar_knee_bal_m_: Degrees
    bar_knee_bal_grade: Grade
    bar_tilt_m_: Degrees
    bar_tilt_grade: Grade


class BackFailure(Shape):
    """The body of an error; `status` holds the code of the guide's table (`back_errors`)."""

    state: Literal[False]
    credit: int
    message: str
    status: int
