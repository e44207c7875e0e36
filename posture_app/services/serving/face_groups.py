"""Groups of faces, as the face contract keeps them: the port, and what stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from posture_app.domain.errors import PostureError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_app.domain.faces.kept import GroupLine, KeptFace
    from posture_app.domain.faces.portrait import Vector


class FaceProblem(PostureError):
    """A group or a face is not there, is there already, or finds no room.

    ``face_group_taken``, ``face_group_unknown``, ``face_unknown``, ``face_group_full``,
    ``face_store_locked``, ``face_store_damaged``, ``face_not_seen``, ``face_picture_small``
    """


class FaceGroups(Protocol):
    """Keeps groups of faces, each caller's apart from the others'. May be called from any thread.

    Every method raises FaceProblem; those that name a group ``face_group_unknown``.
    """

    def make(self, owner: str, group_id: str, model_version: str) -> None:
        """Make a group; raise FaceProblem (``face_group_taken``)."""

    def groups(self, owner: str, after: str, most: int) -> Sequence[GroupLine]:
        """Give groups whose id comes after another one, in the order of the ids."""

    def group(self, owner: str, group_id: str) -> GroupLine:
        """Give one group."""

    def remove(self, owner: str, group_id: str) -> None:
        """Remove a group with all its faces, for good."""

    def add(self, owner: str, group_id: str, faces: Sequence[tuple[KeptFace, Vector]]) -> int:
        """Add faces as long as there is room, in their order; give how many."""

    def remove_face(self, owner: str, group_id: str, face_id: str) -> None:
        """Remove a face; raise FaceProblem (``face_unknown``)."""

    def faces(
        self, owner: str, group_id: str, before: int | None, most: int
    ) -> Sequence[tuple[int, KeptFace]]:
        """Give faces with their numbers, the last added first; only those added before that number."""

    def vector(self, owner: str, group_id: str, face_id: str) -> Vector:
        """Give a face's vector; raise FaceProblem (``face_unknown``)."""

    def nearest(
        self, owner: str, group_id: str, vector: Vector, most: int, within: float
    ) -> Sequence[tuple[KeptFace, float]]:
        """Give the nearest faces up to a distance, the nearest first, with their distances."""

    def close(self) -> None:
        """Forget key and vectors."""
