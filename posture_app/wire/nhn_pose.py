"""NHN Cloud Pose Estimation: the people in a picture, point by point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AliasChoices, BeforeValidator, Field

from posture_app.domain.keypoints import Keypoints, Landmark
from posture_app.wire.nhn import SUCCESS, Header
from posture_app.wire.points import COCO, keypoints_of, scored
from posture_app.wire.shape import Shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HOST = "https://pose-estimation.api.nhncloudservice.com"
PATH = "/v1.0/appkeys/{appKey}/pose"
"""POST, multipart; the header ``Authorization`` holds the bare secret key."""
IMAGE_FIELD = "image"
"""The form field that holds the picture."""

Part = Literal["body", "foot", "face", "hand"]


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _without_dot(value: object) -> object:
    return value.removeprefix(".") if isinstance(value, str) else value


class KeyPoint(Shape):
    """One point of a person: `x`, `y` in pixels of the picture, `score` 0 to 1."""

    name: str
    part: Part
    x: float
    y: float
    score: float


class Person(Shape):
    """The points of one person.

    `personId` is a string by the table and a number in the sample: both are read, a string is written. The
    sample calls the list `inferKeypoints` once: both names are read, the table's is written.
    """

    personId: Annotated[str, BeforeValidator(_as_text)]
    inferKeypointList: list[KeyPoint] = Field(
        validation_alias=AliasChoices("inferKeypointList", "inferKeypoints")
    )


class Result(Shape):
    """Everybody in the picture.

    `fileType` is "png" or "jpg": the table has it with a dot, the sample without. A dot is read, none is
    written.
    """

    fileType: Annotated[str, BeforeValidator(_without_dot)]
    numberOfPerson: int = Field(ge=0)
    keyPointList: list[Person]


class PoseAnswer(Shape):
    """The body of every answer; without a `result` when the header tells of an error."""

    header: Header
    result: Result | None = None


FOOT: dict[str, Landmark] = {
    f"{side}_{name}": Landmark[f"{side.upper()}_{landmark}"]
    for side in ("left", "right")
    for name, landmark in (("big_toe", "FOOT_INDEX"), ("heel", "HEEL"))
}
"""The points of the feet that the model knows; its foot index is the tip of the big toe."""

BODY: dict[str, Landmark] = {landmark.name.lower(): landmark for landmark in COCO}


def points_of(keypoints: Keypoints) -> list[KeyPoint]:
    """Give body and feet of a person under the guide's names."""
    named: tuple[tuple[Part, dict[str, Landmark]], ...] = (("body", BODY), ("foot", FOOT))
    return [
        _key_point(name, part, scored(keypoints, landmark))
        for part, landmarks in named
        for name, landmark in landmarks.items()
    ]


def hand_points(
    side: Literal["left", "right"], points: Iterable[tuple[float, float, float]]
) -> list[KeyPoint]:
    """Name the points of a hand, x, y in pixels and score: ``left_hand_0``, ``left_hand_1``."""
    return [_key_point(f"{side}_hand_{at}", "hand", point) for at, point in enumerate(points)]


def face_points(points: Iterable[tuple[float, float, float]]) -> list[KeyPoint]:
    """Name the points of a face, x, y in pixels and score: ``face_0``, ``face_1``; a face has no side."""
    return [_key_point(f"face_{at}", "face", point) for at, point in enumerate(points)]


def _key_point(name: str, part: Part, point: tuple[float, float, float]) -> KeyPoint:
    x, y, score = point
    return KeyPoint(name=name, part=part, x=x, y=y, score=score)


def answer_of(file_type: Literal["png", "jpg"], people: Sequence[list[KeyPoint]]) -> PoseAnswer:
    """Give the answer for the people found, numbered from 0."""
    persons = [Person(personId=str(at), inferKeypointList=points) for at, points in enumerate(people)]
    result = Result(fileType=file_type, numberOfPerson=len(persons), keyPointList=persons)
    return PoseAnswer(header=SUCCESS.header(), result=result)


def keypoints_from(person: Person) -> Keypoints:
    """Read a person's body and feet; points whose names we do not know are passed over."""
    known = {"body": BODY, "foot": FOOT}
    return keypoints_of(
        {
            known[point.part][point.name]: (point.x, point.y, point.score)
            for point in person.inferKeypointList
            if point.name in known.get(point.part, {})
        }
    )
