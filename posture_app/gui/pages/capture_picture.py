"""The live picture of the workstation: who is seen, where to stand, and how level the camera is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt

from posture_app.gui.camera.live_overlay import skeleton, target, target_about
from posture_app.gui.images import to_qimage
from posture_app.gui.pages.parts import column, row
from posture_app.gui.texts import number
from posture_app.gui.widgets.photo_view import PhotoView
from posture_app.gui.widgets.pill import Pill
from posture_app.services.capture.flow import Phase

if TYPE_CHECKING:
    from posture_app.domain.keypoints import Person
    from posture_app.gui.studio import Studio
    from posture_app.services.capture.flow import CaptureState
    from posture_app.services.capture.live import Sighting
    from posture_app.services.ports import Frame

PORTRAIT = 9.0 / 16.0
"""What is shown of a landscape picture: the part in which a person stands."""


class LivePicture(PhotoView):
    """Shows the camera's frames with the skeleton of who is seen and the outline to fill."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._sighting: Sighting | None = None
        self._stands_well: Person | None = None
        self._target_for: tuple[object, ...] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.set_zoomable(False)
        self.set_radius(14)
        self.setAccessibleName(self.tr("Live picture"))
        self._add_pills()

    def _add_pills(self) -> None:
        self.level, self._mirror = Pill(), Pill("refresh-cw", self.tr("Mirrored"))
        rows = column(self, 0, (14, 14, 14, 14))
        top = row(gap=8)
        top.addWidget(self.level)
        top.addStretch(1)
        top.addWidget(self._mirror)
        rows.addLayout(top)
        rows.addStretch(1)
        self._mirror.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.level.make_clickable(self.tr("Camera and room: how level the camera is"))

    def keep(self, sighting: Sighting) -> None:
        """Show it with the next frame, a thirtieth of a second later: each picture is painted once."""
        self._sighting = sighting

    def show_frame(self, frame: Frame, state: CaptureState) -> None:
        """Show a picture, who was seen last, and where to stand."""
        self._show_sighting()
        self.show_photo(to_qimage(frame.rgb))
        self._show_place(frame.width, frame.height, state)

    def show_nothing(self) -> None:
        """Forget picture and person."""
        self.show_photo(None)
        self.show_overlay(None)
        self.place_anew()

    def place_anew(self) -> None:
        """Lay the outline out anew with the next frame."""
        self._target_for = None

    def show_preferences(self) -> None:
        """Take over mirroring, and where the level comes from."""
        preferences, room = self._studio.preferences, self._studio.room
        self.set_mirrored(preferences.mirrored)
        self._mirror.setVisible(preferences.mirrored)
        level = preferences.level_deg
        if level is None and room is not None:
            said = self.tr("Level {level}°").format(level=number(room.level.roll_deg, 1))
            self.level.say("ruler", said, self.tr("(remembered)"))
        elif level is None:
            self.level.say("ruler", self.tr("Level found in the picture"))
        else:
            self.level.say("ruler", self.tr("Level {level}°").format(level=number(level, 1)))

    def _show_place(self, width: int, height: int, state: CaptureState) -> None:
        """Show where to stand; whoever stands well is outlined where he stands."""
        reached = state.phase is not Phase.SEEKING
        person = self._stands_well if reached else None
        wanted = (state.view, state.side, width, height, self.size(), person)
        if wanted == self._target_for:
            return
        self._target_for = wanted
        if width > height * PORTRAIT * 1.05:
            shown = min(float(width), height * self.width() / max(1, self.height()))
            self.set_region(QRectF((width - shown) / 2, 0, shown, height), cover=True)
        else:
            self.set_region(None)
        if person is None:
            self.show_target(target(state.view, state.side, width, height), reached)
        else:
            self.show_target(target_about(person, state.view, state.side, width, height), reached)

    def _show_sighting(self) -> None:
        sighting, self._sighting = self._sighting, None
        if sighting is None:
            return
        person = sighting.person
        self.show_overlay(None if person is None else skeleton(person, sighting.facing))
        self._stands_well = None if sighting.reasons else person
        cut = {reason.code for reason in sighting.reasons}
        edges = [Qt.Edge.BottomEdge] if "feet_cut_off" in cut else []
        edges += [Qt.Edge.TopEdge] if "head_cut_off" in cut else []
        self.show_alarm(frozenset(edges))
