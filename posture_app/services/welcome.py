"""The welcome at the first start: which steps there are, where somebody is, and when it comes by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum


class Step(str, Enum):
    """One step, in the order in which they come."""

    LANGUAGE = "language"
    CLINIC = "clinic"
    RECORDS = "records"
    CAMERA = "camera"
    ROOM = "room"
    SAMPLE = "sample"


def is_due(*, settings_there: bool, welcomed: bool, kiosk: bool, autopilot: bool) -> bool:
    """Tell whether the welcome comes by itself: only to a person at a desk who has set nothing yet."""
    return not (settings_there or welcomed or kiosk or autopilot)


@dataclass(frozen=True, slots=True)
class Welcome:
    """Where somebody is.

    Attributes
    ----------
    steps : those that this workstation offers, at least one.
    at : index of the step.
    under_way : whether it goes on, be it that another page is in sight meanwhile.
    """

    steps: tuple[Step, ...] = tuple(Step)
    at: int = 0
    under_way: bool = False

    @property
    def step(self) -> Step:
        """Give the step."""
        return self.steps[self.at]

    @property
    def is_first(self) -> bool:
        """Tell whether nothing lies before."""
        return self.at == 0

    @property
    def is_last(self) -> bool:
        """Tell whether nothing follows."""
        return self.at == len(self.steps) - 1

    def begun(self) -> Welcome:
        """Begin with the first step."""
        return Welcome(self.steps, under_way=True)

    def moved(self, by: int) -> Welcome:
        """Go so many steps on, or back; no further than there are any."""
        return replace(self, at=min(max(self.at + by, 0), len(self.steps) - 1))

    def ended(self) -> Welcome:
        """End it, at whatever step."""
        return Welcome(self.steps)
