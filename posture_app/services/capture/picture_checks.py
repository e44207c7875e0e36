"""The list of checks beside the live picture: what is right already, and what is not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from posture_app.domain.quality import Severity

if TYPE_CHECKING:
    from posture_app.services.capture.live import Sighting

CHECKS = ("person", "whole_body", "distance", "turn", "stillness", "light")

CODES_OF = {
    "person": ("nobody", "several_people", "lying", "seated"),
    "whole_body": ("head_cut_off", "feet_cut_off", "body_cut_off", "arms_covering"),
    "distance": ("too_small", "too_far", "too_close"),
    "turn": ("wrong_view", "wrong_side", "turned_too_far", "turned"),
    "light": ("black_picture", "too_dark", "blurred"),
}
"""The codes of the reasons that stand behind a check."""


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


def unseen() -> tuple[PictureCheck, ...]:
    """Give every check as long as nothing was seen."""
    return tuple(PictureCheck(name, CheckState.WAITING) for name in CHECKS)


def judged(sighting: Sighting, still: bool | None) -> tuple[PictureCheck, ...]:
    """Give every check of a sighting; `still` is None until somebody has been watched long enough."""
    return tuple(PictureCheck(name, _state(name, sighting, still)) for name in CHECKS)


def _state(name: str, sighting: Sighting, still: bool | None) -> CheckState:
    known = name == "person" or (sighting.light if name == "light" else sighting.person) is not None
    if not known:
        return CheckState.WAITING
    if name == "stillness":
        return {None: CheckState.WAITING, True: CheckState.OK, False: CheckState.WARN}[still]
    severities = [one.severity for one in sighting.reasons if one.code in CODES_OF[name]]
    if not severities:
        return CheckState.OK
    return CheckState.STOP if Severity.REFUSE in severities else CheckState.WARN
