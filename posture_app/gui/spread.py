"""Long work of the GUI thread in small pieces, so that the window stays awake between them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer

_OVER = object()


class Spread(QObject):
    """Does one piece of the work in each turn of the event loop; between two the window is painted.

    The work is a generator that yields where a piece ends. Beginning with other work, or stopping, leaves
    out what remains; it is never resumed. The first piece is done in the next turn, not at once.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pieces: Iterator[None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)  # comes when nothing else waits: what is typed or painted goes before
        self._timer.timeout.connect(self._step)

    @property
    def busy(self) -> bool:
        """Whether something remains to be done."""
        return self._pieces is not None

    def start(self, pieces: Iterator[None]) -> None:
        """Begin with other work; what remains of the present one is left out."""
        self._pieces = pieces
        self._timer.start()

    def stop(self) -> None:
        """Leave out what remains."""
        self._pieces = None
        self._timer.stop()

    def finish(self) -> None:
        """Do all that remains at once."""
        while self._pieces is not None:
            self._step()

    def _step(self) -> None:
        """Do one piece; work that fails is over."""
        pieces = self._pieces
        if pieces is None:
            return
        goes_on = False
        try:
            goes_on = next(pieces, _OVER) is not _OVER
        finally:
            if not goes_on and pieces is self._pieces:
                self.stop()
