"""The mid-line of a head from behind: the head laid over its own mirror image.

The silhouette alone is too coarse for it (a pixel of the model's mask is two of the photo), so its edge is
first drawn to the picture's own edges by a guided filter. Then the part of the picture that holds the head
is mirrored and registered with itself (OpenCV's ECC): a head tilted by an angle is turned against its
mirror image by twice that angle.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from posture_app.adapters import opencv
from posture_app.adapters.opencv import cv2
from posture_app.adapters.vision.guided_filter import guided_filter
from posture_app.domain.head import HeadLook
from posture_app.domain.keypoints import Landmark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from posture_app.domain.keypoints import Person, Silhouette
    from posture_app.services.ports import Frame

    Grey = NDArray[np.float32]
    Points = NDArray[np.float64]

_SIDE = 160
_CROWN_TO_EARS = 48
"""The cut-out's side and the distance from the crown to the ears in it, in pixels."""
_CROWN_AT = 28
"""Where the crown stands in the cut-out, in pixels from its top."""

_RADIUS, _EPS = 8, 1e-3
"""The guided filter's, at this size of a head: a larger radius draws the shoulders in."""

# (middle below the crown, radius, where it begins below the crown) of the round part that is laid over its
# mirror image, from the crown to the ears = 1. Smaller parts hold too little beside the round skull; larger
# ones hold the neck and the shoulders and read a tilted head as straighter. The lower parts leave
# out where hair is parted.
_WHOLE = ((0.85, 1.1, -1.0), (0.75, 1.0, -1.0), (1.0, 1.2, -1.0))
_LOWER = ((0.85, 1.1, 0.7), (1.0, 1.2, 0.7))

_ROUNDS = 4
_STEPS = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 40, 1e-4)
_BLUR = 5
_SETTLED_DEG = 0.05
_EDGE_SIGMA = 1.5


@dataclass(frozen=True, slots=True)
class _Line:
    """A mid-line: a point on it in the cut-out, and its tilt in radians, + = clockwise."""

    point: Points
    tilt: float

    @property
    def across(self) -> Points:
        """Give the unit vector from image left to image right across it."""
        return np.array([np.cos(self.tilt), np.sin(self.tilt)])

    @property
    def down(self) -> Points:
        """Give the unit vector down along it."""
        return np.array([-np.sin(self.tilt), np.cos(self.tilt)])

    def beside(self, point: Points) -> Points:
        """Give the point of it that is nearest to another."""
        nearest: Points = self.point + (point - self.point) @ self.down * self.down
        return nearest

    def mirror(self) -> Points:
        """Give the matrix (2, 3) that mirrors pixel indices at it."""
        flip = np.eye(2) - 2.0 * np.outer(self.across, self.across)
        at = self.point - 0.5
        return np.column_stack([flip, at - flip @ at])


class HeadOutline:
    """Finds the mid-line of a head."""

    def look_at_head(self, frame: Frame, person: Person, silhouette: Silhouette | None) -> HeadLook | None:
        """Read the mid-line six times; None when the silhouette shows no head."""
        points = person.keypoints
        ears = (points.point(Landmark.LEFT_EAR) + points.point(Landmark.RIGHT_EAR)) / 2
        if silhouette is None:
            return None
        matrix = _cut_out(silhouette, ears, points.height_px())
        if matrix is None:
            return None
        cut = opencv.cut_out(frame.rgb, matrix, _SIDE)
        share = _refined(cut, _share(silhouette, matrix))
        at_ears = matrix[:, :2] @ ears + matrix[:, 2]
        start = _upright(share, at_ears)
        pictures = (share, share + _inner_edges(cut, share))
        lines = [line for picture in pictures for line in _readings(picture, start, _WHOLE)]
        if not lines:
            return None
        lower = [line for picture in pictures for line in _readings(picture, lines[-1], _LOWER)]
        middles = np.array([one.beside(at_ears) for one in lines])
        return HeadLook(
            tilts_deg=np.degrees([one.tilt for one in lines]),
            middles_px=(middles - matrix[:, 2]) / matrix[0, 0],
            lower_deg=np.degrees([one.tilt for one in lower]),
            unlike=float(np.mean([_unlike(share, one) for one in lines])),
        )


def _cut_out(silhouette: Silhouette, ears: Points, height_px: float) -> Points | None:
    """Give the matrix (2, 3) from photo to cut-out positions: the crown and the ears at given heights."""
    near = 0.01 * height_px
    rows = silhouette.rows_px(float(ears[0]) - near, float(ears[0]) + near)
    if rows is None or ears[1] - rows[0] < near:
        return None
    scale = _CROWN_TO_EARS / (ears[1] - rows[0])
    return np.array([[scale, 0.0, _SIDE / 2 - scale * ears[0]], [0.0, scale, _CROWN_AT - scale * rows[0]]])


def _share(silhouette: Silhouette, matrix: Points) -> Grey:
    """Cut the silhouette out alike, 0..1."""
    to_cut = matrix @ np.array(
        [[1 / silhouette.scale, 0, silhouette.left], [0, 1 / silhouette.scale, silhouette.top], [0, 0, 1]]
    )
    to_cut[:, 2] += to_cut[:, :2] @ (0.5, 0.5) - 0.5
    cut = cv2.warpAffine(silhouette.share, to_cut, (_SIDE, _SIDE), flags=cv2.INTER_LINEAR)
    return np.asarray(cut, np.float32) / 255.0


def _refined(cut: NDArray[np.uint8], share: Grey) -> Grey:
    """Draw the silhouette's edge to the picture's."""
    return np.clip(guided_filter(cut, share, _RADIUS, _EPS * 255.0**2), 0.0, 1.0)


def _upright(share: Grey, ears: Points) -> _Line:
    """Give the upright line through the middle of the head above the ears."""
    upper = share[_CROWN_AT : int(ears[1])]
    middle = float((upper * (np.arange(_SIDE) + 0.5)).sum() / max(float(upper.sum()), 1e-6))
    return _Line(np.array([middle, ears[1]]), 0.0)


def _readings(picture: Grey, start: _Line, parts: tuple[tuple[float, float, float], ...]) -> Iterator[_Line]:
    """Read the mid-line over several parts of the head, each reading from the last one on."""
    line = start
    for part in parts:
        found = _mid_line(picture, line, part)
        if found is not None:
            line = found
            yield found


def _inner_edges(cut: NDArray[np.uint8], share: Grey) -> Grey:
    """Give how strong the lightness' edges inside the head are, 0..1: hairline, ears, neck."""
    lightness = cv2.cvtColor(cut, cv2.COLOR_RGB2LAB)[..., 0].astype(np.float32) / 255.0
    smooth = cv2.GaussianBlur(lightness, (0, 0), _EDGE_SIGMA)
    edges = np.hypot(cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1)) * share
    inside = edges[share > 0.5]
    strong = float(np.percentile(inside, 90)) if len(inside) else 0.0
    return np.minimum(edges / max(strong, 1e-6), 1.0).astype(np.float32)


def _mid_line(picture: Grey, line: _Line, part: tuple[float, float, float]) -> _Line | None:
    """Register one part with its mirror image; None when that does not settle."""
    rows, columns = np.mgrid[:_SIDE, :_SIDE] + 0.5
    below, radius, begins = (_CROWN_TO_EARS * one for one in part)
    for _ in range(_ROUNDS):
        crown = line.point + (_CROWN_AT - line.point[1]) / line.down[1] * line.down
        centre = crown + below * line.down
        depth = (columns - crown[0]) * line.down[0] + (rows - crown[1]) * line.down[1]
        inside = (np.hypot(columns - centre[0], rows - centre[1]) < radius) & (depth > begins)
        mirrored = cv2.warpAffine(
            picture,
            line.mirror(),
            (_SIDE, _SIDE),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )
        try:
            _, warp = cv2.findTransformECC(
                picture, mirrored, np.eye(2, 3, dtype=np.float32), cv2.MOTION_EUCLIDEAN, _STEPS,
                inside.astype(np.uint8), _BLUR,
            )  # fmt: skip
        except cv2.error:  # the two have nothing in common, or do not come together
            return None
        turned = float(np.arctan2(warp[1, 0], warp[0, 0]))
        at = centre - 0.5
        moved = float((warp[:, :2] @ at + warp[:, 2] - at) @ line.across)
        line = _Line(centre - moved / 2 * line.across, line.tilt - turned / 2)
        if abs(np.degrees(turned)) < _SETTLED_DEG and abs(moved) < _SETTLED_DEG:
            break
    return line


def _unlike(share: Grey, line: _Line) -> float:
    """Give the share of the head that differs from its mirror image."""
    rows, columns = np.mgrid[:_SIDE, :_SIDE] + 0.5
    below, radius, _ = _WHOLE[0]
    head = (
        np.hypot(columns - line.point[0], rows - _CROWN_AT - below * _CROWN_TO_EARS) < radius * _CROWN_TO_EARS
    )
    mirrored = cv2.warpAffine(
        share, line.mirror(), (_SIDE, _SIDE), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    )
    return float(np.abs(share - mirrored)[head].sum() / max(float(share[head].sum()), 1e-6))
