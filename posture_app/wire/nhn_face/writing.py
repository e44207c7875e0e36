"""From faces and groups to the answers' shapes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from posture_app.domain.faces.portrait import FacePoint
from posture_app.wire.nhn_face.answers import (
    Compared,
    Detected,
    Faces,
    Group,
    GroupDetails,
    GroupName,
    Groups,
    ImageMatches,
    Matches,
    Registered,
)
from posture_app.wire.nhn_face.faces import (
    Box,
    DetailMatch,
    Face,
    FaceDetail,
    FaceLandmark,
    FaceMatch,
    Orientation,
    SourceFace,
)

if TYPE_CHECKING:
    from posture_app.domain.faces.kept import GroupLine, KeptFace, Match
    from posture_app.domain.faces.portrait import FaceSight

Size = tuple[int, int]
"""Width and height of the picture, in pixels."""

_TYPES = {
    FacePoint.LEFT_EYE: "leftEye",
    FacePoint.RIGHT_EYE: "rightEye",
    FacePoint.NOSE: "nose",
    FacePoint.LEFT_LIP: "leftLip",
    FacePoint.RIGHT_LIP: "rightLip",
}


def groups(lines: Sequence[GroupLine], token: str) -> Groups:
    """Write a page of groups."""
    names = [GroupName(groupId=one.group_id, modelVersion=one.model_version) for one in lines]
    return Groups(groupCount=len(names), groups=names, nextToken=token)


def group(line: GroupLine) -> GroupDetails:
    """Write one group."""
    one = Group(
        groupId=line.group_id,
        modelVersion=line.model_version,
        createTime=line.made_at.strftime("%Y-%m-%dT%H:%M:%S"),
        faceCount=line.faces,
    )
    return GroupDetails(groupCount=1, groups=[one])


def detected(faces: Sequence[FaceSight], size: Size) -> Detected:
    """Write the faces of a picture."""
    return Detected(faceDetailCount=len(faces), faceDetails=[_detail(face, size) for face in faces])


def registered(
    added: Sequence[tuple[KeptFace, FaceSight]], left_out: Sequence[FaceSight], size: Size, model: str
) -> Registered:
    """Write what became of a picture's faces."""
    return Registered(
        modelVersion=model,
        addedFaceCount=len(added),
        addedFaces=[_face(kept) for kept, _ in added],
        addedFaceDetails=[_detail(face, size) for _, face in added],
        notAddedFaceCount=len(left_out),
        notAddedFaces=[_detail(face, size) for face in left_out],
    )


def faces(kept: Sequence[KeptFace], token: str, model: str) -> Faces:
    """Write a page of a group's faces."""
    listed = [_face(one) for one in kept]
    return Faces(modelVersion=model, faceCount=len(listed), faces=listed, nextToken=token)


def matches(found: Sequence[Match]) -> Matches:
    """Write what resembles a registered face."""
    return Matches(matchFaceCount=len(found), matchFaces=[_match(one) for one in found])


def image_matches(source: FaceSight, found: Sequence[Match], size: Size, model: str) -> ImageMatches:
    """Write what resembles a picture's face."""
    return ImageMatches(
        matchFaceCount=len(found),
        matchFaces=[_match(one) for one in found],
        modelVersion=model,
        sourceFace=_source(source, size),
    )


def compared(
    source: tuple[FaceSight, Size],
    targets: tuple[Sequence[tuple[FaceSight, float]], Size],
    threshold: float,
    model: str,
) -> Compared:
    """Write the faces of the other picture, those from the threshold on and the others."""
    found, size = targets
    written = [DetailMatch(faceDetail=_detail(face, size), similarity=like) for face, like in found]
    same = [one for one in written if one.similarity >= threshold]
    others = [one for one in written if one.similarity < threshold]
    return Compared(
        modelVersion=model,
        matchedFaceDetailCount=len(same),
        matchedFaceDetails=same,
        unmatchedFaceDetailCount=len(others),
        unmatchedFaceDetails=others,
        sourceFace=_source(*source),
    )


def _box(shares: tuple[float, float, float, float]) -> Box:
    x0, y0, x1, y1 = shares
    return Box(x0=x0, y0=y0, x1=x1, y1=y1)


def _source(face: FaceSight, size: Size) -> SourceFace:
    return SourceFace(bbox=_box(face.box.shares(*size)), confidence=100.0 * face.score)


def _detail(face: FaceSight, size: Size) -> FaceDetail:
    width, height = size
    points = [
        FaceLandmark.model_validate(
            {"type": _TYPES[point], "x": float(face.points_px[point, 0]) / width,
             "y": float(face.points_px[point, 1]) / height}
        )
        for point in FacePoint
    ]  # fmt: skip
    turn = Orientation(x=face.turn.yaw, y=face.turn.pitch, z=face.turn.roll)
    return FaceDetail(
        bbox=_box(face.box.shares(*size)), confidence=100.0 * face.score, landmarks=points, orientation=turn
    )


def _face(kept: KeptFace) -> Face:
    return Face(
        bbox=_box(kept.box),
        confidence=kept.confidence,
        faceId=kept.face_id,
        imageId=kept.image_id,
        externalImageId=kept.external_id,
    )


def _match(found: Match) -> FaceMatch:
    return FaceMatch(face=_face(found.face), similarity=found.similarity)
