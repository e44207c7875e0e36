"""Silhouettes drawn with the shoulders they are meant to have."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from posture_app.domain.geometry import rotate
from posture_app.domain.keypoints import Landmark, Person, Silhouette
from tests.figures import HEIGHT, WIDTH

Shape = Callable[[np.ndarray, np.ndarray], np.ndarray]


def shoulders_of(one: Person) -> tuple[np.ndarray, float]:
    """Give the landmarks' mid-point and half their distance, in px."""
    left, right = (one.keypoints.point(Landmark[f"{side}_SHOULDER"]) for side in ("LEFT", "RIGHT"))
    return (left + right) / 2, float(np.linalg.norm(left - right)) / 2


def torso(right_down: float = 0.0, shift: float = 0.0) -> Shape:
    """How deep a place lies inside a head, neck, shoulders, and arms, in half-widths (negative outside).

    `right_down`: slope by which the shoulder line falls to image right. `shift`: the whole to image right.
    """

    def depth(across: np.ndarray, down: np.ndarray) -> np.ndarray:
        across = across - shift
        top = -0.45 + 0.4 * (np.abs(across) - 0.3) + right_down * across
        trunk = np.minimum(down - top, 1.45 - np.abs(across))
        neck = np.minimum(0.3 - np.abs(across), down + 1.3)
        head = 0.5 - np.hypot(across, down + 1.5)
        return np.maximum(np.maximum(trunk, neck), head)

    return depth


def drawn(one: Person, shape: Shape, turned_deg: float = 0.0, scale: float = 0.5) -> Silhouette:
    """Draw a shape about the person's shoulders; `turned_deg` clockwise about the picture's centre."""
    (x, y), half = shoulders_of(one)
    left, top = x - 3.5 * half, y - 3.0 * half
    rows, columns = np.mgrid[0 : int(6.0 * half * scale), 0 : int(7.0 * half * scale)]
    places = np.stack([columns + 0.5, rows + 0.5], axis=-1) / scale + (left, top)
    places = rotate(places, -turned_deg, (WIDTH / 2, HEIGHT / 2))
    depth = shape((places[..., 0] - x) / half, (places[..., 1] - y) / half)
    share = np.clip(0.5 + depth * half * scale / 3.0, 0.0, 1.0)
    return Silhouette((share * 255).astype(np.uint8), left, top, scale)
