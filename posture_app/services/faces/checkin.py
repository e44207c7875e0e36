"""The face check-in: from a turn of the head to a person who has said who they are.

    TURN      the head is turned; each look ahead is kept for the search
    SEARCH    the looks are held against everybody who consented
    ASK       somebody was found: "Is this you?", with initials only
    BIRTH     confirmed by the birth date
    KNOWN     checked in
    NOBODY    nobody is like enough, or the answer was no
    ALIKE     two or more are: it would be guessing
    NOT_SURE  the head was not turned in time, or the looks were of different people
    REFUSED   the birth date was wrong too often

From every step the code or the name leads on: `use_code` gives up on the face. It has no clock and no
camera: what is seen and when comes in with each call. A call that does not fit the step changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from posture_app.domain.faces.likeness import NINETY_DISTANCE, distance, mean_vector
from posture_app.services.faces.liveness import HeadTurn, Look

if TYPE_CHECKING:
    from datetime import date

    from posture_app.domain.faces.portrait import FaceSight, Vector
    from posture_app.domain.records import Patient

WITHIN = NINETY_DISTANCE
"""Nobody farther away is proposed: similarity 90."""

GAP = 0.1
"""By so much the second must be farther than the first; chosen, not fitted: a fifth of the limit."""

BIRTH_TRIES = 2
LOOKS = 3
"""Looks ahead in a turn of the head, and photographs for the enrolment."""


class Step(Enum):
    """Where a check-in stands."""

    TURN = "turn"
    SEARCH = "search"
    ASK = "ask"
    BIRTH = "birth"
    KNOWN = "known"
    NOBODY = "nobody"
    ALIKE = "alike"
    NOT_SURE = "not_sure"
    REFUSED = "refused"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Whom a face may belong to: an id, or why there is none."""

    patient_id: str | None
    alike: bool = False


def propose(nearest: Sequence[tuple[str, float]]) -> Proposal:
    """Choose among the two nearest, the nearest first, with their distances.

    Somebody is proposed who is near enough *and* by a gap nearer than the second.
    """
    if not nearest or nearest[0][1] > WITHIN:
        return Proposal(None)
    if len(nearest) > 1 and nearest[1][1] - nearest[0][1] < GAP:
        return Proposal(None, alike=True)
    return Proposal(nearest[0][0])


class CheckIn:
    """One try of one person; `order` is the order in which the head is turned."""

    def __init__(self, order: tuple[Look, Look], at_s: float) -> None:
        self.turn = HeadTurn(order, at_s)
        self.step = Step.TURN
        self.patient: Patient | None = None
        self._looks: list[Vector] = []
        self._tries = 0

    def see(self, faces: Sequence[FaceSight], at_s: float) -> bool:
        """Look at the faces of a picture; tell whether this look is wanted, for `keep`."""
        if self.step is not Step.TURN:
            return False
        before = self.turn.share
        wanted = self.turn.see(faces, at_s)
        if self.turn.share < before:
            self._looks.clear()
        self.wait(at_s)
        return wanted

    def wait(self, at_s: float) -> None:
        """Say how late it is while nothing is seen."""
        if self.step is Step.TURN and self.turn.is_over(at_s):
            self.step = Step.NOT_SURE

    def keep(self, look: Vector) -> None:
        """Keep what a face was like that looked ahead; with the last one the search begins."""
        if self.step is not Step.TURN:
            return
        self._looks.append(look)
        if self.turn.asked is None and len(self._looks) >= LOOKS:
            self.step = Step.SEARCH if are_one(self._looks) else Step.NOT_SURE

    @property
    def face(self) -> Vector:
        """Give what is searched for; only in SEARCH."""
        return mean_vector(self._looks)

    def found(self, proposal: Proposal, patient: Patient | None) -> None:
        """Say what the search gave; who cannot be asked by initials and birth date is nobody."""
        if self.step is not Step.SEARCH:
            return
        self._looks.clear()
        if proposal.alike:
            self.step = Step.ALIKE
        elif patient is None or patient.birth_date is None or not initials(patient.name):
            self.step = Step.NOBODY
        else:
            self.patient, self.step = patient, Step.ASK

    def answer(self, *, yes: bool) -> None:
        """Say whether it is oneself."""
        if self.step is Step.ASK:
            self.step = Step.BIRTH if yes else Step.NOBODY
            if not yes:
                self.patient = None

    def born(self, day: date) -> bool:
        """Say when one was born; tell whether that is right."""
        if self.step is not Step.BIRTH or self.patient is None:
            return False
        if day == self.patient.birth_date:
            self.step = Step.KNOWN
            return True
        self._tries += 1
        if self._tries >= BIRTH_TRIES:
            self.step, self.patient = Step.REFUSED, None
        return False

    def use_code(self) -> None:
        """Give up on the face, whatever it came to."""
        self._looks.clear()
        self.step, self.patient = Step.CODE, None


def are_one(looks: Sequence[Vector]) -> bool:
    """Tell whether looks are of one person: no two farther apart than strangers hardly ever are near."""
    return all(distance(one, other) <= WITHIN for number, one in enumerate(looks) for other in looks[:number])


def initials(name: str | None) -> str:
    """Give a name's initials: "A. W.", and of Korean names the syllables' first letters, "ㄱㅁㅅ"."""
    parts = (name or "").split()
    if not parts:
        return ""
    letters = "".join(parts)
    if all("가" <= letter <= "힣" for letter in letters):
        return "".join(_FIRST[(ord(letter) - ord("가")) // _EACH] for letter in letters)
    return " ".join(f"{part[0].upper()}." for part in parts)


_FIRST = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_EACH = 21 * 28


# --- enrolment --------------------------------------------------------------------------------------

APART_S = 0.7
"""From one photograph for the enrolment to the next: they are to differ a little."""
STEADY_YAW_DEG, STEADY_PITCH_DEG = 20.0, 35.0
"""Looking ahead; up and down more, for the camera seldom stands at the height of the eyes."""


class Enrolment:
    """Three photographs of one face that looks ahead; it keeps their vectors, never a picture."""

    def __init__(self) -> None:
        self.looks: list[Vector] = []
        self._last_s: float | None = None

    @property
    def is_done(self) -> bool:
        """Tell whether there are three."""
        return len(self.looks) >= LOOKS

    def see(self, faces: Sequence[FaceSight], at_s: float) -> bool:
        """Look at the faces of a picture; tell whether this one is wanted, for `keep`."""
        if self.is_done or len(faces) != 1:
            return False
        turn = faces[0].turn
        steady = abs(turn.yaw) <= STEADY_YAW_DEG and abs(turn.pitch) <= STEADY_PITCH_DEG
        due = self._last_s is None or at_s - self._last_s >= APART_S
        if steady and due:
            self._last_s = at_s
        return steady and due

    def keep(self, look: Vector) -> None:
        """Keep a photograph's vector; one of somebody else begins it again."""
        if self.is_done:
            return
        self.looks.append(look)
        if not are_one(self.looks):
            self.looks = [look]
