"""Two visits held against each other: both photographs, every measure's change, and its trend.

It shows the patient whom the records' desk has `to_compare`, or whatever is handed in by `show_visits`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from posture_app.domain.comparison import SHOWN_ORDER
from posture_app.domain.ghost import ghost_px
from posture_app.domain.overlay.drawing import overlay_of
from posture_app.domain.overlay.shapes import LabelText, mark_of
from posture_app.domain.uncertainty import Verdict
from posture_app.gui.images import Picture, half_sized
from posture_app.gui.pages.compare_rows import ChangeRow, heads
from posture_app.gui.pages.parts import Page, card, column, icon_label, line, row, wrapped
from posture_app.gui.records.dialogs import ReportDialog
from posture_app.gui.records.patient_list import alive
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.button import Button
from posture_app.gui.widgets.ghost_view import GhostView
from posture_app.gui.widgets.segment import Option, Segment
from posture_app.gui.widgets.trend_chart import Trend, TrendChart
from posture_app.services.comparing.compare import compare_records
from posture_app.services.comparing.comparison_wording import ComparisonWords

if TYPE_CHECKING:
    from posture_app.domain.comparison import Row
    from posture_app.domain.errors import PostureError
    from posture_app.domain.people import Assessment, PhotoAnalysis
    from posture_app.domain.records import Patient
    from posture_app.domain.views import Facing, View
    from posture_app.gui.studio import Studio
    from posture_app.services.comparing.compare import Compared
    from posture_app.services.records.access import Records

    Pictures = Mapping[View, Picture]

_PHOTO_PX = 372
_ORDER = (Verdict.CHANGED, Verdict.WITHIN_ERROR, Verdict.NOT_COMPARABLE)


class ComparePage(Page):
    """Shows a comparison of visits."""

    visits_chosen = Signal(str, str)
    """The ids of the two visits that somebody wants to compare, the earlier one first."""
    report_wanted = Signal(object)
    """The `Compared` that somebody wants as a PDF."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self.compared: Compared | None = None
        self._told: ComparisonWords | None = None
        self._pictures: tuple[Pictures, Pictures] = ({}, {})
        self._rows: list[ChangeRow] = []
        self._make_header()
        across = row(self, 24, (24, 20, 24, 20))
        across.addWidget(self._make_photos())
        across.addLayout(self._make_table(), 1)
        studio.preferences_changed.connect(self._say)
        studio.records.locked.connect(self.forget)
        self.visits_chosen.connect(self._load)
        self.report_wanted.connect(self._show_report)
        self._say()

    # -- building ------------------------------------------------------------------------------------

    def _make_header(self) -> None:
        self.earlier, self.later = QComboBox(), QComboBox()
        for box, name in ((self.earlier, self.tr("Earlier visit")), (self.later, self.tr("Later visit"))):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)  # the visits come later
            box.activated.connect(self._choose_visits)
        self.report_button = Button(self.tr("Comparison report"), icon="file-text")
        self.report_button.clicked.connect(self._ask_for_report)
        self.add_to_header(self.earlier, icon_label("arrow-right"), self.later, self.report_button)

    def _make_photos(self) -> QWidget:
        holder = QWidget()
        holder.setFixedWidth(_PHOTO_PX)
        inside = column(holder, 10)
        top = row(gap=8)
        self.sides = Segment((), self.tr("View"))
        self.sides.chosen.connect(self._show_photo)
        top.addWidget(self.sides)
        top.addStretch(1)
        inside.addLayout(top)
        self.photo = GhostView()
        inside.addWidget(self.photo, 1)
        options = [
            Option("before", self.tr("Before")),
            Option("after", self.tr("After")),
            Option("ghost", self.tr("Outline"), "layers-2"),
        ]
        self.moments = Segment(options, self.tr("Photograph"))
        self.moments.choose("ghost")
        self.moments.chosen.connect(self._show_photo)
        inside.addWidget(self.moments, 0, Qt.AlignmentFlag.AlignHCenter)
        self.caption = wrapped("", Type.SMALL, "quiet")
        self.caption.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(self.caption)
        return holder

    def _make_table(self) -> QVBoxLayout:
        right = column(gap=12)
        self.title, self.rest = wrapped("", Type.TITLE), wrapped("", Type.BODY, "quiet")
        right.addWidget(self.title)
        right.addWidget(self.rest)
        frame, body = card(0, 0)
        self._heads = column(gap=0, margins=(18, 10, 30, 8))
        body.addLayout(self._heads)
        body.addWidget(line())
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body.addWidget(self._scroll, 1)
        right.addWidget(frame, 1)
        frame, body = card(6, 16)
        top = row(gap=10)
        self.chart_title = text_label("", Type.CARD)
        self.chart_note = text_label(
            self.tr("bars: 95 % interval; hatched: counts as unchanged"), Type.SMALL, "quiet"
        )
        self.chart_note.setWordWrap(False)
        top.addWidget(self.chart_title)
        top.addStretch(1)
        top.addWidget(self.chart_note)
        body.addLayout(top)
        self.chart = TrendChart()
        body.addWidget(self.chart)
        self.sentence = wrapped("", Type.SMALL)
        body.addWidget(self.sentence)
        right.addWidget(frame)
        return right

    # -- fetching ------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Show the patient who is to be compared; nobody when there is none."""
        if self.studio.records.to_compare is None:
            self.forget()
        else:
            self._load()

    def _load(self, *chosen: str) -> None:
        """Fetch the visits of the patient, to compare the two chosen ones, else the first with the last."""
        patient = self.studio.records.to_compare
        if patient is None:
            return
        ids = (chosen[0], chosen[1]) if chosen else None

        def job(records: Records) -> tuple[Compared, Pictures, Pictures]:
            compared = compare_records(records, patient, ids)
            return compared, _pictures(compared.before), _pictures(compared.after)

        show = alive(self, lambda fetched: self.show_visits(*fetched))
        self.studio.records.do(job, show, alive(self, self._failed))

    def _failed(self, error: PostureError) -> None:
        self._fill_visits()
        self.trouble.emit(error)

    # -- showing -------------------------------------------------------------------------------------

    def show_visits(self, compared: Compared, before: Pictures, after: Pictures) -> None:
        """Show a comparison; `before` and `after` are the photographs of its two chosen visits, by view."""
        self.compared, self._pictures = compared, (before, after)
        self._say()

    def forget(self) -> None:
        """Show nobody any more: the records were locked."""
        self.compared, self._pictures = None, ({}, {})
        for dialog in self.findChildren(ReportDialog):
            dialog.reject()
        self._say()

    @property
    def rows(self) -> Sequence[ChangeRow]:
        """The rows of the table, in order."""
        return self._rows

    def _say(self) -> None:
        """Say everything anew, in the language of the day."""
        compared = self.compared
        self._told = None if compared is None else ComparisonWords(self.studio.words, compared.comparison)
        for widget in (self.earlier, self.later, self.report_button, self.moments):
            widget.setEnabled(compared is not None)
        self.title.setText(
            self.tr("Choose a patient with two visits") if self._told is None else self._told.headline()
        )
        self.rest.setText("" if self._told is None else self._told.rest())
        self._fill_visits()
        self._fill_sides()
        self._fill_rows()
        self._show_photo()

    def _fill_visits(self) -> None:
        compared, told = self.compared, self._told
        for box in (self.earlier, self.later):
            with QSignalBlocker(box):
                box.clear()
                if compared is None or told is None:
                    continue
                for visit in compared.visits:
                    box.addItem(told.day(visit.taken_at), visit.id)
                found = compared.comparison
                box.setCurrentIndex(found.before if box is self.earlier else found.after)

    def _fill_sides(self) -> None:
        sides = self._common_sides()
        self.sides.show_options([Option(one.value, self.studio.words.facing(one)) for one in sides])
        self.sides.setVisible(bool(sides))

    def _fill_rows(self) -> None:
        self._rows = []
        while (item := self._heads.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        holder = QWidget()
        inside = column(holder, 0, (0, 0, 0, 0))
        if self._told is not None:
            self._heads.addWidget(heads(self._told))
            for one in _in_order(self._told.comparison.rows):
                made = ChangeRow(one, self._told)
                made.clicked.connect(lambda _=False, chosen=made: self._choose_row(chosen))
                self._rows.append(made)
                inside.addWidget(made)
                inside.addWidget(line())
        inside.addStretch(1)
        self._scroll.setWidget(holder)
        self._choose_row(self._rows[0] if self._rows else None)

    def _choose_row(self, chosen: ChangeRow | None) -> None:
        for one in self._rows:
            one.setChecked(one is chosen)
        told = self._told
        if chosen is None or told is None:
            self.chart.show_trend(None)
            self.chart_title.setText("")
            self.sentence.setText("")
            return
        shown = chosen.shown
        self.chart.show_trend(Trend.of(shown, told))
        self.chart_title.setText(self.tr("{measure}, all visits").format(measure=told.name(shown)))
        self.sentence.setText(told.sentence(shown))
        facing = shown.series.facing.value
        if facing != self.sides.current and facing in [one.value for one in self._common_sides()]:
            self.sides.choose(facing)
            self._show_photo()

    def _common_sides(self) -> list[Facing]:
        if self.compared is None:
            return []
        found = self.compared.comparison
        return [one for one in SHOWN_ORDER if _of(found.then, one) and _of(found.now, one)]

    def _show_photo(self, *_: object) -> None:
        told = self._told
        facing = next((one for one in self._common_sides() if one.value == self.sides.current), None)
        if told is None or facing is None:
            self.photo.show_photo(None)
            self.photo.show_ghost(())
            self._caption("")
            return
        found, moment = told.comparison, self.moments.current
        then, now = _of(found.then, facing), _of(found.now, facing)
        assert then is not None
        assert now is not None
        shown, pictures = (then, self._pictures[0]) if moment == "before" else (now, self._pictures[1])
        self.photo.show_photo(pictures.get(shown.view))
        is_ghost = moment == "ghost"
        self.photo.show_ghost(ghost_px(then, now) if is_ghost else ())
        self.photo.show_overlay(None if is_ghost else overlay_of(shown), self._labels(shown))
        day = told.then if moment == "before" else told.now
        outline = self.studio.words.text("compare.ghost", day=told.then)
        self._caption(f"{told.now} · {outline}" if is_ghost and self.photo.has_ghost else day)

    def _caption(self, told: str) -> None:
        """Say below the photograph, and to who cannot see it, what it shows."""
        self.caption.setText(told)
        view = next((one for one in self._common_sides() if one.value == self.sides.current), None)
        named = [self.tr("Photograph"), *([] if view is None else [self.studio.words.facing(view)]), told]
        self.photo.setAccessibleName(", ".join(one for one in named if one))

    def _labels(self, shown: PhotoAnalysis) -> Callable[[str], LabelText]:
        findings = {one.id: one for one in shown.findings}

        def label(measure: str) -> LabelText:
            finding = findings[measure]
            return LabelText(self.studio.words.short_value(finding), mark_of(finding.grade))

        return label

    # -- what people do ------------------------------------------------------------------------------

    def _choose_visits(self, *_: object) -> None:
        compared = self.compared
        if compared is None:
            return
        places = sorted({self.earlier.currentIndex(), self.later.currentIndex()})
        found = compared.comparison
        if len(places) < 2 or (places[0], places[1]) == (found.before, found.after):
            self._fill_visits()
            return
        self.visits_chosen.emit(*(compared.visits[place].id for place in places))

    def _ask_for_report(self) -> None:
        if self.compared is not None:
            self.report_wanted.emit(self.compared)

    def _show_report(self, compared: Compared) -> None:
        """Make the PDF and show it; it is written to a disk only where somebody says so."""
        kit, words, clinic = self.studio.records.kit, self.studio.words, self.studio.preferences.clinic
        if kit is None:
            return
        make = kit.comparison_sheet

        def show(pdf: bytes) -> None:
            found = compared.comparison
            days = f"{found.then.taken_at:%Y-%m-%d}_{found.now.taken_at:%Y-%m-%d}"
            dialog = ReportDialog(self, pdf, f"comparison_{days}.pdf")
            dialog.save_wanted.connect(partial(self._write, compared.patient, pdf))
            dialog.open()

        self.studio.records.do(
            lambda _: make(compared, words, clinic or None), alive(self, show), alive(self, self._failed)
        )

    def _write(self, patient: Patient, pdf: bytes, path: Path) -> None:
        write_all = self.studio.equipment.write_all

        def job(records: Records) -> None:
            records.exported(patient, "comparison")
            write_all(path.parent, {path.name: pdf})

        said = self.tr("Saved: {file}").format(file=path)
        self.studio.records.do(job, alive(self, lambda _: self.said.emit(said)), alive(self, self._failed))


def _pictures(photos: Mapping[View, bytes]) -> dict[View, Picture]:
    """Decode photographs for painting; on the worker."""
    return {view: _picture(QImage.fromData(photo)) for view, photo in photos.items()}


def _picture(image: QImage) -> Picture:
    levels = [image]
    while (smaller := half_sized(levels[-1])) is not None:
        levels.append(smaller)
    return Picture(tuple(levels))


def _of(visit: Assessment, facing: Facing) -> PhotoAnalysis | None:
    return next((one for one in visit.views.values() if one.facing is facing), None)


def _in_order(rows: Sequence[Row]) -> list[Row]:
    """Put what changed first and what is only indicative last."""
    return sorted(rows, key=lambda one: (one.is_indicative, _ORDER.index(one.change.verdict)))
