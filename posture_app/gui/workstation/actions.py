"""Everything that can be done, as one table: menus, the rail, shortcuts, and the palette are made from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from posture_app.gui.icons import icon
from posture_app.gui.noop import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class ActionInfo:
    """One thing that can be done.

    Attributes
    ----------
    key : what the program calls it; ``page.<name>`` goes to a page.
    text : its English text, translated when shown.
    shortcut : in Qt's portable form; several separated by "; ", empty for none.
    icon : name of an icon, empty for none.
    menu : in which menu it stands.
    """

    key: str
    text: str
    shortcut: str = ""
    icon: str = ""
    menu: str = ""


_FILE = QT_TRANSLATE_NOOP("Actions", "&File")
_EDIT = QT_TRANSLATE_NOOP("Actions", "&Edit")
_CAPTURE = QT_TRANSLATE_NOOP("Actions", "&Capture")
_GO = QT_TRANSLATE_NOOP("Actions", "&Go")
_VIEW = QT_TRANSLATE_NOOP("Actions", "&View")

ACTIONS = (
    ActionInfo("person.new", QT_TRANSLATE_NOOP("Actions", "New person"), "Ctrl+N", "users", _FILE),
    ActionInfo("photo.open", QT_TRANSLATE_NOOP("Actions", "Open photographs…"), "Ctrl+O", "image", _FILE),
    ActionInfo("photo.paste", QT_TRANSLATE_NOOP("Actions", "Paste a photograph"), "Ctrl+V", "image", _FILE),
    ActionInfo("demo", QT_TRANSLATE_NOOP("Actions", "Try the demonstration"), "", "person-standing", _FILE),
    ActionInfo("report.save", QT_TRANSLATE_NOOP("Actions", "Save the report…"), "Ctrl+S", "file-text", _FILE),
    ActionInfo("report.print", QT_TRANSLATE_NOOP("Actions", "Print the report…"), "Ctrl+P", "printer", _FILE),
    ActionInfo(
        "records.file", QT_TRANSLATE_NOOP("Actions", "Save to records"), "Ctrl+Shift+S", "hard-drive", _FILE
    ),
    ActionInfo(
        "records.import", QT_TRANSLATE_NOOP("Actions", "Bring in an archive…"), "", "arrow-down", _FILE
    ),
    ActionInfo(
        "records.lock", QT_TRANSLATE_NOOP("Actions", "Lock the records"), "Ctrl+Shift+L", "lock", _FILE
    ),
    ActionInfo("quit", QT_TRANSLATE_NOOP("Actions", "Quit"), "Ctrl+Q", "x", _FILE),
    ActionInfo("edit.undo", QT_TRANSLATE_NOOP("Actions", "Undo"), "Ctrl+Z", "undo-2", _EDIT),
    ActionInfo("edit.redo", QT_TRANSLATE_NOOP("Actions", "Redo"), "Ctrl+Shift+Z; Ctrl+Y", "redo-2", _EDIT),
    ActionInfo(
        "edit.reset",
        QT_TRANSLATE_NOOP("Actions", "Give the point back to the program"),
        "Ctrl+R",
        "rotate-ccw",
        _EDIT,
    ),
    ActionInfo(
        "edit.stickers", QT_TRANSLATE_NOOP("Actions", "Look for stickers"), "Ctrl+T", "circle-check", _EDIT
    ),
    ActionInfo(
        "capture.shutter", QT_TRANSLATE_NOOP("Actions", "Take the picture now"), "F9", "camera", _CAPTURE
    ),
    ActionInfo(
        "capture.hands_free", QT_TRANSLATE_NOOP("Actions", "Hands-free on or off"), "F8", "timer", _CAPTURE
    ),
    ActionInfo("capture.skip", QT_TRANSLATE_NOOP("Actions", "Leave this view out"), "", "minus", _CAPTURE),
    ActionInfo(
        "capture.retake", QT_TRANSLATE_NOOP("Actions", "Take this view anew"), "F7", "refresh-cw", _CAPTURE
    ),
    ActionInfo("voice", QT_TRANSLATE_NOOP("Actions", "Voice on or off"), "F6", "volume-2", _CAPTURE),
    ActionInfo("page.records", QT_TRANSLATE_NOOP("Actions", "Records"), "Ctrl+0", "hard-drive", _GO),
    ActionInfo("page.patient", QT_TRANSLATE_NOOP("Actions", "Patient"), "Ctrl+1", "users", _GO),
    ActionInfo("page.capture", QT_TRANSLATE_NOOP("Actions", "Capture"), "Ctrl+2", "camera", _GO),
    ActionInfo("page.review", QT_TRANSLATE_NOOP("Actions", "Review"), "Ctrl+3", "scan-line", _GO),
    ActionInfo("page.results", QT_TRANSLATE_NOOP("Actions", "Results"), "Ctrl+4", "clipboard-list", _GO),
    ActionInfo("page.report", QT_TRANSLATE_NOOP("Actions", "Report"), "Ctrl+5", "file-text", _GO),
    ActionInfo("page.compare", QT_TRANSLATE_NOOP("Actions", "Compare visits"), "Ctrl+8", "git-compare", _GO),
    ActionInfo("page.settings", QT_TRANSLATE_NOOP("Actions", "Settings"), "Ctrl+,", "settings", _GO),
    ActionInfo("page.repeatability", QT_TRANSLATE_NOOP("Actions", "Repeatability"), "Ctrl+6", "ruler", _GO),
    ActionInfo("page.camera", QT_TRANSLATE_NOOP("Actions", "Camera and room"), "Ctrl+7", "video", _GO),
    ActionInfo("view.scheme", QT_TRANSLATE_NOOP("Actions", "Light or dark"), "Ctrl+L", "layers-2", _VIEW),
    ActionInfo(
        "view.larger", QT_TRANSLATE_NOOP("Actions", "Larger text"), "Ctrl++; Ctrl+=", "a-large-small", _VIEW
    ),
    ActionInfo(
        "view.smaller", QT_TRANSLATE_NOOP("Actions", "Smaller text"), "Ctrl+-", "a-large-small", _VIEW
    ),
    ActionInfo("view.full", QT_TRANSLATE_NOOP("Actions", "Full screen"), "F11", "maximize", _VIEW),
    ActionInfo("page.manual", QT_TRANSLATE_NOOP("Actions", "Manual"), "F1", "info", _VIEW),
    ActionInfo("page.welcome", QT_TRANSLATE_NOOP("Actions", "Show the welcome again"), "", "hand", _VIEW),
    ActionInfo("palette", QT_TRANSLATE_NOOP("Actions", "Find an action…"), "Ctrl+K", "search", _VIEW),
)
"""Every action, in the order in which menus and the palette show them."""

RAIL = ("page.records", "page.patient", "page.capture", "page.review", "page.results", "page.report")
RAIL_BELOW = ("page.settings",)
OFF_THE_RAIL = {
    "page.compare": "page.records",
    "page.repeatability": "page.settings",
    "page.camera": "page.settings",
    "page.manual": "page.settings",
    "page.welcome": "page.settings",
}
"""Pages without an item on the rail, and the item from whose page they are reached."""


class UnknownActionError(LookupError):
    """No action has that key; the message names the nearest one."""

    def __init__(self, key: str, known: Iterable[str]) -> None:
        near = get_close_matches(key, list(known), n=1)
        super().__init__(f"there is no action {key!r}" + (f"; did you mean {near[0]!r}?" if near else ""))


def action_text(info: ActionInfo) -> str:
    """Give an action's text in the reader's language."""
    return QCoreApplication.translate("Actions", info.text)


def shortcut_text(info: ActionInfo) -> str:
    """Give an action's first shortcut as this system writes it."""
    first = info.shortcut.split("; ")[0]
    return QKeySequence(first).toString(QKeySequence.SequenceFormat.NativeText)


class Actions(QObject):
    """The table come alive: one QAction a line, all on one window."""

    wanted = Signal(str)
    """The key of an action that somebody wants done."""

    def __init__(self, window: QWidget, table: Iterable[ActionInfo] = ACTIONS) -> None:
        super().__init__(window)
        self.table = tuple(table)
        self._actions: dict[str, QAction] = {}
        for info in self.table:
            action = QAction(window)
            if info.shortcut:
                action.setShortcuts([QKeySequence(one) for one in info.shortcut.split("; ")])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.triggered.connect(partial(self.wanted.emit, info.key))
            window.addAction(action)
            self._actions[info.key] = action
        self.retranslate()

    def info(self, key: str) -> ActionInfo:
        """Give the line of the table."""
        for info in self.table:
            if info.key == key:
                return info
        raise UnknownActionError(key, (one.key for one in self.table))

    def action(self, key: str) -> QAction:
        """Give the living action."""
        return self._actions[self.info(key).key]

    def retranslate(self) -> None:
        """Write all texts anew, and the icons in the theme's colour."""
        for info in self.table:
            action = self._actions[info.key]
            action.setText(action_text(info))
            if info.icon:
                action.setIcon(icon(info.icon))

    def fill(self, menu: QMenu) -> None:
        """Make the menus, each a part of one."""
        menu.clear()
        parts: dict[str, QMenu] = {}
        for info in self.table:
            if info.menu not in parts:
                parts[info.menu] = menu.addMenu(QCoreApplication.translate("Actions", info.menu))
            parts[info.menu].addAction(self._actions[info.key])

    def run(self, key: str, handlers: Mapping[str, Callable[[], object]]) -> None:
        """Do what an action stands for, if it can be done just now."""
        if self.action(key).isEnabled():
            handlers[key]()
