"""Making a region of a photograph unrecognisable for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2

from posture_app.services.ports import Frame

if TYPE_CHECKING:
    from posture_app.domain.head_region import Box

CELLS = 4
"""Along the region's shorter side. Nothing but the mean colours of these few cells is left of what was there;
to tell faces apart a person needs about sixteen across the face (Harmon and Julesz 1973), a machine about
as many."""


def blurred(frame: Frame, box: Box) -> Frame:
    """Give a copy whose box holds the mean colours of a few cells, smoothed into each other."""
    left, top, right, bottom = box
    rgb = frame.rgb.copy()
    region = rgb[top:bottom, left:right]
    high, wide = region.shape[:2]
    if not high or not wide:
        return Frame(rgb, frame.warnings)
    cell = max(1.0, min(high, wide) / CELLS)
    columns, rows = max(1, round(wide / cell)), max(1, round(high / cell))
    few = cv2.resize(region, (columns, rows), interpolation=cv2.INTER_AREA)
    coarse = cv2.resize(few, (wide, high), interpolation=cv2.INTER_NEAREST)
    rgb[top:bottom, left:right] = cv2.GaussianBlur(
        coarse, (0, 0), sigmaX=cell / 2, borderType=cv2.BORDER_REPLICATE
    )
    return Frame(rgb, frame.warnings)
