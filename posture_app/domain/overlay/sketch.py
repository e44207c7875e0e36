"""What an overlay is sketched from: an analysed photograph's points and findings by their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_app.domain.keypoints import Landmark
from posture_app.domain.overlay.lines import Sheet
from posture_app.domain.overlay.shapes import Line, Point, Role

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from posture_app.domain.findings import Finding
    from posture_app.domain.people import PhotoAnalysis

    Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """What the shapes are made from: the sheet they are drawn on, and the findings by their measures' ids."""

    sheet: Sheet
    findings: dict[str, Finding]

    @classmethod
    def of(cls, analysis: PhotoAnalysis) -> Sketch:
        """Lay out the sketch of an analysed photograph."""
        return cls(Sheet.of(analysis), {one.id: one for one in analysis.findings})

    def at(self, name: str) -> Points:
        """Give a levelled point: a landmark, or ``MID_HIP`` for the middle of a pair."""
        if name.startswith("MID_"):
            return self.sheet.body.mid(name[4:])
        return self.sheet.body.point(Landmark[name])

    def sees(self, *names: str) -> bool:
        """Tell whether every landmark behind the names is seen."""
        wanted = [one for name in names for one in _landmarks(name)]
        return self.sheet.body.keypoints.sees(*wanted)

    def value_of(self, measure: str) -> Finding | None:
        """Give the finding of a measure that has a value."""
        finding = self.findings.get(measure)
        return finding if finding is not None and finding.value is not None else None


def _landmarks(name: str) -> tuple[Landmark, ...]:
    if name.startswith("MID_"):
        return Landmark["LEFT_" + name[4:]], Landmark["RIGHT_" + name[4:]]
    return (Landmark[name],)


def line(ends: tuple[Points, Points], role: Role, measure: str = "", fine: bool = False) -> Line:
    """Give the stroke between two points of the photograph, (2,) each, in its pixels."""
    return Line(xy(ends[0]), xy(ends[1]), role, measure, fine)


def xy(point: Points) -> Point:
    """Give (2,) pixels as a pair of numbers."""
    return float(point[0]), float(point[1])
