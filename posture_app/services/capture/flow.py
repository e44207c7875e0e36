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

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from posture_app.domain.quality import Severity
from posture_app.domain.views import Facing, View
from posture_app.services.capture import picture_checks
from posture_app.services.capture.instructions import light_wishes, turn, wishes
from posture_app.services.capture.stillness import Stillness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_app.domain.quality import Reason
    from posture_app.services.capture.live import Sighting
    from posture_app.services.capture.picture_checks import PictureCheck

ORDER = (View.FRONT, View.SIDE, View.BACK)


class Phase(str, Enum):
    """Where the capture of a view stands."""

    SEEKING = "seeking"
    HOLD = "hold"
    COUNTDOWN = "countdown"
    BURST = "burst"
    REVIEW = "review"
    DONE = "done"


LIVE = (Phase.SEEKING, Phase.HOLD, Phase.COUNTDOWN)


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
        self._checks = picture_checks.unseen()
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
        self._checks = picture_checks.judged(sighting, still)
        wanted = [*wishes(sighting, self._view, self.side), *self._of_the_light(sighting, still)]
        if gap and self._phase is not Phase.SEEKING:
            self._restart(Phase.SEEKING)
        if self._phase is Phase.COUNTDOWN:
            self._count(sighting.at_s, wanted, still)
        else:
            self._seek(sighting.at_s, wanted, still)

    def _of_the_light(self, sighting: Sighting, still: bool | None) -> tuple[str, ...]:
        """Give what the light asks for, until patience ends: then a dim picture is better than none."""
        wanted = light_wishes(sighting)
        if not wanted or not still or len(sighting.reasons) > len(wanted):
            self._dim_since = None
            return wanted
        if self._dim_since is None:
            self._dim_since = sighting.at_s
        return () if sighting.at_s - self._dim_since >= self.settings.light_patience_s else wanted

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
