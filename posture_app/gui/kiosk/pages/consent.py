"""The consent: the whole text, a box to tick, and a way out that is as large as the way on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout

from posture_app.gui.kiosk.pages.base import (
    KioskPage,
    ScrollBody,
    gap,
    high,
    kiosk_button,
    title,
    words,
)
from posture_app.gui.theme import RING_RADIUS
from posture_app.gui.tokens import Type
from posture_app.services.consent_texts import ConsentText


class ConsentPage(KioskPage):
    """Shows the text; nothing goes on without the tick."""

    agreed = Signal(str)
    """To the text of this version."""
    refused = Signal()
    back_wanted = Signal()
    larger_wanted = Signal()

    def __init__(self, consent: ConsentText) -> None:
        super().__init__()
        self.setAccessibleName(consent.title)
        self._version = consent.version
        back = kiosk_button(self.tr("Back"), "undo-2", size="small")
        back.clicked.connect(self.back_wanted)
        larger = kiosk_button(self.tr("Larger text"), "a-large-small", size="small")
        larger.clicked.connect(self.larger_wanted)
        self.head(larger, back)
        self.rows.addWidget(title(consent.title))
        body = ScrollBody(consent.title)
        for heading, text in consent.points:
            body.column.addWidget(_card(heading, text))
        version = self.tr("Version of this text: {version}").format(version=consent.version)
        body.column.addWidget(words(version, Type.LABEL, "quiet"))
        body.column.addStretch(1)
        self.rows.addWidget(body, 1)
        self._tick = QCheckBox(self.tr("I have read this and agree."))
        self._tick.setAccessibleName(self._tick.text())
        self._tick.setStyleSheet(f"min-height: {high(88)}px;")
        self._tick.setProperty(RING_RADIUS, gap(20))
        self._tick.toggled.connect(self._ticked)
        self.rows.addWidget(self._tick)
        refuse = kiosk_button(self.tr("No, thank you"), "x")
        refuse.clicked.connect(self.refused)
        self._on = kiosk_button(self.tr("Continue"), "arrow-right", "primary", after=True)
        self._on.setEnabled(False)
        self._on.clicked.connect(self.go_on)
        self.foot(refuse, self._on)
        self.begin_with(self._tick)

    def tick(self) -> None:
        """Tick the box, for the autopilot."""
        self._tick.setChecked(True)

    def go_on(self) -> None:
        """Agree, when the box is ticked."""
        if self._tick.isChecked():
            self.agreed.emit(self._version)

    def _ticked(self, ticked: bool) -> None:
        self._on.setEnabled(ticked)


def _card(heading: str, text: str) -> QFrame:
    frame = QFrame()
    frame.setProperty("ground", "card")
    rows = QVBoxLayout(frame)
    rows.setContentsMargins(gap(36), gap(22), gap(36), gap(24))
    rows.setSpacing(gap(6))
    rows.addWidget(words(heading, Type.CARD))
    rows.addWidget(words(text, Type.BODY, "quiet"))
    return frame
