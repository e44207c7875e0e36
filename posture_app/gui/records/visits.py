"""A visit in the timeline: thumbnails, what its grades come to, its state, and what can be done with it."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from posture_app.domain.grading import ShownGrade
from posture_app.domain.records import Right, Visit, VisitState
from posture_app.domain.report import report_of
from posture_app.gui.pages.parts import card, column, row, wrapped
from posture_app.gui.pages.results_page import about_body
from posture_app.gui.records.patient_list import day
from posture_app.gui.texts import view_name
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import Themed, text_label
from posture_app.gui.widgets.button import Button
from posture_app.gui.widgets.grade_chip import GradeChip

if TYPE_CHECKING:
    from posture_app.domain.records import User
    from posture_app.domain.views import View
    from posture_app.services.records.access import Records
    from posture_app.services.wording import Words

THUMB = QSize(72, 104)
_FINEST = 2
"""Thumbnails are kept at twice their size, for fine screens and large text."""


@dataclass(frozen=True, slots=True, eq=False)
class VisitLook:
    """What is shown of a visit: small pictures, the headline, and how often each grade was given."""

    thumbs: Mapping[View, QImage]
    headline: str
    grades: Mapping[ShownGrade, int]


def look_at(records: Records, visit: Visit, words: Words) -> VisitLook:
    """Read a visit for the timeline; on the worker."""
    assessment = records.read(visit)
    report = report_of(assessment)
    grades: Counter[ShownGrade] = Counter(
        one.shown for one in report.rows if one.shown is not ShownGrade.NO_VALUE
    )
    thumbs = {
        view: thumbnail(records.photo(visit, view), about_body(analysis))
        for view, analysis in assessment.views.items()
    }
    return VisitLook(thumbs, words.headline(report.headline), grades)


def thumbnail(photo: bytes, about: QRectF) -> QImage:
    """Decode the part of a photograph that is `about` the body, small; null where it cannot be decoded."""
    wide = about.height() * THUMB.width() / THUMB.height()  # head and feet stay in the picture
    shown = QRectF(about.center().x() - wide / 2, about.y(), wide, about.height())
    whole = QImage.fromData(photo)
    image = whole.copy(shown.toAlignedRect().intersected(whole.rect()))
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    return image if image.isNull() else image.scaled(THUMB * _FINEST, keep, smooth)


class Thumb(Themed):
    """A small photograph with round corners; empty until it comes."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._image = QImage()
        self.setAccessibleName(name)
        self.setFixedSize(theme().height(THUMB.width()), theme().height(THUMB.height()))

    @property
    def image(self) -> QImage:
        """What is shown."""
        return self._image

    def show_image(self, image: QImage) -> None:
        """Show a picture."""
        self._image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it over the whole place."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        inside = QPainterPath()
        inside.addRoundedRect(QRectF(self.rect()), 8, 8)
        painter.setClipPath(inside)
        painter.fillRect(self.rect(), QColor(theme().tokens.sunken))
        if not self._image.isNull():
            size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
            left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
            painter.drawImage(QRectF(left, top, size.width(), size.height()), self._image)


class Rail(Themed):
    """The line of time at the left of a visit: filled for the newest one."""

    def __init__(self, *, newest: bool, oldest: bool) -> None:
        super().__init__()
        self._newest, self._oldest = newest, oldest
        self.setFixedWidth(theme().height(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint line and dot."""
        tokens, middle, y = theme().tokens, self.width() / 2, 26.0
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.line), 2))
        top, bottom = (y if self._newest else -20.0), (y if self._oldest else self.height() + 20.0)
        painter.drawLine(round(middle), round(top), round(middle), round(bottom))
        painter.setPen(QPen(QColor(tokens.brand if self._newest else tokens.edge), 2))
        painter.setBrush(QColor(tokens.brand if self._newest else tokens.bg))
        painter.drawEllipse(QRectF(middle - 6, y - 6, 12, 12))


class VisitCard(QWidget):
    """One visit; nothing is done here: it says what is wanted of it."""

    wanted = Signal(str, object)
    """``open``, ``report``, ``sign``, or ``send``, and the Visit."""

    def __init__(self, visit: Visit, words: Words, user: User, *, newest: bool, oldest: bool) -> None:
        super().__init__()
        self.visit = visit
        across = row(self, 10)
        across.addWidget(Rail(newest=newest, oldest=oldest))
        frame, body = card(0, 14)
        across.addWidget(frame, 1)
        inside = self._inside = row(gap=16)
        body.addLayout(inside)
        pictures = row(gap=6)
        self.thumbs: dict[View, Thumb] = {}
        for view in visit.views:
            self.thumbs[view] = Thumb(view_name(view, words))
            pictures.addWidget(self.thumbs[view])
        pictures.addStretch(1)
        inside.addLayout(pictures)
        self._right = row(gap=12)
        self._right.addLayout(self._texts(words), 1)
        self._right.addLayout(self._buttons(user))
        inside.addLayout(self._right, 1)

    def _texts(self, words: Words) -> QVBoxLayout:
        visit, texts = self.visit, column(gap=5)
        texts.addWidget(text_label(words.when(visit.taken_at), Type.CARD))
        self.headline = wrapped("", Type.BODY)
        texts.addWidget(self.headline)
        self.chips = row(gap=6)
        texts.addLayout(self.chips)
        names = ", ".join(view_name(view, words) for view in visit.views)
        self.state = wrapped(f"{names} · {self._state()}", Type.SMALL, "quiet")
        texts.addWidget(self.state)
        texts.addStretch(1)
        return texts

    def _state(self) -> str:
        visit = self.visit
        if visit.state is VisitState.DRAFT:
            told = self.tr("Draft: not signed yet.")
        else:
            told = self.tr("Signed by {name}, {day}.").format(
                name=visit.signed_by, day="" if visit.signed_at is None else day(visit.signed_at)
            )
        if visit.version > 1:
            told += " " + self.tr("Correction, version {number}.").format(number=visit.version)
        return told

    def _buttons(self, user: User) -> QVBoxLayout:
        signed = self.visit.state is VisitState.SIGNED
        buttons = self._button_row = column(gap=6)
        texts = {
            "open": (
                self.tr("Correct") if signed else self.tr("Continue"),
                Right.SIGN if signed else Right.READ,
            ),
            "report": (self.tr("Report"), Right.READ),
            "sign": (self.tr("Sign"), Right.SIGN),
            "send": (self.tr("Send to…"), Right.EXPORT),
        }
        self.buttons: dict[str, Button] = {}
        for key, (text, right) in texts.items():
            one = Button(text, small=True)
            one.clicked.connect(lambda _=False, key=key: self.wanted.emit(key, self.visit))
            one.setEnabled(user.may(right))
            one.setVisible(key != "send" and not (key == "sign" and signed))
            one.setMinimumWidth(theme().height(92))
            buttons.addWidget(one)
            self.buttons[key] = one
        buttons.addStretch(1)
        return buttons

    def offer_sending(self, on: bool) -> None:
        """Offer to send the visit to a service elsewhere, or not."""
        self.buttons["send"].setVisible(on)

    def set_narrow(self, narrow: bool) -> None:
        """Put pictures, words, and buttons below each other, or side by side."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        for one in (self._inside, self._right):
            one.setDirection(down if narrow else across)
        self._button_row.setDirection(across if narrow else down)

    def show_look(self, look: VisitLook, words: Words) -> None:
        """Show pictures and grades, which come later."""
        for view, image in look.thumbs.items():
            self.thumbs[view].show_image(image)
        self.headline.setText(look.headline)
        while self.chips.count():
            item = self.chips.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.deleteLater()
        for shown in reversed(ShownGrade):
            count = look.grades.get(shown, 0)
            if count:
                text = self.tr("{count} {grade}").format(count=count, grade=words.grade(shown).lower())
                self.chips.addWidget(GradeChip(shown, text))
        self.chips.addStretch(1)
