"""Closing the window: an assessment of a patient that is not in the records yet is asked about first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from posture_app.gui.pages.parts import wrapped
from posture_app.gui.records.dialogs import RecordsDialog

if TYPE_CHECKING:
    from posture_app.domain.errors import PostureError
    from posture_app.gui.studio import Studio


class LeaveDialog(RecordsDialog):
    """Asks whether the assessment is to be saved; tells when it cannot be."""

    save_wanted = Signal()
    discarded = Signal()

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.entitle(self.tr("Save this assessment before closing?"))
        about = self.tr(
            "The assessment of {name} is not in the records as it stands. Without saving, what is new of it"
            " is lost."
        )
        self.body.addWidget(wrapped(about.format(name=name)))
        self.cancel = self.add_button(self.tr("Cancel"), self.reject, "quiet")
        self.discard = self.add_button(self.tr("Close without saving"), self._discard, "destructive")
        self.save = self.add_button(self.tr("Save and close"), self._save, "primary")

    def _discard(self) -> None:
        self.discarded.emit()

    def _save(self) -> None:
        self.banner.say(self.tr("Saving …"), tone="none")
        self._set_busy(True)
        self.save_wanted.emit()

    def complain(self, sentence: str) -> None:
        """Say why it could not be saved, and ask again."""
        told = self.tr("It could not be saved. {why}")
        self.banner.say(told.format(why=sentence))
        self._set_busy(False)

    def _set_busy(self, busy: bool) -> None:
        for one in (self.save, self.discard):
            one.setEnabled(not busy)


class Leaving(QObject):
    """Lets the window close when nothing is lost by it."""

    def __init__(self, window: QWidget, studio: Studio, say: Callable[[str], object]) -> None:
        super().__init__(window)
        self._window, self.studio, self._say = window, studio, say
        self.dialog: LeaveDialog | None = None
        self._waits = False
        """Whether the window closes by itself as soon as everything is in the records."""
        studio.filing.filed.connect(self._filed)
        studio.filing.not_filed.connect(self._not_filed)
        studio.records.locked.connect(self._locked)

    def may_leave(self) -> bool:
        """Tell whether nothing would be lost; otherwise ask, and close the window once that is settled."""
        filing = self.studio.filing
        if filing.unsaved and filing.patient is not None:
            if self.dialog is None:
                self._ask(filing.patient.name or filing.patient.code)
            return False
        if filing.under_way:  # somebody has just pressed Save, or the lock keeps a draft
            self._waits = True
            self._say(self.tr("Saving …"))
            return False
        return True

    def _ask(self, name: str) -> None:
        dialog = self.dialog = LeaveDialog(self._window, name)
        dialog.save_wanted.connect(self._save)
        dialog.discarded.connect(self._discard)
        dialog.rejected.connect(self._stay)
        dialog.open()

    def _save(self) -> None:
        self._waits = True
        self.studio.filing.save(lambda _: None, lambda _: None)  # `filed` and `not_filed` tell

    def _discard(self) -> None:
        self._end_asking()
        self.studio.filing.drop()
        self._window.close()

    def _stay(self) -> None:
        self.dialog, self._waits = None, False

    def _end_asking(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.accept()

    def _filed(self) -> None:
        if not self._waits:
            return
        if self.studio.filing.unsaved:  # it was edited since the saving began
            self._save()
            return
        self._end_asking()
        self._window.close()

    def _not_filed(self, error: PostureError) -> None:
        self._waits = False
        if self.dialog is not None:
            self.dialog.complain(self.studio.words.problem(error))

    def _locked(self) -> None:
        """Whoever locks the records has them saved by that; who wanted to close it meanwhile still does."""
        waits = self._waits
        if self.dialog is not None:
            self.dialog.reject()
        self._waits = waits
