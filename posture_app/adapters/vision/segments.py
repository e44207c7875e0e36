"""Straight edges of a picture outside the person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from posture_app.adapters.opencv import cv2

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_app.domain.keypoints import Person
    from posture_app.services.ports import Frame

    Floats = NDArray[np.float64]
    Mask = NDArray[np.uint8]

LONG_SIDE_PX = 1280
"""Larger pictures are searched in this size: longer edges, but not more of the room."""

_MARGIN = 0.02
"""What is added around the silhouette, as a share of the person's height: the mask is that coarse."""

_BOX_MARGIN, _HEAD_MARGIN = 0.06, 0.12
"""What is added around and above the landmarks' box when there is no silhouette: sleeves, hands, hair."""

END_SEM_PX = 0.3
"""How far an end of an edge lies off its line in the working size; half as much again as the
rendered rooms show, which are sharper than a webcam's pictures."""

MOST_SEM_DEG = 0.5
"""Edges that lean less surely are too short to count."""

_SAMPLES = 9

_BLACK, _WHITE, _PADDING_EDGE, _ALONG = 2, 253, 7, 0.7
"""Grey of what was put around a photo, the width in px over which its edge is soft, and how much of a segment
must run along it."""


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """Straight edges, in units of the picture's height about its centre, x right and y down.

    Attributes
    ----------
    middle : (n, 2).
    length : (n,).
    lean : (n,) rad off the vertical in (-pi/2, pi/2]; + = the upper end lies further left, as everything does
        in the picture of a camera that is turned clockwise.
    top : (n,) y of the upper end.
    sem : (n,) rad, how uncertain the lean is by the place of the ends.
    """

    middle: Floats
    length: Floats
    lean: Floats
    top: Floats
    sem: Floats

    def __len__(self) -> int:
        return len(self.length)

    def where(self, chosen: NDArray[np.bool_]) -> Segments:
        """Give the chosen ones."""
        return Segments(
            self.middle[chosen], self.length[chosen], self.lean[chosen], self.top[chosen], self.sem[chosen]
        )


def find_segments(frame: Frame, person: Person | None) -> Segments:
    """Find the straight edges that do not touch the person and lean as surely as `MOST_SEM_DEG` asks."""
    grey, scale = _reduced(frame)
    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD).detect(grey)[0]
    ends = np.zeros((0, 2, 2)) if found is None else found.reshape(-1, 2, 2).astype(np.float64)
    height = grey.shape[0]
    ends = ends[_sem(ends) <= np.radians(MOST_SEM_DEG)]
    if person is not None:
        ends = ends[_inside(ends, _mask(person, grey.shape, scale)) == 0.0]
    ends = ends[_inside(ends, _padding(grey)) < _ALONG]
    upper_first = np.where((ends[:, 0, 1] <= ends[:, 1, 1])[:, None, None], ends, ends[:, ::-1])
    centred = (upper_first - np.array([grey.shape[1], height]) / 2) / height
    along = centred[:, 1] - centred[:, 0]
    return Segments(
        middle=centred.mean(axis=1),
        length=np.linalg.norm(along, axis=1),
        lean=np.arctan2(along[:, 0], along[:, 1]),
        top=centred[:, 0, 1],
        sem=_sem(upper_first),
    )


def _sem(ends: Floats) -> Floats:
    """Give the standard error of each segment's direction in rad."""
    length: Floats = np.linalg.norm(ends[:, 1] - ends[:, 0], axis=1)
    sem: Floats = np.sqrt(2.0) * END_SEM_PX / length
    return sem


def _reduced(frame: Frame) -> tuple[Mask, float]:
    """Give the grey picture in its working size and the scale."""
    grey = cv2.cvtColor(frame.rgb, cv2.COLOR_RGB2GRAY)
    scale = min(1.0, LONG_SIDE_PX / max(frame.width, frame.height))
    if scale < 1.0:
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(grey, dtype=np.uint8), scale


def _mask(person: Person, shape: tuple[int, ...], scale: float) -> Mask:
    """Give the person with a margin in the reduced picture, 1 inside."""
    mask = np.zeros(shape, np.uint8)
    left, top, right, bottom = (one * scale for one in person.keypoints.box_px())
    seen = person.silhouette
    if seen is None:
        margin = _BOX_MARGIN * (bottom - top)
        rows = slice(max(0, int(top - _HEAD_MARGIN * (bottom - top))), max(0, int(bottom + margin)))
        columns = slice(max(0, int(left - margin)), max(0, int(right + margin)))
        mask[rows, columns] = 1
        return mask
    size = scale / seen.scale
    place = np.array([[size, 0.0, seen.left * scale], [0.0, size, seen.top * scale]])
    cv2.warpAffine(seen.share, place, shape[::-1], dst=mask, flags=cv2.INTER_LINEAR)
    reach = 2 * max(1, round(_MARGIN * (bottom - top))) + 1
    around = cv2.dilate((mask >= 128).astype(np.uint8), np.ones((reach, reach), np.uint8))
    return np.asarray(around, dtype=np.uint8)


def _padding(grey: Mask) -> Mask:
    """Give the black or white that was put around the photo, 1 inside: its edges are not the room's.

    A white wall or a dark corner at the picture's rim is taken for it too; its edges are done without.
    """
    flat = ((grey <= _BLACK) | (grey >= _WHITE)).astype(np.uint8)
    _, labels = cv2.connectedComponents(flat, connectivity=4)
    rim = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
    outer = np.isin(labels, rim[rim > 0]).astype(np.uint8)
    return np.asarray(cv2.dilate(outer, np.ones((_PADDING_EDGE, _PADDING_EDGE), np.uint8)), dtype=np.uint8)


def _inside(ends: Floats, mask: Mask) -> Floats:
    """Give the share of each segment that lies in the mask."""
    along = np.linspace(0.0, 1.0, _SAMPLES)[None, :, None]
    points = np.round(ends[:, :1] + along * (ends[:, 1:] - ends[:, :1])).astype(np.int64)
    columns = np.clip(points[:, :, 0], 0, mask.shape[1] - 1)
    rows = np.clip(points[:, :, 1], 0, mask.shape[0] - 1)
    share: Floats = (mask[rows, columns] != 0).mean(axis=1)
    return share
