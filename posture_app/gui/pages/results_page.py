"""The result: one sentence, the photographs with what was measured, a card a measure, and notes."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLayout,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from posture_app.domain.body import LevelSource
from posture_app.domain.findings import NoValue
from posture_app.domain.grading import ShownGrade
from posture_app.domain.overlay.shapes import LabelText, Overlay, mark_of
from posture_app.domain.report import Report, Row, report_of
from posture_app.domain.views import ORDER, View
from posture_app.gui.noop import QT_TRANSLATE_NOOP
from posture_app.gui.pages.parts import card, column, row, wrapped
from posture_app.gui.pages.state_page import StatePage
from posture_app.gui.records.file_button import FileButton
from posture_app.gui.spread import Spread
from posture_app.gui.texts import view_name
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.banner import Banner
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.button import Button
from posture_app.gui.widgets.grade_mark import GradeMark
from posture_app.gui.widgets.painter_overlay import LabelWords, Layer
from posture_app.gui.widgets.photo_view import PhotoView
from posture_app.gui.widgets.pill import Pill
from posture_app.gui.widgets.result_card import CardText, ResultCard

if TYPE_CHECKING:
    from posture_app.domain.people import PhotoAnalysis
    from posture_app.gui.images import Picture
    from posture_app.gui.studio import Studio
    from posture_app.services.wording import Words

LAYERS = {
    Layer.SKELETON: QT_TRANSLATE_NOOP("Layers", "Skeleton"),
    Layer.PLUMB: QT_TRANSLATE_NOOP("Layers", "Plumb line"),
    Layer.LEVEL: QT_TRANSLATE_NOOP("Layers", "Level reference"),
    Layer.MEASURED: QT_TRANSLATE_NOOP("Layers", "Measured lines"),
    Layer.LABELS: QT_TRANSLATE_NOOP("Layers", "Labels"),
}
_QUICK_NOTES = (
    QT_TRANSLATE_NOOP("QuickNotes", "Repeat in 6 weeks"),
    QT_TRANSLATE_NOOP("QuickNotes", "Shoes off next time"),
    QT_TRANSLATE_NOOP("QuickNotes", "Refer to a physician"),
)
_THREE_COLUMNS_PX, _TWO_COLUMNS_PX = 1020, 580
_CARDS_A_TURN = 2
_LEGEND = (ShownGrade.NORMAL, ShownGrade.BORDERLINE, ShownGrade.CAUTION, ShownGrade.RISK)


def layer_name(layer: Layer) -> str:
    """Name a layer of the overlay."""
    return QCoreApplication.translate("Layers", LAYERS[layer])


def layers_menu(parent: QWidget, shown: frozenset[Layer], toggled: Callable[[Layer, bool], None]) -> QMenu:
    """Make a menu in which layers are switched; `toggled` is called with (layer, on)."""
    menu = QMenu(parent)
    for layer in LAYERS:
        action = menu.addAction(layer_name(layer))
        action.setCheckable(True)
        action.setChecked(layer in shown)
        action.toggled.connect(partial(toggled, layer))
    return menu


def short_labels(analysis: PhotoAnalysis, words: Words) -> LabelWords:
    """Word the labels of a small photograph: the number only."""
    findings = {one.id: one for one in analysis.findings}

    def label(measure: str) -> LabelText:
        finding = findings[measure]
        return LabelText(words.short_value(finding), mark_of(finding.grade))

    return label


class ResultPhoto(PhotoView):
    """A photograph about the body with what was measured, and the view's name.

    In another size its labels go: somebody has to show them anew, one photograph after the other.
    """

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.set_zoomable(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.set_overlay_scale(0.9)
        self.set_label_margins(4, 44, 4, 4)
        self._name = Pill()
        over = column(self, 0, (8, 8, 8, 8))
        over.addWidget(self._name, 0, Qt.AlignmentFlag.AlignLeft)
        over.addStretch(1)

    @property
    def labelled(self) -> Overlay | None:
        """The overlay that is shown with its labels; None where there is none yet."""
        return None if self._labels.words is None else self._overlay

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the labels off."""
        super().resizeEvent(event)
        self.show_overlay(self._overlay, None)
        self.resized.emit()

    def show_result(self, picture: Picture, about: QRectF, name: str) -> None:
        """Show the part of a photograph that is `about` the body, in photo px."""
        self.show_photo(picture)
        self.set_region(about, cover=True)
        self.setAccessibleName(name)
        self._name.say("", name)


class ResultsPage(StatePage):
    """Shows the report's contents, calmly."""

    noted = Signal()
    """The notes were changed, so that the report must be made anew."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self.layers = frozenset(LAYERS)
        self._columns, self._session = 2, studio.session
        self._filling = Spread(self)
        self.cards: list[ResultCard] = []
        self.photos: dict[View, ResultPhoto] = {}
        make = Button(self.tr("Make report"), "primary", "file-text")
        make.clicked.connect(lambda: self.wanted.emit("page.report"))
        self.add_to_header(FileButton(self), make)
        self._build()
        studio.session_changed.connect(self.changed)
        studio.measured.connect(self.changed)
        studio.preferences_changed.connect(self.changed)

    # -- building ------------------------------------------------------------------------------------

    def _build(self) -> None:
        across = row(self, 24, (24, 20, 12, 20))
        across.addLayout(self._make_left(), 10)
        across.addLayout(self._make_right(), 13)

    def _make_left(self) -> QVBoxLayout:
        left = column(gap=12)
        self.headline = wrapped("", Type.TITLE)
        self.rest = wrapped("", Type.BODY, "quiet")
        left.addWidget(self.headline)
        left.addWidget(self.rest)
        self.agreement = Banner()
        left.addWidget(self.agreement)
        tools = row(gap=10)
        self.level = Pill()
        self.layers_button = Button(self.tr("Layers"), icon="layers", small=True)
        self.layers_button.setMenu(layers_menu(self.layers_button, self.layers, self._toggle_layer))
        tools.addWidget(self.level)
        tools.addStretch(1)
        tools.addWidget(self.layers_button)
        left.addLayout(tools)
        self._photo_row = row(gap=10)
        left.addLayout(self._photo_row, 5)
        left.addWidget(self._make_notes(), 2)
        return left

    def _make_notes(self) -> QFrame:
        frame, body = card(10, 16)
        body.addWidget(text_label(self.tr("Notes"), Type.CARD))
        self.notes = QPlainTextEdit()
        self.notes.setAccessibleName(self.tr("Notes"))
        self.notes.setPlaceholderText(self.tr("What you want to stand in the report"))
        self.notes.setTabChangesFocus(True)
        self.notes.setPlainText(self.studio.session.notes)
        self.notes.setMinimumHeight(theme().height(56))
        self.notes.textChanged.connect(self._note)
        body.addWidget(self.notes, 1)
        quick = row(gap=2)
        for text in _QUICK_NOTES:
            said = QCoreApplication.translate("QuickNotes", text)
            one = Button(f"+ {said}", "quiet", small=True)
            one.clicked.connect(partial(self._add_note, said))
            quick.addWidget(one)
        quick.addStretch(1)
        body.addLayout(quick)
        return frame

    def _make_right(self) -> QVBoxLayout:
        right = column(gap=12)
        top = row(gap=14)
        top.addWidget(text_label(self.tr("Measures"), Type.SECTION), 1)
        self._legend = row(gap=14)
        top.addLayout(self._legend)
        top.addSpacing(12)
        right.addLayout(top)
        self._grid_holder = QWidget()
        self._grid = QGridLayout(self._grid_holder)
        self._grid.setContentsMargins(0, 0, 12, 0)
        self._grid.setSpacing(16)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._grid_holder)
        right.addWidget(self._scroll, 1)
        return right

    # -- showing -------------------------------------------------------------------------------------

    def leave(self) -> None:
        """Let it be filled later; what was being filled is begun anew then."""
        super().leave()
        self._stale = self._stale or self._filling.busy
        self._filling.stop()

    def changed(self, *_: object) -> None:
        """Take in what has changed; of another person nothing may be seen, not for a moment."""
        if self.studio.session is not self._session:
            self._session = self.studio.session
            self._clear()
        super().changed()

    def fill(self) -> None:
        """Say the result at once; photographs and cards follow one by one."""
        session, words = self.studio.session, self.studio.words
        if self.notes.toPlainText() != session.notes:
            self.notes.setPlainText(session.notes)
        report = report_of(self.studio.assessment())
        self.headline.setText(words.headline(report.headline))
        self.rest.setText(words.headline_rest(report.headline))
        self._show_agreement(report)
        self._show_level()
        self._show_legend()
        self._filling.start(self._pieces(report))

    def _pieces(self, report: Report) -> Iterator[None]:
        """Show the photographs, then the cards from the top: what is there already says something else."""
        session = self.studio.session
        for gone in [view for view in self.photos if view not in session.views]:
            _take_out(self._photo_row, self.photos.pop(gone))
        there = [view for view in ORDER if view in session.views]
        for at, view in enumerate(there):
            self._show_photo(view, at)
        yield
        for view in self._unlabelled():
            self.photos[view].show_overlay(session.overlay(view), None)
            yield
        yield from self._label()
        texts = [*self._texts(report)]
        self._lay_out(len(texts))
        for at, text in enumerate(texts):
            self._show_card(at, text)
            if at % _CARDS_A_TURN == _CARDS_A_TURN - 1:
                yield
        for left in self.cards[len(texts) :]:
            _take_out(self._grid, left)
        del self.cards[len(texts) :]
        yield from self._label()

    def _unlabelled(self) -> list[View]:
        overlay = self.studio.session.overlay
        return [view for view, photo in self.photos.items() if photo.labelled is not overlay(view)]

    def _label(self) -> Iterator[None]:
        """Show the labels: finding places for them takes as long as drawing all the rest of a photograph."""
        for view in self._unlabelled():
            self.photos[view].show_overlay(self.studio.session.overlay(view), self._labels(view))
            yield

    def _label_anew(self) -> None:
        if not self._filling.busy:
            self._filling.start(self._label())

    def _clear(self) -> None:
        self._filling.stop()
        for photo in self.photos.values():
            _take_out(self._photo_row, photo)
        for one in self.cards:
            _take_out(self._grid, one)
        self.photos, self.cards = {}, []

    def _show_level(self) -> None:
        views = self.studio.session.views
        if not views:
            self.level.hide()
            return
        shown = [self.studio.session.analysis(view) for view in ORDER if view in views]
        worst = max((one.level for one in shown), key=lambda level: level.sem_deg)
        sign, tone = ("triangle-alert", "watch") if worst.source is LevelSource.NONE else ("ruler", "")
        words = self.studio.words
        self.level.say(sign, _first_clause(words.level(worst)), tone=tone)
        self.level.setToolTip("\n".join(words.levels([(one.facing, one.level) for one in shown])))
        self.level.show()

    def _show_agreement(self, report: Report) -> None:
        if not report.disagreements:
            self.agreement.clear()
            return
        words = self.studio.words
        self.agreement.say(words.disagreements(report.disagreements, report.facings), tone="watch")
        whole = [words.disagreement(pair, report.facings) for pair in report.disagreements]
        self.agreement.setToolTip("\n".join(whole))

    def _show_photo(self, view: View, at: int) -> None:
        session, words = self.studio.session, self.studio.words
        photo = self.photos.get(view)
        if photo is None:
            photo = self.photos[view] = ResultPhoto()
            photo.resized.connect(self._label_anew)
            self._photo_row.insertWidget(at, photo, 1)
        about, name = about_body(session.analysis(view)), view_name(view, words, session)
        photo.show_result(self.studio.picture(view), about, name)
        photo.show_layers(self.layers)

    def _labels(self, view: View) -> LabelWords:
        return short_labels(self.studio.session.analysis(view), self.studio.words)

    def _show_legend(self) -> None:
        if self._legend.count():
            return
        for shown in _LEGEND:
            word = self.studio.words.grade(shown)
            mark = GradeMark(shown, word)
            self._legend.addWidget(mark)
            self._legend.addWidget(text_label(word, Type.SMALL, "quiet"))

    def _texts(self, report: Report) -> Iterator[CardText]:
        for one in (*report.rows, *report.more):
            yield self._text(one)
        for group in report.not_measured:
            if group.why is NoValue.NEEDS_C7:
                yield self._place_text(group.rows[0])

    def _text(self, one: Row) -> CardText:
        words, session = self.studio.words, self.studio.session
        finding = one.finding
        name = view_name(finding.view, words, session)
        notes = [f"{name}."] if len(session.views) > 1 else []
        notes += [words.text("not_excluded")] if finding.grade.not_excluded else []
        return CardText.of(one, words, note=" ".join(notes))

    def _place_text(self, one: Row) -> CardText:
        words = self.studio.words
        return CardText(
            name=words.measure(one.finding.id),
            grade=ShownGrade.NO_VALUE,
            grade_word=words.grade(ShownGrade.NO_VALUE),
            value=self.tr("No value"),
            note=words.text("no_value.needs_c7"),
            remedy=self.tr("Place points in review"),
        )

    def _show_card(self, at: int, text: CardText) -> None:
        if at == len(self.cards):
            made = ResultCard(parent=self._grid_holder)
            made.remedied.connect(lambda: self.wanted.emit("page.review"))
            self.cards.append(made)
            self._grid.addWidget(made, at // self._columns, at % self._columns)
        shown = self.cards[at]
        shown.show_text(text)
        shown.setToolTip(text.reading.sentence if text.reading else "")
        shown.show()

    # -- layout --------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose how many cards stand side by side."""
        super().resizeEvent(event)
        self._lay_out(len(self.cards))

    def _lay_out(self, count: int) -> None:
        """Give `count` cards their columns, and what room remains to the row below them."""
        room = self._scroll.width() / theme().text_scale
        columns = 3 if room >= _THREE_COLUMNS_PX else 2 if room >= _TWO_COLUMNS_PX else 1
        if columns != self._columns:
            self._columns = columns
            for at, made in enumerate(self.cards):
                self._grid.addWidget(made, at // columns, at % columns)
        for index in range(3):
            self._grid.setColumnStretch(index, 1 if index < columns else 0)
        for index in range(self._grid.rowCount()):
            self._grid.setRowStretch(index, 0)
        self._grid.setRowStretch((count + columns - 1) // columns, 1)

    # -- what people do ------------------------------------------------------------------------------

    def _toggle_layer(self, layer: Layer, on: bool) -> None:
        self.layers = self.layers | {layer} if on else self.layers - {layer}
        for photo in self.photos.values():
            photo.show_layers(self.layers)

    def _note(self) -> None:
        text = self.notes.toPlainText()
        if text != self.studio.session.notes:
            self.studio.session.notes = text
            self.noted.emit()

    def _add_note(self, text: str) -> None:
        before = self.notes.toPlainText().rstrip()
        self.notes.setPlainText(f"{before}\n{text}." if before else f"{text}.")


def _take_out(layout: QLayout, widget: QWidget) -> None:
    layout.removeWidget(widget)
    widget.hide()
    widget.deleteLater()


def _first_clause(sentence: str) -> str:
    """Give what stands before the first comma or semicolon, for a pill."""
    for mark in (";", ","):
        sentence = sentence.split(mark)[0]
    return sentence.rstrip(".")


def about_body(analysis: PhotoAnalysis) -> QRectF:
    """Give the part of the photograph in which the body stands, with air around, in photo pixels."""
    left, top, right, bottom = analysis.body.person.keypoints.box_px()
    height = bottom - top
    middle = (left + right) / 2
    above, below = max(0.0, top - 0.22 * height), min(float(analysis.height), bottom + 0.08 * height)
    wide = max(0.5 * (below - above), (right - left) * 1.25)
    wide = min(wide, float(analysis.width))
    from_left = min(max(0.0, middle - wide / 2), analysis.width - wide)
    return QRectF(from_left, above, wide, below - above)
