"""The contract's 22-point skeleton, made of our 33 landmarks, in pixels or in millimetres."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain.keypoints import Keypoints, Landmark
from posture_app.domain.scale import head_top_px
from posture_app.wire.points import keypoints_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from posture_app.domain.keypoints import Person
    from posture_app.domain.views import Facing

    Points = NDArray[np.float64]

HEAD_TOP, NECK, PELVIS, SPINE, UPPER_NECK = 0, 1, 14, 15, 16
"""The points that no landmark stands for: head top, neck base, pelvis centre, mid-trunk, chin level."""

LANDMARKS: dict[int, Landmark] = {
    2: Landmark.RIGHT_SHOULDER,
    3: Landmark.RIGHT_ELBOW,
    4: Landmark.RIGHT_WRIST,
    5: Landmark.LEFT_SHOULDER,
    6: Landmark.LEFT_ELBOW,
    7: Landmark.LEFT_WRIST,
    8: Landmark.RIGHT_HIP,
    9: Landmark.RIGHT_KNEE,
    10: Landmark.RIGHT_ANKLE,
    11: Landmark.LEFT_HIP,
    12: Landmark.LEFT_KNEE,
    13: Landmark.LEFT_ANKLE,
    17: Landmark.LEFT_EAR,
    18: Landmark.LEFT_EYE,
    19: Landmark.NOSE,
    20: Landmark.RIGHT_EAR,
    21: Landmark.RIGHT_EYE,
}
"""By index, the points that are landmarks of ours. The guide does not name its points: the order was
read off its sample's coordinates."""

COUNT = 22
DRAWN = 17
"""`pose2df2` and `pose2ds3` hold the points before this one."""

HEAD_ABOVE_EARS = 0.09
"""How far the head's top stands above the ears, as a share of the height from ankles to ears, where no
silhouette tells: ears 87.6 % and ankles 4.5 % of the stature up (rendered bodies; Bodyspace 2006)."""

HIDDEN = (-1.0, -1.0)


def middle(points: Points, name: str) -> Points:
    """Give the point half-way between the left and the right landmark of that name, of (33, d) points."""
    half: Points = (points[Landmark["LEFT_" + name]] + points[Landmark["RIGHT_" + name]]) / 2
    return half


def skeleton_of(points: Points) -> Points:
    """Make (22, d) points of the model's (33, d), d = 2 or 3, y downwards.

    Neck base: between the shoulders. Pelvis centre: between the hips. Mid-trunk: half-way between these
    two. Chin level: half-way from neck base to the middle of the ears. Head top: straight above the ears.
    """
    made = np.empty((COUNT, points.shape[1]))
    for index, landmark in LANDMARKS.items():
        made[index] = points[landmark]
    ears = middle(points, "EAR")
    made[NECK], made[PELVIS] = middle(points, "SHOULDER"), middle(points, "HIP")
    made[SPINE] = (made[NECK] + made[PELVIS]) / 2
    made[UPPER_NECK] = (made[NECK] + ears) / 2
    made[HEAD_TOP] = ears
    made[HEAD_TOP, 1] -= HEAD_ABOVE_EARS * (middle(points, "ANKLE")[1] - ears[1])
    return made


def pixels_of(person: Person) -> Points:
    """Give the (22, 2) points in pixels of the photo; a silhouette tells where the head's top is."""
    made = skeleton_of(person.keypoints.xy_px[: len(person.world_m)])
    top = head_top_px(person)
    if top is not None:
        made[HEAD_TOP, 1] = top
    return made


def drawn_of(person: Person, facing: Facing) -> list[tuple[float, float]]:
    """Give the first 17 points with the hidden ones marked [-1, -1].

    Hidden is what the model does not see, and in profile the arm and the leg that are turned away.
    """
    points = pixels_of(person)
    away = {"left": "RIGHT_", "right": "LEFT_"}.get(facing.value)
    return [
        HIDDEN if _is_hidden(index, person.keypoints, away) else (float(x), float(y))
        for index, (x, y) in enumerate(points[:DRAWN])
    ]


def _is_hidden(index: int, keypoints: Keypoints, away: str | None) -> bool:
    landmark = LANDMARKS.get(index)
    if landmark is None:
        return False
    return not keypoints.sees(landmark) or (away is not None and landmark.name.startswith(away))


def keypoints_from(pairs: Sequence[tuple[float, float]]) -> Keypoints:
    """Read the 22 points of an answer back; what they are made of otherwise is missing."""
    return keypoints_of(
        {landmark: (*pairs[i], 1.0) for i, landmark in LANDMARKS.items() if tuple(pairs[i]) != HIDDEN}
    )
