"""Everybody in a picture, by BlazePose's two models on windows of our own choice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

import numpy as np

from posture_app.adapters.models import mediapipe_graphs as graphs
from posture_app.adapters.opencv import cv2
from posture_app.domain.crowd import (
    Sighting,
    Suspect,
    Window,
    believed,
    closer,
    everybody,
    steady,
    suspects,
    windows,
)
from posture_app.domain.keypoints import MODEL_LANDMARKS, Keypoints, Person
from posture_app.services.ports import BodyParts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    from posture_app.services.ports import Frame

    Asked = TypeVar("Asked")
    Answer = TypeVar("Answer")

LONGEST_SIDE = 1280
"""Pictures are searched at this size at most; the models see 224 and 256 pixels of a window."""

LEAST_SIDE = 16
"""Pictures narrower than this, in pixels, show nobody."""

_HIPS, _TOP = 33, 34
"""The landmark model's own guess of the body's circle, beyond the points that it names."""


class MediaPipePeople:
    """Finds everybody in a picture, also many, small, and overlapping people, none of them closely.

    Used from one thread; two of its own share the work. The people come without silhouettes, the surest
    first. A picture takes 1 s of the processor, halved by two idle cores (benchmarks/people.py).
    """

    def __init__(self, workers: int = 2) -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="people")
        self._idle: SimpleQueue[_Eye] = SimpleQueue()
        self._eyes = list(self._pool.map(lambda _: _Eye(), range(workers)))
        for eye in self._eyes:
            self._idle.put(eye)

    def close(self) -> None:
        """Let go of the models."""
        self._pool.shutdown()
        for eye in self._eyes:
            eye.close()

    def find_people(self, frame: Frame) -> tuple[Person, ...]:
        """Find everybody; an empty tuple where nobody is."""
        picture = _packed(frame)
        width, height = picture.size
        if min(width, height) < LEAST_SIDE:
            return ()
        found = self._searched(picture, windows(width, height))
        found += self._searched(picture, closer(found))
        first = self._looks(picture, suspects(found))
        # Whom the first look saw as somebody surer already is not looked at again.
        first = everybody([one for one in first if believed(one, width, height)])
        again = self._looks(picture, [one.body for one in first])
        steadily = [
            one
            for before, one in zip(first, again, strict=True)
            if believed(one, width, height) and steady(before, one)
        ]
        return tuple(_scaled(one.person, 1.0 / picture.scale) for one in everybody(steadily))

    def parts_of(self, frame: Frame, people: Sequence[Person]) -> tuple[BodyParts, ...]:
        """Look at everybody's hands and face: 27 ms a person on one core, whatever is seen."""
        if not people:
            return ()
        picture = _packed(frame)
        return tuple(self._each(lambda eye, person: eye.parts(picture, person), people))

    def _searched(self, picture: _Picture, places: Sequence[Window]) -> list[list[Suspect]]:
        return self._each(lambda eye, window: eye.search(picture, window), places)

    def _looks(self, picture: _Picture, bodies: Sequence[Suspect]) -> list[Sighting]:
        return self._each(lambda eye, body: eye.look(picture, body), bodies)

    def _each(self, ask: Callable[[_Eye, Asked], Answer], about: Sequence[Asked]) -> list[Answer]:
        """Ask an idle eye about each; the answers in the order asked."""

        def asked(one: Asked) -> Answer:
            eye = self._idle.get()
            try:
                return ask(eye, one)
            finally:
                self._idle.put(eye)

        return list(self._pool.map(asked, about))


@dataclass(frozen=True, slots=True)
class _Picture:
    packet: Any
    width: int
    height: int
    scale: float
    """Of the photograph."""

    @property
    def size(self) -> tuple[int, int]:
        return self.width, self.height


class _Eye:
    """One detector and one landmark model: 13 and 19 ms a look on one core."""

    def __init__(self) -> None:
        self._packets = graphs.Packets()
        self._detector, self._landmarks = graphs.pose_detector(), graphs.pose_landmarks()
        self._parts: graphs.Graph | None = None

    def close(self) -> None:
        self._detector.close()
        self._landmarks.close()
        if self._parts is not None:
            self._parts.close()

    def search(self, picture: _Picture, window: Window) -> list[Suspect]:
        """Give who may be in a window."""
        told = self._run(self._detector, picture, window)
        if "detections" not in told:
            return []
        # The detector's first two points are the middle of the hips and the end of the body's circle.
        return [
            Suspect((float(hips[0]), float(hips[1])), (float(top[0]), float(top[1])), score)
            for score, (hips, top, *_) in self._packets.detections(told["detections"], *picture.size)
        ]

    def look(self, picture: _Picture, body: Suspect) -> Sighting:
        """Look at one of them."""
        told = self._run(self._landmarks, picture, body.window())
        points, world = (self._packets.landmarks(told[name]) for name in ("landmarks", "world"))
        xy_px = points[:, :2] * picture.size
        named = points[:MODEL_LANDMARKS]
        person = Person(
            Keypoints.from_model(xy_px[:MODEL_LANDMARKS], named[:, 3]),
            world[:MODEL_LANDMARKS, :3],
            named[:, 4],
        )
        (hips_x, hips_y), (top_x, top_y) = xy_px[_HIPS], xy_px[_TOP]
        seen = Suspect((float(hips_x), float(hips_y)), (float(top_x), float(top_y)), body.score)
        return Sighting(person, seen, self._packets.number(told["score"]))

    def parts(self, picture: _Picture, person: Person) -> BodyParts:
        """Look at a person's hands and face; the models are loaded when they are first asked for."""
        if self._parts is None:
            self._parts = graphs.body_parts()
        body = self._packets.body(_scaled(person, picture.scale), *picture.size)
        told = self._parts.run(image=picture.packet, body=body)
        size = np.array(picture.size) / picture.scale
        points = {name: self._packets.landmarks(packet)[:, :2] * size for name, packet in told.items()}
        return BodyParts(points.get("left"), points.get("right"), points.get("face"))

    def _run(self, graph: graphs.Graph, picture: _Picture, window: Window) -> dict[str, Any]:
        return graph.run(image=picture.packet, window=self._packets.window(window, *picture.size))


def _packed(frame: Frame) -> _Picture:
    """Pack a picture at the size at which it is searched."""
    scale = min(1.0, LONGEST_SIDE / max(frame.width, frame.height))
    rgb = frame.rgb
    if scale < 1.0:
        size = (max(1, round(scale * frame.width)), max(1, round(scale * frame.height)))
        rgb = np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)
    height, width = rgb.shape[:2]
    return _Picture(graphs.Packets().picture(rgb), width, height, scale)


def _scaled(person: Person, times: float) -> Person:
    points = person.keypoints
    return replace(person, keypoints=replace(points, xy_px=points.xy_px * times))
