"""A page that shows the session's state: filled when it comes to sight, and anew after a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_app.gui.pages.parts import Page

if TYPE_CHECKING:
    from posture_app.gui.studio import Studio


class StatePage(Page):
    """Out of sight it only notes that something has changed; `fill` is what shows the present state."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._in_sight, self._stale = False, True

    @property
    def in_sight(self) -> bool:
        """Whether this is the page that is shown."""
        return self._in_sight

    def enter(self) -> None:
        """Show the present state."""
        self._in_sight = True
        self.refresh()

    def leave(self) -> None:
        """Let it be filled later."""
        self._in_sight = False

    def changed(self, *_: object) -> None:
        """Show what has changed: at once in sight, or else when the page comes."""
        self._stale = True
        if self._in_sight:
            self.refresh()

    def refresh(self) -> None:
        """Fill the page, unless nothing has changed since."""
        if self._stale:
            self._stale = False
            self.fill()

    def fill(self) -> None:
        """Show the present state."""
