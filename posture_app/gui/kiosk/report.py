"""The report of the kiosk's client: made, kept or printed, and gone with the client."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from posture_app.gui.kiosk.pages.paper import print_pdf

if TYPE_CHECKING:
    from posture_app.domain.errors import PostureError
    from posture_app.gui.kiosk.walker import KioskWalker
    from posture_app.gui.studio import Studio
    from posture_app.services.settings import Preferences


class KioskReport(QObject):
    """Makes the report in the background; a wish that comes before it is there waits for it."""

    told = Signal(str, str)
    """A sentence on what becomes of it, and its tone."""
    done = Signal()
    """The client has what was wished for."""

    def __init__(self, studio: Studio, house: Preferences) -> None:
        super().__init__()
        self._studio = studio
        self._printing = house.kiosk_print
        self._folder = house.kiosk_folder or house.storage
        self._visit = 0
        self._waiting_for: str | None = None
        self._walker: KioskWalker | None = None
        self.files: dict[str, bytes] = {}
        self.outcome, self.tone = "", "quiet"

    @property
    def folder(self) -> Path | None:
        """Where reports are kept; None when nowhere."""
        return Path(self._folder) if self._folder else None

    def forget(self) -> None:
        """Let go of the client's report, and of one that is still being made."""
        self._visit += 1
        self.files = {}
        self._waiting_for = None

    def make(self, walker: KioskWalker | None = None) -> None:
        """Make the report and keep it; for a walker all results, in its folder."""
        visit = self._visit
        self.files, self._waiting_for, self._walker = {}, None, walker
        self.outcome = ""

        def made(files: dict[str, bytes]) -> None:
            if visit == self._visit:
                self._on_made(files)

        def failed(error: PostureError) -> None:
            if visit == self._visit:
                self._on_unsaved(error)

        self._studio.make_files(made, failed)

    def finish(self) -> None:
        """End the visit as soon as the report is there."""
        self._when_ready("finish")

    def print_and_finish(self) -> None:
        """Print the report as soon as it is there, and end the visit."""
        self._when_ready("print")

    def _on_made(self, files: dict[str, bytes]) -> None:
        if self._walker is not None:
            self._studio.save_files(self._walker.folder, files, self._walker.written, self._walker.failed)
            return
        self.files = {"report.pdf": files["report.pdf"]}
        folder, visit = self.folder, self._visit
        if folder is None:
            sentence = self.tr("Your report could not be kept. Please ask the staff.")
            self._ready(sentence if not self._printing else "", "watch")
            return
        name = f"posture_{datetime.now().astimezone():%Y-%m-%d_%H%M%S}.pdf"

        def then(_: None) -> None:
            if visit == self._visit:
                self._ready(self.tr("Your report is with the staff."))

        def failed(error: PostureError) -> None:
            if visit == self._visit:
                self._on_unsaved(error)

        self._studio.save_files(folder, {name: files["report.pdf"]}, then, failed)

    def _on_unsaved(self, error: PostureError) -> None:
        if self._walker is not None:
            self._walker.failed(error)
            return
        sentence = self.tr("Your report could not be kept. Please ask the staff.")
        self._ready(f"{sentence} {self._studio.words.problem(error)}", "watch")

    def _ready(self, sentence: str, tone: str = "quiet") -> None:
        self.outcome, self.tone = sentence, tone
        self.told.emit(sentence, tone)
        wish, self._waiting_for = self._waiting_for, None
        if wish is not None:
            self._when_ready(wish)
        elif not sentence:
            self.outcome = self.tr("Your report was not printed.")

    def _when_ready(self, wish: str) -> None:
        if not self.outcome and not self.files:
            self._waiting_for = wish
            self.told.emit(self.tr("One moment, your report is being made."), "quiet")
            return
        if wish == "print":
            printed = bool(self.files) and print_pdf(self.files["report.pdf"])
            told = self.tr("Your report is being printed.")
            failed = self.tr("The printer did not answer. Please ask the staff.")
            self.outcome = told if printed else f"{failed} {self.outcome}".strip()
        self._studio.voice.tone("done")
        self.done.emit()
