"""Where the body is in one photograph: landmarks by anatomical name, in pixels.

Left and right are always the subject's own.  Pixels are positions: x right, y down, the
picture spans 0..width and 0..height, so mirroring is ``width - x``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum, IntEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Points = NDArray[np.float64]


class Landmark(IntEnum):
    """The points we know by name; the first 33 are the order of BlazePose."""

    NOSE = 0
    LEFT_EYE_INNER = 1
    LEFT_EYE = 2
    LEFT_EYE_OUTER = 3
    RIGHT_EYE_INNER = 4
    RIGHT_EYE = 5
    RIGHT_EYE_OUTER = 6
    LEFT_EAR = 7
    RIGHT_EAR = 8
    LEFT_MOUTH = 9
    RIGHT_MOUTH = 10
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_PINKY = 17
    RIGHT_PINKY = 18
    LEFT_INDEX = 19
    RIGHT_INDEX = 20
    LEFT_THUMB = 21
    RIGHT_THUMB = 22
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28
    LEFT_HEEL = 29
    RIGHT_HEEL = 30
    LEFT_FOOT_INDEX = 31
    RIGHT_FOOT_INDEX = 32
    C7 = 33
    """Spinous process of the seventh neck vertebra."""
    LEFT_ASIS = 34
    RIGHT_ASIS = 35
    """The hip bones' foremost points, felt below the waist in front."""
    LEFT_PSIS = 36
    RIGHT_PSIS = 37
    """The hip bones' rearmost points, below the dimples of the back."""
    LEFT_ACROMION = 38
    RIGHT_ACROMION = 39
    """The skin over the outer end of the shoulder blade's roof."""
    LEFT_TROCHANTER = 40
    RIGHT_TROCHANTER = 41
    """The skin over the thigh bone's greater trochanter, at the side of the hip."""
    LEFT_PATELLA = 42
    RIGHT_PATELLA = 43
    """The middle of the knee cap."""
    LEFT_TIBIAL_TUBERCLE = 44
    RIGHT_TIBIAL_TUBERCLE = 45
    """The bump of the shin bone below the knee cap."""
    LEFT_MALLEOLUS = 46
    RIGHT_MALLEOLUS = 47
    """The tip of the outer ankle bone."""


MODEL_LANDMARKS = 33
"""How many of the landmarks the pose model gives; the others come by sticker or by hand only."""


def _opposite(landmark: Landmark) -> Landmark:
    name = landmark.name
    if name.startswith("LEFT_"):
        return Landmark["RIGHT_" + name[5:]]
    if name.startswith("RIGHT_"):
        return Landmark["LEFT_" + name[6:]]
    return landmark


OPPOSITE: tuple[Landmark, ...] = tuple(_opposite(landmark) for landmark in Landmark)
"""For every landmark the one on the other side of the body (itself on the mid-line)."""

PAIRS: tuple[tuple[Landmark, Landmark], ...] = tuple(
    (landmark, OPPOSITE[landmark]) for landmark in Landmark if landmark.name.startswith("LEFT_")
)
"""(left, right) of every paired landmark."""

PLACEABLE: tuple[Landmark, ...] = tuple(Landmark)[MODEL_LANDMARKS:]
"""The landmarks that no camera sees through skin and clothes: by sticker or by hand only."""

VISIBLE_FROM = 0.5
"""A landmark the model holds for less visible than this gives no number (BlazePose's own midpoint)."""


class Source(str, Enum):
    """Where a landmark comes from."""

    MODEL = "model"
    MANUAL = "manual"
    STICKER = "sticker"
    DERIVED = "derived"

    @property
    def is_placed(self) -> bool:
        """Tell whether somebody set the point, on the body or on the screen."""
        return self in (Source.MANUAL, Source.STICKER)


@dataclass(frozen=True, slots=True, eq=False)
class Keypoints:
    """All landmarks of one person in one photograph.

    Attributes
    ----------
    xy_px : (L, 2) float, pixels of the upright, unmirrored photo; NaN where there is no point.
    visibility : (L,) float in 0..1 as the model says; 1 for a point set by a person.
    sources : of length L.
    """

    xy_px: Points
    visibility: Points
    sources: tuple[Source, ...] = field(default=(Source.MODEL,) * len(Landmark))

    def __post_init__(self) -> None:
        count = len(Landmark)
        if self.xy_px.shape != (count, 2) or self.visibility.shape != (count,) or len(self.sources) != count:
            raise ValueError(
                f"needs {count} landmarks: {self.xy_px.shape} {self.visibility.shape} {len(self.sources)}"
            )
        self.xy_px.flags.writeable = False
        self.visibility.flags.writeable = False

    @classmethod
    def from_model(cls, xy_px: Points, visibility: Points) -> Keypoints:
        """Make keypoints of the model's 33 points: (33, 2) px and (33,); the others are missing."""
        missing = len(Landmark) - MODEL_LANDMARKS
        return cls(
            np.vstack([xy_px, np.full((missing, 2), np.nan)]).astype(np.float64),
            np.concatenate([visibility, np.zeros(missing)]).astype(np.float64),
        )

    def point(self, landmark: Landmark) -> Points:
        """Give the landmark's position, (2,) px; NaN when it is missing."""
        position: Points = self.xy_px[landmark]
        return position

    def has(self, *landmarks: Landmark) -> bool:
        """Tell whether every one of the landmarks is there at all."""
        return bool(np.isfinite(self.xy_px[list(landmarks)]).all())

    def sees(self, *landmarks: Landmark) -> bool:
        """Tell whether every one of the landmarks is there and visible enough to measure."""
        return self.has(*landmarks) and bool((self.visibility[list(landmarks)] >= VISIBLE_FROM).all())

    def with_points(self, points: Mapping[Landmark, tuple[float, float]], source: Source) -> Keypoints:
        """Set landmarks by hand or sticker: px positions, held for visible."""
        xy_px, visibility, sources = self.xy_px.copy(), self.visibility.copy(), list(self.sources)
        for landmark, position in points.items():
            xy_px[landmark] = position
            visibility[landmark] = 1.0
            sources[landmark] = source
        return Keypoints(xy_px, visibility, tuple(sources))

    def with_sides_swapped(self, landmarks: tuple[Landmark, ...] = tuple(Landmark)) -> Keypoints:
        """Exchange left and right names of these landmarks; the positions stay."""
        order = np.array([OPPOSITE[one] if one in landmarks else one for one in Landmark])
        return Keypoints(self.xy_px[order], self.visibility[order], tuple(self.sources[i] for i in order))

    def mirrored(self, width_px: float) -> Keypoints:
        """Give the same body in the mirrored picture: x flipped *and* the sides exchanged."""
        flipped = self.xy_px * (-1.0, 1.0) + (width_px, 0.0)
        return replace(self, xy_px=flipped).with_sides_swapped()

    def rotated(self, degrees: float, centre_px: tuple[float, float]) -> Keypoints:
        """Turn all points clockwise, as seen on the screen, about a centre."""
        from posture_app.domain.geometry import rotate

        return replace(self, xy_px=rotate(self.xy_px, degrees, centre_px))

    def height_px(self) -> float:
        """Give the vertical extent of the model's landmarks, eyes to toes, in pixels."""
        ys = self.xy_px[:MODEL_LANDMARKS, 1]
        return float(np.nanmax(ys) - np.nanmin(ys))

    def box_px(self) -> tuple[float, float, float, float]:
        """Give (left, top, right, bottom) around the model's landmarks, in pixels."""
        points = self.xy_px[:MODEL_LANDMARKS]
        left, top = np.nanmin(points, axis=0)
        right, bottom = np.nanmax(points, axis=0)
        return float(left), float(top), float(right), float(bottom)


@dataclass(frozen=True, slots=True, eq=False)
class Silhouette:
    """Which pixels are the person: `share` is (height, width) uint8, 0 none to 255 sure.

    It is a cut-out of the photo: `left`, `top` and `scale` say where. A pixel (u, v) of the
    cut-out stands at photo position (left + (u + .5) / scale, top + (v + .5) / scale).
    """

    share: NDArray[np.uint8]
    left: float
    top: float
    scale: float

    def at(self, places: Points) -> Points:
        """Give the share, 0..1, at photo positions (..., 2): linear between pixels, 0 outside."""
        grid = (places - (self.left, self.top)) * self.scale - 0.5
        corner = np.floor(grid).astype(int)
        along, down = np.moveaxis(grid - corner, -1, 0)
        padded = np.pad(self.share, 1)
        columns, rows = np.moveaxis(corner + 1, -1, 0)

        def pixel(row: Points, column: Points) -> Points:
            inside = (row >= 0) & (row < padded.shape[0]) & (column >= 0) & (column < padded.shape[1])
            value: Points = np.where(inside, padded[row * inside, column * inside], 0) / 255.0
            return value

        upper = (1 - along) * pixel(rows, columns) + along * pixel(rows, columns + 1)
        lower = (1 - along) * pixel(rows + 1, columns) + along * pixel(rows + 1, columns + 1)
        share: Points = (1 - down) * upper + down * lower
        return share

    def rows_px(self, x_from: float, x_to: float) -> tuple[float, float] | None:
        """Give photo y of the highest and the lowest silhouette pixel between two photo x.

        The edge is taken where the share crosses one half, by the area above it, which is
        good to a fraction of a pixel. None when no pixel is the person's.
        """
        first, last = np.clip(np.round((np.array([x_from, x_to]) - self.left) * self.scale), 0, None)
        inside = self.share[:, int(first) : int(last)]
        if inside.size == 0:
            return None
        profile = inside.max(axis=1) / 255.0
        hits = np.flatnonzero(profile >= 0.5)
        if hits.size == 0:
            return None
        upper = _crossing(profile, int(hits[0]), -1)
        lower = _crossing(profile, int(hits[-1]), +1)
        return self.top + upper / self.scale, self.top + lower / self.scale


def _crossing(profile: Points, inside: int, step: int) -> float:
    """Give where the profile crosses one half between `inside` and its neighbour, in positions."""
    outside = inside + step
    centre = inside + 0.5
    if not 0 <= outside < len(profile):
        return centre + 0.5 * step
    drop = profile[inside] - profile[outside]
    return float(centre + step * (profile[inside] - 0.5) / drop)


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """One person found in a photograph by one look of the model.

    Attributes
    ----------
    keypoints : positions in the photo.
    world_m : (33, 3) metres about the hips, x towards image right, y down, z away from the camera.
    presence : (33,) in 0..1, how sure the model is that the point lies inside the picture.
    silhouette : None when it was not asked for.
    """

    keypoints: Keypoints
    world_m: Points
    presence: Points
    silhouette: Silhouette | None = None

    def with_sides_swapped(self) -> Person:
        """Exchange left and right of everything."""
        order = [OPPOSITE[i] for i in range(MODEL_LANDMARKS)]
        return replace(
            self,
            keypoints=self.keypoints.with_sides_swapped(),
            world_m=self.world_m[order],
            presence=self.presence[order],
        )
