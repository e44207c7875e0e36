"""Bodies for the description of skeleton-v2: the guides' numbers, pictures cut short, points not repeated."""

from __future__ import annotations

from typing import Any

from posture_app.wire.remo.coords import COUNT
from posture_app.wire.remo.front_side import DRAWN_POINTS, SMPL_POINTS

PICTURE = "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAIB…"
_UUID = "59e9a3a1-a8d2-42a1-b2af-3a87cd01f682"
_WHO = {"Email": "your_email", "UserKey": "your_user_key", "APIKey": "your_api_key"}
_BACK_COORDS = (
    "[[1060, 816], [1053, 1079], [1199, 1134], [1417, 1340], [1609, 1465], [903, 1121], [661, 1301], "
    "[448, 1397], [1162, 1605], [1156, 2076], [1159, 2449], [899, 1595], [873, 2069], [861, 2438], "
    "[1028, 1586], [1042, 1358], [1054, 991], [983, 943], [1007, 937], [1034, 979], [1128, 950], [1075, 940]]"
)

FRONT_SIDE_REQUEST: dict[str, Any] = {
    "id": "your_email",
    "uuid": _UUID,
    "forigimg": PICTURE,
    "sorigimg": PICTURE,
    "height": 175,
}
FRONT_SIDE_ANSWER: dict[str, Any] = {
    "uuid": _UUID,
    "forigimg": PICTURE,
    "sorigimg": PICTURE,
    "command": "keypoint",
    "state": 0,
    "far_coords": _BACK_COORDS,
    "far_grade": "A",
    "side_part": 170.1,
    "sar_coords": _BACK_COORDS,
    "sar_grade": "B",
    "sar_fwd_head": 0,
    "far_coords3D": [[18.6, -899.5, 3746.0]] * COUNT,
    "sar_coords3D": [[66.2, -900.5, 3856.0]] * COUNT,
    "far_head_bal_m_": 2721,
    "far_pelvic_bal_m_": 113,
    "far_shoulder_bal_m_": 1,
    "far_left_qang_m_": 1701,
    "far_right_qang_m_": 502,
    "far_knee_bal_m_": -485,
    "far_tilt_m_": -869,
    "turtle_neck_m_": 30160,
    "round_shoulder_m_": 2302,
    "sar_tilt_m_": -1464,
    "sar_head_tilt_m_": -1548,
    "pose2df1": [[[1138.7, 1894.7]] * SMPL_POINTS],
    "pose2df2": [[[1152.9, 1085.9]] * DRAWN_POINTS],
    "pose2ds3": [[[-1, -1]] * DRAWN_POINTS],
    "box1": [[598.5, 1039.5, 1178.1, 1820.7]],
    "box2": [[1008.0, 1064.7, 333.9, 1814.4]],
    "message": ["In the Front image, The target is too far."],
}
BACK_REQUEST: dict[str, Any] = {**_WHO, "borigimg": PICTURE}
VIEWS_REQUEST: dict[str, Any] = {**_WHO, "uuid": _UUID, "forigimg": PICTURE, "borigimg": PICTURE}
BACK_ANSWER: dict[str, Any] = {
    "state": True,
    "status_code": 200,
    "APIName": "Analysis-skeleton-v2",
    "credit_change": -1,
    "credit": 99984228,
    "uuid": _UUID,
    "borigimg": "data:image/jpeg;base64," + PICTURE,
    "bar_coords": _BACK_COORDS,
    "bar_head_bal_grade": 0,
    "bar_head_bal_m_": -0.011,
    "bar_knee_bal_grade": 0,
    "bar_knee_bal_m_": -0.312,
    "bar_left_qang_grade": 0,
    "bar_left_qang_m_": 0.665,
    "bar_pelvic_bal_grade": 0,
    "bar_pelvic_bal_m_": 0.299,
    "bar_right_qang_grade": 0,
    "bar_right_qang_m_": 2.109,
    "bar_shoulder_bal_grade": 0,
    "bar_shoulder_bal_m_": 0.544,
    "bar_tilt_grade": 0,
    "bar_tilt_m_": -0.125,
}
