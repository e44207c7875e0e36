"""Light and sharpness of a photograph, by OpenCV."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from posture_app.adapters.opencv import cv2
from posture_app.domain.keypoints import Person
from posture_app.domain.quality import Light
from posture_app.services.ports import Frame

_PERSON_HEIGHT_PX = 480
_HIGHLIGHT_PERCENT = 90


class Cv2PhotoGauge:
    """Measures light and sharpness."""

    def light(self, frame: Frame, person: Person | None) -> Light:
        """Give the highlights of the whole picture and the sharpness of the person in it."""
        grey: NDArray[np.uint8] = np.asarray(cv2.cvtColor(frame.rgb, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
        coarse = grey[:: max(1, frame.height // 500), :: max(1, frame.width // 500)]
        highlight = float(np.percentile(coarse, _HIGHLIGHT_PERCENT))
        cut = grey if person is None else _cut(grey, person)
        scale = _PERSON_HEIGHT_PX / cut.shape[0]
        how = cv2.INTER_AREA if scale < 1.0 else cv2.INTER_LINEAR
        small = cv2.resize(cut, None, fx=scale, fy=scale, interpolation=how)
        return Light(highlight, float(cv2.Laplacian(small, cv2.CV_32F).var()))


def _cut(grey: NDArray[np.uint8], person: Person) -> NDArray[np.uint8]:
    left, top, right, bottom = (round(one) for one in person.keypoints.box_px())
    cut = grey[max(0, top) : max(0, bottom), max(0, left) : max(0, right)]
    return cut if min(cut.shape) > 1 else grey
