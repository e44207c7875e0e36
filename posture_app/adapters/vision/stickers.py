"""Coloured dots on skin and clothes, found to a fraction of a pixel.

Colours are compared as chromaticity: two opponent differences divided by the sum of the channels, which a
shadow does not change and a tint of the light moves alike for dot and surroundings.  A dot must
stand out in its colour against a ring around it, be round, of the right size, even, and alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posture_app.adapters.opencv import cv2
from posture_app.domain.stickers import ExpectedSticker, StickerColour, StickerDot
from posture_app.services.ports import Frame

Map = NDArray[np.float32]
Mask = NDArray[np.bool_]

_HUES_DEG = {StickerColour.RED: -28.0, StickerColour.GREEN: 180.0, StickerColour.BLUE: 115.0}
"""Direction of each colour's chromaticity: office dots of (215, 40, 45), (0-60, 160, 80), (20, 90, 180)."""

_HUE_SLACK_DEG = 33.0
"""How far a dot's hue may be off: half the way between blue and green."""

_DARK = 24.0
"""Added to the sum of the channels (0..765), so that the noise of black cloth has no colour."""

_LEAST_STRENGTH = 0.16
"""From this chromaticity on a dot's own hue counts; pale skin has .12-.2, between red and yellow."""

_LEAST_LIKENESS = 0.03
"""A paler dot, blurred into its surroundings, must still lie on its colour's side of grey."""

_LEAST_CONTRAST = 0.06
"""By how much a dot's chromaticity must differ from its ring's; printed dots reach .3-.6, small ones a
third of it after blur and JPEG."""

_FULL_CONTRAST = 0.30
_WORKING_RADIUS = 5.0
"""Peaks are looked for with the smallest sticker at this many px, larger pictures being reduced."""

_ROUNDEST = (0.80, 1.12)
"""Area over that of the ellipse with the same second moments: 1 for every ellipse, .95 for a rectangle."""

_NARROWEST = 0.30
"""Least ratio of the axes: a sticker seen 70° from its normal."""

_OTHERS_IN_RING = 0.2
"""Share of the ring that may have the dot's own colour."""


class Cv2StickerFinder:
    """Finds coloured dots around places where a sticker is expected."""

    def find_dots(
        self,
        frame: Frame,
        places: Sequence[ExpectedSticker],
        radii_px: tuple[float, float],
        colours: Sequence[StickerColour],
    ) -> tuple[StickerDot, ...]:
        """Find dots of these colours and radii (least, largest) in the discs around the places."""
        if not places:
            return ()
        area = _Area.around(frame, places, radii_px)
        found = [
            dot
            for colour in colours
            for x, y, radius in _peaks(area, colour)
            if (dot := _measured(frame, (x, y), radius, radii_px, colour)) is not None
            and any(_is_within(dot, place) for place in places)
        ]
        return tuple(_without_twins(found))


def _is_within(dot: StickerDot, place: ExpectedSticker) -> bool:
    apart = np.hypot(dot.xy_px[0] - place.xy_px[0], dot.xy_px[1] - place.xy_px[1])
    return bool(apart <= place.reach_px)


def _without_twins(dots: list[StickerDot]) -> Iterator[StickerDot]:
    """Keep the best of dots that lie on each other."""
    kept: list[StickerDot] = []
    for dot in sorted(dots, key=lambda one: -one.score):
        apart = [np.hypot(dot.xy_px[0] - one.xy_px[0], dot.xy_px[1] - one.xy_px[1]) for one in kept]
        if all(far > max(dot.radius_px, one.radius_px) for far, one in zip(apart, kept, strict=True)):
            kept.append(dot)
            yield dot


# --- where something stands out -------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class _Area:
    """The part of the photo around all places, reduced to the working scale.

    `chroma` is (2, height, width); a position (x, y) of the area stands at photo position
    (left + x / scale, top + y / scale). `radii` are the stickers' in the area's px.
    """

    chroma: Map
    wanted: Mask
    left: int
    top: int
    scale: float
    radii: tuple[float, float]

    @classmethod
    def around(cls, frame: Frame, places: Sequence[ExpectedSticker], radii_px: tuple[float, float]) -> _Area:
        """Cut the area out; it reaches beyond the discs by what a ring needs."""
        margin = 4.0 * radii_px[1]
        xs = np.array(
            [[place.xy_px[0] - place.reach_px, place.xy_px[0] + place.reach_px] for place in places]
        )
        ys = np.array(
            [[place.xy_px[1] - place.reach_px, place.xy_px[1] + place.reach_px] for place in places]
        )
        left, right = _span(xs, margin, frame.width)
        top, bottom = _span(ys, margin, frame.height)
        scale = min(1.0, _WORKING_RADIUS / radii_px[0])
        rgb = frame.rgb[top:bottom, left:right]
        if scale < 1.0:
            size = (max(1, round(rgb.shape[1] * scale)), max(1, round(rgb.shape[0] * scale)))
            rgb = np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
        wanted = np.zeros(rgb.shape[:2], np.uint8)
        for place in places:
            centre = ((place.xy_px[0] - left) * scale, (place.xy_px[1] - top) * scale)
            cv2.circle(wanted, (round(centre[0]), round(centre[1])), round(place.reach_px * scale), (1,), -1)
        radii = (radii_px[0] * scale, radii_px[1] * scale)
        return cls(_chroma(rgb, 0.6), wanted.astype(bool), left, top, scale, radii)


def _span(ends: NDArray[np.float64], margin: float, size: int) -> tuple[int, int]:
    low, high = int(ends.min() - margin), int(np.ceil(ends.max() + margin))
    low = min(max(0, low), size - 1)
    return low, max(low + 1, min(size, high))


def _chroma(rgb: NDArray[np.uint8], smooth: float) -> Map:
    """Give (2, height, width): red against green, and blue against both, 0 for grey; `smooth` in px."""
    red, green, blue = np.moveaxis(np.asarray(cv2.GaussianBlur(rgb, (0, 0), smooth), np.float32), 2, 0)
    total = red + green + blue + _DARK
    opponents = [(red - green) / total, (2.0 * blue - red - green) / (np.sqrt(3.0) * total)]
    return np.asarray(np.stack(opponents), dtype=np.float32)


def _likeness(chroma: Map, colour: StickerColour) -> Map:
    """Give how far every pixel lies in the colour's direction."""
    hue = np.radians(_HUES_DEG[colour])
    return np.asarray(np.cos(hue) * chroma[0] + np.sin(hue) * chroma[1], dtype=np.float32)


def _peaks(area: _Area, colour: StickerColour) -> Iterator[tuple[float, float, float]]:
    """Give photo positions and radii where a disc stands out from its ring, at two sizes."""
    likeness = _likeness(area.chroma, colour)
    for radius in np.geomspace(area.radii[0], area.radii[1], 4)[1:3]:
        contrast = cv2.filter2D(likeness, -1, _disc_less_ring(float(radius)), borderType=cv2.BORDER_REFLECT)
        reach = max(1, round(float(radius)))
        highest = cv2.dilate(contrast, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1,) * 2))
        is_peak = (contrast >= highest) & (contrast > 0.5 * _LEAST_CONTRAST) & area.wanted
        for row, column in zip(*np.nonzero(is_peak), strict=True):
            x, y = (column + 0.5) / area.scale + area.left, (row + 0.5) / area.scale + area.top
            yield float(x), float(y), float(radius) / area.scale


def _disc_less_ring(radius: float) -> Map:
    """Give the kernel: mean of a disc less the mean of a ring around it."""
    half = int(np.ceil(2.4 * radius))
    rows, columns = np.mgrid[-half : half + 1, -half : half + 1]
    far = np.hypot(rows, columns)
    disc, ring = far <= 0.8 * radius, (far >= 1.6 * radius) & (far <= 2.4 * radius)
    return np.asarray(disc / max(1, disc.sum()) - ring / max(1, ring.sum()), dtype=np.float32)


# --- one dot looked at closely --------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class _Blob:
    """A connected patch of the dot's colour in a cut-out."""

    mask: Mask
    inside: float
    outside: float

    @property
    def half(self) -> float:
        return (self.inside + self.outside) / 2


def _measured(
    frame: Frame, at: tuple[float, float], radius: float, radii: tuple[float, float], colour: StickerColour
) -> StickerDot | None:
    """Look at one peak in the photo's own pixels; give the dot, or None when it is none."""
    reach = 3.2 * max(radius, radii[1])
    left, right = _span(np.array([at[0]]), reach, frame.width)
    top, bottom = _span(np.array([at[1]]), reach, frame.height)
    chroma = _chroma(frame.rgb[top:bottom, left:right], 0.5)
    likeness = _likeness(chroma, colour)
    spot = at[0] - left, at[1] - top
    blob = _blob(likeness, spot, radius)
    if blob is None:
        return None
    ellipse = _Ellipse.of(blob.mask)
    if not ellipse.is_round or not 0.75 * radii[0] <= ellipse.long <= 1.25 * radii[1]:
        return None
    core = ellipse.within(likeness.shape, 0.7)
    ring = ellipse.within(likeness.shape, 2.3) & ~ellipse.within(likeness.shape, 1.5)
    if not core.any() or ring.sum() < 12:
        return None
    score = _score(chroma, likeness, core, ring, colour)
    if score <= 0.0:
        return None
    x, y = _centre(likeness, blob, core, ring)
    return StickerDot((left + x, top + y), float(np.sqrt(ellipse.long * ellipse.short)), colour, score)


def _blob(likeness: Map, spot: tuple[float, float], radius: float) -> _Blob | None:
    """Give the patch at the spot above half-way between the dot and its surroundings."""
    rows, columns = np.mgrid[: likeness.shape[0], : likeness.shape[1]]
    far = np.hypot(columns + 0.5 - spot[0], rows + 0.5 - spot[1])
    near = far <= max(1.0, 0.5 * radius)
    around = (far >= 1.6 * radius) & (far <= 2.6 * radius)
    if not near.any() or not around.any():
        return None
    inside, outside = float(likeness[near].max()), float(np.median(likeness[around]))
    if inside - outside < _LEAST_CONTRAST:
        return None
    above = (likeness > (inside + outside) / 2).astype(np.uint8)
    _, labels = cv2.connectedComponents(above, connectivity=4)
    inner = labels[near]
    if not (inner > 0).any():
        return None
    mask = labels == np.bincount(inner[inner > 0]).argmax()
    at_edge = mask[0].any() or mask[-1].any() or mask[:, 0].any() or mask[:, -1].any()
    return None if at_edge else _Blob(mask, inside, outside)


@dataclass(frozen=True, slots=True)
class _Ellipse:
    """The ellipse of a patch's moments: centre, covariance, half-axes in px, and how well it fills it."""

    centre: tuple[float, float]
    inverse: NDArray[np.float64]
    long: float
    short: float
    filled: float

    @classmethod
    def of(cls, mask: Mask) -> _Ellipse:
        rows, columns = np.nonzero(mask)
        x, y = float(columns.mean()) + 0.5, float(rows.mean()) + 0.5
        covariance = np.cov(np.stack([columns, rows]), bias=True) + np.eye(2) / 12.0
        values = np.linalg.eigvalsh(covariance)
        short, long = 2.0 * np.sqrt(values)
        filled = len(rows) / float(np.pi * long * short)
        return cls((x, y), np.linalg.inv(covariance), float(long), float(short), filled)

    @property
    def is_round(self) -> bool:
        """Tell whether it may be a circle seen at an angle."""
        return _ROUNDEST[0] <= self.filled <= _ROUNDEST[1] and self.short >= _NARROWEST * self.long

    def within(self, shape: tuple[int, ...], times: float) -> Mask:
        """Give the pixels within the ellipse enlarged."""
        rows, columns = np.mgrid[: shape[0], : shape[1]]
        offset = np.stack([columns + 0.5 - self.centre[0], rows + 0.5 - self.centre[1]])
        far = np.einsum("ihw,ij,jhw->hw", offset, self.inverse, offset)
        return np.asarray(far <= (2.0 * times) ** 2, dtype=np.bool_)


def _score(chroma: Map, likeness: Map, core: Mask, ring: Mask, colour: StickerColour) -> float:
    """Give 0..1, 0 for what is no sticker of this colour."""
    inside, outside = chroma[:, core].mean(axis=1), np.median(chroma[:, ring], axis=1)
    contrast = float(np.hypot(*(inside - outside)))
    alike, around = float(likeness[core].mean()), float(np.median(likeness[ring]))
    others = float((likeness[ring] > (alike + around) / 2).mean())
    if contrast < _LEAST_CONTRAST or alike < _LEAST_LIKENESS or others > _OTHERS_IN_RING:
        return 0.0
    is_strong = float(np.hypot(*inside)) >= _LEAST_STRENGTH
    if _hue_off(inside - outside, colour) > _HUE_SLACK_DEG and not (
        is_strong and _hue_off(inside, colour) <= _HUE_SLACK_DEG
    ):
        return 0.0
    uneven = float(likeness[core].std()) / contrast
    return float(
        min(1.0, contrast / _FULL_CONTRAST) * (1.0 - others / _OTHERS_IN_RING / 2) * max(0.0, 1.0 - uneven)
    )


def _hue_off(chroma: Map, colour: StickerColour) -> float:
    """Give by how many degrees a chromaticity's direction (2,) is off the colour's."""
    hue = np.degrees(np.arctan2(chroma[1], chroma[0]))
    return float(abs((hue - _HUES_DEG[colour] + 180.0) % 360.0 - 180.0))


def _centre(likeness: Map, blob: _Blob, core: Mask, ring: Mask) -> tuple[float, float]:
    """Give the middle of mass, every pixel weighing by how much of it is the dot's."""
    inside, outside = float(likeness[core].mean()), float(np.median(likeness[ring]))
    nearby = cv2.dilate(blob.mask.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
    weight = np.where(nearby, np.clip((likeness - outside) / (inside - outside), 0.0, 1.0), 0.0)
    rows, columns = np.mgrid[: likeness.shape[0], : likeness.shape[1]]
    total = float(weight.sum())
    return (
        float((weight * (columns + 0.5)).sum()) / total,
        float((weight * (rows + 0.5)).sum()) / total,
    )
