"""A turn of the head to one side and the other: what a printed photograph cannot do.

The mesh reads a flat picture that is tilted as a face that looks ahead: two portraits tilted by up to 65°
either way never read more than 10° (tests/adapters/models/test_faces.py), so asking for more than 30°
refuses it. What it does not refuse: a film of the person's head that happens to turn in the order that is
asked for, a mask, a bent photograph that is worked hard. It makes a check-in by a photograph from the web
harder, and is no proof of anybody's presence; that is why a birth date is asked for.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from posture_app.domain.faces.portrait import MOST_TURNED_DEG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_app.domain.faces.portrait import FaceBox, FaceSight

TURNED_DEG = 30.0
"""How far the head must be turned, more than this, either way."""
AHEAD_DEG = 15.0
"""Within this the head looks ahead."""
PITCH_DEG = MOST_TURNED_DEG
"""Up or down: a camera hangs above the screen or stands at the height of the hips."""
LONGEST_S = 25.0
"""After so long it is over; whoever wants to tries again."""
GAP_S = 0.8
"""A face that is gone for longer is another one, for all we know."""
JUMP_DEG = 40.0
"""A head turns no further from one picture to the next; two photographs held up in turn do."""
LEAST_COMMON = 0.2
"""Of the box, from one picture to the next."""


class Look(Enum):
    """What is asked for."""

    AHEAD = "ahead"
    LEFT = "left"
    """The subject's own left."""
    RIGHT = "right"


class Trouble(Enum):
    """Why it does not go on."""

    NOBODY = "nobody"
    SEVERAL = "several"
    LOST = "lost"
    """The face was gone, jumped, or turned about in no time: it begins again."""


def any_order(chance: random.Random | None = None) -> tuple[Look, Look]:
    """Give left and right in an order that nobody can foresee."""
    sides = [Look.LEFT, Look.RIGHT]
    (chance or random.SystemRandom()).shuffle(sides)
    return sides[0], sides[1]


@dataclass(frozen=True, slots=True)
class _Last:
    box: FaceBox
    yaw: float
    at_s: float


class HeadTurn:
    """Ahead, to one side, ahead, to the other side, ahead; it knows nothing of who it is.

    `order` is which side comes first; times are seconds that only rise.
    """

    def __init__(self, order: tuple[Look, Look], at_s: float) -> None:
        first, second = order
        self._asked = (Look.AHEAD, first, Look.AHEAD, second, Look.AHEAD)
        self._done = 0
        self._until_s = at_s + LONGEST_S
        self._last: _Last | None = None
        self.trouble: Trouble | None = None

    @property
    def asked(self) -> Look | None:
        """Give what is asked for now; None when all was done."""
        return self._asked[self._done] if self._done < len(self._asked) else None

    @property
    def share(self) -> float:
        """Give how much of it is done, 0..1."""
        return self._done / len(self._asked)

    def is_over(self, at_s: float) -> bool:
        """Tell whether the time is up before all was done."""
        return self.asked is not None and at_s > self._until_s

    def see(self, faces: Sequence[FaceSight], at_s: float) -> bool:
        """Look at the faces of a picture; tell whether a look ahead was just done, so that it can be kept."""
        if self.asked is None or self.is_over(at_s):
            return False
        if len(faces) != 1:
            self._missed(Trouble.SEVERAL if faces else Trouble.NOBODY, at_s)
            return False
        face = faces[0]
        if self._is_another(face, at_s):
            self._again()
            return False
        self._last = _Last(face.box, face.turn.yaw, at_s)
        self.trouble = None
        if not _does(face, self._asked[self._done]):
            return False
        ahead = self._asked[self._done] is Look.AHEAD
        self._done += 1
        return ahead

    def _missed(self, trouble: Trouble, at_s: float) -> None:
        if trouble is Trouble.SEVERAL or (self._last is not None and at_s - self._last.at_s > GAP_S):
            self._again()
        self.trouble = trouble

    def _is_another(self, face: FaceSight, at_s: float) -> bool:
        last = self._last
        if last is None:
            return False
        smaller = min(last.box.area, face.box.area)
        return (
            at_s - last.at_s > GAP_S
            or abs(face.turn.yaw - last.yaw) > JUMP_DEG
            or last.box.common(face.box) < LEAST_COMMON * smaller
        )

    def _again(self) -> None:
        self._done, self._last, self.trouble = 0, None, Trouble.LOST


def _does(face: FaceSight, asked: Look) -> bool:
    turn = face.turn
    if abs(turn.pitch) > PITCH_DEG:
        return False
    if asked is Look.AHEAD:
        return abs(turn.yaw) <= AHEAD_DEG
    return turn.yaw > TURNED_DEG if asked is Look.LEFT else turn.yaw < -TURNED_DEG
