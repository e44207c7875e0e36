"""The face's direction by the real models."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from posture_app.adapters.opencv import cv2
from posture_app.adapters.photos.photo_files import read_photo
from posture_app.domain.face import FaceLook, directions_deg
from posture_app.domain.subject import choose
from posture_app.services.assessing.assess import Eyes
from posture_app.services.ports import Frame

pytestmark = pytest.mark.model


def look(eyes: Eyes, rgb: np.ndarray) -> FaceLook:
    frame = Frame(np.ascontiguousarray(rgb))
    person, _ = choose(eyes.poses.find_all(frame), frame.width, frame.height)
    return eyes.faces.look_at_face(frame, person)


def turned(rgb: np.ndarray, clockwise_deg: float) -> np.ndarray:
    height, width = rgb.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -clockwise_deg, 1.0)
    return cv2.warpAffine(rgb, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)


def test_a_mirrored_face_tilts_the_other_way_and_a_turned_one_by_as_much(eyes: Eyes, demo: Path) -> None:
    rgb = read_photo(demo / "lee_front.jpg").rgb
    direct, mirrored, clockwise = (look(eyes, one) for one in (rgb, rgb[:, ::-1], turned(rgb, 4.0)))
    assert direct.sees_face
    assert direct.is_steady
    tilt, of_mirrored, of_clockwise = (
        float(directions_deg(one.meshes_px).mean()) for one in (direct, mirrored, clockwise)
    )
    assert of_mirrored == pytest.approx(-tilt, abs=0.2)
    assert of_clockwise == pytest.approx(tilt - 4.0, abs=0.4)
    assert mirrored.head_yaw_deg == pytest.approx(-direct.head_yaw_deg, abs=1.0)


def test_the_back_of_a_head_gives_no_mesh(eyes: Eyes, demo: Path) -> None:
    found = look(eyes, read_photo(demo / "lee_back.jpg").rgb)
    assert not found.sees_face
    assert len(found.meshes_px) == 0
