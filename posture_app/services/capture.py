"""Which view next, what to say, when to shoot: a pure state machine.

    SEEKING    something is to be put right: one instruction at a time says what
    HOLD       everything is right: hold still
    COUNTDOWN  held still long enough: breaks off when the person moves or a reason appears
    BURST      pictures are being taken: `burst_taken` ends it
    REVIEW     looked at by somebody: `accept` goes to the next view, `retake` back to SEEKING
    DONE       no view is left

It has no clock: time comes in with each sighting, so it runs at any frame rate and in any test.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain.keypoints import VISIBLE_FROM, Landmark
from posture_app.domain.quality import Severity
from posture_app.domain.views import Facing, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from posture_app.domain.keypoints import Person
    from posture_app.domain.quality import Reason
    from posture_app.services.live import Sighting

ORDER = (View.FRONT, View.SIDE, View.BACK)

INSTRUCTIONS = (
    "nobody",
    "one_person_only",
    "stand_straight",
    "head_in_view",
    "feet_in_view",
    "step_back",
    "come_closer",
    "move_left",
    "move_right",
    "move_forward",
    "move_backward",
    "face_the_camera",
    "turn_your_back",
    "turn_to_your_right",
    "turn_to_your_left",
    "turn_a_little_right",
    "turn_a_little_left",
    "look_ahead",
    "arms_away",
    "more_light",
    "hold_still",
    "counting",
    "taken",
    "all_taken",
)
"""Every key an instruction can have; the words stand under ``capture.<key>``.

``move_left`` and ``move_right`` are the subject's own; in profile it is ``move_forward`` and
``move_backward``, the way the subject looks. ``step_back`` is away from the camera.
"""

CHECKS = ("person", "whole_body", "distance", "turn", "stillness", "light")


class Phase(str, Enum):
    """Where the capture of a view stands."""

    SEEKING = "seeking"
    HOLD = "hold"
    COUNTDOWN = "countdown"
    BURST = "burst"
    REVIEW = "review"
    DONE = "done"


LIVE = (Phase.SEEKING, Phase.HOLD, Phase.COUNTDOWN)


class CheckState(str, Enum):
    """How a check stands."""

    OK = "ok"
    WARN = "warn"
    STOP = "stop"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class PictureCheck:
    """One line of the list of checks: a name of `CHECKS` and how it stands."""

    name: str
    state: CheckState


@dataclass(frozen=True, slots=True)
class CaptureSettings:
    """How patient the flow is.

    Attributes
    ----------
    hold_s, countdown_s : how long to stand still before, and during, the countdown.
    speed : share of the body height per second above which a person moves. The live model's noise
        comes to .01 at most, sway to about as much, a shift of the weight to .1.
    burst : pictures in a burst.
    hands_free : count down by itself; otherwise only the shutter takes pictures.
    side : the side of the body the first side view shows; None when either will do.
    linger_s : how long an instruction must be wanted before it replaces another.
    glitch_s : how long a reason must last to break the countdown off.
    light_patience_s : how long dim light or blur alone can hold up the countdown: a room may stay dim.
    """

    hold_s: float = 1.0
    countdown_s: float = 3.0
    speed: float = 0.04
    burst: int = 15
    hands_free: bool = True
    side: Facing | None = Facing.LEFT
    linger_s: float = 0.4
    glitch_s: float = 0.2
    light_patience_s: float = 6.0


@dataclass(frozen=True, slots=True)
class CaptureState:
    """Everything a page needs to know.

    Attributes
    ----------
    view : the view wanted now; the last one when everything is done.
    side : the side of the body wanted, for a side view; None when either will do, or in other views.
    instruction : one of `INSTRUCTIONS`.
    countdown_left_s : None unless it counts.
    taken : the accepted views.
    broken_off : the instruction that says why the last countdown broke off; None when it did not.
    told : what an analysis will refuse, when the shutter was pressed all the same.
    """

    view: View
    side: Facing | None
    phase: Phase
    instruction: str
    checks: tuple[PictureCheck, ...]
    countdown_left_s: float | None
    taken: tuple[View, ...]
    broken_off: str | None = None
    told: tuple[Reason, ...] = ()


# -- stillness ------------------------------------------------------------------------------------

_GROUPS = tuple(
    [Landmark["LEFT_" + name], Landmark["RIGHT_" + name]]
    for name in ("EYE", "EAR", "SHOULDER", "HIP", "KNEE", "ANKLE", "WRIST")
)
"""Both sides together: a model that takes left for right must not look like a jump."""


class Stillness:
    """Measures how fast the landmarks move, as a share of the body height per second."""

    WINDOW_S = 0.5
    LEAST_SPAN_S = 0.25
    GAP_S = 1.5

    def __init__(self) -> None:
        self._seen: deque[tuple[float, NDArray[np.float64], float]] = deque()

    def clear(self) -> None:
        """Forget what was seen."""
        self._seen.clear()

    def see(self, at_s: float, person: Person) -> float | None:
        """Give the speed of the fastest part of the body; None until it has been watched long enough."""
        if self._seen and at_s - self._seen[-1][0] > self.GAP_S:
            self._seen.clear()
        points = person.keypoints
        self._seen.append((at_s, _group_places(person), points.height_px()))
        while len(self._seen) > 2 and at_s - self._seen[1][0] >= self.WINDOW_S:
            self._seen.popleft()
        times = np.array([one[0] for one in self._seen])
        if times[-1] - times[0] < self.LEAST_SPAN_S:
            return None
        places = np.stack([one[1] for one in self._seen])
        off = times - times.mean()
        slopes = np.einsum("t,tgc->gc", off, places) / (off**2).sum()
        speeds = np.linalg.norm(slopes, axis=1) / np.mean([one[2] for one in self._seen])
        return float(np.nanmax(speeds))


def _group_places(person: Person) -> NDArray[np.float64]:
    """Give (groups, 2) px; NaN for a group that is hidden."""
    points = person.keypoints
    places = np.stack([points.xy_px[group].mean(axis=0) for group in _GROUPS])
    seen = [points.visibility[group].mean() >= VISIBLE_FROM for group in _GROUPS]
    trunk = 2  # always counts, so that a speed is known
    return np.where(np.array(seen)[:, None] | (np.arange(len(_GROUPS)) == trunk)[:, None], places, np.nan)


# -- what to say ----------------------------------------------------------------------------------

_FIRST = {
    "black_picture": "more_light",
    "nobody": "nobody",
    "several_people": "one_person_only",
    "lying": "stand_straight",
    "seated": "stand_straight",
}
_PLACE = {
    "head_cut_off": "head_in_view",
    "feet_cut_off": "feet_in_view",
    "body_cut_off": "step_back",
    "too_close": "step_back",
    "too_small": "come_closer",
    "too_far": "come_closer",
}
_TURN = ("wrong_view", "wrong_side", "turned_too_far", "turned")
_LAST = {"arms_covering": "arms_away"}
_LIGHT = {"too_dark": "more_light", "blurred": "hold_still"}

OFF_CENTRE = 0.25
"""How far the trunk may stand from the picture's middle, as a share of its width."""
LITTLE_TURN_DEG = 45.0
ABOUT_FACE_DEG = 150.0
HEAD_TURNED_DEG = 35.0
"""Head against trunk by the model's own depth, which is coarse: 0-12° on people who look ahead."""


def wishes(sighting: Sighting, view: View, side: Facing | None) -> tuple[str, ...]:
    """Give what the subject should do, the most basic first, without what only the light is to blame for."""
    codes = [reason.code for reason in sighting.reasons]
    wanted = [told for code, told in _FIRST.items() if code in codes]
    person, facing, yaw = sighting.person, sighting.facing, sighting.yaw_deg
    if person is None or facing is None or yaw is None:
        return tuple(wanted)
    place = [told for code, told in _PLACE.items() if code in codes]
    aside = _aside(person, facing, sighting.width)
    # Whoever stands half outside at the left or right needs no "step back".
    wanted += [*aside, *place] if _over_the_edge(person, sighting.width) else [*place, *aside]
    if any(code in codes for code in _TURN):
        wanted.append(turn(yaw, view, side))
    wanted += [told for code, told in _LAST.items() if code in codes]
    if view is View.FRONT and not wanted and _head_turned(person):
        wanted.append("look_ahead")
    return tuple(wanted)


def turn(yaw_deg: float, view: View, side: Facing | None) -> str:
    """Say how somebody with this heading comes to show a view.

    Turning to one's own right lowers the yaw: from facing the camera (0) to showing the left side (-90).
    """
    heading = _heading(yaw_deg, view, side)
    by = (heading - yaw_deg + 180.0) % 360.0 - 180.0
    if abs(by) <= LITTLE_TURN_DEG:
        return "turn_a_little_left" if by > 0 else "turn_a_little_right"
    if not view.is_side:
        return "face_the_camera" if view is View.FRONT else "turn_your_back"
    # Half a turn can be made either way; always the same one, or the arrow would jump.
    return "turn_to_your_left" if 0 < by < ABOUT_FACE_DEG else "turn_to_your_right"


def _heading(yaw_deg: float, view: View, side: Facing | None) -> float:
    if not view.is_side:
        return Facing(view.value).heading_deg
    if side is not None:
        return side.heading_deg
    nearer_right = LITTLE_TURN_DEG < yaw_deg < 180.0 - LITTLE_TURN_DEG
    return (Facing.RIGHT if nearer_right else Facing.LEFT).heading_deg


def _trunk_x(person: Person) -> float:
    trunk = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
    return float(person.keypoints.xy_px[trunk, 0].mean())


def _over_the_edge(person: Person, width: int) -> bool:
    left, _, right, _ = person.keypoints.box_px()
    return left < 0 or right > width


def _aside(person: Person, facing: Facing, width: int) -> list[str]:
    """Say which way to go for somebody who stands too far from the middle."""
    off = _trunk_x(person) / width - 0.5
    if abs(off) <= OFF_CENTRE:
        return []
    to_image_right = off < 0
    if facing.is_side:
        return ["move_forward" if to_image_right == (facing.forward > 0) else "move_backward"]
    return ["move_left" if to_image_right == (facing.left_towards > 0) else "move_right"]


def _head_turned(person: Person) -> bool:
    def heading(left: Landmark, right: Landmark) -> float:
        across = person.world_m[left] - person.world_m[right]
        return float(np.degrees(np.arctan2(across[2], across[0])))

    by = heading(Landmark.LEFT_EAR, Landmark.RIGHT_EAR) - heading(
        Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER
    )
    return abs((by + 180.0) % 360.0 - 180.0) > HEAD_TURNED_DEG


# -- the checks -----------------------------------------------------------------------------------

_CODES_OF = {
    "person": ("nobody", "several_people", "lying", "seated"),
    "whole_body": ("head_cut_off", "feet_cut_off", "body_cut_off", "arms_covering"),
    "distance": ("too_small", "too_far", "too_close"),
    "turn": _TURN,
    "light": ("black_picture", "too_dark", "blurred"),
}


def _check(name: str, sighting: Sighting, still: bool | None) -> CheckState:
    known = name == "person" or (sighting.light if name == "light" else sighting.person) is not None
    if not known:
        return CheckState.WAITING
    if name == "stillness":
        return {None: CheckState.WAITING, True: CheckState.OK, False: CheckState.WARN}[still]
    severities = [one.severity for one in sighting.reasons if one.code in _CODES_OF[name]]
    if not severities:
        return CheckState.OK
    return CheckState.STOP if Severity.REFUSE in severities else CheckState.WARN


# -- the flow -------------------------------------------------------------------------------------


class CaptureFlow:
    """Leads through the views. A call that does not fit the phase changes nothing."""

    def __init__(self, views: Sequence[View] = ORDER, settings: CaptureSettings | None = None) -> None:
        if not views:
            raise ValueError("at least one view is needed")
        self.views = tuple(views)
        self.settings = settings or CaptureSettings()
        self._hands_free = self.settings.hands_free
        self._taken: list[View] = []
        self._skipped: list[View] = []
        self._side_taken: Facing | None = None
        self._stillness = Stillness()
        self._phase = Phase.SEEKING
        self._broken_off: str | None = None
        self._told: tuple[Reason, ...] = ()
        self._begin(self.views[0])

    # -- what a page reads --

    @property
    def state(self) -> CaptureState:
        """Give everything a page needs to know."""
        counting = self._phase is Phase.COUNTDOWN
        return CaptureState(
            view=self._view,
            side=self.side,
            phase=self._phase,
            instruction=self._instruction,
            checks=self._checks,
            countdown_left_s=self._left_s if counting else None,
            taken=tuple(self._taken),
            broken_off=self._broken_off,
            told=self._told,
        )

    @property
    def side(self) -> Facing | None:
        """Give the side of the body that the view wanted now must show; hand it to `live.judge`."""
        if self._view is View.SIDE2:
            first = self._side_taken or self.settings.side
            return {None: None, Facing.LEFT: Facing.RIGHT, Facing.RIGHT: Facing.LEFT}.get(first)
        return self.settings.side if self._view is View.SIDE else None

    @property
    def hands_free(self) -> bool:
        """Tell whether it counts down by itself; False pauses it."""
        return self._hands_free

    @hands_free.setter
    def hands_free(self, on: bool) -> None:
        self._hands_free = on
        if not on and self._phase is Phase.COUNTDOWN:
            self._restart(Phase.HOLD)
            self._instruction = "hold_still"

    # -- what happens --

    def see(self, sighting: Sighting) -> CaptureState:
        """Take in what was seen; give the new state."""
        if self._phase in LIVE:
            self._look(sighting)
        return self.state

    def shutter(self) -> CaptureState:
        """Take pictures now, whatever the matter is; only with nobody in view there is none to take."""
        if self._phase not in LIVE:
            return self.state
        seen = self._last
        if seen is not None and seen.person is None:
            self._restart(Phase.SEEKING)
            self._instruction = "nobody"
            return self.state
        if seen is not None:
            self._told = tuple(one for one in seen.reasons if one.severity is Severity.REFUSE)
        self._shoot()
        return self.state

    def burst_taken(self) -> CaptureState:
        """Say that the burst is in the box."""
        if self._phase is Phase.BURST:
            self._phase, self._instruction = Phase.REVIEW, "taken"
        return self.state

    def accept(self) -> CaptureState:
        """Keep the view under review and go on to the next one."""
        if self._phase is Phase.REVIEW:
            if self._view is View.SIDE:
                self._side_taken = self._facing_shot
            self._taken = [one for one in self.views if one in (*self._taken, self._view)]
            self._next()
        return self.state

    def retake(self, view: View | None = None) -> CaptureState:
        """Take a view anew, from any phase: this one, or the one named; then the missing ones follow."""
        view = self._view if view is None else view
        if view in self.views:
            self._taken = [one for one in self._taken if one is not view]
            self._skipped = [one for one in self._skipped if one is not view]
            self._begin(view)
        return self.state

    def skip(self) -> CaptureState:
        """Leave this view out."""
        if self._phase is not Phase.DONE:
            self._skipped.append(self._view)
            self._next()
        return self.state

    # -- how --

    def _next(self) -> None:
        left = [one for one in self.views if one not in (*self._taken, *self._skipped)]
        if left:
            self._begin(left[0])
        else:
            self._phase, self._instruction = Phase.DONE, "all_taken"

    def _begin(self, view: View) -> None:
        self._view = view
        self._phase = Phase.SEEKING
        self._instruction = turn(180.0 if view is View.FRONT else 0.0, view, self.side)
        self._fresh = True
        self._candidate: tuple[str, float] | None = None
        self._checks = tuple(PictureCheck(name, CheckState.WAITING) for name in CHECKS)
        self._last: Sighting | None = None
        self._facing_shot: Facing | None = None
        self._still_since: float | None = None
        self._dim_since: float | None = None
        self._wrong_since: float | None = None
        self._counting_from: float | None = None
        self._left_s = self.settings.countdown_s
        self._broken_off = None
        self._told = ()
        self._stillness.clear()

    def _look(self, sighting: Sighting) -> None:
        gap = self._last is not None and sighting.at_s - self._last.at_s > Stillness.GAP_S
        self._last = sighting
        if sighting.person is None:
            self._stillness.clear()
            still = None
        else:
            speed = self._stillness.see(sighting.at_s, sighting.person)
            still = None if speed is None else speed <= self.settings.speed
        self._checks = tuple(PictureCheck(name, _check(name, sighting, still)) for name in CHECKS)
        wanted = [*wishes(sighting, self._view, self.side), *self._of_the_light(sighting, still)]
        if gap and self._phase is not Phase.SEEKING:
            self._restart(Phase.SEEKING)
        if self._phase is Phase.COUNTDOWN:
            self._count(sighting.at_s, wanted, still)
        else:
            self._seek(sighting.at_s, wanted, still)

    def _of_the_light(self, sighting: Sighting, still: bool | None) -> list[str]:
        """Give what the light asks for, until patience ends: then a dim picture is better than none."""
        codes = [reason.code for reason in sighting.reasons]
        wanted = [told for code, told in _LIGHT.items() if code in codes]
        if not wanted or not still or len(codes) > len(wanted):
            self._dim_since = None
            return wanted
        if self._dim_since is None:
            self._dim_since = sighting.at_s
        return [] if sighting.at_s - self._dim_since >= self.settings.light_patience_s else wanted

    def _seek(self, at_s: float, wanted: Sequence[str], still: bool | None) -> None:
        self._phase = Phase.SEEKING if wanted else Phase.HOLD
        if wanted or not still:
            self._still_since = None
        elif self._still_since is None:
            self._still_since = at_s
        self._say(wanted[0] if wanted else "hold_still", at_s)
        held = self._still_since is not None and at_s - self._still_since >= self.settings.hold_s
        if held and self._hands_free:
            self._phase, self._instruction = Phase.COUNTDOWN, "counting"
            self._counting_from, self._left_s = at_s, self.settings.countdown_s
            self._broken_off = self._wrong_since = None

    def _count(self, at_s: float, wanted: Sequence[str], still: bool | None) -> None:
        if wanted and self._wrong_since is None:
            self._wrong_since = at_s
        if not wanted:
            self._wrong_since = None
        if wanted and self._wrong_since is not None and at_s - self._wrong_since >= self.settings.glitch_s:
            self._break_off(Phase.SEEKING, wanted[0])
        elif still is False:
            self._break_off(Phase.HOLD, "hold_still")
        else:
            assert self._counting_from is not None
            self._left_s = max(0.0, self._counting_from + self.settings.countdown_s - at_s)
            if self._left_s <= 0.0 and not wanted and still:
                self._shoot()

    def _break_off(self, phase: Phase, why: str) -> None:
        self._restart(phase)
        self._instruction = self._broken_off = why

    def _restart(self, phase: Phase) -> None:
        self._phase = phase
        self._still_since = self._wrong_since = self._counting_from = self._candidate = None

    def _shoot(self) -> None:
        self._facing_shot = self._last.facing if self._last else None
        self._broken_off = None
        self._phase, self._instruction = Phase.BURST, "hold_still"

    def _say(self, wanted: str, at_s: float) -> None:
        """Say it at once when nothing was said in this view, else when it has been wanted for a while."""
        if self._fresh:
            self._instruction, self._fresh = wanted, False
        if wanted == self._instruction:
            self._candidate = None
        elif self._candidate is None or self._candidate[0] != wanted:
            self._candidate = (wanted, at_s)
        elif at_s - self._candidate[1] >= self.settings.linger_s:
            self._instruction, self._candidate = wanted, None
