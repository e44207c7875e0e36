"""Where an assessment begins: who it is about, and where the photographs come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QGridLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from posture_app.domain.people import Subject
from posture_app.gui.pages.parts import ChoiceCard, Page, card, column, icon_label, padded, row, wrapped
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.button import Button

if TYPE_CHECKING:
    from posture_app.gui.studio import Studio

SMALLEST_CM, TALLEST_CM = 60.0, 250.0
_NOT_SAID_CM = SMALLEST_CM - 1.0


class PatientPage(Page):
    """Describes the person and opens the ways on."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._filling = False
        self.name, self.code, self.stance = QLineEdit(), QLineEdit(), QLineEdit()
        self.height_cm = self._height_field()
        self.shoes = QComboBox()
        for text, value in (
            (self.tr("Not said"), None),
            (self.tr("Barefoot"), False),
            (self.tr("With shoes"), True),
        ):
            self.shoes.addItem(text, value)
        self._build()
        self._fill()
        for field in (self.name, self.code, self.stance):
            field.editingFinished.connect(self._describe)
        self.height_cm.valueChanged.connect(self._describe)
        self.shoes.currentIndexChanged.connect(self._describe)
        studio.session_changed.connect(self._fill)

    def _height_field(self) -> QDoubleSpinBox:
        field = QDoubleSpinBox()
        field.setRange(_NOT_SAID_CM, TALLEST_CM)
        field.setDecimals(1)
        field.setSuffix(" cm")
        field.setSpecialValueText(self.tr("Not said"))
        field.setKeyboardTracking(False)
        padded(field)
        return field

    def _build(self) -> None:
        inside = QWidget()
        body = column(inside, 24, (28, 32, 28, 28))
        title = column(gap=6)
        title.addWidget(text_label(self.tr("New assessment"), Type.TITLE))
        title.addWidget(
            wrapped(
                self.tr("Three photographs of a standing person: front, side, and back."), Type.BODY, "quiet"
            )
        )
        body.addLayout(title)
        halves = row(gap=24)
        halves.addWidget(self._person_card(), 4, Qt.AlignmentFlag.AlignTop)
        halves.addLayout(self._choices(), 5)
        body.addLayout(halves)
        body.addWidget(self._note())
        body.addStretch(1)
        inside.setMaximumWidth(1240)
        around = row()
        around.addStretch(1)
        around.addWidget(inside, 100)
        around.addStretch(1)
        holder = QWidget()
        holder.setLayout(around)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(holder)
        column(self, 0).addWidget(scroll)

    def _person_card(self) -> QFrame:
        frame, body = card(16, 24)
        top = row()
        top.addWidget(text_label(self.tr("Who is assessed"), Type.SECTION), 1)
        self.new = Button(self.tr("New person"), "quiet", "users", small=True)
        self.new.clicked.connect(lambda: self.wanted.emit("person.new"))
        top.addWidget(self.new)
        body.addLayout(top)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        fields = (
            (self.tr("Name"), self.name, self.tr("As it will stand on the report"), 0, 0, 2),
            (self.tr("Code"), self.code, self.tr("Such as P-0193"), 3, 0, 1),
            (self.tr("Height"), self.height_cm, self.tr("Gives distances in cm"), 3, 1, 1),
            (self.tr("Shoes"), self.shoes, "", 6, 0, 1),
            (self.tr("Stance"), self.stance, self.tr("Such as: feet hip-wide"), 6, 1, 1),
        )
        for text, field, hint, at, across, span in fields:
            label = text_label(text, Type.CHIP)
            label.setBuddy(field)
            field.setAccessibleName(text)
            field.setToolTip(hint)
            if isinstance(field, QLineEdit):
                field.setPlaceholderText(hint)
            grid.addWidget(label, at, across, 1, span)
            grid.addWidget(field, at + 1, across, 1, span)
        for at in (2, 5):
            grid.setRowMinimumHeight(at, 6)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        body.addLayout(grid)
        about = self.tr("Everything here may stay empty. With the height, distances are told in centimetres.")
        body.addWidget(wrapped(about, Type.SMALL, "quiet"))
        return frame

    def _choices(self) -> QVBoxLayout:
        choices = column(gap=16)
        cards = (
            (
                "page.capture",
                "camera",
                self.tr("Take photographs"),
                self.tr("With the webcam, hands free: the program says how to stand and presses the button."),
                "primary",
            ),
            (
                "photo.open",
                "image",
                self.tr("Open photographs"),
                self.tr("From files, or drop them anywhere on this window, or paste one."),
                "",
            ),
            (
                "demo",
                "person-standing",
                self.tr("Try the demonstration"),
                self.tr("No camera needed: rendered people stand in front of a camera that is not there."),
                "",
            ),
        )
        self.choices: dict[str, ChoiceCard] = {}
        for key, name, title, about, kind in cards:
            choice = ChoiceCard(name, title, about, kind)
            choice.clicked.connect(lambda _=False, key=key: self.wanted.emit(key))
            self.choices[key] = choice
            choices.addWidget(choice)
        return choices

    def _note(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("ground", "sunken")
        body = row(frame, 12, (18, 14, 18, 14))
        body.addWidget(icon_label("shield-check", 20, theme().tokens.text2), 0, Qt.AlignmentFlag.AlignTop)
        text = self.tr(
            "Everything stays on this computer. Without records a person is forgotten with the next one, and"
            " what you want to keep is the report you save."
        )
        body.addWidget(wrapped(text, Type.SMALL, "quiet"), 1)
        return frame

    # -- to and from the studio ------------------------------------------------------------------

    def _fill(self) -> None:
        subject = self.studio.session.subject
        self._filling = True
        self.name.setText(subject.name or "")
        self.code.setText(subject.code or "")
        self.stance.setText(subject.stance or "")
        self.height_cm.setValue(_NOT_SAID_CM if subject.height_cm is None else subject.height_cm)
        self.shoes.setCurrentIndex(self.shoes.findData(subject.shoes))
        self._filling = False

    def _describe(self) -> None:
        if self._filling:
            return
        height = self.height_cm.value()
        said = Subject(
            name=self.name.text().strip() or None,
            code=self.code.text().strip() or None,
            height_cm=height if height >= SMALLEST_CM else None,
            shoes=self.shoes.currentData(),
            stance=self.stance.text().strip() or None,
        )
        if said != self.studio.session.subject:
            self.studio.describe(said)

    def leave(self) -> None:
        """Take over what is still being typed."""
        self._describe()
