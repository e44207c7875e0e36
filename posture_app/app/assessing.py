"""What an assessment is made with: models, settings, report, overlays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_app import __version__
from posture_app.adapters.models.facts import BUNDLE_SHA256, MODEL_NAME
from posture_app.app.files import read_photo
from posture_app.domain.people import Engine
from posture_app.services.assessing.assess import Eyes, Settings
from posture_app.services.assessing.case import Desk
from posture_app.services.resources import shipped_method_errors, shipped_norms
from posture_app.services.wording import Words

if TYPE_CHECKING:
    from posture_app.adapters.models.bundle import Asset
    from posture_app.services.assessing.case import OverlayWriter, ReportWriter
    from posture_app.services.letterhead import Letterhead


def make_desk() -> Desk:
    """Lay out what a case needs; nothing is loaded yet."""
    return Desk(read_photo, make_eyes, _report_writer, overlay_writer, __version__, MODEL_NAME, BUNDLE_SHA256)


def shipped_settings() -> Settings:
    """Give the settings the program ships with."""
    return Settings(shipped_norms(), shipped_method_errors())


def make_eyes(own_model: Asset | None = None, landmarkers: int = 2) -> Eyes:
    """Load the models, the pose model so many times; half a second, so call it where the waiting is."""
    from posture_app.adapters.models.mediapipe_face import MediaPipeFaces
    from posture_app.adapters.models.mediapipe_pose import MediaPipePoses
    from posture_app.adapters.photos.photo_gauge import Cv2PhotoGauge
    from posture_app.adapters.vision.head import HeadOutline
    from posture_app.adapters.vision.level import SceneLevels
    from posture_app.adapters.vision.marker_finder import CharucoMarkers
    from posture_app.adapters.vision.stickers import Cv2StickerFinder

    return Eyes(
        MediaPipePoses(own_model, landmarkers),
        MediaPipeFaces(),
        Cv2PhotoGauge(),
        SceneLevels(),
        CharucoMarkers(),
        Cv2StickerFinder(),
        HeadOutline(),
    )


def _report_writer(words: Words, head: Letterhead) -> ReportWriter:
    from posture_app.adapters.pdf_report.writer import PdfReport

    return PdfReport(words, head.clinic, head.logo)


def overlay_writer(words: Words) -> OverlayWriter:
    """Give what draws an analysis onto its photograph."""
    from posture_app.adapters.photos.overlay_image import OverlayJpeg

    return OverlayJpeg(words)


def engine(settings: Settings) -> Engine:
    """Give what stands in an assessment about how it was made."""
    return Engine(
        version=__version__,
        model=MODEL_NAME,
        model_sha256=BUNDLE_SHA256,
        norms=settings.norms,
        method_errors=settings.errors.name,
        repeats=settings.repeats,
    )
