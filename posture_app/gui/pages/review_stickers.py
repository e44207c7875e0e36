"""Stickers in the photograph under review: looked for, shown one by one, taken or turned down."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from posture_app.domain.stickers import StickerColour, StickerSighting
from posture_app.gui.pages.parts import column, row, wrapped
from posture_app.gui.texts import landmark_name
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import Themed, text_label
from posture_app.gui.widgets.button import Button
from posture_app.gui.widgets.sticker_rings import Ring

if TYPE_CHECKING:
    from posture_app.domain.errors import PostureError
    from posture_app.domain.keypoints import Landmark
    from posture_app.domain.views import View
    from posture_app.gui.studio import Studio
    from posture_app.gui.widgets.photo_view import PhotoView

_SHOWN = {
    StickerColour.RED: QColor(210, 38, 46),
    StickerColour.GREEN: QColor(20, 155, 80),
    StickerColour.BLUE: QColor(25, 92, 182),
}
_LEAST_ROWS_SHOWN, _MOST_ROWS_SHOWN = 2, 6
_SAME_PX = 0.5


class Swatch(Themed):
    """A small disc in a sticker's colour."""

    def __init__(self, colour: StickerColour) -> None:
        super().__init__()
        self._colour = _SHOWN[colour]
        self.setFixedSize(theme().height(18), theme().height(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the disc."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme().tokens.line), 1.0))
        painter.setBrush(self._colour)
        painter.drawEllipse(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5))


class StickerRow(QWidget):
    """One proposed sticker with its two answers; tells when somebody points at it."""

    pointed = Signal(bool)

    def __init__(self, sighting: StickerSighting) -> None:
        super().__init__()
        name = landmark_name(sighting.landmark)
        self.accept = Button(icon="check", small=True, name=self.tr("Accept: {point}").format(point=name))
        self.reject = Button(
            icon="x", kind="quiet", small=True, name=self.tr("Reject: {point}").format(point=name)
        )
        across = row(self, 10, (18, 3, 14, 3))
        across.addWidget(Swatch(sighting.colour))
        label = text_label(name, Type.BODY)
        label.setWordWrap(False)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        label.setToolTip(name)
        across.addWidget(label, 1)
        for button in (self.accept, self.reject):
            button.installEventFilter(self)
            across.addWidget(button)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Point at the sticker whose button has the keyboard."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.pointed.emit(event.type() == QEvent.Type.FocusIn)
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Point at it."""
        super().enterEvent(event)
        self.pointed.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        super().leaveEvent(event)
        self.pointed.emit(False)


class StickerList(QFrame):
    """The proposals of one photograph as a card."""

    accepted = Signal(object)
    """Tuple of the landmarks whose stickers somebody confirmed."""
    rejected = Signal(object)
    """A landmark whose proposal somebody turned down."""
    pointed = Signal(object)
    """The landmark that somebody points at, or None."""
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "card")
        self.rows: dict[Landmark, StickerRow] = {}
        body = column(self, 6, (0, 16, 0, 16))
        top = row(gap=8, margins=(18, 0, 12, 0))
        self.title = text_label("", Type.CARD)
        self.close_button = Button(icon="x", kind="quiet", small=True, name=self.tr("Leave all undecided"))
        self.close_button.clicked.connect(self.closed)
        top.addWidget(self.title, 1)
        top.addWidget(self.close_button)
        body.addLayout(top)
        self.hint = wrapped("", Type.SMALL, "quiet")
        inset = row(margins=(18, 0, 18, 0))
        inset.addWidget(self.hint, 1)
        body.addLayout(inset)
        self._holder = QWidget()
        self._column = column(self._holder, 0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._holder)
        body.addWidget(self._scroll)
        bottom = row(gap=8, margins=(18, 6, 18, 0))
        self.all_button = Button(self.tr("Accept all"), "primary", "check", small=True)
        self.all_button.clicked.connect(lambda: self.accepted.emit(tuple(self.rows)))
        bottom.addWidget(self.all_button)
        bottom.addStretch(1)
        body.addLayout(bottom)
        self.hide()

    def show_sightings(self, found: Sequence[StickerSighting]) -> None:
        """Show these proposals; none says that none was found."""
        for old in self.rows.values():
            self._column.removeWidget(old)
            old.deleteLater()
        self.rows = {}
        for sighting in found:
            one = StickerRow(sighting)
            one.accept.clicked.connect(partial(self.accepted.emit, (sighting.landmark,)))
            one.reject.clicked.connect(partial(self.rejected.emit, sighting.landmark))
            one.pointed.connect(partial(self._point, sighting.landmark))
            self.rows[sighting.landmark] = one
            self._column.addWidget(one)
        self._say(len(found))
        heights = [one.sizeHint().height() for one in self.rows.values()]
        self._scroll.setMinimumHeight(sum(heights[:_LEAST_ROWS_SHOWN]))
        self._scroll.setMaximumHeight(sum(heights[:_MOST_ROWS_SHOWN]))
        self._scroll.setVisible(bool(found))
        self.all_button.setVisible(bool(found))
        self._set_tab_order()
        self.show()

    def _set_tab_order(self) -> None:
        """Go with Tab from answer to answer, then to accepting all and to leaving."""
        chain = [button for one in self.rows.values() for button in (one.accept, one.reject)]
        chain += [self.all_button, self.close_button]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _say(self, count: int) -> None:
        if count:
            self.title.setText(self.tr("Stickers to confirm: {count}").format(count=count))
            self.hint.setText(self.tr("Nothing is measured from a sticker before you accept it."))
        else:
            self.title.setText(self.tr("No stickers found"))
            self.hint.setText(
                self.tr(
                    "Round dots in strong red, green, or blue, 13 to 25 mm across, are looked for where the "
                    "bony points usually are."
                )
            )
        self.setAccessibleName(f"{self.title.text()}. {self.hint.text()}")

    def _point(self, landmark: Landmark, on: bool) -> None:
        self.pointed.emit(landmark if on else None)


class StickerReview(QObject):
    """Looks for stickers on request and keeps the proposals until each is answered."""

    confirmed = Signal(object)
    """Mapping of landmarks to photo positions, to be set as one step."""
    shown = Signal(bool)
    """Whether proposals (or that there are none) are on show."""
    trouble = Signal(object)

    def __init__(self, studio: Studio, photo: PhotoView) -> None:
        super().__init__(photo)
        self.studio, self.photo = studio, photo
        self.view: View | None = None
        self._found: dict[Landmark, StickerSighting] = {}
        self.button = Button(
            self.tr("Stickers"), icon="circle-check", small=True, name=self.tr("Look for stickers")
        )
        self.button.setToolTip(self.tr("Look for coloured stickers on bony points"))
        self.button.clicked.connect(self.look)
        self.list = StickerList()
        self.list.accepted.connect(self._accept)
        self.list.rejected.connect(self._drop)
        self.list.pointed.connect(self._point)
        self.list.closed.connect(self.clear)
        studio.preferences_changed.connect(self._follow_preferences)
        self._follow_preferences()

    @property
    def proposals(self) -> tuple[StickerSighting, ...]:
        """Give what is still unanswered."""
        return tuple(self._found.values())

    def show_view(self, view: View | None) -> None:
        """Follow the page to another photograph: what was not answered is dropped."""
        self.view = view
        self.clear()

    def look(self) -> None:
        """Look for stickers in the photograph on show; the answer comes when the worker has it."""
        view = self.view
        if view is None or view not in self.studio.session.views:
            return
        self.clear()
        self.button.setEnabled(False)
        self.studio.find_stickers(view, partial(self._show_found, view), self._failed)

    def clear(self) -> None:
        """Drop the proposals."""
        self._found = {}
        self.photo.show_rings(())
        if not self.list.isHidden():
            self.list.hide()
            self.shown.emit(False)

    def _show_found(self, view: View, found: Sequence[StickerSighting]) -> None:
        self._follow_preferences()
        if view is self.view:
            self._found = {one.landmark: one for one in found if not self._is_known(view, one)}
            self._show()
            first = next(iter(self.list.rows.values()), None)
            (self.list.close_button if first is None else first.accept).setFocus()

    def _is_known(self, view: View, one: StickerSighting) -> bool:
        """Tell whether the point stands there already."""
        at = self.studio.session.places(view).get(one.landmark)
        return at is not None and max(abs(at[0] - one.xy_px[0]), abs(at[1] - one.xy_px[1])) < _SAME_PX

    def _failed(self, error: PostureError) -> None:
        self._follow_preferences()
        self.trouble.emit(error)

    def _show(self) -> None:
        self.photo.show_rings(
            [
                Ring(one.landmark, *one.xy_px, one.radius_px, landmark_name(one.landmark))
                for one in self.proposals
            ]
        )
        self.list.show_sightings(self.proposals)
        self.shown.emit(True)

    def _point(self, landmark: Landmark | None) -> None:
        self.photo.point_at_ring(landmark)

    def _accept(self, landmarks: Sequence[Landmark]) -> None:
        taken = {one: self._found.pop(one).xy_px for one in landmarks if one in self._found}
        if taken:
            self.confirmed.emit(taken)
        self._go_on()

    def _drop(self, landmark: Landmark) -> None:
        self._found.pop(landmark, None)
        self._go_on()

    def _go_on(self) -> None:
        """Show what is left, the keyboard on the next one; with nothing left all is done."""
        if not self._found:
            self.clear()
            self.photo.setFocus()
            return
        self._show()
        next(iter(self.list.rows.values())).accept.setFocus()

    def _follow_preferences(self) -> None:
        wanted = self.studio.preferences.stickers != "off"
        self.button.setVisible(wanted)
        self.button.setEnabled(wanted)
        if not wanted:
            self.clear()
