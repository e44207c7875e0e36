"""Where a person's head is in a photograph, with all that a face is known by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain.keypoints import Landmark
from posture_app.domain.scale import head_top_px

if TYPE_CHECKING:
    from posture_app.domain.keypoints import Person

Box = tuple[int, int, int, int]
"""left, top, right, bottom in whole pixels of the photo; right and bottom lie outside."""

_FACE = [
    Landmark[name]
    for name in ("NOSE", "LEFT_EYE", "RIGHT_EYE", "LEFT_EAR", "RIGHT_EAR", "LEFT_MOUTH", "RIGHT_MOUTH")
]

# Shares of the height from eyes to toes. A head is 13 % of the stature high and 9 % wide (Bodyspace 2006):
# the crown lies 7 % above the eyes and the chin 3 % below the mouth; in profile the back of the head lies 6 %
# behind the ear. The rest is room for hair and for landmarks that are a little off, as from behind.
_ABOVE, _BELOW, _BESIDE = 0.11, 0.045, 0.09
_HAIR = 0.015
"""Above the silhouette's own top, where there is one."""


def head_box(person: Person, width: int, height: int) -> Box:
    """Give the box around the head in a photo of this size, the same way in every view.

    The chin is in it and the shoulders are not.
    """
    face, body = person.keypoints.xy_px[_FACE], person.keypoints.height_px()
    left, top = np.nanmin(face, axis=0)
    right, bottom = np.nanmax(face, axis=0)
    crown = head_top_px(person)
    top -= _ABOVE * body
    if crown is not None:
        top = min(top, crown - _HAIR * body)
    left, right, bottom = left - _BESIDE * body, right + _BESIDE * body, bottom + _BELOW * body
    xs = np.clip([np.floor(left), np.ceil(right)], 0, width).astype(int)
    ys = np.clip([np.floor(top), np.ceil(bottom)], 0, height).astype(int)
    return int(xs[0]), int(ys[0]), int(xs[1]), int(ys[1])
