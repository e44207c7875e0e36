"""The mid-line of heads drawn from behind, with a tilt they are known to have."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from posture_app.adapters.photos.photo_files import read_photo
from posture_app.adapters.vision.head import HeadOutline
from posture_app.domain.geometry import tilt_deg
from posture_app.domain.head import HeadLook
from posture_app.domain.keypoints import Landmark, Silhouette
from posture_app.domain.people import Subject
from posture_app.domain.views import Facing, View
from posture_app.services.assessing.assess import Eyes, analyse_photo
from posture_app.services.ports import Frame
from tests.fakes import blank
from tests.figures import HEIGHT, WIDTH, coronal, person

BODY = person(coronal(Facing.BACK), yaw_deg=180.0)
EARS_PX = (BODY.keypoints.point(Landmark.LEFT_EAR) + BODY.keypoints.point(Landmark.RIGHT_EAR)) / 2
GRID = 0.5
"""Silhouette pixels per photo pixel, as the model's averaged mask has."""


def depth(clockwise_deg: float, tail: bool, shift: float) -> np.ndarray:
    """How deep every photo pixel lies inside a head with ears, its neck, and shoulders, in px.

    The head turns about the ears' middle; `tail` hangs a pony tail out at image right.
    """
    rows, columns = np.mgrid[:HEIGHT, :WIDTH] + 0.5
    x, y = columns - EARS_PX[0] - shift, rows - EARS_PX[1]
    turn = np.radians(clockwise_deg)
    u, v = x * np.cos(turn) + y * np.sin(turn), -x * np.sin(turn) + y * np.cos(turn)
    skull = 40.0 * (1.0 - np.hypot(u / 40.0, (v + 8.0) / 55.0))
    ears = [12.0 - np.hypot((u - side * 42.0) * 1.6, v - 2.0) for side in (-1.0, 1.0)]
    neck = np.minimum(26.0 - np.abs(u), v)
    trunk = np.minimum(y - 85.0 - 0.25 * np.abs(x), 110.0 - np.abs(x))
    parts = [skull, *ears, neck, trunk]
    if tail:
        parts.append(22.0 - np.hypot(u - 55.0, (v + 5.0) / 2.0))
    return np.maximum.reduce(parts)


def read(clockwise_deg: float, *, tail: bool = False, shift: float = 0.0) -> HeadLook:
    share = np.clip(0.5 + depth(clockwise_deg, tail, shift), 0.0, 1.0)[..., None]
    rgb = (share * (70, 60, 50) + (1.0 - share) * (190, 195, 200)).astype(np.uint8)
    coarse = np.clip(0.5 + depth(clockwise_deg, tail, shift)[::2, ::2] / 8.0, 0.0, 1.0)
    silhouette = Silhouette((coarse * 255).astype(np.uint8), 0.0, 0.0, GRID)
    found = HeadOutline().look_at_head(Frame(rgb), BODY, silhouette)
    assert found is not None
    return found


@pytest.mark.parametrize("clockwise", [-7.0, -2.0, 0.0, 5.0])
def test_a_drawn_head_has_the_tilt_it_was_drawn_with(clockwise: float) -> None:
    found = read(clockwise)
    assert found.is_plausible
    assert found.tilts_deg.mean() == pytest.approx(clockwise, abs=0.35)
    left, right = found.ears_px(80.0).mean(axis=0)
    assert tilt_deg(left, right) == pytest.approx(clockwise, abs=0.35)


def test_the_mid_line_goes_through_the_head_and_not_through_the_landmarks() -> None:
    found = read(3.0, shift=9.0)
    assert found.middles_px[:, 0] == pytest.approx(EARS_PX[0] + 9.0, abs=1.0)
    assert found.tilts_deg.mean() == pytest.approx(3.0, abs=0.35)


@pytest.mark.parametrize("clockwise", [-4.0, 0.0])
def test_a_pony_tail_at_one_side_is_noticed(clockwise: float) -> None:
    assert not read(clockwise, tail=True).is_plausible


def test_nothing_is_read_without_a_head() -> None:
    nothing = Silhouette(np.zeros((HEIGHT // 2, WIDTH // 2), np.uint8), 0.0, 0.0, GRID)
    assert HeadOutline().look_at_head(blank(), BODY, nothing) is None
    assert HeadOutline().look_at_head(blank(), BODY, None) is None


@pytest.mark.model
def test_a_mirrored_back_tilts_the_other_way(eyes: Eyes, demo: Path) -> None:
    from posture_app.app.assessing import shipped_settings

    rgb = read_photo(demo / "kim_back.jpg").rgb
    values = []
    for one in (rgb, rgb[:, ::-1]):
        analysis, _ = analyse_photo(
            Frame(np.ascontiguousarray(one)), View.BACK, Subject(), eyes, shipped_settings()
        )
        found = HeadOutline().look_at_head(
            Frame(np.ascontiguousarray(one)), analysis.body.person, analysis.body.person.silhouette
        )
        assert found is not None
        values.append(float(found.tilts_deg.mean()))
    assert values[1] == pytest.approx(-values[0], abs=0.4)
