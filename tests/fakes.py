"""Stand-ins for the world: people, faces, and light as a test wants them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from posture_app.domain.body import CameraLevel
from posture_app.domain.errors import PostureError
from posture_app.domain.face import FaceLook
from posture_app.domain.head import HeadLook
from posture_app.domain.keypoints import Keypoints, Landmark, Person, Silhouette
from posture_app.domain.quality import Light
from posture_app.domain.stickers import ExpectedSticker, StickerColour, StickerDot
from posture_app.services.assessing.assess import Eyes
from posture_app.services.ports import CloseLook, Frame
from tests.figures import HEIGHT, WIDTH

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_app.services.ports import MarkerFinder
    from posture_app.services.room.phantom import DayCheck

T = TypeVar("T")


def blank(width: int = WIDTH, height: int = HEIGHT) -> Frame:
    """A grey picture: what is in it is what the fakes say."""
    return Frame(np.full((height, width, 3), 128, np.uint8))


@dataclass
class FakePoses:
    """Finds the people it was given, in pictures of the given orientation only."""

    people: Sequence[Person]
    width: int = WIDTH
    passes: int | None = None
    asked: list[int] = field(default_factory=list)

    def find_all(self, frame: Frame) -> tuple[Person, ...]:
        return tuple(self.people) if frame.width == self.width else ()

    def look_closely(self, frame: Frame, person: Person, count: int) -> CloseLook:
        self.asked.append(count)
        found = count if self.passes is None else self.passes
        # Passes that scatter by a pixel about the person, in pairs, so that their mean is the person.
        shifts = [(-1.0) ** i for i in range(found - found % 2)] + [0.0] * (found % 2)
        return CloseLook(tuple(_shifted(person, one) for one in shifts), person.silhouette)


def _shifted(person: Person, right_px: float) -> Person:
    points = person.keypoints
    return replace(
        person, keypoints=Keypoints(points.xy_px + (right_px, 0.0), points.visibility.copy(), points.sources)
    )


@dataclass
class FakeFaces:
    """Sees a face, with the eyes of the pose or turned by an angle.

    `meshes` are the tilts the looks of the mesh give on top, `yaw_deg` by how much it shows the head turned.
    """

    share: float = 0.95
    turned_deg: float = 0.0
    meshes: Sequence[float] = (0.0, 0.0)
    yaw_deg: float = 0.0

    def look_at_face(self, frame: Frame, person: Person) -> FaceLook:
        points = person.keypoints
        pair: NDArray[np.float64] = np.stack(
            [points.point(Landmark.LEFT_EYE), points.point(Landmark.RIGHT_EYE)]
        )
        middle = pair.mean(axis=0)
        angle = np.radians(self.turned_deg)
        # Counter-clockwise on the screen: the eye at image right goes up.
        turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        turned = (pair - middle) @ turn.T + middle
        meshes = np.stack([self._mesh(turned, tilt) for tilt in self.meshes]) if self.meshes else None
        eyes = np.stack([turned, turned])
        return FaceLook(self.share, eyes) if meshes is None else FaceLook(self.share, eyes, meshes)

    def _mesh(self, eyes: NDArray[np.float64], tilt: float) -> NDArray[np.float64]:
        """Twelve pairs parallel to the eyes, tilted by so much more, (12, 2, 3)."""
        along, down = eyes[0] - eyes[1], np.radians(tilt)
        tilted = np.array([[np.cos(down), np.sin(down)], [-np.sin(down), np.cos(down)]]) @ along
        deep = float(np.linalg.norm(along) * np.tan(np.radians(self.yaw_deg)))
        left = np.append(eyes.mean(axis=0) + tilted / 2, deep / 2)
        right = np.append(eyes.mean(axis=0) - tilted / 2, -deep / 2)
        return np.tile(np.stack([left, right]), (12, 1, 1))


@dataclass
class FakeHeads:
    """Reads these tilts off a head, + = clockwise, its mid-line so many px right of the ears' middle."""

    tilts_deg: Sequence[float] = (0.0,) * 6
    right_px: float = 0.0
    unlike: float = 0.0
    lower_deg: float | None = None

    def look_at_head(self, frame: Frame, person: Person, silhouette: Silhouette | None) -> HeadLook | None:
        points = person.keypoints
        middle = (points.point(Landmark.LEFT_EAR) + points.point(Landmark.RIGHT_EAR)) / 2
        tilts = np.array(self.tilts_deg)
        lower = tilts if self.lower_deg is None else np.array([self.lower_deg])
        return HeadLook(tilts, np.tile(middle + (self.right_px, 0.0), (len(tilts), 1)), lower, self.unlike)


@dataclass
class FakeGauge:
    """Says how the light is."""

    seen: Light = field(default_factory=lambda: Light(200.0, 100.0))

    def light(self, frame: Frame, person: Person | None) -> Light:
        return self.seen


@dataclass
class FakeLevels:
    """Says how the camera stood."""

    seen: CameraLevel | None = None

    def level_of(self, frame: Frame, person: Person | None) -> CameraLevel | None:
        return self.seen


@dataclass
class FakeStickers:
    """Finds the dots it was given, and remembers what it was asked."""

    dots: Sequence[StickerDot]
    asked: list[tuple[tuple[float, float], Sequence[StickerColour]]] = field(default_factory=list)

    def find_dots(
        self,
        frame: Frame,
        places: Sequence[ExpectedSticker],
        radii_px: tuple[float, float],
        colours: Sequence[StickerColour],
    ) -> tuple[StickerDot, ...]:
        self.asked.append((radii_px, colours))
        return tuple(self.dots)


def eyes_for(
    *people: Person,
    faces: FakeFaces | None = None,
    light: Light | None = None,
    level: CameraLevel | None = None,
    markers: MarkerFinder | None = None,
    heads: FakeHeads | None = None,
    **poses: int,
) -> Eyes:
    """Make fake eyes that find these people."""
    return Eyes(
        FakePoses(people, **poses),  # type: ignore[arg-type]
        faces or FakeFaces(),
        FakeGauge(light) if light else FakeGauge(),
        FakeLevels(level),
        markers,
        heads=heads,
    )


class InlineTasks:
    """Runs every job at once, where nobody needs to wait."""

    def start(
        self, job: Callable[[], T], then: Callable[[T], object], failed: Callable[[PostureError], object]
    ) -> None:
        try:
            value = job()
        except PostureError as error:
            failed(error)
        else:
            then(value)

    def shutdown(self) -> None:
        """Nothing is ever under way."""

    def finish(self) -> None:
        """Nothing is ever under way."""


class ChecksInMemory:
    """Keeps the daily checks as long as a test runs."""

    def __init__(self) -> None:
        self._checks: tuple[DayCheck, ...] = ()

    def load(self) -> tuple[DayCheck, ...]:
        return self._checks

    def save(self, checks: tuple[DayCheck, ...]) -> None:
        self._checks = checks
