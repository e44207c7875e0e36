"""The row of a patient's consents: which hold, which are asked for, each a button to its text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from posture_app.domain.records import Purpose
from posture_app.gui.pages.parts import column, row
from posture_app.gui.records.patient_list import day
from posture_app.gui.widgets.button import Button
from posture_app.services.consent_texts import PURPOSES

if TYPE_CHECKING:
    from posture_app.domain.records import Consent
    from posture_app.gui.studio import Studio

_A_ROW = 3


class ConsentBar(QWidget):
    """Shows the consents it is given; those that the clinic did not switch on are not offered."""

    wanted = Signal(object)
    """The Purpose whose consent is to be shown."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio = studio
        self.shown: Sequence[Consent] = ()
        self.buttons: dict[Purpose, Button] = {}
        self._rows = [row(gap=8) for _ in PURPOSES[::_A_ROW]]
        for at, purpose in enumerate(PURPOSES):
            one = Button(kind="quiet", small=True)
            one.clicked.connect(partial(self._want, purpose))
            self.buttons[purpose] = one
            self._rows[at // _A_ROW].addWidget(one, 0, Qt.AlignmentFlag.AlignLeft)
        rows = column(self, 4)
        for one_row in self._rows:
            one_row.addStretch(1)
            rows.addLayout(one_row)

    def _want(self, purpose: Purpose) -> None:
        self.wanted.emit(purpose)

    def set_direction(self, direction: QBoxLayout.Direction) -> None:
        """Lie side by side or below each other."""
        for one in self._rows:
            one.setDirection(direction)

    def clear(self) -> None:
        """Show nobody's consents."""
        self.shown = ()
        for button in self.buttons.values():
            button.hide()

    def show_consents(self, consents: Sequence[Consent]) -> None:
        """Show a patient's consents, the oldest first."""
        self.shown = consents
        self.refresh()

    def refresh(self) -> None:
        """Show the same consents after the settings changed."""
        names = {
            Purpose.CARE: self.tr("Care"),
            Purpose.TEACHING: self.tr("Teaching"),
            Purpose.MARKETING: self.tr("Public use"),
            Purpose.CLOUD: self.tr("Services elsewhere"),
            Purpose.FACE_CHECK_IN: self.tr("Face check-in"),
        }
        for purpose, button in self.buttons.items():
            held = self.held(purpose)
            if held is None:
                button.setText(self.tr("{purpose}: no consent").format(purpose=names[purpose]))
            else:
                told = self.tr("{purpose}: consent of {day}")
                button.setText(told.format(purpose=names[purpose], day=day(held.given_at)))
            button.set_icon("circle-alert" if held is None else "circle-check")
            button.setAccessibleName(button.text())
            button.setVisible(held is not None or self._is_offered(purpose))

    def held(self, purpose: Purpose) -> Consent | None:
        """Give the newest consent to a purpose that holds."""
        return next((one for one in reversed(self.shown) if one.purpose is purpose and one.holds), None)

    def _is_offered(self, purpose: Purpose) -> bool:
        offered = {
            Purpose.CLOUD: self.studio.sync.is_on,
            Purpose.FACE_CHECK_IN: self.studio.preferences.face_check_in,
        }
        return offered.get(purpose, True)
