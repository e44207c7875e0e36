"""The result: one sentence, the photographs with what was measured, a card a measure, and notes."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from posture_app.domain.findings import NoValue
from posture_app.domain.grading import ShownGrade
from posture_app.domain.overlay import LabelText, mark_of, overlay_of
from posture_app.domain.report import Report, Row, report_of
from posture_app.domain.views import ORDER, View
from posture_app.gui.images import to_qimage
from posture_app.gui.noop import QT_TRANSLATE_NOOP
from posture_app.gui.pages.parts import Page, card, column, row, wrapped
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


class ResultsPage(Page):
    """Shows the report's contents, calmly."""

    noted = Signal()
    """The notes were changed, so that the report must be made anew."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self.layers = frozenset(LAYERS)
        self._stale, self._visible, self._columns = True, False, 2
        self.cards: list[ResultCard] = []
        self.photos: dict[View, PhotoView] = {}
        make = Button(self.tr("Make report"), "primary", "file-text")
        make.clicked.connect(lambda: self.wanted.emit("page.report"))
        self.add_to_header(make)
        self._build()
        studio.session_changed.connect(self._changed)
        studio.measured.connect(self._changed)
        studio.preferences_changed.connect(self._changed)

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

    # -- coming and going ----------------------------------------------------------------------------

    def enter(self) -> None:
        """Show the present state."""
        self._visible = True
        self.refresh()

    def leave(self) -> None:
        """Let it be filled later."""
        self._visible = False

    def _changed(self, *_: object) -> None:
        self._stale = True
        if self._visible:
            self.refresh()

    def refresh(self) -> None:
        """Fill the page anew if something has changed."""
        if not self._stale:
            return
        self._stale = False
        if self.notes.toPlainText() != self.studio.session.notes:
            self.notes.setPlainText(self.studio.session.notes)
        report, words = report_of(self.studio.assessment()), self.studio.words
        self.headline.setText(words.headline(report.headline))
        self.rest.setText(words.headline_rest(report.headline))
        self._show_agreement(report)
        self._show_level()
        self._show_photos()
        self._show_legend()
        self._show_cards(report)

    def _show_level(self) -> None:
        views = self.studio.session.views
        if not views:
            self.level.hide()
            return
        level = self.studio.session.analysis(views[0]).level
        known = level.source.value != "none"
        words = self.studio.words
        text = words.level(level)
        sign, tone = ("ruler", "") if known else ("triangle-alert", "watch")
        self.level.say(sign, _first_clause(text), tone=tone)
        self.level.setToolTip(text)
        self.level.show()

    def _show_agreement(self, report: Report) -> None:
        if not report.disagreements:
            self.agreement.clear()
            return
        words = self.studio.words
        self.agreement.say(words.disagreements(report.disagreements, report.facings), tone="watch")
        whole = [words.disagreement(pair, report.facings) for pair in report.disagreements]
        self.agreement.setToolTip("\n".join(whole))

    def _show_photos(self) -> None:
        while self._photo_row.count():
            item = self._photo_row.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        session, words = self.studio.session, self.studio.words
        self.photos = {}
        for view in (one for one in ORDER if one in session.views):
            analysis = session.analysis(view)
            photo = PhotoView()
            photo.set_zoomable(False)
            photo.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            photo.set_overlay_scale(0.9)
            photo.set_label_margins(4, 44, 4, 4)
            photo.show_photo(to_qimage(session.frame(view).rgb))
            photo.show_overlay(overlay_of(analysis), short_labels(analysis, words))
            photo.show_layers(self.layers)
            photo.set_region(about_body(analysis), cover=True)
            name = view_name(view, words, session)
            photo.setAccessibleName(name)
            over = column(photo, 0, (8, 8, 8, 8))
            over.addWidget(Pill("", name), 0, Qt.AlignmentFlag.AlignLeft)
            over.addStretch(1)
            self.photos[view] = photo
            self._photo_row.addWidget(photo, 1)

    def _show_legend(self) -> None:
        if self._legend.count():
            return
        for shown in _LEGEND:
            word = self.studio.words.grade(shown)
            mark = GradeMark(shown, word)
            self._legend.addWidget(mark)
            self._legend.addWidget(text_label(word, Type.SMALL, "quiet"))

    def _show_cards(self, report: Report) -> None:
        for old in self.cards:
            self._grid.removeWidget(old)
            old.deleteLater()
        rows = [*report.rows, *report.more]
        self.cards = [self._card(one) for one in rows]
        for group in report.not_measured:
            if group.why is NoValue.NEEDS_C7:
                self.cards.append(self._place_card(group.rows[0]))
        self._arrange(force=True)

    def _card(self, one: Row) -> ResultCard:
        words = self.studio.words
        finding = one.finding
        name = view_name(finding.view, words, self.studio.session)
        notes = [f"{name}."] if len(self.studio.session.views) > 1 else []
        notes += [words.text("not_excluded")] if finding.grade.not_excluded else []
        text = CardText.of(one, words, note=" ".join(notes))
        made = ResultCard(text)
        made.setToolTip(text.reading.sentence if text.reading else "")
        return made

    def _place_card(self, one: Row) -> ResultCard:
        words = self.studio.words
        text = CardText(
            name=words.measure(one.finding.id),
            grade=ShownGrade.NO_VALUE,
            grade_word=words.grade(ShownGrade.NO_VALUE),
            value=self.tr("No value"),
            note=words.text("no_value.needs_c7"),
            remedy=self.tr("Place points in review"),
        )
        made = ResultCard(text)
        made.remedied.connect(lambda: self.wanted.emit("page.review"))
        return made

    # -- layout --------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose how many cards stand side by side."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self, *, force: bool = False) -> None:
        room = self._scroll.width() / theme().text_scale
        columns = 3 if room >= _THREE_COLUMNS_PX else 2 if room >= _TWO_COLUMNS_PX else 1
        if columns == self._columns and not force:
            return
        self._columns = columns
        for made in self.cards:
            self._grid.removeWidget(made)
        for at, made in enumerate(self.cards):
            self._grid.addWidget(made, at // columns, at % columns)
            made.show()
        for index in range(3):
            self._grid.setColumnStretch(index, 1 if index < columns else 0)
            self._grid.setColumnMinimumWidth(index, 0)
        for index in range(self._grid.rowCount()):
            self._grid.setRowStretch(index, 0)
        self._grid.setRowStretch((len(self.cards) + columns - 1) // columns, 1)

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
