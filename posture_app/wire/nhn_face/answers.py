"""What the face service answers.

A body without `data` tells of an error or of something done that has nothing to show. Counts are the
length of the list they stand beside.
"""

from __future__ import annotations

from pydantic import Field

from posture_app.wire.nhn import Header
from posture_app.wire.nhn_face.faces import DetailMatch, Face, FaceDetail, FaceMatch, SourceFace
from posture_app.wire.shape import Shape

Count = Field(ge=0)


class GroupName(Shape):
    """A group in the list of groups."""

    groupId: str
    modelVersion: str


class Groups(Shape):
    """A page of groups.

    `nextToken` is required by the guide also where nothing follows: it is then written empty, and read as
    empty where it is missing.
    """

    groupCount: int = Count
    groups: list[GroupName]
    nextToken: str = ""


class Group(GroupName):
    """A group; `createTime` is in UTC, to the second, without a zone ("2020-11-04T12:36:24")."""

    createTime: str
    faceCount: int | None = None


class GroupDetails(Shape):
    """One group, as a list of one."""

    groupCount: int = Count
    groups: list[Group]


class Detected(Shape):
    """The faces of a picture, largest first; none is no error."""

    faceDetailCount: int = Count
    faceDetails: list[FaceDetail]


class Registered(Shape):
    """What became of a picture's faces. `addedFaces` and `addedFaceDetails` run in step."""

    modelVersion: str
    addedFaceCount: int = Count
    addedFaces: list[Face]
    addedFaceDetails: list[FaceDetail]
    notAddedFaceCount: int = Count
    notAddedFaces: list[FaceDetail]


class Faces(Shape):
    """A page of a group's faces, last registered first; `nextToken` as in `Groups`."""

    modelVersion: str
    faceCount: int = Count
    faces: list[Face]
    nextToken: str = ""


class Matches(Shape):
    """What resembles a registered face, most similar first."""

    matchFaceCount: int = Count
    matchFaces: list[FaceMatch]


class ImageMatches(Matches):
    """What resembles the largest face of a picture. `modelVersion` stands in the sample, not in the table."""

    modelVersion: str | None = None
    sourceFace: SourceFace


class Compared(Shape):
    """The faces of the other picture, those from the threshold on and the others."""

    modelVersion: str
    matchedFaceDetailCount: int = Count
    matchedFaceDetails: list[DetailMatch]
    unmatchedFaceDetailCount: int = Count
    unmatchedFaceDetails: list[DetailMatch]
    sourceFace: SourceFace


class GroupsAnswer(Shape):
    """GET groups."""

    header: Header
    data: Groups | None = None


class GroupAnswer(Shape):
    """GET a group."""

    header: Header
    data: GroupDetails | None = None


class DetectAnswer(Shape):
    """POST detect."""

    header: Header
    data: Detected | None = None


class RegisterAnswer(Shape):
    """POST to a group."""

    header: Header
    data: Registered | None = None


class FacesAnswer(Shape):
    """GET a group's faces."""

    header: Header
    data: Faces | None = None


class MatchesAnswer(Shape):
    """GET what resembles a face."""

    header: Header
    data: Matches | None = None


class ImageMatchesAnswer(Shape):
    """POST search."""

    header: Header
    data: ImageMatches | None = None


class CompareAnswer(Shape):
    """POST compare."""

    header: Header
    data: Compared | None = None
