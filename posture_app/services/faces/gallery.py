"""Faces to search among: one matrix in memory, for as long as what keeps the vectors is unlocked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain.faces.portrait import VECTOR_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from posture_app.domain.faces.portrait import Vector

_FIRST_ROOM = 64


class Gallery:
    """Vectors by face id. 100,000 take 51 MB; a search is one product of matrix and vector."""

    def __init__(self, faces: Iterable[tuple[str, Vector]] = ()) -> None:
        listed = list(faces)
        self._ids = [face_id for face_id, _ in listed]
        self._places = {face_id: place for place, face_id in enumerate(self._ids)}
        room = max(_FIRST_ROOM, len(listed))
        self._vectors: NDArray[np.float32] = np.zeros((room, VECTOR_LENGTH), np.float32)
        if listed:
            self._vectors[: len(listed)] = [vector for _, vector in listed]
        self._squares: NDArray[np.float32] = np.einsum("ij,ij->i", self._vectors, self._vectors)

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, face_id: str) -> bool:
        return face_id in self._places

    def vector(self, face_id: str) -> Vector:
        """Give a face's vector; raise KeyError."""
        return np.array(self._vectors[self._places[face_id]], np.float32)

    def put(self, face_id: str, vector: Vector) -> None:
        """Add a face, or replace it."""
        place = self._places.get(face_id)
        if place is None:
            place = len(self._ids)
            if place == len(self._vectors):
                self._grow()
            self._ids.append(face_id)
            self._places[face_id] = place
        self._vectors[place] = vector
        self._squares[place] = float(vector @ vector)

    def remove(self, face_id: str) -> None:
        """Take a face out; harmless when it is not there. The last one takes its place."""
        place = self._places.pop(face_id, None)
        if place is None:
            return
        last = len(self._ids) - 1
        if place != last:
            self._ids[place] = self._ids[last]
            self._places[self._ids[place]] = place
            self._vectors[place] = self._vectors[last]
            self._squares[place] = self._squares[last]
        self._ids.pop()
        self._vectors[last] = 0.0

    def nearest(self, vector: Vector, most: int, within: float = float("inf")) -> list[tuple[str, float]]:
        """Give up to `most` faces no farther than `within`, the nearest first, with their distances."""
        there = len(self._ids)
        squares = self._squares[:there] - 2.0 * (self._vectors[:there] @ vector) + float(vector @ vector)
        near = np.flatnonzero(squares <= within * within + 1e-6)
        if len(near) > most:
            near = near[np.argpartition(squares[near], most - 1)[:most]]
        # The product loses digits where two are nearly the same: told again from the differences.
        apart = np.linalg.norm(self._vectors[near] - vector, axis=1)
        order = np.lexsort((near, apart))
        return [(self._ids[near[one]], float(apart[one])) for one in order if apart[one] <= within]

    def clear(self) -> None:
        """Forget all faces, and write over what was held of them."""
        self._vectors[:] = 0.0
        self._ids.clear()
        self._places.clear()

    def _grow(self) -> None:
        larger = np.zeros((2 * len(self._vectors), VECTOR_LENGTH), np.float32)
        larger[: len(self._ids)] = self._vectors
        self._vectors[:] = 0.0
        self._vectors = larger
        self._squares = np.concatenate([self._squares, np.zeros_like(self._squares)])
