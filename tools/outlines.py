"""Traces the outlines of the demonstration's people into `resources/outlines/body.json`.

Points are in body heights: x from the middle of the ankles to image right, y from the crown down.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

FACINGS = ("front", "left", "right", "back")


def traced(facing: str, person: str = "kim") -> list[list[float]]:
    import cv2

    from posture_app.adapters.photos.photo_files import read_photo
    from posture_app.app.assessing import make_eyes
    from posture_app.domain.keypoints import Landmark

    eyes = make_eyes()
    frame = read_photo(ROOT / "resources" / "demo" / f"{person}_{facing}.jpg")
    look = eyes.poses.look_closely(frame, eyes.poses.find_all(frame)[0], 4)
    silhouette = look.silhouette
    assert silhouette is not None
    mask = cv2.GaussianBlur(silhouette.share, (0, 0), 2.0)
    contours, _ = cv2.findContours((mask > 127).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    contour = max(contours, key=cv2.contourArea)
    points = cv2.approxPolyDP(contour, 1.1, closed=True)[:, 0, :].astype(float) + 0.5
    points = points / silhouette.scale + (silhouette.left, silhouette.top)
    top, bottom = points[:, 1].min(), points[:, 1].max()
    ankles = look.passes[0].keypoints.xy_px[[Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]].mean(axis=0)
    places = (points - (ankles[0], top)) / (bottom - top)
    return [[round(float(x), 4), round(float(y), 4)] for x, y in places]


def main() -> None:
    outlines = {facing: traced(facing) for facing in FACINGS}
    outlines["front"] = outlines["back"]  # the arms hang freer there, and an outline has no face
    target = ROOT / "resources" / "outlines" / "body.json"
    target.write_text(json.dumps(outlines), encoding="utf-8")
    print(target, {facing: len(points) for facing, points in outlines.items()})


if __name__ == "__main__":
    main()
