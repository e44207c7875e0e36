"""Leads through the welcome across the window's pages, and leaves no trace of the sample behind."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from posture_app.domain.people import Subject
from posture_app.gui.camera.camera_choice import DEMO
from posture_app.gui.manual.page import ManualPage
from posture_app.gui.welcome.page import WelcomePage
from posture_app.gui.welcome.strip import WelcomeStrip
from posture_app.gui.welcome.walk import WelcomeWalk

if TYPE_CHECKING:
    from posture_app.gui.studio import Studio
    from posture_app.gui.workstation.window import MainWindow
    from posture_app.services.assessing.session import Session

START_PAGE = "patient"


class WelcomeGuide(QObject):
    """Owns the walk; page and strip are made anew with the window's other pages."""

    def __init__(self, window: MainWindow, studio: Studio) -> None:
        super().__init__(window)
        self._window, self._studio = window, studio
        self.walk = WelcomeWalk(studio)
        self.walk.moved.connect(self.show_strip)
        self._sample: Session | None = None
        self.strip = WelcomeStrip()
        studio.session_changed.connect(self.show_strip)

    def make_page(self) -> WelcomePage:
        """Make the page."""
        page = WelcomePage(self._studio, self.walk)
        page.over.connect(self.end)
        page.sample_wanted.connect(self.begin_sample)
        page.chapter_wanted.connect(self._open_chapter)
        return page

    def make_strip(self) -> WelcomeStrip:
        """Make the strip."""
        self.strip = WelcomeStrip()
        self.strip.back_wanted.connect(partial(self._window.go, "welcome"))
        self.strip.report_wanted.connect(partial(self._window.run, "page.report"))
        self.strip.end_wanted.connect(self.end)
        return self.strip

    def show_strip(self) -> None:
        """Let the strip say what fits the page in sight."""
        has_photos = bool(self._studio.session.views)
        page, sampling = self._window.page_name, self.is_sampling
        self.strip.show_state(self.walk.state, page, sampling=sampling, has_photos=has_photos)

    @property
    def is_sampling(self) -> bool:
        """Tell whether what is here is the sample, and nothing that anybody could miss."""
        studio = self._studio
        played = studio.preferences.camera == DEMO and studio.filing.patient is None
        return played and studio.session is self._sample

    def takes_the_bar(self, page: str) -> bool:
        """Tell whether a page goes without the bar at the top: the live picture needs all the height."""
        return page == "welcome" or (page == "capture" and self.is_sampling)

    def begin(self) -> None:
        """Show the welcome from its beginning."""
        self._forget_sample()
        self.walk.begin()
        self._window.go("welcome")

    def begin_sample(self) -> None:
        """Begin an assessment of nobody, with the demonstration camera."""
        if not self._window.may_begin_anew():
            return
        self._studio.begin(Subject(name=self.tr("Sample person")))
        self._sample = self._studio.session
        self._window.run("demo")

    def end(self) -> None:
        """End it, wherever one is."""
        self._forget_sample()
        self._window.restore_camera()  # who has none yet may have one tomorrow
        self.walk.end()
        self._window.go(START_PAGE)
        self._window.say(self.tr("The welcome can be shown again from the settings."))

    def _forget_sample(self) -> None:
        if self.is_sampling:
            self._studio.begin(Subject())
        self._sample = None

    def _open_chapter(self, name: str) -> None:
        cast(ManualPage, self._window.pages["manual"]).choose(name)
        self._window.go("manual")
