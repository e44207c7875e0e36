"""Every face in a picture, by MediaPipe's face detectors and face mesh.

The Tasks API's FaceDetector knows the short-range model's anchors only. Its ImageEmbedder hands any model's
numbers back as they are, so both detectors run through it and what they say is read here.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from posture_app.adapters.models import bundle as model_bundle
from posture_app.adapters.models import mediapipe_import, mesh_cuts
from posture_app.adapters.opencv import cv2
from posture_app.domain.faces.portrait import FaceBox, FaceSight, without_doubles
from posture_app.domain.faces.turn import face_turn

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_app.services.ports import Frame

    Picture = NDArray[np.uint8]
    Points = NDArray[np.float64]

LEAST_SCORE = 0.5
"""MediaPipe's own default."""

LEAST_PRESENCE = 0.0
"""The mesh's own logit of there being a face: .5 as a probability. Free faces reach 10-30; profiles and backs
of heads, patterns and hands that a detector took for a face lie below, and a turn cannot be told of them."""

MOST_FACES = 20

_TILE_SHARE = 0.6
"""Side of a tile over the picture's: neighbours share a fifth of the picture, more than a face that the
whole picture did not show."""

_TILES_FROM_PX = 480
"""Longer side of a picture below which a face of 60 px is large enough for the detector as it is."""

_RIGHT_EYE, _LEFT_EYE = 0, 1
"""The detectors' first two points, the subject's right and left eye."""

_MESH_CORNERS = (291, 61)
_MESH_EYES = ((362, 263), (133, 33))
_MESH_NOSE = 1
"""Left and right corner of the mouth, corners of the left and right eye, tip of the nose in the mesh."""


@dataclass(frozen=True, slots=True)
class _Detector:
    """A detector's side in pixels, and the middles of its anchors, (n, 2) in the same pixels."""

    model: Any
    side: int
    anchors: Points


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    box: FaceBox
    score: float
    eyes_px: Points
    """(left, right), (2, 2)."""


class MediaPipePortraits:
    """Finds faces: full range first, then short range, then in four overlapping tiles."""

    def __init__(self) -> None:
        self._mediapipe, self._tasks, self._vision = mediapipe_import.load()
        self._far = _Detector(self._embedder(model_bundle.far_face_model()), 192, _anchors(192, ((4, 1),)))
        self._near = _Detector(
            self._embedder(model_bundle.face_model()), 128, _anchors(128, ((8, 2), (16, 6)))
        )
        self._mesh = self._embedder(model_bundle.mesh_models()[1])

    def close(self) -> None:
        """Let go of the models."""
        for model in (self._far.model, self._near.model, self._mesh):
            model.close()

    def find_faces(self, frame: Frame, *, quick: bool = False) -> tuple[FaceSight, ...]:
        """Find up to twenty faces, the largest first.

        Parameters
        ----------
        quick : look at the picture as a whole only, for one person before a camera.
        """
        whole = _Window(0, 0, frame.width, frame.height)
        found = self._detect(self._far, frame.rgb, whole) or self._detect(self._near, frame.rgb, whole)
        if not quick and whole.side >= _TILES_FROM_PX:
            for tile in _tiles(frame.width, frame.height):
                seen = self._detect(self._far, frame.rgb, tile)
                found += [one for one in seen if tile.holds(one.box, frame)]
        kept = [found[index] for index in without_doubles((one.box, one.score) for one in found)]
        kept.sort(key=lambda one: -one.box.area)
        faces = (self._sight(frame.rgb, one) for one in kept)
        return tuple(islice((one for one in faces if one is not None), MOST_FACES))

    def _embedder(self, asset: model_bundle.Asset) -> Any:
        return self._vision.ImageEmbedder.create_from_options(
            self._vision.ImageEmbedderOptions(
                base_options=self._tasks.BaseOptions(**asset.options()), l2_normalize=False, quantize=False
            )
        )

    def _heads(self, model: Any, cut: Picture) -> list[Points]:
        data: Any = np.ascontiguousarray(cut)
        image = self._mediapipe.Image(image_format=self._mediapipe.ImageFormat.SRGB, data=data)
        return [np.asarray(head.embedding, np.float64) for head in model.embed(image).embeddings]

    def _detect(self, detector: _Detector, rgb: Picture, window: _Window) -> list[_Found]:
        side = detector.side
        scale = side / window.side
        raw, logits = self._heads(detector.model, _padded(rgb, window, side))
        scores = 1.0 / (1.0 + np.exp(-np.clip(logits, -80.0, 80.0)))
        numbers = raw.reshape(len(scores), 16)
        found = []
        for index in np.flatnonzero(scores >= LEAST_SCORE):
            places = numbers[index].reshape(8, 2)
            middle, size = places[0] + detector.anchors[index], places[1]
            points = (places[2:] + detector.anchors[index]) / scale + (window.x, window.y)
            low, high = ((middle + half * size) / scale + (window.x, window.y) for half in (-0.5, 0.5))
            box = FaceBox(float(low[0]), float(low[1]), float(high[0]), float(high[1]))
            found.append(_Found(box, float(scores[index]), points[[_LEFT_EYE, _RIGHT_EYE]]))
        return [found[one] for one in without_doubles((each.box, each.score) for each in found)]

    def _sight(self, rgb: Picture, found: _Found) -> FaceSight | None:
        """Look closely; None when the mesh sees no face."""
        mesh = self._meshed(rgb, found.box, found.eyes_px)
        if mesh is None:
            return None
        eyes = [mesh[list(corners), :2].mean(axis=0) for corners in _MESH_EYES]
        points = np.array([*eyes, mesh[_MESH_NOSE, :2], *mesh[list(_MESH_CORNERS), :2]])
        return FaceSight(found.box, found.score, points, face_turn(mesh))

    def mesh(self, frame: Frame, face: FaceSight) -> Points | None:
        """Give the mesh of a face that was found, as `face_turn` takes it."""
        return self._meshed(frame.rgb, face.box, face.points_px[:2])

    def _meshed(self, rgb: Picture, box: FaceBox, eyes_px: Points) -> Points | None:
        """Give the mesh, (468, 3) in photo pixels; None when it sees no face.

        `eyes_px` are (left, right), (2, 2).
        """
        across = eyes_px[0] - eyes_px[1]
        along = across / max(float(np.hypot(*across)), 1e-6)
        middle = np.array([(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2])
        matrix = mesh_cuts.matrix(middle, mesh_cuts.MARGIN * max(box.width, box.height), along)
        heads = self._heads(self._mesh, mesh_cuts.cut(rgb, matrix))
        if float(heads[-1][0]) < LEAST_PRESENCE:
            return None
        return mesh_cuts.in_photo(heads[0], matrix)


@dataclass(frozen=True, slots=True)
class _Window:
    """A part of the picture, in pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def side(self) -> int:
        return max(self.width, self.height)

    def holds(self, box: FaceBox, frame: Frame) -> bool:
        """Tell whether no edge inside the picture cuts the face; a neighbour sees a cut one whole."""
        right, below = self.x + self.width, self.y + self.height
        inside = (
            box.x0 >= self.x or self.x == 0,
            box.y0 >= self.y or self.y == 0,
            box.x1 <= right or right == frame.width,
            box.y1 <= below or below == frame.height,
        )
        return all(inside)


def _tiles(width: int, height: int) -> list[_Window]:
    """Give two by two overlapping parts that cover the picture."""
    wide, high = round(_TILE_SHARE * width), round(_TILE_SHARE * height)
    return [_Window(x, y, wide, high) for y in (0, height - high) for x in (0, width - wide)]


def _anchors(side: int, layers: tuple[tuple[int, int], ...]) -> Points:
    """Give the middles of the anchors: per layer a grid of one stride, each cell so many times."""
    parts = []
    for stride, times in layers:
        rows, columns = np.mgrid[: side // stride, : side // stride]
        cells = (np.stack([columns, rows], axis=-1).reshape(-1, 2) + 0.5) * stride
        parts.append(np.repeat(cells, times, axis=0))
    return np.asarray(np.concatenate(parts), np.float64)


def _padded(rgb: Picture, window: _Window, side: int) -> Picture:
    """Cut the square over a window out, black where it reaches beyond, as MediaPipe's own pipeline does."""
    cut = np.zeros((window.side, window.side, 3), np.uint8)
    part = rgb[window.y : window.y + window.height, window.x : window.x + window.width]
    cut[: part.shape[0], : part.shape[1]] = part
    return np.asarray(cv2.resize(cut, (side, side), interpolation=cv2.INTER_AREA), np.uint8)
