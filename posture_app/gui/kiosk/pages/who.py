"""Who stands there: somebody new, or somebody with a code and a birth date."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QVBoxLayout, QWidget

from posture_app.gui.kiosk.pages.base import (
    ButtonBar,
    ChoiceCard,
    KioskPage,
    ScrollBody,
    gap,
    kiosk_button,
    put,
    title,
    words,
)
from posture_app.gui.kiosk.pages.keys import ERASE, Keyboard
from posture_app.gui.tokens import Type
from posture_app.services.kiosk.rails import LONGEST_CODE

_OLDEST = 1900


def birth_date(text: str) -> date | None:
    """Read eight digits as year, month, day; None when that is no day of the past."""
    digits = "".join(mark for mark in text if mark.isdigit())
    if len(digits) != 8:
        return None
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return day if day.year >= _OLDEST and day <= date.today() else None


class WhoPage(KioskPage):
    """Asks who it is; with a code, keys come up. `by_face` also offers the face check-in."""

    new = Signal()
    face_wanted = Signal()
    known = Signal(str, object)
    """A code and a birth date."""
    back_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, *, by_face: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Who are you?"))
        back = kiosk_button(self.tr("Back"), "undo-2", size="small")
        back.clicked.connect(self.back_wanted)
        stop = kiosk_button(self.tr("Stop"), "x", size="small")
        stop.clicked.connect(self.stop_wanted)
        self.head(back, stop)
        self.rows.addWidget(title(self.tr("Have you been here before?")))
        self._new = ChoiceCard(self.tr("I am new"), self.tr("No name and no code needed"))
        self._known = ChoiceCard(self.tr("I have a code"), self.tr("It is printed on your report"))
        self._new.setChecked(True)
        group = QButtonGroup(self)
        for card in (self._new, self._known):
            group.addButton(card)
        self._known.toggled.connect(self._chosen)
        body = ScrollBody(self.tr("Who are you?"))
        body.column.setSpacing(gap(24))
        body.column.addWidget(ButtonBar([self._new, self._known]))
        self._asked = self._fields()
        body.column.addWidget(self._asked)
        body.column.addStretch(1)
        self.rows.addWidget(body, 1)
        self._on = kiosk_button(self.tr("Continue"), "arrow-right", "primary", after=True)
        self._on.clicked.connect(self.go_on)
        face = kiosk_button(self.tr("Recognise my face"), "scan-line")
        face.clicked.connect(self.face_wanted)
        face.setVisible(by_face)
        self.foot(face, self._on)
        self._chosen(False)
        self.begin_with(self._new)

    def _fields(self) -> QWidget:
        asked = QWidget()
        rows = QVBoxLayout(asked)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(gap(12))
        self._code, self._birth = QLineEdit(), QLineEdit()
        for field, label, hint in (
            (self._code, self.tr("Your code"), ""),
            (self._birth, self.tr("Your birth date"), self.tr("year month day, such as 1980 02 28")),
        ):
            rows.addWidget(words(label, Type.CARD))
            field.setAccessibleName(label)
            field.setPlaceholderText(hint)
            field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
            field.textChanged.connect(self._check)
            field.returnPressed.connect(self.go_on)
            field.installEventFilter(self)
            rows.addWidget(field)
        self._code.setMaxLength(LONGEST_CODE)
        self._birth.setMaxLength(10)
        self._field = self._code
        self._doubt = words("", Type.SMALL, "pro")
        rows.addWidget(self._doubt)
        keys = Keyboard()
        keys.pressed.connect(self._typed)
        rows.addWidget(keys)
        return asked

    def go_on(self) -> None:
        """Say who it is, when that is known."""
        if self._new.isChecked():
            self.new.emit()
            return
        birth = birth_date(self._birth.text())
        if self._code.text().strip() and birth is not None:
            self.known.emit(self._code.text().strip().upper(), birth)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember into which field the keys write."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QLineEdit):
            self._field = watched
        return False

    def _typed(self, sign: str) -> None:
        if sign == ERASE:
            self._field.backspace()
        elif self._field is self._birth:
            if sign.isdigit():
                self._field.insert(sign)
        else:
            self._field.insert(sign)

    def _chosen(self, known: bool) -> None:
        self._asked.setVisible(known)
        self._check()
        if known:
            self._code.setFocus()

    def _check(self) -> None:
        digits = sum(mark.isdigit() for mark in self._birth.text())
        birth = birth_date(self._birth.text())
        wrong = digits >= 8 and birth is None
        put(self._doubt, self.tr("This is not a day: please write year, month, day.") if wrong else "")
        known = bool(self._code.text().strip()) and birth is not None
        self._on.setEnabled(self._new.isChecked() or known)
