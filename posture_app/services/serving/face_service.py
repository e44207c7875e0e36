"""What the face contract does, without the way it travels: pictures in, faces, groups, and matches out."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_app.domain.errors import PhotoTooLarge, PhotoUnreadable
from posture_app.domain.faces.kept import MOST_FACES, KeptFace, Match
from posture_app.domain.faces.likeness import distance, distance_of, similarity
from posture_app.services.serving.face_groups import FaceProblem

if TYPE_CHECKING:
    from posture_app.domain.faces.portrait import FaceSight, Vector
    from posture_app.services.faces.engine import FaceEngine
    from posture_app.services.ports import Frame
    from posture_app.services.serving.face_groups import FaceGroups

MOST_BYTES = 5 * 1024 * 1024
LEAST_SIDE_PX = 80
_STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def read_picture(content: bytes, read: Callable[[bytes], Frame]) -> Frame:
    """Read a picture as the contract takes it: PNG or JPEG, 5 MiB at the most, 80 × 80 pixels at least.

    Raises
    ------
    PhotoTooLarge
        Too many bytes or pixels.
    PhotoUnreadable
        Another format, or damaged.
    FaceProblem
        ``face_picture_small``.
    """
    if len(content) > MOST_BYTES:
        raise PhotoTooLarge("photo_too_large", file="", megapixels=0)
    if not content.startswith(_STARTS):
        raise PhotoUnreadable("photo_unreadable", file="")
    frame = read(content)
    if min(frame.width, frame.height) < LEAST_SIDE_PX:
        raise FaceProblem("face_picture_small")
    return frame


@dataclass(frozen=True, slots=True)
class Registered:
    """What became of a picture's faces; `is_full` when some found no room."""

    added: Sequence[tuple[KeptFace, FaceSight]]
    left_out: Sequence[FaceSight]
    is_full: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """The largest face of one picture, and those of the other with their similarity, the likest first."""

    source: FaceSight
    targets: Sequence[tuple[FaceSight, float]]


def register(
    engine: FaceEngine,
    groups: FaceGroups,
    whose: tuple[str, str],
    frame: Frame,
    external_id: str | None,
    most: int,
) -> Registered:
    """Put the largest faces of a picture that are not turned too far into a group.

    Parameters
    ----------
    whose : owner and group.
    most : faces to take.

    Raises FaceProblem (``face_group_unknown``; ``face_group_full`` when there is no room for even one).
    """
    line = groups.group(*whose)
    faces = engine.faces(frame)
    fit = [face for face in faces if face.turn.is_frontal][:most]
    if fit and line.faces >= MOST_FACES:
        raise FaceProblem("face_group_full")
    image_id = str(uuid.uuid4())
    kept = [(_kept(face, frame, image_id, external_id), engine.vector(frame, face)) for face in fit]
    count = groups.add(*whose, kept)
    if fit and count == 0:
        raise FaceProblem("face_group_full")
    added = [(one, face) for (one, _), face in zip(kept[:count], fit, strict=False)]
    taken = {id(face) for _, face in added}
    return Registered(added, [face for face in faces if id(face) not in taken], count < len(fit))


def like_face(
    groups: FaceGroups, whose: tuple[str, str], face_id: str, most: int, threshold: float
) -> list[Match]:
    """Find what resembles a registered face; itself is left out."""
    found = _matches(groups, whose, groups.vector(*whose, face_id), most + 1, threshold)
    return [match for match in found if match.face.face_id != face_id][:most]


def like_picture(
    engine: FaceEngine,
    groups: FaceGroups,
    whose: tuple[str, str],
    frame: Frame,
    most: int,
    threshold: float,
) -> tuple[FaceSight, list[Match]]:
    """Find what resembles the largest face of a picture; raise FaceProblem (``face_not_seen``)."""
    groups.group(*whose)
    source = largest(engine, frame)
    return source, _matches(groups, whose, engine.vector(frame, source), most, threshold)


def compare(engine: FaceEngine, source: Frame, target: Frame) -> Compared:
    """Hold the largest face of one picture against all of another; raise FaceProblem (``face_not_seen``)."""
    face = largest(engine, source)
    vector = engine.vector(source, face)
    found = [(one, _likeness(vector, engine.vector(target, one))) for one in engine.faces(target)]
    return Compared(face, sorted(found, key=lambda one: -one[1]))


def largest(engine: FaceEngine, frame: Frame) -> FaceSight:
    """Give the largest face of a picture; raise FaceProblem (``face_not_seen``)."""
    faces = engine.faces(frame)
    if not faces:
        raise FaceProblem("face_not_seen")
    return faces[0]


def _likeness(one: Vector, other: Vector) -> float:
    return float(similarity(distance(one, other)))


def _matches(
    groups: FaceGroups, whose: tuple[str, str], vector: Vector, most: int, threshold: float
) -> list[Match]:
    found = groups.nearest(*whose, vector, most, distance_of(threshold))
    return [Match(face, float(similarity(apart))) for face, apart in found]


def _kept(face: FaceSight, frame: Frame, image_id: str, external_id: str | None) -> KeptFace:
    return KeptFace(
        str(uuid.uuid4()),
        image_id,
        external_id,
        face.box.shares(frame.width, frame.height),
        100.0 * face.score,
    )
