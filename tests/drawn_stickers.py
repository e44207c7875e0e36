"""Stickers drawn onto pictures: round dots seen at an angle, shaded, blurred, tinted, noisy, and compressed.

Nothing of the finder is used here. Positions are those of the photo: the picture spans 0..width.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from posture_app.services.ports import Frame

Picture = NDArray[np.uint8]

COLOURS = {"red": (210, 38, 46), "green": (20, 155, 80), "blue": (25, 92, 182)}
"""What office dots of these colours look like in daylight."""


@dataclass(frozen=True)
class Sticker:
    """A dot: `radius` of the circle in px, `slant` its narrowing 0..1, turned by `turned_deg`.

    `shade` darkens it from one edge to the other: 0.4 leaves .6 of the light at the far edge.
    """

    x: float
    y: float
    radius: float
    colour: tuple[int, int, int]
    slant: float = 1.0
    turned_deg: float = 0.0
    shade: float = 0.0


@dataclass(frozen=True)
class Condition:
    """What the camera does to the whole picture."""

    name: str = "clean"
    blur: float = 0.0
    noise: float = 0.0
    gains: tuple[float, float, float] = (1.0, 1.0, 1.0)
    brightness: float = 1.0
    jpeg: int | None = None
    shade: float = 0.0
    slant: float = 1.0


FINE = 8


def drawn(picture: Picture, stickers: list[Sticker], light: float = 1.0) -> Picture:
    """Draw dots with smooth edges; `light` is what of the daylight falls on them."""
    out = picture.astype(np.float64)
    for one in stickers:
        reach = int(np.ceil(one.radius)) + 2
        x0, y0 = max(0, int(one.x) - reach), max(0, int(one.y) - reach)
        x1, y1 = min(out.shape[1], int(one.x) + reach + 1), min(out.shape[0], int(one.y) + reach + 1)
        ys, xs = np.mgrid[y0 * FINE : y1 * FINE, x0 * FINE : x1 * FINE]
        dx, dy = (xs + 0.5) / FINE - one.x, (ys + 0.5) / FINE - one.y
        angle = np.radians(one.turned_deg)
        along = dx * np.cos(angle) + dy * np.sin(angle)
        across = (dy * np.cos(angle) - dx * np.sin(angle)) / one.slant
        inside = (along**2 + across**2 <= one.radius**2).astype(np.float64)
        blocks = (y1 - y0, FINE, x1 - x0, FINE)
        cover = inside.reshape(blocks).mean(axis=(1, 3))[..., None]
        lit = light * (1.0 - one.shade * (along / one.radius + 1.0) / 2)
        colour = lit.reshape(blocks).mean(axis=(1, 3))[..., None] * np.array(one.colour, dtype=np.float64)
        out[y0:y1, x0:x1] = (1.0 - cover) * out[y0:y1, x0:x1] + cover * np.clip(colour, 0.0, 255.0)
    return np.clip(np.round(out), 0, 255).astype(np.uint8)


def photographed(picture: Picture, how: Condition, seed: int) -> Frame:
    """Blur, tint, darken, add noise, and compress a picture."""
    out = picture.astype(np.float64) * np.array(how.gains) * how.brightness
    if how.blur:
        out = cv2.GaussianBlur(out, (0, 0), how.blur)
    if how.noise:
        out = out + np.random.default_rng(seed).normal(0.0, how.noise, out.shape)
    seen = np.clip(np.round(out), 0, 255).astype(np.uint8)
    if how.jpeg is not None:
        _, data = cv2.imencode(".jpg", seen[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, how.jpeg])
        seen = np.ascontiguousarray(cv2.imdecode(data, cv2.IMREAD_COLOR)[..., ::-1])
    return Frame(seen)
