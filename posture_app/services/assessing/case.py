"""One case from files to files: photographs in, `assessment.json`, overlays, and `report.pdf` out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from posture_app.domain.errors import PostureError
from posture_app.domain.people import Assessment, Engine, PhotoAnalysis, Subject
from posture_app.domain.views import ORDER, View
from posture_app.services.assessing.assess import Eyes, Settings, analyse_photo, assemble
from posture_app.services.assessing.assessment_json import to_json
from posture_app.services.assessing.stickers import sightings, with_stickers
from posture_app.services.assessing.uploaded import check_sides
from posture_app.services.letterhead import PLAIN, Letterhead

if TYPE_CHECKING:
    from posture_app.services.ports import Frame, PhotoReader
    from posture_app.services.wording import Words

Tell = Callable[[str], None]
"""Receives the key of what is being done, and changes nothing."""


class ReportWriter(Protocol):
    """Writes the report."""

    def write(self, assessment: Assessment, frames: Mapping[View, Frame]) -> bytes:
        """Give the finished PDF."""


class OverlayWriter(Protocol):
    """Draws an analysis onto its photograph."""

    def write(self, analysis: PhotoAnalysis, frame: Frame) -> bytes:
        """Give the finished JPEG."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a case needs at hand: each is called when its turn comes, so that nothing loads too early."""

    read_photo: PhotoReader
    make_eyes: Callable[[], Eyes]
    make_report_writer: Callable[[Words, Letterhead], ReportWriter]
    make_overlay_writer: Callable[[Words], OverlayWriter]
    version: str
    model_name: str
    model_sha256: str


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked for; `stickers` takes those that are found on the caller's word."""

    photos: Mapping[View, Path]
    subject: Subject
    settings: Settings
    taken_at: datetime
    stickers: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Assessed:
    """What came of a case: the photographs are those that were measured, upright; `files` by name."""

    assessment: Assessment
    frames: Mapping[View, Frame]
    files: dict[str, bytes]


def assess_case(case: Case, desk: Desk, words: Words, tell: Tell) -> Assessed:
    """Assess the photographs of one case and make its files.

    Raises
    ------
    PostureError
        With the facts ``view`` and ``file`` of the first photograph that fails.
    """
    assessment, frames = measure_case(case, desk, tell)
    tell("progress.writing")
    return Assessed(assessment, frames, files_of(assessment, frames, desk, words))


def measure_case(case: Case, desk: Desk, tell: Tell) -> tuple[Assessment, Mapping[View, Frame]]:
    """Assess the photographs of one case; give the assessment and the photographs that were measured.

    Raises
    ------
    PostureError
        With the facts ``view`` and ``file`` of the first photograph that fails.
    """
    analyses: dict[View, PhotoAnalysis] = {}
    frames: dict[View, Frame] = {}
    tell("progress.loading")
    eyes: Eyes | None = None
    for view in ORDER:
        if view not in case.photos:
            continue
        try:
            tell(f"progress.reading.{view.value}")
            frame = desk.read_photo(case.photos[view])
            eyes = eyes or desk.make_eyes()
            tell(f"progress.measuring.{view.value}")
            analyses[view], frames[view] = analyse_photo(frame, view, case.subject, eyes, case.settings)
            if case.stickers and eyes.stickers is not None:
                found = sightings(frames[view], analyses[view], eyes.stickers)
                analyses[view] = with_stickers(analyses[view], found, case.subject, case.settings)
            check_sides(analyses)
        except PostureError as error:
            error.facts.update(view=view.value, file=case.photos[view].name)
            raise
    assert eyes is not None
    engine = Engine(
        version=desk.version,
        model=desk.model_name,
        model_sha256=desk.model_sha256,
        norms=case.settings.norms,
        method_errors=case.settings.errors.name,
        repeats=case.settings.repeats,
        corrections=case.settings.corrected_by,
    )
    return assemble(analyses, case.subject, engine, case.taken_at), frames


def files_of(
    assessment: Assessment,
    frames: Mapping[View, Frame],
    desk: Desk,
    words: Words,
    head: Letterhead = PLAIN,
) -> dict[str, bytes]:
    """Make every output file of an assessment, by name."""
    overlays = desk.make_overlay_writer(words)
    files = {
        f"{view.value}.overlay.jpg": overlays.write(analysis, frames[view])
        for view, analysis in assessment.views.items()
    }
    files["report.pdf"] = desk.make_report_writer(words, head).write(assessment, frames)
    files["assessment.json"] = to_json(assessment, words)
    return files
