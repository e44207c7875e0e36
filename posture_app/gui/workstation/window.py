"""The workstation: a rail of pages, the person at the top, and one place where trouble is explained."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QMainWindow,
    QMessageBox,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from posture_app.domain.errors import PostureError
from posture_app.domain.people import Subject
from posture_app.domain.views import View
from posture_app.gui.camera.capture_driver import CaptureDriver
from posture_app.gui.manual.page import ManualPage
from posture_app.gui.pages.capture_page import CapturePage
from posture_app.gui.pages.compare_page import ComparePage
from posture_app.gui.pages.parts import Page, RailButton, column, row, scheme_of
from posture_app.gui.pages.patient_page import PatientPage
from posture_app.gui.pages.report_page import ReportPage
from posture_app.gui.pages.results_page import ResultsPage
from posture_app.gui.pages.review_page import ReviewPage
from posture_app.gui.pages.settings_page import SettingsPage
from posture_app.gui.records.page import RecordsPage
from posture_app.gui.room.calibration_page import CalibrationPage
from posture_app.gui.room.repeatability_page import RepeatabilityPage
from posture_app.gui.texts import install_language
from posture_app.gui.theme import apply_theme, theme
from posture_app.gui.welcome.guide import WelcomeGuide
from posture_app.gui.widgets.banner import Banner
from posture_app.gui.widgets.toast import Toast
from posture_app.gui.workstation.actions import OFF_THE_RAIL, RAIL, RAIL_BELOW, Actions, action_text
from posture_app.gui.workstation.incoming import Incoming
from posture_app.gui.workstation.leaving import Leaving
from posture_app.gui.workstation.palette import Palette
from posture_app.gui.workstation.rail import Rail
from posture_app.gui.workstation.top_bar import TopBar
from posture_app.services.capture.flow import CaptureFlow, CaptureSettings, Phase
from posture_app.services.settings import SCHEMES, Preferences

if TYPE_CHECKING:
    from posture_app.gui.studio import Studio

STEPS = ("capture", "review", "results", "report")
CAMERA_PAGES = ("capture", "review")
"""Where the camera keeps running while views are missing: some take many seconds to open again."""
DEMO = "demo"
WIDE_PX = 1600
LARGEST_WITH_STEPS = 1.25
"""With larger text a narrow window has no room for the steps; the rail tells the same."""


class MainWindow(QMainWindow):
    """The workstation's window. Pages are made anew when language or looks change: they hold no state."""

    def __init__(self, studio: Studio, bad_preferences: Sequence[str] = ()) -> None:
        super().__init__()
        self.studio = studio
        self.driver = CaptureDriver(studio, self._new_flow())
        self.page_name = "patient"
        self._session = studio.session
        self._real_camera: str | None = None
        """The camera before the demonstration was asked for, to go back to."""
        self._seen = studio.preferences
        self._closed = self._camera_on = False
        self.pages: dict[str, Page] = {}
        self.setAcceptDrops(True)
        self.setMinimumSize(960, 640)
        self.actions_table = Actions(self)
        self.incoming = Incoming(self, studio, self._reviewed)
        self.incoming.came.connect(self._came)
        self.incoming.archive_came.connect(self._bring_in)
        self.incoming.trouble.connect(self.explain)
        self.incoming.said.connect(self.say)
        self.guide = WelcomeGuide(self, studio)
        self.handlers = self._handlers()
        self.actions_table.wanted.connect(self.run)
        self._build()
        self.leaving = Leaving(self, studio, self.say)
        self.driver.state_changed.connect(self._flow_moved)
        self.driver.refused.connect(self._refused)
        studio.session_changed.connect(self._session_moved)
        studio.records.unlocked.connect(self._update_actions)
        studio.records.unlocked.connect(self._show_person)
        studio.records.locked.connect(self._locked)
        studio.filing.failed.connect(self.explain)
        studio.measured.connect(self._update_actions)
        studio.preferences_changed.connect(self._preferences_moved)
        if bad_preferences:
            self._warn(self._bad_preferences(bad_preferences))

    # -- building ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setWindowTitle(self.tr("Posture assessment"))
        self.pages = {
            "records": RecordsPage(self.studio),
            "patient": PatientPage(self.studio),
            "capture": CapturePage(self.studio, self.driver),
            "review": ReviewPage(self.studio, self.driver),
            "results": ResultsPage(self.studio),
            "report": ReportPage(self.studio),
            "compare": ComparePage(self.studio),
            "settings": SettingsPage(self.studio),
            "repeatability": RepeatabilityPage(self.studio),
            "camera": CalibrationPage(self.studio),
            "manual": ManualPage(self.studio, self.studio.equipment.manual),
            "welcome": self.guide.make_page(),
        }
        central = QWidget()
        central.setProperty("ground", "page")
        across = row(central, 0)
        self._rail = Rail(self.actions_table)
        self._rail.wanted.connect(self.run)
        self.rail = self._rail.items
        across.addWidget(self._rail)
        main = column(gap=0)
        self.bar = TopBar([action_text(self.actions_table.info(f"page.{step}")) for step in STEPS])
        main.addWidget(self.bar)
        self.banner, self._banner_frame = Banner(), QWidget()
        column(self._banner_frame, 0, (20, 12, 20, 0)).addWidget(self.banner)
        self._banner_frame.hide()
        self.banner.remedied.connect(self.hush)
        main.addWidget(self._banner_frame)
        main.addWidget(self.guide.make_strip())
        self.stack = QStackedWidget()
        for page in self.pages.values():
            self.stack.addWidget(_scrollable(page))
            self.bar.add_header(page.header)
            page.wanted.connect(self.run)
            page.trouble.connect(self.explain)
            page.said.connect(self.say)
        cast(ResultsPage, self.pages["results"]).noted.connect(cast(ReportPage, self.pages["report"]).changed)
        main.addWidget(self.stack, 1)
        across.addLayout(main, 1)
        self.setCentralWidget(central)
        self.toast = Toast(central)
        self._show_person()
        self._show_page(self.page_name)

    # -- pages ---------------------------------------------------------------------------------------

    @property
    def page(self) -> Page:
        """The page in sight."""
        return self.pages[self.page_name]

    def go(self, name: str) -> None:
        """Show another page."""
        if name != self.page_name:
            self.page.leave()
            self._show_page(name)

    def _show_page(self, name: str) -> None:
        self.page_name = name
        page = self.pages[name]
        self._mind_the_camera()
        self.stack.setCurrentIndex(list(self.pages).index(name))
        for one in self.pages.values():
            one.header.setVisible(one is page)
        self._rail_item(name).setChecked(True)
        self._rail.setVisible(name != "welcome")
        self.bar.setHidden(self.guide.takes_the_bar(name))
        self._show_person()
        page.enter()
        self.guide.show_strip()
        self._update_actions()

    def _rail_item(self, name: str) -> RailButton:
        """Give the rail's item of a page, or of the page from which it is reached."""
        key = f"page.{name}"
        return self.rail[OFF_THE_RAIL.get(key, key)]

    def _mind_the_camera(self) -> None:
        """Run the camera on the capture page, and between views while some are missing."""
        done = self.driver.flow.state.phase is Phase.DONE
        if self.page_name == "capture":
            self._camera_on = True
            self.driver.start()
        elif self.page_name not in CAMERA_PAGES or done:
            self._camera_on = False
            self.driver.stop()

    def _update_actions(self, *_: object) -> None:
        session, table = self.studio.session, self.actions_table
        has_photos = bool(session.views)
        files = ("report.save", "report.print", "records.file")
        for key in ("page.review", "page.results", "page.report", *files):
            table.action(key).setEnabled(has_photos)
            if key in self.rail:
                self.rail[key].setEnabled(has_photos)
        table.action("records.lock").setEnabled(self.studio.records.is_open)
        table.action("records.import").setEnabled(self.studio.records.is_open)
        table.action("page.compare").setEnabled(self.studio.records.is_open)
        at_review, at_capture = self.page_name == "review", self.page_name == "capture"
        table.action("edit.undo").setEnabled(at_review and session.next_undo is not None)
        table.action("edit.redo").setEnabled(at_review and session.next_redo is not None)
        table.action("edit.reset").setEnabled(at_review)
        table.action("edit.stickers").setEnabled(at_review and self.studio.preferences.stickers != "off")
        table.action("capture.retake").setEnabled(at_review or at_capture)
        for key in ("capture.shutter", "capture.skip"):
            table.action(key).setEnabled(at_capture)
        self._show_steps()

    def _show_steps(self) -> None:
        now = STEPS.index(self.page_name) if self.page_name in STEPS else None
        has_photos = bool(self.studio.session.views)
        done = frozenset(range(now or 0)) if has_photos else frozenset[int]()
        self.bar.steps.show_steps(now, done)
        large = theme().text_scale > LARGEST_WITH_STEPS and self.width() < WIDE_PX
        self.bar.steps.setVisible(self.page_name in STEPS and not large)

    # -- actions -------------------------------------------------------------------------------------

    def run(self, key: str) -> None:
        """Do what an action of the table stands for."""
        self.actions_table.run(key, self.handlers)
        if key.startswith("page."):  # a rail item may have been pressed that leads nowhere yet
            self._rail_item(self.page_name).setChecked(True)

    def _handlers(self) -> Mapping[str, Callable[[], object]]:
        preferences = self.studio.prefer
        handlers: dict[str, Callable[[], object]] = {
            "person.new": self._new_person,
            "photo.open": self.incoming.ask,
            "photo.paste": self.incoming.paste,
            "demo": self._try_demo,
            "report.save": partial(self._on_report, "save"),
            "report.print": partial(self._on_report, "print_out"),
            "records.file": self._file,
            "records.lock": self.studio.records.lock,
            "records.import": self._ask_archive,
            "quit": self.close,
            "edit.undo": lambda: cast(ReviewPage, self.pages["review"]).undo(),
            "edit.redo": lambda: cast(ReviewPage, self.pages["review"]).redo(),
            "edit.reset": lambda: cast(ReviewPage, self.pages["review"]).reset_point(),
            "edit.stickers": lambda: cast(ReviewPage, self.pages["review"]).stickers.look(),
            "capture.shutter": self.driver.shutter,
            "capture.hands_free": lambda: preferences(hands_free=not self.studio.preferences.hands_free),
            "capture.skip": self.driver.skip,
            "capture.retake": self._retake,
            "voice": lambda: preferences(voice=not self.studio.preferences.voice),
            "view.scheme": self._next_scheme,
            "view.larger": partial(self._scale_text, +0.25),
            "view.smaller": partial(self._scale_text, -0.25),
            "view.full": lambda: self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen),
            "palette": self.open_palette,
        }
        for key in (*RAIL, *RAIL_BELOW, *OFF_THE_RAIL):
            handlers[key] = partial(self.go, key.removeprefix("page."))
        handlers["page.capture"] = self._to_capture
        handlers["page.welcome"] = self.guide.begin
        return handlers

    def open_palette(self) -> Palette:
        """Open the command palette over the upper middle of the window."""
        palette = Palette(self.actions_table, self)
        palette.move((self.width() - palette.width()) // 2, self.height() // 6)
        palette.show()
        palette.raise_()
        palette.field.setFocus()
        return palette

    def _on_report(self, what: str) -> None:
        self.go("report")
        getattr(self.pages["report"], what)()

    def _next_scheme(self) -> None:
        at = SCHEMES.index(self.studio.preferences.scheme)
        self.studio.prefer(scheme=SCHEMES[(at + 1) % len(SCHEMES)])

    def _scale_text(self, by: float) -> None:
        self.studio.prefer(text_scale=min(2.0, max(1.0, self.studio.preferences.text_scale + by)))

    # -- the person ----------------------------------------------------------------------------------

    def _new_person(self) -> None:
        if self.may_begin_anew():
            self.studio.begin(Subject())
            self.go("patient")

    def may_begin_anew(self) -> bool:
        """Ask whether the photographs that are here may be forgotten; without any nobody is asked."""
        return not self.studio.session.views or self._asked(
            self.tr("Begin with a new person?"),
            self.tr(
                "The photographs of this person will be forgotten. Save the report first if you need it."
            ),
            self.tr("Begin anew"),
        )

    def _asked(self, title: str, about: str, yes: str) -> bool:
        box = QMessageBox(self)
        box.setWindowTitle(self.windowTitle())
        box.setText(title)
        box.setInformativeText(about)
        accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        chosen = box.clickedButton() is accept
        box.deleteLater()
        return chosen

    def _show_person(self) -> None:
        self.bar.show_person(self.page_name, self.studio.session.subject, self.studio.records)

    def _session_moved(self) -> None:
        if self.studio.session is not self._session:
            self._session = self.studio.session
            self.incoming.views.clear()
            self._set_flow()
        self._show_person()
        self._update_actions()

    def _file(self) -> None:
        """File the present assessment under its patient, or ask whose it is."""
        filing = self.studio.filing
        if filing.patient is None or not self.studio.records.is_open:
            self.go("records")
            self.say(self.tr("Choose the patient whose photographs these are, then save them there."))
            return
        saved = self.tr("Saved to the records of {name}").format(
            name=filing.patient.name or filing.patient.code
        )
        filing.save(lambda _: self.say(saved), self.explain)

    def _locked(self) -> None:
        """Let nothing be read of a patient whose records are locked."""
        self.toast.forget()
        self.hush()
        gone = not self.studio.session.views and self.page_name in STEPS[1:]
        if gone or self.page_name == "compare":
            self.go("records")
        self._show_person()
        self._update_actions()

    # -- capture -------------------------------------------------------------------------------------

    def _new_flow(self) -> CaptureFlow:
        preferences = self.studio.preferences
        settings = CaptureSettings(burst=preferences.burst, hands_free=preferences.hands_free)
        return CaptureFlow(settings=settings)

    def _set_flow(self) -> None:
        self.driver.flow = self._new_flow()
        self.driver.state_changed.emit(self.driver.flow.state)

    def _to_capture(self) -> None:
        if self.page_name == "patient":
            self.restore_camera()
        self.go("capture")

    def restore_camera(self) -> None:
        """Go back to the camera before the demonstration was asked for."""
        camera, self._real_camera = self._real_camera, None
        if camera is not None and self.studio.preferences.camera == DEMO:
            self.studio.prefer(camera=camera)

    def _try_demo(self) -> None:
        if self.studio.preferences.camera != DEMO:
            self._real_camera = self.studio.preferences.camera
        self.page.leave()
        self.studio.prefer(camera=DEMO)
        self.go("capture")

    def _retake(self) -> None:
        view = self.driver.flow.state.view
        if self.page_name == "review":
            shown = cast(ReviewPage, self.pages["review"]).view
            view = View.SIDE if shown is View.SIDE2 else shown or view
        self.incoming.views.discard(view)
        self.driver.retake(view)
        self.go("capture")

    def _flow_moved(self, state: object) -> None:
        flow = self.driver.flow.state
        if flow.phase is Phase.SEEKING and flow.view in self.incoming.views:
            self.incoming.views.discard(flow.view)
            self.driver.skip()
            return
        if flow.phase is Phase.REVIEW and not self.driver.flow.hands_free and self.page_name == "capture":
            self.review(flow.view)
        elif flow.phase is Phase.DONE and self.page_name == "capture":
            self.review(self.studio.session.views[0] if self.studio.session.views else None)
        self._update_actions()

    def review(self, view: View | None) -> None:
        """Show a view's photograph for review."""
        if view is not None and view in self.studio.session.views:
            cast(ReviewPage, self.pages["review"]).show_view(view)
            self.go("review")

    def _refused(self, view: View, error: PostureError) -> None:
        error.facts.setdefault("view", view.value)
        self.explain(error)

    # -- photographs from elsewhere --------------------------------------------------------------------

    def _reviewed(self) -> View | None:
        return cast(ReviewPage, self.pages["review"]).view if self.page_name == "review" else None

    def _came(self, view: View) -> None:
        self.driver.state_changed.emit(self.driver.flow.state)
        self.hush()
        self.review(view)

    def _bring_in(self, archive: Path) -> None:
        self.go("records")
        cast(RecordsPage, self.pages["records"]).archives.bring_in(archive)

    def _ask_archive(self) -> None:
        self.go("records")
        cast(RecordsPage, self.pages["records"]).archives.ask()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome photographs and archives."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take dropped photographs and archives in."""
        self.incoming.take(event.mimeData())
        event.acceptProposedAction()

    # -- trouble, and sentences that pass by -----------------------------------------------------------

    def explain(self, error: PostureError) -> None:
        """Say what went wrong and what to do."""
        self.toast.hide()
        self.banner.say(self.studio.words.problem(error), self.tr("Close"))
        self._banner_frame.show()

    def _warn(self, sentence: str) -> None:
        self.banner.say(sentence, self.tr("Close"), "watch")
        self._banner_frame.show()

    def hush(self) -> None:
        """Take the sentence about trouble away."""
        self.banner.clear()
        self._banner_frame.hide()

    def say(self, sentence: str) -> None:
        """Say something that needs no answer."""
        self.toast.say(sentence, self.tr("Close"))

    def _bad_preferences(self, names: Sequence[str]) -> str:
        if "*" in names:
            return self.tr(
                "The settings could not be read, so all of them stand as they came. Set them anew."
            )
        text = self.tr("These settings made no sense and stand as they came: {names}.")
        return text.format(names=", ".join(names))

    # -- preferences ---------------------------------------------------------------------------------

    def _preferences_moved(self) -> None:
        old, new = self._seen, self.studio.preferences
        self._seen = new
        if new.camera == DEMO != old.camera and self.guide.walk.state.under_way:
            self._real_camera = old.camera
        if old.hands_free != new.hands_free:
            self.driver.set_hands_free(new.hands_free)
        if old.burst != new.burst:
            self._set_flow()
        if _camera_of(old) != _camera_of(new) and self._camera_on:
            self.driver.restart()
        if _looks_of(old) != _looks_of(new):
            QTimer.singleShot(0, self, self._rebuild)  # not while a control of the old pages is speaking

    def _rebuild(self) -> None:
        if self._closed:
            return
        preferences = self.studio.preferences
        app = cast(QApplication, QApplication.instance())
        install_language(preferences.language)
        apply_theme(
            app,
            scheme_of(preferences.scheme),
            preferences.text_scale,
            motion=not preferences.reduce_motion,
        )
        self.page.leave()
        shown = cast(ReviewPage, self.pages["review"]).view
        self.actions_table.retranslate()
        self._build()
        if shown is not None and shown in self.studio.session.views:
            cast(ReviewPage, self.pages["review"]).show_view(shown)

    # -- the window ----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the rail more room in a wide window."""
        super().resizeEvent(event)
        self._rail.set_wide(self.width() >= WIDE_PX)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of camera and workers; an assessment that nobody saved yet is asked about first."""
        if not self._closed and not self.leaving.may_leave():
            event.ignore()
            return
        if not self._closed:
            self._closed, self._camera_on = True, False
            self.page.leave()
            self.driver.stop()
            self.restore_camera()  # whoever only tried the demonstration has a camera the next time
            self.studio.close()
        event.accept()


def _scrollable(page: Page) -> QScrollArea:
    """Let a page be scrolled where large text or a small screen leaves it too little room."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    area.setWidget(page)
    return area


def _camera_of(preferences: Preferences) -> tuple[object, ...]:
    return preferences.camera, preferences.resolution, preferences.rotation


def _looks_of(preferences: Preferences) -> Preferences:
    """Give what decides about words and looks, all else equal."""
    plain = Preferences()
    names = ("language", "profile", "scheme", "text_scale", "reduce_motion")
    return replace(plain, **{name: getattr(preferences, name) for name in names})
