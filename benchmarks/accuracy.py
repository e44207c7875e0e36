"""How far the measures are from the truth of the rendered test pictures.

    python run.py bench accuracy [--repeats N] [--save]

Prints, for every measure and view, n, bias, MAE, SD, RMS, P95, and the share of grades that agree with
the grade of the true value: once with the camera level unknown, once with the true roll given, so that
the pose's error and the level's are seen apart. The truth is what perfect landmarks would
give after the true roll is removed (`image_2d_deroll`).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from posture_app.adapters.photo_files import read_photo
from posture_app.app import make_eyes, shipped_settings
from posture_app.domain.body import CameraLevel
from posture_app.domain.geometry import rotate
from posture_app.domain.grading import plain_grade
from posture_app.domain.people import PhotoAnalysis, Subject
from posture_app.domain.views import View
from posture_app.services.assess import Settings, analyse_photo, measure_again

RESULTS = Path(__file__).parent / "results" / "accuracy.md"

# Ours → the truth's name and the factor that brings its sign to ours.
_CORONAL = {
    "shoulder_tilt": ("shoulder_line_acromion", 1),
    "pelvic_tilt": ("hip_line_jc", 1),
    "knee_tilt": ("knee_line", 1),
    "body_tilt": ("body_axis_lat_shoulder", -1),
    "left_knee_alignment": ("left_knee_valgus", -1),
    "right_knee_alignment": ("right_knee_valgus", -1),
    "head_axis_tilt": ("head_axis_lat", -1),
    "trunk_tilt": ("trunk_axis_lat", -1),
}
_SAGITTAL = {
    "ear_shoulder_angle": "ear_shoulder",
    "body_lean": "body_axis_ear",
    "ankle_neck_lean": "body_axis_shoulder",
    "trunk_lean": "trunk_axis_sag",
    "knee_flexion": "knee_flexion",
}
_SHIFTS = {"pelvic_shift_cm": "hip_jc", "shoulder_shift_cm": "shoulder_jc", "head_shift_cm": "tragus"}
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
            ours: angles[f"{view}_{name}"] for ours, name in _SAGITTAL.items() if f"{view}_{name}" in angles
        }
        return {**true, **_sagittal_points(image, view)}
    true = {ours: sign * angles[name] for ours, (name, sign) in _CORONAL.items() if name in angles}
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
    depth = np.mean([image["landmarks"][f"{side}_hip_jc"]["cam_mm"][2] for side in ("left", "right")])
    return points, 10.0 * camera["fx"] / float(depth)


def _shifts(image: dict[str, Any], left_towards: int) -> dict[str, float]:
    points, scale = _points(image)
    mid = lambda name: (points[f"left_{name}"] + points[f"right_{name}"]) / 2  # noqa: E731
    return {
        ours: float((mid(name)[0] - mid("ankle_jc")[0]) * left_towards / scale)
        for ours, name in _SHIFTS.items()
    }


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


def rows(
    images: list[dict[str, Any]], folder: Path, repeats: int
) -> Iterator[tuple[str, str, bool, float, float, int | None]]:
    """Give (measure, view, level known, estimate, truth, our grade) of every value."""
    eyes, settings = make_eyes(), replace(shipped_settings(), repeats=repeats)
    for done, image in enumerate(images, 1):
        print(f"\r{done}/{len(images)}", end="", file=sys.stderr, flush=True)
        view = View(image["view"]) if image["view"] in ("front", "back") else View.SIDE
        subject = Subject(height_cm=image["stature_mm"] / 10)
        analysis, _ = analyse_photo(read_photo(folder / image["image"]), view, subject, eyes, settings)
        hair = view is View.FRONT and image["subject_info"]["hair_over_one_eye"]
        for known in (False, True):
            level = replace(CameraLevel.manual(image["camera"]["roll_deg"]), sem_deg=0.0)
            measured = measure_again(analysis, subject, replace(settings, level=level)) if known else analysis
            yield from _values(measured, truth_of(image), settings, known=known, hair=hair)
        yield "body_yaw_deg", view.value, True, _yaw_error(analysis, image), 0.0, None
    print(file=sys.stderr)


def _values(
    measured: PhotoAnalysis, true: dict[str, float], settings: Settings, *, known: bool, hair: bool
) -> Iterator[tuple[str, str, bool, float, float, int | None]]:
    for one in measured.findings:
        if one.value is not None and one.id in true:
            name = (
                "head_tilt (hair)"
                if hair and one.id == "head_tilt"
                else one.id.replace("left_", "").replace("right_", "")
            )
            yield name, one.view.value, known, one.value, true[one.id], one.grade.grade


def _yaw_error(analysis: PhotoAnalysis, image: dict[str, Any]) -> float:
    return (analysis.body_yaw_deg - image["body_yaw_deg"] + 180.0) % 360.0 - 180.0


def table(found: list[tuple[str, str, bool, float, float, int | None]], *, known: bool) -> list[str]:
    """Give the lines of one Markdown table."""
    limits = shipped_settings().norms.limits
    groups: dict[tuple[str, str], list[tuple[float, float, int | None]]] = defaultdict(list)
    for measure, view, level, estimate, true, grade in found:
        if level is known:
            groups[view, measure].append((estimate, true, grade))
    lines = [
        "| view | measure | n | bias | MAE | SD | RMS | P95 | slope | grades given | agree |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for (view, measure), values in groups.items():
        estimate, true = np.array([v[0] for v in values]), np.array([v[1] for v in values])
        error = estimate - true
        slope = np.polyfit(true, estimate, 1)[0] if np.ptp(true) > 1.0 else float("nan")
        row = limits.get(
            {"knee_alignment": "left_knee_alignment", "head_tilt (hair)": "head_tilt"}.get(measure, measure)
        )
        graded = [(v[2], plain_grade(v[1], row)) for v in values if v[2] is not None and row is not None]
        agree = f"{np.mean([a == b for a, b in graded]):.0%}" if graded else "–"
        lines.append(
            f"| {view} | {measure} | {len(values)} "
            f"| {error.mean():+.2f} | {np.abs(error).mean():.2f} | {error.std():.2f} "
            f"| {np.sqrt((error**2).mean()):.2f} | {np.percentile(np.abs(error), 95):.2f} | {slope:.2f} "
            f"| {len(graded)} | {agree} |"
        )
    return lines


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--repeats", type=int, default=shipped_settings().repeats)
    parser.add_argument("--save", action="store_true", help=f"write the table to {RESULTS.name}")
    wanted = parser.parse_args()
    default = Path(__file__).resolve().parents[1] / ".." / "shared" / "data"
    folder = Path(os.environ.get("POSTURE_TEST_DATA", default)) / "synthetic"
    images = [
        one for one in json.loads((folder / "truth.json").read_text())["images"] if not one["expected_reject"]
    ]
    found = list(rows(images, folder, wanted.repeats))
    lines = [
        "# Accuracy on the rendered truth set",
        "",
        f"`python run.py bench accuracy --save`: {len(images)} pictures, {wanted.repeats} passes a photo; "
        f"{platform.system()}, Python {platform.python_version()}, {os.cpu_count()} cores. "
        "Degrees and cm, in the product's signs.",
        "",
        "## Camera level unknown",
        "",
        *table(found, known=False),
        "",
        "## Camera level known",
        "",
        *table(found, known=True),
        "",
    ]
    print("\n".join(lines))
    if wanted.save:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
