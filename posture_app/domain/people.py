"""What an assessment is made of, and what is kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_app.domain.views import Facing, View

if TYPE_CHECKING:
    from datetime import datetime

    from posture_app.domain.agreement import TwoViews
    from posture_app.domain.body import CameraLevel
    from posture_app.domain.camera import CameraGeometry
    from posture_app.domain.findings import Finding
    from posture_app.domain.grading import NoLetter
    from posture_app.domain.norms import NormSet
    from posture_app.domain.quality import Reason
    from posture_app.domain.repeats import Averaged


@dataclass(frozen=True, slots=True)
class Subject:
    """Who was assessed and how they stood; everything may be unknown."""

    name: str | None = None
    code: str | None = None
    height_cm: float | None = None
    shoes: bool | None = None
    stance: str | None = None


@dataclass(frozen=True, slots=True)
class Engine:
    """What a number depends on besides the photograph."""

    version: str
    model: str
    model_sha256: str
    norms: NormSet
    method_errors: str
    repeats: int
    corrections: str | None = None
    """Name of the corrections that were applied."""


@dataclass(frozen=True, slots=True, eq=False)
class PhotoAnalysis:
    """One photograph, analysed.

    Attributes
    ----------
    width, height : of the upright original photo in pixels.
    body_yaw_deg : heading of the body as in `views.yaw_deg`; `turned_deg` its deviation from `facing`.
    level : the camera level that was taken out of the values.
    scene_level : what the room's verticals say of it, counted or not; None when they do not say it surely.
    body : mean and passes in photo pixels, before levelling.
    marker_level : what a calibration sheet in the picture itself says; None without one.
    remembered_level : what the camera's calibration says, where it still held; None otherwise.
    calibrated : the camera of that calibration, for pictures of this size.
    geometry : of the calibrated camera whose perspective was taken out, with `level` for its roll.
    reasons : warnings; a refusal never gets this far.
    """

    view: View
    facing: Facing
    width: int
    height: int
    body_yaw_deg: float
    turned_deg: float
    level: CameraLevel
    body: Averaged
    px_per_cm: float | None
    reasons: tuple[Reason, ...]
    findings: tuple[Finding, ...]
    geometry: CameraGeometry | None = None
    scene_level: CameraLevel | None = None
    marker_level: CameraLevel | None = None
    remembered_level: CameraLevel | None = None
    calibrated: CameraGeometry | None = None

    @property
    def centre_px(self) -> tuple[float, float]:
        """Give the picture's centre, about which the level turns."""
        return self.width / 2, self.height / 2


@dataclass(frozen=True, slots=True, eq=False)
class Assessment:
    """Up to four photographs of one person, measured and graded together."""

    subject: Subject
    taken_at: datetime
    engine: Engine
    views: Mapping[View, PhotoAnalysis]
    letters: Mapping[View, str | NoLetter]
    notes: str = ""
    """What the therapist wrote."""
    agreement: tuple[TwoViews, ...] = ()
    """What was read from two photographs of one plane, held against each other."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Give the findings of all views, view by view."""
        return tuple(finding for analysis in self.views.values() for finding in analysis.findings)
