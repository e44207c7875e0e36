"""`pose2df1`: 42 points in the order of the SMPL body model, made of our 33 landmarks.

The model knows 17 of them. The rest are interpolations and say nothing that the landmarks do not:
spine and collars lie on the line from pelvis to neck, where the guide's sample has them; the feet's own
points lie on the line from heel to big toe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain.keypoints import Landmark
from posture_app.wire.remo.skeleton import middle

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

NAMES: tuple[str, ...] = (
    *("pelvis", "left_hip", "right_hip", "spine_1", "left_knee", "right_knee", "spine_2"),
    *("left_ankle", "right_ankle", "spine_3", "left_foot", "right_foot", "neck", "left_collar"),
    *("right_collar", "head", "left_shoulder", "right_shoulder", "left_elbow", "right_elbow"),
    *("left_wrist", "right_wrist", "jaw", "left_eye_ball", "right_eye_ball", "left_hand", "right_hand"),
    *("nose", "right_eye", "left_eye", "right_ear", "left_ear", "left_big_toe", "left_small_toe"),
    *("left_heel", "right_big_toe", "right_small_toe", "right_heel", "left_thumb", "left_index"),
    *("right_thumb", "right_index"),
)
"""Of the 42 points, in order."""

_SPINE = {"spine_1": 0.23, "spine_2": 0.53, "spine_3": 0.64}
"""Shares of the way from pelvis to neck, as in the guide's sample."""
_COLLARS = 0.8
_COLLAR_TO_SHOULDER = 0.24
"""Share of the way from the spine at the collars' height to the shoulder, likewise."""
_BALL_OF_FOOT = 0.75
_SMALL_TOE = 0.8
"""Shares of the way from heel to the tip of the big toe (the foot's joint is where the toes begin)."""


def smpl_of(points: Points) -> Points:
    """Make the (42, 2) points of the model's (33, 2)."""
    pelvis, neck, ears = middle(points, "HIP"), middle(points, "SHOULDER"), middle(points, "EAR")
    made = {"pelvis": pelvis, "neck": neck, "head": ears, "jaw": ears, "nose": points[Landmark.NOSE]}
    made |= {name: _between(pelvis, neck, share) for name, share in _SPINE.items()}
    for side in ("left", "right"):
        made |= {f"{side}_{name}": place for name, place in _side(points, side, pelvis, neck).items()}
    return np.stack([made[name] for name in NAMES])


def _side(points: Points, side: str, pelvis: Points, neck: Points) -> dict[str, Points]:
    def own(name: str) -> Points:
        place: Points = points[Landmark[f"{side}_{name}".upper()]]
        return place

    same = {
        name: own(name)
        for name in (
            "hip",
            "knee",
            "ankle",
            "shoulder",
            "elbow",
            "wrist",
            "eye",
            "ear",
            "heel",
            "thumb",
            "index",
        )
    }
    heel, toe = own("heel"), own("foot_index")
    return {
        **same,
        "eye_ball": own("eye"),
        "collar": _between(_between(pelvis, neck, _COLLARS), own("shoulder"), _COLLAR_TO_SHOULDER),
        "hand": _between(own("index"), own("pinky"), 0.5),
        "big_toe": toe,
        "foot": _between(heel, toe, _BALL_OF_FOOT),
        "small_toe": _between(heel, toe, _SMALL_TOE),
    }


def _between(start: Points, end: Points, share: float) -> Points:
    return start + share * (end - start)
