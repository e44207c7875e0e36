"""Photographs and archives from elsewhere: opened, pasted, or dropped on the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from posture_app.domain.errors import PhotoUnreadable
from posture_app.gui.pages.photo_views import PHOTO_ENDINGS, frame_of, guess_views
from posture_app.gui.records.importing import ARCHIVE_ENDING

if TYPE_CHECKING:
    from posture_app.domain.errors import PostureError
    from posture_app.domain.views import View
    from posture_app.gui.studio import Studio


class Incoming(QObject):
    """Takes photographs in; which view each is, is guessed from its name or what is missing.

    `shown` gives the view that somebody looks at for review, if any.
    """

    came = Signal(object)
    """The View of which a photograph was taken in."""
    trouble = Signal(object)
    said = Signal(str)
    archive_came = Signal(object)
    """The Path of a patient's archive, which is for the records."""

    def __init__(self, window: QWidget, studio: Studio, shown: Callable[[], View | None]) -> None:
        super().__init__(window)
        self._window, self.studio, self._shown = window, studio, shown
        self.views: set[View] = set()
        """The views that need no camera any more."""

    def ask(self) -> None:
        """Ask for files."""
        endings = " ".join(f"*{ending}" for ending in PHOTO_ENDINGS)
        kinds = self.tr("Photographs ({endings})").format(endings=endings)
        names, _ = QFileDialog.getOpenFileNames(self._window, self.tr("Open photographs"), "", kinds)
        self.files([Path(name) for name in names])

    def paste(self) -> None:
        """Take a photograph in from the clipboard: a copied file or a copied picture."""
        data = QGuiApplication.clipboard().mimeData()
        if data is None or not (data.hasUrls() or data.hasImage()):
            self.said.emit(self.tr("There is no photograph on the clipboard. Copy one first."))
        else:
            self.take(data)

    def take(self, data: QMimeData) -> None:
        """Take in what was copied or dropped."""
        if data.hasUrls():
            self.files([Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()])
        elif data.hasImage():
            self.image(QImage(data.imageData()))

    def files(self, files: Sequence[Path]) -> None:
        """Take photographs in from files, and hand archives on."""
        archives = [one for one in files if one.suffix.lower() == ARCHIVE_ENDING]
        for one in archives:
            self.archive_came.emit(one)
        photos = [one for one in files if one not in archives]
        for path, view in guess_views(photos, self.studio.session.views, self._shown()):
            self.said.emit(self.tr("Reading {file} …").format(file=path.name))
            done, failed = partial(self._came, view), partial(self._failed, view, path.name)
            self.studio.import_photo(path, view, done, failed)

    def image(self, image: QImage) -> None:
        """Take a picture in that was pasted or dropped."""
        [(_, view)] = guess_views([Path()], self.studio.session.views, self._shown())
        failed = partial(self._failed, view, self.tr("the clipboard"))
        if image.isNull():
            failed(PhotoUnreadable("photo_unreadable"))
            return
        self.studio.import_frame(frame_of(image), view, partial(self._came, view), failed)

    def _came(self, view: View) -> None:
        self.views.add(view)
        self.came.emit(view)

    def _failed(self, view: View, name: str, error: PostureError) -> None:
        error.facts.setdefault("view", view.value)
        error.facts.setdefault("file", name)
        self.trouble.emit(error)
