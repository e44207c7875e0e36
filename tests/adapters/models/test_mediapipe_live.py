"""The live model follows people from picture to picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from posture_app.services.ports import Frame


@pytest.mark.model
def test_the_live_model_survives_a_time_that_stands_still_and_an_empty_room(demo: Path):
    from posture_app.adapters.models.mediapipe_live import MediaPipeLivePoses

    poses = MediaPipeLivePoses()
    front = Frame(np.asarray(Image.open(demo / "kim_front.jpg")))
    for at_ms in (100, 100, 90):
        (one,) = poses.follow(front, at_ms)
    left, top, right, bottom = one.keypoints.box_px()
    assert 280 < left < right < 540
    assert 320 < top < bottom < 1040
    assert one.silhouette is None
    poses.close()


@pytest.mark.model
def test_a_second_person_is_noticed_within_a_second_and_forgotten_when_gone(demo: Path):
    from posture_app.adapters.models.mediapipe_live import MediaPipeLivePoses

    poses = MediaPipeLivePoses()
    kim, lee = (np.asarray(Image.open(demo / f"{name}_front.jpg")) for name in ("kim", "lee"))
    alone, together = Frame(np.hstack([kim, kim[:, :1].repeat(720, axis=1)])), Frame(np.hstack([kim, lee]))
    told = [len(poses.follow(alone, 40 * i)) for i in range(20)]
    told += [len(poses.follow(together, 1000 + 40 * i)) for i in range(25)]
    told += [len(poses.follow(alone, 3000 + 40 * i)) for i in range(25)]
    poses.close()
    assert set(told[:20]) == {1}
    assert set(told[35:45]) == {2}
    assert told[-1] == 1
