"""The last pages: thanks after a report, and thanks for saying no."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from posture_app.gui.kiosk.pages.base import Badge, KioskPage, gap, icon_label, kiosk_button, words
from posture_app.gui.kiosk.pages.base import title as page_title
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import text_label


class FarewellPage(KioskPage):
    """Says goodbye and clears itself."""

    done = Signal()

    def __init__(self, title: str, sentence: str, icon: str = "check", tone: str = "ok") -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.rows.addStretch(2)
        self.rows.addWidget(Badge(icon, tone, 220), 0, Qt.AlignmentFlag.AlignLeft)
        self.rows.addSpacing(gap(24))
        self.rows.addWidget(page_title(title))
        self.rows.addWidget(words(sentence, Type.BODY, "quiet"))
        self.rows.addStretch(3)
        end = kiosk_button(self.tr("Done"), "check", "primary")
        end.clicked.connect(self.done)
        self.foot(end)
        line = QHBoxLayout()
        line.setSpacing(gap(16))
        line.addWidget(icon_label("timer", 30))
        self._left = text_label("", Type.SMALL, "quiet")
        line.addWidget(self._left, 1)
        self.rows.addLayout(line)
        self.begin_with(end)

    def show_left(self, seconds: int) -> None:
        """Say when the screen clears."""
        self._left.setText(self.tr("This screen clears in {seconds} seconds").format(seconds=seconds))
