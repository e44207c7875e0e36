"""Looking a photograph over: every point can be moved, placed, or reset, and all is measured at once."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QWidget,
)

from posture_app.domain.keypoints import MODEL_LANDMARKS, OPPOSITE, VISIBLE_FROM, Landmark
from posture_app.domain.overlay.shapes import LabelText, mark_of
from posture_app.domain.stickers import expected_stickers, placeable_in
from posture_app.domain.views import ORDER, View
from posture_app.gui.pages.parts import card, column, give_way, row
from posture_app.gui.pages.results_page import LAYERS, about_body, layers_menu
from posture_app.gui.pages.review_parts import ViewThumb
from posture_app.gui.pages.review_point import PointCard
from posture_app.gui.pages.review_stickers import StickerReview
from posture_app.gui.pages.review_table import ReviewTable
from posture_app.gui.pages.state_page import StatePage
from posture_app.gui.spread import Spread
from posture_app.gui.texts import edit_name, landmark_name, per_cent, view_name
from posture_app.gui.theme import theme
from posture_app.gui.widgets.button import Button
from posture_app.gui.widgets.painter_overlay import LabelWords, Layer
from posture_app.gui.widgets.photo_marks import Handle
from posture_app.gui.widgets.photo_view import Mode, PhotoView
from posture_app.gui.widgets.pill import Pill
from posture_app.gui.widgets.result_card import split_value
from posture_app.gui.widgets.segment import Option, Segment
from posture_app.services.capture.flow import Phase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from posture_app.domain.findings import Finding
    from posture_app.domain.people import PhotoAnalysis
    from posture_app.gui.camera.capture_driver import CaptureDriver
    from posture_app.gui.studio import Studio
    from posture_app.services.assessing.session import Edit

NARROW_TABLE, WIDE_TABLE, WIDE_PX = 460, 540, 1360
_PHOTO_LEAST = 320
_MEASURED = ("EYE", "EAR", "SHOULDER", "HIP", "KNEE", "ANKLE")


class ReviewPage(StatePage):
    """Shows one view at a time; every edit goes through the session and comes back measured."""

    def __init__(self, studio: Studio, driver: CaptureDriver) -> None:
        super().__init__(studio)
        self.driver = driver
        self.view: View | None = None
        self._before: dict[str, Finding] = {}
        self._dragged: Landmark | None = None
        self._adding: Landmark | None = None
        self._shown_frame: object = None
        self._filling = Spread(self)
        self.thumbs: dict[View, ViewThumb] = {}
        self._build()
        studio.session_changed.connect(self._session_changed)
        studio.measured.connect(self._measured)
        studio.preferences_changed.connect(self.changed)
        driver.state_changed.connect(self._show_buttons)
        self._session_changed()

    # -- building ------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.retake_button = Button(icon="rotate-ccw", kind="quiet")
        self.retake_button.clicked.connect(lambda: self.wanted.emit("capture.retake"))
        self.import_button = Button(self.tr("Import instead"), "quiet", "image")
        self.import_button.clicked.connect(lambda: self.wanted.emit("photo.open"))
        self.accept_button = Button(self.tr("Accept and go on"), "primary", "arrow-right", icon_after=True)
        self.accept_button.clicked.connect(self.accept)
        self.add_to_header(self.import_button, self.retake_button, self.accept_button)
        across = row(self, 16, (20, 20, 20, 20))
        strip = column(gap=10)
        self._strip = column(gap=10)
        strip.addLayout(self._strip)
        strip.addStretch(1)
        across.addLayout(strip)
        across.addWidget(self._make_canvas(), 1)
        self._side = self._make_side()
        across.addWidget(self._side)

    def _make_canvas(self) -> QFrame:
        frame, body = card(0, 1)
        bar = row(gap=8, margins=(12, 10, 12, 10))
        self.modes = Segment(
            [
                Option(Mode.MOVE.value, self.tr("Move"), "move"),
                Option(Mode.ADD.value, self.tr("Add"), "circle-plus"),
                Option(Mode.PAN.value, self.tr("Pan"), "hand"),
            ],
            self.tr("What pressing on the photograph does"),
        )
        self.modes.chosen.connect(self._set_mode)
        bar.addWidget(self.modes)
        bar.addStretch(1)
        self.undo_button = Button(self.tr("Undo"), "quiet", "undo-2", small=True)
        self.redo_button = Button(self.tr("Redo"), "quiet", "redo-2", small=True)
        self.undo_button.clicked.connect(self.undo)
        self.redo_button.clicked.connect(self.redo)
        bar.addWidget(self.undo_button)
        bar.addWidget(self.redo_button)
        body.addLayout(bar)
        self.photo = PhotoView()
        self.stickers = StickerReview(self.studio, self.photo)
        self.stickers.confirmed.connect(self._confirm)
        self.stickers.trouble.connect(self.trouble)
        self.photo.set_radius(0)
        self.photo.set_label_margins(8, 52, 8, 60)
        self.photo.show_layers(frozenset(LAYERS) | {Layer.HANDLES})
        self.photo.set_mode(Mode.MOVE)
        self.photo.setAccessibleName(self.tr("Photograph with its points"))
        self.photo.handle_selected.connect(self._show_point)
        self.photo.handle_moved.connect(self._drag)
        self.photo.handle_released.connect(self._drop)
        self.photo.clicked.connect(self._click)
        self.photo.zoom_changed.connect(lambda zoom: self.zoom_text.setText(per_cent(zoom)))
        self._make_floating()
        give_way(self.photo, _PHOTO_LEAST)
        body.addWidget(self.photo, 1)
        return frame

    def _make_floating(self) -> None:
        over = column(self.photo, 0, (14, 12, 14, 14))
        self.sides = Pill()
        over.addWidget(self.sides, 0, Qt.AlignmentFlag.AlignLeft)
        over.addStretch(1)
        bottom = row(gap=8)
        self.layers_button = Button(self.tr("Layers"), icon="layers", small=True)
        self.layers_button.setMenu(layers_menu(self.layers_button, self.photo.layers, self._toggle_layer))
        self.all_points = Button(self.tr("All points"), icon="plus", small=True)
        self.all_points.setCheckable(True)
        self.all_points.clicked.connect(self.changed)
        smaller = Button(icon="minus", small=True, name=self.tr("Smaller"))
        larger = Button(icon="plus", small=True, name=self.tr("Larger"))
        self.zoom_text = Button(per_cent(1.0), small=True, name=self.tr("Fit the photograph into the window"))
        smaller.clicked.connect(lambda: self.photo.zoom_by(1 / 1.25))
        larger.clicked.connect(lambda: self.photo.zoom_by(1.25))
        self.zoom_text.clicked.connect(self.photo.fit)
        bottom.addWidget(self.layers_button)
        bottom.addWidget(self.all_points)
        bottom.addStretch(1)
        for one in (smaller, self.zoom_text, larger):
            bottom.addWidget(one)
        over.addLayout(bottom)

    def _make_side(self) -> QWidget:
        outer = QWidget()
        outer.setFixedWidth(theme().height(NARROW_TABLE))
        sides = column(outer, 16)
        self.table = ReviewTable(self.studio)
        self.table.place_wanted.connect(self.begin_adding)
        sides.addWidget(self.table, 1)
        sides.addWidget(self.stickers.list)
        self.point = PointCard(self.stickers.button)
        self.point.reset_wanted.connect(self.reset_point)
        self.point.place_wanted.connect(self.begin_adding)
        self.stickers.shown.connect(lambda shown: self.point.setVisible(not shown))
        sides.addWidget(self.point)
        return outer

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the table more room in a wide window."""
        super().resizeEvent(event)
        wide = self.width() >= WIDE_PX
        self._side.setFixedWidth(theme().height(WIDE_TABLE if wide else NARROW_TABLE))

    # -- coming and going ----------------------------------------------------------------------------

    def enter(self) -> None:
        """Show the present state."""
        if self.view is None and self.studio.session.views:
            self.show_view(self.studio.session.views[0])
        super().enter()
        self.photo.setFocus()

    def leave(self) -> None:
        """Let it be filled later; what was being filled is begun anew then."""
        super().leave()
        if self._filling.busy:
            self._filling.stop()
            self._shown_frame, self._stale = None, True

    def show_view(self, view: View) -> None:
        """Show another view's photograph."""
        if view is not self.view:
            self.photo.select(None)
            self._before, self._adding = {}, None
        self.view = view
        self._shown_frame = None
        self.stickers.show_view(view)
        self.point.effect.setText("")
        self._set_mode(Mode.MOVE.value)
        self.changed()

    def _session_changed(self) -> None:
        session = self.studio.session
        if self.view not in session.views:
            self.view = session.views[0] if session.views else None
            self._before, self._adding, self._dragged = {}, None, None
        self._shown_frame = None
        self.stickers.show_view(self.view)
        self._make_thumbs()
        self.changed()

    def _make_thumbs(self) -> None:
        session = self.studio.session
        for view, old in list(self.thumbs.items()):
            if view not in session.views:
                self._strip.removeWidget(self.thumbs.pop(view))
                old.deleteLater()
        for at, view in enumerate(one for one in ORDER if one in session.views):
            if view not in self.thumbs:
                thumb = ViewThumb()
                thumb.clicked.connect(partial(self.show_view, view))
                self.thumbs[view] = thumb
                self._strip.insertWidget(at, thumb)
            self.thumbs[view].photo.show_photo(self.studio.picture(view))

    # -- showing -------------------------------------------------------------------------------------

    def _measured(self, view: View) -> None:
        if view is self.view:
            self.changed()
        else:
            self._stale = True

    def fill(self) -> None:
        """Show photograph, overlay, handles, and table as they are in the session."""
        session, view = self.studio.session, self.view
        if view is None or view not in session.views:
            return
        analysis, frame = session.analysis(view), session.frame(view)
        self._filling.start(self._rest(analysis))
        if frame is self._shown_frame:
            self._filling.finish()
        else:
            self._shown_frame = frame
            self._show_photo(analysis)
            self.photo.show_overlay(session.overlay(view), None)
            self.table.content.hide()  # it tells of another photograph
        self.photo.show_handles(self._handles(analysis))
        self._show_point(self.photo.selected)
        self._show_buttons()

    def _show_photo(self, analysis: PhotoAnalysis) -> None:
        self.photo.show_photo(self.studio.picture(analysis.view))
        self.photo.set_region(about_body(analysis))
        at_left = self.tr("R: the person's right"), self.tr("L: the person's left")
        self.sides.say("", at_left[0] if analysis.facing.left_towards > 0 else at_left[1])
        self.sides.setVisible(not analysis.facing.is_side)

    def _rest(self, analysis: PhotoAnalysis) -> Iterator[None]:
        """Show what is measured: at once after an edit, piece by piece after another photograph has come."""
        yield from self.table.show_analysis(analysis, self._before)
        yield
        if self._dragged is None:  # while a hand moves, the large photograph is what it looks at
            self._show_thumbs()
            yield
        self.photo.show_overlay(self.studio.session.overlay(analysis.view), self._labels(analysis))

    def _labels(self, analysis: PhotoAnalysis) -> LabelWords:
        words = self.studio.words
        findings = {one.id: one for one in analysis.findings}

        def label(measure: str) -> LabelText:
            finding = findings[measure]
            value, _ = split_value(words.value(finding))
            return LabelText(value[:1].upper() + value[1:], mark_of(finding.grade))

        return label

    def _handles(self, analysis: PhotoAnalysis) -> list[Handle]:
        points = analysis.body.person.keypoints
        near = analysis.facing.value.upper() if analysis.facing.is_side else ""
        shown = []
        for landmark in Landmark:
            side, _, rest = landmark.name.partition("_")
            by_hand = points.sources[landmark].is_placed
            wanted = by_hand or self.all_points.isChecked() or rest in _MEASURED
            if landmark.value >= MODEL_LANDMARKS:
                wanted = by_hand
            if near and side in ("LEFT", "RIGHT") and side != near and not by_hand:
                wanted = False
            if wanted and points.has(landmark):
                x, y = points.xy_px[landmark]
                unsure = bool(points.visibility[landmark] < VISIBLE_FROM)
                shown.append(Handle(landmark, float(x), float(y), landmark_name(landmark), by_hand, unsure))
        return shown

    def _placeable(self) -> tuple[Landmark, ...]:
        """Give the points that a hand can add to the photograph that is shown."""
        if self.view is None or self.view not in self.studio.session.views:
            return ()
        return placeable_in(self.studio.session.analysis(self.view).facing)

    def _show_thumbs(self) -> None:
        session, words = self.studio.session, self.studio.words
        for view, thumb in self.thumbs.items():
            moved = len(session.places(view))
            note = self.tr("{count} placed").format(count=moved) if moved else self.tr("as found")
            thumb.show_view(view_name(view, words, session), note)
            thumb.setChecked(view is self.view)
            thumb.photo.show_overlay(session.overlay(view))

    def _show_point(self, landmark: Landmark | None) -> None:
        if self.view is None or self.view not in self.studio.session.views:
            return
        places = self.studio.session.places(self.view)
        self.point.reset.setEnabled(landmark is not None and landmark in places)
        self.point.offer(self._placeable())
        if self._adding is not None:
            self.point.show_adding(self._adding)
        elif landmark is None:
            self.point.show_nothing()
        else:
            self.point.show_point(landmark, self.studio.session.source(self.view, landmark))

    def _show_buttons(self, *_: object) -> None:
        session = self.studio.session
        undo, redo = session.next_undo, session.next_redo
        self.undo_button.setEnabled(undo is not None)
        self.redo_button.setEnabled(redo is not None)
        self.undo_button.setToolTip(edit_name(undo) if undo is not None else "")
        self.redo_button.setToolTip(edit_name(redo) if redo is not None else "")
        self.point.show_history(undo)
        if self.view is not None:
            name = view_name(self.view, self.studio.words, session)
            self.retake_button.setText(self.tr("Retake: {view}").format(view=name))

    # -- editing -------------------------------------------------------------------------------------

    def _values(self) -> dict[str, Finding]:
        if self.view is None or self.view not in self.studio.session.views:
            return {}
        findings = self.studio.session.analysis(self.view).findings
        return {one.id: one for one in findings if one.value is not None}

    def _drag(self, landmark: Landmark, x: float, y: float) -> None:
        """Put a point where the hand is; the whole drag is one step of the history."""
        session, view = self.studio.session, self.view
        if view is None:
            return
        if self._dragged is landmark:
            session.undo()
        else:
            self._before = self._values()
            self._dragged = landmark
        undone = session.next_undo
        session.place(view, landmark, x, y)
        if session.next_undo is undone:  # back where it was: nothing to be taken back
            self._dragged = None
        self._tell(view)

    def _drop(self, landmark: Landmark, x: float, y: float) -> None:
        self._drag(landmark, x, y)
        self._dragged = None
        self._show_thumbs()
        self._show_effect()

    def _confirm(self, stickers: Mapping[Landmark, tuple[float, float]]) -> None:
        """Set points to the stickers that somebody confirmed."""
        view = self.view
        if view is not None:
            self._before = self._values()
            self.studio.session.confirm(view, stickers)
            self._tell(view)
            self._show_effect()

    def _tell(self, view: View) -> None:
        self.studio.edited(view)

    def _show_effect(self) -> None:
        """Say in one sentence what the last edit changed."""
        now, words = self._values(), self.studio.words
        parts = []
        for name, finding in now.items():
            before = self._before.get(name)
            if before is None:
                parts += [self.tr("new: {measure}").format(measure=words.measure(name))] * bool(self._before)
            elif words.short_value(before) != words.short_value(finding):
                old, new = (split_value(words.value(one))[0] for one in (before, finding))
                if old == new:  # such as "upright", whose number stands behind
                    old, new = words.short_value(before), words.short_value(finding)
                parts.append(f"{words.measure(name)} {old} → {new}")
        self.point.effect.setText(
            self.tr("This edit: {changes}.").format(changes=words.join(parts)) if parts else ""
        )

    def undo(self) -> None:
        """Take the last step back."""
        self._before = self._values()
        self._after(self.studio.session.undo())

    def redo(self) -> None:
        """Do the step again."""
        self._before = self._values()
        self._after(self.studio.session.redo())

    def _after(self, edit: Edit | None) -> None:
        if edit is None:
            return
        if edit.view is not self.view:
            self.show_view(edit.view)
        self._tell(edit.view)
        self.photo.select(edit.landmark if self.photo.handle(edit.landmark) else None)
        self._show_effect()

    def reset_point(self) -> None:
        """Give the chosen point back to the program."""
        landmark, view = self.photo.selected, self.view
        if landmark is not None and view is not None:
            self._before = self._values()
            self.studio.session.reset(view, landmark)
            self._tell(view)
            self._show_effect()

    # -- adding --------------------------------------------------------------------------------------

    def begin_adding(self, landmark: Landmark) -> None:
        """Wait for a click that says where a point is."""
        self._adding = landmark
        self.modes.choose(Mode.ADD.value)
        self.photo.set_mode(Mode.ADD)
        self.photo.select(None)
        self._show_point(None)
        self.photo.setFocus()

    def _set_mode(self, mode: str) -> None:
        self.modes.choose(mode)
        self.photo.set_mode(Mode(mode))
        self._adding = None
        if mode == Mode.ADD.value and self.view is not None and self._placeable():
            places = self.studio.session.places(self.view)
            free = [one for one in self._placeable() if one not in places]
            self._adding = (free or list(self._placeable()))[0]
        self._show_point(self.photo.selected)

    def _click(self, x: float, y: float) -> None:
        if self._adding is None or self.view is None:
            return
        landmark, view = self._adding, self.view
        self._before = self._values()
        self.studio.session.place(view, landmark, x, y)
        free = [one for one in self._placeable() if one not in self.studio.session.places(view)]
        self._tell(view)
        if OPPOSITE[landmark] in free:
            self.begin_adding(OPPOSITE[landmark])
        else:
            self._set_mode(Mode.MOVE.value)
            self.photo.select(landmark)
        self._show_effect()

    def _usual_place(self, landmark: Landmark) -> tuple[float, float]:
        """Give where a point is expected, to begin nudging from."""
        assert self.view is not None
        analysis = self.studio.session.analysis(self.view)
        places = expected_stickers(analysis.body.person.keypoints, analysis.facing)
        return next(one.xy_px for one in places if one.landmark is landmark)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Set a point by keyboard, or stop adding."""
        if self._adding is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._click(*self._usual_place(self._adding))
        elif self._adding is not None and event.key() == Qt.Key.Key_Escape:
            self._set_mode(Mode.MOVE.value)
        else:
            super().keyPressEvent(event)

    # -- the rest ------------------------------------------------------------------------------------

    def _toggle_layer(self, layer: Layer, on: bool) -> None:
        layers = self.photo.layers
        self.photo.show_layers(layers | {layer} if on else layers - {layer})

    def accept(self) -> None:
        """Keep the photograph and go on: to the next view, to the next photograph, or to the results."""
        session = self.studio.session
        state = self.driver.flow.state
        if state.phase is Phase.REVIEW and state.view is self.view:
            self.driver.accept()
            done = self.driver.flow.state.phase is Phase.DONE
            self.wanted.emit("page.results" if done else "page.capture")
            return
        there = [one for one in ORDER if one in session.views]
        at = there.index(self.view) + 1 if self.view in there else len(there)
        if at < len(there):
            self.show_view(there[at])
        else:
            self.wanted.emit("page.results")
