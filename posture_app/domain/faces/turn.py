"""How a face is turned: a mesh laid over a face that looks straight ahead (Kabsch)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain.faces.portrait import Turn

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

# MediaPipe's mesh points that a smile does not move, with where they are in a face that looks straight
# ahead: (number, right, down, away), the outer corners of the eyes 1 apart. The mean of the mesh over the 28
# rendered front pictures of six bodies, each turned back by the true line of sight, made mirror-alike. Pitch
# 0 is therefore a head held up freely. On bodies left out of the mean yaw is 2° off and
# pitch 3° (RMS, `python run.py bench faces`); real portraits read some 5-10° further up than rendered ones.
_AHEAD = (
    (33, -0.500, -0.146, 0.021), (263, 0.500, -0.146, 0.021),  # eyes, outer corners
    (133, -0.200, -0.124, -0.031), (362, 0.200, -0.124, -0.031),  # inner corners
    (129, -0.225, 0.282, -0.108), (358, 0.225, 0.282, -0.108),  # wings of the nose
    (98, -0.182, 0.363, -0.141), (327, 0.182, 0.363, -0.141),
    (127, -0.754, -0.175, 0.559), (356, 0.754, -0.175, 0.559),  # temples
    (234, -0.749, -0.024, 0.620), (454, 0.749, -0.024, 0.620),
    (50, -0.523, 0.230, -0.013), (280, 0.523, 0.230, -0.013),  # cheeks
    (101, -0.372, 0.153, -0.074), (330, 0.372, 0.153, -0.074),
    (168, 0.0, -0.149, -0.220), (6, 0.0, -0.068, -0.261), (197, 0.0, 0.014, -0.307),  # bridge of the nose
    (4, 0.0, 0.279, -0.427),  # its tip
    (151, 0.0, -0.505, -0.240), (10, 0.0, -0.688, -0.213),  # forehead
)  # fmt: skip
POINTS = tuple(int(row[0]) for row in _AHEAD)
"""Numbers of the mesh points that are used."""

AHEAD: Points = np.array([row[1:] for row in _AHEAD], np.float64)
"""(22, 3) their places in a face that looks straight ahead."""


def face_turn(mesh: Points, ahead: Points = AHEAD) -> Turn:
    """Give how a face is turned against the line from the camera to it.

    Parameters
    ----------
    mesh : (468, 3), x right, y down, z away from the camera, all in the same unit.
    ahead : (22, 3) the same points of a face that looks straight ahead.
    """
    turned = rotation(ahead, mesh[list(POINTS)])
    # turned = about the line of sight (roll) · about image right (pitch) · about image down (yaw)
    return Turn(
        yaw=float(np.degrees(np.arctan2(turned[2, 0], turned[2, 2]))),
        pitch=float(np.degrees(-np.arcsin(np.clip(turned[2, 1], -1.0, 1.0)))),
        roll=float(np.degrees(np.arctan2(-turned[0, 1], turned[1, 1]))),
    )


def rotation(here: Points, there: Points) -> Points:
    """Give the rotation (3, 3) that lays (n, 3) points best over others, whatever place and size (Kabsch)."""
    u, _, vt = np.linalg.svd((there - there.mean(axis=0)).T @ (here - here.mean(axis=0)))
    proper = np.diag([1.0, 1.0, np.sign(np.linalg.det(u @ vt))])
    turned: Points = u @ proper @ vt
    return turned
