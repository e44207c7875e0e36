"""All that can be set at the workstation; everything takes effect at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QWidget,
)

from posture_app.gui.cloud.settings import ServicesList
from posture_app.gui.pages.logo_field import LogoField
from posture_app.gui.pages.parts import Page, card, column, padded, row, wrapped
from posture_app.gui.texts import per_cent
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.button import Button
from posture_app.services.assessing.assess import Precision
from posture_app.services.settings import INACTIVITY_S, MOST_YEARS, RESOLUTIONS, ROTATIONS
from posture_app.services.wording import LANGUAGES

if TYPE_CHECKING:
    from posture_app.gui.studio import Studio

DEMO = "demo"


class SettingsPage(Page):
    """Shows the preferences and changes them through the studio."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._listeners: list[Callable[[], None]] = []
        self.fields: dict[str, QWidget] = {}
        inside = QWidget()
        inside.setMaximumWidth(1240)
        body = column(inside, 20, (28, 28, 28, 28))
        body.addWidget(text_label(self.tr("Settings"), Type.TITLE))
        halves = row(gap=20)
        left, right = column(gap=20), column(gap=20)
        left.addWidget(self._looks())
        left.addWidget(self._report())
        left.addWidget(self._records())
        if studio.equipment.cloud is not None:
            left.addWidget(self._services())
        left.addStretch(1)
        right.addWidget(self._camera())
        right.addWidget(self._measuring())
        right.addWidget(self._kiosk())
        right.addStretch(1)
        halves.addLayout(left, 1)
        halves.addLayout(right, 1)
        body.addLayout(halves)
        body.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column(self, 0).addWidget(scroll)
        studio.preferences_changed.connect(self._refresh)

    # -- the cards -----------------------------------------------------------------------------------

    def _looks(self) -> QFrame:
        frame, grid = self._card(self.tr("Language and looks"))
        languages = [(one.name, code) for code, one in LANGUAGES.items()]
        self._choice(grid, "language", self.tr("Language"), languages)
        profiles = [
            (self.tr("Clinical: for professionals"), "clinical"),
            (self.tr("Wellness: in everyday words"), "wellness"),
        ]
        self._choice(grid, "profile", self.tr("Wording"), profiles)
        schemes = [
            (self.tr("Light"), "light"),
            (self.tr("Dark"), "dark"),
            (self.tr("High contrast"), "contrast"),
        ]
        self._choice(grid, "scheme", self.tr("Colours"), schemes)
        scales = [(per_cent(one), one) for one in (1.0, 1.25, 1.5, 1.75, 2.0)]
        self._choice(grid, "text_scale", self.tr("Text size"), scales)
        self._switch(grid, "reduce_motion", self.tr("Less movement on the screen"))
        self._switch(grid, "voice", self.tr("Say instructions aloud"))
        welcome = Button(self.tr("Show the welcome again"), icon="hand")
        welcome.clicked.connect(lambda: self.wanted.emit("page.welcome"))
        grid.addWidget(welcome, grid.rowCount(), 0, 1, 2)
        return frame

    def _camera(self) -> QFrame:
        frame, grid = self._card(self.tr("Camera"))
        cameras = [(self.tr("First camera found"), "")]
        cameras += [(one.name, one.id) for one in self.studio.equipment.cameras()]
        cameras.append((self.tr("Demonstration"), DEMO))
        known = {value for _, value in cameras}
        if self.studio.preferences.camera not in known:
            cameras.append((self.studio.preferences.camera, self.studio.preferences.camera))
        self._choice(grid, "camera", self.tr("Camera"), cameras)
        sizes = [(one.replace("x", " × "), one) for one in RESOLUTIONS]
        self._choice(grid, "resolution", self.tr("Picture size"), sizes)
        turns = [(self.tr("{degrees}° clockwise").format(degrees=one), one) for one in ROTATIONS]
        turns[0] = (self.tr("Upright as it is"), 0)
        self._choice(grid, "rotation", self.tr("Turned by"), turns)
        self._switch(grid, "mirrored", self.tr("Show the live picture as a mirror"))
        self._switch(grid, "hands_free", self.tr("Hands free: count down by itself"))
        self._count(grid, "burst", self.tr("Pictures in a burst"), 1, 60)
        self._level(grid)
        room = Button(self.tr("Camera and room"), icon="ruler")
        room.clicked.connect(lambda: self.wanted.emit("page.camera"))
        grid.addWidget(room, grid.rowCount(), 0, 1, 2)
        return frame

    def _measuring(self) -> QFrame:
        frame, grid = self._card(self.tr("Measuring"))
        self._choice(grid, "repeats", self.tr("Precision"), self._precisions())
        corrections = [(self.tr("None"), ""), *((name, name) for name in self.studio.corrections)]
        self._choice(grid, "corrections", self.tr("Corrections"), corrections)
        stickers = [
            (self.tr("Red, green, or blue"), "any"),
            (self.tr("Red only"), "red"),
            (self.tr("Green only"), "green"),
            (self.tr("Blue only"), "blue"),
            (self.tr("Not looked for"), "off"),
        ]
        self._choice(grid, "stickers", self.tr("Stickers on bony points"), stickers)
        self._path(grid, "norms", self.tr("Norm set"), self.tr("As shipped"), self.tr("Norm sets (*.json)"))
        models = self.tr("Pose models (*.task)")
        self._path(grid, "model", self.tr("Pose model"), self.tr("As shipped"), models)
        room = Button(self.tr("How well values repeat in this room"), icon="ruler")
        room.clicked.connect(lambda: self.wanted.emit("page.repeatability"))
        grid.addWidget(room, grid.rowCount(), 0, 1, 2)
        at = grid.rowCount()
        about = self.tr("Another norm set or pose model is used from the next start on.")
        grid.addWidget(wrapped(about, Type.SMALL, "quiet"), at, 0, 1, 2)
        return frame

    def _precisions(self) -> list[tuple[str, object]]:
        names = {
            Precision.FAST: self.tr("Fast: {looks} looks"),
            Precision.STANDARD: self.tr("Standard: {looks} looks"),
            Precision.PRECISE: self.tr("Precise: {looks} looks"),
        }
        options: list[tuple[str, object]] = [
            (said.format(looks=one.looks), one.looks) for one, said in names.items()
        ]
        own = self.studio.preferences.repeats
        if own not in {one.looks for one in Precision}:
            options.append((self.tr("{looks} looks").format(looks=own), own))
        return options

    def _report(self) -> QFrame:
        frame, grid = self._card(self.tr("Report"))
        field = self._field(grid, "clinic", self.tr("Clinic"), QLineEdit())
        field.setPlaceholderText(self.tr("As it will stand on the report"))

        def show() -> None:
            field.setText(self.studio.preferences.clinic)

        show()
        self._listeners.append(show)
        field.editingFinished.connect(lambda: self.studio.prefer(clinic=field.text().strip()))
        if self.studio.equipment.logos is not None:
            logo = LogoField(self.studio)
            self._listeners.append(logo.follow)
            self._place(grid, "logo", self.tr("Logo"), logo)
        self._path(grid, "storage", self.tr("Folder for results"), self.tr("Ask every time"), "")
        return frame

    def _records(self) -> QFrame:
        frame, grid = self._card(self.tr("Records"))
        self._count(grid, "lock_after_min", self.tr("Lock by themselves after so many minutes"), 1, 120)
        years = self.tr("Review who was last here so many years ago")
        self._count(grid, "retention_years", years, 1, MOST_YEARS)
        often = [
            (self.tr("At every opening"), 0),
            (self.tr("Every day"), 24),
            (self.tr("Every 3 days"), 72),
            (self.tr("Every week"), 168),
        ]
        own = self.studio.preferences.backup_every_h
        if own not in {hours for _, hours in often}:
            often.append((self.tr("Every {hours} hours").format(hours=own), own))
        self._choice(grid, "backup_every_h", self.tr("Back up by themselves"), often)
        self._count(grid, "backups_kept", self.tr("Backups that stay"), 2, 365)
        by_face = self.tr("Recognise returning people who agree to it by their face")
        self._switch(grid, "face_check_in", by_face)
        page = Button(self.tr("Patients' records"), icon="hard-drive")
        page.clicked.connect(lambda: self.wanted.emit("page.records"))
        grid.addWidget(page, grid.rowCount(), 0, 1, 2)
        return frame

    def _kiosk(self) -> QFrame:
        frame, grid = self._card(self.tr("Kiosk"))
        self._path(grid, "kiosk_folder", self.tr("Folder for its reports"), self.tr("As for results"), "")
        self._switch(grid, "kiosk_print", self.tr("Offer to print the report"))
        self._count(grid, "inactivity_s", self.tr("Clear by itself after so many seconds"), *INACTIVITY_S)
        forget = Button(self.tr("Forget the PIN"), icon="lock")
        forget.clicked.connect(lambda: self.studio.prefer(pin=""))

        def show() -> None:
            forget.setEnabled(bool(self.studio.preferences.pin))

        show()
        self._listeners.append(show)
        self.fields["pin"] = forget
        grid.addWidget(forget, grid.rowCount(), 0, 1, 2)
        about = self.tr("Without a PIN the staff choose one at the kiosk's next start.")
        grid.addWidget(wrapped(about, Type.SMALL, "quiet"), grid.rowCount(), 0, 1, 2)
        return frame

    def _services(self) -> QFrame:
        frame, grid = self._card(self.tr("Services elsewhere"))
        self._switch(grid, "cloud", self.tr("Photographs may be sent"))
        self._switch(grid, "blur_heads", self.tr("Make heads unrecognisable"))
        about = self.tr(
            "Photographs leave this machine only with a patient's consent, and after a list has shown exactly"
            " what leaves. Keys are kept in the system's keyring."
        )
        grid.addWidget(wrapped(about, Type.SMALL, "quiet"), grid.rowCount(), 0, 1, 2)
        self.services = ServicesList(self.studio)
        self.services.trouble.connect(self.trouble)
        self.services.said.connect(self.said)
        self._listeners.append(self.services.refresh)
        grid.addWidget(self.services, grid.rowCount(), 0, 1, 2)
        return frame

    # -- the fields ----------------------------------------------------------------------------------

    def _card(self, title: str) -> tuple[QFrame, QGridLayout]:
        frame, body = card(14, 22)
        body.addWidget(text_label(title, Type.SECTION))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        body.addLayout(grid)
        return frame, grid

    def _field(self, grid: QGridLayout, name: str, text: str, field: QLineEdit) -> QLineEdit:
        self._place(grid, name, text, field)
        return field

    def _place(
        self, grid: QGridLayout, name: str, text: str, field: QWidget, shown: QWidget | None = None
    ) -> None:
        at = grid.rowCount()
        label = text_label(text, Type.BODY)
        label.setBuddy(field)
        field.setAccessibleName(text)
        grid.addWidget(label, at, 0)
        grid.addWidget(shown or field, at, 1)
        self.fields[name] = field

    def _choice(self, grid: QGridLayout, name: str, text: str, options: Sequence[tuple[str, object]]) -> None:
        box = QComboBox()
        for said, value in options:
            box.addItem(said, value)

        def show() -> None:
            box.setCurrentIndex(max(0, box.findData(getattr(self.studio.preferences, name))))

        show()
        box.activated.connect(lambda index: self.studio.prefer(**{name: box.itemData(index)}))
        self._listeners.append(show)
        self._place(grid, name, text, box)

    def _switch(self, grid: QGridLayout, name: str, text: str) -> None:
        box = QCheckBox(text)

        def show() -> None:
            box.setChecked(bool(getattr(self.studio.preferences, name)))

        show()
        box.clicked.connect(lambda on: self.studio.prefer(**{name: on}))
        self._listeners.append(show)
        self.fields[name] = box
        grid.addWidget(box, grid.rowCount(), 0, 1, 2)

    def _count(self, grid: QGridLayout, name: str, text: str, least: int, most: int) -> None:
        box = QSpinBox()
        box.setRange(least, most)
        box.setKeyboardTracking(False)
        padded(box)

        def show() -> None:
            box.setValue(getattr(self.studio.preferences, name))

        show()
        box.valueChanged.connect(lambda value: self.studio.prefer(**{name: value}))
        self._listeners.append(show)
        self._place(grid, name, text, box)

    def _level(self, grid: QGridLayout) -> None:
        known, box = QCheckBox(self.tr("Somebody measured how the camera leans")), QDoubleSpinBox()
        box.setRange(-45.0, 45.0)
        box.setDecimals(1)
        box.setSingleStep(0.1)
        box.setSuffix("°")
        box.setKeyboardTracking(False)
        padded(box)

        def show() -> None:
            level = self.studio.preferences.level_deg
            known.setChecked(level is not None)
            box.setEnabled(level is not None)
            box.blockSignals(True)
            box.setValue(level or 0.0)
            box.blockSignals(False)

        show()
        known.clicked.connect(lambda on: self.studio.prefer(level_deg=box.value() if on else None))
        box.valueChanged.connect(lambda value: self.studio.prefer(level_deg=value))
        self._listeners.append(show)
        grid.addWidget(known, grid.rowCount(), 0, 1, 2)
        self.fields["level_known"] = known
        self._place(grid, "level_deg", self.tr("Camera leans by"), box)

    def _path(self, grid: QGridLayout, name: str, text: str, empty: str, files: str) -> None:
        """Make a row for a file, or with no `files` for a folder."""
        field, holder = QLineEdit(), QWidget()
        field.setReadOnly(True)
        field.setPlaceholderText(empty)
        choose = Button(icon="ellipsis", name=self.tr("Choose: {what}").format(what=text))
        clear = Button(icon="x", kind="quiet", name=self.tr("{what}: none").format(what=text))
        inside = row(holder, 6)
        inside.addWidget(field, 1)
        inside.addWidget(choose)
        inside.addWidget(clear)

        def show() -> None:
            path = str(getattr(self.studio.preferences, name))
            field.setText(path)
            clear.setEnabled(bool(path))

        show()
        choose.clicked.connect(partial(self._ask, name, text, files))
        clear.clicked.connect(lambda: self.studio.prefer(**{name: ""}))
        self._listeners.append(show)
        self._place(grid, name, text, field, holder)

    def _ask(self, name: str, text: str, files: str) -> None:
        now = str(getattr(self.studio.preferences, name))
        if files:
            path, _ = QFileDialog.getOpenFileName(self, text, now, files)
        else:
            path = QFileDialog.getExistingDirectory(self, text, now)
        if path:
            self.studio.prefer(**{name: path})

    def _refresh(self) -> None:
        for show in self._listeners:
            show()
