"""Kakao Pose, videos: a job is handed in, and its result is asked for until it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, model_validator

from posture_app.wire.kakao_pose import Person, person_of
from posture_app.wire.points import COCO_NAMES
from posture_app.wire.shape import Query, Shape

if TYPE_CHECKING:
    from datetime import date

    from posture_app.domain.video.motion import Motion

PATH = "/pose/job"
"""POST with `video_url` or `file`."""
RESULT_PATH = "/pose/job/{job_id}"

Status = Literal["waiting", "processing", "success", "failed", "not found"]

SKELETON: tuple[tuple[int, int], ...] = (
    *((1, 2), (2, 3), (2, 4), (3, 5), (4, 6), (5, 7), (6, 7), (6, 8), (6, 12), (7, 9), (7, 13)),
    *((8, 10), (9, 11), (12, 13), (14, 12), (15, 13), (16, 14), (17, 15)),
)
"""Which points are joined, by COCO ids from 1, as the guide's sample lists them. (Its text takes [1, 2] for
nose and left ear; by its own table 2 is the left eye.)"""

_ONLY_WITH_SUCCESS = ("annotations", "categories", "info", "video")


class JobRequest(Query):
    """One video: its address (redirects are not followed) or its file, one of the two.

    `smoothing`: whether the points are smoothed over the frames. `callback_url` is called once with
    the body that a GET would give; a failed call is not repeated.
    """

    video_url: str | None = None
    file: bytes | None = Field(default=None, repr=False)
    smoothing: bool = True
    callback_url: str | None = None

    @model_validator(mode="after")
    def _has_one(self) -> JobRequest:
        if (self.video_url is None) == (self.file is None):
            raise ValueError("video_url or file")
        return self


class JobTaken(Shape):
    """The answer to a job that was handed in."""

    job_id: str


class Annotation(Shape):
    """The people of one frame, `frame_num` from 0; each has an `object_id`."""

    frame_num: int = Field(ge=0)
    objects: list[Person]


class Category(Shape):
    """What the points mean; there is but one category."""

    id: Literal[1]
    keypoints: list[str]
    name: Literal["person"]
    skeleton: list[Annotated[tuple[int, int], Field(strict=False)]]
    supercategory: Literal["person"]


PERSON = Category(
    id=1, keypoints=list(COCO_NAMES), name="person", skeleton=list(SKELETON), supercategory="person"
)


class Info(Shape):
    """Who made the result, and when: `date_created` is year/month/day."""

    contributor: str
    date_created: str
    description: str
    url: str
    version: int
    year: int


class Video(Shape):
    """What was looked at; `fps` in frames a second, sizes in pixels."""

    fps: float
    frames: int = Field(ge=0)
    height: int
    width: int


class JobResult(Shape):
    """How a job stands: the result itself only with "success", `description` only with "failed"."""

    job_id: str
    status: Status
    annotations: list[Annotation] | None = None
    categories: list[Category] | None = None
    info: Info | None = None
    video: Video | None = None
    description: str | None = None

    @model_validator(mode="after")
    def _fits_status(self) -> JobResult:
        given = [getattr(self, name) is not None for name in _ONLY_WITH_SUCCESS]
        if not (all(given) if self.status == "success" else not any(given)):
            raise ValueError("annotations, categories, info, and video come with success, and only then")
        if self.description is not None and self.status != "failed":
            raise ValueError("a description comes with failed only")
        return self


CONTRIBUTOR = "posture-app"
DESCRIPTION = "Human pose estimation result from posture-app"
RESULT_VERSION = 2
"""As in the guide's sample."""


def result_of(motion: Motion, job_id: str, made: date) -> JobResult:
    """Give the result of a video that was looked through.

    A person whom the program filled in between two sightings has score 0 in all points.
    """
    footage = motion.footage
    return JobResult(
        job_id=job_id,
        status="success",
        annotations=[
            Annotation(frame_num=frame, objects=[person_of(one, object_id) for object_id, one in people])
            for frame, people in enumerate(motion.by_frame())
        ],
        categories=[PERSON],
        info=Info(
            contributor=CONTRIBUTOR,
            date_created=f"{made:%Y/%m/%d}",
            description=DESCRIPTION,
            url="",
            version=RESULT_VERSION,
            year=made.year,
        ),
        video=Video(fps=footage.rate_hz, frames=footage.frames, height=footage.height, width=footage.width),
    )
