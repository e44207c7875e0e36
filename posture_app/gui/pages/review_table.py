"""The measures of the photograph under review: a row each, with what it was before the last edit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from posture_app.domain.body import Body
from posture_app.domain.findings import NoValue
from posture_app.domain.grading import ShownGrade
from posture_app.domain.keypoints import PLACEABLE, Landmark
from posture_app.domain.measures import BY_ID
from posture_app.domain.report import Row, scale_of, shown_grade
from posture_app.gui.pages.parts import column, give_way, line, row, wrapped
from posture_app.gui.pages.review_parts import MeasureRow
from posture_app.gui.texts import view_name
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.button import Button
from posture_app.gui.widgets.grade_chip import GradeChip

if TYPE_CHECKING:
    from posture_app.domain.findings import Finding
    from posture_app.domain.people import PhotoAnalysis
    from posture_app.gui.studio import Studio

_ROWS_LEAST = 160
_ROWS_A_TURN = 4


class ReviewTable(QFrame):
    """Shows what was measured in one photograph."""

    place_wanted = Signal(object)
    """The first landmark that a missing measure waits for."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio = studio
        self.rows: dict[str, MeasureRow] = {}
        self._made: list[MeasureRow] = []
        self.setProperty("ground", "card")
        body = column(self, 0, (1, 1, 1, 1))
        top = row(gap=8, margins=(18, 14, 18, 12))
        self.title = text_label("", Type.SECTION)
        top.addWidget(self.title, 1)
        interval = text_label(self.tr("95 % interval"), Type.SMALL, "quiet")
        interval.setWordWrap(False)
        top.addWidget(interval)
        body.addLayout(top)
        body.addWidget(line())
        body.addWidget(self._make_scroll(), 1)

    def _make_scroll(self) -> QScrollArea:
        holder = QWidget()
        self.content = QWidget()
        below = column(holder, 0)
        below.addWidget(self.content)
        below.addStretch(1)
        inside = column(self.content, 0)
        self._rows, self._missing = column(gap=0), column(gap=0)
        inside.addLayout(self._rows)
        inside.addLayout(self._missing)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(holder)
        give_way(scroll, _ROWS_LEAST)
        return scroll

    def show_analysis(self, analysis: PhotoAnalysis, before: Mapping[str, Finding]) -> Iterator[None]:
        """Show a photograph's measures in pieces; `before` holds them as they were before the last edit."""
        while len(self._made) < len(analysis.findings):
            self._make_row()
            if len(self._made) % _ROWS_A_TURN == 0:
                yield
        self._show(analysis, before)
        self.content.show()

    def _make_row(self) -> None:
        made = MeasureRow()
        made.hide()
        self._made.append(made)
        self._rows.addWidget(made)

    def _show(self, analysis: PhotoAnalysis, before: Mapping[str, Finding]) -> None:
        words, norms = self.studio.words, self.studio.settings().norms
        title = self.tr("Measures: {view}")
        self.title.setText(title.format(view=view_name(analysis.view, words, self.studio.session)))
        found = [one for one in analysis.findings if one.value is not None]
        if list(self.rows) != [one.id for one in found]:
            self._new_rows([one.id for one in found])
            self._new_missing(analysis)
        for finding in found:
            shown = Row(finding, analysis.facing, shown_grade(finding), scale_of(finding.id, norms))
            was = self._was(finding, before.get(finding.id, finding))
            if was and was != self.rows[finding.id].was.text():
                self.rows[finding.id].flash()
            self.rows[finding.id].show_row(shown, words, was)

    def _was(self, finding: Finding, before: Finding) -> str:
        """Say what a value was before the last edit; nothing where it reads the same."""
        words = self.studio.words
        if before == finding or words.short_value(before) == words.short_value(finding):
            return ""
        return self.tr("was {value}").format(value=words.short_value(before))

    def _new_rows(self, names: list[str]) -> None:
        for made in self._made[len(names) :]:
            made.hide()
        self.rows = dict(zip(names, self._made, strict=False))
        for made in self.rows.values():
            made.calm()
            made.show()

    def _new_missing(self, analysis: PhotoAnalysis) -> None:
        while self._missing.count():
            item = self._missing.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        missing = [one for one in analysis.findings if one.value is None]
        for why in dict.fromkeys(one.why_none for one in missing):
            if why is not None:
                ids = [one.id for one in missing if one.why_none is why]
                self._missing.addWidget(self._missing_row(why, ids, _first_missing(ids[0], analysis)))
                self._missing.addWidget(line())

    def _missing_row(self, why: NoValue, measures: list[str], first: Landmark | None) -> QWidget:
        words = self.studio.words
        holder = QWidget()
        body = column(holder, 4, (18, 10, 18, 10))
        top = row(gap=10)
        top.addWidget(wrapped(words.names(measures), Type.CARD), 1)
        if why in (NoValue.NEEDS_C7, NoValue.NEEDS_STICKERS) and first is not None:
            place = Button(self.tr("Place points"), icon="circle-plus", small=True)
            place.clicked.connect(lambda: self.place_wanted.emit(first))
            top.addWidget(place)
        else:
            top.addWidget(GradeChip(ShownGrade.NO_VALUE, words.grade(ShownGrade.NO_VALUE)))
        body.addLayout(top)
        body.addWidget(wrapped(words.text(f"no_value.{why.value}"), Type.SMALL, "quiet"))
        return holder


def _first_missing(measure: str, analysis: PhotoAnalysis) -> Landmark | None:
    """Give the first point that a measure needs and that only a hand or a sticker can give."""
    points = analysis.body.person.keypoints
    needed = BY_ID[measure].needs(Body(points, analysis.facing))
    return next((one for one in needed if one in PLACEABLE and not points.has(one)), None)
