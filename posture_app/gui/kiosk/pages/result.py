"""The result in plain words: what stands out first, with its gauge; everything else in one calm line."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from posture_app.domain.findings import Finding
from posture_app.domain.grading import ShownGrade
from posture_app.domain.overlay.drawing import overlay_of
from posture_app.domain.people import Assessment
from posture_app.domain.report import Report, Row, report_of
from posture_app.domain.uncertainty import Z95
from posture_app.domain.views import Facing
from posture_app.gui.images import to_qimage
from posture_app.gui.kiosk.pages.base import (
    KioskPage,
    ScrollBody,
    gap,
    icon_label,
    kiosk_button,
    put,
    title,
    words,
)
from posture_app.gui.noop import QT_TRANSLATE_NOOP
from posture_app.gui.studio import Studio
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.grade_chip import GradeChip
from posture_app.gui.widgets.measure_gauge import MeasureGauge, Reading
from posture_app.gui.widgets.painter_overlay import Layer
from posture_app.gui.widgets.photo_view import PhotoView
from posture_app.gui.widgets.pill import Pill
from posture_app.services.wording import HARDLY, Words

_CONCERN = (ShownGrade.RISK, ShownGrade.NEAR_RISK, ShownGrade.CAUTION, ShownGrade.BORDERLINE)
_ORDER = (*_CONCERN, ShownGrade.NORMAL, ShownGrade.NOT_GRADED)
MOST_CARDS = 8

_PLAIN = {
    # measure: about zero, positive, negative
    "shoulder_tilt": (
        QT_TRANSLATE_NOOP("KioskResult", "Your shoulders are level."),
        QT_TRANSLATE_NOOP("KioskResult", "Your left shoulder stands a little higher."),
        QT_TRANSLATE_NOOP("KioskResult", "Your right shoulder stands a little higher."),
    ),
    "head_tilt": (
        QT_TRANSLATE_NOOP("KioskResult", "Your head is level."),
        QT_TRANSLATE_NOOP("KioskResult", "The left side of your head is a little higher."),
        QT_TRANSLATE_NOOP("KioskResult", "The right side of your head is a little higher."),
    ),
    "head_axis_tilt": (
        QT_TRANSLATE_NOOP("KioskResult", "You hold your head upright."),
        QT_TRANSLATE_NOOP("KioskResult", "Your head leans a little to the right."),
        QT_TRANSLATE_NOOP("KioskResult", "Your head leans a little to the left."),
    ),
    "trunk_tilt": (
        QT_TRANSLATE_NOOP("KioskResult", "Your trunk is upright."),
        QT_TRANSLATE_NOOP("KioskResult", "Your trunk leans a touch to the right."),
        QT_TRANSLATE_NOOP("KioskResult", "Your trunk leans a touch to the left."),
    ),
    "body_tilt": (
        QT_TRANSLATE_NOOP("KioskResult", "You stand upright."),
        QT_TRANSLATE_NOOP("KioskResult", "You lean a touch to the right."),
        QT_TRANSLATE_NOOP("KioskResult", "You lean a touch to the left."),
    ),
    "left_knee_alignment": (
        QT_TRANSLATE_NOOP("KioskResult", "Your left leg is straight."),
        QT_TRANSLATE_NOOP("KioskResult", "Your left knee points a little outwards."),
        QT_TRANSLATE_NOOP("KioskResult", "Your left knee points a little inwards."),
    ),
    "right_knee_alignment": (
        QT_TRANSLATE_NOOP("KioskResult", "Your right leg is straight."),
        QT_TRANSLATE_NOOP("KioskResult", "Your right knee points a little outwards."),
        QT_TRANSLATE_NOOP("KioskResult", "Your right knee points a little inwards."),
    ),
    "body_lean": (
        QT_TRANSLATE_NOOP("KioskResult", "Seen from the side, you stand upright."),
        QT_TRANSLATE_NOOP("KioskResult", "Seen from the side, you lean a little forward."),
        QT_TRANSLATE_NOOP("KioskResult", "Seen from the side, you lean a little back."),
    ),
    "neck_inclination": (
        QT_TRANSLATE_NOOP("KioskResult", "Your head stands above your shoulders."),
        QT_TRANSLATE_NOOP("KioskResult", "Your head stands before your shoulders, as in everybody."),
        QT_TRANSLATE_NOOP("KioskResult", "Your head stands a little behind your shoulders."),
    ),
    "ear_shoulder_angle": (
        QT_TRANSLATE_NOOP("KioskResult", "Your ear stands above your shoulder."),
        QT_TRANSLATE_NOOP("KioskResult", "Your ear stands before your shoulder, as in most people."),
        QT_TRANSLATE_NOOP("KioskResult", "Your ear stands a little behind your shoulder."),
    ),
}


def plain_words(finding: Finding, told: Words) -> tuple[str, str]:
    """Give a sentence for everybody, and the numbers for who wants them."""
    if finding.value is None:
        return told.value(finding), ""
    if finding.id not in _PLAIN:
        value = told.value(finding)
        return value[:1].upper() + value[1:], ""
    sentences = _PLAIN[finding.id]
    sentence = sentences[0 if abs(finding.value) < HARDLY else 1 if finding.value > 0 else 2]
    size = told.size(finding.id, finding.spec.unit, finding.value)
    half = told.size(finding.id, finding.spec.unit, Z95 * finding.sem)
    numbers = f"({size} {told.text('value.error', half=half)})"
    return QCoreApplication.translate("KioskResult", sentence), numbers.replace(" ±", "\u00a0±")


def chosen_rows(report: Report) -> tuple[Row, ...]:
    """Choose what is told: each measure once, as it was found worst, what stands out first."""
    worst: dict[str, Row] = {}
    for row in (*report.rows, *report.more):
        if row.shown not in _ORDER or (row not in report.rows and row.shown not in _CONCERN):
            continue
        known = worst.setdefault(row.finding.id, row)
        if _ORDER.index(row.shown) < _ORDER.index(known.shown):
            worst[row.finding.id] = row
    return tuple(sorted(worst.values(), key=lambda row: _ORDER.index(row.shown))[:MOST_CARDS])


class ResultPage(KioskPage):
    """Tells the result; clears itself when nobody asks for more time."""

    finish_wanted = Signal()
    print_wanted = Signal()
    more_wanted = Signal()
    larger_wanted = Signal()

    def __init__(self, studio: Studio, assessment: Assessment, *, can_print: bool, wide: bool) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Your result"))
        self._studio, self._words = studio, studio.words
        report = report_of(assessment)
        larger = kiosk_button(self.tr("Larger text"), "a-large-small", size="small")
        larger.clicked.connect(self.larger_wanted)
        name = words(self.tr("Your result"), Type.SMALL)
        name.setProperty("type", Type.CHIP.value)
        self.head(larger, title=name)
        photos = self._photos(assessment, wide)
        body = ScrollBody(self.tr("Your result"))
        body.column.addWidget(title(self._words.headline(report.headline)))
        body.column.addWidget(words(self._words.headline_rest(report.headline), Type.BODY, "quiet"))
        if not wide:
            body.column.addSpacing(gap(8))
            body.column.addLayout(photos)
            body.column.addSpacing(gap(8))
        for row in chosen_rows(report):
            body.column.addWidget(self._card(row))
        body.column.addStretch(1)
        if wide:
            across = QHBoxLayout()
            across.setSpacing(gap(40))
            across.addLayout(photos, 2)
            across.addWidget(body, 3)
            self.rows.addLayout(across, 1)
        else:
            self.rows.addWidget(body, 1)
        self._saved = words("", Type.SMALL, "quiet")
        self.rows.addWidget(self._saved)
        self._buttons(can_print)
        self._clears()

    def _buttons(self, can_print: bool) -> None:
        finish = kiosk_button(self.tr("Finish"), "check", "secondary" if can_print else "primary")
        finish.clicked.connect(self.finish_wanted)
        paper = kiosk_button(self.tr("Print my report"), "printer", "primary")
        paper.clicked.connect(self.print_wanted)
        paper.setVisible(can_print)
        self.foot(finish, *([paper] if can_print else []))
        if not can_print:
            paper.deleteLater()
        self.begin_with(finish)

    def _clears(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(gap(16))
        line.addWidget(icon_label("timer", 30))
        self._left = text_label("", Type.SMALL, "quiet")
        line.addWidget(self._left, 1)
        more = kiosk_button(self.tr("More time"), size="small")
        more.clicked.connect(self.more_wanted)
        line.addWidget(more)
        self.rows.addLayout(line)

    def show_left(self, seconds: int) -> None:
        """Say when the screen clears."""
        self._left.setText(self.tr("This screen clears in {seconds} seconds").format(seconds=seconds))

    def show_saved(self, sentence: str, tone: str = "quiet") -> None:
        """Say what became of the report."""
        put(self._saved, sentence)
        self._saved.setProperty("tone", tone)
        self._saved.style().polish(self._saved)

    def _photos(self, assessment: Assessment, wide: bool) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(gap(24))
        for view, analysis in assessment.views.items():
            photo = PhotoView()
            photo.setFixedHeight(gap(400)) if not wide else photo.setMinimumHeight(gap(300))
            photo.set_radius(gap(26))
            photo.set_zoomable(False)
            name = self._side(analysis.facing)
            photo.setAccessibleName(name)
            frame = self._studio.session.frame(view)
            photo.show_photo(to_qimage(frame.rgb))
            photo.show_layers(frozenset({Layer.SKELETON, Layer.PLUMB, Layer.MEASURED}))
            photo.show_overlay(overlay_of(analysis))
            photo.set_overlay_scale(0.7)
            photo.set_region(None, cover=True)
            pill = Pill("", name, parent=photo)
            pill.move(gap(16), gap(16))
            line.addWidget(photo, 1)
        return line

    def _side(self, facing: Facing) -> str:
        if facing.is_side:
            return self.tr("Side")
        return self.tr("Front") if facing is Facing.FRONT else self.tr("Back")

    def _card(self, row: Row) -> QFrame:
        frame = QFrame()
        frame.setProperty("ground", "card")
        rows = QVBoxLayout(frame)
        rows.setContentsMargins(gap(38), gap(22), gap(38), gap(24))
        rows.setSpacing(gap(14))
        chip = GradeChip(row.shown, self._words.grade(row.shown))
        name = words(self._words.measure(row.finding.id), Type.CARD)
        large = theme().text_scale > 1.4  # then both have no room in one line
        head = QVBoxLayout() if large else QHBoxLayout()
        head.addWidget(name, 0 if large else 1)
        head.addWidget(chip)
        rows.addLayout(head)
        sentence, numbers = plain_words(row.finding, self._words)
        told = words(f"{sentence} {numbers}".strip())
        rows.addWidget(told)
        if row.shown in _CONCERN:
            rows.addWidget(MeasureGauge(Reading.of(row, self._words)))
        frame.setAccessibleName(self._words.sentence(row.finding))
        return frame
