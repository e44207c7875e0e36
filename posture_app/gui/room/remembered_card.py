"""The card of what is remembered of the camera, with a way to forget it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from posture_app.gui.pages.parts import column, row, wrapped
from posture_app.gui.room.texts import day_text, level_text, source_text
from posture_app.gui.texts import number
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.button import Button

if TYPE_CHECKING:
    from posture_app.gui.studio import Studio
    from posture_app.services.room.calibrate import RoomCalibration


class RememberedCard(QFrame):
    """Shows the room's calibration as the studio holds it."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio = studio
        self.setProperty("ground", "card")
        self.title = text_label("", Type.CARD)
        self.about = wrapped("", Type.BODY, "quiet")
        self.forget_button = Button(self.tr("Forget"), "quiet", "x", small=True)
        texts = column(gap=4)
        texts.addWidget(self.title)
        texts.addWidget(self.about)
        across = row(gap=12)
        across.addLayout(texts, 1)
        across.addWidget(self.forget_button, 0, Qt.AlignmentFlag.AlignVCenter)
        column(self, 6, (16, 16, 16, 16)).addLayout(across)
        studio.room_changed.connect(self._show)
        studio.preferences_changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        room, typed = self.studio.room, self.studio.preferences.level_deg
        self.forget_button.setVisible(room is not None)
        if room is None:
            self.title.setText(self.tr("Nothing is remembered of this camera"))
            self.about.setText(self.tr("Every photograph is levelled by what it shows itself."))
        else:
            title = self.tr("Remembered since {day}: {level}")
            self.title.setText(title.format(day=day_text(room.on), level=level_text(room.level)))
            self.about.setText(self._facts(room))
        if typed is not None:
            note = self.tr("The settings give a level of {degrees}°, which goes before everything else.")
            self.about.setText(note.format(degrees=number(typed, 1)))

    def _facts(self, room: RoomCalibration) -> str:
        facts = [source_text(room.level.source)]
        if room.geometry.height_cm is not None:
            facts.append(self.tr("lens {cm} cm high").format(cm=number(room.geometry.height_cm)))
        if room.distance_cm is not None:
            facts.append(self.tr("{cm} cm from the wall").format(cm=number(room.distance_cm)))
        known = self.tr("lens measured: perspective is taken out")
        facts.append(known if room.lens_known else self.tr("lens not measured"))
        size = f"{room.mounting.width}\u00a0×\u00a0{room.mounting.height}"
        return " · ".join([*facts, size])
