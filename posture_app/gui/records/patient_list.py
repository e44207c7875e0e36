"""The list of patients with its search: everybody whose name, code, or birth date has what is typed."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from shiboken6 import isValid

from posture_app.domain.records import Patient, Right
from posture_app.gui.icons import icon
from posture_app.gui.pages.parts import column, initials, row
from posture_app.gui.theme import RING_RADIUS, theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.button import Button
from posture_app.services.records.patient_search import MOST_FOUND

if TYPE_CHECKING:
    from posture_app.domain.errors import PostureError
    from posture_app.gui.studio import Studio
    from posture_app.services.records.access import Records

SETTLED_MS = 150
"""What is typed is searched at once; when last somebody was here is fetched when the typing rests."""
_Index = QModelIndex | QPersistentModelIndex
_PATIENT = Qt.ItemDataRole.UserRole
_LAST = Qt.ItemDataRole.UserRole + 1


def day(moment: datetime) -> str:
    """Give the day as it is searched too: year first, so that nobody takes the month for the day."""
    return moment.date().isoformat()


def born(patient: Patient) -> str:
    """Give the day of birth, empty when it is unknown."""
    return "" if patient.birth_date is None else patient.birth_date.isoformat()


class PatientModel(QAbstractListModel):
    """The patients who were found, and when each was here last."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.patients: Sequence[Patient] = ()
        self.last: dict[str, str] = {}

    def show_patients(self, patients: Sequence[Patient]) -> None:
        """Show others."""
        self.beginResetModel()
        self.patients = patients
        self.endResetModel()

    def tell_last(self, last: Mapping[str, str]) -> None:
        """Take over when patients were here last."""
        self.last.update(last)
        if self.patients:
            self.dataChanged.emit(self.index(0), self.index(len(self.patients) - 1))

    def forget(self) -> None:
        """Forget everybody."""
        self.last = {}
        self.show_patients(())

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  as Qt has it
        """Give how many were found."""
        return 0 if parent.isValid() else len(self.patients)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the patient, or what a screen reader says of them."""
        patient = self.patients[index.row()]
        if role == _PATIENT:
            return patient
        if role == _LAST:
            return self.last.get(patient.id, "")
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = (patient.code, patient.name, born(patient), self.last.get(patient.id, ""))
            return ", ".join(one for one in parts if one)
        return None


class PatientDelegate(QStyledItemDelegate):
    """Paints a patient: initials, name and last visit, code and day of birth."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Ask for two lines."""
        return QSize(200, theme().height(62))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        tokens, state = theme().tokens, option.state
        patient: Patient = index.data(_PATIENT)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect).adjusted(1, 1, -1, -1)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            edge = chosen and (tokens.bold_edges or bool(state & QStyle.StateFlag.State_HasFocus))
            painter.setPen(QPen(QColor(tokens.brand), 2) if edge else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.brand_tint if chosen else tokens.sunken))
            painter.drawRoundedRect(rect, 10, 10)
        side = float(theme().height(38))
        circle = QRectF(rect.x() + 12, rect.center().y() - side / 2, side, side)
        painter.setPen(QPen(QColor(tokens.edge), 1) if tokens.bold_edges else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.surface if chosen else tokens.brand_tint))
        painter.drawEllipse(circle)
        _write(painter, circle, initials(patient.name or patient.code), Type.CHIP, tokens.brand, _CENTRE)
        texts = rect.adjusted(side + 24, 9, -12, -9)
        upper = QRectF(texts.x(), texts.y(), texts.width(), texts.height() / 2)
        last = str(index.data(_LAST))
        taken = _write(painter, upper, last, Type.SMALL, tokens.text2, _RIGHT)
        upper.setWidth(upper.width() - taken - 8)
        _write(painter, upper, patient.name or patient.code, Type.CARD, tokens.text, _LEFT)
        facts = [patient.code if patient.name else "", born(patient)]
        lower = upper.translated(0, texts.height() / 2)
        lower.setWidth(texts.width())
        told = " · ".join(one for one in facts if one)
        _write(painter, lower, told, Type.SMALL, tokens.text2, _LEFT)
        painter.restore()


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter


def _write(
    painter: QPainter, rect: QRectF, text: str, kind: Type, ink: str, alignment: Qt.AlignmentFlag
) -> float:
    """Write one line, shortened where it has no room; give its width."""
    font = theme().font(kind)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(QColor(ink))
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, alignment, shown)
    return metrics.horizontalAdvance(shown)


class PatientList(QFrame):
    """Search and list; whoever is current is shown beside it."""

    chosen = Signal(object)
    """The Patient who is to be shown."""
    new_wanted = Signal()
    face_wanted = Signal()
    """Who stands before the camera is to be found."""
    archive_wanted = Signal()
    """A patient is to be brought in from an archive."""
    trouble = Signal(object)

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.desk = studio.records
        self.setProperty("ground", "bar")
        # Half of it grows with the text: a long name is shortened rather than the patient beside it.
        self.setFixedWidth(theme().gap(175) + theme().height(175))
        body = column(self, 12, (16, 18, 16, 12))
        self.new = Button(self.tr("New patient"), "primary", "plus")
        self.new.clicked.connect(self.new_wanted)
        self.bring_in = Button(icon="arrow-down", name=self.tr("Bring in an archive (ZIP)…"))
        self.bring_in.clicked.connect(self.archive_wanted)
        self.by_face = Button(icon="scan-line", name=self.tr("Find by face"))
        self.by_face.clicked.connect(self.face_wanted)
        self._faces = studio.faces
        self._faces.changed.connect(self._offer_faces)
        self._offer_faces()
        adding = row(gap=8)
        adding.addWidget(self.new, 1)
        adding.addWidget(self.by_face)
        adding.addWidget(self.bring_in)
        body.addLayout(adding)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", 18), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setAccessibleName(self.tr("Find a patient"))
        self.search.textChanged.connect(self.search_now)
        self.search.returnPressed.connect(self._take_first)
        self.search.installEventFilter(self)
        body.addWidget(self.search)
        self.model = PatientModel(self)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(PatientDelegate(self.view))
        self.view.setMouseTracking(True)
        self.view.setProperty(RING_RADIUS, 10)
        self.view.setUniformItemSizes(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName(self.tr("Patients"))
        self.view.selectionModel().currentChanged.connect(self._choose)
        body.addWidget(self.view, 1)
        self.counted = text_label("", Type.SMALL, "quiet")
        body.addWidget(self.counted)
        self._wanted = ""
        """Id of who shall be chosen when the list has them."""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(SETTLED_MS)
        self._rest.timeout.connect(self._ask_last)
        self.desk.changed.connect(self.search_now)

    def _offer_faces(self) -> None:
        self.by_face.setVisible(self._faces.is_offered)

    @property
    def _may_read(self) -> bool:
        user = self.desk.user
        return user is not None and user.may(Right.READ)

    def enter(self) -> None:
        """Be ready to search."""
        hint = (
            self.tr("Name, code, or birth date") if self._may_read else self.tr("The whole code, then Enter")
        )
        self.search.setPlaceholderText(hint)
        user = self.desk.user
        self.bring_in.setVisible(user is not None and user.may(Right.SIGN))
        self.search_now()
        self.search.setFocus()

    def rest(self) -> None:
        """Ask for nothing any more."""
        self._rest.stop()

    def forget(self) -> None:
        """Forget everybody."""
        self.rest()
        self._wanted = ""
        self.model.forget()
        self.search.clear()
        self.counted.clear()

    def search_now(self) -> None:
        """Show who is found, at once."""
        if not self.desk.is_open or not self._may_read:
            return
        current = self.current
        if current is not None and not self._wanted:
            self._wanted = current.id
        found = self.desk.index.find(self.search.text())
        self.model.show_patients(found)
        self._choose_wanted()
        of = len(self.desk.index)
        told = self.tr("{shown} of {count} shown") if len(found) < of else self.tr("Patients: {count}")
        if not of:
            told = self.tr("Nobody yet. Add the first patient above.")
        elif not found:
            told = self.tr("Nobody is found. Look at the spelling, or add a new patient.")
        self.counted.setText(told.format(shown=len(found), count=of))
        self._rest.start()

    @property
    def current(self) -> Patient | None:
        """Who is chosen in the list."""
        index = self.view.currentIndex()
        return self.model.patients[index.row()] if index.isValid() else None

    def show_current(self, patient: Patient) -> None:
        """Choose a patient, who need not be among those found."""
        self._wanted = patient.id
        if patient.id not in {one.id for one in self.model.patients}:
            self.search.clear()
        self._choose_wanted()

    def _choose_wanted(self) -> None:
        for at, one in enumerate(self.model.patients):
            if one.id == self._wanted:
                self._wanted = ""
                self.view.setCurrentIndex(self.model.index(at))
                return

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.model.patients[index.row()])

    def _take_first(self) -> None:
        """Choose the first one found; without the right to read, whoever has the code that was typed."""
        if self._may_read:
            self.view.setFocus()
            if self.model.patients:
                self.view.setCurrentIndex(self.model.index(0))
            return
        code = self.search.text()
        self.desk.do(lambda records: records.patient(code), self.chosen.emit, self.trouble.emit)

    def _ask_last(self) -> None:
        """Fetch when the patients in sight were here last."""
        unknown = [one for one in self.model.patients[:MOST_FOUND] if one.id not in self.model.last]
        if not unknown or not self.desk.is_open:
            return

        def job(records: Records) -> dict[str, str]:
            visits = {one.id: records.visits(one) for one in unknown}
            return {key: day(them[-1].taken_at) if them else "" for key, them in visits.items()}

        self.desk.do(job, self._take_last, self._not_asked)

    def _take_last(self, last: dict[str, str]) -> None:
        if isValid(self):
            self.model.tell_last(last)

    def _not_asked(self, error: PostureError) -> None:
        if isValid(self):
            self.trouble.emit(error)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the search down into the list."""
        key = event.key() if isinstance(event, QKeyEvent) else None
        pressed = watched is self.search and event.type() == QEvent.Type.KeyPress
        if pressed and key == Qt.Key.Key_Down and self.model.patients:
            self.view.setFocus()
            if not self.view.currentIndex().isValid():
                self.view.setCurrentIndex(self.model.index(0))
            return True
        return super().eventFilter(watched, event)


def alive(widget: QWidget, then: Any) -> Any:
    """Give a function that does nothing once the widget is gone: its page may be made anew meanwhile."""

    def when_there(*arguments: object) -> None:
        if isValid(widget):
            then(*arguments)

    return when_there
