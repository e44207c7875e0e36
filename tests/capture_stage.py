"""Plays sightings of bodies built by hand to the capture flow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from posture_app.domain.keypoints import Keypoints, Person
from posture_app.domain.quality import Light
from posture_app.domain.views import Facing
from posture_app.services.capture.flow import CaptureFlow, CaptureState, Phase
from posture_app.services.capture.live import Sighting, judge
from posture_app.services.capture.picture_checks import CheckState
from tests.figures import HEIGHT, WIDTH, coronal, person, sagittal

GOOD = Light(200.0, 100.0)
SIZE = (WIDTH, HEIGHT)


def standing(facing: Facing = Facing.FRONT, yaw: float | None = None) -> Person:
    points = sagittal(facing) if facing.is_side else coronal(facing)
    return person(points, yaw_deg=facing.heading_deg if yaw is None else yaw)


def changed(one: Person, change: Callable[[Keypoints], object], *, scale: float = 1.0) -> Person:
    xy = one.keypoints.xy_px.copy()
    xy = (xy - (WIDTH / 2, HEIGHT / 2)) * scale + (WIDTH / 2, HEIGHT / 2)
    points = Keypoints(xy, one.keypoints.visibility.copy(), one.keypoints.sources)
    moved = change(points)
    return replace(one, keypoints=moved if isinstance(moved, Keypoints) else points)


def shifted(one: Person, right: float = 0.0, down: float = 0.0, scale: float = 1.0) -> Person:
    return changed(
        one,
        lambda points: Keypoints(points.xy_px + (right, down), points.visibility.copy(), points.sources),
        scale=scale,
    )


class Stage:
    """Plays sightings to a flow at a frame rate."""

    def __init__(self, flow: CaptureFlow | None = None, fps: float = 20.0) -> None:
        self.flow = flow or CaptureFlow()
        self.step = 1.0 / fps
        self.now = 100.0
        self.states: list[CaptureState] = []

    def sighting(self, people: Sequence[Person], light: Light | None = GOOD) -> Sighting:
        state = self.flow.state
        return judge(people, SIZE, state.view, light, self.now, state.side)

    def show(
        self, *people: Person, seconds: float = 0.0, light: Light | None = GOOD, until: Phase | None = None
    ) -> CaptureState:
        """Show the same people for some time, at least once; stop when a phase is reached."""
        end = self.now + seconds
        while True:
            self.now += self.step
            state = self.flow.see(self.sighting(people, light))
            self.states.append(state)
            if state.phase is until or self.now + self.step / 2 > end:
                return state

    def move(self, one: Person, seconds: float, speed: float) -> CaptureState:
        """Move somebody sideways to and fro, `speed` in body heights a second."""
        height = one.keypoints.height_px()
        end, at = self.now + seconds, 0.0
        while self.now < end:
            at += speed * height * self.step
            state = self.show(shifted(one, right=at))
        return state

    def to_review(self, facing: Facing) -> CaptureState:
        self.show(standing(facing), seconds=10.0, until=Phase.BURST)
        return self.flow.burst_taken()


def check(state: CaptureState, name: str) -> CheckState:
    return next(one.state for one in state.checks if one.name == name)
