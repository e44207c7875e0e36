"""Starts the desktop application: the window is up first, the models load behind it."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from posture_app.gui.icons import logo_pixmap
from posture_app.gui.pauses import keep_for_good, kept_for_good, share_fairly
from posture_app.gui.screen import open_screen
from posture_app.gui.signal_wakeup import wake_for_signals
from posture_app.gui.studio import Equipment, Studio
from posture_app.gui.tasks import NetworkTasks, Tasks
from posture_app.gui.texts import install_language
from posture_app.gui.theme import apply_theme, dressed_once
from posture_app.services.wording import Words

if TYPE_CHECKING:
    from posture_app.services.settings import Preferences

CRASH_CODE = 1
_SCHEMES = {"contrast": "high_contrast"}


@dataclass(frozen=True, slots=True)
class DesktopArguments:
    """How the application is started.

    Attributes
    ----------
    output : where the autopilot writes; None without it.
    log_folder : where a crash is written down.
    welcome : whether the workstation begins with the welcome.
    """

    kiosk: bool
    autopilot: bool
    output: Path | None
    log_folder: Path
    welcome: bool = False


def run_desktop(
    equipment: Equipment,
    preferences: Preferences,
    bad_preferences: Sequence[str],
    arguments: DesktopArguments,
) -> int:
    """Show the window until it is closed; give the exit code."""
    app = open_screen(Words(preferences.language).problem)
    share_fairly()
    app.setApplicationName("posture-app")
    app.setApplicationDisplayName("")
    install_language(preferences.language)
    scheme = _SCHEMES.get(preferences.scheme, preferences.scheme)
    apply_theme(app, scheme, preferences.text_scale, motion=not preferences.reduce_motion)
    app.setWindowIcon(QIcon(logo_pixmap(64)))
    poses, jobs, records = Tasks(name="poses"), Tasks(name="jobs"), Tasks(name="records")
    desk = replace(equipment.desk, make_eyes=kept_for_good(equipment.desk.make_eyes))
    studio = Studio(replace(equipment, desk=desk), preferences, poses, jobs, records, lambda: NetworkTasks())
    crash = CrashReporter(arguments.log_folder, quiet=arguments.autopilot)
    restore = crash.install()
    window = _window(app, studio, bad_preferences, arguments)
    crash.window = window
    keep_for_good()
    wakeup = wake_for_signals()
    try:
        return app.exec()
    finally:
        if wakeup is not None:
            wakeup.close()
        restore()
        studio.filing.keep_at_the_end()
        window.close()
        studio.close()
        window.deleteLater()
        app.sendPostedEvents(None, 0)


def _window(
    app: QApplication, studio: Studio, bad_preferences: Sequence[str], arguments: DesktopArguments
) -> QWidget:
    if arguments.kiosk:
        return _kiosk(studio, arguments)
    from posture_app.gui.workstation.window import MainWindow

    with dressed_once(app):
        window = MainWindow(studio, bad_preferences)
        window.resize(1280, 800)
        if arguments.welcome:
            window.guide.begin()
    window.show()
    if arguments.autopilot and arguments.output is not None:
        from posture_app.gui.workstation.autopilot import Autopilot

        QTimer.singleShot(0, window, Autopilot(studio, window, arguments.output).start)
    return window


def _kiosk(studio: Studio, arguments: DesktopArguments) -> QWidget:
    from posture_app.gui.kiosk.window import KioskWindow

    def walked(code: int, sentence: str) -> None:
        if sentence and sys.stderr is not None:
            print(sentence, file=sys.stderr)
        QApplication.exit(code)

    kiosk = KioskWindow(studio, QApplication.quit)
    kiosk.open()
    if arguments.autopilot and arguments.output is not None:
        kiosk.walk(arguments.output, walked)
    return kiosk


# --- what should never happen ---------------------------------------------------------------------


class CrashReporter(QObject):
    """Writes down where the program broke, without any value that was in it, and says so in a sentence."""

    _broke = Signal(str)

    def __init__(self, folder: Path, *, quiet: bool = False) -> None:
        super().__init__()
        self._folder, self._quiet = folder, quiet
        self._shown = False
        self.window: QWidget | None = None
        self._broke.connect(self._say, Qt.ConnectionType.QueuedConnection)

    def install(self) -> Callable[[], None]:
        """Catch what nobody else caught, on every thread; give what undoes it."""
        before, before_thread = sys.excepthook, threading.excepthook

        def in_thread(args: threading.ExceptHookArgs) -> None:
            if args.exc_value is not None:
                self.write(args.exc_type, args.exc_value, args.exc_traceback)

        def restore() -> None:
            sys.excepthook, threading.excepthook = before, before_thread

        sys.excepthook, threading.excepthook = self.write, in_thread
        return restore

    def write(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Write one crash down: files, lines, and the kind of error; no message, for it may hold a name."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.exit(CRASH_CODE)
            return
        now = datetime.now(timezone.utc)
        text = f"{now:%Y-%m-%d %H:%M:%S} UTC\n{described(error, trace)}\n"
        path = self._folder / f"crash-{now:%Y%m%d-%H%M%S}.log"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as log:
                log.write(text)
        except OSError:
            pass
        if sys.stderr is not None:
            print(text, file=sys.stderr)
        self._broke.emit(str(path))

    def _say(self, path: str) -> None:
        if self._quiet:
            QApplication.exit(CRASH_CODE)
            return
        if self._shown:
            return
        self._shown = True
        box = QMessageBox(self.window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(self.tr("Something went wrong inside the program."))
        about = self.tr(
            "You can go on, but save your report soon and start the program again. What happened is written"
            " down without anybody's data in {file}."
        )
        box.setInformativeText(about.format(file=path))
        box.exec()
        box.deleteLater()
        self._shown = False


def described(error: BaseException, trace: TracebackType | None) -> str:
    """Give where an error came from: files by their last three parts, functions, lines; no values.

    What it was caused by comes first, in the same form.
    """
    before = error.__cause__ or error.__context__
    first = [described(before, before.__traceback__), "led to"] if before is not None else []
    lines = [
        f"  {'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]
    return "\n".join([*first, *lines, type(error).__name__])
