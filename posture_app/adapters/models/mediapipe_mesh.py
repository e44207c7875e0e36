"""The direction of a face, by both of MediaPipe's face meshes on own cut-outs of it.

The Tasks API's FaceLandmarker wants a mesh that the wheel does not carry. Its ImageEmbedder runs any
model that takes a picture and hands back the numbers as they are, which is what is wanted here: the
cut-outs are ours, as in the close looks at the body.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np

from posture_app.adapters.models import bundle as model_bundle
from posture_app.adapters.models import mediapipe_import, mesh_cuts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]
    Points = NDArray[np.float64]

_FIRST_SIDE, _FIRST_DOWN = 4.0, 0.55
"""The first cut-out's side and how far its middle lies below the eyes, in distances between the eyes."""

# (side of the cut-out, shift right, shift down, both as shares of the face's side): chosen once as a
# spread about MediaPipe's own, not fitted. One look is .36° off, four .34°, twelve .34° (rendered set).
_LOOKS = (
    (0.80, 0.00, 0.00),
    (0.87, 0.03, 0.02),
    (0.93, -0.03, -0.02),
    (1.00, 0.00, 0.00),
    (1.07, 0.02, -0.03),
    (1.15, -0.02, 0.03),
)

_LEAST_SCORE = 5.0
"""The meshes' own score, median over the looks, below which there is no face: free faces 20-30, with hair
over an eye 9-15, profiles and backs of heads below 0."""

# Points of MediaPipe's mesh that mirror each other, (subject's right, left). Mouth and nose stand first.
_PAIRS = np.array(
    [(61, 291), (40, 270), (37, 267), (84, 314), (91, 321)]  # mouth
    + [(98, 327), (97, 326), (48, 278), (64, 294), (129, 358)]  # nose
    + [(33, 263), (133, 362), (159, 386), (145, 374)]  # eyes
    + [(70, 300), (63, 293), (105, 334), (66, 296), (107, 336), (46, 276), (55, 285)]  # brows
    + [(234, 454), (93, 323), (132, 361), (58, 288), (172, 397), (136, 365), (150, 379)]  # outline
    + [(149, 378), (176, 400), (148, 377), (127, 356), (162, 389), (21, 251), (54, 284)]
    + [(103, 332), (67, 297), (109, 338)]
    + [(50, 280), (205, 425), (36, 266), (101, 330), (118, 347), (117, 346)]  # cheeks
)


class MediaPipeMeshes:
    """Both meshes side by side, each on a thread of its own: 2-3 ms a look."""

    def __init__(self) -> None:
        self._mediapipe, self._tasks, self._vision = mediapipe_import.load()
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="mesh")
        self._meshes = [self._make(asset) for asset in model_bundle.mesh_models()]

    def close(self) -> None:
        """Let go of the models."""
        self._pool.shutdown()
        for mesh in self._meshes:
            mesh.close()

    def look(self, rgb: Picture, eyes_px: Points) -> Points:
        """Look at the face whose (left, right) eyes, (2, 2), stand there.

        Returns
        -------
        (m, P, 2, 3) as `FaceLook.meshes_px`; none when most looks see no face.
        """
        found = list(self._pool.map(lambda mesh: self._looks(mesh, rgb, eyes_px), self._meshes))
        looks = np.concatenate([points for points, _ in found])
        scores = np.concatenate([scores for _, scores in found])
        return looks if float(np.median(scores)) >= _LEAST_SCORE else looks[:0]

    def _make(self, asset: model_bundle.Asset) -> Any:
        return self._vision.ImageEmbedder.create_from_options(
            self._vision.ImageEmbedderOptions(
                base_options=self._tasks.BaseOptions(**asset.options()), l2_normalize=False, quantize=False
            )
        )

    def _looks(self, mesh: Any, rgb: Picture, eyes_px: Points) -> tuple[Points, Points]:
        """Look once to find where the face is, then at it from all sides, direct and mirrored."""
        across = eyes_px[0] - eyes_px[1]
        apart = float(np.linalg.norm(across))
        along = across / apart
        down = np.array([-along[1], along[0]])
        centre = eyes_px.mean(axis=0) + _FIRST_DOWN * apart * down
        first, _ = self._look(mesh, rgb, mesh_cuts.matrix(centre, _FIRST_SIDE * apart, along), mirrored=False)
        axes = np.stack([along, down])
        upright = first[:, :2] @ axes.T
        low, high = upright.min(axis=0), upright.max(axis=0)
        side = float((high - low).max())
        looks, scores = [], []
        for share, right, below in _LOOKS:
            middle = ((low + high) / 2 + (right * side, below * side)) @ axes
            matrix = mesh_cuts.matrix(middle, mesh_cuts.MARGIN * share * side, along)
            for mirrored in (False, True):
                points, score = self._look(mesh, rgb, matrix, mirrored=mirrored)
                pairs = points[_PAIRS if mirrored else _PAIRS[:, ::-1]]
                looks.append(pairs)
                scores.append(score)
        return np.array(looks), np.array(scores)

    def _look(self, mesh: Any, rgb: Picture, matrix: Points, *, mirrored: bool) -> tuple[Points, float]:
        """Give the mesh, (468, 3) in photo pixels, and its score."""
        cut = mesh_cuts.cut(rgb, matrix)
        data: Any = np.ascontiguousarray(cut[:, ::-1] if mirrored else cut)
        image = self._mediapipe.Image(image_format=self._mediapipe.ImageFormat.SRGB, data=data)
        heads = mesh.embed(image).embeddings
        points = np.asarray(heads[0].embedding, np.float64).reshape(-1, 3)
        if mirrored:
            points = points * (-1.0, 1.0, 1.0) + (mesh_cuts.SIDE, 0.0, 0.0)
        return mesh_cuts.in_photo(points, matrix), float(heads[-1].embedding[0])
