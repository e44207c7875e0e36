"""Pictures whose faces are coded in their pixels, and an engine that reads them: no model anywhere."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image

from posture_app.domain.faces.portrait import FaceBox, FaceSight, Turn
from posture_app.services.faces.engine import FaceEngine
from posture_app.services.ports import Frame

CELL = 300
"""A face stands in a cell of so many pixels; its code in the cell's first pixels."""

MODEL = "coded/1"


@dataclass(frozen=True)
class Coded:
    """A face: whose, how large, how far turned, and how far from that person's usual look."""

    person: int
    side: int = 200
    yaw: int = 0
    off: float = 0.0
    """Distance of the vector from the person's own, to one hundredth."""


def picture(*faces: Coded, height: int = CELL) -> Frame:
    """A picture of some faces beside each other; of nobody when there is none."""
    rgb = np.full((height, CELL * max(1, len(faces)), 3), 128, np.uint8)
    rgb[0, ::CELL] = 0
    for number, face in enumerate(faces):
        rgb[0, CELL * number] = (face.person, face.side, face.yaw + 100)
        rgb[0, CELL * number + 1] = (round(100 * face.off), 0, 0)
    return Frame(rgb)


def png(frame: Frame) -> bytes:
    """The picture as a file, pixel by pixel."""
    packed = io.BytesIO()
    Image.fromarray(frame.rgb).save(packed, "PNG")
    return packed.getvalue()


def look_of(face: Coded) -> np.ndarray:
    """What a face is like: everybody's own direction, 0.85 from everybody else's, and so much aside."""
    vector = np.zeros(128, np.float32)
    vector[face.person % 64] = 0.6
    vector[64 + face.person % 64] = round(100 * face.off) / 100
    return vector


def _code(frame: Frame, number: int) -> Coded:
    person, side, yaw = (int(one) for one in frame.rgb[0, CELL * number])
    return Coded(person, side, yaw - 100, int(frame.rgb[0, CELL * number + 1, 0]) / 100)


class CodedFinder:
    """Finds the coded faces."""

    closed = False

    def find_faces(self, frame: Frame, *, quick: bool = False) -> tuple[FaceSight, ...]:
        faces = []
        for number in range(frame.width // CELL):
            face = _code(frame, number)
            if face.person:
                left = float(CELL * number + 10)
                box = FaceBox(left, 10.0, left + face.side, 10.0 + face.side)
                points = np.array([[0.7, 0.3], [0.3, 0.3], [0.5, 0.5], [0.65, 0.8], [0.35, 0.8]])
                sight = FaceSight(box, 0.9, points * face.side + (left, 10.0), Turn(face.yaw, 0.0, 0.0))
                faces.append(sight)
        return tuple(sorted(faces, key=lambda one: -one.box.area))[:20]

    def close(self) -> None:
        self.closed = True


class CodedEncoder:
    """Tells the coded faces apart."""

    model_version = MODEL

    def __init__(self) -> None:
        self.asked = 0

    def encode(self, frame: Frame, box: FaceBox) -> np.ndarray:
        self.asked += 1
        return look_of(_code(frame, int(box.x0) // CELL))

    def close(self) -> None:
        pass


def coded_engine() -> FaceEngine:
    """An engine without models."""
    return FaceEngine(CodedFinder(), CodedEncoder())
