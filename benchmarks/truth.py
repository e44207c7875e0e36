"""The truth of the rendered test pictures, in the product's measures and signs."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np

from posture_app.domain.geometry import rotate

# Ours → the truth's name and the factor that brings its sign to ours.
CORONAL = {
    "shoulder_tilt": ("shoulder_line_acromion", 1),
    "pelvic_tilt": ("hip_line_jc", 1),
    "knee_tilt": ("knee_line", 1),
    "body_tilt": ("body_axis_lat_shoulder", -1),
    "left_knee_alignment": ("left_knee_valgus", -1),
    "right_knee_alignment": ("right_knee_valgus", -1),
    "head_axis_tilt": ("head_axis_lat", -1),
    "trunk_tilt": ("trunk_axis_lat", -1),
}
SAGITTAL = {
    "ear_shoulder_angle": "ear_shoulder",
    "body_lean": "body_axis_ear",
    "ankle_neck_lean": "body_axis_shoulder",
    "trunk_lean": "trunk_axis_sag",
    "knee_flexion": "knee_flexion",
}
SHIFTS = {"pelvic_shift_cm": "hip_jc", "shoulder_shift_cm": "shoulder_jc", "head_shift_cm": "tragus"}
_PLUMBS = {
    "plumb_ear_cm": "tragus",
    "plumb_shoulder_cm": "shoulder_jc",
    "plumb_hip_cm": "hip_jc",
    "plumb_knee_cm": "knee_jc",
}


def truth_of(image: dict[str, Any]) -> dict[str, float]:
    """Give the true values of one picture, by measure id, in our signs."""
    angles = image["angles"]["image_2d_deroll"]
    view = image["view"]
    if view in ("left", "right"):
        true = {
            ours: angles[f"{view}_{name}"] for ours, name in SAGITTAL.items() if f"{view}_{name}" in angles
        }
        return {**true, **_sagittal_points(image, view)}
    true = {ours: sign * angles[name] for ours, (name, sign) in CORONAL.items() if name in angles}
    true["head_tilt"] = angles["eye_line" if view == "front" else "ear_line"]
    return {**true, **_shifts(image, +1 if view == "front" else -1)}


def _points(image: dict[str, Any]) -> tuple[dict[str, np.ndarray], float]:
    """Give the true points with the roll removed, in pixels, and the pixels per cm at the hips."""
    camera = image["camera"]
    centre = (camera["width"] / 2, camera["height"] / 2)
    points = {
        name: rotate(np.array(one["px"], dtype=float), camera["roll_deg"], centre)
        for name, one in image["landmarks"].items()
    }
    return points, scale_of(image)


def scale_of(image: dict[str, Any]) -> float:
    """Give the pixels per cm at the hips."""
    depth = np.mean([image["landmarks"][f"{side}_hip_jc"]["cam_mm"][2] for side in ("left", "right")])
    return 10.0 * float(image["camera"]["fx"]) / float(depth)


def _shifts(image: dict[str, Any], left_towards: int) -> dict[str, float]:
    points, scale = _points(image)
    apart = abs(points["left_ankle_jc"][0] - points["right_ankle_jc"][0])
    mid = lambda name: (points[f"left_{name}"] + points[f"right_{name}"]) / 2  # noqa: E731
    shifts = {
        ours: float((mid(name)[0] - mid("ankle_jc")[0]) * left_towards / scale)
        for ours, name in SHIFTS.items()
    }
    return {**shifts, "stance_width_cm": float(apart / scale)}


def _sagittal_points(image: dict[str, Any], side: str) -> dict[str, float]:
    points, scale = _points(image)
    forward = +1 if side == "right" else -1
    ankle = points[f"{side}_ankle_jc"]
    true = {
        ours: float((points[f"{side}_{name}"][0] - ankle[0]) * forward / scale)
        for ours, name in _PLUMBS.items()
    }
    dx, dy = points[f"{side}_eye"] - points[f"{side}_tragus"]
    true["head_pitch"] = float(np.degrees(np.arctan2(dy, dx * forward)))
    return true


def data_folder() -> Path:
    """Where the test pictures are."""
    default = Path(__file__).resolve().parents[1] / ".." / "shared" / "data"
    return Path(os.environ.get("POSTURE_TEST_DATA", default))


def rendered_pictures() -> tuple[list[dict[str, Any]], Path]:
    """Give the truth of every valid rendered picture, and the folder they are in."""
    folder = data_folder() / "synthetic"
    images = json.loads((folder / "truth.json").read_text(encoding="utf-8"))["images"]
    return [one for one in images if not one["expected_reject"]], folder
