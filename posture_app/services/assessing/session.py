"""One assessment in the making: photographs come in, landmarks are moved, moves are undone.

Everything is recomputed from the model's landmarks and the list of edits; nothing is patched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from posture_app.domain.keypoints import PLACEABLE, Landmark, Source
from posture_app.domain.overlay.drawing import overlay_of
from posture_app.domain.people import Assessment, Engine, PhotoAnalysis, Subject
from posture_app.domain.views import ORDER
from posture_app.services.assessing.assess import Settings, assemble, measure_again
from posture_app.services.assessing.placing import Placed, Placings, with_placings

if TYPE_CHECKING:
    from datetime import datetime

    from posture_app.domain.findings import Finding
    from posture_app.domain.overlay.shapes import Overlay
    from posture_app.domain.views import View
    from posture_app.services.ports import Frame

Place = tuple[float, float]
Places = Mapping[Landmark, Place]


@dataclass(frozen=True, slots=True)
class Edit:
    """One step of the history: where the placed landmarks of a view were, before and after.

    `landmark` is the one that was touched, of several confirmed together the first.
    """

    view: View
    landmark: Landmark
    before: Placings
    after: Placings

    @property
    def touched(self) -> tuple[Landmark, ...]:
        """Give every landmark that the step set, moved, or gave back."""
        return tuple(one for one in Landmark if self.before.get(one) != self.after.get(one))

    @property
    def kind(self) -> str:
        """Give ``placed``, ``moved``, ``confirmed``, or ``reset``: the key of the step's words."""
        if self.landmark not in self.after:
            return "reset"
        if self.after[self.landmark].source is Source.STICKER:
            return "confirmed"
        return "moved" if self.landmark in self.before or self.landmark not in PLACEABLE else "placed"


@dataclass(slots=True)
class _Taken:
    frame: Frame
    model: PhotoAnalysis
    places: Placings = field(default_factory=dict)
    shown: PhotoAnalysis | None = None
    drawn: tuple[PhotoAnalysis, Overlay] | None = None


class Session:
    """The photographs, edits, and notes of one person's assessment."""

    def __init__(self, subject: Subject, settings: Settings) -> None:
        self.subject = subject
        self.settings = settings
        self.notes = ""
        self._taken: dict[View, _Taken] = {}
        self._done: list[Edit] = []
        self._undone: list[Edit] = []

    # --- photographs ---

    @property
    def views(self) -> tuple[View, ...]:
        """Give the views that have a photograph, in the order in which they came."""
        return tuple(self._taken)

    def add(self, analysis: PhotoAnalysis, frame: Frame) -> None:
        """Take a photograph in; an older one of the view goes, and its edits with it."""
        view = analysis.view
        self._taken[view] = _Taken(frame, analysis)
        self._done = [one for one in self._done if one.view is not view]
        self._undone = [one for one in self._undone if one.view is not view]

    def remove(self, view: View) -> None:
        """Forget a photograph and its edits."""
        taken = self._taken.pop(view)
        self._done = [one for one in self._done if one.view is not view]
        self._undone = [one for one in self._undone if one.view is not view]
        del taken

    def frame(self, view: View) -> Frame:
        """Give a view's photograph."""
        return self._taken[view].frame

    # --- what is measured ---

    def analysis(self, view: View) -> PhotoAnalysis:
        """Give the analysis with everything that was set by hand, measured with the present settings."""
        taken = self._taken[view]
        if taken.shown is None:
            edited = replace(taken.model, body=with_placings(taken.model.body, taken.places))
            taken.shown = measure_again(edited, self.subject, self.settings)
        return taken.shown

    def overlay(self, view: View) -> Overlay:
        """Give the shapes over a view's photograph; the same ones until something is measured anew."""
        taken, analysis = self._taken[view], self.analysis(view)
        if taken.drawn is None or taken.drawn[0] is not analysis:
            taken.drawn = analysis, overlay_of(analysis)
        return taken.drawn[1]

    def findings(self) -> tuple[Finding, ...]:
        """Give the findings of all views."""
        return tuple(finding for view in self.views for finding in self.analysis(view).findings)

    def set_subject(self, subject: Subject) -> None:
        """Say who is assessed; the height changes the distances."""
        self.subject = subject
        self._measure_anew()

    def set_settings(self, settings: Settings) -> None:
        """Change level or norms for all photographs at once."""
        self.settings = settings
        self._measure_anew()

    def _measure_anew(self) -> None:
        for taken in self._taken.values():
            taken.shown = None

    def assessment(self, engine: Engine, taken_at: datetime) -> Assessment:
        """Put it all together as it stands."""
        analyses = {view: self.analysis(view) for view in ORDER if view in self._taken}
        return replace(assemble(analyses, self.subject, engine, taken_at), notes=self.notes)

    # --- edits ---

    def places(self, view: View) -> Places:
        """Give the landmarks that were set by hand or by sticker, in photo pixels."""
        return {one: (at.x, at.y) for one, at in self._taken[view].places.items()}

    def source(self, view: View, landmark: Landmark) -> Source:
        """Tell how a landmark came to stand where it is."""
        return self.analysis(view).body.person.keypoints.sources[landmark]

    def place(self, view: View, landmark: Landmark, x: float, y: float) -> None:
        """Set a landmark by hand, in photo pixels; kept inside the picture."""
        places = self._taken[view].places
        self._do(Edit(view, landmark, places, {**places, landmark: self._inside(view, x, y, Source.MANUAL)}))

    def confirm(self, view: View, stickers: Places) -> None:
        """Set landmarks to the stickers that somebody has confirmed, in photo pixels, as one step."""
        places = self._taken[view].places
        seen = {one: self._inside(view, x, y, Source.STICKER) for one, (x, y) in stickers.items()}
        changed = [one for one, at in seen.items() if places.get(one) != at]
        if changed:
            self._do(Edit(view, changed[0], places, {**places, **seen}))

    def _inside(self, view: View, x: float, y: float, source: Source) -> Placed:
        frame = self._taken[view].frame
        return Placed(min(max(x, 0.0), float(frame.width)), min(max(y, 0.0), float(frame.height)), source)

    def reset(self, view: View, landmark: Landmark) -> None:
        """Give a landmark back to the model; one that only a hand can set goes away."""
        places = self._taken[view].places
        if landmark in places:
            rest = {one: place for one, place in places.items() if one is not landmark}
            self._do(Edit(view, landmark, places, rest))

    def _do(self, edit: Edit) -> None:
        if dict(edit.before) == dict(edit.after):
            return
        self._done.append(edit)
        self._undone.clear()
        self._show(edit.view, edit.after)

    @property
    def next_undo(self) -> Edit | None:
        """Give the step that undo would take back."""
        return self._done[-1] if self._done else None

    @property
    def next_redo(self) -> Edit | None:
        """Give the step that redo would do again."""
        return self._undone[-1] if self._undone else None

    def undo(self) -> Edit | None:
        """Take the last step back; give it, or None when there is none."""
        if not self._done:
            return None
        edit = self._done.pop()
        self._undone.append(edit)
        self._show(edit.view, edit.before)
        return edit

    def redo(self) -> Edit | None:
        """Do the step that was taken back last again; give it, or None when there is none."""
        if not self._undone:
            return None
        edit = self._undone.pop()
        self._done.append(edit)
        self._show(edit.view, edit.after)
        return edit

    def _show(self, view: View, places: Placings) -> None:
        self._taken[view].places = places
        self._taken[view].shown = None
