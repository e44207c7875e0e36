"""Photographs for the report: cut round the person so that all figures have one height, and small."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from posture_app.adapters.opencv import cv2
from posture_app.domain.keypoints import Landmark
from posture_app.domain.scale import head_top_px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_app.domain.people import PhotoAnalysis
    from posture_app.services.ports import Frame

DPI = 200
QUALITY = 85
_GROUND = (0xEF, 0xEC, 0xE5)
"""What fills a window that reaches beyond the photograph."""

FIGURE_SHARE = 0.80
"""How much of the window's height a figure fills when the photograph is large enough."""
ABOVE_SHARE = 0.6
"""How much of the free height lies above the figure: the labels and the caption stand there."""
_CROWN = 0.09
"""Height of the skull above the highest landmark, as a share of the landmarks' height."""
_NARROWEST = 0.3
"""Least width of the window as a share of its height, reaching beyond the photograph if need be."""


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a photograph that is shown, in photo pixels."""

    left: float
    top: float
    width: float
    height: float


def _figure(analysis: PhotoAnalysis) -> tuple[float, float, float]:
    """Give (middle x, top y, bottom y) of the person in photo pixels."""
    points = analysis.body.person.keypoints
    _, top, _, bottom = points.box_px()
    crown = head_top_px(analysis.body.person)
    top = top - _CROWN * (bottom - top) if crown is None else min(top, crown)
    trunk = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
    legs = [Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]
    return float(points.xy_px[trunk + legs, 0].mean()), top, bottom


def crown_px(analysis: PhotoAnalysis) -> float:
    """Give the photo y of the top of the head."""
    return _figure(analysis)[1]


def common_share(analyses: Sequence[PhotoAnalysis]) -> float:
    """Give the share of the window's height that the figures fill: one for all photographs."""
    shares = [FIGURE_SHARE]
    for analysis in analyses:
        _, top, bottom = _figure(analysis)
        shares.append(min(0.96, (bottom - top) / analysis.height))
    return max(shares)


def widest_aspect(analysis: PhotoAnalysis, share: float) -> float:
    """Give the largest width / height at which the window lies inside the photograph."""
    _, top, bottom = _figure(analysis)
    return max(_NARROWEST, analysis.width * share / (bottom - top))


def window_of(analysis: PhotoAnalysis, share: float, aspect: float) -> Window:
    """Give the window of a photograph, moved into the picture as far as it fits."""
    middle, top, bottom = _figure(analysis)
    height = (bottom - top) / share
    width = height * aspect
    return Window(
        left=_inside(middle - width / 2, width, analysis.width),
        top=_inside(top - ABOVE_SHARE * (height - (bottom - top)), height, analysis.height),
        width=width,
        height=height,
    )


def _inside(start: float, length: float, whole: float) -> float:
    return (whole - length) / 2 if length > whole else min(max(start, 0.0), whole - length)


def jpeg_of(frame: Frame, window: Window, width_pt: float) -> bytes:
    """Give the window as a JPEG of about 200 dpi at the drawn width, never larger than the photo's own."""
    zoom = min(1.0, width_pt / 72 * DPI / window.width)
    left, top = max(0, round(window.left)), max(0, round(window.top))
    right = min(frame.width, round(window.left + window.width))
    bottom = min(frame.height, round(window.top + window.height))
    piece = frame.rgb[top:bottom, left:right]
    size = (max(1, round(piece.shape[1] * zoom)), max(1, round(piece.shape[0] * zoom)))
    # Averaging whole areas is sharp when making smaller, and quick with pictures of 24 megapixels.
    piece = np.asarray(cv2.resize(piece, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    whole = np.full((round(window.height * zoom), round(window.width * zoom), 3), _GROUND, np.uint8)
    x, y = round((left - window.left) * zoom), round((top - window.top) * zoom)
    fitting = whole[y : y + piece.shape[0], x : x + piece.shape[1]]
    fitting[:] = piece[: fitting.shape[0], : fitting.shape[1]]
    _, coded = cv2.imencode(".jpg", whole[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return bytes(coded)
