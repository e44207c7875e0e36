"""What is asked of the face service."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from posture_app.wire.nhn_face.limits import (
    EXTERNAL_IMAGE_ID,
    GROUP_ID,
    MOST_MATCHES,
    MOST_ON_PAGE,
    MOST_REGISTERED_AT_ONCE,
    MOST_THRESHOLD,
)
from posture_app.wire.shape import MaybePicture, Query, Shape

BASE = "/nhn-face-reco/v1.0/appkeys/{appKey}"
GROUPS = BASE + "/groups"
"""POST makes a group, GET lists them."""
GROUP = GROUPS + "/{group-id}"
"""GET tells of it, POST registers faces in it, DELETE removes it with all its faces."""
DETECT = BASE + "/detect"
FACES = GROUP + "/faces"
FACE = FACES + "/{face-id}"
"""GET searches for what resembles the face, DELETE removes it."""
SEARCH = GROUP + "/search"
COMPARE = BASE + "/compare"

Threshold = Annotated[int, Field(gt=0, le=MOST_THRESHOLD)]


class Image(Shape):
    """A picture by its address or as base64, exactly one of the two."""

    url: str | None = None
    bytes: MaybePicture = None

    @model_validator(mode="after")
    def _has_one(self) -> Image:
        if (self.url is None) == (self.bytes is None):
            raise ValueError("image.url or image.bytes")
        return self


class NewGroup(Shape):
    """Make a group."""

    groupId: str = Field(pattern=f"^{GROUP_ID}$")


class Page(Query):
    """A page of a list. With a token the limit is the one the token was issued with, whatever is asked."""

    limit: int = Field(gt=0, le=MOST_ON_PAGE)
    next_token: str | None = Field(default=None, alias="next-token")


class Detect(Shape):
    """Find the faces in a picture."""

    image: Image


class Register(Shape):
    """Put the largest faces of a picture into a group, `limit` at the most."""

    image: Image
    externalImageId: str | None = Field(default=None, pattern=f"^{EXTERNAL_IMAGE_ID}$")
    limit: int = Field(gt=0, le=MOST_REGISTERED_AT_ONCE)


class Wanted(Query):
    """How many matches are wanted, and from what similarity on."""

    limit: int = Field(gt=0, le=MOST_MATCHES)
    threshold: Threshold


class Search(Shape):
    """Look for the largest face of a picture in a group."""

    image: Image


class CompareQuery(Query):
    """From what similarity on two faces match.

    The guide's table lists it with the path's variables; its call has it in the query.
    """

    threshold: Threshold


class Compare(Shape):
    """Hold the largest face of one picture against the faces of another."""

    sourceImage: Image
    targetImage: Image
