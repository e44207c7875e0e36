"""The daily check: the printed figure is photographed, and its angles are held against the known ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from posture_app.domain.control_chart import Chart, individuals_chart
from posture_app.domain.phantom import Check, Phantom, compare_phantom
from posture_app.services.json_file import JsonFile

if TYPE_CHECKING:
    from posture_app.domain.body import CameraLevel
    from posture_app.domain.keypoints import Landmark
    from posture_app.services.ports import Frame
    from posture_app.services.wording import Words

SCHEMA = "posture-phantom/1"

LEAST_SIGMA_DEG = 0.05
"""A third of the error with which a level is known at all (0.15-0.2°): a lean that moves by less than the
three sigmas of this matters to nobody, however steadily it was read (engineering default)."""


class PhantomFinder(Protocol):
    """Finds the printed figure."""

    def find(self, frame: Frame) -> tuple[Phantom, Mapping[Landmark, tuple[float, float]]]:
        """Give the sheet and its dots as positions in the frame.

        Raise NotAssessable: ``phantom_not_found`` or ``phantom_too_small``.
        """


class CheckStore(Protocol):
    """Where the daily checks are kept."""

    def load(self) -> tuple[DayCheck, ...]:
        """Give them in the order of taking; raise EnvironmentProblem ``phantom_unreadable``."""

    def save(self, checks: tuple[DayCheck, ...]) -> None:
        """Keep them; raise EnvironmentProblem ``phantom_unwritable``."""


@dataclass(frozen=True, slots=True)
class DayCheck:
    """One check: when (ISO form), of which sheet, and by how much the camera leaned, in degrees.

    `worst_deg` is the largest deviation of a single angle, of the measure `worst`.
    """

    taken_at: str
    sheet: str
    lean_deg: float
    worst: str
    worst_deg: float


@dataclass(frozen=True, slots=True)
class PhantomDesk:
    """What the daily check needs at hand."""

    make_finder: Callable[[], PhantomFinder]
    make_sheet: Callable[[Phantom, Words], bytes]
    checks: CheckStore


def check_photo(frame: Frame, finder: PhantomFinder, level: CameraLevel, when: datetime) -> DayCheck:
    """Check one photograph of the sheet; `level` is what people are levelled with.

    Raises
    ------
    NotAssessable
        When the sheet cannot be found or is too small.
    """
    phantom, dots = finder.find(frame)
    found: Check = compare_phantom(phantom, dots, level, (frame.width / 2, frame.height / 2))
    worst = found.worst
    return DayCheck(
        taken_at=when.isoformat(timespec="seconds"),
        sheet=phantom.name,
        lean_deg=round(found.lean_deg, 3),
        worst=worst,
        worst_deg=round(found.errors_deg[worst], 3),
    )


def chart_of(checks: tuple[DayCheck, ...]) -> Chart | None:
    """Chart the camera's lean from day to day; None while there are too few checks."""
    return individuals_chart([one.lean_deg for one in checks], LEAST_SIGMA_DEG)


class ChecksFile:
    """Keeps the checks in one JSON file."""

    def __init__(self, path: Path) -> None:
        self._file = JsonFile(path, "phantom")

    def load(self) -> tuple[DayCheck, ...]:
        """Read the file; one that is missing holds none."""
        data = self._file.read()
        if data is None:
            return ()
        try:
            return _checks_from(data)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise self._file.unreadable() from error

    def save(self, checks: tuple[DayCheck, ...]) -> None:
        """Write the file."""
        self._file.write({"schema": SCHEMA, "checks": [asdict(one) for one in checks]})


def _checks_from(data: Any) -> tuple[DayCheck, ...]:
    if data["schema"] != SCHEMA:
        raise ValueError("another schema")
    return tuple(_read(one) for one in data["checks"])


def _read(data: Mapping[str, Any]) -> DayCheck:
    lean, worst = float(data["lean_deg"]), float(data["worst_deg"])
    if not (abs(lean) <= 180.0 and abs(worst) <= 180.0):
        raise ValueError("not an angle")
    taken = datetime.fromisoformat(data["taken_at"]).isoformat(timespec="seconds")
    return DayCheck(taken, str(data["sheet"]), lean, str(data["worst"]), worst)
