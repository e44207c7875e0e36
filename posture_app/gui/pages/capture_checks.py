"""The card of the picture checks: what is right already, and what is not, each in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QGridLayout

from posture_app.gui.noop import QT_TRANSLATE_NOOP
from posture_app.gui.pages.parts import column, row
from posture_app.gui.texts import number
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.check_line import CheckLine, CheckState
from posture_app.services.capture.picture_checks import CHECKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_app.services.capture.picture_checks import PictureCheck

_CHECK_WORDS = {
    "person": (
        QT_TRANSLATE_NOOP("Checks", "Alone in the picture"),
        QT_TRANSLATE_NOOP("Checks", "one person"),
        QT_TRANSLATE_NOOP("Checks", "exactly one person should stand there"),
    ),
    "whole_body": (
        QT_TRANSLATE_NOOP("Checks", "Whole body in the picture"),
        QT_TRANSLATE_NOOP("Checks", "head, feet, and hips can be seen"),
        QT_TRANSLATE_NOOP("Checks", "something is cut off or covered"),
    ),
    "distance": (
        QT_TRANSLATE_NOOP("Checks", "Distance"),
        QT_TRANSLATE_NOOP("Checks", "fits the outline"),
        QT_TRANSLATE_NOOP("Checks", "too near or too far"),
    ),
    "turn": (
        QT_TRANSLATE_NOOP("Checks", "Turned the right way"),
        QT_TRANSLATE_NOOP("Checks", "square to the camera"),
        QT_TRANSLATE_NOOP("Checks", "not as this view needs it"),
    ),
    "stillness": (
        QT_TRANSLATE_NOOP("Checks", "Standing still"),
        QT_TRANSLATE_NOOP("Checks", "still enough"),
        QT_TRANSLATE_NOOP("Checks", "moving"),
    ),
    "light": (
        QT_TRANSLATE_NOOP("Checks", "Light"),
        QT_TRANSLATE_NOOP("Checks", "bright and sharp enough"),
        QT_TRANSLATE_NOOP("Checks", "dim or blurred"),
    ),
}
_WAITING = QT_TRANSLATE_NOOP("Checks", "waiting")


class PictureChecks(QFrame):
    """A line for every check, and how many are clear."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "card")
        body = column(self, 8, (18, 18, 18, 18))
        top = row()
        top.addWidget(text_label(self.tr("Picture checks"), Type.CARD), 1)
        self._clear = text_label("", Type.SMALL, "quiet")
        self._clear.setWordWrap(False)
        top.addWidget(self._clear)
        body.addLayout(top)
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(4)
        self._lines = {name: CheckLine() for name in CHECKS}
        for at, line in enumerate(self._lines.values()):
            grid.addWidget(line, at % 3, at // 3)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        body.addLayout(grid)

    def show_checks(self, checks: Sequence[PictureCheck]) -> None:
        """Show how every check stands."""
        clear = 0
        for check in checks:
            name, good, bad = _CHECK_WORDS[check.name]
            shown = CheckState(check.state.value)
            clear += shown is CheckState.OK
            detail = {CheckState.OK: good, CheckState.WAITING: _WAITING}.get(shown, bad)
            self._lines[check.name].show_check(_said(name), shown, _said(detail))
        text = self.tr("{clear} of {all} clear")
        self._clear.setText(text.format(clear=number(clear), all=number(len(checks))))


def _said(text: str) -> str:
    return QCoreApplication.translate("Checks", text)
