"""Drawn rooms with furniture and with things that mislead, for the level's benchmark."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from posture_app.domain.keypoints import Person
from posture_app.services.ports import Frame
from tests.rooms import WALL, Room, somebody

SIZES = ((720, 1280), (720, 1280), (720, 1280), (540, 960), (480, 640), (1280, 720))


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture of known roll; `is_clean` with two pieces of furniture or more and no clutter."""

    frame: Frame
    person: Person
    roll_deg: float
    is_clean: bool


def cluttered_room(seed: int) -> Drawn:
    """Draw the room of that number: roll within 4°, pitch about 4°, wall yaw about 4°, any furniture."""
    chance = np.random.default_rng(seed)
    width, height = SIZES[chance.integers(len(SIZES))]
    focal = chance.uniform(0.85, 1.3) if height > width else chance.uniform(1.0, 1.8)
    room = Room(
        roll_deg=chance.uniform(-4.0, 4.0),
        pitch_deg=float(np.clip(chance.normal(0.0, 4.0), -10.0, 10.0)),
        yaw_deg=chance.normal(0.0, 4.0),
        focal=focal,
        width=width,
        height=height,
        wall=int(chance.integers(140, 235)),
    )
    if chance.random() < 0.7:
        room.hang(-4.0, 0.0, 8.0, 0.08, _grey(chance))
    reach = max(0.5, 0.95 * width / height / focal * WALL / 2.0)
    sides = chance.permutation([-1, 1, -1])
    pieces = int(chance.integers(0, 4))
    for side in sides[:pieces]:
        _FURNITURE[chance.integers(len(_FURNITURE))](room, float(side * chance.uniform(0.4, reach)), chance)
    clutter = [add for add in _CLUTTER if chance.random() < 0.2]
    for add in clutter:
        add(room, float(chance.choice([-1, 1]) * chance.uniform(0.4, reach)), chance)
    frame = room.frame(chance.uniform(1.0, 7.0), seed, chance.uniform(0.5, 1.6))
    return Drawn(frame, somebody(width, height), room.roll_deg, pieces >= 2 and not clutter)


def _grey(chance: np.random.Generator) -> int:
    return int(chance.integers(40, 250))


def _askew(chance: np.random.Generator, least: float = 1.5, most: float = 7.0) -> float:
    return float(chance.uniform(least, most) * chance.choice([-1, 1]))


def _door(room: Room, x: float, chance: np.random.Generator) -> None:
    left = x if x > 0 else x - 0.94
    room.upright(left, 0.94, 2.07, _grey(chance)).upright(left + 0.07, 0.8, 2.0, _grey(chance))


def _cupboard(room: Room, x: float, chance: np.random.Generator) -> None:
    room.upright(x if x > 0 else x - 0.6, 0.6, chance.uniform(1.2, 2.2), _grey(chance))


def _window(room: Room, x: float, chance: np.random.Generator) -> None:
    left, glass = (x if x > 0 else x - 0.7), _grey(chance)
    room.hang(left, 0.9, 0.7, 1.2, _grey(chance))
    room.hang(left + 0.06, 0.96, 0.26, 1.08, glass).hang(left + 0.38, 0.96, 0.26, 1.08, glass)


def _corner(room: Room, x: float, chance: np.random.Generator) -> None:
    far = x + float(np.sign(x)) * 3.0
    room.board((x, 0.0, WALL), (far, 0.0, 1.0), (far, 4.0, 1.0), (x, 4.0, WALL), grey=_grey(chance))


def _curtain(room: Room, x: float, chance: np.random.Generator) -> None:
    left = x if x > 0 else x - 0.8
    room.hang(left, 0.1, 0.8, 2.3, _grey(chance))
    for fold in range(8):
        room.hang(left + 0.1 * fold, 0.1, 0.05, 2.3, _grey(chance), float(chance.normal(0.0, 0.6)))


def _books(room: Room, x: float, chance: np.random.Generator) -> None:
    left = x if x > 0 else x - 0.7
    room.upright(left, 0.7, 1.8, _grey(chance))
    for board in range(5):
        place = left + 0.03
        while place < left + 0.62:
            wide, leans = chance.uniform(0.02, 0.06), chance.random() < 0.5
            askew = float(chance.normal(0.0, 3.0)) if leans else 0.0
            room.hang(place, 0.05 + 0.35 * board, wide, chance.uniform(0.2, 0.3), _grey(chance), askew)
            place += wide


def _askew_picture(room: Room, x: float, chance: np.random.Generator) -> None:
    askew = _askew(chance)
    room.hang(x - 0.25, 1.1, 0.5, 0.7, _grey(chance), askew)
    room.hang(x - 0.2, 1.15, 0.4, 0.6, _grey(chance), askew)


def _stick(room: Room, x: float, chance: np.random.Generator) -> None:
    room.upright(x, 0.03, chance.uniform(1.2, 1.8), _grey(chance), _askew(chance))


def _ladder(room: Room, x: float, chance: np.random.Generator) -> None:
    askew, grey = _askew(chance, 1.5, 5.0), _grey(chance)
    room.upright(x, 0.04, 2.1, grey, askew).upright(x + 0.35, 0.04, 2.1, grey, askew)


def _stripes(room: Room, x: float, chance: np.random.Generator) -> None:
    askew = _askew(chance, 2.0, 7.0)
    for stripe in range(6):
        room.hang(x - 0.3 + 0.1 * stripe, 0.9, 0.04, 1.0, _grey(chance), askew)


def _plant(room: Room, x: float, chance: np.random.Generator) -> None:
    for _ in range(25):
        place, foot = x + chance.normal(0.0, 0.12), 0.3 + chance.uniform(0.0, 0.6)
        room.hang(place, foot, 0.01, chance.uniform(0.1, 0.4), _grey(chance), float(chance.normal(0.0, 15.0)))


_FURNITURE = (_door, _cupboard, _window, _corner, _curtain, _books)
_CLUTTER = (_askew_picture, _stick, _ladder, _stripes, _plant)
