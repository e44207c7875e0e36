"""The earlier body's outline, drawn by hand and laid onto another photograph."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from posture_app.domain.body import CameraLevel
from posture_app.domain.geometry import rotate
from posture_app.domain.ghost import ghost_px, outline_px
from posture_app.domain.keypoints import Keypoints, Silhouette
from posture_app.domain.people import PhotoAnalysis
from posture_app.domain.views import View
from tests.assessments import analysis, keypoints_of
from tests.figures import HEIGHT, WIDTH


def box(left: int, top: int, right: int, bottom: int) -> np.ndarray:
    share = np.zeros((100, 80), np.uint8)
    share[top:bottom, left:right] = 255
    return share


def test_the_outline_runs_along_the_edge_of_the_shape():
    (loop,) = outline_px(Silhouette(box(20, 10, 60, 90), 100.0, 200.0, 0.5))

    assert len(loop) == 2 * (40 + 80)
    # Pixel 20 of the cut-out begins at 100 + 20 / .5 in the photograph.
    assert loop.min(axis=0) == pytest.approx([140.0, 220.0])
    assert loop.max(axis=0) == pytest.approx([220.0, 380.0])


def test_a_hole_is_an_outline_too_and_a_speck_is_none():
    share = box(20, 10, 60, 90)
    share[30:70, 35:45] = 0
    share[2:4, 2:4] = 255
    outer, hole = outline_px(Silhouette(share, 0.0, 0.0, 1.0))

    assert len(outer) > len(hole)
    assert (hole.min(axis=0), hole.max(axis=0)) == (pytest.approx([35, 30]), pytest.approx([45, 70]))


def test_pixels_that_touch_at_a_corner_give_closed_outlines():
    share = box(10, 10, 30, 30) | box(30, 30, 50, 50)
    loops = outline_px(Silhouette(share, 0.0, 0.0, 1.0))
    assert sum(len(loop) for loop in loops) == 160


def test_nobody_has_no_outline():
    assert outline_px(Silhouette(np.zeros((100, 80), np.uint8), 0.0, 0.0, 1.0)) == ()


def photo(share: np.ndarray | None, keypoints: Keypoints, roll_deg: float = 0.0) -> PhotoAnalysis:
    seen = analysis(View.FRONT, keypoints, level=CameraLevel.manual(roll_deg))
    silhouette = None if share is None else Silhouette(share, 0.0, 0.0, 0.1)
    person = replace(seen.body.person, silhouette=silhouette)
    return replace(seen, body=replace(seen.body, person=person))


def moved(keypoints: Keypoints, factor: float, shift: tuple[float, float]) -> Keypoints:
    return replace(keypoints, xy_px=keypoints.xy_px * factor + shift)


@pytest.mark.parametrize("known", [True, False])
def test_the_ghost_stands_on_the_ankles_in_the_other_photographs_size(known: bool):
    keypoints = keypoints_of(View.FRONT)
    then = photo(box(20, 10, 60, 90), keypoints)
    now = photo(None, moved(keypoints, 0.5, (70.0, 30.0)))
    scales = (5.0, 2.5) if known else (None, 5.0)
    then, now = replace(then, px_per_cm=scales[0]), replace(now, px_per_cm=scales[1])
    silhouette = then.body.person.silhouette
    assert silhouette is not None

    (ghost,) = ghost_px(then, now)
    (loop,) = outline_px(silhouette)
    assert ghost == pytest.approx(loop * 0.5 + (70.0, 30.0))


def test_what_the_cameras_were_off_level_is_taken_out():
    plain = keypoints_of(View.FRONT)
    # A camera turned clockwise shows the world turned counter-clockwise.
    then = photo(box(20, 10, 60, 90), plain.rotated(-3.0, (WIDTH / 2, HEIGHT / 2)), roll_deg=3.0)
    silhouette = then.body.person.silhouette
    assert silhouette is not None
    (ghost,) = ghost_px(then, photo(None, plain))
    (loop,) = outline_px(silhouette)
    assert ghost == pytest.approx(rotate(loop, 3.0, (WIDTH / 2, HEIGHT / 2)))


def test_without_a_silhouette_or_of_another_side_there_is_no_ghost():
    keypoints = keypoints_of(View.FRONT)
    assert ghost_px(photo(None, keypoints), photo(None, keypoints)) == ()
    back = analysis(View.BACK, keypoints_of(View.BACK))
    assert ghost_px(photo(box(20, 10, 60, 90), keypoints), back) == ()
