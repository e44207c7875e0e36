"""Kakao Pose, pictures: people as flat COCO arrays; and what goes wrong in all of Kakao's calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic import Field, RootModel, model_validator

from posture_app.domain.keypoints import Keypoints
from posture_app.wire.points import COCO, keypoints_of, scored
from posture_app.wire.shape import Box, Query, Shape

if TYPE_CHECKING:
    from collections.abc import Iterable

HOST = "https://cv-api.kakaobrain.com"
PATH = "/pose"
"""POST with `image_url` or `file`."""
KEY_SCHEME = "KakaoAK"
"""``Authorization: KakaoAK KEY``"""

NUMBERS = 3 * len(COCO)
"""x, y, score of seventeen points."""


class ImageRequest(Query):
    """One picture: its address (redirects are followed) or its file, one of the two."""

    image_url: str | None = None
    file: bytes | None = Field(default=None, repr=False)

    @model_validator(mode="after")
    def _has_one(self) -> ImageRequest:
        if (self.image_url is None) == (self.file is None):
            raise ValueError("image_url or file")
        return self


class Person(Shape):
    """One person.

    `bbox`: x and y of the upper left corner, width, and height of the box around the keypoints (the guide's
    "coordinates of the uppermost keypoint" cannot be meant: its sample's box begins left of every
    point). `area` is that box's. `keypoints` are x, y in pixels and score, seventeen times. `object_id`
    names the person through a video and is not there for a picture.
    """

    area: float
    bbox: Box
    category_id: Literal[1]
    keypoints: list[float] = Field(min_length=NUMBERS, max_length=NUMBERS)
    score: float
    object_id: int | None = None


class People(RootModel[list[Person]]):
    """The answer for a picture: a bare array."""

    def written(self) -> list[dict[str, object]]:
        """Give what is sent."""
        return [person.written() for person in self.root]


class Failure(Shape):
    """The body of an error."""

    code: int
    msg: str


@dataclass(frozen=True, slots=True)
class Fault:
    """An error: Kakao's code, the HTTP status it comes with, and its message."""

    code: int
    http_status: int
    msg: str

    def body(self) -> Failure:
        """Give the body that says so."""
        return Failure(code=self.code, msg=self.msg)


NOT_AUTHORIZED = Fault(-401, 401, "Not authorized with provided app key")
"""The one error that the guide shows."""

# The guide names no others. Codes and HTTP statuses are those of all of Kakao's REST services
# (developers.kakao.com/docs/latest/en/rest-api/error-code); the messages are ours.
INTERNAL = Fault(-1, 400, "Internal error")
BAD_PARAMETER = Fault(-2, 400, "A required parameter is missing or a value is wrong")
LIMIT_EXCEEDED = Fault(-10, 400, "Request limit exceeded")
FAULTS = (NOT_AUTHORIZED, INTERNAL, BAD_PARAMETER, LIMIT_EXCEEDED)


def person_of(keypoints: Keypoints, object_id: int | None = None) -> Person:
    """Give a person as Kakao has it; the score is the mean of the points' own."""
    points = [scored(keypoints, landmark) for landmark in COCO]
    left, right = min(x for x, _, _ in points), max(x for x, _, _ in points)
    top, bottom = min(y for _, y, _ in points), max(y for _, y, _ in points)
    return Person(
        area=(right - left) * (bottom - top),
        bbox=(left, top, right - left, bottom - top),
        category_id=1,
        keypoints=[number for point in points for number in point],
        score=sum(score for _, _, score in points) / len(points),
        object_id=object_id,
    )


def people_of(people: Iterable[Keypoints]) -> People:
    """Give the answer for a picture."""
    return People([person_of(one) for one in people])


def keypoints_from(person: Person) -> Keypoints:
    """Read a person back."""
    numbers = person.keypoints
    return keypoints_of(
        {
            landmark: (numbers[3 * at], numbers[3 * at + 1], numbers[3 * at + 2])
            for at, landmark in enumerate(COCO)
        }
    )
