"""The pages of the face check-in: turning the head, "Is this you?", and the photographs for the next time.

The way by code or name stands at the foot of every one of them.
"""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from posture_app.gui.images import to_qimage
from posture_app.gui.kiosk.pages.base import (
    ButtonBar,
    KioskPage,
    gap,
    kiosk_button,
    put,
    put_away,
    title,
    words,
)
from posture_app.gui.kiosk.pages.keys import ERASE, Keypad, centred
from posture_app.gui.kiosk.pages.who import birth_date
from posture_app.gui.tokens import Type
from posture_app.services.faces.checkin import LOOKS, CheckIn, Enrolment, Step, initials
from posture_app.services.faces.liveness import Look, Trouble

if TYPE_CHECKING:
    from posture_app.services.ports import Frame


class Preview(QWidget):
    """The camera's picture as a mirror: mirrored in paint only, kept no longer than until the next one."""

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("The camera's picture"))

    def show_frame(self, frame: Frame) -> None:
        """Paint this one."""
        self._image = to_qimage(frame.rgb)
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Ask for enough to see oneself."""
        return QSize(gap(320), gap(320))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the middle of the picture."""
        if self._image is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), gap(24), gap(24))
        painter.setClipPath(shape)
        painter.translate(self.width(), 0)
        painter.scale(-1, 1)
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        painter.drawImage(QRectF(left, top, size.width(), size.height()), self._image)


class _FacePage(KioskPage):
    """A preview, what is asked for, and the way out."""

    stop_wanted = Signal()
    asked_for = Signal(str)
    """What is asked of the head, to be said aloud: who turns it does not see the screen. Nothing of who it
    may be."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        stop = kiosk_button(self.tr("Stop"), "x", size="small")
        stop.clicked.connect(self.stop_wanted)
        self.head(stop)
        self.asked = title("")
        self.rows.addWidget(self.asked)
        self.told = words("", Type.BODY, "quiet")
        self.rows.addWidget(self.told)
        self.preview = Preview()
        self.rows.addWidget(self.preview, 1)
        self._space = QWidget()
        self._space.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.rows.addWidget(self._space, 1)
        self.show_preview(shown=True)

    def show_preview(self, *, shown: bool) -> None:
        """Show the camera's picture, or as much room."""
        self.preview.setVisible(shown)
        self._space.setVisible(not shown)

    def say(self, asked: str, told: str = "") -> None:
        """Say what is asked for."""
        if asked != self.asked.accessibleName() and not self.preview.isHidden():
            self.asked_for.emit(asked)
        put(self.asked, asked)
        put(self.told, told)


class CheckInPage(_FacePage):
    """Follows a check-in from the turn of the head to who it is."""

    code_wanted = Signal()
    again_wanted = Signal()
    answered = Signal(bool)
    born = Signal(object)
    """A birth date."""
    go_on_wanted = Signal()
    forget_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Face check-in"))
        self._panel: QWidget | None = None
        self._shown: tuple[Step, str] | None = None
        self._forgotten = False
        self._place = QVBoxLayout()
        self.rows.addLayout(self._place)
        code = kiosk_button(self.tr("Use my code or name instead"), "clipboard-list")
        code.clicked.connect(self.code_wanted)
        self.foot(code)
        self.begin_with(code)

    def show_check_in(self, check_in: CheckIn, note: str = "") -> None:
        """Show where a check-in stands; `note` is about the last visit, or what is the matter."""
        step = check_in.step
        self.show_preview(shown=step is Step.TURN)
        if step is Step.TURN:
            self.say(self._look(check_in), note or self._trouble(check_in))
        if self._shown == (step, note):
            return
        self._shown = (step, note)
        panel = {
            Step.ASK: self._ask,
            Step.BIRTH: self._birth,
            Step.KNOWN: self._known,
            Step.NOBODY: self._again,
            Step.ALIKE: self._again,
            Step.NOT_SURE: self._again,
        }.get(step, QWidget)()
        if step is not Step.TURN:
            self.say(self._title(check_in), note or self._sentence(step))
        old, self._panel = self._panel, panel
        if old is not None:
            put_away(old)
        self._place.addWidget(panel)
        panel.show()

    def show_forgotten(self, check_in: CheckIn) -> None:
        """Say that the face is deleted; there is nothing more to forget."""
        self._forgotten = True
        deleted = self.tr("Your face is deleted. From now on your code or your name is asked for.")
        self.show_check_in(check_in, deleted)

    def refuse_birth(self) -> None:
        """Say that this was not the birth date."""
        put(self.told, self.tr("That does not match. Please try once more."))

    def _look(self, check_in: CheckIn) -> str:
        return {
            Look.AHEAD: self.tr("Look straight at the camera."),
            Look.LEFT: self.tr("Turn your head to your left."),
            Look.RIGHT: self.tr("Turn your head to your right."),
            None: self.tr("One moment…"),
        }[check_in.turn.asked]

    def _trouble(self, check_in: CheckIn) -> str:
        return {
            Trouble.NOBODY: self.tr("Come closer: your face is not seen."),
            Trouble.SEVERAL: self.tr("Only one person before the camera, please."),
            Trouble.LOST: self.tr("Once more from the beginning, and a little slower."),
            None: self.tr("Take your time."),
        }[check_in.turn.trouble]

    def _title(self, check_in: CheckIn) -> str:
        short = "" if check_in.patient is None else initials(check_in.patient.name)
        return {
            Step.SEARCH: self.tr("One moment…"),
            Step.ASK: self.tr("Is this you: {initials}?").format(initials=short),
            Step.BIRTH: self.tr("When were you born?"),
            Step.KNOWN: self.tr("Welcome back."),
            Step.NOBODY: self.tr("We did not recognise you."),
            Step.ALIKE: self.tr("We are not sure."),
            Step.NOT_SURE: self.tr("That did not work."),
            Step.REFUSED: self.tr("That was not the right date."),
        }.get(check_in.step, "")

    def _sentence(self, step: Step) -> str:
        return {
            Step.BIRTH: self.tr("Your birth date confirms it: year, month, day."),
            Step.NOBODY: self.tr("Nothing of this look is kept. Your code or your name always works."),
            Step.ALIKE: self.tr("More than one person here looks like you, so we do not guess."),
            Step.NOT_SURE: self.tr("The camera did not see your head turn both ways in time."),
            Step.REFUSED: self.tr("Please use your code or your name, or ask the staff."),
        }.get(step, "")

    def _ask(self) -> QWidget:
        yes = kiosk_button(self.tr("Yes"), "check", "primary")
        yes.clicked.connect(lambda: self.answered.emit(True))
        no = kiosk_button(self.tr("No"), "x")
        no.clicked.connect(lambda: self.answered.emit(False))
        return ButtonBar([no, yes])

    def _birth(self) -> QWidget:
        panel = QWidget()
        rows = QVBoxLayout(panel)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(gap(16))
        field = QLineEdit()
        field.setMaxLength(10)
        field.setAccessibleName(self.tr("Your birth date"))
        field.setPlaceholderText(self.tr("year month day, such as 1980 02 28"))
        field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        rows.addWidget(field)
        keys = Keypad(88)
        keys.pressed.connect(lambda sign: field.backspace() if sign == ERASE else field.insert(sign))
        rows.addLayout(centred(keys))
        confirm = kiosk_button(self.tr("Continue"), "arrow-right", "primary", after=True)
        confirm.setEnabled(False)
        field.textChanged.connect(lambda text: confirm.setEnabled(birth_date(text) is not None))

        def done() -> None:
            day: date | None = birth_date(field.text())
            if day is not None:
                field.clear()
                self.born.emit(day)

        field.returnPressed.connect(done)
        confirm.clicked.connect(done)
        rows.addWidget(confirm)
        return panel

    def _known(self) -> QWidget:
        forget = kiosk_button(self.tr("Forget my face"), "ban")
        forget.clicked.connect(self.forget_wanted)
        forget.setVisible(not self._forgotten)
        on = kiosk_button(self.tr("Continue"), "arrow-right", "primary", after=True)
        on.clicked.connect(self.go_on_wanted)
        return ButtonBar([forget, on])

    def _again(self) -> QWidget:
        again = kiosk_button(self.tr("Try again"), "rotate-ccw")
        again.clicked.connect(self.again_wanted)
        return ButtonBar([again])


class EnrolPage(_FacePage):
    """Three photographs for the next time."""

    skip_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Photographs for the check-in"))
        skip = kiosk_button(self.tr("I would rather not"), "x")
        skip.clicked.connect(self.skip_wanted)
        self.foot(skip)
        self.begin_with(skip)

    def show_enrolment(self, enrolment: Enrolment, note: str = "") -> None:
        """Show how many are taken, or what is the matter."""
        count = self.tr("{count} of {all} taken.").format(count=len(enrolment.looks), all=LOOKS)
        kept = self.tr("The photographs are not kept, only what tells your face apart.")
        told = note or f"{count} {kept}"
        self.say(self.tr("Look straight at the camera."), told)
