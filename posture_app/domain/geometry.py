"""Tilts, leans, and angles in image coordinates (x right, y down, in pixels)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = NDArray[np.float64]


def rotate(points: Points, degrees: float, centre: tuple[float, float]) -> Points:
    """Turn (..., 2) points clockwise, as seen on the screen, about a centre."""
    angle = np.radians(degrees)
    cos, sin = np.cos(angle), np.sin(angle)
    # With y growing downwards this matrix turns clockwise for a positive angle.
    turn = np.array([[cos, -sin], [sin, cos]])
    turned: Points = (points - centre) @ turn.T + centre
    return turned


def tilt_deg(left: Points, right: Points) -> float:
    """Give the tilt of a left/right pair against the horizontal, in (-90, 90].

    0 when level, **+ when the subject's left is higher**, whichever of the two stands at
    the greater x, so that front and back views agree.
    """
    dx, dy = left - right
    return float(np.degrees(np.arctan2(-dy, abs(dx))))


def lean_deg(lower: Points, upper: Points, towards: int) -> float:
    """Give the lean of the axis lower → upper against the vertical, in (-180, 180].

    `towards` is +1 when leaning to image right counts as positive, -1 when to image left.
    """
    dx, dy = upper - lower
    return float(towards * np.degrees(np.arctan2(dx, -dy)))


def turn_deg(upper: Points, joint: Points, lower: Points) -> float:
    """Give by how much the chain upper → joint → lower bends at the joint, in (-180, 180].

    0 when straight, **+ when the joint stands to image right** of the straight line.
    """
    first, second = joint - upper, lower - joint
    cross = first[0] * second[1] - first[1] * second[0]
    return float(np.degrees(np.arctan2(cross, float(first @ second))))


def middle(one: Points, other: Points) -> Points:
    """Give the point half-way between two."""
    half: Points = (one + other) / 2
    return half


def inner_angle_deg(one: Points, joint: Points, other: Points) -> float:
    """Give the angle at a joint between two limbs, 0..180, in two or three dimensions."""
    first, second = one - joint, other - joint
    cosine = float(first @ second) / float(np.linalg.norm(first) * np.linalg.norm(second))
    return float(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))
