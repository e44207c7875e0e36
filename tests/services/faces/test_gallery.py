"""Searching among faces."""

from __future__ import annotations

import numpy as np
import pytest

from posture_app.services.faces.gallery import Gallery


def vectors(count: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 0.12, (count, 128)).astype(np.float32)


def brute(ids: list[str], among: np.ndarray, wanted: np.ndarray) -> list[str]:
    apart = np.linalg.norm(among.astype(float) - wanted.astype(float), axis=1)
    return [ids[one] for one in np.argsort(apart)]


def test_the_nearest_come_first_with_their_distances() -> None:
    among, ids = vectors(300), [f"face{n}" for n in range(300)]
    gallery = Gallery(zip(ids, among, strict=True))
    wanted = vectors(1, seed=9)[0]
    found = gallery.nearest(wanted, 10)
    assert [one for one, _ in found] == brute(ids, among, wanted)[:10]
    for name, apart in found:
        assert apart == pytest.approx(np.linalg.norm(among[ids.index(name)] - wanted), abs=1e-5)


def test_the_very_same_vector_is_nothing_away() -> None:
    among = vectors(50)
    gallery = Gallery((str(n), one) for n, one in enumerate(among))
    assert gallery.nearest(among[7], 1) == [("7", 0.0)]


def test_only_what_is_near_enough_is_given() -> None:
    gallery = Gallery()
    start = vectors(1)[0]
    for step in range(10):
        moved = start.copy()
        moved[0] += 0.1 * step
        gallery.put(str(step), moved)
    assert [one for one, _ in gallery.nearest(start, 100, within=0.35)] == ["0", "1", "2", "3"]
    assert gallery.nearest(start + 5.0, 100, within=1.0) == []


def test_faces_come_and_go_and_the_matrix_follows() -> None:
    among = vectors(200)
    gallery, left = Gallery(), {}
    for number, one in enumerate(among):
        gallery.put(str(number), one)
        left[str(number)] = one
        if number % 3 == 0:
            gone = str(number // 2)
            gallery.remove(gone)
            left.pop(gone, None)
    assert len(gallery) == len(left)
    wanted = vectors(1, seed=5)[0]
    ids, rows = list(left), np.array(list(left.values()))
    assert [one for one, _ in gallery.nearest(wanted, 20)] == brute(ids, rows, wanted)[:20]
    gallery.remove("never there")
    assert (gallery.vector(ids[-1]) == left[ids[-1]]).all()


def test_a_face_is_replaced() -> None:
    first, second = vectors(2)
    gallery = Gallery([("a", first)])
    gallery.put("a", second)
    assert len(gallery) == 1
    assert gallery.nearest(second, 5) == [("a", 0.0)]


def test_nothing_is_left_when_it_is_cleared() -> None:
    gallery = Gallery((str(n), one) for n, one in enumerate(vectors(80)))
    gallery.clear()
    assert len(gallery) == 0
    assert "3" not in gallery
    assert gallery.nearest(vectors(1)[0], 5) == []
    assert not gallery._vectors.any()
