"""The guided filter beside what is known of it, and beside OpenCV's own."""

from __future__ import annotations

import numpy as np
import pytest

from posture_app.adapters.vision.guided_filter import guided_filter

ROWS, COLUMNS = np.mgrid[:16, :20]


def test_it_gives_what_the_filter_of_opencvs_contributed_modules_gives() -> None:
    # The numbers are those of cv2.ximgproc.guidedFilter, 4.11.0; it counts in 32 bits.
    channels = [(ROWS * 37 + COLUMNS * 11) % 256, (ROWS * 5 + COLUMNS * 53) % 256, (ROWS * COLUMNS * 7) % 256]
    guide = np.stack(channels, axis=-1).astype(np.uint8)
    guide[:, 12:] //= 4
    coarse = ((COLUMNS > 9) & (ROWS > 4)).astype(np.float32)
    theirs = [
        [0.0, 0.000935, -0.014711, 0.061980, 0.065857],
        [0.0, -0.008540, 0.133354, 0.575297, 0.573864],
        [0.0, 0.037506, 0.141863, 0.934414, 0.966326],
        [0.0, 0.025747, 0.153346, 0.910254, 1.0],
    ]
    ours = guided_filter(guide, coarse, radius=3, eps=65.025)
    assert ours.dtype == np.float32
    assert ours[::5, ::4] == pytest.approx(np.array(theirs), abs=2e-6)
    assert ours[0, -1] == pytest.approx(0.030008, abs=2e-6)


def test_a_coarse_edge_moves_to_the_guides() -> None:
    guide = np.where(COLUMNS < 11, 30, 220).astype(np.uint8)[..., None].repeat(3, axis=-1)
    coarse = np.clip((COLUMNS - 6.0) / 8.0, 0.0, 1.0).astype(np.float32)
    steps = np.diff(guided_filter(guide, coarse, radius=4, eps=1.0), axis=1)
    assert (steps.argmax(axis=1) == 10).all()
    assert np.diff(coarse, axis=1).max() < 0.2 < 0.5 < steps[:, 10].min()


def test_what_has_no_edges_stays() -> None:
    guide = (np.stack([ROWS, COLUMNS, ROWS + COLUMNS], axis=-1) * 5).astype(np.uint8)
    even = np.full(ROWS.shape, 0.4, np.float32)
    assert guided_filter(guide, even, radius=4, eps=65.0) == pytest.approx(even, abs=1e-6)
